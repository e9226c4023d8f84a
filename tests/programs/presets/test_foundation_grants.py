"""S4–S6: the foundation's application form, filled in without a browser."""

from pathlib import Path

import pytest

from programs import presets
from programs.answers import Answers, read
from programs.completeness import findings
from programs.definition.base import Text
from programs.definition.reading import read_program
from programs.evaluation import evaluate

FOLDER = Path(presets.__path__[0]) / "foundation-grants"
DOCUMENT = read_program(FOLDER / "open-media-2027.yaml")[0]
FORM = DOCUMENT.forms["application"]


def found(key, posted, **others):
    """Paths of what is wrong or missing in a section after this was posted."""
    answers = {
        name: read(
            FORM.by_key[name], {path: [raw] if isinstance(raw, str) else raw for path, raw in typed.items()}, Answers()
        )
        for name, typed in (others | {key: posted}).items()
    }
    return [finding.path for finding in findings(FORM.by_key[key], answers[key], evaluate(FORM, answers))]


def table(name, *rows):
    ids = [f"row{number}" for number in range(len(rows))]
    cells = {f"{name}/{row_id}/{key}": text for row_id, row in zip(ids, rows, strict=True) for key, text in row.items()}
    return {f"{name}/_rows": ["", *ids]} | cells


def test_organization_has_its_own_types_of_calls():
    """S2."""
    assert [str(title) for title in DOCUMENT.organization.call_types.values()] == [
        "Конкурстық гранттар",
        "Конкурстан тыс гранттар",
        "Іс-сапар гранттары",
    ]
    types = {read_program(file)[0].call.type for file in FOLDER.glob("*.yaml")}
    assert types == set(DOCUMENT.organization.call_types)


def test_gate_is_followed_by_thirteen_sections():
    """S4."""
    assert [section.key for section in FORM.sections] == [
        "applicant",
        "grants_last_24_months",
        "summary",
        "problem",
        "goal",
        "target_groups",
        "activities",
        "results",
        "partners",
        "team",
        "sustainability",
        "budget",
        "attachments",
        "confirmation",
    ]
    assert FORM.navigation == "free"


def test_noun_and_button_are_those_of_grants():
    assert DOCUMENT.call.noun == "application"
    assert FORM.submit == Text(kk="Өтінім жіберу", ru="Отправить заявку")


GRANT = {"donor": "«Келешек» қоры", "project": "Мектеп радиосы", "amount": "4 500 000", "currency": "kzt"}
GRANT |= {"starts": "01.03.2025", "ends": "30.11.2025"}


def test_no_grants_in_24_months_is_complete():
    """S5."""
    assert found("grants_last_24_months", {"grants/_rows": ""}) == []
    section = FORM.by_key["grants_last_24_months"]
    assert section.title == Text(kk="Соңғы 24 айда алған гранттар", ru="Гранты, полученные за последние 24 месяца")
    assert "«Сақтау»" in section.intro.kk
    assert "«Сохранить»" in section.intro.ru


@pytest.mark.parametrize("column", sorted(GRANT))
def test_every_column_of_a_grant_is_required(column):
    """S5."""
    row = GRANT | {column: ""}
    assert found("grants_last_24_months", table("grants", row)) == [f"grants/row0/{column}"]
    assert found("grants_last_24_months", table("grants", GRANT)) == []


def test_grant_cannot_end_before_it_began():
    assert found("grants_last_24_months", table("grants", GRANT | {"ends": "28.02.2025"})) == ["grants/row0/ends"]


ITEM = {
    "category": "salaries",
    "item": "Журналист",
    "unit": "ай",
    "quantity": "10",
    "price": "350 000",
    "own": "500 000",
}


def budget(*rows):
    return table("budget_items", *rows) | {"has_other_funding": "no"}


def test_budget_is_summed_up():
    rows = budget(ITEM, ITEM | {"quantity": "3", "price": "0,10", "own": "0"})
    answers = {
        "budget": read(
            FORM.by_key["budget"],
            {path: [raw] if isinstance(raw, str) else raw for path, raw in rows.items()},
            Answers(),
        )
    }
    computed = evaluate(FORM, answers).computed
    assert computed["budget_items/row0/sum"] == "3500000.00"
    assert computed["budget_items/row1/sum"] == "0.30"
    assert (computed["budget_total"], computed["budget_own"], computed["budget_requested"]) == (
        "3500000.30",
        "500000.00",
        "3000000.30",
    )


@pytest.mark.parametrize(
    ("rows", "wrong"),
    [
        ([ITEM], []),
        ([ITEM | {"quantity": "1", "price": "15 000 000", "own": "0"}], []),
        ([ITEM | {"quantity": "1", "price": "15 000 000,01", "own": "0"}], ["budget_requested"]),
        ([ITEM | {"quantity": "1", "price": "16 000 000", "own": "1 000 000"}], []),
        ([ITEM | {"quantity": "1", "price": "500 000"}], ["budget_requested"]),
        ([ITEM | {"quantity": "1", "price": "100"}], ["budget_items/row0/own", "budget_requested"]),
        ([ITEM, ITEM | {"category": "administration", "quantity": "1", "price": "529 411,76", "own": "0"}], []),
        (
            [ITEM, ITEM | {"category": "administration", "quantity": "1", "price": "529 411,77", "own": "0"}],
            ["budget_items"],
        ),
        ([ITEM, ITEM | {"category": "administration", "quantity": "1", "price": "900 000", "own": "400 000"}], []),
    ],
)
def test_limits_of_the_budget(rows, wrong):
    assert found("budget", budget(*rows)) == wrong


ACTIVITY = {
    "name": "Тренинг",
    "place": "Қызылорда",
    "starts": "10.06.2027",
    "ends": "25.08.2027",
    "responsible": "А. Сәрсенова",
}
PROJECT = {"project_starts": "01.06.2027", "project_ends": "31.03.2028"}


@pytest.mark.parametrize(
    ("dates", "wrong"),
    [
        ({}, []),
        ({"starts": "31.05.2027"}, ["starts"]),
        ({"ends": "01.04.2028"}, ["ends"]),
        ({"ends": "09.06.2027"}, ["ends"]),
        ({"starts": "01.06.2027", "ends": "31.03.2028"}, []),
    ],
)
def test_activities_lie_inside_the_project(dates, wrong):
    posted = table("activities", ACTIVITY | dates)
    assert found("activities", posted, summary=PROJECT) == [f"activities/row0/{key}" for key in wrong]


@pytest.mark.parametrize(("answer", "asked"), [("yes", True), ("no", False), ("", False)])
def test_partners_and_their_letters_are_asked_of_those_who_have_them(answer, asked):
    answers = {"partners": read(FORM.by_key["partners"], {"has_partners": [answer]}, Answers())}
    hidden = evaluate(FORM, answers).hidden
    assert ({"partners", "partner_letters"} & hidden == set()) is asked


def test_confirmation_is_missed_on_the_check_page():
    """S6."""
    assert found("confirmation", {}) == ["truth"]
    assert found("confirmation", {"truth": ["", "yes"]}) == []
