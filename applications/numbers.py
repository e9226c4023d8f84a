"""Numbers people can quote: `26-7K3QF-4`, the year, five random characters, a check character."""

import re
import secrets
from datetime import datetime

# Without letters and digits that look alike; 31 of them, a prime, so that the check finds every single mistyped
# character and every swap of neighbours.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
SHAPE = re.compile(rf"([0-9]{{2}})-([{ALPHABET}]{{5}})-([{ALPHABET}])")


def new_number(now: datetime) -> str:
    year, body = f"{now:%y}", "".join(secrets.choice(ALPHABET) for _ in range(5))
    return f"{year}-{body}-{check_character(year, body)}"


def check_character(year: str, body: str) -> str:
    values = [int(digit) for digit in year] + [ALPHABET.index(character) for character in body]
    return ALPHABET[sum(place * value for place, value in enumerate(values, start=1)) % len(ALPHABET)]


def is_number(text: str) -> bool:
    found = SHAPE.fullmatch(text)
    return found is not None and found[3] == check_character(found[1], found[2])
