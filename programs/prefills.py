"""Where the first answer to a question can come from: the closed list. The values are found in `applications`."""

import re
from collections.abc import Iterator
from typing import Final

from programs.definition.form import Form
from programs.fields.base import Question

EARLIER: Final = "earlier"  # earlier.<key>: the applicant's last application to the same organization
ELIGIBILITY: Final = "eligibility"  # eligibility.<key>: answered before there was a case
SOURCES: Final = ("person.full_name", "person.email", "organization.title", "organization.bin")
KEY = re.compile(r"[a-z][a-z0-9_]{0,59}")


def is_prefilled(question: Question) -> bool:
    return bool(question.prefill) and can_be_prefilled(question)


def can_be_prefilled(question: Question) -> bool:
    """A single answer that a person could type. A consent is given anew each time."""
    kind = question.type
    return (
        kind.has_answer
        and not (kind.is_table or kind.is_file or kind.is_computed)
        and not hasattr(question, "version")  # a consent
    )


def prefill_faults(question: Question, *, in_table: bool, eligibility: Form | None) -> Iterator[str]:
    """`eligibility` is the form of the eligibility check, where the definition has one."""
    if question.locked and not question.prefill:
        yield "say in prefill where the locked answer comes from"
    if not question.prefill:
        return
    if in_table or not can_be_prefilled(question):
        yield "only a single answer of the form can be prefilled: no table, column, file, formula or consent"
        return
    root, _, key = question.prefill.partition(".")
    if root == ELIGIBILITY and KEY.fullmatch(key):
        if eligibility is None or key not in eligibility.questions:
            yield f"the eligibility check has no question {key!r}"
    elif not (question.prefill in SOURCES or (root == EARLIER and KEY.fullmatch(key))):
        yield f"there is no source {question.prefill!r}: choose one of {', '.join(SOURCES)}, earlier.…, eligibility.…"
