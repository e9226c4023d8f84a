import pytest

from applications.actions.withdrawal import withdraw
from applications.casework.views import reviewing
from applications.models import Application
from portal.journal.models import Event
from portal.lib import clock
from tests.factories import published_call, submitted_application

pytestmark = pytest.mark.django_db


@pytest.fixture
def all_of_call(call):
    return f"/admin/cases/review/?call={call.slug}"


def statuses():
    return list(Application.objects.order_by("pk").values_list("status", flat=True))


def test_one_case_comes_under_review(desk, manager, address, case):
    assert desk.post(address("review/")).url == address()
    assert statuses() == ["in_selection"]
    assert Event.objects.get(kind="stage.opened").actor_id == manager.pk


def test_pressing_twice_is_harmless(desk, address):
    for _time in range(2):
        assert desk.post(address("review/"), follow=True).status_code == 200
    assert Event.objects.filter(kind="stage.opened").count() == 1


def test_a_case_that_was_withdrawn_meanwhile_stays_withdrawn(desk, address, case):
    withdraw(case, actor=case.created_by, at=clock.now())
    assert desk.post(address("review/"), follow=True).status_code == 200
    assert statuses() == ["withdrawn"]


def test_the_dossier_offers_it_while_it_can_be_done(desk, sign_in, viewer, address):
    offered = f'action="{address("review/")}"'
    assert offered in desk.get(address()).content.decode()
    assert offered not in sign_in(viewer).get(address()).content.decode()
    desk.post(address("review/"))
    assert offered not in desk.get(address()).content.decode()


def test_all_submitted_cases_of_a_call_come_under_review(desk, call, case, all_of_call, organization):
    elsewhere = submitted_application(published_call(organization=organization.slug))
    submitted_application(call)
    assert desk.get(all_of_call).context["count"] == 2
    assert desk.post(all_of_call).url == f"/admin/cases/?call={call.slug}"
    assert statuses() == ["in_selection", "submitted", "in_selection"]
    elsewhere.refresh_from_db()
    assert elsewhere.status == "submitted"


def test_many_are_taken_in_portions(desk, call, case, all_of_call, monkeypatch):
    monkeypatch.setattr(reviewing, "MOST_AT_ONCE", 1)
    submitted_application(call)
    assert desk.post(all_of_call).url == all_of_call
    assert sorted(statuses()) == ["in_selection", "submitted"]
    assert desk.post(all_of_call).url == f"/admin/cases/?call={call.slug}"
    assert statuses() == ["in_selection", "in_selection"]


def test_with_nothing_to_begin_there_is_no_button(desk, call, all_of_call):
    assert b"<form method" not in desk.get(all_of_call).content.split(b"<main")[1].split(b"</main")[0]
    assert desk.post(all_of_call).status_code == 302


def test_looking_at_the_page_begins_nothing(desk, case, all_of_call):
    desk.get(all_of_call)
    assert statuses() == ["submitted"]
