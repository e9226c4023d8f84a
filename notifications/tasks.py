from celery import shared_task

from notifications.routing import route_due
from portal.lib.waking import wake


# A task that wasn't taken within its time is dropped: beat sends the next one.
@shared_task(name="notifications.route", expires=60)
def route() -> None:
    route_due()


def wake_routing() -> None:
    wake(route)
