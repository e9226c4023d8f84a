"""What the portal holds while it is measured: twenty programs, an applicant with four drafts, a section of ten fields."""

from dataclasses import dataclass

from programs.models import Call
from tests.benchmarks.load import SIDES
from tests.cast import make_person
from tests.factories import both, draft, published_call, save_answers
from tests.journeys.backstage import session_of

PROGRAMS = 20
FIELDS = [f"field{number}" for number in range(10)]
SECTION = "plan"
FORMS = {
    "application": {
        "sections": [
            {
                "key": SECTION,
                "title": both("Жоспар", "План"),
                "questions": [
                    {"key": key, "kind": "text", "label": both(f"{number}-өріс", f"Поле {number}"), "required": True}
                    for number, key in enumerate(FIELDS, start=1)
                ],
            },
            {"key": "confirm", "summary": True, "title": both("Растау", "Подтверждение")},
        ]
    }
}


@dataclass(frozen=True)
class Seeded:
    session: str
    numbers: list[str]  # a draft for each side of the load, so that they don't stand in each other's way


def seed() -> Seeded:
    for _ in range(PROGRAMS - 1):
        published_call()
    person = make_person("bench")
    call = Call.objects.get(pk=published_call(forms=FORMS, applicants={"each": 10}).pk)
    drafts = [draft(call, person, ordinal=ordinal) for ordinal in range(1, SIDES + 1)]
    for application in drafts:
        save_answers(application.filings.get(), {SECTION: posted(0)}, actor=person)
    return Seeded(session_of(person), [application.number for application in drafts])


def posted(turn: int) -> dict[str, list[str]]:
    return {key: [f"Көшпелі шеберхана {turn}"] for key in FIELDS}
