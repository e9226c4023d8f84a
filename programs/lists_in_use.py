"""Whether the reference lists that a definition names are there, for its organization."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q

from programs.definition.document import Definition
from programs.definition.rule_faults import Fault, Path
from programs.models import ReferenceList


def list_faults(definition: Definition, organization_id: int | None) -> list[Fault]:
    """One query, and none where no list is named; `organization_id` None is an organization that isn't there yet."""
    named = list(_named(definition))
    if not named:
        return []
    usable = Q(organization__isnull=True) | Q(organization=organization_id)
    lists = ReferenceList.objects.filter(usable, key__in={key for _path, key in named})
    there = set(lists.values_list("key", flat=True))
    return [
        Fault(path, f"there is no reference list {key!r}: load it first, with load_reference")
        for path, key in named
        if key not in there
    ]


def _named(definition: Definition) -> Iterator[tuple[Path, str]]:
    for form_key, form in definition.forms.items():
        for number, section in enumerate(form.sections):
            yield from _named_by(section.questions, ("forms", form_key, "sections", number, "questions"))


def _named_by(questions: Iterable[Any], path: Path) -> Iterator[tuple[Path, str]]:
    for number, question in enumerate(questions):
        if key := getattr(question, "reference_list", ""):
            yield (*path, number, "list"), key
        if question.type.is_table:
            yield from _named_by(question.columns, (*path, number, "columns"))
