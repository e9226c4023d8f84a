"""What happens to a file after it arrived: it is scanned, and the copy is made that people get."""

import logging
from datetime import timedelta
from typing import IO

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from applications.actions.placing import take_out
from applications.models import Filing, Refusal, Upload, UploadState
from applications.queries import filled_form
from applications.uploads import objects
from applications.workflow import note
from portal.lib import clock
from portal.lib.clamav import ScannerAway, TooLarge
from portal.lib.cleaning import Uncleanable, cleaned
from portal.lib.locks import lock
from portal.lib.waking import wake

logger = logging.getLogger(__name__)

TASK = "applications.vet_files"
EXPIRES = 60  # seconds; a task that wasn't taken by then is dropped: beat sends the next one
MOST_ATTEMPTS = 6
LEASE = timedelta(minutes=6)  # longer than scanning and copying may take
LATER = timedelta(minutes=1)  # and four times longer after each attempt: a storage that is away takes five hours


def wake_vetting() -> None:
    wake(current_app.signature(TASK, options={"expires": EXPIRES}))


def vet_waiting() -> int:
    """Checks what has arrived; gives how many files are through. Several workers may do this at once."""
    _give_up()
    done = 0
    while (upload := _next_waiting()) is not None:
        try:
            _vet(upload)
            done += 1
        except ScannerAway as away:
            # It costs the file nothing, and the next one would fare no better.
            logger.warning("the virus scanner is away (%s): files wait", away)
            _wait(upload, attempts=upload.attempts - 1, pause=LATER)
            break
        except Exception:
            logger.exception("file %d couldn't be checked, attempt %d of %d", upload.pk, upload.attempts, MOST_ATTEMPTS)
            _wait(upload, attempts=upload.attempts, pause=LATER * 4 ** (upload.attempts - 1))
    return done


def _waiting() -> QuerySet[Upload]:
    return Upload.objects.filter(state=UploadState.RECEIVED, detached_at=None)


@transaction.atomic
def _next_waiting() -> Upload | None:
    """The attempt is counted before it is made: a file that takes its worker down is given up as well."""
    rows = _waiting().filter(next_check_at__lte=clock.now(), attempts__lt=MOST_ATTEMPTS)
    rows = rows.select_related("filing__application").select_for_update(of=("self",), skip_locked=True)
    upload = rows.order_by("next_check_at").first()
    if upload is not None:
        upload.attempts += 1
        upload.next_check_at = clock.now() + LEASE
        upload.save(update_fields=["attempts", "next_check_at"])
    return upload


def _wait(upload: Upload, *, attempts: int, pause: timedelta) -> None:
    _waiting().filter(pk=upload.pk).update(attempts=attempts, next_check_at=clock.now() + pause)


def _vet(upload: Upload) -> None:
    application = upload.filing.application
    with objects.open_sealed(application, upload.object_key) as original:
        state, virus = _scanned(original)  # type: ignore[arg-type] # a raw file reads and seeks like any other
        if virus:
            refuse(upload, Refusal.VIRUS, finding=virus)
            return
        try:
            with cleaned(original, upload.mime) as copy:  # type: ignore[arg-type]
                key = objects.write_sealed(application, copy)
        except Uncleanable:
            refuse(upload, Refusal.UNREADABLE)
            return
    kept = _waiting().filter(pk=upload.pk).update(state=state, copy_key=key, checked_at=clock.now())
    if not kept:  # taken off meanwhile
        objects.discard(key)


def _scanned(original: IO[bytes]) -> tuple[UploadState, str]:
    """What the scanner says, and the name of a virus."""
    if settings.SCANNER is None:
        return UploadState.UNSCANNED, ""
    try:
        return UploadState.CLEAN, settings.SCANNER.virus_in(original)
    except TooLarge:
        logger.warning("the virus scanner takes no file of this size: raise its StreamMaxLength")
        return UploadState.UNSCANNED, ""


def refuse(upload: Upload, reason: Refusal, *, finding: str = "") -> None:
    """Nobody gets the file any more. In a form that can still be changed it counts as missing."""
    with transaction.atomic():
        filing = lock(Filing.objects.select_related("application__call"), pk=upload.filing_id)
        refused = _waiting().filter(pk=upload.pk)
        if not refused.update(
            state=UploadState.REFUSED, refused_for=reason, finding=finding[:200], checked_at=clock.now()
        ):
            return
        note(filing.application, "file.refused", actor=None, at=clock.now(), upload=upload.pk, reason=reason)
        if filing.is_editable:
            take_out(filled_form(filing), upload)


def _give_up() -> None:
    for upload in _waiting().filter(next_check_at__lte=clock.now(), attempts__gte=MOST_ATTEMPTS):
        logger.error("file %d is given up: it couldn't be checked %d times", upload.pk, upload.attempts)
        refuse(upload, Refusal.UNREADABLE)
