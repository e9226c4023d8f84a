from graphlib import CycleError, TopologicalSorter
from typing import Any

from programs.expressions import references


def column_cycle(table: Any) -> list[str]:
    """Columns of one table that wait for each other, empty when none do."""
    own = {column.key for column in table.columns}
    try:
        TopologicalSorter({column.key: _read_beside(column) & own for column in table.columns}).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def _read_beside(column: Any) -> set[str]:
    """Keys of the cells of its own row that a column reads; rules of a table within it read them as `parent`."""
    found = {key for source in _rules(column) for root, key in references(source) if root == "row"}
    for inner in getattr(column, "columns", []):
        found |= {key for source in _rules(inner) for root, key in references(source) if root == "parent"}
    return found


def _rules(question: Any) -> list[str]:
    return [source for _place, source in question.type.rules(question)]
