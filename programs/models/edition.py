from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.scopes import OrganizationRows
from portal.lib.models import Row, protect
from programs.models.call import Call


class EditionQuerySet(OrganizationRows["Edition"]):
    organization_path = "call__program__organization"


class Edition(Row):
    """The frozen definition of a call; a trigger refuses every change."""

    call = protect(Call, related_name="editions", verbose_name=_("call"))
    number = models.PositiveIntegerField(_("number"))
    definition = models.JSONField(_("definition"))
    digest = models.CharField(_("digest"), max_length=64)
    published_at = models.DateTimeField(_("published at"))
    published_by = protect(User, null=True, blank=True, related_name="+", verbose_name=_("published by"))

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["call", "number"]
        constraints = [models.UniqueConstraint(fields=["call", "number"], name="one_edition_per_number")]

    def __str__(self) -> str:
        return f"{self.call} · {self.number}"
