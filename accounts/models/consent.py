from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.user import User
from portal.lib.models import Row, protect


class Consent(Row):
    """A person agreed to a text: which wording, when, in which language they read it."""

    user = protect(User, related_name="consents", verbose_name=_("account"))
    kind = models.CharField(_("what was agreed to"), max_length=40)
    version = models.CharField(_("version of the text"), max_length=40)
    digest = models.CharField(_("digest of the text"), max_length=64)
    language = models.CharField(_("language"), max_length=2)
    given_at = models.DateTimeField(_("given at"))

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            models.UniqueConstraint(fields=["user", "kind", "digest"], name="one_consent_per_text"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.version}"
