"""For every kind: how it may be set up, answers that are right, and what isn't one. A new kind brings its own."""

from dataclasses import dataclass, field
from typing import Any

from programs.definition.base import Text
from programs.fields.base import kinds
from programs.reference_files import read_lines
from programs.reference_loading import load_list
from tests.programs.making import both, options, question, settings

NBSP = "\N{NO-BREAK SPACE}"
PLACES = """code,parent,title_kk,title_ru
61,,Түркістан облысы,Туркестанская область
6132,61,Сайрам ауданы,Сайрамский район
613255,6132,Қарабұлақ ауылы,село Карабулак
6111,61,Ордабасы ауданы,Ордабасинский район
611130,6111,Қарабұлақ ауылы,село Карабулак
71,,Астана қаласы,город Астана
"""


@dataclass
class Specimen:
    settings: dict[str, Any] = field(default_factory=dict)
    # (what is posted, as it is read in Kazakh, in Russian)
    good: list[tuple[list[str], str, str]] = field(default_factory=list)
    bad: list[list[str]] = field(default_factory=list)
    # Of kinds that aren't typed: some value.
    value: Any = None

    def __post_init__(self) -> None:
        assert (self.good and self.bad) or self.value is not None, "give answers that are right and some that aren't"


ROWS = [{"_id": "aaaa22", "q": "Бір"}]
SPECIMENS: dict[str, Specimen] = {
    "text": Specimen({"max": 20}, [([" Көңіл  қоры "], "Көңіл қоры", "Көңіл қоры")], [["ұ" * 21]]),
    "long_text": Specimen({"max": 20}, [(["Бір\nекі"], "Бір\nекі", "Бір\nекі")], [["ұ" * 21]]),
    "integer": Specimen(
        {"max": 5000, "unit": both("адам")},
        [(["1 234"], f"1{NBSP}234{NBSP}адам", f"1{NBSP}234{NBSP}адам")],
        [["5001"], ["он"], ["1,5"]],
    ),
    "decimal": Specimen({}, [(["1234,50"], f"1{NBSP}234,5", f"1{NBSP}234,5")], [["1,234"], ["x"]]),
    "money": Specimen({}, [(["1500000"], f"1{NBSP}500{NBSP}000{NBSP}₸", f"1{NBSP}500{NBSP}000{NBSP}₸")], [["-1"]]),
    "date": Specimen({}, [(["5.9.2026"], "2026 ж. 5 қыркүйек", "5 сентября 2026 г.")], [["31.02.2026"], ["ертең"]]),
    "yes_no": Specimen({}, [(["", "yes"], "Иә", "Да"), (["", "no"], "Жоқ", "Нет")], [["maybe"]]),
    "choice": Specimen(
        {"options": [{"key": "kzt", "label": {"kk": "теңге", "ru": "тенге"}}, *options("a", "b")]},
        [(["", "kzt"], "теңге", "тенге")],
        [["usd"]],
    ),
    "choices": Specimen(
        {"options": [{"key": "s", "label": {"kk": "мектеп", "ru": "школа"}}, *options("a", "b")], "most": 2},
        [(["", "b", "s"], "мектеп; b", "школа; b")],
        [["x"], ["s", "a", "b"]],
    ),
    "email": Specimen({}, [(["qor@kongil.example"], "qor@kongil.example", "qor@kongil.example")], [["qor@"]]),
    "phone": Specimen({}, [(["8 701 234 56 78"], "+7 701 234 5678", "+7 701 234 5678")], [["12"], ["+7 9"]]),
    "url": Specimen({}, [(["kongil.example"], "https://kongil.example", "https://kongil.example")], [["қор"]]),
    "bin": Specimen({}, [(["000740 000728"], "000740000728", "000740000728")], [["000740000729"], ["1"]]),
    "iin": Specimen({}, [(["931002 451325"], "931002451325", "931002451325")], [["931002451326"], ["1"]]),
    "reference": Specimen(
        {"list": "places"},
        [
            (["АСТАНА каласы"], "Астана қаласы", "город Астана"),
            (
                ["село Карабулак", "", "611130"],
                "Қарабұлақ ауылы (Ордабасы ауданы, Түркістан облысы)",
                "село Карабулак (Ордабасинский район, Туркестанская область)",
            ),
        ],
        [["Қарабұлақ ауылы"], ["Атлантида"], ["Қарабұлақ", "", "0"]],
    ),
    "address": Specimen(
        {},
        [
            (
                ["61", "Сайрам ауданы", "Қарабұлақ", "Абай көшесі", "5", "", "160 812"],
                "160812, Түркістан облысы, Сайрам ауданы, Қарабұлақ, Абай көшесі, 5-үй",
                "160812, Туркестанская область, Сайрам ауданы, Қарабұлақ, Абай көшесі, д. 5",
            ),
            (
                ["71", "", "", "Мәңгілік Ел", "1", "7", ""],
                "Астана қаласы, Мәңгілік Ел, 1-үй, 7-пәтер",
                "город Астана, Мәңгілік Ел, д. 1, кв. 7",
            ),
        ],
        [["61", "", "", "", "5"], ["x", "", "a", "", "5"], ["71", "", "", "", "5", "", "12"], ["", "", "a" * 121]],
    ),
    "consent": Specimen({}, [(["", "yes"], "Иә", "Да")], value=True, bad=[]),
    "file": Specimen(value=[7, 9]),
    "table": Specimen({"columns": [settings("text")]}, value=ROWS),
    "fixed_table": Specimen(
        {"columns": [settings("text")], "rows": [{"key": "aaaa22", "label": both("1")}]}, value=ROWS
    ),
    "computed": Specimen({"value": "1.0", "as": "money"}, value="12.50"),
    "statement": Specimen(value=""),
}


def question_of(name: str, **more: Any) -> Any:
    return question(name, **SPECIMENS[name].settings | more)


def is_typed(name: str) -> bool:
    kind = kinds[name]
    return kind.has_answer and not (kind.is_table or kind.is_file or kind.is_computed)


def load_places() -> None:
    load_list("places", read_lines(PLACES), title=Text(kk="Жерлер", ru="Места"))
