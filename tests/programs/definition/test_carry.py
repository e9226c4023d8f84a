"""What becomes of the answers of a draft when its form changes."""

import pytest

from programs.answers import Answers
from programs.definition.asides import Why
from programs.definition.carry import carry
from programs.definition.form import Form
from programs.evaluation import evaluate
from tests.programs.making import both, options, settings


def form(**sections):
    """Sections by key with the settings of their questions, then the check page."""
    made = [{"key": key, "title": both(key), "questions": questions} for key, questions in sections.items()]
    return Form.model_validate({"sections": [*made, {"key": "confirm", "title": both(), "summary": True}]})


def carried(before, after, values=None, unparsed=None):
    """One question of the section `main`, before and after."""
    return carry(form(main=[before]), form(main=[after]), {"main": Answers(values or {}, unparsed or {})})


def aside(done, section="main"):
    return [(found.path, found.text.kk, found.why) for found in done.set_aside.get(section, [])]


def test_an_answer_follows_its_question_into_another_section():
    old = form(main=[settings("text", "name")], more=[settings("text", "other")])
    new = form(main=[], more=[settings("text", "other"), settings("text", "name", label=both("Жаңа"))])
    done = carry(old, new, {"main": Answers({"name": "Қор"}), "more": Answers({"other": "Тағы"})})
    assert done.sections["more"].values == {"other": "Тағы", "name": "Қор"}
    assert (done.sections["main"].values, done.set_aside) == ({}, {})


def test_what_is_no_answer_yet_follows_too():
    old = form(main=[settings("integer", "n")], more=[])
    new = form(main=[], more=[settings("integer", "n")])
    assert carry(old, new, {"main": Answers({}, {"n": "көп"})}).sections["more"].unparsed == {"n": "көп"}


def test_the_answer_of_a_removed_question_stands_aside_at_its_section():
    old = form(main=[settings("choice", "size", label={"kk": "Көлемі", "ru": "Размер"}, options=[
        {"key": "big", "label": {"kk": "Үлкен", "ru": "Большой"}}])])  # fmt: skip
    done = carry(old, form(main=[]), {"main": Answers({"size": "big"})})
    [found] = done.set_aside["main"]
    assert (found.label.kk, found.label.ru) == ("Көлемі", "Размер")
    assert (found.text.kk, found.text.ru, found.why) == ("Үлкен", "Большой", Why.GONE)
    assert (found.section.kk, found.path, done.sections["main"].values) == ("main", "size", {})


def test_answers_of_a_removed_section_stand_aside_under_its_key():
    old = form(main=[], more=[settings("text", "name")])
    done = carry(old, form(main=[]), {"more": Answers({"name": "Қор"})})
    assert aside(done, "more") == [("name", "Қор", Why.GONE)]
    assert "more" not in done.sections


@pytest.mark.parametrize(
    ("before", "after", "value", "expected"),
    [
        (settings("text"), settings("long_text"), "Қор", "Қор"),
        (settings("text"), settings("integer"), "1 200", 1200),
        (settings("integer"), settings("money"), 1200, "1200.00"),
        (settings("money"), settings("decimal"), "99.50", "99.5"),
        (settings("integer"), settings("text"), 5, "5"),
        (settings("date"), settings("text"), "2026-09-05", "05.09.2026"),
        (settings("text"), settings("date"), "05.09.2026", "2026-09-05"),
        (settings("choice", options=options("a", "b")), settings("choices", options=options("b", "a")), "a", ["a"]),
        (settings("choices", options=options("a", "b")), settings("choice", options=options("a", "b")), ["b"], "b"),
        (settings("text", max=5), settings("text", max=9), "Қор", "Қор"),
    ],
)
def test_an_answer_that_fits_the_changed_question_is_its_answer(before, after, value, expected):
    done = carried(before, after, {"q": value})
    assert (done.sections["main"].values, done.set_aside) == ({"q": expected}, {})


def test_an_option_becomes_its_label_where_there_are_no_options_any_more():
    before = settings("choice", options=[{"key": "big", "label": both("Үлкен")}])
    assert carried(before, settings("text"), {"q": "big"}).sections["main"].values == {"q": "Үлкен"}


@pytest.mark.parametrize(
    ("before", "after", "value", "typed"),
    [
        (settings("text"), settings("integer"), "көп", "көп"),
        (settings("text"), settings("text", max=2), "Қор", "Қор"),
        (settings("decimal"), settings("integer"), "12.5", "12,5"),
        (settings("integer"), settings("integer", max=3), 5, "5"),
        (settings("choices", options=options("a", "b")), settings("choices", most=1, options=options("a", "b")),
         ["a", "b"], "a\nb"),
    ],
)  # fmt: skip
def test_what_no_longer_fits_stays_in_its_input(before, after, value, typed):
    done = carried(before, after, {"q": value})
    assert (done.sections["main"].values, done.sections["main"].unparsed) == ({}, {"q": typed})
    assert not done.set_aside


def test_what_was_typed_becomes_an_answer_when_the_new_edition_takes_it():
    done = carried(settings("text", max=2), settings("text", max=9), unparsed={"q": "Қор"})
    assert (done.sections["main"].values, done.sections["main"].unparsed) == ({"q": "Қор"}, {})


@pytest.mark.parametrize(
    ("before", "after", "value", "text"),
    [
        (settings("choice", options=options("a", "b")), settings("choice", options=options("b", "c")), "a", "a"),
        (settings("text"), settings("choice", options=options("b")), "Қор", "Қор"),
        (settings("choices", options=options("a", "b")), settings("choice", options=options("a", "b")),
         ["a", "b"], "a; b"),
        (settings("yes_no"), settings("choice", options=options("a")), True, "Иә"),
        (settings("text"), settings("consent"), "yes", "yes"),
        (settings("text"), settings("statement"), "Қор", "Қор"),
        (settings("text"), settings("computed", value="1.0"), "Қор", "Қор"),
        (settings("text"), settings("table", columns=[settings("text", "c")]), "Қор", "Қор"),
        (settings("text"), settings("file"), "Қор", "Қор"),
    ],
)  # fmt: skip
def test_what_no_input_can_show_stands_aside(before, after, value, text):
    done = carried(before, after, {"q": value})
    assert [found.text.kk for found in done.set_aside["main"]] == [text]
    assert (done.sections["main"].values, done.sections["main"].unparsed) == ({}, {})


def test_of_several_choices_only_the_removed_one_stands_aside():
    before, after = (settings("choices", options=options(*keys)) for keys in ("abc", "ac"))
    done = carried(before, after, {"q": ["a", "b", "c"]})
    assert done.sections["main"].values == {"q": ["a", "c"]}
    assert aside(done) == [("q", "b", Why.UNFIT)]


def test_words_that_were_changed_have_not_been_agreed_to():
    before, same, other = (settings("consent", text=both(text)) for text in ("Келісемін", "Келісемін", "Басқа"))
    assert carried(before, same | {"hint": both()}, {"q": True}).sections["main"].values == {"q": True}
    done = carried(before, other, {"q": True})
    assert done.sections["main"].values == {}
    assert done.set_aside["main"][0].label.kk == "Келісемін"


def test_files_follow_as_far_as_there_is_room():
    before, after = (settings("file", files={"max": most}) for most in (3, 2))
    done = carried(before, after, {"q": [7, 8, 9]})
    assert done.sections["main"].values == {"q": [7, 8]}
    assert done.set_aside["main"][0].uploads == (9,)


TABLE = settings(
    "table",
    "items",
    label=both("Шығындар"),
    row_title=both("Шығын"),
    columns=[settings("text", "name"), settings("money", "price"), settings("text", "payee", sensitive=True)],
)
ROWS = [
    {"_id": "aaaa", "name": "Камера", "price": "5.00", "payee": "Сәуле"},
    {"_id": "bbbb", "name": "Жол", "payee": "Ерлан"},
]


def test_cells_of_a_removed_column_stand_aside_by_their_rows():
    after = TABLE | {"columns": TABLE["columns"][:2]}
    done = carried(TABLE, after, {"items": ROWS}, {"items/bbbb/price": "көп"})
    assert done.sections["main"].values["items"][1] == {"_id": "bbbb", "name": "Жол"}
    assert done.sections["main"].unparsed == {"items/bbbb/price": "көп"}
    [found] = done.set_aside["main"]
    assert (found.path, found.label.kk, found.is_sensitive) == ("items/payee", "Шығындар · payee", True)
    assert found.text.kk == "Шығын 1: Сәуле\nШығын 2: Ерлан"


def test_a_removed_table_is_read_line_by_line():
    done = carry(form(main=[TABLE]), form(main=[]), {"main": Answers({"items": ROWS}, {"items/bbbb/price": "көп"})})
    [found] = done.set_aside["main"]
    assert (
        found.text.kk
        == "Шығын 1. name: Камера; price: 5\u00a0₸; payee: Сәуле\nШығын 2. name: Жол; price: көп; payee: Ерлан"
    )
    assert found.is_sensitive


def test_rows_keep_their_ids_and_order_and_stay_when_too_many():
    after = TABLE | {"rows": {"max": 1}, "label": both("Басқа")}
    assert carried(TABLE, after, {"items": ROWS}).sections["main"].values["items"] == ROWS


def nested(*columns):
    events = settings("table", "events", row_title=both("Іс-шара"), columns=list(columns))
    return settings("table", "tasks", row_title=both("Міндет"), columns=[settings("text", "name"), events])


def test_a_table_in_a_table_is_carried_cell_by_cell():
    before = nested(settings("text", "place"), settings("text", "guests"))
    values = {"tasks": [{"_id": "k3f9", "events": [{"_id": "p0q2", "place": "Семей", "guests": "12"}]}]}
    done = carried(before, nested(settings("integer", "guests", max=5)), values)
    assert done.sections["main"].values["tasks"] == [{"_id": "k3f9", "events": [{"_id": "p0q2"}]}]
    assert done.sections["main"].unparsed == {"tasks/k3f9/events/p0q2/guests": "12"}
    [found] = done.set_aside["main"]
    assert (found.path, found.text.kk) == ("tasks/events/place", "Міндет 1, Іс-шара 1: Семей")


def test_carrying_changes_nothing_that_it_was_given():
    answers = Answers({"items": [dict(row) for row in ROWS]}, {"items/bbbb/price": "көп"})
    carry(form(main=[TABLE]), form(main=[TABLE | {"columns": TABLE["columns"][:1]}]), {"main": answers})
    assert answers == Answers({"items": ROWS}, {"items/bbbb/price": "көп"})


def test_carried_answers_can_be_worked_out():
    total = settings("computed", "sum", value='total(answers.items, "price")')
    new = form(main=[TABLE | {"columns": TABLE["columns"][1:]}, total])
    done = carry(form(main=[TABLE]), new, {"main": Answers({"items": ROWS})})
    assert evaluate(new, done.sections).computed["sum"] == "5.00"
