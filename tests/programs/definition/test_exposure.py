"""Definitions that would show sensitive answers to the wrong people, or that no server could take back."""

import pytest
from django.conf import settings as django_settings

from programs.definition import capacity as module
from programs.definition.faults import faults
from tests.programs.making import definition, options, settings


def messages(*questions):
    return [fault.message for fault in faults(definition(*questions))]


SALARY = settings("money", "salary", sensitive=True)
ROW = settings("table", "items", columns=[settings("money", "price"), settings("money", "pay", sensitive=True)])


@pytest.mark.parametrize(
    "question",
    [
        settings("file", "q", listed=True),
        settings("statement", "q", listed=True),
        settings("table", "q", columns=[settings("text", "name")], listed=True),
        settings("table", "q", columns=[settings("text", "name", listed=True)]),
    ],
)
def test_only_a_single_answer_is_listed(question):
    (message,) = messages(question)
    assert "only a single answer" in message


def test_a_sensitive_answer_is_not_listed():
    (message,) = messages(settings("text", "q", sensitive=True, listed=True))
    assert "can't be listed" in message


@pytest.mark.parametrize("formula", ["answers.salary * 12.0", 'total(answers.items, "pay")'])
def test_what_is_worked_out_from_a_sensitive_answer_is_sensitive(formula):
    (message,) = messages(SALARY, ROW, settings("computed", "year", value=formula))
    assert "mark it as sensitive too" in message
    assert messages(SALARY, ROW, settings("computed", "year", value=formula, sensitive=True)) == []


def test_in_a_row_as_well():
    columns = [*ROW["columns"], settings("computed", "year", value="row.pay * 12.0")]
    (message,) = messages(ROW | {"columns": columns})
    assert "'pay'" in message


@pytest.mark.parametrize(
    "formula",
    [
        'total(answers.items, "price") + total(answers.items, "pay")',
        'total(answers.items, "pay") + total(answers.items, "price")',
        'total(answers.items.filter(r, r.pay > 5.0), "price")',
        'total(answers.tree.filter(t, total(t.items, "pay") > 5.0), "sum")',
        'total(answers.tree.filter(t, total(t.items, "sum") > 5.0 && t.items.all(r, r.pay > 5.0)), "sum")',
    ],
)
def test_what_a_sum_reads_besides_counts_too(formula):
    inner = ROW | {"columns": [*ROW["columns"], settings("money", "sum")]}
    tree = settings("table", "tree", columns=[settings("money", "sum"), inner], rows={"max": 10})
    found = messages(ROW, tree, settings("computed", "first", value=formula))
    assert any("'pay'" in message for message in found)


def test_what_is_not_sensitive_may_be_summed_beside_what_is():
    assert messages(ROW, settings("computed", "sum", value='total(answers.items, "price")', listed=True)) == []


def test_a_form_that_the_server_could_not_take_back_is_refused():
    columns = [settings("text", f"c{number}") for number in range(20)]
    tables = [settings("table", f"t{number}", columns=columns, rows={"max": 500}) for number in range(2)]
    assert any("inputs" in message for message in messages(*tables))
    assert not any("inputs" in message for message in messages(tables[0]))


def test_nor_one_with_more_text_than_fits():
    table = settings("table", "t", columns=[settings("long_text", "story", max=20_000)], rows={"max": 100})
    assert any("characters" in message for message in messages(table))


def test_each_box_of_a_choice_is_an_input(monkeypatch):
    monkeypatch.setattr(module, "MOST_INPUTS", 3)
    assert messages(settings("choices", "q", options=options("a", "b"))) == []
    assert messages(settings("choices", "q", options=options("a", "b", "c"))) != []


def test_the_settings_take_the_largest_form():
    longest = len("%D3%98")  # how a browser sends a letter
    assert module.MOST_INPUTS < django_settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    assert module.MOST_CHARACTERS * longest < django_settings.DATA_UPLOAD_MAX_MEMORY_SIZE
