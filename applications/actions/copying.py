"""A new case with the answers of an earlier one: what fits is copied, what doesn't is set aside with its label.

Consents are given anew. Files are stored and checked once more, sealed with the new case's own key, so that neither
case depends on what becomes of the other.
"""

import logging
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import IO, Any, cast

from django.db import transaction

from accounts.models import User
from applications import sealing
from applications.actions.setting_aside import set_aside
from applications.actions.vetting import wake_vetting
from applications.models import Application, Filing, FilingSection, Upload
from applications.queries import FilledForm, filled_form
from applications.uploads import objects
from applications.workflow import note
from portal.lib import clock, paths
from portal.lib.file_types import TYPES
from programs.answers import Answers
from programs.definition.asides import Aside, Why, in_both, label_of
from programs.definition.base import Text
from programs.definition.carry import carry
from programs.definition.form import Form, Section
from programs.fields.base import Question
from programs.fields.files import FileQuestion

logger = logging.getLogger(__name__)


def copy_answers(earlier: Application, filing: Filing, *, actor: User) -> None:
    """Into a filing without answers, in the transaction that makes its case."""
    source = earlier.filings.filter(purpose=filing.purpose).order_by("pk").select_related("edition").first()
    if source is None:
        return
    source.application = earlier
    before, after = filled_form(source).tidied(), FilledForm(filing, {})
    done = carry(before.form, after.form, _copied(before, after.form))
    files = _Files(source, after, actor)
    try:
        for section in after.form.sections:
            if section.key in done.sections:
                files.bring(section, done.sections[section.key])
    except BaseException:
        for key in files.written:
            objects.discard(key)
        raise
    aside = {key: [_without_files(entry, files) for entry in found] for key, found in done.set_aside.items()}
    for key, found in files.aside.items():
        aside.setdefault(key, []).extend(found)
    set_aside(after, aside, source.edition.number)
    _store(after, done.sections)
    note(filing.application, "application.copied", actor=actor, at=clock.now(), earlier=earlier.number)
    if files.written:
        transaction.on_commit(wake_vetting, robust=True)


def _copied(before: FilledForm, new: Form) -> dict[str, Answers]:
    """Without consents, and without what the new form takes from elsewhere and lets nobody change."""
    found = {}
    for key, answers in before.answers.items():
        left_out = {question.key for question in before.form.by_key[key].questions if not _is_copied(question, new)}
        found[key] = Answers(
            {name: value for name, value in answers.values.items() if name not in left_out},
            {path: raw for path, raw in answers.unparsed.items() if paths.split(path)[0] not in left_out},
        )
    return found


def _is_copied(question: Question, new: Form) -> bool:
    heir = new.questions.get(question.key)
    return question.kind != "consent" and not (heir and heir.locked)


def _without_files(entry: Aside, files: "_Files") -> Aside:
    """They stay with the earlier case; their names tell what they were."""
    names = [files.known[pk].name for pk in entry.uploads if pk in files.known]
    return replace(entry, uploads=(), text=_joined(entry.text, names))


def _joined(text: Text, names: list[str]) -> Text:
    return Text(kk="\n".join(filter(None, [text.kk, *names])), ru="\n".join(filter(None, [text.ru, *names])))


def _store(filled: FilledForm, sections: dict[str, Answers]) -> None:
    """As if somebody had typed it and not saved yet: each section is looked at before it counts."""
    for section in filled.form.sections:
        answers = sections.get(section.key, Answers())
        if answers == Answers() and section.key not in filled.rows:
            continue
        row = filled.rows.setdefault(section.key, FilingSection(filing=filled.filing, key=section.key))
        row.values, row.unparsed = sealing.hidden(section, answers, filled.seal)
    FilingSection.objects.bulk_create(filled.rows.values())


@dataclass
class _Files:
    """The files of the earlier form, as they are brought over."""

    source: Filing
    filled: FilledForm
    actor: User
    written: list[str] = field(default_factory=list)
    aside: dict[str, list[Aside]] = field(default_factory=dict)
    known: dict[int, Upload] = field(init=False)

    def __post_init__(self) -> None:
        uploads = self.source.uploads.filter(detached_at=None)
        self.known = {upload.pk: upload for upload in uploads}

    def bring(self, section: Section, answers: Answers) -> None:
        answers.values = deepcopy(answers.values)
        self._bring(section, section.questions, answers.values, "")

    def _bring(self, section: Section, questions: Iterable[Any], values: dict[str, Any], prefix: str) -> None:
        for question in questions:
            path, value = prefix + question.key, values.get(question.key)
            if value and question.type.is_table:
                for row in value:
                    self._bring(section, question.columns, row, paths.join(path, row[paths.ROW_ID], ""))
            elif value and isinstance(question, FileQuestion):
                values.pop(question.key)
                if brought := self._at(section, question, path, value):
                    values[question.key] = brought

    def _at(self, section: Section, question: FileQuestion, path: str, ids: list[int]) -> list[int]:
        brought = []
        for upload in filter(None, map(self.known.get, ids)):
            if upload.is_refused:
                continue
            copy = self._copy(upload, section, path) if _fits(upload, question) else None
            if copy:
                brought.append(copy.pk)
            else:
                self._set_aside(upload, section, question, path)
        return brought

    def _copy(self, upload: Upload, section: Section, path: str) -> Upload | None:
        case = self.filled.filing.application
        try:
            with objects.open_sealed(self.source.application, upload.object_key) as plain:
                key = objects.write_sealed(case, cast("IO[bytes]", plain))
        except FileNotFoundError:
            logger.exception("the object %s is missing from the storage", upload.object_key)
            return None
        self.written.append(key)
        return Upload.objects.create(
            filing=self.filled.filing,
            section_key=section.key,
            path=path,
            sha256=upload.sha256,
            size=upload.size,
            mime=upload.mime,
            name=upload.name,
            object_key=key,
            by=self.actor,
        )

    def _set_aside(self, upload: Upload, section: Section, question: FileQuestion, path: str) -> None:
        keys = paths.join(*paths.split(path)[::2])
        label = in_both(lambda: str(label_of(question)))
        is_sensitive = sealing.is_sensitive_at(section, path)
        entry = Aside(keys, label, Text(kk=upload.name, ru=upload.name), section.title, Why.UNFIT, is_sensitive)
        self.aside.setdefault(section.key, []).append(entry)


def _fits(upload: Upload, question: FileQuestion) -> bool:
    accepted = {TYPES[name].mime for name in question.accept}
    return upload.mime in accepted and upload.size <= question.files.each
