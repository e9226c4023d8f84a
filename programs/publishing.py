from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from portal.journal.recording import record
from portal.lib import clock
from portal.lib.exceptions import Refused
from portal.lib.locks import lock
from programs.definition.document import Definition
from programs.definition.faults import faults
from programs.models import Call, Edition


class NotPublishable(Refused):
    """The working copy has faults; `check_program` lists those of a file."""


@transaction.atomic
def publish(call: Call, *, actor: User | None) -> Edition:
    """Freezes the working copy as the call's next edition; the current one again when nothing changed."""
    call = lock(Call.objects.select_related("program", "current_edition"), pk=call.pk)
    definition = Definition.model_validate(call.draft.definition)
    if found := faults(definition):
        raise NotPublishable(_("The definition has faults: %(first)s") % {"first": found[0].message})
    current: Edition | None = call.current_edition
    if current and current.digest == definition.digest():
        return current
    edition = Edition.objects.create(
        call=call,
        number=current.number + 1 if current else 1,
        definition=definition.dump(),
        digest=definition.digest(),
        published_at=clock.now(),
        published_by=actor,
    )
    call.current_edition = edition
    call.save(update_fields=["current_edition"])
    record(
        "edition.published",
        actor_id=actor.pk if actor else None,
        organization_id=call.program.organization_id,
        call_id=call.pk,
        data={"number": edition.number, "digest": edition.digest},
    )
    return edition
