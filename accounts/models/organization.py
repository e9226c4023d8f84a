from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models.user import User
from accounts.roles import Act, Role, Visitor
from accounts.scopes import OrganizationRows
from portal.lib.models import Row, protect


class OrganizationQuerySet(OrganizationRows["Organization"]):
    organization_path = "id"


class Organization(Row):
    """Grants or applies; in two languages."""

    slug = models.SlugField(_("address on the portal"), unique=True)
    title = models.CharField(_("title"), max_length=200)
    sort_key = models.IntegerField(_("place in lists"), default=0)
    bin = models.CharField(_("BIN"), max_length=12, unique=True, null=True, blank=True)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        ordering = ["sort_key", "slug"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Where its editors find each other."""
        return reverse("organization", args=[self.slug])


class MembershipQuerySet(OrganizationRows["Membership"]):
    def visible_to(self, user: Visitor, act: Act | None = None) -> "MembershipQuerySet":
        """Who works where is for those who manage it."""
        return super().visible_to(user, act or Act.MANAGE_MEMBERS)


class Membership(Row):
    """What a person may do for an organization."""

    organization = protect(Organization, related_name="memberships", verbose_name=_("organization"))
    user = protect(User, related_name="memberships", verbose_name=_("account"))
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [models.UniqueConstraint(fields=["organization", "user"], name="one_role_per_organization")]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"
