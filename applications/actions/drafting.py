"""Beginning a case: by a person for themselves, or for an organization they are an editor of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from accounts.editing import is_editor
from accounts.models import Organization, User
from applications.actions.copying import copy_answers
from applications.actions.prefilling import prefill
from applications.models import Application, Filing
from applications.numbers import new_number
from applications.workflow import note
from portal.lib import clock
from portal.lib.exceptions import Refused
from programs.editions import definition_of
from programs.models import Call, Edition
from programs.models.call import Noun

FORM = "application"
TRIES = 5  # a random number is taken once in millions of cases
NO_MORE = {
    Noun.APPLICATION: pgettext_lazy(
        "application", "You have already started as many applications as this call allows."
    ),
    Noun.STATEMENT: pgettext_lazy("statement", "You have already started as many applications as this call allows."),
}


@dataclass(frozen=True)
class Beginning:
    """What a new case begins with, besides an empty form."""

    earlier: Application | None = None  # whose answers are copied
    eligibility: Mapping[str, Any] = field(default_factory=dict)  # what was answered before there was a case


def start(
    call: Call,
    *,
    actor: User,
    ordinal: int,
    language: str,
    organization: Organization | None = None,
    beginning: Beginning | None = None,
) -> Application:
    """Begins a draft; asked again for the same applicant and ordinal (a double click), gives the one that exists."""
    _refuse_applicant(call, actor, organization)
    applicant = {"applicant_org": organization} if organization else {"applicant_person": actor.person}
    existing = Application.objects.filter(call=call, ordinal=ordinal, **applicant)
    if found := existing.first():
        return found
    if not call.is_open(clock.now()):
        raise Refused(_("This call isn't open for applications now."))
    if not 1 <= ordinal <= call.per_applicant:
        raise Refused(NO_MORE[Noun(call.noun)])
    for _attempt in range(TRIES):
        try:
            return _create(
                call, applicant, actor=actor, ordinal=ordinal, language=language, beginning=beginning or Beginning()
            )
        except IntegrityError:
            if found := existing.first():
                return found
    raise RuntimeError("no free application number was found")


def _refuse_applicant(call: Call, actor: User, organization: Organization | None) -> None:
    if organization and not is_editor(actor, organization):
        raise Refused(_("Only editors of the organization may do this."))
    if organization and not call.for_organizations:
        raise Refused(_("Here people apply for themselves, not for an organization."))
    if not organization and not call.for_people:
        raise Refused(_("Here organizations apply: choose one, or add yours."))


@transaction.atomic
def _create(
    call: Call, applicant: Mapping[str, Any], *, actor: User, ordinal: int, language: str, beginning: Beginning
) -> Application:
    now = clock.now()
    application = Application.objects.create(
        call=call,
        organization_id=call.program.organization_id,
        number=new_number(now),
        **applicant,
        created_by=actor,
        ordinal=ordinal,
        language=language,
        next_due_at=call.closes_at,
        wrapped_key=settings.DATA_KEYS.new_wrapped_key(),
    )
    edition: Edition = call.current_edition
    filing = Filing(application=application, purpose=FORM, form_key=FORM, edition=edition)
    if definition_of(edition.pk).forms[FORM].gate is None:
        filing.gate_passed_at = now
    filing.save()
    note(application, "application.started", actor=actor, at=now)
    if beginning.earlier:
        copy_answers(beginning.earlier, filing, actor=actor)
    prefill(filing, eligibility=beginning.eligibility)
    return application
