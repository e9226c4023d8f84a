import logging
import re
from collections.abc import Iterator
from io import BytesIO
from typing import IO

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest

from applications.models import Application, Upload
from applications.sealing import Seal
from applications.uploads import objects
from portal.lib.crypto import KeyringError
from portal.lib.sealed_files import PIECE, SealedFile

logger = logging.getLogger(__name__)
RANGE = re.compile(r"bytes=(\d{1,15})-(\d{0,15})")


def upload_response(
    request: HttpRequest, application: Application, upload: Upload, *, original: bool = False
) -> FileResponse:
    """Streams the clean copy of an attached file, or its original, to somebody who may have it.

    The caller has checked who asks. Raises Http404 while the file isn't checked, and when it was refused.
    """
    if not upload.is_checked:
        raise Http404
    key = upload.object_key if original else upload.copy_key
    try:
        content = objects.open_sealed(application, key)
    except (FileNotFoundError, KeyringError) as error:
        logger.error("the object %s can't be read: %s", key, type(error).__name__)  # noqa: TRY400 (the place says nothing)
        raise Http404 from error
    response = FileResponse(content, as_attachment=True, filename=upload.name, content_type=upload.mime)
    response.block_size = PIECE
    _put_headers(response)
    response.headers["Accept-Ranges"] = "bytes"
    _narrow(response, content, request.headers.get("Range", ""))
    return response


def document_response(application: Application, object_key: str, *, name: str) -> FileResponse:
    """A PDF of ours, which was sealed as a whole."""
    try:
        with default_storage.open(object_key) as sealed:
            content: IO[bytes] = BytesIO(Seal(application).unseal(sealed.read()))
    except FileNotFoundError as error:
        logger.error("the object %s is missing from the storage", object_key)  # noqa: TRY400 (the place says nothing)
        raise Http404 from error
    response = FileResponse(content, as_attachment=True, filename=name, content_type="application/pdf")
    _put_headers(response)
    return response


def _put_headers(response: FileResponse) -> None:
    """Always saved, never shown as a page of ours, kept by nobody on the way."""
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"


def _narrow(response: FileResponse, content: SealedFile, wanted: str) -> None:
    """One range of bytes, for a download that broke off; anything else that is asked for gets the whole file."""
    found = RANGE.fullmatch(wanted)
    if not found:
        return
    begin, last = int(found[1]), min(int(found[2] or content.size), content.size - 1)
    if begin > last:
        return
    content.seek(begin)
    response.status_code = 206
    response.streaming_content = _part(content, last - begin + 1)
    response.headers["Content-Range"] = f"bytes {begin}-{last}/{content.size}"
    response.headers["Content-Length"] = str(last - begin + 1)


def _part(content: SealedFile, length: int) -> Iterator[bytes]:
    while length and (piece := content.read(min(PIECE, length))):
        length -= len(piece)
        yield piece
