"""How often answers are handed to the language, counted: handing them over costs more than the rules themselves."""

import cel
import pytest

from programs.expressions import UNKNOWN, Scope
from programs.expressions import scope as module

REAL = cel.Context
ROWS = [{"a": float(number), "b": 2.0, "name": "ә"} for number in range(100)]


class Counting:
    """Stands for cel.Context and notes what it is given."""

    made: list[object] = []
    copied: list[set[str]] = []
    looked_up: list[dict] = []

    def __init__(self, variables, functions):
        self.made.append(self)
        self.copied.append(set(variables["answers"]))
        self.real = REAL(variables, functions)

    def add_variable(self, name, value):
        if name == "answers":
            self.copied.append(set(value))
        self.real.add_variable(name, value)

    def set_variable_resolver(self, resolve):
        def noting(name):
            found = resolve(name)
            if found is not None:
                self.looked_up.append(found)
            return found

        self.real.set_variable_resolver(noting)


@pytest.fixture
def counted(monkeypatch):
    Counting.made, Counting.copied, Counting.looked_up = [], [], []
    monkeypatch.setattr(module.cel, "Context", Counting)
    real = module.outcome
    monkeypatch.setattr(module, "outcome", lambda source, context: real(source, context.real))
    return Counting


@pytest.fixture
def answers():
    return {f"k{number}": float(number) for number in range(300)} | {"items": [dict(row) for row in ROWS]}


def test_rules_of_three_hundred_questions_share_one_copy(counted, answers):
    scope = Scope(answers)
    for number in range(300):
        assert scope.holds(f"answers.k{number} >= 0.0 && answers.k{(number + 1) % 300} >= 0.0") is True
    assert len(counted.made) == 1
    assert counted.copied == [set(answers) - {"items"}]


def test_changes_hand_over_only_what_a_rule_names(counted, answers):
    scope = Scope(answers)
    for number in range(100):
        answers[f"k{number}"] = 1.0
        scope.note_change(f"k{number}")
        assert scope.value(f"answers.k{number}") == 1.0
    del answers["k0"]
    scope.note_change("k0")
    assert scope.value("answers.k0") is UNKNOWN
    assert len(counted.copied) == 1
    assert max(map(len, counted.looked_up)) == 1


def test_a_table_is_handed_over_when_a_rule_first_reads_it_and_after_it_changed(counted, answers):
    scope = Scope(answers)
    for _ in range(5):
        assert scope.value('total(answers.items, "b")') == 200.0
    assert len(counted.copied) == 2
    answers["items"] = answers["items"][:10]
    scope.note_change("items")
    assert scope.value('total(answers.items, "b")') == 20.0
    assert scope.value("size(answers.items)") == 10
    assert len(counted.copied) == 3


def test_rules_of_rows_are_never_given_a_table_of_the_form(counted, answers):
    scope = Scope(answers)
    for row in answers["items"]:
        assert scope.holds("row.a + answers.k5 >= parent.c", row=row, parent={"c": 5.0, "d": ROWS}) is True
    assert len(counted.made) == len(counted.copied) == 1
    assert {frozenset(found) for found in counted.looked_up} == {
        frozenset({"a"}),
        frozenset({"k5"}),
        frozenset({"c"}),
    }


def test_a_form_without_rules_costs_nothing(counted, answers):
    Scope(answers)
    assert counted.made == []


def test_more_rows_than_publication_reckoned_with_are_a_fault(counted):
    rows = [{"x": float(number)} for number in range(2000)]
    scope = Scope({"items": rows})
    assert scope.holds("answers.items.all(a, answers.items.exists(b, b.x == a.x))") is module.FAULT
    assert list(scope.faults.values()) == ["too many rows"]
    assert scope.holds("answers.items.all(a, a.x >= 0.0)") is True
