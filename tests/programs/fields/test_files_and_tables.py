import pytest
from django.utils import translation
from pydantic import ValidationError

from tests.programs.making import question, settings


@pytest.mark.parametrize(
    ("size", "in_bytes"), [("10 MB", 10 * 2**20), ("500 KB", 500 * 2**10), ("1MB", 2**20), (1024, 1024)]
)
def test_file_size_is_written_with_its_unit(size, in_bytes):
    assert question("file", files={"each": size}).files.each == in_bytes


@pytest.mark.parametrize("size", ["51 MB", "10 GB", "0 KB", "ten", -1])
def test_file_size_beyond_what_the_portal_takes_is_a_mistake(size):
    with pytest.raises(ValidationError):
        question("file", files={"each": size})


def test_file_question_says_what_it_takes():
    asked = question("file", accept=["pdf", "jpeg", "docx"], files={"each": "10 MB"})
    assert asked.extensions == ".pdf,.jpg,.jpeg,.docx"
    assert asked.spoken_types == "PDF, JPG, DOCX"
    with translation.override("ru"):
        assert "10" in asked.spoken_size


def test_file_type_that_nobody_checks_is_a_mistake():
    with pytest.raises(ValidationError):
        question("file", accept=["exe"])


def test_rules_see_how_many_files_there_are():
    asked = question("file")
    assert asked.type.for_rules(asked, [7, 9]) == 2.0


def table(**more):
    columns = more.pop("columns", [settings("integer", "count"), settings("text", "name")])
    return question("table", columns=columns, **more)


def test_rules_see_rows_without_what_is_not_answered():
    asked = table()
    rows = [{"_id": "aaaa", "count": 2, "name": "Қобыз"}, {"_id": "bbbb"}]
    assert asked.type.for_rules(asked, rows) == [{"count": 2.0, "name": "Қобыз"}, {}]


@pytest.mark.parametrize("kind", ["statement", "consent"])
def test_some_kinds_cannot_stand_in_a_table(kind):
    asked = table(columns=[settings(kind, "odd")])
    assert asked.type.faults(asked) == [f"the column 'odd': a {kind} can't stand in a table"]


def nested(depth, **more):
    return settings("table", "inner", columns=[nested(depth - 1, **more) if depth else settings("text")], **more)


def test_tables_stand_in_tables_three_deep_and_no_deeper():
    assert (
        question("table", columns=[nested(1, rows={"max": 10})], rows={"max": 10}).type.faults(
            question("table", columns=[nested(1, rows={"max": 10})], rows={"max": 10})
        )
        == []
    )
    too_deep = question("table", columns=[nested(2, rows={"max": 2})], rows={"max": 2})
    assert too_deep.type.faults(too_deep) == ["tables stand in it more than 3 deep"]


def test_all_rows_of_a_tree_have_a_limit():
    asked = question("table", columns=[nested(1, rows={"max": 20})], rows={"max": 20})
    assert "8420 rows" in asked.type.faults(asked)[0]


def fixed(**more):
    return question("fixed_table", columns=[settings("money", "sum")], **more)


FIRST = {"key": "first", "label": {"kk": "I тоқсан", "ru": "I квартал"}}


def test_a_fixed_table_has_rows_or_takes_them_from_a_form():
    assert fixed(rows=[FIRST]).type.faults(fixed(rows=[FIRST])) == []
    assert fixed(rows_from="annex.indicators").type.faults(fixed(rows_from="annex.indicators")) == []
    for wrong in (fixed(), fixed(rows=[FIRST], rows_from="annex.indicators")):
        assert "rows_from" in wrong.type.faults(wrong)[0]
    assert fixed(rows=[FIRST, FIRST]).type.faults(fixed(rows=[FIRST, FIRST])) == ["two rows have the key 'first'"]


def test_rows_from_another_form_stand_in_no_row():
    inner = settings("fixed_table", "facts", columns=[settings("text")], rows_from="annex.indicators")
    asked = table(columns=[inner], rows={"max": 5})
    assert "can't stand in the rows" in asked.type.faults(asked)[0]


def test_columns_are_worked_out_after_those_they_read():
    columns = [
        settings("computed", "cost", value='total(row.parts, "price") * row.rate'),
        settings("text", "why", show_if="row.cost > 5.0"),
        settings("computed", "rate", value="row.percent / 100.0"),
        settings("integer", "percent"),
        settings("table", "parts", columns=[settings("money", "price", show_if="parent.percent > 1.0")]),
    ]
    order = [column.key for column in question("table", columns=columns).order]
    assert order.index("percent") < order.index("rate") < order.index("cost") < order.index("why")
    assert order.index("percent") < order.index("parts") < order.index("cost")


def test_table_with_two_equal_keys_or_impossible_limits_is_a_fault():
    asked = table(columns=[settings("text", "a"), settings("text", "a")], rows={"min": 5, "max": 2})
    assert asked.type.faults(asked) == ["two columns have the key 'a'", "rows: min is above max"]


@pytest.mark.parametrize(
    ("as_", "result", "value"),
    [
        ("money", 0.1 + 0.2, "0.30"),
        ("money", 2.675, "2.68"),
        ("money", 1.005, "1.01"),
        ("money", -1.005, "-1.01"),
        ("money", 1e15, "1000000000000000.00"),
        ("integer", 2.5, 3),
        ("integer", 3.5, 4),
        ("integer", 2.4, 2),
        ("decimal", 1 / 3, "0.33"),
        ("money", 1e300, None),
        ("money", True, None),
        ("money", "12", None),
        ("integer", None, None),
    ],
)
def test_computed_value_is_rounded_half_up(as_, result, value):
    asked = question("computed", value="1.0", **{"as": as_})
    assert asked.type.from_result(asked, result) == value


@pytest.mark.parametrize(
    ("as_", "value", "shown"),
    [
        ("money", "1500000.00", "1\xa0500\xa0000\xa0₸"),
        ("integer", 1000, "1\xa0000"),
        ("decimal", "12.50", "12,5"),
        ("money", None, ""),
    ],
)
def test_computed_value_is_shown_like_a_typed_one(as_, value, shown):
    asked = question("computed", value="1.0", **{"as": as_})
    with translation.override("kk"):
        assert asked.type.display(asked, value) == shown
