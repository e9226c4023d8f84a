"""Whether a visitor meets the requirements of a call, told from answers that only their session keeps."""

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.utils import timezone

from portal.lib import clock
from programs.answers import Answers, read
from programs.definition.base import Text
from programs.definition.carry import carry
from programs.definition.eligibility import Eligibility, Requirement
from programs.definition.eligibility_faults import eligibility_form
from programs.definition.form import Form
from programs.editions import definition_of
from programs.evaluation import Evaluation, RuleContext, evaluate
from programs.models import Call

KEPT = "eligibility"  # in the session: call → what was answered
MOST_CALLS = 5
MOST_CHARACTERS = 20_000  # of all answers to one call

Session = MutableMapping[str, Any]


class Outcome(Enum):
    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"  # not answered, or it can't be told


OUTCOMES: Mapping[Any, Outcome] = {True: Outcome.MET, False: Outcome.NOT_MET}


@dataclass(frozen=True)
class Judged:
    requirement: Requirement
    outcome: Outcome

    @property
    def text(self) -> Text:
        """Empty where the definition has no words of its own for what isn't answered."""
        text: Text = getattr(self.requirement, self.outcome.value)
        return text


@dataclass(frozen=True)
class Result:
    judged: list[Judged]
    documents: list[Text]  # that will be needed, as far as can be told

    @property
    def outcome(self) -> Outcome:
        """Of all together: one that isn't met decides, then one that isn't answered."""
        outcomes = {each.outcome for each in self.judged}
        return next((worst for worst in (Outcome.NOT_MET, Outcome.UNKNOWN) if worst in outcomes), Outcome.MET)


def judge(eligibility: Eligibility, evaluation: Evaluation) -> Result:
    """Pure: the same answers on the same day give the same result."""
    holds = evaluation.scope.holds
    judged = [
        Judged(requirement, OUTCOMES.get(holds(requirement.rule), Outcome.UNKNOWN))
        for requirement in eligibility.requirements
        if not requirement.show_if or holds(requirement.show_if) is not False
    ]
    documents = [
        needed.title for needed in eligibility.documents if not needed.show_if or holds(needed.show_if) is True
    ]
    return Result(judged, documents)


@dataclass(frozen=True)
class Check:
    """The eligibility check of a call's current edition."""

    call: Call
    eligibility: Eligibility
    form: Form

    def evaluation(self, answers: Mapping[str, Answers]) -> Evaluation:
        today = timezone.localtime(clock.now(), self.call.zone).date()
        return evaluate(self.form, answers, context=RuleContext(today=today))

    def result(self, answers: Mapping[str, Answers]) -> Result:
        return judge(self.eligibility, self.evaluation(answers))

    def read(self, posted: Mapping[str, list[str]]) -> dict[str, Answers]:
        """Answers of every section, posted from one page; what is longer than any answer is cut."""
        short = {path: [text[:MOST_CHARACTERS] for text in raw[:100]] for path, raw in posted.items()}
        return {section.key: read(section, short, Answers()) for section in self.form.sections}

    def keep(self, session: Session, answers: Mapping[str, Answers]) -> bool:
        """False, and nothing is kept, when it is more than a session should hold."""
        plain = {key: {"values": own.values, "unparsed": own.unparsed} for key, own in answers.items()}
        if len(str(plain)) > MOST_CHARACTERS:
            return False
        own_key = str(self.call.pk)
        others = [(key, kept) for key, kept in session.get(KEPT, {}).items() if key != own_key]
        kept = {"edition": self.call.current_edition_id, "sections": plain}
        session[KEPT] = dict([*others[-(MOST_CALLS - 1) :], (own_key, kept)])
        return True

    def forget(self, session: Session) -> None:
        session[KEPT] = {key: kept for key, kept in session.get(KEPT, {}).items() if key != str(self.call.pk)}

    def kept(self, session: Mapping[str, Any]) -> dict[str, Answers] | None:
        """What was answered last, as the current edition understands it; None when nothing was."""
        found = session.get(KEPT, {}).get(str(self.call.pk))
        if found is None:
            return None
        sections = {key: Answers(own["values"], own["unparsed"]) for key, own in found["sections"].items()}
        if found["edition"] == self.call.current_edition_id:
            return sections
        before = eligibility_form(definition_of(found["edition"]))
        return carry(before, self.form, sections).sections if before else None


def check_of(call: Call) -> Check | None:
    if call.current_edition_id is None:
        return None
    definition = definition_of(call.current_edition_id)
    form = eligibility_form(definition)
    return Check(call, definition.eligibility, form) if definition.eligibility and form else None


def answers_kept(session: Mapping[str, Any], call: Call) -> dict[str, Any]:
    """Question key → typed value, for `prefill: eligibility.<key>`; what isn't asked of this person is left out."""
    check = check_of(call)
    kept = check.kept(session) if check else None
    if check is None or kept is None:
        return {}
    hidden = check.evaluation(kept).hidden
    return {key: value for own in kept.values() for key, value in own.values.items() if key not in hidden}


def is_barred(session: Mapping[str, Any], call: Call) -> bool:
    """Whether the definition lets only those start who have answered and meet all requirements, and these haven't."""
    check = check_of(call)
    if check is None or not check.eligibility.blocks:
        return False
    kept = check.kept(session)
    return kept is None or check.result(kept).outcome is not Outcome.MET
