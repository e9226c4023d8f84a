from django.db import transaction

from accounts.consents import ConsentText
from accounts.models import Consent, User
from portal.journal.recording import record
from portal.lib import clock


@transaction.atomic
def agree(user: User, *, text: ConsentText, actor: User) -> Consent:
    """Agreeing to the same text again changes nothing."""
    consent, is_new = Consent.objects.get_or_create(
        user=user,
        kind=text.kind,
        digest=text.digest,
        defaults={"version": text.version, "language": text.language, "given_at": clock.now()},
    )
    if is_new:
        record("account.consented", actor_id=actor.pk, data={"kind": text.kind, "version": text.version})
    return consent
