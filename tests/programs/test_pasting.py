import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.answers import Answers, read, row_at
from programs.fields.tables import TableQuestion
from programs.pasting import Paste, PasteRefused, cells_of, pasted
from tests.programs.making import form, options, question, settings
from tests.programs.trees import MAIN, posted

CAMERA = {"kk": "Камера", "ru": "Камера"}
ITEMS = settings(
    "table",
    "items",
    columns=[
        {"key": "name", "kind": "text", "label": {"kk": "Атауы", "ru": "Наименование"}},
        {"key": "count", "kind": "integer", "label": {"kk": "Саны", "ru": "Количество"}},
        {"key": "price", "kind": "money", "label": {"kk": "Бағасы", "ru": "Цена"}},
        {"key": "on", "kind": "date", "label": {"kk": "Күні", "ru": "Дата"}},
        {"key": "sum", "kind": "computed", "value": "row.count * row.price", "label": {"kk": "Сомасы", "ru": "Сумма"}},
        settings("choice", "kind", options=[{"key": "camera", "label": CAMERA}, *options("other")]),
        settings("yes_no", "new"),
        settings("choices", "tags", options=options("a", "b")),
    ],
    rows={"max": 500},
)
FORM = form(ITEMS).by_key["main"]
TABLE = FORM.by_key["items"]


def paste(text, before=None, table="items", section=FORM, seed="aaaa"):
    return pasted(section.questions, before or Answers(), Paste(table, seed, text))


def rows(text, **options):
    return [{key: cell for key, cell in row.items() if key != "_id"} for row in paste(text, **options).values["items"]]


def test_rows_of_the_clipboard_are_read_as_if_typed():
    answers = paste("Ноутбук\t2\t450 000,50\t05.09.2027\tкамера\tиә\ta; B\nЖол\tекі\t99.5\t2027-09-06\tбасқа\tнет\t")
    assert answers.values["items"] == [
        {
            "_id": "aaaa",
            "name": "Ноутбук",
            "count": 2,
            "price": "450000.50",
            "on": "2027-09-05",
            "kind": "camera",
            "new": True,
            "tags": ["a", "b"],
        },
        {"_id": answers.values["items"][1]["_id"], "name": "Жол", "price": "99.50", "on": "2027-09-06", "new": False},
    ]
    second = answers.values["items"][1]["_id"]
    assert answers.unparsed == {f"items/{second}/count": "екі", f"items/{second}/kind": "басқа"}


@pytest.mark.parametrize(
    "heading",
    ["Атауы\tСаны", "наименование\tКоличество", "Атауы\tКоличество\t"],
)
def test_a_heading_in_either_language_is_no_row(heading):
    assert rows(f"{heading}\nНоутбук\t2\n") == [{"name": "Ноутбук", "count": 2}]


def test_a_heading_says_which_columns_there_are():
    assert rows("Саны\tСомасы\tАтауы\n2\t900\tНоутбук") == [{"name": "Ноутбук", "count": 2}]


def test_a_first_line_that_names_no_columns_is_a_row():
    assert [row["name"] for row in rows("Атауы\tбелгісіз\nЖол\t2")] == ["Атауы", "Жол"]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("a;b;1,5", ["a", "b", "1,5"]),
        ('a,"b, c",d', ["a", "b, c", "d"]),
        ('"екі\nжол"\tb', ["екі\nжол", "b"]),
        ('12" монитор\tb', ['12" монитор', "b"]),
        ('"Көңіл" қоры\tb', ['"Көңіл" қоры', "b"]),
        ("a\t\tc\t\t\t\t\t\t", ["a", "", "c"]),
        ("a, b\tc;d", ["a, b", "c;d"]),
    ],
)
def test_cells_are_told_apart(text, cells):
    [line] = cells_of(TABLE, text)
    assert line == cells + [""] * (len(line) - len(cells))


def test_a_comma_divides_no_single_column():
    table = question("table", columns=[settings("decimal", "n")])
    assert cells_of(table, "1,5\n2,25") == [["1,5"], ["2,25"]]


def test_lines_without_anything_are_no_rows():
    assert rows("\n\nНоутбук\n\t\t\nЖол\n\n") == [{"name": "Ноутбук"}, {"name": "Жол"}]
    assert paste(" \n\t\n") == Answers()


def test_rows_come_after_those_there_and_in_the_place_of_blank_ones():
    before = read(
        FORM,
        {"items/_rows": ["bbbb", "cccc", "dddd"], "items/bbbb/name": ["Бар"], "items/dddd/count": ["x"]},
        Answers(),
    )
    after = paste("Жаңа", before)
    assert [row["_id"] for row in after.values["items"]] == ["bbbb", "dddd", "aaaa"]
    assert after.unparsed == before.unparsed


def test_the_same_paste_sent_twice_adds_its_rows_once():
    once = paste("бір\nекі\nүш")
    assert paste("бір\nекі\nүш", once) == once
    assert len({row["_id"] for row in once.values["items"]}) == 3


def test_five_hundred_rows_are_taken_and_one_more_is_not():
    text = "\n".join(f"Зат {number}\t1\t2,5" for number in range(500))
    assert len(paste(text).values["items"]) == 500
    with pytest.raises(PasteRefused) as refused:
        paste(f"{text}\nТағы бір")
    assert "501" in str(refused.value)
    assert "500" in str(refused.value)
    with pytest.raises(PasteRefused):
        paste("Жаңа", paste(text), seed="bbbb")


def test_more_cells_than_columns_are_refused_whole():
    with pytest.raises(PasteRefused) as refused:
        paste("a\nb\t1\t2\t05.09.2027\tcamera\tиә\ta\tартық")
    assert "Саны" in str(refused.value) or "Количество" in str(refused.value)


def test_rows_are_pasted_into_a_table_of_a_row():
    before = read(MAIN, posted({"tasks": {"aaaa": {"title": "x", "events": {"bbbb": {"name": "y"}}}}}), Answers())
    after = paste("Орал\t5\tN1\nАқтау\t6", before, table="tasks/aaaa/events/bbbb/points", section=MAIN)
    assert [row["place"] for row in row_at(after.values, "tasks/aaaa/events/bbbb")["points"]] == ["Орал", "Ақтау"]
    assert "points" not in row_at(before.values, "tasks/aaaa/events/bbbb")


def test_of_a_table_edited_row_by_row_the_plain_columns_are_pasted():
    after = paste("Кітапхана\tиә\nМұражай\tжоқ", table="tasks", section=MAIN)
    assert [(row["title"], row["has_events"]) for row in after.values["tasks"]] == [
        ("Кітапхана", True),
        ("Мұражай", False),
    ]


@pytest.mark.parametrize("table", ["", "name", "none", "items/aaaa", "items/..", "tasks/aaaa/quarters"])
@pytest.mark.parametrize("section", [FORM, MAIN])
def test_what_is_no_table_takes_no_rows(table, section):
    assert paste("a", table=table, section=section) == Answers()


@given(st.text(max_size=200))
def test_whatever_is_pasted_is_taken_or_refused(text):
    try:
        answers = paste(text)
    except PasteRefused:
        return
    assert isinstance(TABLE, TableQuestion)
    assert all(set(row) <= {"_id", *TABLE.by_key} for row in answers.values.get("items", []))


@given(
    st.lists(
        st.lists(st.from_regex(r"[а-я0-9,;]{1,6}", fullmatch=True), min_size=2, max_size=5), min_size=1, max_size=5
    )
)
def test_no_cell_of_a_clipboard_is_lost(lines):
    found = cells_of(TABLE, "\n".join("\t".join(line) for line in lines))
    assert [[cell for cell in line if cell] for line in found] == lines
