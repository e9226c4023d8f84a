"""The definition of a call: what is frozen in an edition, and the file that it is loaded from."""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Annotated, Any, Final, Literal
from zoneinfo import ZoneInfo

import rfc8785
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PrivateAttr,
    StringConstraints,
    TypeAdapter,
    WithJsonSchema,
    model_validator,
)

from programs.definition.base import AtMost, Key, Slug, Strict, Text, Written
from programs.definition.eligibility import Eligibility
from programs.definition.form import Form
from programs.definition.letters import Letter, LetterKey
from programs.definition.stages import AnyStage

FORMAT: Final = 1
MOMENT = "%Y-%m-%d %H:%M"


class Definition(Strict):
    """Forms, stages and letters, as frozen in an edition."""

    format: Literal[1] = FORMAT
    forms: dict[Key, Form] = Field(min_length=1)
    eligibility: Eligibility | None = None
    stages: list[AnyStage] = []
    letters: dict[LetterKey, Letter] = {}

    def dump(self) -> dict[str, Any]:
        return self.model_dump(mode="json", exclude_defaults=True, by_alias=True) | {"format": self.format}

    def digest(self) -> str:
        return digest(self.dump())

    def stage(self, key: str) -> AnyStage:
        return next(stage for stage in self.stages if stage.key == key)


def digest(document: dict[str, Any]) -> str:
    return sha256(rfc8785.dumps(document)).hexdigest()


class OrganizationPart(Strict):
    slug: Slug
    title: Annotated[Text, AtMost(200)]
    call_types: dict[Annotated[Key, StringConstraints(max_length=40)], Annotated[Text, AtMost(120)]] = {}


def _email(value: str) -> str:
    if not value:
        return value
    try:
        EmailValidator()(value)
    except ValidationError as error:
        raise ValueError(f"{value!r} is no email address") from error
    return value


class Contacts(Strict):
    email: Annotated[str, AfterValidator(_email)] = ""
    phone: str = Field(default="", max_length=40)


class ProgramPart(Strict):
    slug: Slug
    title: Annotated[Text, AtMost(200)]
    summary: Text = Text()
    description: Text = Text()
    contacts: Contacts = Contacts()
    parent: "ProgramPart | None" = None


def _moment(value: Any) -> Any:
    return value.strftime(MOMENT) if isinstance(value, datetime) else value


def _minutes(value: Any) -> Any:
    """`10 min` in files."""
    if isinstance(value, str) and value.endswith(" min") and value[:-4].isdigit():
        return timedelta(minutes=int(value[:-4]))
    return value


def _spoken_minutes(value: timedelta) -> str:
    minutes, rest = divmod(value, timedelta(minutes=1))
    return TypeAdapter(timedelta).dump_python(value, mode="json") if rest else f"{minutes} min"


def _on_the_calendar(value: str) -> str:
    try:
        datetime.strptime(value, MOMENT)  # noqa: DTZ007 (the zone stands beside it)
    except ValueError as error:
        raise ValueError(f"there is no such day or hour: {value}") from error
    return value


def _zone(value: str) -> str:
    try:
        return ZoneInfo(value).key
    except (ValueError, OSError, LookupError) as error:
        raise ValueError(f"there is no time zone {value!r}") from error


Moment = Annotated[
    str,
    Field(pattern=r"^\d{4}-\d\d-\d\d \d\d:\d\d$", description="in the call's zone, such as 2027-01-15 09:00"),
    AfterValidator(_on_the_calendar),
    BeforeValidator(_moment),
]


Minutes = Annotated[
    timedelta,
    BeforeValidator(_minutes),
    Written(_spoken_minutes),
    WithJsonSchema({"type": "string", "pattern": r"^(\d+ min|P.+)$"}),
]


class Applicants(Strict):
    kinds: list[Literal["person", "organization"]] = Field(default=["person"], min_length=1)
    each: int = Field(default=1, ge=1, le=100, description="how many applications each may have")


class CallDocument(Strict):
    """A file for everybody who reads about the call; an author gives its title and the file."""

    title: Annotated[Text, AtMost(200)]
    file: str = Field(min_length=1, max_length=200, description="beside the program file: PDF, DOCX or XLSX")
    digest: str = Field(default="", pattern=r"^([0-9a-f]{64})?$", description="written by the portal")
    type: Literal["", "pdf", "docx", "xlsx"] = Field(default="", description="written by the portal")
    size: int = Field(default=0, ge=0, description="in bytes, written by the portal")

    @property
    def name(self) -> str:
        """In the storage."""
        return f"{self.digest}.{self.type}"


class CallPart(Strict):
    """What is live on a call: taken from the file when the call is created."""

    slug: Slug
    type: Key | None = None
    title: Annotated[Text, AtMost(200)]
    summary: Text = Text()
    description: Text = Text()
    audience: Annotated[Text, AtMost(300)] = Text()
    needed: Text = Text()
    minutes: int | None = Field(default=None, ge=1, le=1000)
    noun: Literal["application", "statement"] = "application"
    opens: Moment
    closes: Moment
    grace: Minutes = timedelta(minutes=10)
    zone: Annotated[str, AfterValidator(_zone)] = "Asia/Almaty"
    applicants: Applicants = Applicants()
    documents: list[CallDocument] = Field(default=[], max_length=30, description="for downloading on the call's page")

    @model_validator(mode="after")
    def _times(self) -> "CallPart":
        if self.opens >= self.closes:
            raise ValueError("the call must open before it closes")
        return self

    def moment(self, text: str) -> datetime:
        return datetime.strptime(text, MOMENT).replace(tzinfo=ZoneInfo(self.zone))


class ProgramFile(Definition):
    """One file: an organization, a program, one call with its definition."""

    organization: OrganizationPart
    program: ProgramPart
    call: CallPart
    _pictures: dict[str, bytes] = PrivateAttr(default_factory=dict)
    _enclosures: dict[str, bytes] = PrivateAttr(default_factory=dict)

    @property
    def pictures(self) -> dict[str, bytes]:
        """What the file brought along, by name; stored when it is loaded."""
        return self._pictures

    @property
    def enclosures(self) -> dict[str, bytes]:
        """The documents of the call that the file brought along, by name."""
        return self._enclosures

    def definition(self) -> Definition:
        return Definition(**{name: getattr(self, name) for name in Definition.model_fields})
