"""From the lines of a file to the items of a reference list: the file is the whole list, what it lacks has ended."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import Organization
from portal.lib import clock, paths
from programs.definition.base import Text
from programs.models import ReferenceItem, ReferenceList
from programs.reference_files import Line

AT_ONCE = 2000
COMPARED = ("title_kk", "title_ru", "path", "data", "valid_from", "valid_until")
MOST_SHOWN = 20

NEW_WORDS = """
    INSERT INTO programs_referenceword (reference_list_id, word)
    SELECT DISTINCT reference_list_id, word FROM programs_referenceitem, unnest(words) AS word
     WHERE reference_list_id = %s AND word <> ''
    ON CONFLICT DO NOTHING
"""


class NotLoadable(Exception):
    """The portal holds something else under this key; nothing was stored."""


@dataclass
class Difference:
    """What a load changes (or, in a dry run, would change)."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        found = []
        for word, items in (("added", self.added), ("changed", self.changed), ("ended", self.ended)):
            if items:
                found.append(f"{word} {len(items)}")
                found += [f"  {item}" for item in items[:MOST_SHOWN]]
                found += [f"  … and {len(items) - MOST_SHOWN} more"] if len(items) > MOST_SHOWN else []
        return found or ["nothing changed"]


@transaction.atomic
def load_list(
    key: str,
    lines: list[Line],
    *,
    title: Text | None = None,
    organization: Organization | None = None,
    day: date | None = None,
    dry_run: bool = False,
) -> Difference:
    """Loading the same lines again changes nothing; one load at a time for each list. Raises NotLoadable.

    `lines` come as `read_file` gives them, those at the top first.
    """
    found = _list(key, title, organization, dry_run=dry_run)
    before = {item.code: item for item in ReferenceItem.objects.filter(reference_list=found)} if found.pk else {}
    difference = Difference()
    new: list[Line] = []
    changed: list[ReferenceItem] = []
    for line in lines:
        item = before.get(line.code)
        if item is None:
            new.append(line)
            difference.added.append(f"{line.code} {line.title_kk}")
        elif told := _told(item, line):
            difference.changed.append(f"{line.code} {told}")
            changed.append(_changed(item, line))
    ended = list(_ended(before, {line.code for line in lines}, day or timezone.localdate()))
    difference.ended += [f"{item.code} {item.title_kk}" for item in ended]
    if not dry_run:
        _write(found, before, new, changed, ended)
    return difference


def _list(key: str, title: Text | None, organization: Organization | None, *, dry_run: bool) -> ReferenceList:
    found = ReferenceList.objects.select_for_update().filter(key=key).first()
    if found is None:
        if not paths.KEY.fullmatch(key):
            raise NotLoadable(f"{key!r} can't be a key: small Latin letters, digits and _, beginning with a letter")
        if title is None or title.missing:
            raise NotLoadable(f"there is no list {key!r} yet: give its titles to make one")
        found = ReferenceList(key=key, title_kk=title.kk, title_ru=title.ru, organization=organization)
        if not dry_run:
            found.save()
    elif organization and found.organization_id != organization.pk:
        raise NotLoadable(f"the list {key!r} doesn't belong to {organization.slug}")
    return found


def _told(item: ReferenceItem, line: Line) -> str:
    """Which columns differ, in words."""
    told = [
        f"{name}: {_shown(getattr(item, name))} → {_shown(getattr(line, name))}"
        for name in COMPARED
        if getattr(item, name) != getattr(line, name)
    ]
    return "; ".join(told)


def _shown(value: Any) -> str:
    return " / ".join(value) if isinstance(value, list) else str(value or "—")


def _changed(item: ReferenceItem, line: Line) -> ReferenceItem:
    for name in (*COMPARED, "level"):
        setattr(item, name, getattr(line, name))
    return item


def _ended(before: dict[str, ReferenceItem], still_there: set[str], day: date) -> Iterable[ReferenceItem]:
    """Yesterday was their last day; of what would have begun later, too."""
    yesterday = day - timedelta(days=1)
    for code, item in before.items():
        if code not in still_there and (item.valid_until is None or item.valid_until > yesterday):
            item.valid_until = yesterday
            if item.valid_from and item.valid_from > yesterday:
                item.valid_from = yesterday
            yield item


def _write(
    found: ReferenceList,
    before: dict[str, ReferenceItem],
    new: list[Line],
    changed: list[ReferenceItem],
    ended: list[ReferenceItem],
) -> None:
    ids = {code: item.pk for code, item in before.items()}
    for level in sorted({line.level for line in new}):
        made = [
            ReferenceItem(
                reference_list=found, code=line.code, parent_id=ids.get(line.parent), level=level,
                **{name: getattr(line, name) for name in COMPARED},
            )
            for line in new if line.level == level
        ]  # fmt: skip
        ids |= {item.code: item.pk for item in ReferenceItem.objects.bulk_create(made, batch_size=AT_ONCE)}
    for item in changed:
        item.parent_id = ids[item.path[-1]] if item.path else None
    ReferenceItem.objects.bulk_update(changed, [*COMPARED, "level", "parent"], batch_size=AT_ONCE)
    ReferenceItem.objects.bulk_update(ended, ["valid_from", "valid_until"], batch_size=AT_ONCE)
    with connection.cursor() as cursor:
        cursor.execute(NEW_WORDS, [found.pk])
    if new or changed or ended:
        found.loaded_at = clock.now()
        found.save(update_fields=["loaded_at"])
