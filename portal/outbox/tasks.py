from celery import shared_task

from portal.lib import clock
from portal.lib.waking import wake
from portal.outbox.delivery import deliver_due
from portal.outbox.models import Message


# A task that wasn't taken within its time is dropped: beat sends the next one.
@shared_task(name="outbox.deliver", expires=60)
def deliver() -> None:
    counts = deliver_due()
    if not counts["unavailable"] and Message.objects.due(clock.now()).exists():
        wake_delivery()


def wake_delivery() -> None:
    wake(deliver)
