"""Who an event concerns."""

from collections.abc import Iterator
from dataclasses import dataclass

from accounts.models import Membership, Role, User
from applications.models import Application


@dataclass(frozen=True)
class Recipient:
    user: User
    language: str
    name: str


def applicant(application: Application) -> Iterator[Recipient]:
    """In the language they filled the case in; the editors of an applying organization each in their own."""
    if application.applicant_person is not None:
        users = User.objects.filter(person=application.applicant_person, is_active=True)
        for user in users:
            yield Recipient(user, application.language, application.applicant_person.full_name)
        return
    members = Membership.objects.filter(
        organization=application.applicant_org, role=Role.EDITOR, user__is_active=True
    ).select_related("user__person")
    for member in members.order_by("pk"):
        yield Recipient(member.user, member.user.language, member.user.person.full_name)
