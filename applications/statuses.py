"""Where a case can stand, and every way from one place to another: the whole table on one screen."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Status(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("status", "Draft")
    SUBMITTED = "submitted", pgettext_lazy("status", "Submitted")
    IN_SELECTION = "in_selection", pgettext_lazy("status", "Under review")
    RESERVE = "reserve", pgettext_lazy("status", "In reserve")
    AWARDED = "awarded", pgettext_lazy("status", "Approved")
    AGREED = "agreed", pgettext_lazy("status", "Contract signed")
    COMPLETED = "completed", pgettext_lazy("status", "Completed")
    REFUSED = "refused", pgettext_lazy("status", "Not approved")
    WITHDRAWN = "withdrawn", pgettext_lazy("status", "Withdrawn")
    LAPSED = "lapsed", pgettext_lazy("status", "Status lost")
    ANNULLED = "annulled", pgettext_lazy("status", "Annulled")
    TERMINATED = "terminated", pgettext_lazy("status", "Contract terminated")


TRANSITIONS: dict[Status, frozenset[Status]] = {
    Status.DRAFT: frozenset({Status.SUBMITTED, Status.LAPSED}),
    Status.SUBMITTED: frozenset({Status.IN_SELECTION, Status.WITHDRAWN, Status.ANNULLED}),
    Status.IN_SELECTION: frozenset({Status.RESERVE, Status.AWARDED, Status.REFUSED, Status.WITHDRAWN, Status.ANNULLED}),
    Status.RESERVE: frozenset({Status.AWARDED, Status.REFUSED, Status.WITHDRAWN, Status.LAPSED}),
    Status.AWARDED: frozenset({Status.AGREED, Status.COMPLETED, Status.LAPSED, Status.ANNULLED}),
    Status.AGREED: frozenset({Status.COMPLETED, Status.TERMINATED}),
    Status.COMPLETED: frozenset(),
    Status.REFUSED: frozenset(),
    Status.WITHDRAWN: frozenset(),
    Status.LAPSED: frozenset(),
    Status.ANNULLED: frozenset(),
    Status.TERMINATED: frozenset(),
}

# A subject may have one such case per call.
OPEN = frozenset({Status.SUBMITTED, Status.IN_SELECTION, Status.RESERVE, Status.AWARDED, Status.AGREED})


class WaitingOn(models.TextChoices):
    APPLICANT = "applicant", pgettext_lazy("waiting on", "the applicant")
    STAFF = "staff", pgettext_lazy("waiting on", "the organization")
    NOBODY = "nobody", pgettext_lazy("waiting on", "nobody")


WAITING_ON: dict[Status, WaitingOn] = {
    Status.DRAFT: WaitingOn.APPLICANT,
    Status.SUBMITTED: WaitingOn.STAFF,
    Status.IN_SELECTION: WaitingOn.STAFF,
    Status.RESERVE: WaitingOn.STAFF,
    Status.AWARDED: WaitingOn.NOBODY,
    Status.AGREED: WaitingOn.NOBODY,
    Status.COMPLETED: WaitingOn.NOBODY,
    Status.REFUSED: WaitingOn.NOBODY,
    Status.WITHDRAWN: WaitingOn.NOBODY,
    Status.LAPSED: WaitingOn.NOBODY,
    Status.ANNULLED: WaitingOn.NOBODY,
    Status.TERMINATED: WaitingOn.NOBODY,
}
