"""Nobody learns here whether an address is known."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import hashers
from django.core.cache import cache
from django.test import Client

from accounts.models import User
from tests.accounts.pages import link_in, sign_up, without_tokens
from tests.cast import make_person

pytestmark = pytest.mark.django_db
KNOWN, UNKNOWN = "aigerim@people.example", "nobody@people.example"


@pytest.fixture
def work(monkeypatch):
    """How many times a password was hashed with the slow function."""
    hashed = []
    real = hashers.MD5PasswordHasher.encode
    monkeypatch.setattr(
        hashers.MD5PasswordHasher, "encode", lambda self, *a, **k: hashed.append(1) or real(self, *a, **k)
    )
    return hashed


def steps_of_signing_up(email):
    client = Client()
    first = sign_up(client, email=email)
    page = client.get(first.headers["Location"])
    again = client.post(first.headers["Location"])
    return [
        (first.status_code, first.headers["Location"]),
        (page.status_code, without_tokens(page).replace(email, "")),
        (again.status_code, again.headers["Location"]),
        without_tokens(client.get(again.headers["Location"])).replace(email, ""),
    ]


def test_signing_up_with_a_known_address_looks_the_same(applicant, mailoutbox):
    assert steps_of_signing_up(KNOWN) == steps_of_signing_up(UNKNOWN)
    assert [mail.to for mail in mailoutbox] == [[KNOWN], [UNKNOWN]]


def test_signing_up_with_a_known_address_is_the_same_work(applicant, work):
    sign_up(Client(), email=UNKNOWN)
    for_unknown = len(work)
    sign_up(Client(), email=KNOWN)
    assert len(work) - for_unknown == for_unknown == 1


def test_known_address_gets_a_letter_that_says_so(applicant, mailoutbox):
    before = User.objects.get(pk=applicant.pk).password
    sign_up(Client(), email=KNOWN.upper())
    (mail,) = mailoutbox
    assert "/kk/accounts/login/" in mail.body
    assert "/kk/accounts/password/reset/" in mail.body
    assert "confirm-email" not in mail.body
    assert User.objects.count() == 1
    assert User.objects.get().password == before


def test_letter_about_a_known_address_is_in_the_language_of_its_person(other_applicant, mailoutbox):
    sign_up(Client(), "kk", email=other_applicant.email)
    assert "/ru/accounts/login/" in mailoutbox[0].body


def test_address_that_was_never_confirmed_gets_its_link_again(mailoutbox):
    person = make_person("dana", is_confirmed=False)
    sign_up(Client())
    assert link_in(mailoutbox[0]).startswith("/kk/accounts/confirm-email/")
    assert User.objects.get() == person


def test_account_made_without_an_address_record_gets_the_letter_too(applicant, mailoutbox):
    EmailAddress.objects.all().delete()
    sign_up(Client(), email=KNOWN)
    assert mailoutbox[0].to == [KNOWN]


def test_reset_for_an_unknown_address_looks_the_same(applicant, mailoutbox):
    seen = []
    for email in (KNOWN, UNKNOWN):
        client = Client()
        response = client.post("/kk/accounts/password/reset/", {"email": email})
        page = client.get(response.headers["Location"])
        seen.append((response.status_code, response.headers["Location"], without_tokens(page)))
    assert seen[0] == seen[1]
    known, unknown = mailoutbox
    assert "/kk/accounts/password/reset/key/" in known.body
    assert "/kk/accounts/signup/" in unknown.body


def test_signing_in_with_an_unknown_address_looks_the_same(applicant, work):
    seen = []
    for email in (KNOWN, UNKNOWN):
        response = Client().post("/kk/accounts/login/", {"login": email, "password": "Wrong-Qonaq1"})
        seen.append((response.status_code, without_tokens(response).replace(email, ""), len(work)))
        work.clear()
    assert seen[0] == seen[1]


def test_limit_of_attempts_looks_the_same(applicant):
    seen = []
    for email in (KNOWN, UNKNOWN):
        cache.clear()
        client = Client()
        answers = [client.post("/kk/accounts/login/", {"login": email, "password": "Wrong-Qonaq1"}) for _ in range(6)]
        seen.append([without_tokens(answer).replace(email, "") for answer in answers])
    assert seen[0] == seen[1]
