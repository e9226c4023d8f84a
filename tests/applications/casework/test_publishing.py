import pytest

from applications.actions.withdrawal import withdraw
from applications.casework.views import publishing
from applications.models import Application, Decision, Verdict
from portal.journal.models import Event
from portal.lib import clock
from tests.factories import decided, published_call, submitted_application, under_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def of_call(call):
    return f"/admin/cases/publish/?call={call.slug}"


@pytest.fixture
def publish(desk):
    """What the page showed is confirmed."""
    return lambda url: desk.post(url, {"seen": desk.get(url).context["seen"]})


def published():
    return Decision.objects.filter(published_at__isnull=False)


def said(desk, url="/admin/cases/"):
    return " ".join(str(message) for message in desk.get(url).context["messages"])


def test_what_will_be_published_is_shown_first(desk, call, of_call):
    for verdict in (Verdict.AWARD, Verdict.REFUSE, Verdict.REFUSE):
        decided(under_review(submitted_application(call)), verdict=verdict, reason=f"Пікір: {verdict}")
    page = desk.get(of_call)
    assert page.context["counts"] == [("award", 1), ("refuse", 2)]
    for decision in Decision.objects.all():
        assert decision.reason in page.content.decode()
        assert decision.stage_run.application.number in page.content.decode()
    assert not published().exists()


def test_all_pending_decisions_of_a_call_are_published(desk, call, of_call, publish, manager):
    for verdict in (Verdict.AWARD, Verdict.RESERVE, Verdict.REFUSE):
        decided(under_review(submitted_application(call)), verdict=verdict)
    elsewhere = decided()
    assert publish(of_call).url == f"/admin/cases/?call={call.slug}"
    assert published().count() == 3
    assert elsewhere not in published()
    assert set(Event.objects.filter(kind="decision.published").values_list("actor_id", flat=True)) == {manager.pk}
    assert "3" in said(desk)


def test_one_decision_is_published_alone(desk, call, publish, address, run):
    other = decided(under_review(submitted_application(call)))
    mine = decided(run)
    assert publish(f"/admin/cases/publish/?case={run.application.number}").url == address()
    assert list(published()) == [mine]
    assert other not in published()


def test_publishing_again_publishes_nothing(desk, run, of_call, publish):
    decided(run)
    seen = {"seen": desk.get(of_call).context["seen"]}
    for _time in range(2):
        assert desk.post(of_call, seen).status_code == 302
    assert Event.objects.filter(kind="decision.published").count() == 1


def test_what_was_not_seen_is_not_published(desk, call, run, of_call):
    decided(run)
    seen = {"seen": desk.get(of_call).context["seen"]}
    decided(under_review(submitted_application(call)), verdict=Verdict.REFUSE)
    assert desk.post(of_call, seen).url == of_call
    assert not published().exists()
    assert said(desk, of_call)


def test_a_decision_replaced_meanwhile_is_not_published_unseen(desk, run, of_call):
    decided(run, verdict=Verdict.REFUSE)
    seen = {"seen": desk.get(of_call).context["seen"]}
    decided(run)
    desk.post(of_call, seen)
    assert not published().exists()


@pytest.mark.parametrize("forged", [{}, {"seen": ""}, {"seen": "nonsense"}])
def test_without_confirmation_nothing_is_published(desk, run, of_call, forged):
    decided(run)
    desk.post(of_call, forged)
    assert not published().exists()


def test_a_withdrawn_case_is_not_in_the_list(desk, run, of_call):
    decided(run)
    withdraw(run.application, actor=run.application.created_by, at=clock.now())
    assert desk.get(of_call).context["decisions"] == []
    assert Application.objects.get().status == "withdrawn"


def test_many_are_published_in_portions(desk, call, of_call, publish, monkeypatch):
    monkeypatch.setattr(publishing, "MOST_AT_ONCE", 1)
    for _time in range(2):
        decided(under_review(submitted_application(call)))
    assert desk.get(of_call).context["total"] == 2
    assert publish(of_call).url == of_call
    assert published().count() == 1
    assert publish(of_call).url == f"/admin/cases/?call={call.slug}"
    assert published().count() == 2


def test_the_calls_with_something_to_publish_are_offered(desk, run, organization):
    choice = "/admin/cases/publish/"
    assert desk.get(choice).context["calls"] == []
    decided(run)
    assert desk.get(choice).url == f"?call={run.application.call.slug}"
    other = published_call(organization=organization.slug)
    for _time in range(2):
        decided(under_review(submitted_application(other)))
    decided()  # of another organization
    assert dict(desk.get(choice).context["calls"]) == {run.application.call: 1, other: 2}


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_however_many(desk, call, of_call, count, django_assert_max_num_queries):
    for _time in range(count):
        decided(under_review(submitted_application(call)))
    with django_assert_max_num_queries(8):
        assert len(desk.get(of_call).context["decisions"]) == count
