from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from applications.actions.sweeping import sweep_files
from portal.lib import clock


class Command(BaseCommand):
    help = "Deletes files that were taken off long ago and objects without a row; reports objects that are missing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say what would be deleted")

    def handle(self, *_args: Any, dry_run: bool, **_options: Any) -> None:
        swept = sweep_files(clock.now(), dry_run=dry_run)
        done = "would be deleted" if dry_run else "deleted"
        self.stdout.write(f"taken off or refused, {done}: {len(swept.detached)}")
        self.stdout.write(f"objects without a row, {done}: {len(swept.unknown)}")
        for key in swept.missing:
            self.stdout.write(f"missing from the storage: {key}")
