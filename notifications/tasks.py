from celery import shared_task

from notifications.routing import route_due
from notifications.rules import LOUD
from portal.journal.models import Event
from portal.lib.waking import wake
from portal.outbox.tasks import wake_delivery


# A task that wasn't taken within its time is dropped: beat sends the next one.
@shared_task(name="notifications.route", expires=60)
def route() -> None:
    if route_due()["letters"]:
        wake_delivery()


def wake_routing(event: Event) -> None:
    if event.kind in LOUD:
        wake(route)
