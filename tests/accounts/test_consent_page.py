import pytest
from django.http import HttpResponse

from accounts.consents import PERSONAL_DATA, Standing, current, standing
from accounts.decorators import consent_required
from accounts.models import Consent
from tests.accounts.pages import GRANT
from tests.cast import make_person

URL = f"/kk/accounts/consent/?next={GRANT}"
ESCAPED = GRANT.replace("/", "%2F")


@pytest.fixture
def newcomer(db):
    return make_person("dana", has_agreed=False)


@pytest.fixture
def outdated(applicant):
    Consent.objects.filter(user=applicant).update(digest="0" * 64, version="2020-01-01")
    return applicant


@consent_required
def page(request):
    return HttpResponse("the application")


@pytest.fixture
def visit(rf):
    def visit_as(user, method="get"):
        request = getattr(rf, method)(GRANT)
        request.user, request.session = user, {}
        return page(request)

    return visit_as


def test_who_agreed_goes_on(visit, applicant):
    assert visit(applicant).content == b"the application"


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_never_agreed_is_asked_first(visit, newcomer, method):
    assert visit(newcomer, method).headers["Location"] == f"/kk/accounts/consent/?next={ESCAPED}"


def test_changed_text_is_asked_about_at_the_next_page(visit, outdated):
    assert visit(outdated).headers["Location"] == f"/kk/accounts/consent/?next={ESCAPED}"


def test_changed_text_does_not_lose_what_is_being_saved(visit, outdated):
    assert visit(outdated, "post").content == b"the application"


def test_agreeing_leads_on(sign_in, newcomer):
    client = sign_in(newcomer)
    html = client.get(URL).content.decode()
    assert "checked" not in html
    assert current(PERSONAL_DATA, "kk").digest in html
    response = client.post(URL, {"agrees": "on", "text": current(PERSONAL_DATA, "kk").digest})
    assert response.headers["Location"] == GRANT
    assert standing(newcomer) == Standing.CURRENT


@pytest.mark.parametrize(
    "data",
    [{}, {"agrees": "on"}, {"agrees": "on", "text": "0" * 64}, {"text": "current"}],
)
def test_without_tick_or_with_another_text_nothing_is_kept(sign_in, newcomer, data):
    response = sign_in(newcomer).post(URL, data | {"pressed": "1"})
    assert list(response.context["form"].errors) == ["agrees"]
    assert standing(newcomer) == Standing.NEVER


def test_next_leads_to_no_other_site(sign_in, newcomer):
    data = {"agrees": "on", "text": current(PERSONAL_DATA, "kk").digest}
    response = sign_in(newcomer).post("/kk/accounts/consent/?next=https://elsewhere.example/", data)
    assert response.headers["Location"] == "/kk/"


def test_text_can_be_read_afterwards(sign_in, applicant):
    html = sign_in(applicant).get("/ru/accounts/consent/").content.decode()
    assert "«О персональных данных и их защите»" in html
    assert 'name="agrees"' not in html


def test_stranger_signs_in_first(client, db):
    assert client.get(URL).headers["Location"].startswith("/kk/accounts/login/?next=")


def test_a_session_remembers_who_agreed_until_the_text_changes(rf, applicant, monkeypatch, django_assert_num_queries):
    request = rf.get(GRANT)
    request.user, request.session = applicant, {}
    assert page(request).status_code == 200
    with django_assert_num_queries(0):
        assert page(request).status_code == 200
    monkeypatch.setattr("accounts.decorators.texts_digest", lambda: "of another text")
    with django_assert_num_queries(1):
        page(request)
