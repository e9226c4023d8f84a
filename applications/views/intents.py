"""Which button sent a form: every one of them saves first."""

from dataclasses import dataclass

from django.http import QueryDict

from portal.lib import paths
from programs.answers import ROWS
from programs.definition.form import Section

SAVE, ADD, REMOVE, ATTACH, DETACH, BACK, LANGUAGE, SUBMIT = (
    "_save", "_add", "_remove", "_attach", "_detach", "_back", "_language", "_submit",
)  # fmt: skip


@dataclass
class Sent:
    """The posted answers, changed as the button asks, and where the page should open again."""

    posted: dict[str, list[str]]
    button: str = SAVE
    target: str = ""
    is_full: bool = False  # a row was asked for where no more fit

    @property
    def stays(self) -> bool:
        return self.button in {ADD, REMOVE, ATTACH, DETACH}

    @property
    def anchor(self) -> str:
        return f"#q-{self.target}" if self.target and self.button != DETACH else ""


def sent(post: QueryDict, section: Section) -> Sent:
    posted = {name: [str(value) for value in values] for name, values in post.lists() if not name.startswith("_")}
    for button in (ADD, REMOVE, ATTACH, DETACH, BACK, LANGUAGE, SUBMIT):
        if button in post:
            result = Sent(posted, button, str(post[button]))
            if button in {ADD, REMOVE}:
                _change_rows(result, section)
            return result
    return Sent(posted)


def _change_rows(result: Sent, section: Section) -> None:
    table, _, row = result.target.partition(paths.SEPARATOR)
    question = section.by_key.get(table)
    if question is None or not question.type.is_table or not paths.ROW.fullmatch(row):
        return
    ids = result.posted.setdefault(paths.join(table, ROWS), [])
    if result.button == REMOVE:
        result.posted[paths.join(table, ROWS)] = [row_id for row_id in ids if row_id != row]
        result.target = table
    elif row not in ids:
        result.is_full = len([row_id for row_id in ids if row_id]) >= question.rows.max  # type: ignore[attr-defined]
        if not result.is_full:
            ids.append(row)
