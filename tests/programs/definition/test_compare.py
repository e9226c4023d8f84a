"""Two editions in words, for people who publish."""

import copy

import pytest
from django.utils.translation import override

from programs.definition.compare import compare
from programs.definition.document import Definition
from tests.programs.making import both, options, settings

TABLE = settings(
    "table",
    "items",
    label=both("Шығындар"),
    columns=[settings("text", "name"), settings("money", "price")],
    rows={"max": 5},
)
BASE = {
    "forms": {
        "application": {
            "sections": [
                {"key": "main", "title": both("Негізгі"), "questions": [
                    settings("text", "name", label=both("Атауы")),
                    settings("choice", "size", label=both("Көлемі"), options=options("big", "small")),
                    settings("integer", "age", label=both("Жасы"), min=18),
                ]},
                {"key": "budget", "title": both("Бюджет"), "questions": [TABLE]},
                {"key": "confirm", "title": both("Растау"), "summary": True},
            ]
        }
    },
    "stages": [{"key": "board", "kind": "decision", "label": both("Шешім")}],
}  # fmt: skip


def compared(change):
    plain = copy.deepcopy(BASE)
    sections = plain["forms"]["application"]["sections"]
    change(plain, sections)
    with override("en"):
        return compare(Definition.model_validate(BASE), Definition.model_validate(plain))


def said(change):
    return [(found.path.removeprefix("application/"), found.words, found.is_additive) for found in compared(change)]


def edit(section, number, **settings):
    return lambda plain, sections: sections[section]["questions"][number].update(settings)


def column(number, **settings):
    return lambda plain, sections: sections[1]["questions"][0]["columns"][number].update(settings)


def move_question(plain, sections):
    sections[1]["questions"].append(sections[0]["questions"].pop(0))


def drop_section(plain, sections):
    del sections[1]


@pytest.mark.parametrize(
    ("change", "path", "words", "is_additive"),
    [
        (lambda p, s: s[0]["questions"].append(settings("text", "n", label=both("Жаңа"))), "main/n", "“Жаңа” is added.", True),
        (lambda p, s: s[0]["questions"].append(settings("text", "n", label=both("Жаңа"), required=True)), "main/n",
         "“Жаңа” is added, and required.", False),
        (lambda p, s: s[0]["questions"].pop(0), "main/name", "“Атауы” isn't asked any more.", False),
        (move_question, "budget/name", "“Атауы” is moved from “Негізгі” to “Бюджет”.", False),
        (lambda p, s: s[0]["questions"].reverse(), "main/size", "“Көлемі” stands elsewhere.", True),
        (edit(0, 0, label=both("Аты")), "main/name", "“Атауы” is called “Аты” now.", False),
        (edit(0, 0, hint=both("Толық")), "main/name", "“Атауы”, hint: “Толық” instead of —.", True),
        (edit(0, 0, required=True), "main/name", "“Атауы” is required now.", False),
        (edit(0, 0, required="soft"), "main/name", "“Атауы” is asked for now, but stands in nobody's way.", False),
        (edit(0, 0, kind="integer"), "main/name", "“Атауы” is another kind of question: integer instead of text.", False),
        (edit(0, 1, options=options("big", "small", "tiny")), "main/size", "“Көлемі”: “tiny” is added.", True),
        (edit(0, 1, options=options("big")), "main/size", "“Көлемі”: “small” is removed.", False),
        (edit(0, 1, options=options("small", "big")), "main/size", "“Көлемі”: the order is changed.", True),
        (edit(0, 2, min=16), "main/age", "“Жасы”, not less than: 16 instead of 18.", True),
        (edit(0, 2, min=21), "main/age", "“Жасы”, not less than: 21 instead of 18.", False),
        (edit(0, 2, max=99), "main/age", "“Жасы”, not more than: 99 instead of —.", False),
        (edit(0, 2, show_if='answers.size == "big"'), "main/age",
         "“Жасы”, asked where: answers.size == \"big\" instead of —.", False),
        (edit(0, 2, sensitive=True), "main/age", "“Жасы” has become sensitive: answers are stored encrypted.", True),
        (column(1, sensitive=True), "budget/items/price",
         "“price” has become sensitive: answers are stored encrypted.", True),
        (edit(1, 0, rows={"max": 9}), "budget/items", "“Шығындар · rows”, not more than: 9 instead of 5.", True),
        (column(1, required=True), "budget/items/price", "“price” is required now.", False),
        (lambda p, s: s[1]["questions"][0]["columns"].pop(), "budget/items/price", "“price” isn't asked any more.", False),
        (edit(1, 0, checks=[{"rule": "row.price > 5.0", "message": both(), "at": "price"}]), "budget/items",
         "“Шығындар”: a check is added: row.price > 5.0.", False),
        (drop_section, "budget", "The section “Бюджет” is removed.", False),
        (lambda p, s: s.insert(1, {"key": "more", "title": both("Тағы"), "questions": []}), "more",
         "The section “Тағы” is added.", False),
        (lambda p, s: s[0].update(intro=both("Кіріспе")), "main", "“Негізгі”, introduction: “Кіріспе” instead of —.", True),
        (lambda p, s: s[0].update(title=both("Басты")), "main", "“Негізгі” is called “Басты” now.", False),
        (lambda p, s: s[0].update(gate=True), "main", "“Негізгі”, opens the other sections: Yes instead of No.", False),
        (lambda p, s: p["stages"][0].update(opens="by_staff"), "stages/board",
         "“Шешім”, opens: by_staff instead of at_closing.", False),
        (lambda p, s: p.update(letters={"awarded": {"subject": both(), "body": both()}}), "letters/awarded",
         "The letter “awarded” has words of its own now.", False),
        (lambda p, s: p["forms"].update(annex=p["forms"]["application"]), "annex", "The form “annex” is added.", False),
    ],
)  # fmt: skip
def test_a_change_is_said_with_its_path(change, path, words, is_additive):
    assert (path, words, is_additive) in said(change)


@pytest.mark.parametrize(
    ("change", "path", "name"),
    [
        (edit(0, 2, sensitive=True), "main/age", "Жасы"),
        (edit(1, 0, sensitive=True), "budget/items", "Шығындар"),
        (column(1, sensitive=True), "budget/items/price", "price"),
    ],
)
def test_what_is_not_sensitive_any_more_takes_answers_from_their_question(change, path, name):
    plain = copy.deepcopy(BASE)
    change(plain, plain["forms"]["application"]["sections"])
    with override("en"):
        [found] = compare(Definition.model_validate(plain), Definition.model_validate(BASE))
    assert (found.path, found.is_additive) == (f"application/{path}", False)
    assert found.words == (
        f"“{name}” isn't sensitive any more: earlier answers are set aside, not shown to more people."
    )


RULE = "row.price > 5.0"
FIRM, SOFT = ({"rule": RULE, "message": both(), "at": "price", "soft": soft} for soft in (False, True))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ([FIRM], [SOFT], {f"“Шығындар”: a check only advises now: {RULE}.": True}),
        ([SOFT], [FIRM], {f"“Шығындар”: what was advice has to be met now: {RULE}.": False}),
        ([], [SOFT], {f"“Шығындар”: advice is added: {RULE}.": True}),
        ([FIRM], [FIRM | {"at": "name"}], {f"“Шығындар”: the message of a check is changed: {RULE}.": True}),
        ([SOFT], [FIRM | {"message": both("Басқа")}], {
            f"“Шығындар”: what was advice has to be met now: {RULE}.": False,
            f"“Шығындар”: the message of a check is changed: {RULE}.": True,
        }),
        ([SOFT], [], {f"“Шығындар”: a check is removed: {RULE}.": True}),
    ],
)  # fmt: skip
@pytest.mark.parametrize("of_section", [False, True])
def test_a_check_may_become_advice_but_not_the_other_way(old, new, words, of_section):
    def made(checks):
        plain = copy.deepcopy(BASE)
        section = plain["forms"]["application"]["sections"][1]
        (section if of_section else section["questions"][0])["checks"] = checks
        return Definition.model_validate(plain)

    with override("en"):
        found = compare(made(old), made(new))
    expected = {text.replace("Шығындар", "Бюджет"): free for text, free in words.items()} if of_section else words
    assert {difference.words: difference.is_additive for difference in found} == expected


def test_the_same_has_no_differences():
    assert compared(lambda plain, sections: None) == []


def test_one_change_is_one_difference():
    for change in (move_question, edit(0, 0, label=both("Аты")), edit(0, 2, min=21), column(1, required=True)):
        assert len(compared(change)) == 1


def test_a_section_that_goes_takes_its_questions_along():
    assert [path for path, _words, _additive in said(drop_section)] == ["budget", "budget/items"]


def test_differences_are_said_in_the_language_of_the_page():
    plain = copy.deepcopy(BASE)
    plain["forms"]["application"]["sections"][0]["questions"][0]["label"] = {"kk": "Аты", "ru": "Имя"}
    old, new = Definition.model_validate(BASE), Definition.model_validate(plain)
    with override("ru"):
        assert "Имя" in compare(old, new)[0].words
