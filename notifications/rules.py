"""Who is told what: the whole table. Every kind of event is listed here or declared silent."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from applications.models import Application, Verdict
from applications.statuses import Status
from notifications.audiences import Recipient, applicant
from portal.journal.models import Event
from programs.definition.letters import LetterKey


@dataclass(frozen=True)
class Rule:
    kind: str
    audience: Callable[[Application], Iterable[Recipient]]
    letter: LetterKey
    where: Mapping[str, str] = field(default_factory=dict)  # what the event's data must say

    def covers(self, event: Event) -> bool:
        return event.kind == self.kind and self.where.items() <= event.data.items()


RULES = (
    Rule("application.submitted", applicant, "submitted"),
    Rule("application.withdrawn", applicant, "withdrawn"),
    Rule("application.lapsed", applicant, "lapsed", {"from": Status.DRAFT}),
    Rule("decision.published", applicant, "awarded", {"verdict": Verdict.AWARD}),
    Rule("decision.published", applicant, "reserve", {"verdict": Verdict.RESERVE}),
    Rule("decision.published", applicant, "refused", {"verdict": Verdict.REFUSE}),
)
LOUD = frozenset(rule.kind for rule in RULES)
SILENT = frozenset(
    {
        "account.changed",
        "account.closed",
        "account.consented",
        "account.created",
        "account.opened",
        "application.copied",
        "application.started",
        "call.edited",
        "call.loaded",
        "call.translated",
        "decision.made",
        "dossier.read",
        "edition.published",
        "file.read",
        "filing.carried",
        "file.refused",
        "membership.added",
        "membership.changed",
        "membership.removed",
        "organization.created",
        "organization.editor_invited",
        "organization.editor_joined",
        "organization.editor_left",
        "rule.faulty",
        "stage.opened",
    }
)


def rules_for(event: Event) -> list[Rule]:
    return [rule for rule in RULES if rule.covers(event)]
