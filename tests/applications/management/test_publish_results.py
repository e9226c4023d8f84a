import pytest
from django.core.management import CommandError, call_command

from applications.models import Application, Decision, Verdict
from portal.journal.models import Event
from tests.factories import decided, published_call, submitted_application, under_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    call = published_call()
    for verdict in (Verdict.REFUSE, Verdict.AWARD, Verdict.REFUSE):
        decided(under_review(submitted_application(call)), verdict=verdict)
    decided()  # of another call
    return call


def test_all_pending_decisions_of_the_call_are_published(call, capsys):
    call_command("publish_results", call.slug)
    assert capsys.readouterr().out == "published: 1 award, 2 refuse\n"
    assert Decision.objects.filter(published_at__isnull=False).count() == 3
    assert Event.objects.filter(kind="decision.published", actor_id=None).count() == 3


def test_running_it_again_changes_nothing(call, capsys):
    for _time in range(2):
        call_command("publish_results", call.slug)
    assert capsys.readouterr().out.splitlines()[1] == "published: nothing"


def test_a_dry_run_publishes_nothing(call, capsys):
    call_command("publish_results", call.slug, dry_run=True)
    assert capsys.readouterr().out == "would be published: 1 award, 2 refuse\n"
    assert not Decision.objects.filter(published_at__isnull=False).exists()
    assert set(Application.objects.values_list("status", flat=True)) == {"in_selection"}


def test_an_unknown_call_is_said_so():
    with pytest.raises(CommandError, match="no call 'nonsense'"):
        call_command("publish_results", "nonsense")
