"""Numbers people can quote: `26-7K3QF-4`, the year, five random characters, a check character."""

import secrets
from datetime import datetime

# Without letters and digits that look alike or sound alike.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def new_number(now: datetime) -> str:
    body = "".join(secrets.choice(ALPHABET) for _ in range(5))
    return f"{now:%y}-{body}-{check_character(f'{now:%y}{body}')}"


def check_character(text: str) -> str:
    """Changes with every single mistyped character and every swap of neighbours."""
    total = sum(place * ALPHABET_VALUES[character] for place, character in enumerate(text, start=1))
    return ALPHABET[total % len(ALPHABET)]


def is_number(text: str) -> bool:
    year, _, rest = text.partition("-")
    body, _, check = rest.partition("-")
    bare = year + body
    known = len(year) == 2 and len(body) == 5 and all(character in ALPHABET_VALUES for character in bare)
    return known and check == check_character(bare)


ALPHABET_VALUES = {character: value for value, character in enumerate("0123456789ABCDEFGHJKMNPQRSTUVWXYZ")}
