from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from portal.lib.file_types import TYPES
from portal.lib.files import safe_name
from programs.definition.document import CallDocument
from programs.enclosures import open_enclosure
from programs.models import Call
from programs.queries import published_calls


def documents_of(call: Call) -> list[CallDocument]:
    return [CallDocument.model_validate(plain) for plain in call.documents]


@require_safe
def enclosure(request: HttpRequest, slug: str, digest: str) -> HttpResponseBase:
    """For everybody who may read the page of the call; called by its title when it is saved."""
    call = get_object_or_404(published_calls(), slug=slug)
    found = next((document for document in documents_of(call) if document.digest == digest), None)
    if found is None:
        raise Http404
    try:
        content = open_enclosure(found.name)
    except FileNotFoundError as error:
        raise Http404 from error
    known = TYPES[found.type]
    name = safe_name(f"{found.title}{known.suffixes[0]}", known.suffixes)
    response = FileResponse(content, as_attachment=True, filename=name, content_type=known.mime)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
