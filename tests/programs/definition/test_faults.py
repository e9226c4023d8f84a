"""What keeps a definition from being published."""

import pytest

from programs.definition.faults import faults, file_faults
from tests.programs.making import both, definition, options, program, settings


def messages(*questions, **section):
    return [fault.message for fault in faults(definition(*questions, **section))]


def table(*columns, **more):
    return settings("table", "items", columns=list(columns) or [settings("money", "price")], **more)


def check(rule, at="q"):
    return [{"rule": rule, "message": both(), "at": at}]


def test_sound_definition_has_none():
    assert (
        messages(
            settings("money", "q"),
            settings("yes_no", "more"),
            table(settings("date", "starts"), settings("date", "ends"), checks=check("row.starts <= row.ends", "ends")),
            settings("text", "why", show_if="answers.more && answers.q > 1.0"),
            settings(
                "computed",
                "days",
                value="size(answers.items) > 0 ? days(answers.items[0].starts, answers.items[0].ends) : 0.0",
            ),
            settings("statement", "note"),
            checks=check("answers.q <= 5000.0 || !answers.more"),
        )
        == []
    )


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ({"kk": "Атауы"}, "missing in ru"),
        ({"ru": "Название"}, "missing in kk"),
        ({"kk": " ", "ru": "Название"}, "missing in kk"),
        ({}, "no label"),
    ],
)
def test_text_is_wanted_in_both_languages(label, words):
    (message,) = messages(settings("text", "q") | {"label": label})
    assert words in message


@pytest.mark.parametrize(
    "part",
    [
        {"hint": {"kk": "Көмек"}},
        {"options": [{"key": "a", "label": {"kk": "А"}}]},
    ],
)
def test_every_text_inside_a_question_counts(part):
    assert messages(settings("choice", "q", **({"options": options("a")} | part))) == ["the text is missing in ru"]


def test_consent_needs_its_text_and_no_label():
    assert messages(settings("consent", "q")) == []
    assert messages(settings("consent", "q", text={})) == ["the text is missing in kk and ru"]


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("answers.q >", "isn't a rule"),
        ("answers.gone > 1.0", "no question 'gone'"),
        ("answers.note == 1.0", "no question 'note'"),
        ("row.price > 1.0", "no row here"),
        ("today > answers.q", "No such overload"),
        ("yesterday > answers.q", "don't know 'yesterday'"),
        ("round(answers.q) > 1.0", "don't know 'round'"),
        ('answers["q"] > 1.0', "answers.key"),
        ("size(answers) > 1", "answers.key"),
        ('total(answers.items, "sum") > 1.0', "no table with a column 'sum'"),
        ('total(answers.q, "price") > 1.0', "no table with a column"),
        ("answers.q * 2 > 1.0", "float * int"),
        ('answers.q > "көп"', "No such overload"),
        ("answers.q + 1.0", "yes or no"),
        ('"жоқ"', "yes or no"),
    ],
)
@pytest.mark.parametrize("place", ["show_if", "check"])
def test_rule_that_could_never_work_is_found(rule, words, place):
    asked = [settings("money", "q"), settings("statement", "note"), table()]
    if place == "show_if":
        found = messages(*asked, settings("text", "last", show_if=rule))
    else:
        found = messages(*asked, checks=check(rule))
    assert len(found) == 1
    assert words in found[0]


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        ("answers.name", "gives a text, not a number"),
        ("answers.q > 1.0", "gives yes or no, not a number"),
        ("answers.q * 2", "float * int"),
        ('total(answers.items, "what")', "total"),
    ],
)
def test_formula_that_gives_no_number_is_found(formula, words):
    found = messages(
        settings("money", "q"),
        settings("text", "name"),
        table(settings("text", "what")),
        settings("computed", "sum", value=formula),
    )
    assert len(found) == 1
    assert words in found[0]


def test_formula_of_a_column_knows_its_row():
    column = settings("computed", "sum", value="row.count * row.price")
    assert messages(table(settings("integer", "count"), settings("money", "price"), column)) == []
    assert messages(table(settings("money", "price"), column)) == ["there is no column 'count' in this table"]


def test_check_stands_beside_something_that_is_there():
    assert "at" in messages(settings("money", "q"), checks=check("answers.q > 1.0", "gone"))[0]
    assert "no column 'gone'" in messages(table(checks=check("row.price > 1.0", "gone")))[0]


@pytest.mark.parametrize(
    ("questions", "cycle"),
    [
        ([settings("text", "a", show_if='answers.a == "x"')], {"a"}),
        (
            [settings("text", "a", show_if='answers.b == "x"'), settings("text", "b", show_if='answers.a == "x"')],
            {"a", "b"},
        ),
        (
            [
                settings("table", "items", columns=[settings("computed", "sum", value="answers.rate * 1.0")]),
                settings("computed", "rate", value='total(answers.items, "sum")'),
            ],
            {"items", "rate"},
        ),
    ],
)
def test_questions_that_wait_for_each_other_are_named(questions, cycle):
    found = [message for message in messages(*questions) if "wait for each other" in message]
    assert len(found) == 1
    assert set(found[0].split(": ")[1].split(" → ")) == cycle


def sections(*parts):
    made = definition().dump()
    made["forms"]["application"]["sections"] = [
        {"key": f"s{number}", "title": both()} | part for number, part in enumerate(parts)
    ]
    return [fault.message for fault in faults(type(definition()).model_validate(made))]


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ([{}], "check page"),
        ([{"summary": True}, {}], "check page"),
        ([{"summary": True}, {"summary": True}], "check page"),
        ([{"gate": True}, {"gate": True}, {"summary": True}], "gate"),
        ([{"key": "a"}, {"key": "a"}, {"summary": True}], "two of them have the key 'a'"),
        ([{"key": "check"}, {"summary": True}], "«check»"),
        ([{"questions": [settings("text", "q")]}, {"questions": [settings("text", "q")]}, {"summary": True}], "'q'"),
    ],
)
def test_sections_of_a_form_make_sense(parts, words):
    (message,) = sections(*parts)
    assert words in message


def test_rows_with_pages_of_their_own_do_not_stand_on_the_check_page():
    plan = settings("table", "plan", columns=[table()], rows={"max": 9})
    (message,) = sections({}, {"summary": True, "questions": [plan]})
    assert "move it to another section" in message
    assert sections({"questions": [plan]}, {"summary": True, "questions": [table()]}) == []


@pytest.mark.parametrize("question", [settings("file", "scan"), table(settings("file", "scan"))])
def test_the_check_page_takes_no_files(question):
    (message,) = sections({}, {"summary": True, "questions": [question]})
    assert "takes no files" in message


@pytest.mark.parametrize(("place", "count"), [(0, 0), (1, 0), (2, 1)])
def test_rows_that_are_given_are_always_there(place, count):
    rows = [{"key": key, "label": both()} for key in ("first", "second")]
    given = settings("fixed_table", "given", columns=[settings("money", "price")], rows=rows)
    assert len(messages(given, checks=check(f"answers.given[{place}].price > 1.0", "given"))) == count


@pytest.mark.parametrize(("keys", "place"), [([], ("stages",)), (["first", "second"], ("stages", 1))])
def test_case_is_decided_in_one_stage(keys, place):
    stages = [{"key": key, "kind": "decision", "label": both()} for key in keys]
    made = definition().dump() | {"stages": stages}
    assert [fault.path for fault in faults(type(definition()).model_validate(made))] == [place]


def test_file_names_a_type_it_has_and_no_parent_of_itself():
    assert file_faults(program()) == []
    unknown = program(lambda plain: plain["call"].update(type="lottery"))
    assert [fault.path for fault in file_faults(unknown)] == [("call", "type")]
    circle = program(lambda plain: plain["program"]["parent"].update(slug="open-media"))
    assert [fault.path for fault in file_faults(circle)] == [("program", "parent", "slug")]
