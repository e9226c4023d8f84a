import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from portal.journal.models import Event
from portal.journal.recording import record

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return record("application.submitted", actor_id=1, application_id=7)


@pytest.mark.parametrize(
    "change", [{"kind": "application.withdrawn"}, {"data": {"a": 1}}, {"actor_id": 2}, {"role": "owner"}]
)
def test_event_cant_be_changed(event, change):
    with pytest.raises(DatabaseError, match="never change"), transaction.atomic():
        Event.objects.update(**change)


def test_event_cant_be_changed_together_with_its_routing(event):
    with pytest.raises(DatabaseError, match="never change"), transaction.atomic():
        Event.objects.update(routed_at=timezone.now(), kind="application.withdrawn")


def test_event_cant_be_deleted(event):
    with pytest.raises(DatabaseError, match="never change"), transaction.atomic():
        event.delete()


def test_event_can_be_routed(event):
    assert Event.objects.update(routed_at=timezone.now()) == 1
