import uuid
from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils.translation import get_language

from portal.lib import clock
from portal.outbox import actions
from portal.outbox.models import Message
from portal.outbox.tasks import wake_delivery


class OutboxBackend(BaseEmailBackend):
    """What Django and its apps send becomes letters of the outbox, one for each recipient: in the same transaction as
    everything else, and urgent, since these are the mails of signing up, signing in and resetting a password."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for mail in email_messages:
            for address in mail.recipients():
                actions.enqueue(_letter(mail, address))
        transaction.on_commit(wake_delivery, robust=True)
        return len(email_messages)


def _letter(mail: EmailMessage, address: str) -> Message:
    text, html = _bodies(mail)
    return Message(
        dedupe_key=f"mail:{uuid.uuid4().hex}",
        address=address,
        language=(get_language() or settings.LANGUAGE_CODE)[:2],
        sender=mail.from_email,
        reply_to=", ".join(mail.reply_to),
        subject=str(mail.subject),
        text=text,
        html=html,
        headers=dict(mail.extra_headers),
        is_urgent=True,
        # A link for setting a password works no longer than this.
        expires_at=clock.now() + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT),
    )


def _bodies(mail: EmailMessage) -> tuple[str, str]:
    if mail.attachments:
        raise ValueError("the outbox carries no attachments")
    body = str(mail.body)
    if mail.content_subtype == "html":
        return "", body
    alternatives = mail.alternatives if isinstance(mail, EmailMultiAlternatives) else []
    return body, next((str(content) for content, kind in alternatives if kind == "text/html"), "")
