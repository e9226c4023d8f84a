"""An answer that is searched in a list: exact, ambiguous, ended since, below another answer."""

import pytest
import time_machine
from django.utils import translation

from programs.answers import Answers, read
from programs.completeness import findings
from programs.evaluation import evaluate
from programs.fields.base import Invalid
from programs.models import ReferenceItem
from tests.programs.fields.specimens import load_places
from tests.programs.making import form, question, settings

pytestmark = pytest.mark.django_db
HERE = {
    "code": "613255",
    "kk": "Қарабұлақ ауылы",
    "ru": "село Карабулак",
    "above": [["6132", "Сайрам ауданы", "Сайрамский район"], ["61", "Түркістан облысы", "Туркестанская область"]],
}
IN_KAZAKH = "Қарабұлақ ауылы (Сайрам ауданы, Түркістан облысы)"


@pytest.fixture(autouse=True)
def places(db):
    load_places()


@pytest.fixture
def asked():
    return question("reference", list="places")


def parse(asked, *raw):
    return asked.type.parse(asked, list(raw))


@pytest.mark.parametrize(
    "raw",
    [
        [IN_KAZAKH, "613255"],
        [IN_KAZAKH],
        ["село Карабулак (Сайрамский район, Туркестанская область)"],
        ["Қарабұлақ ауылы", "613255"],  # the text of two items, and the code of one of them
        ["613255"],
        ["Қарабұлақ", "", "613255"],  # chosen among those offered
    ],
)
def test_an_item_is_known_by_its_words_or_its_code(asked, raw):
    assert parse(asked, *raw) == HERE


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (["Қарабұлақ ауылы"], "Several in the list"),
        (["Қарабұлақ"], "called exactly that"),
        (["Ақсукент", "613255"], "called exactly that"),  # the text was changed after the code was noted
        (["Қарабұлақ", "613255", "000"], "any more"),
    ],
)
def test_what_is_meant_is_asked_where_it_isnt_clear(asked, raw, said):
    with translation.override("en"), pytest.raises(Invalid) as caught:
        parse(asked, *raw)
    assert said in str(caught.value)


def test_whoever_empties_the_text_has_no_answer(asked):
    assert parse(asked, "", "613255") is None


def test_what_may_be_meant_is_offered_where_it_isnt_clear(asked, django_assert_num_queries):
    kind = asked.type
    offered = kind.widget(asked, ["карабулк", ""], {}, is_answer=False).hits
    assert {code for code, _text in offered} == {"613255", "611130"}
    assert IN_KAZAKH in dict(offered).values()
    with django_assert_num_queries(0):
        assert kind.widget(asked, [IN_KAZAKH, "613255"], {}, is_answer=True).hits == []


def test_only_what_belongs_to_the_other_answer_is_offered():
    asked = question("reference", list="places", under="region")
    offered = asked.type.widget(asked, ["карабулак", ""], {"region": "6111"}, is_answer=False)
    assert ([code for code, _text in offered.hits], offered.above) == (["611130"], "6111")


@pytest.mark.parametrize(("level", "is_taken"), [(3, True), (2, False)])
def test_a_question_keeps_to_its_level(level, is_taken):
    asked = question("reference", list="places", level=level)
    [found] = asked.type.parse_all(asked, [["613255"]], [None])
    assert (found == HERE) is is_taken


def test_an_item_that_ended_stays_where_it_was_chosen_and_cant_be_chosen_anew(asked, django_assert_num_queries):
    ReferenceItem.objects.filter(code="613255").update(valid_until="2027-02-01")
    with time_machine.travel("2027-02-02 09:00+05:00"):
        with django_assert_num_queries(0):
            assert asked.type.parse_all(asked, [asked.type.to_raw(asked, HERE)], [HERE]) == [HERE]
        assert asked.type.display(asked, HERE) == IN_KAZAKH
        with pytest.raises(Invalid):
            parse(asked, "613255")


def test_a_column_is_looked_up_in_one_statement(django_assert_num_queries):
    table = settings("table", "rows_of_it", columns=[settings("reference", "place", list="places")])
    made = form(table)
    ids = [f"row{number:03}" for number in range(40)]
    posted = {"rows_of_it/_rows": ids} | {f"rows_of_it/{row}/place": ["613255", ""] for row in ids}
    with django_assert_num_queries(1):
        answers = read(made.by_key["main"], posted, Answers())
    assert [row["place"]["code"] for row in answers.values["rows_of_it"]] == ["613255"] * 40
    shown = {f"rows_of_it/{row}/place": [IN_KAZAKH, "613255"] for row in ids}
    with django_assert_num_queries(0):
        assert read(made.by_key["main"], posted | shown, answers) == answers


def test_an_answer_has_to_belong_to_the_other_one():
    region = settings("reference", "region", list="places", level=1)
    made = form(region, settings("reference", "place", list="places", under="region"))
    section = made.by_key["main"]
    for code, wrong in (("61", []), ("71", ["place"])):
        answers = read(section, {"region": [code], "place": ["613255"]}, Answers())
        evaluation = evaluate(made, {"main": answers})
        assert [finding.path for finding in findings(section, answers, evaluation)] == wrong
        assert evaluation.known["region"] == code


def test_an_answer_is_carried_within_its_list_without_looking_it_up(asked, django_assert_num_queries):
    deeper = question("reference", list="places", level=3)
    with django_assert_num_queries(0):
        assert deeper.type.carry(asked, deeper, HERE) == HERE
        higher = question("reference", list="places", level=1)
        with pytest.raises(Invalid):
            higher.type.carry(asked, higher, HERE)
    text = question("text")
    assert text.type.carry(asked, text, HERE) == IN_KAZAKH


def test_a_cell_of_a_spreadsheet_is_looked_up_like_what_is_typed(asked):
    assert parse(asked, *asked.type.from_cell(asked, IN_KAZAKH)) == HERE
