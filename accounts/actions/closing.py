from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from portal.journal.recording import record
from portal.lib.exceptions import Refused
from portal.lib.locks import lock


@transaction.atomic
def set_active(user: User, *, is_active: bool, actor: User) -> None:
    """A closed account keeps everything; its owner is signed out at the next request and can't sign in."""
    locked = lock(User.objects.all(), pk=user.pk)
    if locked.is_active == is_active:
        return
    if locked == actor:
        raise Refused(_("You can't close your own account."))
    locked.is_active = is_active
    locked.save(update_fields=["is_active"])
    record("account.opened" if is_active else "account.closed", actor_id=actor.pk, data={"user": user.pk})
