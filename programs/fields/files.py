import re
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pydantic import BeforeValidator, Field, WithJsonSchema

from programs.definition.base import Strict, Written
from programs.fields.base import Kind, Question, kind

UNITS = {"KB": 1024, "MB": 1024**2}
SIZE = re.compile(r"(\d+) ?(KB|MB)")
FileType = Literal["pdf", "jpeg", "png", "docx", "xlsx"]


def read_size(value: Any) -> Any:
    """`10 MB` in files, bytes in the document."""
    found = SIZE.fullmatch(value) if isinstance(value, str) else None
    return int(found[1]) * UNITS[found[2]] if found else value


def write_size(value: int) -> int | str:
    unit = next((unit for unit, size in reversed(UNITS.items()) if value % size == 0), None)
    return f"{value // UNITS[unit]} {unit}" if unit else value


Size = Annotated[
    int,
    BeforeValidator(read_size),
    Written(write_size),
    WithJsonSchema({"anyOf": [{"type": "integer"}, {"type": "string", "pattern": SIZE.pattern}]}),
]


def spoken_size(size: int) -> str:
    megabytes = (Decimal(size) / UNITS["MB"]).quantize(Decimal("0.1")).normalize()
    return _("%(megabytes)s MB") % {"megabytes": number_format(megabytes)}


class FileLimits(Strict):
    max: int = Field(default=1, ge=1, le=30)
    each: Size = Field(default=10 * UNITS["MB"], ge=1, le=50 * UNITS["MB"])


class FileQuestion(Question):
    kind: Literal["file"]
    accept: list[FileType] = Field(default=["pdf", "jpeg", "png"], min_length=1)
    files: FileLimits = FileLimits()

    @property
    def extensions(self) -> str:
        """For the `accept` attribute of the input."""
        names = {"jpeg": ".jpg,.jpeg"}
        return ",".join(names.get(name, f".{name}") for name in self.accept)

    @property
    def spoken_types(self) -> str:
        return ", ".join("JPG" if name == "jpeg" else name.upper() for name in self.accept)

    @property
    def spoken_size(self) -> str:
        return spoken_size(self.files.each)


@kind
class File(Kind):
    """The value is a list of upload ids, written by the actions that attach and detach files, never by a form."""

    name = "file"
    settings = FileQuestion
    template = "fields/file.html"
    is_file = True

    def missing(self, question: Any) -> str:
        return _("Attach a file.")

    def for_rules(self, question: Any, value: Any) -> float:
        return float(len(value))

    def sample(self, question: Any) -> float:
        return 1.0

    def to_raw(self, question: Any, value: Any) -> list[str]:
        return []

    def display(self, question: Any, value: Any) -> str:
        count = len(value or [])
        return ngettext("%(count)d file", "%(count)d files", count) % {"count": count}

    def export(self, question: Any, value: Any) -> int:
        """How many: the files themselves don't fit into a cell."""
        return len(value or [])
