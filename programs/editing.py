"""The working copy of a call, as staff edit it: a text in the layout of program files."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import role_in
from portal.journal.recording import record
from portal.lib.exceptions import Refused
from portal.lib.locks import lock
from programs.definition.document import Definition, digest
from programs.definition.plain import plain
from programs.definition.writing import write
from programs.models import Call, CallDraft


class EditedMeanwhile(Refused):
    """Somebody else saved the working copy since the page was opened; nothing was stored."""

    def __init__(self, draft: CallDraft) -> None:
        super().__init__(_("Somebody saved the working copy after you opened it. Nothing of yours is stored yet."))
        self.draft = draft


def written(draft: CallDraft) -> str:
    """Raises pydantic's ValidationError when what is stored is no definition."""
    return write(plain(Definition.model_validate(draft.definition)))


@transaction.atomic
def edit(call: Call, definition: Definition, *, base_revision: int, actor: User) -> CallDraft:
    """The definition may have faults: they only stand in the way of publishing. Raises EditedMeanwhile."""
    draft = lock(CallDraft.objects.select_related("call__program"), call=call)
    new, organization = definition.dump(), draft.call.program.organization_id
    if digest(new) == digest(draft.definition):
        return draft
    if draft.revision != base_revision:
        raise EditedMeanwhile(draft)
    draft.definition, draft.edited_by = new, actor
    draft.revision += 1
    draft.save(update_fields=["definition", "edited_by", "revision", "edited_at"])
    record(
        "call.edited",
        actor_id=actor.pk,
        role=role_in(actor, organization),
        organization_id=organization,
        call_id=draft.call_id,
        data={"revision": draft.revision},
    )
    return draft
