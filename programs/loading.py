"""From a program file to rows: what isn't there is created, the working copy is replaced, live values are kept."""

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Model

from accounts.models import Organization, User
from portal.journal.recording import record
from programs.definition.base import LANGUAGES, Text
from programs.definition.document import CallPart, ProgramFile, ProgramPart, digest
from programs.models import Call, CallDraft, CallType, Program
from programs.publishing import publish as publish_call


class NotLoadable(Exception):
    """The file contradicts what the portal holds; nothing was stored."""


class WorkingCopyChanged(NotLoadable):
    """Somebody changed the working copy since the file was loaded; `--force` replaces it."""


class AddressTaken(NotLoadable):
    """The slug belongs to another organization's program or call."""


@dataclass
class Outcome:
    """What a load did (or, in a dry run, would do), in words."""

    call: Call | None = None
    created: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)  # live values that differ from the file
    edition: int | None = None

    def lines(self) -> list[str]:
        lines = [f"created {what}" for what in self.created] + [f"changed {what}" for what in self.changed]
        lines += [f"kept {what} (change with --live)" for what in self.kept]
        if self.edition:
            lines.append(f"published edition {self.edition}")
        return lines or ["nothing changed"]


def load(
    document: ProgramFile,
    *,
    actor: User | None = None,
    live: bool = False,
    force: bool = False,
    publish: bool = False,
    dry_run: bool = False,
) -> Outcome:
    """Loading the same file again changes nothing. Raises WorkingCopyChanged, AddressTaken, NotPublishable."""
    outcome = Outcome()
    with transaction.atomic():
        organization = _organization(document, outcome, live=live)
        program = _program(document.program, organization, outcome, live=live)
        call = _call(document.call, program, outcome, live=live)
        _working_copy(call, document, outcome, actor=actor, force=force)
        if publish:
            before = call.current_edition_id
            edition = publish_call(call, actor=actor)
            if edition.pk != before:
                outcome.edition = edition.number
        if outcome.created or outcome.changed:
            record(
                "call.loaded", actor_id=actor.pk if actor else None, organization_id=organization.pk, call_id=call.pk
            )
        outcome.call = call
        if dry_run:
            transaction.set_rollback(True)
    return outcome


def _apply(model: type[Model], key: dict[str, Any], fields: dict[str, Any], outcome: Outcome, *, live: bool) -> Any:
    """The row with this key, created when absent; other differences are live values."""
    name = f"{model._meta.verbose_name_raw} {next(iter(key.values()))}"
    row, created = model._default_manager.get_or_create(**key, defaults=fields)
    if created:
        outcome.created.append(name)
        return row
    different = [field for field, value in fields.items() if getattr(row, field) != value]
    for field_name in different:
        if live:
            setattr(row, field_name, fields[field_name])
            outcome.changed.append(f"{name}: {field_name}")
        else:
            outcome.kept.append(f"{name}: {field_name}")
    if live and different:
        row.save(update_fields=different)
    return row


def _texts(name: str, text: Text) -> dict[str, str]:
    return {f"{name}_{language}": text.in_(language) for language in LANGUAGES}


def _organization(document: ProgramFile, outcome: Outcome, *, live: bool) -> Organization:
    part = document.organization
    organization: Organization = _apply(
        Organization, {"slug": part.slug}, _texts("title", part.title), outcome, live=live
    )
    for number, (key, title) in enumerate(part.call_types.items()):
        fields = _texts("title", title) | {"sort_key": number}
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
    if current not in {new, draft.loaded_digest} and not force:
        raise WorkingCopyChanged(
            f"the working copy of {call.slug} was changed since the last load (--force replaces it)"
        )
    draft.loaded_digest = new
    if new != current:
        draft.definition, draft.edited_by = definition, actor
        draft.revision += 1
        outcome.changed.append(f"working copy of {call.slug}")
    draft.save()
