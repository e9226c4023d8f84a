"""Files that a script sends one by one, while the person goes on writing: the rules are those of the form's buttons.

The answer is the list of the question anew, and the revision that the page may go on with.
"""

from django.conf import settings
from django.http import Http404, JsonResponse
from django.template.loader import render_to_string

from accounts.requests import SignedInRequest
from applications.actions.attaching import attach, detach
from applications.models import Filing, SectionSave, Upload
from applications.permissions import own_filing
from applications.queries import FilledForm, filled_form, uploads_of
from applications.uploads.places import Target, files_at, most_bytes, target_at
from applications.views.fields import Field, refused_at
from applications.views.intents import ATTACH, DETACH
from portal.lib import paths
from portal.lib.exceptions import Refused
from portal.lib.http import whole_number
from programs.definition.form import Form
from programs.fields.files import spoken_size
from programs.fields.tables import place_of

FILES = "_files"  # in the address: the question whose list is asked for


def is_by_script(request: SignedInRequest) -> bool:
    return request.headers.get("Accept") == "application/json"


def by_script(request: SignedInRequest, filing: Filing, section_key: str) -> JsonResponse:
    """Attaches, detaches, or only tells how things stand."""
    upload = _detached(request, filing)
    path = upload.path if upload else request.POST.get(ATTACH, request.GET.get(FILES, ""))
    target = target_at(FilledForm(filing, {}).form, path)
    if target is None or target.section.key != section_key:
        raise Http404
    error = _change(request, filing, target, upload) if request.method == "POST" else ""
    filled = filled_form(own_filing(request.user, filing.application.number, filing.slug))
    field = file_field(filled, target)
    context = {"field": field, "application": filled.filing.application}
    return JsonResponse(
        {
            "list": render_to_string("fields/file_list.html", context, request),
            "is_full": field.is_full,
            "error": error,
            "revision": _revision(request, filled, target),
        }
    )


def _detached(request: SignedInRequest, filing: Filing) -> Upload | None:
    if DETACH not in request.POST:
        return None
    found = [upload for upload in filing.uploads.filter(detached_at=None) if str(upload.pk) == request.POST[DETACH]]
    if not found:
        raise Http404
    return found[0]


def _change(request: SignedInRequest, filing: Filing, target: Target, upload: Upload | None) -> str:
    """Gives why something wasn't taken, or couldn't be taken off."""
    try:
        if upload:
            detach(upload, actor=request.user, received_at=request.received_at)
            return ""
        files = request.FILES.getlist(target.path)
        return attach(filing, target.path, files, actor=request.user, received_at=request.received_at).sentence
    except Refused as refusal:
        return str(refusal)


def file_field(filled: FilledForm, target: Target) -> Field:
    uploads = uploads_of(filled.filing)
    ids = files_at(filled.answers_of(target.section.key).values, target.path) or []
    return Field(
        target.question,
        target.path,
        uploads=[uploads[pk] for pk in ids if pk in uploads],
        refused=refused_at(uploads.values(), target.path),
    )


def filing_limit(form: Form) -> str:
    """What all files together may take, in words; nothing where the limits of its questions can't reach it."""
    most: int = settings.FILES_PER_FILING
    return spoken_size(most) if most_bytes(form) > most else ""


def _revision(request: SignedInRequest, filled: FilledForm, target: Target) -> int:
    """The one that is stored, if all that changed since the page's are files: else the person has to see both texts."""
    base = whole_number((request.POST if request.method == "POST" else request.GET).get("_revision", "")) or 0
    row = filled.rows.get(target.section.key)
    if row is None:
        return base
    later = SectionSave.objects.filter(section=row, revision__gt=base).values_list("changes", flat=True)
    return row.revision if all(_is_file(target, path) for changes in later for path in changes) else base


def _is_file(target: Target, path: str) -> bool:
    place = place_of(target.section.questions, path) if paths.is_path(path) else None
    return place is not None and place.question.type.is_file and not paths.is_row(path)
