from typing import Any

from django.core.management.base import BaseCommand

from applications.actions.closing import close_due
from portal.lib import clock


class Command(BaseCommand):
    help = "Does what is due: drafts of closed calls lapse, reviews begin. Running it again is harmless."

    def handle(self, *args: Any, **options: Any) -> None:
        closed = close_due(clock.now())
        self.stdout.write(f"drafts that lapsed: {closed.lapsed}")
        self.stdout.write(f"reviews that began: {closed.opened}")
