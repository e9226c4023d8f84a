from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import Organization
from programs.definition.base import Text
from programs.reference_files import Unreadable, read_file
from programs.reference_loading import NotLoadable, load_list


class Command(BaseCommand):
    help = (
        "Loads a reference list from a CSV file with the columns code, title_kk, title_ru and perhaps parent, "
        "valid_from, valid_until and more. The file is the whole list: what it lacks ends, nothing is deleted."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("list", help="key of the list, as questions name it")
        parser.add_argument("path", type=Path, metavar="FILE.csv")
        parser.add_argument("--title-kk", default="", help="for a list that isn't there yet")
        parser.add_argument("--title-ru", default="")
        parser.add_argument("--organization", default="", help="slug; without it a new list is shared by all")
        parser.add_argument("--dry-run", action="store_true", help="say what would change, change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["path"]
        try:
            difference = load_list(
                options["list"],
                read_file(path),
                title=Text(kk=options["title_kk"], ru=options["title_ru"]),
                organization=_organization(options["organization"]),
                dry_run=options["dry_run"],
            )
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        except Unreadable as error:
            raise CommandError(f"{path} can't be loaded, nothing is stored:\n{error}") from error
        except NotLoadable as error:
            raise CommandError(f"{path}: {error}") from error
        for line in difference.lines():
            self.stdout.write(line)
        if options["dry_run"]:
            self.stdout.write("this was a dry run, nothing is stored")


def _organization(slug: str) -> Organization | None:
    if not slug:
        return None
    try:
        return Organization.objects.get(slug=slug)
    except Organization.DoesNotExist as error:
        raise CommandError(f"there is no organization {slug!r}") from error
