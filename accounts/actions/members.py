"""Who works for an organization. At least one owner always remains."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Membership, Organization, Role, User
from accounts.roles import Act, can
from portal.journal.recording import record
from portal.lib.exceptions import Refused
from portal.lib.locks import lock


@transaction.atomic
def add_member(organization: Organization, *, user: User, role: str, actor: User) -> Membership:
    _manage(organization.pk, actor)
    if Membership.objects.filter(organization=organization, user=user).exists():
        raise Refused(_("This person is a member already."))
    membership = Membership.objects.create(organization=organization, user=user, role=role)
    _record("membership.added", membership, actor)
    return membership


@transaction.atomic
def change_role(membership: Membership, *, role: str, actor: User) -> Membership:
    _manage(membership.organization_id, actor)
    current = Membership.objects.get(pk=membership.pk)
    if current.role == role:
        return current
    _keep_an_owner(current)
    current.role = role
    current.save(update_fields=["role"])
    _record("membership.changed", current, actor)
    return current


@transaction.atomic
def remove_member(membership: Membership, *, actor: User) -> None:
    _manage(membership.organization_id, actor)
    current = Membership.objects.get(pk=membership.pk)
    _keep_an_owner(current)
    _record("membership.removed", current, actor)
    current.delete()


def _manage(organization_id: int, actor: User) -> None:
    """Locks the organization, so that two owners can't remove each other at the same time."""
    lock(Organization.objects.all(), pk=organization_id)
    if not can(actor, Act.MANAGE_MEMBERS, organization_id):
        raise Refused(_("Only an owner of the organization may change its members."))


def _keep_an_owner(membership: Membership) -> None:
    owners = Membership.objects.filter(
        organization_id=membership.organization_id, role=Role.OWNER, user__is_active=True
    )
    if membership.role == Role.OWNER and not owners.exclude(pk=membership.pk).exists():
        raise Refused(_("An organization needs an owner: make somebody else an owner first."))


def _record(kind: str, membership: Membership, actor: User) -> None:
    record(
        kind,
        actor_id=actor.pk,
        organization_id=membership.organization_id,
        data={"user": membership.user_id, "role": membership.role},
    )
