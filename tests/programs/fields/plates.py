"""A question kind as somebody outside the portal would write it: docs/kinds.md shows the same."""

import re
from typing import Any, Literal

from programs.fields.base import Invalid, Kind, Question

PLATE = re.compile(r"\d{3}[A-Z]{3}\d{2}")


class PlateQuestion(Question):
    kind: Literal["plate"]


class Plate(Kind):
    """The number plate of a car."""

    name = "plate"
    settings = PlateQuestion
    template = "fields/input.html"
    input_width = "short"

    def parse_text(self, question: Any, text: str) -> str:
        plate = text.replace(" ", "").upper()
        if not PLATE.fullmatch(plate):
            raise Invalid("Write the number as on the plate, for example 123 ABC 02.")
        return plate

    def display(self, question: Any, value: Any) -> str:
        return "" if value is None else f"{value[:3]} {value[3:6]} {value[6:]}"
