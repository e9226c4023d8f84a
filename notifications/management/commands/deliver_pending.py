from typing import Any

from django.core.management.base import BaseCommand

from notifications.routing import route_due
from portal.lib import clock
from portal.outbox.delivery import deliver_due
from portal.outbox.models import Message


class Command(BaseCommand):
    help = "Writes the letters of new events and sends every letter that is due, here and now; prints counts."

    def handle(self, *args: Any, **options: Any) -> None:
        self._print("events", route_due())
        counts = deliver_due()
        while not counts["unavailable"] and Message.objects.due(clock.now()).exists():
            counts += deliver_due()
        self._print("letters", counts)

    def _print(self, what: str, counts: dict[str, int]) -> None:
        found = ", ".join(f"{number} {name}" for name, number in sorted(counts.items()) if number)
        self.stdout.write(f"{what}: {found or 'none'}")
