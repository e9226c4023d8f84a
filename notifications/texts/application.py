"""The portal's own letters about an application (өтінім, заявка); the msgids of both nouns are the same."""

from django.utils.translation import pgettext_lazy

from notifications.texts.shared import DECISION_WILL_FOLLOW, NEXT_STEPS, REASON, Labels, Words
from programs.definition.letters import LetterKey

LABELS = Labels(
    number=pgettext_lazy("application", "Application number"),
    call=pgettext_lazy("application", "Call"),
    open=pgettext_lazy("application", "Open the application"),
)

LETTERS: dict[LetterKey, Words] = {
    "submitted": Words(
        pgettext_lazy("application", "Your application {{ application.number }} has been received"),
        pgettext_lazy(
            "application",
            "We have received your application, and {{ organization.title }} will consider it. Thank you for the "
            "time and work you have put into it.",
        ),
        pgettext_lazy(
            "application",
            "An application that has been sent can't be changed any more. On its page you can read your answers, "
            "download them as a PDF file and, if need be, withdraw the application.",
        ),
        DECISION_WILL_FOLLOW,
    ),
    "withdrawn": Words(
        pgettext_lazy("application", "Your application {{ application.number }} has been withdrawn"),
        pgettext_lazy(
            "application",
            "Your application has been withdrawn at your request. {{ organization.title }} will not consider it.",
        ),
        pgettext_lazy(
            "application",
            "What you have filled in is not lost: you can read it on the page of the application.",
        ),
        pgettext_lazy(
            "application",
            "If it was not you who withdrew the application, please change your password and write to us.",
        ),
    ),
    "lapsed": Words(
        pgettext_lazy("application", "Your application {{ application.number }} was not sent in time"),
        pgettext_lazy(
            "application",
            "The call has closed: {{ deadline }}. Your application had not been sent by then, so it can't be "
            "considered.",
        ),
        pgettext_lazy(
            "application",
            "What you have filled in is not lost: you can read it on the page of the application. New calls are "
            "announced on the portal.",
        ),
    ),
    "awarded": Words(
        pgettext_lazy("application", "Your application {{ application.number }} has been approved"),
        pgettext_lazy(
            "application",
            "Congratulations! {{ organization.title }} has approved your application.",
        ),
        REASON,
        NEXT_STEPS,
    ),
    "reserve": Words(
        pgettext_lazy("application", "Your application {{ application.number }} has been put in reserve"),
        pgettext_lazy(
            "application",
            "{{ organization.title }} has considered your application and put it in reserve. It may still be "
            "approved if a place or funds become free.",
        ),
        REASON,
        pgettext_lazy(
            "application",
            "You don't need to do anything now. If the status of the application changes, we will write to you.",
        ),
    ),
    "refused": Words(
        pgettext_lazy("application", "The decision on your application {{ application.number }}"),
        pgettext_lazy(
            "application",
            "Thank you for your application. {{ organization.title }} has considered it and, to our regret, has "
            "not approved it.",
        ),
        REASON,
        pgettext_lazy(
            "application",
            "This decision does not keep you from taking part in other calls. We look forward to your new "
            "applications.",
        ),
    ),
}
