"""From a program file to rows: what isn't there is created, the working copy is replaced, live values are kept."""

from dataclasses import dataclass, field
from datetime import datetime
from difflib import unified_diff
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Model
from django.utils.translation import override
from pydantic import ValidationError

from accounts.models import Organization, User
from portal.journal.recording import record
from programs.consequences import Affected, affected_by
from programs.definition.base import LANGUAGES, Text
from programs.definition.compare import compare
from programs.definition.document import MOMENT, CallPart, Definition, ProgramFile, ProgramPart, digest
from programs.dumping import written
from programs.enclosures import store_enclosures
from programs.models import Call, CallDraft, CallType, Program
from programs.pictures import store_pictures
from programs.publishing import publish as publish_call


class NotLoadable(Exception):
    """The file contradicts what the portal holds; nothing was stored."""


class WorkingCopyChanged(NotLoadable):
    """Somebody changed the working copy since the file was loaded; `lines` say how it differs from the file."""

    def __init__(self, message: str, lines: list[str]) -> None:
        super().__init__(message)
        self.lines = lines


class AddressTaken(NotLoadable):
    """The slug belongs to another organization's program or call."""


@dataclass
class Outcome:
    """What a load did, in words."""

    call: Call | None = None
    created: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)  # live values that differ from the file
    words: list[str] = field(default_factory=list)  # what the working copy and the file say differently
    diff: list[str] = field(default_factory=list)  # the same as lines of YAML
    edition: int | None = None
    affected: Affected = field(default_factory=Affected)

    def lines(self) -> list[str]:
        lines = [f"created {what}" for what in self.created] + [f"changed {what}" for what in self.changed]
        lines += self.words
        lines += [f"kept {what} (change with --live)" for what in self.kept]
        if self.edition:
            lines.append(f"published edition {self.edition}{self._losses()}")
        return lines or ["nothing changed"]

    def _losses(self) -> str:
        if not self.affected.drafts:
            return ""
        losing = f"{'' if self.affected.is_exact else 'at least '}{self.affected.losing}"
        return f": of {self.affected.drafts} drafts {losing} lose an answer"


@transaction.atomic
def load(
    document: ProgramFile,
    *,
    actor: User | None = None,
    live: bool = False,
    force: bool = False,
    publish: bool = False,
    confirmed: bool = False,
) -> Outcome:
    """Loading the same file again changes nothing. Raises WorkingCopyChanged, AddressTaken, NotPublishable, TooLate.

    `confirmed`: what takes something from drafts is published in the last 24 hours too.
    """
    outcome = Outcome()
    if missing := store_pictures(document):
        raise NotLoadable(f"these pictures are neither beside the file nor on the portal: {', '.join(missing)}")
    if missing := store_enclosures(document):
        raise NotLoadable(f"these documents are neither beside the file nor on the portal: {', '.join(missing)}")
    call = outcome.call = load_live(document, outcome, live=live)
    _working_copy(call, document, outcome, actor=actor, force=force)
    if publish:
        _publish(call, document, outcome, actor=actor, confirmed=confirmed)
    if outcome.created or outcome.changed:
        record(
            "call.loaded",
            actor_id=actor.pk if actor else None,
            organization_id=call.program.organization_id,
            call_id=call.pk,
        )
    return outcome


def _publish(call: Call, document: ProgramFile, outcome: Outcome, *, actor: User | None, confirmed: bool) -> None:
    before = call.current_edition_id
    affected = affected_by(call, document.definition()) if before else Affected()
    edition = publish_call(call, actor=actor, confirmed=confirmed)
    if edition.pk != before:
        outcome.edition, outcome.affected = edition.number, affected


def load_live(document: ProgramFile, outcome: Outcome, *, live: bool) -> Call:
    """Organization, programs and call: made where they aren't there, changed when `live`."""
    organization = _organization(document, outcome, live=live)
    program = _program(document.program, organization, outcome, live=live)
    return _call(document.call, program, outcome, live=live)


def _apply(model: type[Model], key: dict[str, Any], fields: dict[str, Any], outcome: Outcome, *, live: bool) -> Any:
    """The row with this key, created when absent; other differences are live values."""
    name = f"{model._meta.verbose_name_raw} {next(iter(key.values()))}"
    row, created = model._default_manager.get_or_create(**key, defaults=fields)
    if created:
        outcome.created.append(name)
        return row
    different = [field for field, value in fields.items() if _to_the_minute(getattr(row, field)) != value]
    zone = fields.get("tz", "UTC")
    for field_name in different:
        here, there = (_said(value, zone) for value in (getattr(row, field_name), fields[field_name]))
        if live:
            setattr(row, field_name, fields[field_name])
            outcome.changed.append(f"{name}: {field_name} from {here} to {there}")
        else:
            outcome.kept.append(f"{name}: {field_name} is {here}, the file says {there}")
    if live and different:
        row.save(update_fields=different)
    return row


def _to_the_minute(value: Any) -> Any:
    """Files know no seconds, so a moment that was set to the second isn't another one."""
    return value.replace(second=0, microsecond=0) if isinstance(value, datetime) else value


def _said(value: Any, zone: str) -> str:
    """Short enough for one line, moments as the file writes them."""
    if isinstance(value, datetime):
        return value.astimezone(ZoneInfo(zone)).strftime(MOMENT)
    if isinstance(value, Model):
        return str(getattr(value, "slug", "") or getattr(value, "key", value.pk))
    if isinstance(value, str):
        line = " ".join(value.split())
        return f"«{line if len(line) <= 60 else f'{line[:60]}…'}»"
    if isinstance(value, list):
        return ", ".join(f"{one['file']} {one['digest'][:8]}" for one in value) or "nothing"
    return "nothing" if value is None else str(value)


def _texts(name: str, text: Text) -> dict[str, str]:
    return {f"{name}_{language}": text.in_(language) for language in LANGUAGES}


def _organization(document: ProgramFile, outcome: Outcome, *, live: bool) -> Organization:
    part = document.organization
    organization: Organization = _apply(
        Organization, {"slug": part.slug}, _texts("title", part.title), outcome, live=live
    )
    known = list(organization.call_types.filter(key__in=part.call_types).values_list("key", flat=True))
    in_order = known == [key for key in part.call_types if key in known]
    for number, (key, title) in enumerate(part.call_types.items()):
        place = {} if in_order and key in known else {"sort_key": number}
        fields = _texts("title", title) | place
        _apply(CallType, {"key": key, "organization": organization}, fields, outcome, live=live)
    return organization


def _program(part: ProgramPart, organization: Organization, outcome: Outcome, *, live: bool) -> Program:
    parent = _program(part.parent, organization, outcome, live=live) if part.parent else None
    if Program.objects.filter(slug=part.slug).exclude(organization=organization).exists():
        raise AddressTaken(f"the program {part.slug} belongs to another organization")
    fields = {
        "organization": organization,
        "parent": parent,
        "contact_email": part.contacts.email,
        "contact_phone": part.contacts.phone,
        **_texts("title", part.title),
        **_texts("summary", part.summary),
        **_texts("description", part.description),
    }
    program: Program = _apply(Program, {"slug": part.slug}, fields, outcome, live=live)
    return program


def _call(part: CallPart, program: Program, outcome: Outcome, *, live: bool) -> Call:
    if Call.objects.filter(slug=part.slug).exclude(program__organization=program.organization).exists():
        raise AddressTaken(f"the call {part.slug} belongs to another organization")
    call_type = CallType.objects.get(organization=program.organization, key=part.type) if part.type else None
    fields = {
        "program": program,
        "type": call_type,
        "minutes": part.minutes,
        "noun": part.noun,
        "opens_at": part.moment(part.opens),
        "closes_at": part.moment(part.closes),
        "grace": part.grace,
        "tz": part.zone,
        "per_applicant": part.applicants.each,
        "for_people": "person" in part.applicants.kinds,
        "for_organizations": "organization" in part.applicants.kinds,
        "documents": [one.model_dump(mode="json") for one in part.documents],
    }
    for name in ("title", "summary", "description", "audience", "needed"):
        fields |= _texts(name, getattr(part, name))
    call: Call = _apply(Call, {"slug": part.slug}, fields, outcome, live=live)
    return call


def _working_copy(call: Call, document: ProgramFile, outcome: Outcome, *, actor: User | None, force: bool) -> None:
    definition = document.definition().dump()
    new = digest(definition)
    draft, created = CallDraft.objects.select_for_update().get_or_create(
        call=call, defaults={"definition": definition, "loaded_digest": new, "edited_by": actor}
    )
    current = digest(draft.definition)
    if created or new == current == draft.loaded_digest:
        return
    outcome.words, outcome.diff = _differences(draft.definition, document)
    if current not in {new, draft.loaded_digest} and not force:
        raise WorkingCopyChanged(
            f"the working copy of {call.slug} was changed since the last load (--force replaces it)",
            [*outcome.words, *outcome.diff],
        )
    draft.loaded_digest = new
    if new != current:
        draft.definition, draft.edited_by = definition, actor
        draft.revision += 1
        outcome.changed.append(f"working copy of {call.slug}")
    draft.save()


def _differences(definition: dict[str, Any], document: ProgramFile) -> tuple[list[str], list[str]]:
    """From the working copy to the file: in words, and as YAML written alike, so that only what they say can differ."""
    try:
        frozen = Definition.model_validate(definition)
    except ValidationError:
        return ["the working copy isn't a definition"], []
    with override(None):  # the console speaks English
        words = [str(difference) for difference in compare(frozen, document.definition())]
    copy = document.model_copy(update={name: getattr(frozen, name) for name in Definition.model_fields})
    here, there = written(copy).splitlines(), written(document).splitlines()
    return words, list(unified_diff(here, there, "working copy", "file", lineterm="", n=2))
