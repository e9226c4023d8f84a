"""Files of a filing: attached and detached under its lock, kept as an answer like any other."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from applications.actions.saving import refuse_if_closed, store
from applications.models import Application, Filing, FilingSection, Upload
from applications.queries import FilledForm, filled_form
from applications.uploads import objects
from portal.lib import files as inspection
from portal.lib.exceptions import Refused
from portal.lib.files import FileFacts
from portal.lib.locks import lock
from programs.definition.form import Form, Section
from programs.editions import definition_of
from programs.fields.files import FileQuestion

logger = logging.getLogger(__name__)
FOLDER = "uploads"
MOST_EVER = 300  # files of a filing, those taken off again included: their objects stay until they are swept
PostedFile: TypeAlias = "UploadedFile[bytes]"


@dataclass
class Attached:
    uploads: list[Upload] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)  # a sentence for each file that wasn't taken


def attach_posted(
    filing: Filing,
    section_key: str,
    request_files: MultiValueDict[str, PostedFile],
    *,
    actor: User,
    received_at: datetime,
) -> list[tuple[str, str]]:
    """Attaches what a section's form brought; (question path, why a file wasn't taken) for those refused.

    To be called after the section is saved, so that a question which this very form brought to light counts as asked.
    """
    if not request_files:
        return []
    refused = []
    for question in _form(filing).by_key[section_key].questions:
        files = request_files.getlist(question.key)
        if not (question.type.is_file and files):
            continue
        try:
            sentences = attach(filing, question.key, files, actor=actor, received_at=received_at).refused
        except Refused as refusal:
            sentences = [_about(file, refusal) for file in files]
        if sentences:
            refused.append((question.key, " ".join(sentences)))
    return refused


def attach(
    filing: Filing, question_path: str, files: Sequence[PostedFile], *, actor: User, received_at: datetime
) -> Attached:
    """Stores the files that fit the question; the same content twice at one question is stored once.

    Raises Closed, or Refused when no file belongs here. Objects are written before the rows are committed.
    """
    done = Attached()
    question = _file_question(_form(filing), question_path)
    sound = _inspected(question, files, done)
    written: list[str] = []
    try:
        with transaction.atomic():
            filing = lock(Filing.objects.select_related("application__call"), pk=filing.pk)
            refuse_if_closed(filing, received_at)
            _take(filled_form(filing), question_path, sound, done, actor=actor, written=written)
    except BaseException:
        for key in written:
            objects.discard(key)
        raise
    return done


def _form(filing: Filing) -> Form:
    return definition_of(filing.edition_id).forms[filing.form_key]


def _file_question(form: Form, path: str) -> FileQuestion:
    question = form.questions.get(path)
    if not isinstance(question, FileQuestion):
        raise Refused(_("No files can be attached here."))
    return question


def _inspected(
    question: FileQuestion, files: Sequence[PostedFile], done: Attached
) -> list[tuple[PostedFile, FileFacts]]:
    """Before the lock is taken: parsing is slow."""
    sound = []
    for file in files:
        try:
            sound.append((file, inspection.inspect(file, question.accept, limit=question.files.each)))
        except Refused as refusal:
            done.refused.append(_about(file, refusal))
    return sound


def _take(
    filled: FilledForm,
    question_path: str,
    sound: list[tuple[PostedFile, FileFacts]],
    done: Attached,
    *,
    actor: User,
    written: list[str],
) -> None:
    question = _file_question(filled.form, question_path)
    section = filled.form.section_of[question.key]
    if question.key in filled.evaluation().hidden:
        raise Refused(_("No files can be attached here."))
    ids: list[int] = list(filled.answers_of(section.key).values.get(question.key, []))
    known = set(filled.filing.uploads.filter(pk__in=ids).values_list("sha256", flat=True))
    room = MOST_EVER - filled.filing.uploads.count()
    for file, facts in sound:
        if facts.sha256 in known:
            continue
        if len(done.uploads) >= room:
            done.refused.append(_about(file, _("Too many files have been attached and removed here. Write to us.")))
            continue
        if len(ids) >= question.files.max:
            done.refused.append(_about(file, _no_room(question)))
            continue
        written.append(_write(filled.filing.application, file, facts))
        upload = _row(filled.filing, section, question, facts, actor=actor, object_key=written[-1])
        done.uploads.append(upload)
        ids.append(upload.pk)
        known.add(facts.sha256)
    if done.uploads:
        _answer(filled, section, question.key, ids)


def _write(application: Application, file: PostedFile, facts: FileFacts) -> str:
    file.content_type = facts.mime
    try:
        return objects.write(FOLDER, application, file)
    except Exception as error:
        logger.exception("a file couldn't be stored")
        raise Refused(
            _("The file couldn't be stored just now. Your answers are kept: attach it again in a few minutes.")
        ) from error


def _row(
    filing: Filing, section: Section, question: FileQuestion, facts: FileFacts, *, actor: User, object_key: str
) -> Upload:
    return Upload.objects.create(
        filing=filing,
        section_key=section.key,
        path=question.key,
        sha256=facts.sha256,
        size=facts.size,
        mime=facts.mime,
        name=facts.name,
        object_key=object_key,
        by=actor,
    )


def detach(upload: Upload, *, actor: User, received_at: datetime) -> None:
    """Takes the file out of the answer; its object stays until it is swept. Raises Closed."""
    with transaction.atomic():
        filing = lock(Filing.objects.select_related("application__call"), pk=upload.filing_id)
        refuse_if_closed(filing, received_at)
        upload = Upload.objects.get(pk=upload.pk)
        if upload.detached_at:
            return
        upload.detached_at = received_at
        upload.save(update_fields=["detached_at"])
        filled = filled_form(filing)
        section = filled.form.section_of.get(upload.path)
        if section is not None:
            ids = filled.answers_of(section.key).values.get(upload.path, [])
            _answer(filled, section, upload.path, [pk for pk in ids if pk != upload.pk])


def _answer(filled: FilledForm, section: Section, key: str, ids: list[int]) -> None:
    """A section counts as saved only by its own button."""
    after = filled.answers_of(section.key).copy()
    after.values.pop(key, None)
    if ids:
        after.values[key] = ids
    row = filled.rows.get(section.key) or FilingSection(filing=filled.filing, key=section.key)
    store(filled, section, row, after, saved_at=row.saved_at)


def _about(file: PostedFile, reason: object) -> str:
    return _("“%(name)s”: %(reason)s") % {"name": inspection.safe_name(file.name or "", [""]), "reason": reason}


def _no_room(question: FileQuestion) -> str:
    return ngettext(
        "Only %(most)d file fits here. Remove it to attach another one.",
        "Only %(most)d files fit here. Remove one of them to attach another one.",
        question.files.max,
    ) % {"most": question.files.max}
