"""Who fills in the applications of an organization: its editors, who have no rights over what it grants."""

from allauth.account.models import EmailAddress
from django.db.models import QuerySet

from accounts.models import Invitation, Organization, Role, User


def edited_by(user: User) -> QuerySet[Organization]:
    return Organization.objects.filter(memberships__user=user, memberships__role=Role.EDITOR)


def is_editor(user: User, organization: Organization) -> bool:
    return edited_by(user).filter(pk=organization.pk).exists()


def open_invitations(user: User) -> QuerySet[Invitation]:
    """To addresses that the person has confirmed."""
    confirmed = EmailAddress.objects.filter(user=user, verified=True).values("email")
    return Invitation.objects.filter(email__in=confirmed, answered_at__isnull=True).select_related(
        "organization", "by__person"
    )
