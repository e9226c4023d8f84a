"""Working out the rules of a form at a save: processor time, the best of several turns."""

import time
from collections.abc import Callable
from typing import Any

from programs.answers import Answers
from programs.definition.form import Form
from programs.evaluation import evaluate
from tests.benchmarks.figures import Figure
from tests.programs.making import form, settings

QUESTIONS, ROWS, TURNS = 300, 1000, 9


def figures() -> list[Figure]:
    large, answers = three_hundred_questions()
    rows, filled_rows = a_thousand_rows()
    return [
        Figure("rules of 300 questions, at one save", best(lambda: evaluate(large, answers)), 5, 20, "ms"),
        Figure("a rule in each of 1,000 rows, and their sum", best(lambda: evaluate(rows, filled_rows)), 60, 240, "ms"),
    ]


def best(work: Callable[[], Any]) -> float:
    work()  # rules are compiled once per process
    found = []
    for _ in range(TURNS):
        before = time.process_time()
        work()
        found.append(time.process_time() - before)
    return min(found) * 1000


def three_hundred_questions() -> tuple[Form, dict[str, Answers]]:
    """A third shown by a rule, a tenth computed, the others plain."""
    questions, values = [], {}
    for number in range(QUESTIONS):
        key, before = f"q{number}", f"q{number - number % 10}"
        if number % 10 == 9:
            questions.append(settings("computed", key, value=f"answers.{before} * 2.0 + 1.0", **{"as": "money"}))
            continue
        rule = {"show_if": f"has(answers.{before}) && answers.{before} >= 0.0"} if number % 10 in {1, 4, 7} else {}
        questions.append(settings("money", key, **rule))
        values[key] = f"{number}.50"
    return form(*questions), {"main": Answers(values)}


def a_thousand_rows() -> tuple[Form, dict[str, Answers]]:
    columns = [
        settings("money", "price"),
        settings("integer", "count"),
        settings("text", "name"),
        settings("computed", "sum", value="row.price * row.count", **{"as": "money"}),
    ]
    made = form(
        settings("table", "items", columns=columns, rows={"max": 500}),
        settings("computed", "total", value='total(answers.items, "sum")', **{"as": "money"}),
    )
    rows = [{"_id": f"row{number}", "price": "10.00", "count": 2, "name": "Сатып алу"} for number in range(ROWS)]
    return made, {"main": Answers({"items": rows})}
