from django.contrib import admin

from portal.lib.admin import TechnicalModelAdmin, site
from portal.outbox.models import Message


@admin.register(Message, site=site)
class MessageAdmin(TechnicalModelAdmin):
    """What became of each letter. Its text isn't shown: it is between the portal and the recipient."""

    list_display = ["created_at", "address", "subject", "state", "attempt", "next_try_at", "sent_at", "last_error"]
    list_filter = ["state", "is_urgent", "language"]
    search_fields = ["=address", "=message_id"]
    ordering = ["-id"]
    fields = [
        "address",
        "sender",
        "reply_to",
        "subject",
        "language",
        "is_urgent",
        "state",
        "attempt",
        "next_try_at",
        "expires_at",
        "sent_at",
        "last_error",
        "message_id",
    ]
