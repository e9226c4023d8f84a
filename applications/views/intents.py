"""Which button sent a form: every one of them saves first."""

from dataclasses import dataclass, field

from django.http import QueryDict

from applications.actions.saving import Sheet
from portal.lib import paths
from programs.pasting import Paste
from programs.rows import Change

SAVE, ADD, COPY, MOVE, REMOVE, PASTE, ATTACH, DETACH, DISMISS, SEARCH, BACK, LANGUAGE, SUBMIT = (
    "_save", "_add", "_copy", "_move", "_remove", "_paste",
    "_attach", "_detach", "_dismiss", "_search", "_back", "_language", "_submit",
)  # fmt: skip
PASTED = "_paste"  # what is pasted into a table stands at `<table>/<id of its first row>/_paste`
CHANGES = {ADD: "add", COPY: "copy", MOVE: "move", REMOVE: "remove"}


@dataclass
class Sent:
    """The posted answers, what is to happen to rows, and where the page should open again."""

    posted: dict[str, list[str]]
    button: str = SAVE
    target: str = ""  # the path, or the number of the file, that the button names
    argument: str = ""
    pastes: list[Paste] = field(default_factory=list)
    refused_files: bool = False

    @property
    def stays(self) -> bool:
        return self.button in {*CHANGES, PASTE, ATTACH, DETACH, DISMISS, SEARCH}

    @property
    def change(self) -> Change | None:
        what = CHANGES.get(self.button)
        return Change(what, self.target, self.argument) if what else None  # type: ignore[arg-type]

    @property
    def anchor(self) -> str:
        """Where the person goes on: the row that the button was about, or the next best."""
        target = self.target
        if self.button == REMOVE:
            target = paths.table_of(target)
        elif self.button == COPY:
            target = paths.join(paths.table_of(target), self.argument)
        elif self.button == PASTE:
            target = next((paths.join(paste.path, paste.seed) for paste in self.pastes), target)
        return f"#q-{target}" if target and self.button not in {DETACH, DISMISS} else ""

    def sheet(self, revision: int | None, *, within: str = "") -> Sheet:
        return Sheet(self.posted, revision, self.button == SAVE, within, self.change, self.pastes)


def sent(post: QueryDict) -> Sent:
    posted = {name: [str(value) for value in values] for name, values in post.lists() if not name.startswith("_")}
    result = Sent(posted, pastes=_take_pastes(posted))
    for button in (ADD, COPY, MOVE, REMOVE, PASTE, ATTACH, DETACH, DISMISS, SEARCH, BACK, LANGUAGE, SUBMIT):
        if button in post:
            result.button = button
            result.target, _, result.argument = str(post[button]).partition(" ")
            break
    return result


def _take_pastes(posted: dict[str, list[str]]) -> list[Paste]:
    """Also when another button was pressed: what was pasted isn't lost."""
    found = []
    for name in [name for name in posted if name.endswith(paths.SEPARATOR + PASTED)]:
        text = "\n".join(posted.pop(name))
        path, _, seed = name.removesuffix(paths.SEPARATOR + PASTED).rpartition(paths.SEPARATOR)
        if text.strip():
            found.append(Paste(path, seed, text))
    return found
