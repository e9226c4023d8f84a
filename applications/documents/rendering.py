"""A submitted form as a PDF, from its snapshot alone: drafts and later changes don't show in it."""

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import translation

from applications.documents.columns import Column, columns, written
from applications.models import Document
from applications.snapshots import Submitted, open_snapshot
from portal.lib import moments, pdf
from programs.definition.form import Section
from programs.presentation import Shown, ShownRow, shown

WIDE = 8  # columns; a table with more of them is written row by row


@dataclass(frozen=True)
class Item:
    shown: Shown
    columns: list[Column] = field(default_factory=list)
    branches: "list[tuple[ShownRow, list[Item]]]" = field(default_factory=list)  # rows that hold tables

    @property
    def is_wide(self) -> bool:
        return len(self.columns) > WIDE

    @property
    def rows(self) -> list[tuple[str, list[tuple[Column, str]]]]:
        """(what stands at the head of the row, its cells); none where rows hold tables."""
        if self.branches:
            return []
        is_fixed = self.shown.is_table and self.shown.question.is_fixed
        return [
            (row.title if is_fixed else str(row.number), list(zip(self.columns, map(written, row.cells), strict=True)))
            for row in self.shown.rows
        ]


@dataclass(frozen=True)
class Part:
    number: int | None
    section: Section
    items: list[Item]


def documents() -> QuerySet[Document]:
    """With all that a rendering reads."""
    return Document.objects.select_related(
        "snapshot__filing__application__call__program__organization",
        "snapshot__filing__application__call__type",
        "snapshot__edition",
    )


def render(document: Document) -> tuple[bytes, str]:
    """(the PDF, its SHA-256)"""
    made = pdf.from_html(html(document))
    return made, sha256(made).hexdigest()


def html(document: Document) -> str:
    """In the document's language, whoever asks."""
    with translation.override(document.language):
        return render_to_string("documents/application.html", _context(document))


def _context(document: Document) -> dict[str, Any]:
    snapshot = document.snapshot
    application = snapshot.filing.application
    call = application.call
    submitted = open_snapshot(snapshot)
    return {
        "document": document,
        "snapshot": snapshot,
        "application": application,
        "call": call,
        "organization": call.program.organization,
        "applicant": submitted.plain["applicant"],
        "submitted_at": moments.date_and_time(snapshot.received_at, call.zone),
        "zone": moments.zone_name(call.zone, snapshot.received_at),
        "parts": _parts(submitted),
    }


def _parts(submitted: Submitted) -> list[Part]:
    """Numbered like the menu of the form: the gate section comes first and has no number."""
    found, number = [], 0
    for section in submitted.form.sections:
        number += 0 if section.gate else 1
        items = [_item(answer) for answer in shown(section, submitted.answers, submitted.uploads)]
        if items:
            found.append(Part(None if section.gate else number, section, items))
    return found


def _item(answer: Shown) -> Item:
    if answer.is_tree:
        return Item(answer, branches=[(row, [_item(cell) for cell in row.asked]) for row in answer.rows])
    return Item(answer, columns(answer) if answer.rows else [])
