import re

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from portal.lib.pictures import MIMES
from programs.pictures import open_picture

NAME = re.compile(rf"[0-9a-f]{{64}}\.({'|'.join(MIMES)})")


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponse:
    """For everybody, and for ever: its address is the digest of what it holds."""
    if not NAME.fullmatch(name):
        raise Http404
    try:
        with open_picture(name) as content:
            found = content.read()
    except FileNotFoundError as error:
        raise Http404 from error
    response = HttpResponse(found, content_type=MIMES[name.rpartition(".")[2]])
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'"
    return response
