from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from applications.models import Application, Filing
from applications.numbers import new_number
from applications.workflow import note
from portal.lib import clock
from portal.lib.exceptions import Refused
from programs.editions import definition_of
from programs.models import Call, Edition

FORM = "application"
TRIES = 5  # a random number is taken once in millions of cases


def start(call: Call, *, actor: User, ordinal: int, language: str) -> Application:
    """Begins a draft; asked again for the same ordinal (a double click), gives the one that exists."""
    existing = Application.objects.filter(call=call, applicant_person=actor.person_id, ordinal=ordinal).first()
    if existing:
        return existing
    if not call.is_open(clock.now()):
        raise Refused(_("This call isn't open for applications now."))
    if not 1 <= ordinal <= call.per_applicant:
        raise Refused(_("You have already started as many applications as this call allows."))
    for _attempt in range(TRIES):
        try:
            return _create(call, actor=actor, ordinal=ordinal, language=language)
        except IntegrityError:
            existing = Application.objects.filter(call=call, applicant_person=actor.person_id, ordinal=ordinal).first()
            if existing:
                return existing
    raise RuntimeError("no free application number was found")


@transaction.atomic
def _create(call: Call, *, actor: User, ordinal: int, language: str) -> Application:
    now = clock.now()
    application = Application.objects.create(
        call=call,
        organization_id=call.program.organization_id,
        number=new_number(now),
        applicant_person_id=actor.person_id,
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
    return application
