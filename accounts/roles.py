"""What each staff role of an organization may do: the whole matrix on one screen."""

from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias, Union

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from accounts.models import User

Visitor: TypeAlias = Union["User", AnonymousUser]


class Role(models.TextChoices):
    OWNER = "owner", _("owner")
    MANAGER = "manager", _("manager")
    OPERATOR = "operator", _("operator")
    REVIEWER = "reviewer", _("reviewer")
    VIEWER = "viewer", _("viewer")
    EDITOR = "editor", _("editor of own applications")


class Act(StrEnum):
    MANAGE_MEMBERS = "manage_members"
    CONFIGURE = "configure"  # calls, definitions, publication, supply
    READ_CASES = "read_cases"
    READ_SENSITIVE = "read_sensitive"
    CASEWORK = "casework"  # return, notes, files, file on behalf
    SCORE = "score"
    DECIDE = "decide"  # decide, publish results, allot
    EXPORT = "export"


# A reviewer reads and scores assigned cases only; the stages that assign them add that right.
MATRIX: dict[Role, frozenset[Act]] = {
    Role.OWNER: frozenset(Act) - {Act.SCORE},
    Role.MANAGER: frozenset(Act) - {Act.SCORE, Act.MANAGE_MEMBERS},
    Role.OPERATOR: frozenset({Act.READ_CASES, Act.READ_SENSITIVE, Act.CASEWORK, Act.EXPORT}),
    Role.REVIEWER: frozenset(),
    Role.VIEWER: frozenset({Act.READ_CASES}),
    Role.EDITOR: frozenset(),
}
STAFF_ROLES = frozenset(Role) - {Role.EDITOR}


def roles_for(act: Act | None) -> frozenset[Role]:
    """Without an act: the roles that belong to an organization's staff at all."""
    return STAFF_ROLES if act is None else frozenset(role for role, acts in MATRIX.items() if act in acts)


def organizations_where(user: Visitor, act: Act | None = None) -> "set[int] | None":
    """Ids of the organizations for which the person may do this; None means all (technical staff)."""
    if not user.is_active:
        return set()
    if user.is_superuser:
        return None
    roles = roles_for(act)
    return {organization for organization, role in user.roles.items() if role in roles}


def can(user: Visitor, act: Act, organization_id: int) -> bool:
    organizations = organizations_where(user, act)
    return organizations is None or organization_id in organizations


def can_somewhere(user: Visitor, act: Act) -> bool:
    return organizations_where(user, act) != set()


def is_staff_anywhere(user: Visitor) -> bool:
    return organizations_where(user) != set()


def role_in(user: "User", organization_id: int) -> str:
    """What the person acts as, for the record."""
    return user.roles.get(organization_id, "technician" if user.is_superuser else "")
