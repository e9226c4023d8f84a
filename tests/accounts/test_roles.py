import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.models import Membership, Organization, Role
from accounts.roles import MATRIX, Act, can, can_somewhere, is_staff_anywhere, organizations_where
from accounts.scopes import organization_of
from tests.cast import make_member

ROWS = {
    Role.OWNER: "members configure read sensitive casework - decide export",
    Role.MANAGER: "- configure read sensitive casework - decide export",
    Role.OPERATOR: "- - read sensitive casework - - export",
    Role.REVIEWER: "- - - - - - - -",
    Role.VIEWER: "- - read - - - - -",
    Role.EDITOR: "- - - - - - - -",
}


@pytest.mark.parametrize("role", Role)
def test_matrix_is_that_of_the_design(role):
    expected = [mark != "-" for mark in ROWS[role].split()]
    assert [act in MATRIX[role] for act in Act] == expected


@pytest.mark.parametrize("role", Role)
def test_role_counts_in_its_organization_only(role, organization, other_organization):
    person = make_member(organization, role)
    for act in Act:
        assert can(person, act, organization.pk) == (act in MATRIX[role])
        assert not can(person, act, other_organization.pk)
        assert can_somewhere(person, act) == (act in MATRIX[role])
    assert is_staff_anywhere(person) == (role != Role.EDITOR)


def test_technical_staff_may_do_everything_everywhere(superuser, organization):
    assert organizations_where(superuser, Act.DECIDE) is None
    assert can(superuser, Act.DECIDE, organization.pk)


def test_closed_accounts_and_visitors_may_do_nothing(owner, superuser, organization):
    for person in (owner, superuser):
        person.is_active = False
        assert not can(person, Act.CONFIGURE, organization.pk)
    assert not is_staff_anywhere(AnonymousUser())


def test_staff_see_their_organizations_and_members_only_where_they_manage_them(
    owner, viewer, outsider, superuser, organization
):
    own = Membership.objects.filter(organization=organization)
    assert list(Organization.objects.visible_to(viewer)) == [organization]
    assert not Organization.objects.visible_to(viewer, Act.CONFIGURE).exists()
    assert not Membership.objects.visible_to(viewer).exists()
    assert set(Membership.objects.visible_to(owner)) == set(own)
    assert not set(Membership.objects.visible_to(outsider)) & set(own)
    assert Membership.objects.visible_to(superuser).count() == Membership.objects.count()


def test_rows_know_their_organization(owner, organization):
    assert organization_of(organization) == organization_of(owner.memberships.get()) == organization.pk
