"""Files of a filing: attached and detached under its lock, kept as an answer like any other."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from applications.actions.placing import put, take_out
from applications.actions.saving import refuse_if_closed
from applications.actions.vetting import wake_vetting
from applications.models import Application, Filing, Upload
from applications.queries import FilledForm, filled_form
from applications.uploads import objects
from applications.uploads.places import can_be_made, files_at, is_asked, target_at
from portal.lib import files as inspection
from portal.lib.exceptions import Refused
from portal.lib.files import FileFacts
from portal.lib.locks import lock
from programs.definition.form import Form
from programs.editions import definition_of
from programs.fields.files import FileQuestion, spoken_size

logger = logging.getLogger(__name__)
MOST_EVER = 500  # files of a filing, those taken off again included: their objects stay until they are swept
MOST_IN_VAIN = 20  # files of one request that are opened although they can't all fit
MOST_SENTENCES = 5  # about single files that weren't taken
PostedFile: TypeAlias = "UploadedFile[bytes]"


@dataclass
class Attached:
    uploads: list[Upload] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)  # a sentence for each file that wasn't taken

    @property
    def sentence(self) -> str:
        """About all that weren't taken, in a length that is read."""
        more = len(self.refused) - MOST_SENTENCES
        last = (
            [ngettext("And %(more)d more file.", "And %(more)d more files.", more) % {"more": more}] if more > 0 else []
        )
        return " ".join([*self.refused[:MOST_SENTENCES], *last])


def attach_posted(
    filing: Filing,
    section_key: str,
    request_files: MultiValueDict[str, PostedFile],
    *,
    actor: User,
    received_at: datetime,
) -> list[tuple[str, str]]:
    """Attaches what a section's form brought; (question path, why files weren't taken) for those refused.

    To be called after the section is saved, so that a question which this very form brought to light counts as asked.
    A row in which nothing else was filled in, and which that save therefore left out, is made again.
    """
    refused = []
    for path in request_files:
        target = target_at(_form(filing), path)
        files = request_files.getlist(path)
        if target is None or target.section.key != section_key or not files:
            continue
        try:
            sentence = attach(filing, path, files, actor=actor, received_at=received_at, makes_row=True).sentence
        except Refused as refusal:
            sentence = Attached(refused=[_about(file, refusal) for file in files]).sentence
        if sentence:
            refused.append((path, sentence))
    return refused


def attach(
    filing: Filing,
    path: str,
    files: Sequence[PostedFile],
    *,
    actor: User,
    received_at: datetime,
    makes_row: bool = False,
) -> Attached:
    """Stores the files that fit the question; the same content twice at one question is stored once.

    Raises Closed, or Refused when no file belongs here. Objects are written before the rows are committed.
    """
    done = Attached()
    target = target_at(_form(filing), path)
    if target is None:
        raise Refused(_("No files can be attached here."))
    sound = _inspected(target.question, files, done)
    written: list[str] = []
    try:
        with transaction.atomic():
            filing = lock(Filing.objects.select_related("application__call"), pk=filing.pk)
            refuse_if_closed(filing, received_at)
            taking = _Taking(filled_form(filing), path, done, written, actor=actor, makes_row=makes_row)
            taking.take(sound)
            if done.uploads:
                transaction.on_commit(wake_vetting, robust=True)
    except BaseException:
        for key in written:
            objects.discard(key)
        raise
    return done


def _form(filing: Filing) -> Form:
    return definition_of(filing.edition_id).forms[filing.form_key]


def _inspected(
    question: FileQuestion, files: Iterable[PostedFile], done: Attached
) -> list[tuple[PostedFile, FileFacts]]:
    """Before the lock is taken: parsing is slow. More than fit aren't opened at all."""
    sound: list[tuple[PostedFile, FileFacts]] = []
    for number, file in enumerate(files):
        fit = len({facts.sha256 for _file, facts in sound})
        if fit >= question.files.max or number >= question.files.max + MOST_IN_VAIN:
            done.refused.append(_about(file, _no_room(question)))
            continue
        try:
            sound.append((file, inspection.inspect(file, question.accept, limit=question.files.each)))
        except Refused as refusal:
            done.refused.append(_about(file, refusal))
    return sound


class _Taking:
    """The part of attaching that happens under the lock."""

    def __init__(
        self, filled: FilledForm, path: str, done: Attached, written: list[str], *, actor: User, makes_row: bool
    ) -> None:
        target = target_at(filled.form, path)
        if target is None or not is_asked(path, filled.evaluation().hidden):
            raise Refused(_("No files can be attached here."))
        self.filled, self.target, self.done, self.written, self.actor = filled, target, done, written, actor
        self.values = filled.answers_of(target.section.key).values
        ids = files_at(self.values, path)
        if ids is None and not (makes_row and can_be_made(target.section, self.values, path)):
            raise Refused(_("The row for this file isn't there any more. Reload the page."))
        self.ids = ids or []

    def take(self, sound: list[tuple[PostedFile, FileFacts]]) -> None:
        rows = list(self.filled.filing.uploads.only("pk", "sha256", "size", "detached_at"))
        known = {row.sha256 for row in rows if row.pk in self.ids}
        total = sum(row.size for row in rows if row.detached_at is None)
        for file, facts in sound:
            if facts.sha256 in known:
                continue
            if no_room := self._no_room(len(rows), total + facts.size):
                self.done.refused.append(_about(file, no_room))
                continue
            self._store(file, facts)
            known.add(facts.sha256)
            total += facts.size
        if self.done.uploads:
            put(self.filled, self.target, self.ids)

    def _no_room(self, ever: int, total: int) -> str:
        question = self.target.question
        if ever + len(self.done.uploads) >= MOST_EVER:
            return _("Too many files have been attached and removed here. Write to us.")
        if len(self.ids) >= question.files.max:
            return _no_room(question)
        if total > settings.FILES_PER_FILING:
            return _("All files of this form together may take %(most)s at most. Remove one, or make it smaller.") % {
                "most": spoken_size(settings.FILES_PER_FILING)
            }
        return ""

    def _store(self, file: PostedFile, facts: FileFacts) -> None:
        filing, target = self.filled.filing, self.target
        self.written.append(_write(filing.application, file))
        upload = Upload.objects.create(
            filing=filing,
            section_key=target.section.key,
            path=target.path,
            sha256=facts.sha256,
            size=facts.size,
            mime=facts.mime,
            name=facts.name,
            object_key=self.written[-1],
            by=self.actor,
        )
        self.done.uploads.append(upload)
        self.ids.append(upload.pk)


def _write(application: Application, file: PostedFile) -> str:
    try:
        return objects.write_sealed(application, file)
    except Exception as error:
        logger.exception("a file couldn't be stored")
        raise Refused(
            _("The file couldn't be stored just now. Your answers are kept: attach it again in a few minutes.")
        ) from error


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
        take_out(filled_form(filing), upload)


def _about(file: PostedFile, reason: object) -> str:
    return _("“%(name)s”: %(reason)s") % {"name": inspection.safe_name(file.name or "", [""]), "reason": reason}


def _no_room(question: FileQuestion) -> str:
    return ngettext(
        "Only %(most)d file fits here. Remove it to attach another one.",
        "Only %(most)d files fit here. Remove one of them to attach another one.",
        question.files.max,
    ) % {"most": question.files.max}
