"""First answers of a form: from the profile, the applying organization, an earlier application, the eligibility check.

Nothing that stands there is replaced, and what is no answer to the question is left out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from applications import sealing
from applications.models import Application, Filing, FilingSection, Mode, Snapshot
from applications.queries import FilledForm, filled_form
from applications.snapshots import Submitted, open_snapshot
from programs.definition.eligibility_faults import eligibility_form
from programs.definition.form import Section
from programs.fields.base import Invalid, Question
from programs.prefills import EARLIER, ELIGIBILITY, can_be_prefilled, is_prefilled

MOST_EARLIER = 5  # submitted applications that are looked into


@dataclass(frozen=True)
class Found:
    """A first answer, and what is remembered of where it comes from."""

    value: Any
    origin: dict[str, str]


def prefill(filing: Filing, *, eligibility: Mapping[str, Any] | None = None) -> None:
    """When a case begins or moves to another edition, in the transaction of whoever does that.

    Only sections in which nobody has typed yet: those have no row, or one of revision 0.
    """
    filled = filled_form(filing)
    sources = Sources(filing.application, filled, eligibility or {})
    for section in filled.form.sections:
        row = filled.rows.get(section.key)
        if (row is None or not row.revision) and any(is_prefilled(question) for question in section.questions):
            _prefill_section(filled, section, sources)


def _prefill_section(filled: FilledForm, section: Section, sources: "Sources") -> None:
    row = filled.rows.get(section.key) or FilingSection(filing=filled.filing, key=section.key)
    answers = filled.answers_of(section.key).copy()
    for question in section.questions:
        if not is_prefilled(question) or question.key in answers.values or question.key in answers.unparsed:
            continue
        if found := sources.answer(question):
            answers.values[question.key] = found.value
            row.origins[question.key] = found.origin
    row.values, row.unparsed = sealing.hidden(section, answers, filled.seal)
    row.save()


@dataclass
class Sources:
    application: Application
    filled: FilledForm
    eligibility: Mapping[str, Any]

    def answer(self, question: Question) -> Found | None:
        root, _, key = question.prefill.partition(".")
        try:
            if root == EARLIER:
                return self._earlier(question, key)
            if root == ELIGIBILITY:
                return self._from_eligibility(question, key)
            text = self._texts.get(question.prefill, "")
            value = question.type.parse(question, [text]) if text else None
        except Invalid:
            return None
        return Found(value, {"source": question.prefill}) if value is not None else None

    @cached_property
    def _texts(self) -> dict[str, str]:
        """The person is whoever began the case."""
        person, organization = self.application.created_by, self.application.applicant_org
        return {
            "person.full_name": person.full_name,
            "person.email": person.email,
            "organization.title": organization.title if organization else "",
            "organization.bin": (organization.bin or "") if organization else "",
        }

    def _earlier(self, question: Question, key: str) -> Found | None:
        for number, submitted in self._submitted:
            old, value = submitted.form.questions.get(key), submitted.answers.values.get(key)
            if old is not None and value is not None and _may_follow(old, question):
                answer = question.type.carry(old, question, value)
                return Found(answer, {"source": question.prefill, "number": number}) if answer is not None else None
        return None

    @cached_property
    def _submitted(self) -> list[tuple[str, Submitted]]:
        """The applicant's last applications to the same organization, newest first."""
        case = self.application
        cases = Application.objects.filter(
            organization=case.organization_id,
            applicant_person=case.applicant_person_id,
            applicant_org=case.applicant_org_id,
            submitted_at__isnull=False,
            mode=Mode.LIVE,
        ).exclude(pk=case.pk)
        newest = cases.order_by("-submitted_at")[:MOST_EARLIER]
        snapshots = (
            Snapshot.objects.filter(filing__application__in=list(newest), filing__purpose=self.filled.filing.purpose)
            .select_related("filing__application", "edition")
            .order_by("-received_at")
        )
        return [(snapshot.filing.application.number, open_snapshot(snapshot)) for snapshot in _last_rounds(snapshots)]

    def _from_eligibility(self, question: Question, key: str) -> Found | None:
        """What was answered in the eligibility check was parsed by that form's own question."""
        form = eligibility_form(self.filled.definition)
        old = form.questions.get(key) if form else None
        value = self.eligibility.get(key)
        if old is None or value is None:
            return None
        answer = question.type.carry(old, question, value)
        return Found(answer, {"source": question.prefill}) if answer is not None else None


def _may_follow(old: Question, question: Question) -> bool:
    """What an earlier form asked by the same key may be a table; what is sensitive stays so."""
    return can_be_prefilled(old) and (question.sensitive or not old.sensitive)


def _last_rounds(snapshots: Iterable[Snapshot]) -> list[Snapshot]:
    """The newest snapshot of each filing; they come newest first."""
    found: dict[int, Snapshot] = {}
    for snapshot in snapshots:
        found.setdefault(snapshot.filing_id, snapshot)
    return list(found.values())
