"""What a snapshot holds, and reading it back. PDF, signature, review and export read snapshots, never drafts."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime

from applications.models import Snapshot, Upload
from applications.queries import FilledForm
from applications.sealing import Seal
from portal.lib import paths
from programs.answers import Answers
from programs.definition.form import Form
from programs.editions import definition_of
from programs.evaluation import Evaluation

FORMAT = 1


def contents(
    filled: FilledForm,
    evaluation: Evaluation,
    uploads: dict[int, Upload],
    *,
    received_at: datetime,
    language: str,
) -> dict[str, Any]:
    """Plain JSON: answers by path (a table's own path holds its row ids), decimals as strings, no hidden answers."""
    filing, application = filled.filing, filled.filing.application
    answers: dict[str, Any] = {}
    tables: list[str] = []
    consents: dict[str, str] = {}
    attached: list[Upload] = []
    for section in filled.form.sections:
        values = filled.answers_of(section.key).values
        for question in evaluation.asked(section):
            if question.key not in values:
                continue
            value = values[question.key]
            answers |= dict(paths.flatten({question.key: value}))
            if question.type.is_table:
                tables.append(question.key)
            if question.type.is_file:
                attached += [uploads[pk] for pk in value if pk in uploads]
            if question.kind == "consent":
                consents[question.key] = question.version  # type: ignore[attr-defined]
    return {
        "format": FORMAT,
        "application": application.number,
        "call": application.call.slug,
        "form": filing.form_key,
        "round": filing.round,
        "edition": filing.edition.digest,
        "language": language,
        "applicant": str(application.applicant_person or ""),
        "received_at": received_at.isoformat(),
        "answers": answers | evaluation.computed,
        "tables": tables,
        "consents": consents,
        "uploads": [
            {"id": upload.pk, "path": upload.path, "name": upload.name, "size": upload.size, "sha256": upload.sha256}
            for upload in attached
        ],
    }


@dataclass(frozen=True)
class Submitted:
    """A snapshot read back."""

    form: Form
    plain: dict[str, Any]
    answers: Answers
    uploads: dict[int, dict[str, Any]]

    @property
    def received_at(self) -> datetime | None:
        return parse_datetime(self.plain["received_at"])


def open_snapshot(snapshot: Snapshot) -> Submitted:
    """Reads the sealed bytes; needs `snapshot.filing.application`."""
    plain = json.loads(Seal(snapshot.filing.application).unseal(bytes(snapshot.blob)))
    form = definition_of(snapshot.edition_id).forms[plain["form"]]
    values = paths.unflatten(plain["answers"], set(plain["tables"]))
    return Submitted(form, plain, Answers(values), {upload["id"]: upload for upload in plain["uploads"]})
