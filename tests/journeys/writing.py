"""What a person writes into any question of any form, by its definition."""

from dataclasses import dataclass, field
from datetime import date, timedelta

TEXT = {"kk": "Ауыл жастарына арналған көшпелі шеберхана", "ru": "Выездная мастерская для сельской молодёжи"}
WORDS = {
    "yes_no": "yes",
    "consent": "yes",
    "money": "10 000",
    "email": "qor@kongil.example",
    "phone": "8 701 234 56 78",
    "url": "kongil.example.kz",
    "bin": "940140000385",
    "iin": "931002451325",
}
# What stands in an address, in the order of its inputs.
ADDRESS = ["55", "Қайнар ауданы", "Қайнар", "Абай", "12", "", ""]


@dataclass
class Writer:
    language: str
    project_starts: date = date(2027, 5, 1)
    dates: int = 0  # written in this section
    own: dict[str, str] = field(default_factory=dict)  # key of a question → what is written there

    def posted(self, section) -> dict[str, list[str]]:
        """As a browser would post the section; without tables and files."""
        asked = [question for question in section.questions if question.type.has_answer]
        plain = [question for question in asked if not question.type.is_table and not question.type.is_file]
        return {question.key: [self.words(question)] for question in plain if not question.type.is_computed}

    def words(self, question, *, in_row: bool = False) -> str:
        if question.key in self.own:
            return self.own[question.key]
        match question.kind:
            case "text" | "long_text":
                return TEXT[self.language][: question.max]
            case "integer" | "decimal":
                return str(max(2, int(question.min or 0)))
            case "choice" | "choices":
                return question.options[0].key
            case "date":
                return f"{self.next_day(question, in_row=in_row):%d.%m.%Y}"
        return WORDS[question.kind]

    def next_day(self, question, *, in_row: bool) -> date:
        """A year for the whole, ten days for each of its parts: what starts first ends last."""
        self.dates += 1
        day = self.project_starts + (
            timedelta(days=10 * self.dates) if in_row else timedelta(days=300 * (self.dates - 1))
        )
        return min(max(day, question.min or day), question.max or day)
