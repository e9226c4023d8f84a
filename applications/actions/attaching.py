"""Files of a filing: attached and detached under its lock, kept as an answer like any other."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
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
from applications.queries import filled_form
from applications.uploads import objects
from applications.uploads.places import Target, can_be_made, files_at, is_asked, target_at
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


@dataclass(frozen=True)
class _Sound:
    """A file that was inspected."""

    file: PostedFile
    facts: FileFacts
    key: str = ""  # of its object, once that is written


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

    Objects are written before the filing is locked, so that a slow storage holds up nobody's saving; those that can't
    be taken any more by then are deleted. Raises Closed, or Refused when no file belongs here.
    """
    done = Attached()
    target = target_at(_form(filing), path)
    if target is None:
        raise Refused(_("No files can be attached here."))
    sound = _inspected(target.question, files, done)
    taking = partial(_Taking, target, done, actor=actor, received_at=received_at, makes_row=makes_row)
    filings = Filing.objects.select_related("application__call")
    written: list[str] = []
    taken: set[str] = set()
    try:
        stored = _written(taking(filings.get(pk=filing.pk)), sound, written)
        with transaction.atomic():
            taking(lock(filings, pk=filing.pk)).take(stored)
            if done.uploads:
                transaction.on_commit(wake_vetting, robust=True)
        taken = {upload.object_key for upload in done.uploads}
    finally:
        for key in written:
            if key not in taken:
                objects.discard(key)
    return done


def _form(filing: Filing) -> Form:
    return definition_of(filing.edition_id).forms[filing.form_key]


def _inspected(question: FileQuestion, files: Iterable[PostedFile], done: Attached) -> list[_Sound]:
    """Before the lock is taken: parsing is slow. More than fit aren't opened at all."""
    sound: list[_Sound] = []
    for number, file in enumerate(files):
        fit = len({one.facts.sha256 for one in sound})
        if fit >= question.files.max or number >= question.files.max + MOST_IN_VAIN:
            done.refused.append(_about(file, _no_room(question)))
            continue
        try:
            sound.append(_Sound(file, inspection.inspect(file, question.accept, limit=question.files.each)))
        except Refused as refusal:
            done.refused.append(_about(file, refusal))
    return sound


class _Taking:
    """What fits as things stand: asked before anything is written, and once more under the lock."""

    def __init__(
        self, inspected: Target, done: Attached, filing: Filing, *, actor: User, received_at: datetime, makes_row: bool
    ) -> None:
        refuse_if_closed(filing, received_at)
        self.filled, self.done, self.actor = filled_form(filing), done, actor
        path = inspected.path
        target = target_at(self.filled.form, path)
        if target is None or not is_asked(path, self.filled.evaluation().hidden):
            raise Refused(_("No files can be attached here."))
        if not _takes_the_same(target.question, inspected.question):
            raise Refused(_("The form was changed while you were filling it in."))
        self.target = target
        values = self.filled.answers_of(target.section.key).values
        ids = files_at(values, path)
        if ids is None and not (makes_row and can_be_made(target.section, values, path)):
            raise Refused(_("The row for this file isn't there any more. Reload the page."))
        self.ids = ids or []

    def fitting(self, sound: Iterable[_Sound]) -> Iterator[_Sound]:
        """Without what stands at the question already; about what has no room a sentence is said."""
        rows = list(self.filled.filing.uploads.only("pk", "sha256", "size", "detached_at"))
        known = {row.sha256 for row in rows if row.pk in self.ids}
        ever, here = len(rows), len(self.ids)
        total = sum(row.size for row in rows if row.detached_at is None)
        for one in sound:
            if one.facts.sha256 in known:
                continue
            if no_room := self._no_room(ever, here, total + one.facts.size):
                self.done.refused.append(_about(one.file, no_room))
                continue
            known.add(one.facts.sha256)
            ever, here, total = ever + 1, here + 1, total + one.facts.size
            yield one

    def take(self, stored: Iterable[_Sound]) -> None:
        self.done.uploads = [self._create(one) for one in self.fitting(stored)]
        if self.done.uploads:
            put(self.filled, self.target, [*self.ids, *(upload.pk for upload in self.done.uploads)])

    def _no_room(self, ever: int, here: int, total: int) -> str:
        question = self.target.question
        if ever >= MOST_EVER:
            return _("Too many files have been attached and removed here. Write to us.")
        if here >= question.files.max:
            return _no_room(question)
        if total > settings.FILES_PER_FILING:
            return _("All files of this form together may take %(most)s at most. Remove one, or make it smaller.") % {
                "most": spoken_size(settings.FILES_PER_FILING)
            }
        return ""

    def _create(self, one: _Sound) -> Upload:
        return Upload.objects.create(
            filing=self.filled.filing,
            section_key=self.target.section.key,
            path=self.target.path,
            sha256=one.facts.sha256,
            size=one.facts.size,
            mime=one.facts.mime,
            name=one.facts.name,
            object_key=one.key,
            by=self.actor,
        )


def _takes_the_same(question: FileQuestion, other: FileQuestion) -> bool:
    """Files that one of them takes suit the other, which a newer edition may bring."""
    return (question.accept, question.files) == (other.accept, other.files)


def _written(taking: _Taking, sound: Iterable[_Sound], written: list[str]) -> list[_Sound]:
    """Those that fit, each with its object. `written` has the keys also when one of them fails."""
    stored = []
    for one in taking.fitting(sound):
        written.append(_write(taking.filled.filing.application, one.file))
        stored.append(replace(one, key=written[-1]))
    return stored


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
