import pytest
from django.utils import translation

from programs.completeness import findings
from tests.programs.making import both, filled, form, settings


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def found(made, posted, **options):
    section, answers, evaluation = filled(made, posted)
    return [
        (finding.path, finding.message, finding.is_gap) for finding in findings(section, answers, evaluation, **options)
    ]


@pytest.mark.parametrize(
    ("required", "at_submission", "is_missing"),
    [
        (False, False, False),
        (False, True, False),
        (True, False, True),
        (True, True, True),
        ("at_submission", False, False),
        ("at_submission", True, True),
        ("soft", False, False),
        ("soft", True, False),
    ],
)
def test_required_answer_is_missed_when_its_time_has_come(required, at_submission, is_missing):
    made = form(settings("text", "name", required=required))
    expected = [("name", "Fill in this field.", True)] if is_missing else []
    assert found(made, {}, at_submission=at_submission) == expected


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("text", "Fill in this field."),
        ("yes_no", "Choose an answer."),
        ("consent", "Tick the box to go on."),
        ("file", "Attach a file."),
    ],
)
def test_gap_is_named_in_the_words_of_the_kind(kind, message):
    assert found(form(settings(kind, "q", required=True)), {}) == [("q", message, True)]


def test_no_is_an_answer_and_so_is_zero():
    made = form(settings("yes_no", "a", required=True), settings("integer", "b", required=True))
    assert found(made, {"a": "no", "b": "0"}) == []


def test_wrong_value_is_reported_whether_required_or_not():
    made = form(settings("date", "day"))
    assert found(made, {"day": "31.02.2026"}) == [
        ("day", "There is no such day in the calendar. Check the day and the month.", False)
    ]


def test_long_text_over_its_limit_is_wrong_even_when_its_first_line_is_short():
    made = form(settings("long_text", "story", max=50, required=True))
    assert found(made, {"story": "қысқа\n" + "ә" * 60}) == [
        ("story", "Shorten the text by 16 characters: at most 50 fit.", False)
    ]


def test_hidden_question_is_neither_wrong_nor_missing():
    made = form(
        settings("yes_no", "more"),
        settings("text", "name", show_if="answers.more", required=True),
        settings("integer", "count", show_if="answers.more"),
    )
    assert found(made, {"more": "no", "count": "көп"}) == []
    assert [path for path, *_rest in found(made, {"more": "yes", "count": "көп"})] == ["name", "count"]


def grants(**more):
    columns = [
        settings("text", "donor", required=True),
        settings("date", "starts", required=True),
        settings("date", "ends", required=True),
    ]
    return settings("table", "grants", columns=columns, **more)


def test_table_without_rows_is_complete_unless_required():
    """S5: no grants in the last 24 months."""
    assert found(form(grants()), {"grants/_rows": ""}) == []
    assert found(form(grants(required=True)), {}) == [("grants", "Add at least 1 row.", True)]
    assert found(form(grants(rows={"min": 2})), {}) == [("grants", "Add at least 2 rows.", True)]


def test_half_empty_row_is_reported_cell_by_cell():
    """S5: every column of a row is required."""
    posted = {"grants/_rows": ["aaaa"], "grants/aaaa/donor": "", "grants/aaaa/starts": "ертең"}
    assert [(path, is_gap) for path, _message, is_gap in found(form(grants()), posted)] == [
        ("grants/aaaa/donor", True),
        ("grants/aaaa/starts", False),
        ("grants/aaaa/ends", True),
    ]


def test_too_many_rows_are_reported_and_kept():
    posted = {"grants/_rows": ["aaaa", "bbbb"]} | {
        f"grants/{row}/{key}": value for row in ("aaaa", "bbbb") for key, value in
        {"donor": "Қор", "starts": "01.01.2026", "ends": "02.01.2026"}.items()
    }  # fmt: skip
    assert found(form(grants(rows={"max": 1})), posted) == [("grants", "At most 1 row fits here.", False)]


ORDER = {"rule": "row.starts <= row.ends", "message": {"kk": "Күнін тексеріңіз", "ru": "Проверьте дату"}, "at": "ends"}


@pytest.mark.parametrize(
    ("starts", "ends", "reported"),
    [
        ("01.03.2026", "01.02.2026", True),
        ("01.02.2026", "01.02.2026", False),
        ("01.03.2026", "", None),
        ("01.03.2026", "31.02.2026", None),
    ],
)
def test_check_of_a_row_stands_beside_its_cell(starts, ends, reported):
    posted = {
        "grants/_rows": ["aaaa"],
        "grants/aaaa/donor": "Қор",
        "grants/aaaa/starts": starts,
        "grants/aaaa/ends": ends,
    }
    messages = dict(found_pairs(form(grants(checks=[ORDER])), posted))
    if reported is None:  # the cell has a fault of its own, said instead
        assert messages["grants/aaaa/ends"] != "Күнін тексеріңіз"
    else:
        assert messages == ({"grants/aaaa/ends": "Күнін тексеріңіз"} if reported else {})


def found_pairs(made, posted):
    return [(path, message) for path, message, _is_gap in found(made, posted)]


def test_check_of_a_row_may_read_the_form():
    check = {"rule": "row.starts >= answers.opens", "message": both("Ерте"), "at": "starts"}
    made = form(settings("date", "opens"), grants(checks=[check]))
    row = {
        "grants/_rows": ["aaaa"],
        "grants/aaaa/donor": "Қор",
        "grants/aaaa/starts": "01.01.2026",
        "grants/aaaa/ends": "01.02.2026",
    }
    assert found_pairs(made, row) == []
    assert found_pairs(made, row | {"opens": "02.01.2026"}) == [("grants/aaaa/starts", "Ерте")]


LIMIT = {"rule": "answers.asked <= 100.0", "message": both("Тым көп"), "at": "asked"}


@pytest.mark.parametrize(
    ("posted", "messages"),
    [
        ({"asked": "100"}, []),
        ({"asked": "100,01"}, [("asked", "Тым көп")]),
        ({}, []),
        ({"asked": "көп"}, [("asked", "Write the amount in digits, for example 150 000 or 99,50.")]),
    ],
)
def test_check_of_a_section_speaks_only_when_it_does_not_hold(posted, messages):
    assert found_pairs(form(settings("money", "asked"), checks=[LIMIT]), posted) == messages


def test_check_beside_a_hidden_question_is_silent():
    made = form(settings("yes_no", "paid"), settings("money", "asked", show_if="answers.paid"), checks=[LIMIT])
    assert found_pairs(made, {"paid": "no", "asked": "500"}) == []


def test_check_may_read_a_computed_value():
    made = form(
        settings("table", "items", columns=[settings("money", "price")]),
        settings("computed", "asked", value='total(answers.items, "price")', **{"as": "money"}),
        checks=[LIMIT],
    )
    posted = {"items/_rows": ["aaaa", "bbbb"], "items/aaaa/price": "60", "items/bbbb/price": "40,01"}
    assert found_pairs(made, posted) == [("asked", "Тым көп")]


def test_faulty_check_is_silent():
    broken = LIMIT | {"rule": 'answers.asked > "көп"'}
    assert found_pairs(form(settings("money", "asked"), checks=[broken]), {"asked": "5"}) == []
