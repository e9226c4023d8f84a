"""What every part of a definition is made of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from django.utils.translation import get_language
from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, StringConstraints
from pydantic_core import CoreSchema, core_schema

LANGUAGES = ("kk", "ru")

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=50)]


class Strict(BaseModel):
    """An unknown key is a mistake of the author, not something to pass over."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_default=True)


class Text(Strict):
    """A text in both languages; `str()` gives the one of the page."""

    kk: str = ""
    ru: str = ""

    model_config = ConfigDict(json_schema_extra={"required": list(LANGUAGES)})

    def __str__(self) -> str:
        return self.in_(get_language() or LANGUAGES[0])

    def __bool__(self) -> bool:
        return bool(self.kk or self.ru)

    def in_(self, language: str) -> str:
        return self.ru if language.startswith("ru") else self.kk

    @property
    def missing(self) -> list[str]:
        """Languages in which there is no text."""
        return [language for language in LANGUAGES if not self.in_(language).strip()]


@dataclass(frozen=True)
class AtMost:
    """Annotation of a text that has to fit into a column of the database."""

    limit: int

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.check, handler(source))

    def check(self, text: Text) -> Text:
        for language in LANGUAGES:
            over = len(text.in_(language)) - self.limit
            if over > 0:
                raise ValueError(f"the text in {language} is {over} characters too long: at most {self.limit} fit")
        return text


@dataclass(frozen=True)
class Written:
    """Annotation of a setting that a file writes otherwise than the document holds it: `10 MB`, `10 min`."""

    write: Callable[[Any], Any]


def repeated(keys: Sequence[str]) -> list[str]:
    return sorted({key for key in keys if keys.count(key) > 1})
