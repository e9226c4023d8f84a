"""The letters that the mail catcher kept."""

import email
import email.policy
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

NEWEST = 100


@dataclass(frozen=True)
class Letter:
    key: str  # the file's name without .eml
    received: datetime
    message: EmailMessage

    @property
    def headers(self) -> list[tuple[str, str]]:
        return [(name, str(value)) for name, value in self.message.items()]

    @property
    def subject(self) -> str:
        return str(self.message.get("Subject", ""))

    @property
    def to(self) -> str:
        return str(self.message.get("To", ""))

    def body(self, kind: str) -> str:
        """`plain` or `html`; empty when the letter has none."""
        part = self.message.get_body(preferencelist=(kind,))
        return str(part.get_content()) if part else ""


def newest_letters(folder: Path) -> list[Letter]:
    files = sorted(folder.glob("*.eml"), key=lambda path: path.name, reverse=True)[:NEWEST]
    return [_read(path) for path in files]


def find_letter(folder: Path, key: str) -> Letter | None:
    """Only names that the folder really lists are opened, so a key can't lead elsewhere."""
    return next((_read(path) for path in folder.glob("*.eml") if path.stem == key), None)


def _read(path: Path) -> Letter:
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    received = datetime.fromtimestamp(int(path.name.partition("-")[0]) / 1e9, tz=UTC)
    return Letter(path.stem, received, message)
