import re
from typing import Any, Literal

from django.utils.translation import gettext as _

from portal.lib.identifiers import is_bin
from programs.fields.base import Invalid, Kind, Question, kind


class BinQuestion(Question):
    kind: Literal["bin"]


@kind
class Bin(Kind):
    name = "bin"
    settings = BinQuestion
    template = "fields/input.html"
    input_mode = "numeric"
    input_width = "short"

    def parse_text(self, question: Any, text: str) -> str:
        number = re.sub(r"[\s\u00a0-]", "", text)
        if not re.fullmatch(r"[0-9]{12}", number):
            raise Invalid(_("A BIN has 12 digits: check that none is missing."))
        if not is_bin(number):
            raise Invalid(_("There is no such BIN: one of the digits is probably mistyped."))
        return number
