from django.db import transaction

from accounts.actions.consenting import agree
from accounts.consents import ConsentText
from accounts.models import User
from portal.journal.recording import record


@transaction.atomic
def sign_up(email: str, *, password: str, full_name: str, language: str, consent: ConsentText) -> User:
    """The account, its person and the consent; the letter is sent by whoever calls. Nobody acts but the new person."""
    user = User.objects.create_user(email, password, full_name=full_name, language=language)
    record("account.created", actor_id=user.pk)
    agree(user, text=consent, actor=user)
    return user
