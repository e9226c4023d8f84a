"""What a snapshot holds of a form that is submitted."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from applications.models import Upload
from applications.queries import FilledForm
from portal.lib import paths
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
    frozen = _Frozen(evaluation, uploads)
    for section in filled.form.sections:
        frozen.take(section.questions, filled.answers_of(section.key).values)
    return {
        "format": FORMAT,
        "application": application.number,
        "call": application.call.slug,
        "form": filing.form_key,
        "round": filing.round,
        "edition": filing.edition.digest,
        "language": language,
        "applicant": str(application.applicant),
        "received_at": received_at.isoformat(),
        "answers": frozen.answers | evaluation.computed,
        "origins": {
            key: origin for row in filled.rows.values() for key, origin in row.origins.items() if key in frozen.answers
        },
        "tables": frozen.tables,
        "consents": frozen.consents,
        "uploads": [
            {"id": upload.pk, "path": upload.path, "name": upload.name, "size": upload.size, "sha256": upload.sha256}
            for upload in frozen.attached
        ],
    }


@dataclass
class _Frozen:
    """Collects what was answered to the questions that are asked, at every depth."""

    evaluation: Evaluation
    uploads: dict[int, Upload]
    answers: dict[str, Any] = field(default_factory=dict)
    tables: list[str] = field(default_factory=list)  # paths whose answer is a list of row ids
    consents: dict[str, str] = field(default_factory=dict)
    attached: list[Upload] = field(default_factory=list)

    def take(self, questions: list[Any], values: dict[str, Any], row_path: str = "") -> None:
        prefix = paths.join(row_path, "") if row_path else ""
        if paths.ROW_LABEL in values:
            self.answers[prefix + paths.ROW_LABEL] = values[paths.ROW_LABEL]
        for question in self.evaluation.asked_in(questions, row_path):
            if question.key in values:
                self._take_one(question, prefix + question.key, values[question.key])

    def _take_one(self, question: Any, path: str, value: Any) -> None:
        if question.type.is_table:
            self.tables.append(path)
            self.answers[path] = [row[paths.ROW_ID] for row in value]
            for row in value:
                self.take(question.columns, row, paths.join(path, row[paths.ROW_ID]))
            return
        self.answers[path] = value
        if question.type.is_file:
            self.attached += [self.uploads[pk] for pk in value if pk in self.uploads]
        if question.kind == "consent":
            self.consents[path] = question.version
