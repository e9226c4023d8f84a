from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from tests.accounts.pages import GRANT, link_in, sign_up
from tests.cast import PASSWORD, make_person

pytestmark = pytest.mark.django_db
NEXT = f"?next={GRANT}"


@pytest.fixture
def letter(client, mailoutbox):
    """Of somebody who signed up on the way to a grant."""
    sign_up(client, query=NEXT)
    return mailoutbox[0]


def is_confirmed():
    return EmailAddress.objects.get().verified


def is_signed_in(client):
    return "_auth_user_id" in client.session


def test_opening_the_link_changes_nothing(client, letter):
    for _ in range(2):
        page = client.get(link_in(letter))
        assert page.status_code == 200
        assert '<button class="button" type="submit">' in page.content.decode()
    assert not is_confirmed()


def test_opening_the_link_signs_nobody_out(letter, applicant, sign_in):
    other = sign_in(applicant)
    other.get(link_in(letter))
    assert is_signed_in(other)


def test_confirming_where_one_signed_up_leads_straight_to_the_grant(client, letter):
    """S2, S3."""
    response = client.post(link_in(letter))
    assert is_confirmed()
    assert response.headers["Location"] == GRANT
    assert is_signed_in(client)


def test_confirming_on_another_device_leads_through_sign_in_to_the_grant(letter):
    phone = Client()
    response = phone.post(link_in(letter))
    assert is_confirmed()
    assert not is_signed_in(phone)
    assert response.headers["Location"] == f"/kk/accounts/login/?next={GRANT.replace('/', '%2F')}"
    response = phone.post(response.headers["Location"], {"login": "dana@people.example", "password": PASSWORD})
    assert response.headers["Location"] == GRANT


def test_pressing_twice_leads_on_all_the_same(client, letter):
    for _ in range(2):
        assert client.post(link_in(letter)).headers["Location"] == GRANT


def test_pressing_twice_on_another_device_says_to_sign_in(letter):
    phone = Client()
    phone.post(link_in(letter))
    page = phone.post(link_in(letter), follow=True)
    assert page.status_code == 200
    assert "/kk/accounts/login/?next=" in page.content.decode()


@pytest.mark.parametrize("key", ["nonsense", "MQ:1abc:def", "%00", "a" * 500])
def test_wrong_link_says_what_to_do(client, key):
    page = client.get(f"/kk/accounts/confirm-email/{key}/")
    assert page.status_code == 200
    assert '/kk/accounts/login/"' in page.content.decode()


@pytest.mark.parametrize(("hours", "works"), [(71, True), (73, False)])
def test_link_works_for_three_days(client, letter, hours, works):
    with time_machine.travel(timezone.now() + timedelta(hours=hours)):
        client.post(link_in(letter))
    assert is_confirmed() == works


def test_somebody_elses_link_confirms_and_asks_to_sign_in(letter, applicant, sign_in):
    other = sign_in(applicant)
    response = other.post(link_in(letter))
    assert EmailAddress.objects.get(email="dana@people.example").verified
    assert response.headers["Location"].startswith("/kk/accounts/login/?next=")
    assert not is_signed_in(other)


def test_signing_in_before_confirming_sends_the_letter_again(client, mailoutbox):
    """S3: the account works once it is confirmed."""
    make_person("dana", is_confirmed=False)
    response = client.post(
        f"/ru/accounts/login/{NEXT}", {"login": "dana@people.example", "password": PASSWORD}, follow=True
    )
    assert not is_signed_in(client)
    assert response.redirect_chain[-1][0].startswith("/ru/accounts/confirm-email/?next=")
    assert "dana@people.example" in response.content.decode()
    assert link_in(mailoutbox[0]).startswith("/kk/accounts/confirm-email/")
    assert link_in(mailoutbox[0]).endswith(f"?next={GRANT.replace('/', '%2F')}")


def test_letter_can_be_asked_for_again_once_a_minute(client, mailoutbox):
    page = sign_up(client, query=NEXT).headers["Location"]
    assert client.post(page).headers["Location"] == page
    assert len(mailoutbox) == 1
    cache.clear()  # a minute later
    client.post(page)
    assert len(mailoutbox) == 2
    assert mailoutbox[0].body.splitlines()[0] == mailoutbox[1].body.splitlines()[0]
    assert link_in(mailoutbox[1]).endswith(f"?next={GRANT.replace('/', '%2F')}")


@pytest.mark.parametrize("method", ["get", "post"])
def test_page_without_a_sign_up_leads_to_sign_in(client, method, mailoutbox):
    response = getattr(client, method)(f"/kk/accounts/confirm-email/{NEXT}")
    assert response.headers["Location"].startswith("/kk/accounts/login/?next=")
    assert not mailoutbox


def test_next_leads_nowhere_else(client, mailoutbox):
    sign_up(client)
    response = client.post(link_in(mailoutbox[0]) + "?next=https://elsewhere.example/")
    assert response.headers["Location"] == "/kk/"
