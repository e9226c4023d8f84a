"""PDFs of submitted forms: a person asks, a worker renders, once."""

import logging

from celery import current_app
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from applications.actions.drafting import FORM
from applications.documents import rendering
from applications.models import Application, Document, Snapshot
from applications.sealing import Seal
from applications.uploads import objects
from portal.lib.exceptions import Refused
from portal.lib.waking import wake

logger = logging.getLogger(__name__)

KIND = "application"
FOLDER = "documents"
TASK = "applications.render_documents"
EXPIRES = 60  # seconds; a task that wasn't taken by then is dropped: beat sends the next one
MOST_ATTEMPTS = 5


def ask_for_document(application: Application, *, actor: User, language: str) -> Document:
    """The PDF of what was submitted last; asking again gives the same one, with new attempts where it was given up.

    Raises Refused while nothing is submitted.
    """
    snapshots = Snapshot.objects.filter(filing__application=application, filing__purpose=FORM).defer("blob")
    snapshot = snapshots.order_by("-pk").first()
    if snapshot is None:
        raise Refused(_("There will be a PDF once you have submitted this form."))
    with transaction.atomic():
        document, _created = Document.objects.get_or_create(
            snapshot=snapshot,
            kind=KIND,
            language=language,
            defaults={"number": _number(application, snapshot, language)},
        )
        if not document.is_ready:
            Document.objects.filter(pk=document.pk, attempts__gte=MOST_ATTEMPTS).update(attempts=0)
            transaction.on_commit(wake_rendering, robust=True)
    return document


def _number(application: Application, snapshot: Snapshot, language: str) -> str:
    """26-7K3QF-4-kk; from the second round on 26-7K3QF-4-2-kk."""
    again = f"-{snapshot.round}" if snapshot.round > 1 else ""
    return f"{application.number}{again}-{language}"


def wake_rendering() -> None:
    wake(current_app.signature(TASK, options={"expires": EXPIRES}))


def render_waiting() -> int:
    """Renders what was asked for; gives how many came out. Several workers may do this at once."""
    tried: list[int] = []
    done = 0
    while (document := _next_waiting(tried)) is not None:
        tried.append(document.pk)
        try:
            done += _render(document.pk)
        except Exception:
            logger.exception(
                "the document %s couldn't be rendered, attempt %d of %d", document.pk, document.attempts, MOST_ATTEMPTS
            )
    return done


@transaction.atomic
def _next_waiting(tried: list[int]) -> Document | None:
    """The attempt is counted before it is made: a document that takes its worker down is given up as well."""
    waiting = Document.objects.filter(object_key="", attempts__lt=MOST_ATTEMPTS).exclude(pk__in=tried)
    document = waiting.select_for_update(skip_locked=True).order_by("attempts", "pk").first()
    if document is not None:
        document.attempts += 1
        document.save(update_fields=["attempts"])
    return document


def _render(pk: int) -> bool:
    """Under the row's lock, so that there is one object; False when another worker has the document in hand."""
    key = ""
    try:
        with transaction.atomic():
            rows = rendering.documents().select_for_update(of=("self",), skip_locked=True)
            document = rows.filter(pk=pk, object_key="").first()
            if document is None:
                return False
            pdf, document.sha256 = rendering.render(document)
            application = document.snapshot.filing.application
            key = objects.write(FOLDER, application, ContentFile(Seal(application).seal(pdf)))
            document.object_key = key
            document.save(update_fields=["object_key", "sha256"])
    except BaseException:
        if key:
            objects.discard(key)
        raise
    return True
