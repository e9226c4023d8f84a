from django.db import transaction

from accounts.models import User
from portal.journal.recording import record
from portal.lib.locks import lock


@transaction.atomic
def change_profile(user: User, *, full_name: str, language: str, actor: User) -> None:
    """The name in future cases and letters; what was submitted keeps the name it was submitted with."""
    locked = lock(User.objects.select_related("person"), pk=user.pk)
    locked.person.full_name = full_name
    locked.person.save(update_fields=["full_name"])
    locked.language = language
    locked.save(update_fields=["language"])
    record("account.changed", actor_id=actor.pk)
