from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from applications.actions.deciding import pending_decisions, publish_results
from applications.models import Decision, Verdict
from portal.lib import clock
from programs.models import Call


class Command(BaseCommand):
    help = "Publishes every pending decision of a call: the applicants get their letters. Running it again is harmless."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("call", help="the call's address on the portal (its slug)")
        parser.add_argument("--dry-run", action="store_true", help="say what would be published, publish nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        call = Call.objects.filter(slug=options["call"]).first()
        if call is None:
            raise CommandError(f"there is no call {options['call']!r}")
        pending = pending_decisions(call)
        if options["dry_run"]:
            self.stdout.write(f"would be published: {_counts(pending)}")
        else:
            published = publish_results(pending, actor=None, at=clock.now())
            self.stdout.write(f"published: {_counts(published)}")


def _counts(decisions: Iterable[Decision]) -> str:
    counts = Counter(decision.verdict for decision in decisions)
    return ", ".join(f"{counts[verdict]} {verdict.value}" for verdict in Verdict if counts[verdict]) or "nothing"
