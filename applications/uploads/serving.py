import logging
from io import BytesIO
from typing import IO

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404

from applications.sealing import Seal

logger = logging.getLogger(__name__)


def file_response(object_key: str, *, name: str, mime: str, seal: Seal | None = None) -> FileResponse:
    """Streams a private object to somebody who may have it: always saved, never shown as a page of ours.

    The caller has checked who asks. `seal` opens what was stored sealed. Raises Http404 when the object is missing.
    """
    try:
        content: IO[bytes] = default_storage.open(object_key)
    except FileNotFoundError as error:
        logger.error("the object %s is missing from the storage", object_key)  # noqa: TRY400 (the place says nothing)
        raise Http404 from error
    if seal is not None:
        with content as sealed:
            content = BytesIO(seal.unseal(sealed.read()))
    response = FileResponse(content, as_attachment=True, filename=name, content_type=mime)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
