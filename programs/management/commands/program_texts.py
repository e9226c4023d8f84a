from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, no_translations
from django.db import transaction
from pydantic import ValidationError

from programs.dumping import NothingToDump
from programs.models import Call
from programs.translating import NotImportable, export_texts, import_texts


class Command(BaseCommand):
    help = "The texts of a call as a table for translators (CSV for spreadsheets), and back into its working copy."

    def add_arguments(self, parser: ArgumentParser) -> None:
        ways = parser.add_subparsers(dest="way", required=True)
        out = ways.add_parser("export", help="writes the table")
        out.add_argument("call", help="its address on the portal")
        out.add_argument("--output", type=Path, required=True)
        into = ways.add_parser("import", help="takes the translated table: all rows or none")
        into.add_argument("call", help="its address on the portal")
        into.add_argument("file", type=Path)
        into.add_argument("--dry-run", action="store_true", help="say what would change, change nothing")

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        call = Call.objects.filter(slug=options["call"]).first()
        if not call:
            raise CommandError(f"there is no call {options['call']!r}")
        try:
            if options["way"] == "export":
                options["output"].write_text(export_texts(call), encoding="utf-8", newline="")
            else:
                self.take(call, options["file"], dry_run=options["dry_run"])
        except (NothingToDump, ValidationError) as error:
            raise CommandError(f"{call.slug} has no working copy with texts: {error}") from error
        except OSError as error:
            raise CommandError(str(error)) from error

    def take(self, call: Call, file: Path, *, dry_run: bool) -> None:
        with transaction.atomic():
            try:
                changed = import_texts(call, file.read_bytes())
            except NotImportable as error:
                raise CommandError(f"nothing was imported:\n{error}") from error
            transaction.set_rollback(dry_run)
        for path in changed:
            self.stdout.write(f"changed {path}")
        self.stdout.write(f"{len(changed)} texts{', but this was a dry run, nothing is stored' if dry_run else ''}")
