from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from programs.definition.reading import FileFaults, read_program
from programs.loading import NotLoadable, load
from programs.publishing import NotPublishable


class Command(BaseCommand):
    help = "Loads programs from files: creates what isn't there and replaces working copies; loading again is harmless."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path)
        parser.add_argument("--publish", action="store_true", help="publish the working copy as an edition")
        parser.add_argument("--dry-run", action="store_true", help="say what would change, change nothing")
        parser.add_argument("--live", action="store_true", help="also change live values: times, titles, contacts")
        parser.add_argument("--force", action="store_true", help="replace a working copy that was edited since")

    def handle(self, *args: Any, **options: Any) -> None:
        for path in options["paths"]:
            try:
                document, _source = read_program(path)
                outcome = load(
                    document,
                    live=options["live"],
                    force=options["force"],
                    publish=options["publish"],
                    dry_run=options["dry_run"],
                )
            except FileFaults as error:
                raise CommandError(f"{path} can't be loaded:\n{error}") from error
            except (NotLoadable, NotPublishable) as error:
                raise CommandError(f"{path}: {error}") from error
            for line in outcome.lines():
                self.stdout.write(f"{document.call.slug}: {line}")
            if options["dry_run"]:
                self.stdout.write(f"{document.call.slug}: this was a dry run, nothing is stored")
