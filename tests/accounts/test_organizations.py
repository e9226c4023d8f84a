"""Organizations that apply, and their editors."""

import pytest
from allauth.account.models import EmailAddress

from accounts.actions.organizations import answer_invitation, create_organization, invite_editor, leave
from accounts.editing import edited_by, is_editor, open_invitations
from accounts.models import Invitation, Membership, Organization, Role
from accounts.roles import Act, can, is_staff_anywhere
from portal.journal.models import Event
from portal.lib.exceptions import Refused
from tests.cast import make_person
from tests.races import at_once

pytestmark = pytest.mark.django_db
BIN = "180340020002"


def made(actor, bin_number=BIN):
    return create_organization(title_kk="«Сәуле» ЖШС", title_ru="", bin_number=bin_number, actor=actor)


def invited(organization, actor, person):
    return invite_editor(organization, email=person.email, actor=actor)


def test_creator_is_its_editor_and_may_grant_nothing(applicant):
    organization = made(applicant)
    assert list(edited_by(applicant)) == [organization]
    assert organization.title_ru == "«Сәуле» ЖШС"
    assert not is_staff_anywhere(applicant)
    assert not any(can(applicant, act, organization.pk) for act in Act)
    assert Event.objects.get(kind="organization.created").actor_id == applicant.pk


def test_a_bin_is_taken_once(applicant, other_applicant):
    made(applicant)
    with pytest.raises(Refused):
        made(other_applicant)
    assert Organization.objects.count() == Membership.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_bin_taken_twice_at_once_makes_one_organization():
    people = [make_person("aigerim"), make_person("timur")]
    outcomes = at_once(*[lambda person=person: made(person) for person in people])
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["BinTaken", "Organization"]
    assert Membership.objects.count() == 1


def test_invited_person_accepts_and_becomes_an_editor(applicant, other_applicant):
    organization = made(applicant)
    invitation = invited(organization, applicant, other_applicant)
    assert list(open_invitations(other_applicant)) == [invitation]
    answer_invitation(invitation, accept=True, actor=other_applicant)
    assert is_editor(other_applicant, organization)
    assert not open_invitations(other_applicant).exists()


def test_letter_comes_in_the_language_of_whoever_has_the_address(applicant, other_applicant, mailoutbox):
    organization = made(applicant)
    invited(organization, applicant, other_applicant)
    invite_editor(organization, email="nobody@people.example", actor=applicant)
    known, unknown = mailoutbox
    assert known.to == [other_applicant.email]
    assert "/ru/accounts/organizations/" in known.body
    assert "/kk/accounts/organizations/" in unknown.body


def test_invitation_is_for_a_confirmed_address_only(applicant):
    organization = made(applicant)
    unconfirmed = make_person("dana", is_confirmed=False)
    invitation = invited(organization, applicant, unconfirmed)
    with pytest.raises(Refused):
        answer_invitation(invitation, accept=True, actor=unconfirmed)
    EmailAddress.objects.filter(user=unconfirmed).update(verified=True)
    answer_invitation(invitation, accept=True, actor=unconfirmed)
    assert is_editor(unconfirmed, organization)


def test_nobody_else_can_answer_it(applicant, other_applicant, manager):
    organization = made(applicant)
    invitation = invited(organization, applicant, other_applicant)
    with pytest.raises(Refused):
        answer_invitation(invitation, accept=True, actor=manager)
    assert not is_editor(manager, organization)


def test_declined_invitation_is_gone_and_can_be_sent_anew(applicant, other_applicant, mailoutbox):
    organization = made(applicant)
    first = invited(organization, applicant, other_applicant)
    assert invited(organization, applicant, other_applicant) == first
    answer_invitation(first, accept=False, actor=other_applicant)
    assert not is_editor(other_applicant, organization)
    assert invited(organization, applicant, other_applicant) != first
    assert len(mailoutbox) == 2


def test_only_editors_invite(applicant, other_applicant, manager, organization):
    with pytest.raises(Refused):
        invited(made(applicant), other_applicant, manager)
    with pytest.raises(Refused):
        invited(organization, manager, applicant)


def test_staff_of_a_granting_organization_keep_their_role(editor, manager, organization):
    """Who is a member already can't be invited; an older invitation doesn't change what they are."""
    with pytest.raises(Refused):
        invited(organization, editor, manager)
    invitation = Invitation.objects.create(organization=organization, email=manager.email, by=editor)
    answer_invitation(invitation, accept=True, actor=manager)
    assert Membership.objects.get(organization=organization, user=manager).role == Role.MANAGER


def test_last_editor_stays(applicant, other_applicant):
    organization = made(applicant)
    with pytest.raises(Refused):
        leave(organization, actor=applicant)
    answer_invitation(invited(organization, applicant, other_applicant), accept=True, actor=other_applicant)
    leave(organization, actor=applicant)
    assert not is_editor(applicant, organization)


@pytest.mark.django_db(transaction=True)
def test_two_editors_leaving_at_once_leave_one():
    first, second = make_person("aigerim"), make_person("timur")
    organization = made(first)
    answer_invitation(invited(organization, first, second), accept=True, actor=second)
    outcomes = at_once(lambda: leave(organization, actor=first), lambda: leave(organization, actor=second))
    assert [type(outcome).__name__ for outcome in outcomes].count("Refused") == 1
    assert Membership.objects.filter(organization=organization).count() == 1
