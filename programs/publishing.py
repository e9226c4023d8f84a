"""From the working copy of a call to its next edition."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from pydantic import ValidationError

from accounts.models import Role, User
from accounts.roles import role_in
from portal.journal.recording import record
from portal.lib import clock
from portal.lib.exceptions import Refused
from portal.lib.locks import lock
from programs.consequences import Affected, affected_by
from programs.definition.compare import compare
from programs.definition.document import Definition
from programs.definition.faults import faults
from programs.definition.rule_faults import Fault
from programs.lists_in_use import list_faults
from programs.models import Call, CallDraft, Edition

LAST_HOURS = timedelta(hours=24)


class NotPublishable(Refused):
    """The working copy has faults; `check_program` lists those of a file."""


class TooLate(Refused):
    """The call is about to close, and the changes do more than add."""


class ChangedMeanwhile(Refused):
    """The working copy or the edition isn't what the page showed."""


@transaction.atomic
def publish(call: Call, *, actor: User | None, confirmed: bool = False, seen: str = "") -> Edition:
    """Freezes the working copy as the call's next edition; the current one again when nothing changed.

    `seen` is the state that a person agreed to; `confirmed`, that they know how soon the call closes. Without an actor
    it is somebody at the server's own console. Raises NotPublishable, TooLate, ChangedMeanwhile.
    """
    # Without its edition: joined, it would be the one from before another publication that this one waited for.
    call = lock(Call.objects.select_related("program"), pk=call.pk)
    draft = CallDraft.objects.get(call=call)
    if seen and seen != state_of(draft, call):
        raise ChangedMeanwhile(_("Something was changed since you opened this page. Please look at it again."))
    definition = _checked(draft, call)
    current: Edition | None = call.current_edition
    if current and current.digest == definition.digest():
        return current
    now = clock.now()
    is_late = current is not None and takes_something(current, definition) and is_closing(call, now)
    if is_late and not (confirmed and may_confirm(actor, call)):
        raise TooLate(
            _("Less than 24 hours are left, and these changes don't only add something. The owner has to confirm them.")
        )
    affected = affected_by(call, definition) if current else Affected()
    edition = Edition.objects.create(
        call=call,
        number=current.number + 1 if current else 1,
        definition=definition.dump(),
        digest=definition.digest(),
        published_at=now,
        published_by=actor,
    )
    call.current_edition = edition
    call.save(update_fields=["current_edition"])
    data = {"number": edition.number, "digest": edition.digest, "drafts": affected.drafts, "losing": affected.losing}
    record(
        "edition.published",
        actor_id=actor.pk if actor else None,
        role=role_in(actor, call.program.organization_id) if actor else "",
        organization_id=call.program.organization_id,
        call_id=call.pk,
        data=data | ({"confirmed": True} if is_late else {}),
    )
    return edition


def state_of(draft: CallDraft, call: Call) -> str:
    """Stands for exactly the working copy and the edition that a page compared."""
    return f"{draft.revision}-{call.current_edition_id or 0}"


def is_closing(call: Call, now: datetime) -> bool:
    return call.closes_at - LAST_HOURS <= now <= call.accepts_until


def may_confirm(actor: User | None, call: Call) -> bool:
    """Whether the person may change more than additions in the last hours."""
    if actor is None or actor.is_superuser:
        return True
    return role_in(actor, call.program.organization_id) == Role.OWNER


def takes_something(edition: Edition, definition: Definition) -> bool:
    old = Definition.model_validate(edition.definition)
    return any(not difference.is_additive for difference in compare(old, definition))


def faults_of(definition: Definition, call: Call) -> list[Fault]:
    """What stands in the way; lists that it names have to be there."""
    return [*faults(definition), *list_faults(definition, call.program.organization_id)]


def _checked(draft: CallDraft, call: Call) -> Definition:
    try:
        definition = Definition.model_validate(draft.definition)
    except ValidationError as error:
        raise NotPublishable(_("The definition has faults: %(first)s") % {"first": error.errors()[0]["msg"]}) from error
    if found := faults_of(definition, call):
        raise NotPublishable(_("The definition has faults: %(first)s") % {"first": found[0].message})
    return definition
