import threading

import pytest

from accounts.actions.organizations import create_organization
from accounts.models import Membership, Role
from applications.actions import drafting
from applications.actions.drafting import start
from applications.models import Application
from portal.journal.models import Event
from portal.lib.exceptions import Refused
from tests.factories import account, published_call
from tests.races import at_once

pytestmark = pytest.mark.django_db


def test_a_draft_is_a_case_with_an_empty_form():
    call, user = published_call(), account()
    application = start(call, actor=user, ordinal=1, language="ru")
    filing = application.filings.get()
    assert (application.status, application.applicant_person, application.language) == ("draft", user.person, "ru")
    assert (filing.form_key, filing.edition_id, filing.state) == ("application", call.current_edition_id, "draft")
    assert Event.objects.get(application_id=application.pk).kind == "application.started"


def test_a_second_click_lands_on_the_same_draft():
    call, user = published_call(), account()
    first = start(call, actor=user, ordinal=1, language="kk")
    assert start(call, actor=user, ordinal=1, language="kk") == first
    assert Application.objects.count() == 1


def test_more_applications_than_the_call_allows_are_refused():
    call, user = published_call(), account()
    with pytest.raises(Refused):
        start(call, actor=user, ordinal=2, language="kk")


def test_a_call_that_allows_two_takes_two():
    call, user = published_call(applicants={"each": 2}), account()
    numbers = {start(call, actor=user, ordinal=ordinal, language="kk").number for ordinal in (1, 2)}
    assert len(numbers) == 2


def test_nothing_is_started_after_closing(time_machine):
    call = published_call()
    time_machine.move_to(call.closes_at)
    with pytest.raises(Refused):
        start(call, actor=account(), ordinal=1, language="kk")


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_make_one_draft(monkeypatch):
    call, user = published_call(), account()
    both_found_none, create = threading.Barrier(2), drafting._create

    def at_the_same_time(*about, **details):
        both_found_none.wait(10)
        return create(*about, **details)

    monkeypatch.setattr(drafting, "_create", at_the_same_time)
    found = at_once(*[lambda: start(call, actor=user, ordinal=1, language="kk")] * 2)
    assert found == [Application.objects.get()] * 2


@pytest.mark.django_db(transaction=True)
def test_two_editors_at_once_make_one_draft_of_their_organization(monkeypatch):
    call = published_call(applicants={"kinds": ["organization"]})
    first, second = account(), account()
    organization = create_organization(title_kk="Сәуле", title_ru="", bin_number="180340020002", actor=first)
    Membership.objects.create(organization=organization, user=second, role=Role.EDITOR)
    both_found_none, create = threading.Barrier(2), drafting._create

    def at_the_same_time(*about, **details):
        both_found_none.wait(10)
        return create(*about, **details)

    monkeypatch.setattr(drafting, "_create", at_the_same_time)
    found = at_once(
        *[
            lambda user=user: start(call, actor=user, ordinal=1, language="kk", organization=organization)
            for user in (first, second)
        ]
    )
    assert found == [Application.objects.get()] * 2
