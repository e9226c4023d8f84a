import threading

import pytest
from django.db import connection

from accounts.actions.members import add_member, change_role, remove_member
from accounts.models import Membership, Role, User
from portal.journal.models import Event
from portal.lib.exceptions import Refused
from tests.cast import make_member, make_organization, make_person


def membership_of(person):
    return Membership.objects.get(user=person)


def test_owner_adds_changes_and_removes_members(owner, organization, applicant):
    made = add_member(organization, user=applicant, role=Role.VIEWER, actor=owner)
    assert change_role(made, role=Role.OPERATOR, actor=owner).role == Role.OPERATOR
    remove_member(made, actor=owner)
    assert list(Membership.objects.all()) == [membership_of(owner)]
    events = Event.objects.filter(kind__startswith="membership").order_by("pk")
    assert [(event.kind, event.data["role"]) for event in events] == [
        ("membership.added", "viewer"),
        ("membership.changed", "operator"),
        ("membership.removed", "operator"),
    ]
    assert {(event.organization_id, event.actor_id, event.data["user"]) for event in events} == {
        (organization.pk, owner.pk, applicant.pk)
    }


def test_same_role_again_is_no_change(owner, viewer):
    change_role(membership_of(viewer), role=Role.VIEWER, actor=owner)
    assert not Event.objects.filter(kind="membership.changed").exists()


def test_nobody_is_a_member_twice(owner, viewer, organization):
    with pytest.raises(Refused):
        add_member(organization, user=viewer, role=Role.MANAGER, actor=owner)


def test_last_owner_stays(owner, superuser):
    for actor in (owner, superuser):
        with pytest.raises(Refused):
            remove_member(membership_of(owner), actor=actor)
        with pytest.raises(Refused):
            change_role(membership_of(owner), role=Role.VIEWER, actor=actor)
    assert membership_of(owner).role == Role.OWNER


def test_owner_whose_account_is_closed_does_not_count(owner, organization):
    closed = make_person("closed", is_active=False)
    add_member(organization, user=closed, role=Role.OWNER, actor=owner)
    with pytest.raises(Refused):
        remove_member(membership_of(owner), actor=owner)


def test_owner_may_go_when_another_one_stays(owner, organization, applicant):
    add_member(organization, user=applicant, role=Role.OWNER, actor=owner)
    remove_member(membership_of(owner), actor=owner)
    assert membership_of(applicant).role == Role.OWNER


@pytest.mark.parametrize("actor", ["manager", "operator", "reviewer", "viewer", "editor", "applicant", "outsider"])
def test_only_owners_of_the_organization_change_members(actor, request, owner, organization, other_applicant):
    actor = request.getfixturevalue(actor)
    with pytest.raises(Refused):
        add_member(organization, user=other_applicant, role=Role.VIEWER, actor=actor)
    with pytest.raises(Refused):
        change_role(membership_of(owner), role=Role.VIEWER, actor=actor)
    with pytest.raises(Refused):
        remove_member(membership_of(owner), actor=actor)


@pytest.mark.django_db(transaction=True)
def test_two_owners_who_remove_each_other_at_once_leave_one():
    organization = make_organization("dala-qory")
    people = [make_member(organization, Role.OWNER)]
    people.append(make_person("second"))
    add_member(organization, user=people[1], role=Role.OWNER, actor=people[0])
    both_ready, refused = threading.Barrier(2), []

    def remove_the_other(actor_id, other_id):
        actor = User.objects.get(pk=actor_id)
        assert actor.roles  # read before the other's removal
        both_ready.wait()
        try:
            remove_member(Membership.objects.get(user_id=other_id), actor=actor)
        except Refused:
            refused.append(actor_id)
        finally:
            connection.close()

    ids = [person.pk for person in people]
    threads = [threading.Thread(target=remove_the_other, args=pair) for pair in (ids, ids[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert Membership.objects.filter(role=Role.OWNER).count() == 1
