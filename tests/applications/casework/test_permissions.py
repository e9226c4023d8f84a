"""Every staff page and method, asked for by the whole cast."""

import pytest

from applications.models import Application, Mode
from portal.journal.models import Event
from tests.factories import decided, draft, published_call, submitted_application, under_review

pytestmark = pytest.mark.django_db

READERS = ["owner", "manager", "operator", "viewer", "superuser"]
CASEWORKERS = ["owner", "manager", "operator", "superuser"]
DECIDERS = ["owner", "manager", "superuser"]
STRANGERS = ["applicant", "other_applicant", "reviewer", "editor", "outsider"]
# (method, rest of the address, who may)
DOORS = [
    ("get", "", READERS),
    ("get", "{number}/", READERS),
    ("get", "review/?call={slug}", CASEWORKERS),
    ("get", "publish/?call={slug}", DECIDERS),
    ("get", "publish/?case={number}", DECIDERS),
    ("get", "{number}/decide/", DECIDERS),
    ("post", "publish/?call={slug}", DECIDERS),
    ("post", "publish/?case={number}", DECIDERS),
    ("post", "{number}/decide/", DECIDERS),
    ("post", "review/?call={slug}", CASEWORKERS),
    ("post", "{number}/review/", CASEWORKERS),
]


@pytest.fixture
def ask(sign_in, request, case, call):
    def answer(who, method, rest):
        person = request.getfixturevalue(who) if who else None
        address = rest.format(slug=call.slug, number=case.number)
        return getattr(sign_in(person), method)(f"/admin/cases/{address}")

    return answer


@pytest.mark.parametrize("who", READERS)
def test_each_page_is_open_to_its_roles_and_refused_to_other_readers(ask, who):
    for method, rest, allowed in DOORS:
        status = ask(who, method, rest).status_code
        assert status in ({200, 302} if who in allowed else {403}), (method, rest)


@pytest.mark.parametrize("who", STRANGERS)
def test_to_strangers_and_other_organizations_it_does_not_exist(ask, who):
    for method, rest, _allowed in DOORS:
        if rest or who != "outsider":  # who has a list of their own
            assert ask(who, method, rest).status_code == 404, (method, rest)


def test_another_organization_has_a_list_of_its_own(ask, case):
    page = ask("outsider", "get", "")
    assert page.status_code == 200
    assert case.number not in page.content.decode()


def test_what_waits_to_be_published_is_shown_to_deciders(ask):
    statuses = {"operator": 403, "viewer": 403, "manager": 200, "outsider": 200, "applicant": 404, "reviewer": 404}
    assert {who: ask(who, "get", "publish/").status_code for who in statuses} == statuses


def test_a_visitor_is_asked_to_sign_in_and_led_back(ask, case):
    for rest in ("", "{number}/", "{number}/decide/", "publish/?call={slug}"):
        response = ask(None, "get", rest)
        assert response.status_code == 302
        assert response.url.startswith("/kk/accounts/login/?next=/admin/cases/")
    response = ask(None, "post", "{number}/review/")
    assert response.status_code == 403
    assert 'href="/kk/accounts/login/?next=%2Fadmin%2Fcases%2F"' in response.content.decode()
    assert Application.objects.get().status == "submitted"


def test_other_methods_are_refused(ask):
    for method, rest in (
        ("post", ""), ("post", "{number}/"), ("get", "{number}/review/"), ("put", "{number}/decide/"),
        ("delete", "{number}/"), ("patch", "publish/"), ("put", "review/"), ("post", "{number}/files/1/"),
    ):  # fmt: skip
        assert ask("manager", method, rest).status_code == 405, (method, rest)


def test_nonsense_is_not_found(ask):
    for rest in (
        "26-XXXXX-X/", "26-22222-2/", "nonsense/", "Ә/", "26-XXXXX-X/decide/", "{number}/files/1/",
        "{number}/nonsense/", "{number}/files/99999999999999999999/", "publish/?call=nonsense", "publish/?call=",
        "publish/?case=", "publish/?case=26-XXXXX-X", "publish/?call=%00", "publish/?case=%00", "review/",
        "review/?call=nonsense",
    ):  # fmt: skip
        assert ask("manager", "get", rest).status_code == 404, rest


def test_drafts_and_rehearsals_are_nobodys_but_the_applicants(desk, call):
    unsent, rehearsed = draft(call), submitted_application(call)
    Application.objects.filter(pk=rehearsed.pk).update(mode=Mode.TEST)
    for application in (unsent, rehearsed):
        assert desk.get(f"/admin/cases/{application.number}/").status_code == 404
        assert application.number not in desk.get("/admin/cases/").content.decode()


def test_a_colleague_of_two_organizations_decides_only_where_they_may(sign_in, viewer, other_organization, run):
    viewer.memberships.create(organization=other_organization, role="manager")
    decided(run)
    elsewhere = decided(under_review(submitted_application(published_call(organization=other_organization.slug))))
    client = sign_in(viewer)
    for decision, status in ((run.decisions.get(), 403), (elsewhere, 200)):
        case = decision.stage_run.application
        assert client.get(f"/admin/cases/{case.number}/decide/").status_code == status
        assert client.get(f"/admin/cases/publish/?call={case.call.slug}").status_code == status
    assert client.get("/admin/cases/publish/").url == f"?call={elsewhere.stage_run.application.call.slug}"


def test_a_refused_attempt_leaves_nothing_behind(ask, case):
    events = Event.objects.filter(application_id=case.pk)
    before = events.count()
    for who in ("viewer", "outsider", "applicant"):
        ask(who, "post", "{number}/review/")
    assert events.count() == before
    assert Application.objects.get().status == "submitted"
