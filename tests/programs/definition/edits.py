"""Forms that change at random, drafts filled in at random, and whether every answer can still be read."""

import copy
import random

from django.utils.translation import override

from programs.answers import Answers
from programs.definition.form import Form
from tests.programs.making import both, options, settings

WORDS = ["Қор", "Жол шығыны", "25", "1 200", "99,50", "05.09.2026", "Иә", "aigul@qor.example", "Семей, Абай көшесі"]
KEYS = ["alpha", "beta", "gamma", "delta", "epsilon"]


EDITS = ["add", "drop", "move", "relabel", "retype", "limit", "regroup"]


class Editor:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.count = 0
        self.sections = [self.section() for _ in range(3)]

    def plain(self):
        check = {"key": "confirm", "title": both(), "summary": True}
        return {"sections": [*copy.deepcopy(self.sections), check]}

    def form(self):
        return Form.model_validate(self.plain())

    def fresh(self, word):
        self.count += 1
        return f"{word}{self.count}"

    def section(self):
        key = self.fresh("section")
        return {"key": key, "title": both(key), "questions": [self.question() for _ in range(4)]}

    def question(self, depth=0):
        key = self.fresh("q")
        kinds = ["text", "long_text", "integer", "money", "date", "yes_no", "choice", "choices", "email"]
        kind = self.random.choice([*kinds, "table", "table"] if depth < 3 else kinds)
        return settings(kind, key, label=both(f"Сұрақ {key}")) | self.own(kind, depth)

    def own(self, kind, depth):
        """Settings that only this kind has."""
        if kind == "table":
            columns = [self.question(depth + 1) for _ in range(self.random.randint(1, 3))]
            return {"columns": columns, "row_title": both("Жол"), "rows": {"max": self.random.randint(1, 4)}}
        if kind in {"choice", "choices"}:
            return {"options": options(*self.random.sample(KEYS, 3))}
        return {"max": self.random.choice([5, 200])} if kind in {"text", "long_text"} else {}

    def lists(self):
        """Every list of questions, with its depth."""
        found = [(section["questions"], 0) for section in self.sections]
        for questions, depth in found:
            found += [(question["columns"], depth + 1) for question in questions if "columns" in question]
        return found

    def edit(self, edits=EDITS):
        """One change, as somebody might make it in the file."""
        questions, depth = self.random.choice(self.lists())
        number = self.random.randrange(len(questions)) if questions else 0
        getattr(self, self.random.choice(edits))(questions, depth, number)

    def add(self, questions, depth, number):
        questions.insert(number, self.question(depth))

    def drop(self, questions, depth, number):
        if len(questions) > 1 or (questions and not depth):
            del questions[number]

    def move(self, questions, depth, number):
        if questions and not depth:
            self.random.choice(self.sections)["questions"].append(questions.pop(number))

    def relabel(self, questions, depth, number):
        if questions:
            questions[number]["label"] = both(self.fresh("Басқа атау "))

    def retype(self, questions, depth, number):
        if questions:
            other = self.question(depth)
            questions[number] = other | {name: questions[number][name] for name in ("key", "label")}

    def limit(self, questions, depth, number):
        if questions:
            questions[number] |= self.own(questions[number]["kind"], 3) if "columns" not in questions[number] else {}

    def regroup(self, questions, depth, number):
        """A section goes, another one comes."""
        self.sections[self.random.randrange(3)] = self.section()

    def draft(self, form):
        """Answers and texts that are none, as a person might have left them."""
        sections = {}
        for section in form.fillable:
            answers = Answers()
            self.fill(section.questions, "", answers.values, answers)
            sections[section.key] = answers
        return sections

    def fill(self, questions, prefix, values, answers):
        for question in questions:
            if self.random.random() < 0.3:
                continue
            if question.type.is_table:
                rows = [{"_id": f"row{self.random.randrange(10**6):06}"} for _ in range(self.random.randint(1, 3))]
                for row in rows:
                    self.fill(question.columns, f"{prefix}{question.key}/{row['_id']}/", row, answers)
                values[question.key] = rows
                continue
            raw = [self.random.choice(WORDS)]
            if hasattr(question, "options"):
                raw = [option.key for option in question.options[: 1 if question.kind == "choice" else 2]]
            elif question.kind == "yes_no":
                raw = ["yes"]
            try:
                values[question.key] = question.type.parse(question, raw)
            except ValueError:
                answers.unparsed[prefix + question.key] = raw[0]


def bare(text):
    return "".join(text.split()).removesuffix("₸").replace(",", ".").casefold()


def told(question, value, typed):
    """The texts in which an answer may be found."""
    if typed is not None:
        return {bare(typed)}
    found = set()
    for language in ("kk", "ru"):
        with override(language):
            found |= {
                bare(question.type.display(question, value)),
                bare("\n".join(question.type.to_raw(question, value))),
            }
    return found


def leaves(questions, values, answers, prefix=""):
    """(path, question, texts) of every answer."""
    for question in questions:
        path = prefix + question.key
        if question.type.is_table:
            for row in values.get(question.key) or []:
                yield from leaves(question.columns, row, answers, f"{path}/{row['_id']}/")
        elif path in answers.unparsed or values.get(question.key) is not None:
            yield path, question, told(question, values.get(question.key), answers.unparsed.get(path))


def unread(old, before, new, done):
    """Answers that can be read neither in place nor aside with their label."""
    here = {
        path: texts
        for section in new.sections
        if section.key in done.sections
        for path, _question, texts in leaves(
            section.questions, done.sections[section.key].values, done.sections[section.key]
        )
    }
    aside = [found for some in done.set_aside.values() for found in some]
    for section in old.sections:
        answers = before.get(section.key, Answers())
        for path, question, texts in leaves(section.questions, answers.values, answers):
            in_place = here.get(path, set())
            read = in_place | {bare(found.text.kk) for found in aside if str(question.label) in said(found)}
            # Of several choices some may be in place and some aside.
            if not any(all(any(part in there for there in read) for part in text.split(";")) for text in texts):
                yield path, texts, read


def said(found):
    """The label, or in a table that was set aside as a whole the words before each cell."""
    return f"{found.label.kk}\n{found.text.kk}"
