"""Writes a letter: the words of the definition or the portal's own, in the recipient's language, in one layout."""

from dataclasses import dataclass
from email.headerregistry import Address
from functools import cached_property

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from applications.models import Application, Decision
from notifications.audiences import Recipient
from notifications.markup import render
from notifications.placeholders import fill
from notifications.rules import Rule
from notifications.texts import LABELS, LETTERS
from portal.journal.models import Event
from portal.lib.letters import for_mail_programs
from portal.lib.moments import date_and_time, zone_name
from portal.outbox.mime import envelope_address
from portal.outbox.models import Message
from programs.definition.letters import LetterKey
from programs.editions import definition_of
from programs.models import Program


@dataclass(frozen=True)
class Occasion:
    """What letters of one event have in common."""

    event: Event
    application: Application

    @cached_property
    def reason(self) -> str:
        number = self.event.data.get("decision")
        return Decision.objects.get(pk=number).reason.strip() if number else ""

    @cached_property
    def edition_id(self) -> int:
        """Letters are frozen with the form that the applicant has filled in."""
        return self.application.filings.order_by("pk").values_list("edition_id", flat=True)[0]


def write(occasion: Occasion, rule: Rule, recipient: Recipient) -> Message:
    """An unsaved letter of the outbox."""
    application, program = occasion.application, occasion.application.call.program
    with translation.override(recipient.language):
        values = placeholder_values(occasion, recipient)
        subject, body = words(occasion, rule.letter, recipient.language)
        labels = LABELS[application.call.noun]
        organization = application.organization.title
        page = {
            "organization": organization,
            "subject": fill(subject, values),
            "body": render(body, values),
            "labels": labels,
            "link": values["link"],
            "facts": [
                (labels.number, application.number),
                (labels.call, application.call.title),
                (_("Organization"), organization),
            ],
            "contacts": _contacts(program),
            "site_url": settings.SITE_URL,
        }
        return Message(
            dedupe_key=f"event:{occasion.event.pk}:{rule.letter}:{recipient.user.pk}",
            address=recipient.user.email,
            language=recipient.language,
            # A title may have been written on two lines; a header can't.
            sender=str(
                Address(" ".join(organization.split()), addr_spec=envelope_address(settings.DEFAULT_FROM_EMAIL))
            ),
            reply_to=program.contact_email or settings.SUPPORT_EMAIL,
            subject=page["subject"],
            text=render_to_string("letters/layout.txt", page).strip(),
            html=for_mail_programs(render_to_string("letters/layout.html", page)),
        )


def words(occasion: Occasion, key: LetterKey, language: str) -> tuple[str, str]:
    """Subject and body, with placeholders."""
    own = definition_of(occasion.edition_id).letters.get(key)
    if own:
        return own.subject.in_(language), own.body.in_(language)
    default = LETTERS[occasion.application.call.noun][key]
    return str(default.subject), "\n\n".join(str(paragraph) for paragraph in default.paragraphs)


def placeholder_values(occasion: Occasion, recipient: Recipient) -> dict[str, str]:
    """One for each of programs.definition.letters.PLACEHOLDERS."""
    application, call = occasion.application, occasion.application.call
    return {
        "applicant.name": recipient.name,
        "application.number": application.number,
        "call.title": call.title,
        "organization.title": application.organization.title,
        "decision.reason": occasion.reason,
        "deadline": f"{date_and_time(call.closes_at, call.zone)}, {zone_name(call.zone, call.closes_at)}",
        "link": settings.SITE_URL + application.get_absolute_url(),
    }


def _contacts(program: Program) -> list[str]:
    """The portal's own people, where the program names nobody."""
    return [contact for contact in (program.contact_email, program.contact_phone) if contact] or [
        settings.SUPPORT_EMAIL
    ]
