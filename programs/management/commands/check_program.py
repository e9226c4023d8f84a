from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, no_translations

from programs.definition.reading import FileFaults, read_program


class Command(BaseCommand):
    help = "Checks program files without loading them; every finding has its file, line and path."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path)

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        faulty = 0
        for path in options["paths"]:
            try:
                document, _source = read_program(path)
            except FileFaults as error:
                faulty += 1
                for finding in error.findings:
                    self.stdout.write(str(finding))
            else:
                self.stdout.write(f"{path.name}: {document.call.slug} can be published")
        if faulty:
            raise CommandError(f"{faulty} of {len(options['paths'])} files can't be published")
