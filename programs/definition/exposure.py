"""What would show sensitive answers to staff who may not read them."""

from collections.abc import Iterator, Sequence
from typing import Any

from programs.definition.specimens import Ground
from programs.expressions import cells, references, totals
from programs.fields.tables import walk


def exposure_faults(ground: Ground, question: Any, tables: Sequence[Any]) -> Iterator[str]:
    """Lists and sums are read by staff who may not read sensitive answers."""
    kind = question.type
    if question.listed and (tables or kind.is_table or kind.is_file or not kind.has_answer):
        yield "only a single answer of the form can be listed: no table, column, file or statement"
    if question.listed and question.sensitive:
        yield "a sensitive answer can't be listed: lists are for staff who may not read it"
    if kind.is_computed and not (question.sensitive or any(table.sensitive for table in tables)):
        for key in sorted(set(_sensitive_parts(ground, question.value, tables))):
            yield f"it is worked out from the sensitive answer {key!r}: mark it as sensitive too"


def _sensitive_parts(ground: Ground, source: str, tables: Sequence[Any]) -> Iterator[str]:
    summed: dict[tuple[str, str], set[str]] = {}
    for root, key, column in totals(source):
        summed.setdefault((root, key), cells(source)).add(column)
    for root, key in references(source):
        read = ground.question(root, key, tables)
        if read is None:
            continue
        if read.sensitive:
            yield key
        elif read.type.is_table:
            inside = {place.question.key for place in walk(read.columns) if place.question.sensitive}
            # Which columns are read without a sum can't be told, so all of them count.
            yield from inside & summed.get((root, key), inside)
