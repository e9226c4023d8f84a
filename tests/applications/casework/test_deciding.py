import pytest

from applications.actions.deciding import publish_results
from applications.models import Decision, Verdict
from portal.lib import clock
from tests.factories import decided, published_call, submitted_application, under_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def write(desk, address, run):
    def post(verdict="award", reason="Бюджеті негізделген.", standing="", **more):
        return desk.post(address("decide/"), {"verdict": verdict, "reason": reason, "standing": standing} | more)

    return post


def verdicts_on(page):
    return [value for value, _label in page.context["form"].fields["verdict"].choices]


def test_a_decision_is_written(write, manager, address):
    assert write().url == address()
    decision = Decision.objects.get()
    assert (decision.verdict, decision.reason, decision.by) == ("award", "Бюджеті негізделген.", manager)
    assert decision.is_pending


def test_a_double_click_writes_one(write):
    assert [write().status_code for _time in range(2)] == [302, 302]
    assert Decision.objects.count() == 1


@pytest.mark.parametrize(
    ("verdict", "reason"),
    [("", "Негізделген."), ("nonsense", "Негізделген."), ("award", ""), ("award", "  \n "), ("award", "\x07"),
     ("award", "\x00"), ("award", "а" * 5001)],
)  # fmt: skip
def test_what_is_missing_or_wrong_is_said_beside_it(write, verdict, reason):
    page = write(verdict, reason)
    assert page.status_code == 200
    assert page.context["has_errors"]
    assert b'aria-invalid="true"' in page.content
    assert not Decision.objects.exists()


def test_lines_and_quotes_of_a_reason_are_kept(write, desk, address):
    write(reason="«Дала» жобасы:\r\n<b>бюджет</b> & мерзім")
    assert Decision.objects.get().reason == "«Дала» жобасы:\n<b>бюджет</b> & мерзім"
    assert "&lt;b&gt;бюджет&lt;/b&gt; &amp; мерзім" in desk.get(address()).content.decode()


def test_what_stands_is_shown_and_can_be_replaced(write, desk, address, run):
    first = decided(run, verdict=Verdict.REFUSE, reason="Бірінші пікір")
    form = desk.get(address("decide/")).context["form"]
    assert (form["verdict"].value(), form["reason"].value(), form["standing"].value()) == (
        "refuse",
        "Бірінші пікір",
        first.pk,
    )
    assert write(standing=first.pk).status_code == 302
    first.refresh_from_db()
    assert first.superseded_by == Decision.objects.latest("pk")


def test_when_a_colleague_decided_meanwhile_both_are_shown(write, run):
    theirs = decided(run, verdict=Verdict.REFUSE, reason="Әріптестің пікірі")
    page = write(reason="Менің пікірім")
    assert page.status_code == 409
    text = page.content.decode()
    for seen in ("Әріптестің пікірі", "Менің пікірім", theirs.by.full_name):
        assert seen in text
    assert page.context["form"]["verdict"].value() == "award"
    assert Decision.objects.get() == theirs


def test_sent_again_after_seeing_it_the_own_decision_replaces_the_colleagues(write, run):
    theirs = decided(run)
    page = write("refuse", "Менің пікірім")
    assert write("refuse", "Менің пікірім", standing=page.context["form"]["standing"].value()).status_code == 302
    theirs.refresh_from_db()
    assert theirs.superseded_by.reason == "Менің пікірім"


@pytest.mark.parametrize("standing", ["nonsense", "-1", "9" * 30])
def test_a_forged_mark_of_what_was_seen_replaces_nothing(write, run, standing):
    theirs = decided(run)
    assert write(standing=standing).status_code in {200, 409}
    assert Decision.objects.get() == theirs


def test_only_possible_verdicts_are_offered(desk, address, run, organization):
    assert verdicts_on(desk.get(address("decide/"))) == ["award", "reserve", "refuse"]
    publish_results([decided(run, verdict=Verdict.RESERVE)], actor=None, at=clock.now())
    assert verdicts_on(desk.get(address("decide/"))) == ["award", "refuse"]
    call = published_call(organization=organization.slug, stage={"reserve": False})
    other = under_review(submitted_application(call)).application
    assert verdicts_on(desk.get(f"/admin/cases/{other.number}/decide/")) == ["award", "refuse"]


def test_what_is_not_under_review_leads_back_with_a_word(desk, address, case):
    response = desk.get(address("decide/"), follow=True)
    assert response.redirect_chain == [(address(), 302)]
    assert list(response.context["messages"])


def test_switching_the_language_keeps_what_was_typed(write, desk, address):
    response = write("reserve", "Жартылай жазыл", _language="ru")
    assert response.url == address("decide/")
    page = desk.get(address("decide/"))
    assert page.headers["Content-Language"] == "ru"
    assert page.context["form"]["reason"].value() == "Жартылай жазыл"
    assert page.context["form"]["verdict"].value() == "reserve"
    assert not Decision.objects.exists()


def test_what_was_typed_about_one_case_is_not_offered_for_another(write, desk, call, other_applicant):
    other = under_review(submitted_application(call, other_applicant)).application
    write("refuse", "Жартылай жазылған себеп", _language="ru")
    page = desk.get(f"/admin/cases/{other.number}/decide/")
    assert page.status_code == 200
    assert "Жартылай" not in page.content.decode()
