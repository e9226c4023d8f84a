"""Documents of a call beside its program file: checked by what they hold when the file is read."""

from typing import Any, Final

from django.core.files.base import ContentFile

from portal.lib.exceptions import Refused
from portal.lib.files import inspect
from programs.definition.pictures import Folders, PictureFault

ACCEPTED: Final = ("pdf", "docx", "xlsx")
MOST_BYTES: Final = 10 * 1024**2


def take_enclosures(data: Any, folders: Folders) -> dict[str, bytes]:
    """Fills in what the portal writes about each document; gives their contents by name. Raises PictureFault.

    A file that isn't there is no fault where the document is known already: a dumped program comes without.
    """
    found: dict[str, bytes] = {}
    for path, document in _documents(data):
        file = folders.file(path, str(document.get("file", "")))
        if not file.is_file() and document.get("digest"):
            continue
        try:
            with file.open("rb") as opened:
                content = opened.read(MOST_BYTES + 1)
            facts = inspect(ContentFile(content, name=file.name), ACCEPTED, limit=MOST_BYTES)
        except OSError as error:
            raise PictureFault((*path, "file"), f"the document can't be read: {error.strerror}") from error
        except Refused as error:
            raise PictureFault((*path, "file"), str(error)) from error
        document |= {"digest": facts.sha256, "type": facts.extension, "size": facts.size}
        found[f"{facts.sha256}.{facts.extension}"] = content
    return found


def _documents(data: Any) -> list[tuple[tuple[str | int, ...], dict[str, Any]]]:
    call = data.get("call") if isinstance(data, dict) else None
    listed = call.get("documents") if isinstance(call, dict) else None
    documents = listed if isinstance(listed, list) else []
    return [(("call", "documents", number), one) for number, one in enumerate(documents) if isinstance(one, dict)]
