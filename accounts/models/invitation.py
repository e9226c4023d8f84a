from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.organization import Organization
from accounts.models.user import User
from portal.lib.models import Row, protect


class Invitation(Row):
    """To fill in an organization's applications; for whoever has confirmed the address, answered once."""

    organization = protect(Organization, related_name="invitations", verbose_name=_("organization"))
    email = models.EmailField(_("email address"))
    by = protect(User, related_name="+", verbose_name=_("invited by"))
    answered_at = models.DateTimeField(null=True)
    answered_by = protect(User, null=True, related_name="+")

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "email"],
                condition=Q(answered_at__isnull=True),
                name="one_open_invitation_per_address",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organization}: {self.email}"
