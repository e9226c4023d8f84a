"""Pictures beside a program file: read, checked and drawn anew when the file is read."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from portal.lib.pictures import MOST_BYTES, NoPicture, redraw

MOST_PICTURES = 60


def take_pictures(data: Any, folders: "Folders") -> dict[str, bytes]:
    """Fills in what the portal writes about each picture; gives their contents by name. Raises PictureFault.

    A file that isn't there is no fault where the picture is known already: a dumped program comes without.
    """
    found: dict[str, bytes] = {}
    for path, picture in list(_pictures(data, ())):
        file = folders.file(path, str(picture.get("file", "")))
        if not file.is_file() and picture.get("digest"):
            continue
        if len(found) == MOST_PICTURES:
            raise PictureFault(path, f"a program shows at most {MOST_PICTURES} pictures")
        try:
            with file.open("rb") as opened:
                drawn = redraw(opened.read(MOST_BYTES + 1))
        except OSError as error:
            raise PictureFault((*path, "file"), f"the picture can't be read: {error.strerror}") from error
        except NoPicture as error:
            raise PictureFault((*path, "file"), str(error)) from error
        picture |= {"digest": drawn.digest, "type": drawn.type, "width": drawn.width, "height": drawn.height}
        found[f"{drawn.digest}.{drawn.type}"] = drawn.content
    return found


class PictureFault(ValueError):
    def __init__(self, path: tuple[str | int, ...], message: str) -> None:
        super().__init__(message)
        self.path = path


class Folders:
    """Where the files that a program file names lie: beside the file that names them, never above the program's."""

    def __init__(self, root: Path, named_in: Callable[[tuple[str | int, ...]], str]) -> None:
        """`named_in`: the file below the root in which a part of the program stands."""
        self.root = root.resolve()
        self.named_in = named_in

    def file(self, path: tuple[str | int, ...], name: str) -> Path:
        file = (self.root / self.named_in(path)).parent.joinpath(name).resolve()
        if not name or not file.is_relative_to(self.root):
            raise PictureFault((*path, "file"), f"only files below {self.root.name}/ can be shown, not {name}")
        return file


def _pictures(node: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], dict[str, Any]]]:
    if isinstance(node, dict):
        if node.get("kind") == "statement" and isinstance(node.get("picture"), dict):
            yield (*path, "picture"), node["picture"]
        for key, value in node.items():
            yield from _pictures(value, (*path, key))
    elif isinstance(node, list):
        for number, item in enumerate(node):
            yield from _pictures(item, (*path, number))
