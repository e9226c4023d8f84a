"""Submitting: everything is checked again under the lock, then frozen."""

from datetime import datetime
from hashlib import sha256
from typing import Any

import rfc8785
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from applications.actions.carrying import is_behind
from applications.actions.saving import refuse_if_closed
from applications.actions.staging import create_stage_runs
from applications.completeness import gaps_of
from applications.freezing import contents
from applications.models import Application, Filing, FilingState, Snapshot
from applications.queries import FilledForm, filled_form, uploads_of
from applications.statuses import Status
from applications.workflow import move
from portal.lib.exceptions import Refused
from portal.lib.locks import lock
from portal.lib.text import fold
from programs.completeness import findings
from programs.definition.form import Form
from programs.evaluation import Evaluation


class Incomplete(Refused):
    """Something is missing or wrong; the check page shows what."""


class ChangedSinceShown(Refused):
    """The answers changed after the page was opened on which the person confirmed them."""


@transaction.atomic
def submit(filing: Filing, *, actor: User, received_at: datetime, seen: str, language: str) -> Snapshot:
    """Submitting twice gives the first snapshot. Raises Closed, Incomplete, ChangedSinceShown."""
    application = lock(
        Application.objects.select_related("call", "applicant_person", "applicant_org"), pk=filing.application_id
    )
    # Without its edition: joined, the row would be gone when the draft has just moved to another one.
    filing = lock(Filing.objects.all(), pk=filing.pk)
    filing.application = application
    existing = filing.snapshots.filter(round=filing.round).first()
    if existing:
        return existing
    refuse_if_closed(filing, received_at)
    if is_behind(filing, received_at):
        raise ChangedSinceShown(_("The form was changed after you opened this page. Please check it again."))
    filled = filled_form(filing)
    if seen != state_digest(filled):
        raise ChangedSinceShown(_("Some answers were changed after you opened this page. Please check them again."))
    filled = filled.tidied()
    evaluation = filled.evaluation()
    _refuse_if_incomplete(filled, evaluation)
    snapshot = _freeze(filled, evaluation, actor=actor, received_at=received_at, language=language)
    filing.state = FilingState.SUBMITTED
    filing.save(update_fields=["state"])
    application.submitted_at = received_at
    application.language = language
    application.next_due_at = None
    application.listed = _listed(filled, evaluation)
    application.search_text = _search_text(application, filled.form)
    application.save(update_fields=["submitted_at", "language", "next_due_at", "listed", "search_text"])
    move(
        application,
        Status.SUBMITTED,
        event="application.submitted",
        actor=actor,
        at=received_at,
        sha256=snapshot.sha256,
    )
    create_stage_runs(application, filled.definition, filing.edition, actor=actor, at=received_at)
    return snapshot


def state_digest(filled: FilledForm) -> str:
    """Stands for exactly the answers that a page showed."""
    revisions = {key: row.revision for key, row in filled.rows.items() if key != filled.form.summary.key}
    return sha256(rfc8785.dumps({"edition": filled.filing.edition_id, "sections": revisions})).hexdigest()[:32]


def _refuse_if_incomplete(filled: FilledForm, evaluation: Evaluation) -> None:
    summary = filled.form.summary
    if gaps_of(filled, evaluation) or findings(summary, filled.answers_of(summary.key), evaluation, at_submission=True):
        raise Incomplete(_("Some answers are missing. They are listed below."))


def _freeze(
    filled: FilledForm, evaluation: Evaluation, *, actor: User, received_at: datetime, language: str
) -> Snapshot:
    plain = rfc8785.dumps(
        contents(filled, evaluation, uploads_of(filled.filing), received_at=received_at, language=language)
    )
    return Snapshot.objects.create(
        filing=filled.filing,
        round=filled.filing.round,
        blob=filled.seal.seal(plain),
        sha256=sha256(plain).hexdigest(),
        edition_id=filled.filing.edition_id,
        language=language,
        by=actor,
        received_at=received_at,
    )


def _listed(filled: FilledForm, evaluation: Evaluation) -> dict[str, Any]:
    """Answers that staff see in lists; sensitive ones never are."""
    found = {}
    for section in filled.form.sections:
        values = filled.answers_of(section.key).values | evaluation.computed
        for question in evaluation.asked(section):
            if question.listed and not question.sensitive and values.get(question.key) is not None:
                found[question.key] = values[question.key]
    return found


def _search_text(application: Application, form: Form) -> str:
    words = [application.number, application.number.replace("-", ""), str(application.applicant)]
    for key, value in application.listed.items():
        words.append(form.questions[key].type.words(form.questions[key], value))
    return fold(" ".join(words))
