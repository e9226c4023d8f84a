"""From rows to a program file: the inverse of loading."""

from typing import Any

from accounts.models import Organization
from programs.definition.base import LANGUAGES
from programs.definition.document import MOMENT, ProgramFile
from programs.definition.plain import plain
from programs.definition.writing import write
from programs.models import Call, CallDraft, Edition, Program


class NothingToDump(Exception):
    """The call has no edition of this number, or no working copy."""


def dump(call: Call, *, edition: int | None = None) -> str:
    """The call with its live values and its working copy, or one of its editions, as one YAML file."""
    return written(document_of(call, definition_of_call(call, edition)))


def written(document: ProgramFile) -> str:
    """Equal documents give equal bytes."""
    return write(plain(document))


def definition_of_call(call: Call, edition: int | None) -> dict[str, Any]:
    found: CallDraft | Edition | None
    if edition is None:
        found, what = CallDraft.objects.filter(call=call).first(), "working copy"
    else:
        found, what = call.editions.filter(number=edition).first(), f"edition {edition}"
    if not found:
        raise NothingToDump(f"{call.slug} has no {what}")
    return dict(found.definition)


def document_of(call: Call, definition: dict[str, Any]) -> ProgramFile:
    """Raises pydantic's ValidationError when the definition isn't one."""
    live = {"organization": _organization(call.program.organization), "program": _program(call.program)}
    return ProgramFile.model_validate(live | {"call": _call(call)} | definition)


def _texts(row: Any, *names: str) -> dict[str, Any]:
    return {name: {language: getattr(row, f"{name}_{language}") or "" for language in LANGUAGES} for name in names}


def _organization(organization: Organization) -> dict[str, Any]:
    types = {row.key: _texts(row, "title")["title"] for row in organization.call_types.all()}
    return {"slug": organization.slug, **_texts(organization, "title"), "call_types": types}


def _program(program: Program) -> dict[str, Any]:
    return {
        "slug": program.slug,
        **_texts(program, "title", "summary", "description"),
        "contacts": {"email": program.contact_email, "phone": program.contact_phone},
        "parent": _program(program.parent) if program.parent else None,
    }


def _call(call: Call) -> dict[str, Any]:
    return {
        "slug": call.slug,
        "type": call.type.key if call.type else None,
        **_texts(call, "title", "summary", "description", "audience", "needed"),
        "minutes": call.minutes,
        "noun": call.noun,
        "opens": call.opens_at.astimezone(call.zone).strftime(MOMENT),
        "closes": call.closes_at.astimezone(call.zone).strftime(MOMENT),
        "grace": call.grace,
        "zone": call.tz,
        "applicants": {"kinds": _applicants(call), "each": call.per_applicant},
        "documents": call.documents,
    }


def _applicants(call: Call) -> list[str]:
    kinds = {"person": call.for_people, "organization": call.for_organizations}
    return [kind for kind, may_apply in kinds.items() if may_apply]
