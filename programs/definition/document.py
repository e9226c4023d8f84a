"""The definition of a call: what is frozen in an edition, and the file that it is loaded from."""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

import rfc8785
from pydantic import BeforeValidator, Field, model_validator

from programs.definition.base import Key, Slug, Strict, Text
from programs.definition.form import Form
from programs.definition.letters import Letter
from programs.definition.stages import AnyStage

FORMAT = 1
MOMENT = "%Y-%m-%d %H:%M"


class Definition(Strict):
    """Forms, stages and letters, as frozen in an edition."""

    format: Literal[1] = FORMAT
    forms: dict[Key, Form] = Field(min_length=1)
    stages: list[AnyStage] = []
    letters: dict[str, Letter] = {}

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
    title: Text
    call_types: dict[Key, Text] = {}


class Contacts(Strict):
    email: str = ""
    phone: str = ""


class ProgramPart(Strict):
    slug: Slug
    title: Text
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


Moment = Annotated[
    str,
    BeforeValidator(_moment),
    Field(pattern=r"^\d{4}-\d\d-\d\d \d\d:\d\d$", description="in the call's zone, such as 2027-01-15 09:00"),
]


class Applicants(Strict):
    kinds: list[Literal["person"]] = ["person"]
    each: int = Field(default=1, ge=1, le=100, description="how many applications each may have")


class CallPart(Strict):
    """What is live on a call: taken from the file when the call is created."""

    slug: Slug
    type: Key | None = None
    title: Text
    summary: Text = Text()
    description: Text = Text()
    audience: Text = Text()
    needed: Text = Text()
    minutes: int | None = Field(default=None, ge=1, le=1000)
    noun: Literal["application", "statement"] = "application"
    opens: Moment
    closes: Moment
    grace: Annotated[timedelta, BeforeValidator(_minutes)] = timedelta(minutes=10)
    zone: str = "Asia/Almaty"
    applicants: Applicants = Applicants()

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

    def definition(self) -> Definition:
        return Definition(format=self.format, forms=self.forms, stages=self.stages, letters=self.letters)
