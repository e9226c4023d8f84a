"""Earlier answers that no question takes any more, kept beside the section."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from applications import sealing
from applications.actions.saving import refuse_if_closed
from applications.models import Filing, FilingSection, Upload
from applications.queries import FilledForm
from portal.lib.locks import lock
from programs.definition.asides import Aside


def set_aside(filled: FilledForm, aside: dict[str, list[Aside]], number: int) -> int:
    """Beside what stands there already; gives how many. Files are named, so that they can be told apart later."""
    uploads = {pk for found in aside.values() for entry in found for pk in entry.uploads}
    names = dict(Upload.objects.filter(pk__in=uploads).values_list("pk", "name")) if uploads else {}
    for key, found in aside.items():
        row = filled.rows.get(key) or filled.rows.setdefault(key, FilingSection(filing=filled.filing, key=key))
        row.set_aside = row.set_aside | dict(_entries(found, row.set_aside, number, names, filled))
    return sum(map(len, aside.values()))


def _entries(
    found: Iterable[Aside], there: dict[str, Any], number: int, names: dict[int, str], filled: FilledForm
) -> Iterable[tuple[str, Any]]:
    for entry in found:
        name, again = f"{entry.path}@{number}", 1
        while name in there:
            again += 1
            name = f"{entry.path}@{number}.{again}"
        files = [names[pk] for pk in entry.uploads if pk in names]
        yield name, sealing.aside_hidden(entry, filled.seal, number=number, files=files)


def news(aside: dict[str, list[Aside]], filled: FilledForm) -> dict[str, list[Aside]]:
    """Without what says the same as an entry that stands there already."""
    fresh = {}
    for home, found in aside.items():
        row = filled.rows.get(home)
        there = sealing.asides_revealed(row.set_aside, filled.seal).values() if row else []
        known = {(entry["path"], entry["text"]["kk"]) for entry in there}
        fresh[home] = [entry for entry in found if (entry.path, entry.text.kk) not in known]
    return {home: found for home, found in fresh.items() if found}


@transaction.atomic
def dismiss(filing: Filing, section_key: str, name: str, *, received_at: datetime) -> None:
    """The person needs it no longer: it isn't shown any more, and its files are taken off. Raises Closed."""
    filing = lock(Filing.objects.select_related("application__call"), pk=filing.pk)
    refuse_if_closed(filing, received_at)
    row = FilingSection.objects.filter(filing=filing, key=section_key).first()
    if row is None or name not in row.set_aside or "dismissed" in row.set_aside[name]:
        return
    row.set_aside[name]["dismissed"] = received_at.isoformat()
    row.save(update_fields=["set_aside"])
    files = filing.uploads.filter(pk__in=row.set_aside[name]["uploads"], detached_at=None)
    files.update(detached_at=received_at)
