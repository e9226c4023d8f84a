from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from accounts.scopes import OrganizationRows
from portal.lib.models import Row, protect


class Program(Row):
    """What an organization offers; a program with a parent is one of its initiatives."""

    organization = protect(Organization, related_name="programs", verbose_name=_("organization"))
    parent = protect("self", null=True, blank=True, related_name="initiatives", verbose_name=_("program it belongs to"))
    slug = models.SlugField(_("address on the portal"), unique=True)
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("summary"), blank=True, help_text=_("One or two sentences for lists."))
    description = models.TextField(_("description"), blank=True)
    contact_email = models.EmailField(_("email for questions"), blank=True)
    contact_phone = models.CharField(_("phone for questions"), max_length=40, blank=True)
    sort_key = models.IntegerField(_("place in lists"), default=0)

    objects = OrganizationRows["Program"].as_manager()

    class Meta:
        verbose_name = _("program")
        verbose_name_plural = _("programs")
        ordering = ["sort_key", "slug"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("program", args=[self.slug])


class CallType(Row):
    """An organization's own kind of call: competitive grants, travel grants, …"""

    organization = protect(Organization, related_name="call_types", verbose_name=_("organization"))
    key = models.SlugField(_("key"), max_length=40)
    title = models.CharField(_("title"), max_length=120)
    sort_key = models.IntegerField(_("place in lists"), default=0)

    objects = OrganizationRows["CallType"].as_manager()

    class Meta:
        verbose_name = _("call type")
        verbose_name_plural = _("call types")
        ordering = ["sort_key", "key"]
        constraints = [models.UniqueConstraint(fields=["organization", "key"], name="one_call_type_per_key")]

    def __str__(self) -> str:
        return self.title
