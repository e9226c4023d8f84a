"""Files that nobody needs any more leave the storage; what is missing there is reported."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from applications.models import Document, Snapshot, Upload, UploadState
from applications.snapshots import open_snapshot
from applications.uploads import objects

logger = logging.getLogger(__name__)
GRACE = timedelta(days=14)  # after a file was taken off or refused: time for a person to say that it was a mistake
FRESH = timedelta(days=1)  # an object is written before its row is committed


@dataclass
class Swept:
    detached: list[int] = field(default_factory=list)  # uploads that went with their objects
    unknown: list[str] = field(default_factory=list)  # objects without a row, which went
    missing: list[str] = field(default_factory=list)  # objects that rows name and that aren't there: reported alone


def sweep_files(now: datetime, *, dry_run: bool = False) -> Swept:
    """Deletes what isn't needed, or with `dry_run` only says what would be. May be broken off and repeated."""
    swept = Swept()
    for upload in _unneeded(now):
        swept.detached.append(upload.pk)
        if not dry_run:
            upload.delete()  # first, since an object without a row is found by the next sweep
            for key in filter(None, (upload.object_key, upload.copy_key)):
                objects.discard(key)
    known = set(_keys())
    found = set()
    for key, written_at in objects.stored():
        found.add(key)
        # Asked once more, because a file may have arrived after the rows were read.
        if key not in known and written_at < now - FRESH and not _is_known(key):
            swept.unknown.append(key)
            if not dry_run:
                objects.discard(key)
    swept.missing = [key for key in sorted(known - found) if _is_known(key)]
    for key in swept.missing:
        logger.error("the object %s is missing from the storage", key)
    return swept


def _unneeded(now: datetime) -> Iterator[Upload]:
    limit = now - GRACE
    rows = Upload.objects.filter(Q(detached_at__lt=limit) | Q(state=UploadState.REFUSED, checked_at__lt=limit))
    filing, submitted = None, set[int]()
    for upload in rows.order_by("filing_id", "pk").iterator():
        if upload.filing_id != filing:
            filing, submitted = upload.filing_id, _submitted(upload.filing_id)
        if upload.pk not in submitted:
            yield upload


def _submitted(filing_id: int) -> set[int]:
    """Files that some snapshot of the filing names: what was submitted stays."""
    snapshots = Snapshot.objects.filter(filing=filing_id).select_related("filing__application")
    return {pk for snapshot in snapshots for pk in open_snapshot(snapshot).uploads}


def _keys() -> Iterator[str]:
    for rows, name in _columns():
        yield from rows.exclude(**{name: ""}).values_list(name, flat=True).iterator()


def _is_known(key: str) -> bool:
    return any(rows.filter(**{name: key}).exists() for rows, name in _columns())


def _columns() -> list[tuple[QuerySet[Upload] | QuerySet[Document], str]]:
    uploads = Upload.objects.all()
    return [(uploads, "object_key"), (uploads, "copy_key"), (Document.objects.all(), "object_key")]
