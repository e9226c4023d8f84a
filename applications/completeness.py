"""How far a form is filled in: what the menu of sections shows, and what keeps it from being submitted."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from applications.queries import FilledForm
from programs.completeness import Finding, advice, findings
from programs.definition.form import Section
from programs.evaluation import Evaluation


class Progress(StrEnum):
    EMPTY = "empty"
    STARTED = "started"
    COMPLETE = "complete"
    LOCKED = "locked"  # the gate isn't passed yet, or an earlier step of a sequential form isn't complete


@dataclass(frozen=True)
class SectionGaps:
    section: Section
    findings: list[Finding]
    never_saved: bool

    def __bool__(self) -> bool:
        return bool(self.findings) or self.never_saved


def progress_of(filled: FilledForm, section: Section) -> Progress:
    """From what the last save stored, without working out any rule."""
    return Progress.LOCKED if opening(filled, section) else _own_progress(filled, section)


def _own_progress(filled: FilledForm, section: Section) -> Progress:
    row = filled.rows.get(section.key)
    # Answers that nobody typed, taken from the profile and the like, don't make a beginning.
    if row is None or not (row.saved_at or row.unparsed or row.values.keys() - row.origins.keys()):
        return Progress.EMPTY
    return Progress.COMPLETE if row.saved_at and not row.gaps else Progress.STARTED


def opening(filled: FilledForm, section: Section) -> Section | None:
    """What has to be completed before this section opens: the gate, or the first step before it that isn't complete."""
    form = filled.form
    if form.is_sequential:
        earlier = form.sections[: form.sections.index(section)]
        return next((step for step in earlier if _own_progress(filled, step) != Progress.COMPLETE), None)
    return None if section is form.gate or is_gate_passed(filled) else form.gate


def is_gate_passed(filled: FilledForm) -> bool:
    return filled.form.gate is None or filled.filing.gate_passed_at is not None


def gaps_of(filled: FilledForm, evaluation: Evaluation) -> list[SectionGaps]:
    """Sections that keep the form from being submitted, in order; the check page itself is left out."""
    found = [
        SectionGaps(
            section,
            findings(section, filled.answers_of(section.key), evaluation, at_submission=True),
            never_saved=filled.rows.get(section.key) is None or filled.rows[section.key].saved_at is None,
        )
        for section in filled.form.fillable
    ]
    return [gaps for gaps in found if gaps]


def advice_of(
    filled: FilledForm, evaluation: Evaluation, gaps: Iterable[SectionGaps]
) -> list[tuple[Section, list[Finding]]]:
    """What is worth a second look before submitting, besides the gaps: it keeps nothing from being submitted."""
    known = {found.section.key: found.findings for found in gaps}
    given = [
        (section, advice(section, filled.answers_of(section.key), evaluation, known.get(section.key, [])))
        for section in filled.form.fillable
    ]
    return [(section, found) for section, found in given if found]
