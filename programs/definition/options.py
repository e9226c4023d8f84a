"""Options that a rule compares an answer with and that the question doesn't have."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from programs.definition.specimens import Ground
from programs.expressions.syntax import Node

Bound = Mapping[str, Any]  # the variable of `.all(r, …)` → the table, or the question with the options, it goes through


class Finder:
    """For one rule; `tables` are those it stands in."""

    def __init__(self, ground: Ground, tables: Sequence[Any]) -> None:
        self.ground = ground
        self.tables = tables

    def faults(self, node: Node, bound: Bound | None = None) -> Iterator[str]:
        bound = bound or {}
        for question, value in self._compared(node, bound):
            options = [option.key for option in question.options]
            if isinstance(value, str) and value not in options:
                few = ", ".join(options[:8]) + (", …" if len(options) > 8 else "")
                yield f"{question.key!r} has no option {value!r}: its options are {few}"
        if node.is_macro:
            target, variable, *inside = node.parts
            yield from self.faults(target, bound)
            bound = {**bound, variable.name: self._question(target, bound)}
            for part in inside:
                yield from self.faults(part, bound)
            return
        for part in node.parts:
            yield from self.faults(part, bound)

    def _compared(self, node: Node, bound: Bound) -> Iterator[tuple[Any, Any]]:
        if node.kind != "binary" or node.name not in {"==", "!=", "in"}:
            return
        for one, other in (node.parts, node.parts[::-1]):
            question = self._question(one, bound)
            if question is None or not getattr(question, "options", None):
                continue
            if other.kind == "literal":
                yield question, other.value
            elif other.kind == "list":
                yield from ((question, item.value) for item in other.parts if item.kind == "literal")

    def _question(self, node: Node, bound: Bound) -> Any:
        """The question whose answer `answers.kind`, `row.kind` or `r.kind` is; a table for its rows."""
        if node.is_macro and node.name == "filter":
            return self._question(node.parts[0], bound)
        if node.kind == "name":
            return bound.get(node.name)
        if node.kind != "select" or node.parts[0].kind != "name":
            return None
        root = node.parts[0].name
        if root in bound:
            return _column(bound[root], node.name)
        return self.ground.question(root, node.name, self.tables)


def _column(table: Any, key: str) -> Any:
    return table.column(key) if table is not None and table.type.is_table else None
