from datetime import timedelta

import pytest

from accounts.models import Person
from applications.actions.deciding import publish_results
from applications.actions.withdrawal import withdraw
from portal.lib import clock, pagination
from tests.factories import account, decided, published_call, submitted_application, under_review

pytestmark = pytest.mark.django_db
MOST_QUERIES = 8


@pytest.fixture
def listed(desk):
    """Numbers on the page, in order."""
    return lambda query="": [row.application.number for row in desk.get(f"/admin/cases/{query}").context["rows"]]


def copies(case, count):
    """More cases like this one, each of another person, quickly."""
    filing = case.filings.get()
    for place in range(1, count + 1):
        person = Person.objects.create(full_name=f"Әлия {place}")
        submitted_at = case.submitted_at - timedelta(minutes=place)
        copy = copy_of(case, number=f"26-{place:05}-2", applicant_person_id=person.pk, submitted_at=submitted_at)
        copy_of(filing, application_id=copy.pk)


def copy_of(row, **changes):
    fields = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return type(row).objects.create(**(fields | {"id": None} | changes))


def test_a_row_shows_what_matters(desk, case):
    (row,) = desk.get("/admin/cases/").context["rows"]
    assert (row.application, row.call) == (case, case.call)
    assert row.answers == [
        ("Ұйым атауы", "«Көңіл» қоры"),
        ("Барлығы", "450\N{NO-BREAK SPACE}099,50\N{NO-BREAK SPACE}₸"),
    ]
    page = desk.get("/admin/cases/").content.decode()
    for text in (case.number, case.applicant_person.full_name, case.call.title, "«Көңіл» қоры"):
        assert text in page


def test_sensitive_answers_are_not_in_lists(desk, case):
    page = desk.get("/admin/cases/").content.decode()
    assert "N12345678" not in page
    assert "Өмірзақова" not in page


def test_the_newest_stands_first(listed, call, time_machine):
    first = submitted_application(call)
    time_machine.move_to(first.submitted_at + timedelta(seconds=1))
    second = submitted_application(call)
    assert listed() == [second.number, first.number]


@pytest.mark.parametrize(("days", "count"), [(0, None), (1, 1), (12, 12)])
def test_how_long_a_case_waits_is_told_in_days(desk, case, days, count, time_machine):
    time_machine.move_to(case.submitted_at + timedelta(days=days, hours=1))
    (row,) = desk.get("/admin/cases/").context["rows"]
    assert (str(count) in row.waiting_for) if count else not any(letter.isdigit() for letter in row.waiting_for)


def test_a_case_that_is_over_waits_for_nobody(desk, case):
    withdraw(case, actor=case.created_by, at=clock.now())
    (row,) = desk.get("/admin/cases/").context["rows"]
    assert not row.waiting_for


def test_a_pending_decision_is_marked_until_it_is_published(desk, run):
    decision = decided(run)
    assert desk.get("/admin/cases/").context["rows"][0].pending == "award"
    publish_results([decision], actor=None, at=clock.now())
    assert desk.get("/admin/cases/").context["rows"][0].pending is None


def test_a_decision_that_can_never_be_published_is_not_marked(desk, run, case):
    decided(run)
    withdraw(case, actor=case.created_by, at=clock.now())
    assert desk.get("/admin/cases/").context["rows"][0].pending is None


class TestFilters:
    def test_by_call(self, listed, case, organization):
        other = submitted_application(published_call(organization=organization.slug))
        assert set(listed()) == {case.number, other.number}
        assert listed(f"?call={case.call.slug}") == [case.number]

    def test_by_status(self, listed, case, call):
        opened = under_review(submitted_application(call)).application
        assert listed("?status=submitted") == [case.number]
        assert listed("?status=in_selection") == [opened.number]
        assert listed("?status=awarded") == []

    @pytest.mark.parametrize("text", ["КОНИЛ", "көңіл", "коры Конил", "«көңіл»"])
    def test_words_are_found_without_kazakh_letters(self, listed, case, call, text):
        submitted_application(call, answers={"applicant": {"legal_name": ["«Дала» қоры"]}})
        assert listed(f"?q={text}") == [case.number]

    def test_a_number_is_found_with_and_without_dashes(self, listed, case, call):
        submitted_application(call)
        for text in (case.number, case.number.lower(), case.number.replace("-", ""), case.number[3:8]):
            assert listed(f"?q={text}") == [case.number]

    def test_the_applicants_name_is_found(self, listed, call):
        case = submitted_application(call, account("Әлихан Бөкейхан"))
        submitted_application(call)
        assert listed("?q=бокеихан алихан") == [case.number]

    @pytest.mark.parametrize(
        "query",
        ["?call=nonsense", "?status=draft", "?status=x", "?page=0", "?page=-1", "?page=x", "?page=99", "?q=%00",
         "?call=%00", "?page=1%00", "?q=" + "а" * 101],
    )  # fmt: skip
    def test_nonsense_filters_nothing(self, listed, case, query):
        assert listed(query) == [case.number]

    def test_what_looks_like_a_pattern_is_text(self, listed, case):
        assert listed("?q=%25") == []
        assert listed("?q=_") == []

    def test_only_own_calls_are_offered(self, desk, case):
        foreign = submitted_application().call
        choices = dict(desk.get("/admin/cases/").context["filter"].fields["call"].choices)
        assert case.call.slug in choices
        assert foreign.slug not in choices


class TestPages:
    def test_fifty_fit_and_the_filter_stays(self, desk, case):
        copies(case, 51)
        first = desk.get(f"/admin/cases/?call={case.call.slug}")
        assert len(first.context["rows"]) == 50
        assert f"?call={case.call.slug}&amp;page=2" in first.content.decode()
        second = desk.get(f"/admin/cases/?call={case.call.slug}&page=2")
        assert len(second.context["rows"]) == 2
        assert not {row.application.pk for row in first.context["rows"]} & {
            row.application.pk for row in second.context["rows"]
        }

    def test_counting_stops(self, desk, case, monkeypatch, django_assert_max_num_queries):
        copies(case, 4)
        monkeypatch.setattr(pagination, "MOST_COUNTED", 3)
        with django_assert_max_num_queries(MOST_QUERIES) as captured:
            page = desk.get("/admin/cases/")
        assert page.context["turned"].paginator.is_full
        (count,) = [query["sql"] for query in captured if "COUNT(" in query["sql"]]
        assert "LIMIT 3" in count

    @pytest.mark.parametrize("count", [1, 3, 50])
    def test_a_page_costs_the_same_however_many_rows(self, desk, case, count, django_assert_max_num_queries):
        copies(case, count - 1)
        desk.get("/admin/cases/")  # the edition is compiled once per process
        with django_assert_max_num_queries(MOST_QUERIES):
            page = desk.get("/admin/cases/")
        assert len(page.context["rows"]) == count
