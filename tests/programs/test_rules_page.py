"""Every example of docs/rules.md works, and every mistake is found with the words that stand there."""

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from programs.definition.document import Definition
from programs.definition.faults import faults
from programs.expressions import FAULT, UNKNOWN, Scope, names
from programs.expressions.functions import FUNCTIONS
from tests.programs.making import definition, options, settings

TEXT = (Path(__file__).parents[2] / "docs" / "rules.md").read_text()
BLOCKS = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
OUTCOMES = {"yes": True, "no": False, "undecided": UNKNOWN, "a fault": FAULT}


def plain(text):
    return YAML(typ="safe", pure=True).load(text)


def table_under(head):
    """Rows of the table with this first cell, without head and rule."""
    rows = re.search(rf"^\| {head} \|.*\n\|[-|]+\|\n((?:\|.*\n)+)", TEXT, re.MULTILINE)[1]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in rows.splitlines()]


def code(cell):
    return re.fullmatch(r"\|? ?`(.*)`", cell)[1].replace("∥", "||")


def labelled(part):
    """Texts in two languages that the page leaves out."""
    if isinstance(part, list):
        return [labelled(each) for each in part]
    if not isinstance(part, dict):
        return part
    with_parts = {key: labelled(value) for key, value in part.items()}
    if "key" in part and "rule" not in part:
        return {"label": {"kk": "Мәтін", "ru": "Текст"}} | with_parts
    return with_parts


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.split("key: ")[1].split(",")[0])
def test_example_can_be_published(block):
    found = labelled(plain(block))
    if "requirements" not in found:
        assert faults(definition(*found["questions"], checks=found.get("checks", []))) == []
        return
    made = definition(settings("text", "name")).dump()
    made["forms"]["visitor"] = {
        "sections": [{"key": "main", "title": {"kk": "Ә", "ru": "Ф"}, "questions": found.pop("questions")}]
    }
    assert faults(Definition.model_validate(made | {"eligibility": {"form": "visitor"} | found})) == []


@pytest.mark.parametrize("row", table_under("rule"), ids=" ".join)
def test_rule_gives_what_the_page_says(row):
    rule, answers, gives = row
    assert Scope(plain(code(answers))).holds(code(rule)) is OUTCOMES[gives.rstrip(" |")]


GROUND = [
    settings("money", "sum"),
    settings("text", "name"),
    settings("yes_no", "sure"),
    settings("choice", "kind", options=options("rural", "urban")),
    settings("table", "items", columns=[settings("money", "price"), settings("text", "what")]),
]
MISTAKES = table_under("written")


def messages(rule):
    return [fault.message for fault in faults(definition(*GROUND, settings("text", "last", show_if=rule)))]


@pytest.mark.parametrize("row", MISTAKES, ids=" ".join)
def test_mistake_is_found_with_these_words(row):
    written, says, instead = row
    assert any(says in message for message in messages(code(written)))
    instead = instead.rstrip(" |")
    if instead.startswith(("`answers", "`size", "`same", "`total")):
        assert messages(code(instead)) == []


@pytest.mark.parametrize("name", sorted({*names.ROOTS, *FUNCTIONS}))
def test_every_name_stands_on_the_page(name):
    assert re.search(rf"`[^`]*\b{name}\b", TEXT)
