"""The texts of a call as a table for translators, out and in again."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from typing import Any

from django.db import transaction
from pydantic import ValidationError

from accounts.models import User
from portal.journal.recording import record
from portal.lib.locks import lock
from portal.lib.text import clean
from programs.definition.base import LANGUAGES, Text
from programs.definition.document import ProgramFile
from programs.definition.letters import PLACEHOLDER
from programs.definition.texts import Place, digest, replaced, texts
from programs.dumping import definition_of_call, document_of
from programs.loading import Outcome, load_live
from programs.models import Call, CallDraft

COLUMNS = ("path", *LANGUAGES, "digest")
DELIMITER = ";"  # what Excel expects where a comma stands before the fraction
BOM = "\ufeff"  # without it Excel reads Kazakh letters as Windows-1251
# What a spreadsheet would take for a formula; an apostrophe before it says that it is text.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")


@dataclass(frozen=True)
class RowFault:
    row: int  # as the spreadsheet numbers it
    path: str
    message: str

    def __str__(self) -> str:
        return f"row {self.row}: {f'{self.path}: ' if self.path else ''}{self.message}"


class NotImportable(Exception):
    """Nothing was stored; `faults` say why, row by row."""

    def __init__(self, faults: list[RowFault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


@dataclass(frozen=True)
class Row:
    number: int
    path: str
    text: Text
    digest: str


def export_texts(call: Call) -> str:
    out = StringIO()
    out.write(BOM)
    writer = csv.writer(out, delimiter=DELIMITER)
    writer.writerow(COLUMNS)
    for place in texts(_document(call)):
        writer.writerow([place.path, *(_guarded(place.text.in_(language)) for language in LANGUAGES), place.digest])
    return out.getvalue()


@transaction.atomic
def import_texts(call: Call, data: bytes, *, actor: User | None = None) -> list[str]:
    """The paths that changed. All rows or none: raises NotImportable with everything that is wrong."""
    rows = list(_rows(data))
    call = lock(Call.objects.all(), pk=call.pk)
    document = _document(call)
    places = {place.path: place for place in texts(document)}
    faults = [fault for row in rows for fault in _faults(row, places.get(row.path))]
    faults += _repeated(rows)
    changed = [row for row in rows if row.path in places and _is_new(row, places[row.path])]
    if faults:
        raise NotImportable(sorted(faults, key=lambda fault: fault.row))
    if changed:
        _store(call, _translated(document, [(row, places[row.path]) for row in changed]), actor)
    return [row.path for row in changed]


def _document(call: Call) -> ProgramFile:
    return document_of(call, definition_of_call(call, None))


def _guarded(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text


def _unguarded(text: str) -> str:
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text


def _rows(data: bytes) -> Iterator[Row]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotImportable([RowFault(1, "", "the file isn't UTF-8: save it as «CSV UTF-8»")]) from error
    header = text.partition("\n")[0]
    delimiter = next((mark for mark in (DELIMITER, ",", "\t") if mark in header), DELIMITER)
    reader = csv.DictReader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        missing = [column for column in COLUMNS if column not in (reader.fieldnames or [])]
        if missing:
            raise NotImportable([RowFault(1, "", f"there is no column {', '.join(missing)}")])
        for number, cells in enumerate(reader, 2):
            values = {column: clean(cells[column] or "") for column in COLUMNS}
            if any(values.values()):
                text_ = Text(**{language: _unguarded(values[language]) for language in LANGUAGES})
                yield Row(number, values["path"].strip(), text_, values["digest"].strip())
    except csv.Error as error:
        raise NotImportable([RowFault(reader.line_num, "", f"this isn't a table: {error}")]) from error


def _is_new(row: Row, place: Place) -> bool:
    """What nobody touched since the export stays as it is now, whatever it is now."""
    return digest(row.text) not in {row.digest, place.digest}


def _faults(row: Row, place: Place | None) -> Iterator[RowFault]:
    if place is None:
        yield RowFault(row.number, row.path, "the call has no text of this path")
    elif _is_new(row, place):
        for message in (*_overtaken(row, place), *_lost(row, place)):
            yield RowFault(row.number, row.path, message)


def _overtaken(row: Row, place: Place) -> Iterator[str]:
    if row.digest != place.digest:
        both = (
            f"{language} now «{place.text.in_(language)}», in the file «{row.text.in_(language)}»"
            for language in LANGUAGES
        )
        yield f"changed since the export: {'; '.join(both)}"


def _lost(row: Row, place: Place) -> Iterator[str]:
    for language in LANGUAGES:
        old, new = place.text.in_(language), row.text.in_(language)
        if old.strip() and not new.strip():
            yield f"the text is missing in {language}"
        elif new.strip():
            wanted = set(PLACEHOLDER.findall(old or str(place.text.kk or place.text.ru)))
            for name in sorted(wanted - set(PLACEHOLDER.findall(new))):
                yield f"{{{{ {name} }}}} is missing in {language}"


def _repeated(rows: list[Row]) -> list[RowFault]:
    seen: dict[str, int] = {}
    found = []
    for row in rows:
        if row.path in seen:
            found.append(RowFault(row.number, row.path, f"it stands in row {seen[row.path]} too"))
        seen.setdefault(row.path, row.number)
    return found


def _translated(document: ProgramFile, rows: list[tuple[Row, Place]]) -> ProgramFile:
    plain = document.dump()
    for row, place in rows:
        replaced(plain, place.location, row.text.model_dump())
    try:
        return ProgramFile.model_validate(plain)
    except ValidationError as error:
        blamed = [fault for item in error.errors() for fault in _blamed(item["loc"], item["msg"], rows)]
        raise NotImportable(sorted(blamed, key=lambda fault: fault.row)) from error


def _blamed(where: Any, message: str, rows: list[tuple[Row, Place]]) -> Iterator[RowFault]:
    """The rows whose text the models refuse: too long for its column, a placeholder that no letter knows."""
    for row, place in rows:
        shared = min(len(where), len(place.location))
        if place.location[:shared] == tuple(where)[:shared]:
            yield RowFault(row.number, row.path, message)


def _store(call: Call, document: ProgramFile, actor: User | None) -> None:
    load_live(document, Outcome(), live=True)
    draft = lock(CallDraft.objects.all(), call=call)
    definition = document.definition().dump()
    if definition != draft.definition:
        draft.definition, draft.edited_by = definition, actor
        draft.revision += 1
        draft.save()
    record(
        "call.translated",
        actor_id=actor.pk if actor else None,
        organization_id=call.program.organization_id,
        call_id=call.pk,
    )
