"""The definition of a call, as owners and managers work on it: its text, how it looks, and its publication."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods
from pydantic import ValidationError

from accounts.requests import SignedInRequest
from accounts.roles import Act
from applications.casework.pages import page, staff_page
from applications.configuring.previewing import preview_pages
from applications.permissions import staffed_call
from portal.lib.exceptions import Refused
from portal.lib.http import see_other, whole_number
from portal.lib.text import clean
from programs.consequences import Affected, affected_by
from programs.definition.compare import compare
from programs.definition.document import Definition
from programs.definition.reading import FileFaults, read_definition
from programs.editing import EditedMeanwhile, edit, written
from programs.editions import definition_of
from programs.models import Call, CallDraft
from programs.publishing import faults_of, is_closing, may_confirm, publish, state_of


@dataclass(frozen=True)
class Fault:
    path: str
    message: str


@staff_page
@require_http_methods(["GET", "POST"])
def publication(request: SignedInRequest, slug: str) -> HttpResponse:
    """What stands in the way, what would change, whom it concerns; then one button."""
    call = staffed_call(request.user, slug, Act.CONFIGURE)
    if request.method == "POST":
        return _publish(request, call)
    draft = CallDraft.objects.select_related("edited_by__person").get(call=call)
    definition, found = _checked(draft, call)
    edition = call.current_edition_id
    differences = compare(definition_of(edition), definition) if edition and definition else []
    has_news = definition is not None and (not edition or bool(differences))
    takes = [difference for difference in differences if not difference.is_additive]
    context = {
        "call": call,
        "draft": draft,
        "edition": call.current_edition,
        "faults": found,
        "differences": differences,
        "affected": affected_by(call, definition) if differences and definition else Affected(),
        "can_publish_now": has_news and not found,
        "has_to_be_confirmed": bool(takes) and is_closing(call, request.received_at),
        "may_confirm": may_confirm(request.user, call),
        "sections": _sections(definition),
        "seen": state_of(draft, call),
    }
    return page(request, "configuring/publication.html", context)


def _checked(draft: CallDraft, call: Call) -> tuple[Definition | None, list[Fault]]:
    try:
        definition = Definition.model_validate(draft.definition)
    except ValidationError as error:
        return None, [Fault(".".join(map(str, item["loc"])), item["msg"]) for item in error.errors()]
    return definition, [Fault(".".join(map(str, fault.path)), fault.message) for fault in faults_of(definition, call)]


def _sections(definition: Definition | None) -> list[tuple[str, Any]]:
    forms = definition.forms if definition else {}
    return [(key, section) for key, form in forms.items() for section in form.sections]


def _publish(request: SignedInRequest, call: Call) -> HttpResponse:
    before = call.current_edition_id
    try:
        edition = publish(
            call, actor=request.user, confirmed="confirmed" in request.POST, seen=request.POST.get("seen", "-")
        )
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        if edition.pk == before:
            messages.info(request, _("Nothing has changed since the last edition."))
        else:
            messages.success(request, _("Edition %(number)d is published.") % {"number": edition.number})
    return see_other("publication", call.slug)


@staff_page
@require_http_methods(["GET", "POST"])
def working_copy(request: SignedInRequest, slug: str) -> HttpResponse:
    call = staffed_call(request.user, slug, Act.CONFIGURE)
    if request.method == "POST":
        return _edit(request, call)
    draft = CallDraft.objects.get(call=call)
    return _editor(request, call, draft, text=_text(draft))


def _text(draft: CallDraft) -> str:
    """Of a definition that the portal can't read any more, nothing: it has to be loaded from its file."""
    try:
        return written(draft)
    except ValidationError:
        return ""


def _editor(
    request: SignedInRequest, call: Call, draft: CallDraft, *, text: str, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"call": call, "text": text, "revision": draft.revision, "lines": text.count("\n") + 2, **more}
    return page(request, "configuring/working_copy.html", context, status=status)


def _edit(request: SignedInRequest, call: Call) -> HttpResponse:
    text = clean(request.POST.get("text", ""))
    revision = whole_number(request.POST.get("revision", "")) or 0
    try:
        definition, _source = read_definition(text)
        edit(call, definition, base_revision=revision, actor=request.user)
    except FileFaults as error:
        draft = CallDraft(revision=revision)
        return _editor(request, call, draft, text=text, findings=error.findings, status=422)
    except EditedMeanwhile as refused:
        return _editor(request, call, refused.draft, text=text, notice=refused, stored=_text(refused.draft), status=409)
    messages.success(request, _("The working copy is saved. Applicants see it once it is published."))
    return see_other("publication", call.slug)


@staff_page
@require_GET
def preview(request: SignedInRequest, slug: str, form: str, section: str) -> HttpResponse:
    """A section of the working copy with the portal's own inputs; every question, whatever the rules say."""
    call = staffed_call(request.user, slug, Act.CONFIGURE)
    definition, _found = _checked(CallDraft.objects.get(call=call), call)
    if definition is None or form not in definition.forms or section not in definition.forms[form].by_key:
        raise Http404
    languages = dict(settings.LANGUAGES)
    language = request.GET.get("language", "")
    language = language if language in languages else get_language() or "kk"
    shown = definition.forms[form].by_key[section]
    with override(language):
        context = {
            "call": call,
            "form_key": form,
            "section": shown,
            "pages": preview_pages(definition.forms[form], shown),
            "sections": _sections(definition),
            "language": language,
        }
        return page(request, "configuring/preview.html", context)
