"""An organization that applies, and the people who fill in its applications."""

from secrets import token_hex

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts import letters
from accounts.editing import edited_by, is_editor, open_invitations
from accounts.models import Invitation, Membership, Organization, Role, User
from portal.journal.recording import record
from portal.lib import clock
from portal.lib.exceptions import Refused
from portal.lib.locks import lock

MOST_ORGANIZATIONS = 20  # that one person fills in applications for
MOST_INVITATIONS = 20  # of an organization waiting for an answer: each is a letter to whatever address was typed


class BinTaken(Refused):
    """Another organization on the portal has this number."""


@transaction.atomic
def create_organization(*, title_kk: str, title_ru: str, bin_number: str, actor: User) -> Organization:
    """Whoever creates an organization becomes its editor; nothing can be granted in its name."""
    if edited_by(actor).count() >= MOST_ORGANIZATIONS:
        raise Refused(_("You already fill in applications for as many organizations as one account may."))
    try:
        with transaction.atomic():
            organization = Organization.objects.create(
                slug=f"org-{token_hex(6)}", title_kk=title_kk or title_ru, title_ru=title_ru or title_kk, bin=bin_number
            )
    except IntegrityError as taken:
        raise BinTaken(
            _("An organization with this BIN is here already. Ask its editors to invite you, or write to us.")
        ) from taken
    _add_editor(organization, actor)
    _record("organization.created", organization, actor)
    return organization


@transaction.atomic
def invite_editor(organization: Organization, *, email: str, actor: User) -> Invitation:
    """Inviting an address again while it hasn't answered changes nothing and sends nothing."""
    lock(Organization.objects.all(), pk=organization.pk)
    _refuse_unless_editor(organization, actor)
    email = email.lower()
    if Membership.objects.filter(
        organization=organization, user__emailaddress__email=email, user__emailaddress__verified=True
    ).exists():
        raise Refused(_("This person is a member already."))
    waiting = Invitation.objects.filter(organization=organization, answered_at__isnull=True)
    existing = waiting.filter(email=email).first()
    if existing:
        return existing
    if waiting.count() >= MOST_INVITATIONS:
        raise Refused(_("Too many invitations wait for an answer. Invite others when some have been answered."))
    invitation = Invitation.objects.create(organization=organization, email=email, by=actor)
    _record("organization.editor_invited", organization, actor)
    letters.send_invitation(invitation)
    return invitation


@transaction.atomic
def answer_invitation(invitation: Invitation, *, accept: bool, actor: User) -> None:
    """By whoever has confirmed the address. Accepting makes an editor of who isn't a member yet."""
    lock(Organization.objects.all(), pk=invitation.organization_id)
    current = open_invitations(actor).filter(pk=invitation.pk).first()
    if current is None:
        raise Refused(_("This invitation has been answered already."))
    current.answered_at, current.answered_by = clock.now(), actor
    current.save(update_fields=["answered_at", "answered_by"])
    is_member = Membership.objects.filter(organization=current.organization, user=actor).exists()
    if accept and not is_member:
        _add_editor(current.organization, actor)
        _record("organization.editor_joined", current.organization, actor)


@transaction.atomic
def leave(organization: Organization, *, actor: User) -> None:
    """The last editor stays: nobody else could reach the organization's applications."""
    lock(Organization.objects.all(), pk=organization.pk)
    _refuse_unless_editor(organization, actor)
    editors = Membership.objects.filter(organization=organization, role=Role.EDITOR)
    if not editors.filter(user__is_active=True).exclude(user=actor).exists():
        raise Refused(_("You are the last editor. Invite somebody else first."))
    editors.filter(user=actor).delete()
    _record("organization.editor_left", organization, actor)


def _add_editor(organization: Organization, user: User) -> None:
    Membership.objects.create(organization=organization, user=user, role=Role.EDITOR)


def _refuse_unless_editor(organization: Organization, actor: User) -> None:
    if not is_editor(actor, organization):
        raise Refused(_("Only editors of the organization may do this."))


def _record(kind: str, organization: Organization, actor: User) -> None:
    record(kind, actor_id=actor.pk, role=Role.EDITOR, organization_id=organization.pk)
