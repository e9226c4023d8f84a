"""Letters about accounts that no flow of allauth sends."""

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from accounts.models import Invitation


def send_invitation(invitation: Invitation) -> None:
    """In the language of whoever has the address; in the inviting person's where nobody has it yet."""
    known = EmailAddress.objects.filter(email=invitation.email, verified=True).select_related("user").first()
    language = known.user.language if known else translation.get_language()
    with translation.override(language):
        context = {
            "organization": invitation.organization,
            "by": invitation.by,
            "link": settings.SITE_URL + reverse("organizations"),
            "site_url": settings.SITE_URL,
        }
        get_adapter().render_mail("account/email/editor_invitation", invitation.email, context).send()
