from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, no_translations
from pydantic import ValidationError

from programs.dumping import NothingToDump, dump
from programs.models import Call


class Command(BaseCommand):
    help = "Writes a call with its organization, program, live values and working copy as one program file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("call", help="its address on the portal, such as open-media-2027")
        parser.add_argument("--output", type=Path, help="a file; standard output unless said")
        parser.add_argument("--edition", type=int, help="a published edition instead of the working copy")

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        call = Call.objects.filter(slug=options["call"]).first()
        if not call:
            raise CommandError(f"there is no call {options['call']!r}")
        try:
            text = dump(call, edition=options["edition"])
        except NothingToDump as error:
            raise CommandError(str(error)) from error
        except ValidationError as error:
            raise CommandError(f"the working copy of {call.slug} can't be written as a file:\n{error}") from error
        if options["output"]:
            options["output"].write_text(text, encoding="utf-8")
        else:
            self.stdout.write(text, ending="")
