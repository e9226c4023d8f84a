"""What each staff role of an organization may do: the whole matrix on one screen."""

from enum import StrEnum

from accounts.models import Membership, Role, User


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


def roles_for(act: Act) -> list[Role]:
    return [role for role, acts in MATRIX.items() if act in acts]


def organizations_where(user: User, act: Act) -> "set[int] | None":
    """Ids of the organizations for which the person may do this; None means all (technical staff)."""
    if not user.is_active:
        return set()
    if user.is_superuser:
        return None
    rows = Membership.objects.filter(user=user, role__in=roles_for(act))
    return set(rows.values_list("organization_id", flat=True))


def can(user: User, act: Act, organization_id: int) -> bool:
    organizations = organizations_where(user, act)
    return organizations is None or organization_id in organizations


def is_staff_anywhere(user: User) -> bool:
    return user.is_active and (
        user.is_superuser or Membership.objects.filter(user=user, role__in=STAFF_ROLES).exists()
    )
