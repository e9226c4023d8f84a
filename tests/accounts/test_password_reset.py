import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from tests.accounts.pages import GRANT, link_in
from tests.cast import PASSWORD, make_person

pytestmark = pytest.mark.django_db
NEW = "Jana-Qonaq8"
NEXT = f"?next={GRANT}"


def ask(client, email, query="", language="kk"):
    return client.post(f"/{language}/accounts/password/reset/{query}", {"email": email})


def choose(client, link, password=NEW):
    """Opens the link of the letter, then sends the form it leads to."""
    page = client.get(link).headers["Location"]
    return client.post(page, {"password1": password})


def test_link_by_letter_sets_a_password_and_leads_back_to_the_grant(client, applicant, mailoutbox):
    """S3."""
    answer = ask(client, applicant.email, NEXT)
    assert answer.headers["Location"].startswith("/kk/accounts/password/reset/done/?next=")
    response = choose(client, link_in(mailoutbox[0]))
    assert response.headers["Location"] == GRANT
    applicant.refresh_from_db()
    assert applicant.check_password(NEW)
    assert int(client.session["_auth_user_id"]) == applicant.pk


def test_letter_is_in_the_persons_language(client, other_applicant, mailoutbox):
    ask(client, other_applicant.email, language="kk")
    assert link_in(mailoutbox[0]).startswith("/ru/accounts/password/reset/key/")
    assert '<html lang="ru">' in mailoutbox[0].alternatives[0][0]


def test_link_works_on_another_device_and_only_once(client, applicant, mailoutbox):
    ask(client, applicant.email)
    link = link_in(mailoutbox[0])
    choose(Client(), link)
    page = Client().get(link)
    assert page.status_code == 200
    assert "/kk/accounts/password/reset/" in page.content.decode()
    assert 'name="password1"' not in page.content.decode()


def test_weak_password_is_refused_with_what_is_missing(client, applicant, mailoutbox):
    ask(client, applicant.email)
    response = choose(client, link_in(mailoutbox[0]), "bes-qonaq")
    assert list(response.context["form"].errors) == ["password1"]
    applicant.refresh_from_db()
    assert applicant.check_password(PASSWORD)


def test_reset_ends_other_sessions(client, sign_in, applicant, mailoutbox):
    elsewhere = sign_in(applicant)
    ask(client, applicant.email)
    choose(client, link_in(mailoutbox[0]))
    assert elsewhere.get("/kk/accounts/profile/").status_code == 302


def test_link_of_the_letter_confirms_the_address_too(client, mailoutbox):
    """Whoever opened an account with somebody else's address is left outside."""
    person = make_person("dana", is_confirmed=False)
    ask(client, person.email)
    assert choose(client, link_in(mailoutbox[0])).headers["Location"] == "/kk/"
    assert EmailAddress.objects.get().verified
    assert "_auth_user_id" in client.session


@pytest.mark.parametrize("link", ["1-nonsense", "zzzzzzzz-set-password", "1-set-password"])
def test_wrong_link_says_what_to_do(client, applicant, link):
    page = client.get(f"/kk/accounts/password/reset/key/{link}/")
    assert page.status_code == 200
    assert 'href="/kk/accounts/password/reset/"' in page.content.decode()


def test_letters_to_one_address_are_limited(client, applicant, mailoutbox):
    answers = [ask(client, applicant.email).status_code for _ in range(4)]
    assert answers == [302, 302, 302, 429]
    assert len(mailoutbox) == 3


def test_changing_the_password_needs_the_old_one(sign_in, applicant):
    client = sign_in(applicant)
    wrong = client.post("/kk/accounts/password/change/", {"oldpassword": "Wrong-Qonaq1", "password1": NEW})
    assert list(wrong.context["form"].errors) == ["oldpassword"]
    right = client.post("/kk/accounts/password/change/", {"oldpassword": PASSWORD, "password1": NEW})
    assert right.headers["Location"] == "/kk/accounts/profile/"
    applicant.refresh_from_db()
    assert applicant.check_password(NEW)
    assert client.get("/kk/accounts/profile/").status_code == 200


def test_who_has_no_password_yet_gets_the_first_by_letter(sign_in, applicant):
    applicant.set_unusable_password()
    applicant.save()
    response = sign_in(applicant).get("/kk/accounts/password/change/")
    assert response.headers["Location"] == "/kk/accounts/password/reset/"
