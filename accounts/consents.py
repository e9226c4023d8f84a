"""The texts that people agree to: what they say now, and who has agreed."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from accounts.models import Consent, User

TEXTS = Path(__file__).parent / "texts"
PERSONAL_DATA = "personal-data"


@dataclass(frozen=True)
class ConsentText:
    kind: str
    language: str
    version: str
    body: str  # Markdown
    digest: str


@cache
def current(kind: str, language: str) -> ConsentText:
    """A file begins with `version: <date>` and an empty line; the digest is of the whole file."""
    content = (TEXTS / f"{kind}.{language}.md").read_bytes()
    head, _, body = content.decode().partition("\n\n")
    label, _, version = head.partition(": ")
    if label != "version" or not version or not body:
        raise ValueError(f"the text {kind}.{language}.md doesn't begin with its version")
    return ConsentText(kind, language, version, body, sha256(content).hexdigest())


class Standing(StrEnum):
    NEVER = "never"  # hasn't agreed to any version
    OUTDATED = "outdated"  # agreed to a text that has changed since
    CURRENT = "current"


def texts_digest(kind: str = PERSONAL_DATA) -> str:
    """Changes when the text does, in either language."""
    return sha256("".join(current(kind, language).digest for language, _ in settings.LANGUAGES).encode()).hexdigest()


def standing(user: User, kind: str = PERSONAL_DATA) -> Standing:
    """Whoever agreed in one language has agreed."""
    given = set(Consent.objects.filter(user=user, kind=kind).values_list("digest", flat=True))
    if given & {current(kind, language).digest for language, _ in settings.LANGUAGES}:
        return Standing.CURRENT
    return Standing.OUTDATED if given else Standing.NEVER
