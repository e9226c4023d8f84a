"""Numbers of persons (IIN) and organizations (BIN): both end in the same check digit."""

import re

WEIGHTS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
SECOND_WEIGHTS = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
TWELVE_DIGITS = re.compile(r"[0-9]{12}")
BETWEEN_DIGITS = re.compile(r"[\s\u00a0-]")
# Year and month of registration, kind of holder, kind of unit, sequence, check digit.
BIN_SHAPE = re.compile(r"[0-9]{2}(0[1-9]|1[012])[4-6][0-3][0-9]{6}")


def check_digit(first_eleven: str) -> int | None:
    """None for the numbers that are never issued."""
    digits = [int(digit) for digit in first_eleven]
    for weights in (WEIGHTS, SECOND_WEIGHTS):
        rest = sum(digit * weight for digit, weight in zip(digits, weights, strict=True)) % 11
        if rest < 10:
            return rest
    return None


def has_check_digit(number: str) -> bool:
    return bool(TWELVE_DIGITS.fullmatch(number)) and check_digit(number[:11]) == int(number[11])


def is_bin(number: str) -> bool:
    return bool(BIN_SHAPE.fullmatch(number)) and has_check_digit(number)
