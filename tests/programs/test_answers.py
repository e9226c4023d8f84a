import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.answers import Answers, has_forbidden, read, with_rows_of, without_blank_rows
from tests.programs.making import form, options, settings

FORM = form(
    settings("text", "name"),
    settings("integer", "count"),
    settings("long_text", "story", max=100),
    settings("choices", "tags", options=options("a", "b", "c"), most=2),
    settings("consent", "truth"),
    settings("file", "letter"),
    settings("computed", "twice", value="answers.count * 2.0"),
    settings("statement", "note"),
    settings("table", "items", columns=[settings("text", "what"), settings("integer", "count")]),
)
MAIN = FORM.by_key["main"]


def save(before=None, **posted):
    return read(
        MAIN, {path: [raw] if isinstance(raw, str) else raw for path, raw in posted.items()}, before or Answers()
    )


def rows(*ids, **cells):
    return {"items/_rows": ["", *ids]} | {path.replace("__", "/"): raw for path, raw in cells.items()}


def test_valid_and_invalid_are_kept_apart():
    answers = save(name=" Дала ", count="он")
    assert answers.values == {"name": "Дала"}
    assert answers.unparsed == {"count": "он"}


def test_what_was_not_posted_stays_as_it_was():
    before = save(name="Дала", count="он")
    after = save(before, name="Дала дауысы")
    assert after.values == {"name": "Дала дауысы"}
    assert after.unparsed == {"count": "он"}


def test_reading_leaves_the_answers_before_alone():
    before = save(name="Дала", **rows("aaaa", items__aaaa__what="Үстел"))
    save(before, name="", **rows())
    assert before.values == {"name": "Дала", "items": [{"_id": "aaaa", "what": "Үстел"}]}


def test_corrected_value_replaces_what_was_typed_and_the_other_way_round():
    assert save(save(count="он"), count="10") == Answers({"count": 10})
    assert save(save(count="10"), count="он") == Answers({}, {"count": "он"})
    assert save(save(count="10"), count=" ") == Answers()


def test_files_computed_values_and_statements_cannot_be_posted():
    assert save(letter="7", twice="99", note="x", unknown="y") == Answers()


def test_untick_is_read_from_the_hidden_input():
    ticked = save(truth=["", "yes"], tags=["", "a"])
    assert ticked.values == {"truth": True, "tags": ["a"]}
    assert save(ticked, truth=[""], tags=[""]) == Answers()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b", "ab"),
        ("a\x1b[31m\x7fb", "a[31mb"),
        ("\ud800", None),
        ("и\u0306", "й"),
        ("😀 ҚҰРМЕТПЕН", "😀 ҚҰРМЕТПЕН"),
        ("<script>", "<script>"),
    ],
)
def test_text_is_cleaned_at_the_door(typed, kept):
    assert save(name=typed).values.get("name") == kept


@pytest.mark.parametrize(
    ("typed", "forbidden"), [("a\r\nb", False), ("a\tb", False), ("a\x00", True), ("\udfff", True)]
)
def test_person_is_told_of_what_could_not_be_kept(typed, forbidden):
    assert has_forbidden({"name": [typed]}) is forbidden


def test_text_that_is_too_long_is_kept_whole_with_its_lines():
    typed = "қысқа жол\r\n" + "ә" * 10_000
    answers = save(story=typed)
    story = FORM.questions["story"]
    assert answers.values == {}
    assert answers.raw_at(story, "story") == [typed.replace("\r\n", "\n")]


def test_too_many_choices_are_kept_as_they_were_ticked():
    answers = save(tags=["", "a", "b", "c"])
    assert answers.raw_at(FORM.questions["tags"], "tags") == ["", "a", "b", "c"]


def test_rows_come_in_the_order_posted_each_with_its_id():
    answers = save(**rows("bbbb", "aaaa", items__aaaa__what="Үстел", items__bbbb__count="2", items__cccc__what="жат"))
    assert answers.values["items"] == [{"_id": "bbbb", "count": 2}, {"_id": "aaaa", "what": "Үстел"}]


def test_half_empty_row_keeps_what_is_wrong_in_it():
    answers = save(**rows("aaaa", items__aaaa__what="", items__aaaa__count="көп"))
    assert answers == Answers({"items": [{"_id": "aaaa"}]}, {"items/aaaa/count": "көп"})


def test_removed_row_takes_its_texts_with_it():
    before = save(**rows("aaaa", "bbbb", items__aaaa__count="көп", items__bbbb__what="Үстел"))
    assert save(before, **rows("bbbb", items__bbbb__what="Үстел")) == Answers(
        {"items": [{"_id": "bbbb", "what": "Үстел"}]}
    )


def test_cell_that_was_not_posted_stays_as_it_was():
    before = save(**rows("aaaa", items__aaaa__what="Үстел", items__aaaa__count="көп"))
    after = save(before, **rows("aaaa", items__aaaa__what="Орындық"))
    assert after == Answers({"items": [{"_id": "aaaa", "what": "Орындық"}]}, {"items/aaaa/count": "көп"})


def test_table_that_was_not_posted_stays_as_it_was():
    before = save(**rows("aaaa", items__aaaa__what="Үстел"))
    assert save(before, name="Дала").values["items"] == before.values["items"]


@pytest.mark.parametrize("row_id", ["", "a", "AAAA", "../x", "a/b", "aaaa\n", "ә" * 5, "_rows", "a" * 13])
def test_row_id_that_nobody_minted_is_passed_over(row_id):
    assert save(**{"items/_rows": [row_id], f"items/{row_id}/what": "x"}) == Answers()


def test_row_posted_twice_is_one_row():
    assert len(save(**rows("aaaa", "aaaa", items__aaaa__what="Үстел")).values["items"]) == 1


def test_no_row_is_cut_however_many_are_posted():
    assert len(save(**rows(*(f"{number:06}" for number in range(3000)))).values["items"]) == 3000


def test_blank_rows_are_left_out_and_half_empty_ones_stay():
    answers = save(**rows("aaaa", "bbbb", "cccc", items__bbbb__count="көп", items__cccc__what="Үстел"))
    kept = without_blank_rows(MAIN, answers)
    assert [row["_id"] for row in kept.values["items"]] == ["bbbb", "cccc"]
    assert without_blank_rows(MAIN, save(**rows("aaaa"))).values == {}


PATHS = st.sampled_from(["name", "count", "story", "tags", "truth", "letter", "twice", "note", "items", "items/_rows", "items/aaaa/what", "items/aaaa/count", "items//", "жоқ"])  # fmt: skip


@given(
    st.dictionaries(PATHS, st.lists(st.text(max_size=30), max_size=3)),
    st.dictionaries(PATHS, st.lists(st.text(max_size=30), max_size=3)),
)
def test_no_post_breaks_reading_and_saving_again_changes_nothing(first, second):
    before = read(MAIN, first, Answers())
    after = read(MAIN, second, before)
    assert read(MAIN, second, after) == after
    assert not set(after.values) & {"letter", "twice", "note"}


def test_rows_that_only_the_stored_answers_have_come_after_those_typed():
    stored = save(**rows("aaaa", "bbbb", items__aaaa__what="Камера", items__bbbb__count="көп"))
    typed = save(**rows("cccc", "aaaa", items__cccc__what="Жарық", items__aaaa__what="Екі камера"))
    both = with_rows_of(MAIN, typed, stored)
    assert [row.get("what") for row in both.values["items"]] == ["Жарық", "Екі камера", None]
    assert both.unparsed == {"items/bbbb/count": "көп"}


def test_without_such_rows_nothing_is_added():
    stored = save(**rows("aaaa", items__aaaa__count="көп"), name="Дала")
    assert with_rows_of(MAIN, Answers(), Answers()) == Answers()
    assert with_rows_of(MAIN, stored, stored) == stored
