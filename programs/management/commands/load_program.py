from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, no_translations
from django.db import transaction

from programs.definition.document import ProgramFile
from programs.definition.reading import FileFaults, read_program
from programs.loading import NotLoadable, Outcome, WorkingCopyChanged, load
from programs.publishing import NotPublishable, TooLate

# 1 is any other reason to refuse, 2 a mistake on the command line.
EDITED_SINCE = 3


class Command(BaseCommand):
    help = (
        "Loads programs from files: creates what isn't there and replaces working copies. All files or none; loading "
        "again is harmless. Exit codes: 0 loaded, 1 refused, 3 a working copy was edited since the last load."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path)
        parser.add_argument("--publish", action="store_true", help="publish the working copy as an edition")
        parser.add_argument("--dry-run", action="store_true", help="say what would change and show it, change nothing")
        parser.add_argument("--live", action="store_true", help="also change live values: times, titles, contacts")
        parser.add_argument("--force", action="store_true", help="replace a working copy that was edited since")
        parser.add_argument(
            "--confirm", action="store_true", help="publish in the last 24 hours though it doesn't only add something"
        )

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        documents = [(path, self.read(path)) for path in options["paths"]]
        with transaction.atomic():
            for path, document in documents:
                outcome = self.load(path, document, options)
                for line in [*outcome.lines(), *(outcome.diff if options["dry_run"] else [])]:
                    self.stdout.write(f"{document.call.slug}: {line}")
            if options["dry_run"]:
                transaction.set_rollback(True)
                self.stdout.write("this was a dry run, nothing is stored")

    def read(self, path: Path) -> ProgramFile:
        try:
            return read_program(path)[0]
        except FileFaults as error:
            raise CommandError(f"{path} can't be loaded:\n{error}") from error

    def load(self, path: Path, document: ProgramFile, options: dict[str, Any]) -> Outcome:
        settings = {name: options[name] for name in ("live", "force", "publish")}
        try:
            return load(document, confirmed=options["confirm"], **settings)
        except WorkingCopyChanged as error:
            for line in error.lines:
                self.stdout.write(line)
            raise CommandError(f"{path}: {error}", returncode=EDITED_SINCE) from error
        except TooLate as error:
            raise CommandError(f"{path}: {error} (--confirm)") from error
        except (NotLoadable, NotPublishable) as error:
            raise CommandError(f"{path}: {error}") from error
