"""What a new edition would do to the drafts of a call, worked out without changing any."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from applications.models import Filing, FilingSection, FilingState, Mode
from applications.sealing import Seal, revealed
from applications.statuses import Status
from portal.lib import paths
from programs.answers import Answers
from programs.consequences import Affected
from programs.definition.carry import carry, is_safe
from programs.definition.document import Definition
from programs.definition.form import Form
from programs.editions import definition_of
from programs.models import Call

MOST = 2000  # drafts that are tried; what remains of a second or two
AT_ONCE = 250


def drafts_of(call: Call) -> QuerySet[Filing]:
    return Filing.objects.filter(
        application__call=call, application__status=Status.DRAFT, application__mode=Mode.LIVE, state=FilingState.DRAFT
    )


def count_affected(call: Call, definition: Definition) -> Affected:
    """Drafts stand at several editions when some weren't opened since; each is tried from its own."""
    drafts = drafts_of(call)
    losing = tried = 0
    for edition, form_key in drafts.values_list("edition", "form_key").distinct().order_by("edition"):
        old, new = definition_of(edition).forms[form_key], definition.forms.get(form_key)
        keys = keys_at_risk(old, new) if new else set()
        if not keys or new is None:
            continue
        for filing in _answering(drafts.filter(edition=edition, form_key=form_key), keys, MOST - tried):
            tried += 1
            losing += bool(carry(old, new, _answers(filing, old, keys)).set_aside)
    return Affected(drafts.count(), losing, is_exact=tried < MOST)


def keys_at_risk(old: Form, new: Form) -> set[str]:
    return {
        key
        for key, question in old.questions.items()
        if (question.type.has_answer and not question.type.is_computed)
        and not (key in new.questions and is_safe(question, new.questions[key]))
    }


def _answering(drafts: QuerySet[Filing], keys: set[str], most: int) -> Iterator[Filing]:
    """Those in which something is written at one of the questions (or is no answer yet, wherever that stands)."""
    sections = FilingSection.objects.filter(Q(values__has_any_keys=sorted(keys)) | ~Q(unparsed={}))
    rows = drafts.filter(pk__in=sections.values("filing")).select_related("application").order_by("pk")[:most]
    return rows.prefetch_related(Prefetch("sections", sections)).iterator(chunk_size=AT_ONCE)


def _answers(filing: Filing, form: Form, keys: set[str]) -> dict[str, Answers]:
    seal = Seal(filing.application)
    found = {}
    for row in filing.sections.all():
        if row.key in form.by_key:
            values = {key: value for key, value in row.values.items() if key in keys}
            unparsed: dict[str, Any] = {
                path: text for path, text in row.unparsed.items() if paths.split(path)[0] in keys
            }
            found[row.key] = revealed(form.by_key[row.key], values, unparsed, seal)
    return found
