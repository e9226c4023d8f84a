from typing import Any, ClassVar, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.lib.identifiers import BETWEEN_DIGITS, TWELVE_DIGITS, has_check_digit, is_bin
from programs.fields.base import Invalid, Kind, Question, kind


class TwelveDigits(Kind):
    template = "fields/input.html"
    input_mode = "numeric"
    input_width = "short"
    too_short: ClassVar[Promise | str]
    mistyped: ClassVar[Promise | str]

    def guide(self, question: Any) -> str:
        return str(_("12 digits"))

    def parse_text(self, question: Any, text: str) -> str:
        number = BETWEEN_DIGITS.sub("", text)
        if not TWELVE_DIGITS.fullmatch(number):
            raise Invalid(str(self.too_short))
        if not self.is_issued(number):
            raise Invalid(str(self.mistyped))
        return number

    def is_issued(self, number: str) -> bool:
        return has_check_digit(number)


class BinQuestion(Question):
    kind: Literal["bin"]


@kind
class Bin(TwelveDigits):
    name = "bin"
    settings = BinQuestion
    too_short = _("A BIN has 12 digits: check that none is missing.")
    mistyped = _("There is no such BIN: one of the digits is probably mistyped.")

    def is_issued(self, number: str) -> bool:
        return is_bin(number)


class IinQuestion(Question):
    kind: Literal["iin"]
    sensitive: bool = True


@kind
class Iin(TwelveDigits):
    """Only the check digit counts: a number may differ from the date of birth, and a foreigner has a 0 for the sex."""

    name = "iin"
    settings = IinQuestion
    too_short = _("An IIN has 12 digits: check that none is missing.")
    mistyped = _("There is no such IIN: one of the digits is probably mistyped.")
