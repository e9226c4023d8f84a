from datetime import timedelta

import pytest
from django.core.management import call_command

from applications.models import Application
from applications.tasks import close_due
from tests.factories import draft, published_call, submitted_application

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed_call(time_machine):
    call = published_call()
    for make in (draft, submitted_application):
        make(call)
    time_machine.move_to(call.accepts_until + timedelta(seconds=1))
    return call


def test_the_command_says_what_it_did(closed_call, capsys):
    call_command("close_due")
    assert capsys.readouterr().out.splitlines() == ["drafts that lapsed: 1", "reviews that began: 1"]
    call_command("close_due")
    assert capsys.readouterr().out.splitlines() == ["drafts that lapsed: 0", "reviews that began: 0"]


def test_the_task_does_the_same(closed_call):
    close_due()
    assert set(Application.objects.values_list("status", flat=True)) == {"lapsed", "in_selection"}
