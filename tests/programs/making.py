"""Questions, forms and program files for tests, as short as they can be."""

import copy

from programs.answers import Answers, read
from programs.definition.document import Definition, ProgramFile
from programs.definition.form import Form
from programs.evaluation import evaluate
from programs.fields.base import kinds


def both(text="Мәтін"):
    return {"kk": text, "ru": text}


def settings(kind, key="q", **more):
    base = {"key": key, "kind": kind}
    if kind in {"statement", "consent"}:
        return base | {"text": both()} | more
    return base | {"label": both(key)} | more


def question(kind, key="q", **more):
    return kinds[kind].settings.model_validate(settings(kind, key, **more))


def options(*keys):
    return [{"key": key, "label": both(key)} for key in keys]


def form(*questions, **section):
    """One section `main` with these questions (settings), then the check page."""
    first = {"key": "main", "title": both(), "questions": list(questions)} | section
    return Form.model_validate({"sections": [first, {"key": "confirm", "title": both(), "summary": True}]})


def filled(made, posted, *, key="main"):
    """(section, its answers, evaluation) after one save of what was posted."""
    section = made.by_key[key]
    answers = read(section, {path: [raw] if isinstance(raw, str) else raw for path, raw in posted.items()}, Answers())
    return section, answers, evaluate(made, {key: answers})


PROGRAM = {
    "format": 1,
    "organization": {"slug": "birlik", "title": both("Бірлік қоры"), "call_types": {"travel": both("Іс-сапар")}},
    "program": {
        "slug": "open-media",
        "title": both("Ашық медиа"),
        "parent": {"slug": "society", "title": both("Қоғам")},
    },
    "call": {
        "slug": "open-media-2027",
        "type": "travel",
        "title": both("Ашық медиа — 2027"),
        "opens": "2027-01-15 09:00",
        "closes": "2027-03-01 18:00",
    },
    "forms": {
        "application": {
            "sections": [
                {"key": "main", "title": both(), "questions": [settings("text", "name")]},
                {"key": "confirm", "title": both(), "summary": True},
            ]
        }
    },
    "stages": [{"key": "board", "kind": "decision", "label": both("Шешім")}],
}


def program(change=None, **parts):
    """A program file's document; `change` may edit the plain data before they are read."""
    plain = copy.deepcopy(PROGRAM) | parts
    if change:
        change(plain)
    return ProgramFile.model_validate(plain)


def definition(*questions, **section):
    made = form(*questions, **section)
    stages = [{"key": "board", "kind": "decision", "label": both()}]
    return Definition.model_validate({"forms": {"application": made.model_dump(by_alias=True)}, "stages": stages})
