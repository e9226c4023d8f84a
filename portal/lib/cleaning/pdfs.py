"""PDFs without what acts by itself: scripts, programs to start, files and media inside, forms that send themselves.

Every object is looked at, wherever it stands: a list of known places would miss the next one. Links to pages of this
document and to web addresses stay; pages look the same.
"""

from typing import BinaryIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from portal.lib.cleaning import pictures

MOST_OBJECTS = 500_000
DEEPEST = 60
MOST_DECODED = 64 * 1024**2
FORBIDDEN_ACTIONS = frozenset(
    {
        "/JavaScript", "/Launch", "/GoToR", "/GoToE", "/GoToDp", "/SubmitForm", "/ResetForm", "/ImportData",
        "/Rendition", "/Movie", "/Sound", "/RichMediaExecute", "/GoTo3DView", "/Trans", "/Hide", "/SetOCGState",
    }
)  # fmt: skip
FORBIDDEN_ANNOTATIONS = frozenset({"/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"})
FROM_CATALOGUE = ("/OpenAction", "/AA", "/AF", "/Collection", "/Requirements", "/Threads", "/SpiderInfo")
FROM_NAMES = ("/JavaScript", "/EmbeddedFiles", "/Renditions", "/IDS", "/URLS", "/AlternatePresentations")
WEB = (b"http://", b"https://", b"mailto:", b"tel:")


def rewrite(source: BinaryIO, copy: BinaryIO) -> None:
    pikepdf.settings.set_qpdf_limits(flate_max_memory=MOST_DECODED, doc_max_warnings=500)
    with pikepdf.open(source) as pdf:
        if len(pdf.objects) > MOST_OBJECTS:
            raise ValueError("too many objects")
        _disarm_catalogue(pdf)
        for number in range(len(pdf.objects)):
            _disarm(pdf.objects[number], DEEPEST)
        pdf.save(copy, linearize=False, static_id=False)


def _disarm_catalogue(pdf: Pdf) -> None:
    _drop(pdf.Root, FROM_CATALOGUE)
    names = pdf.Root.get(Name.Names)
    if isinstance(names, Dictionary):
        _drop(names, FROM_NAMES)
    fields = pdf.Root.get(Name.AcroForm)
    if isinstance(fields, Dictionary):
        _drop(fields, ("/XFA",))


def _drop(holder: Object, keys: tuple[str, ...]) -> None:
    for key in keys:
        if key in holder:
            del holder[key]


def _disarm(item: Object, deeper: int) -> None:
    """One object with what stands directly in it; what it refers to is looked at on its own."""
    if deeper == 0:
        raise ValueError("nested too deep")
    if isinstance(item, Stream):
        _strip_picture(item)
    if isinstance(item, Dictionary | Stream):
        _disarm_dictionary(item)
        children = [item.get(key) for key in item.keys()]  # noqa: SIM118 (a pikepdf dictionary isn't iterable so)
    elif isinstance(item, Array):
        children = list(item)
    else:
        return
    for child in children:
        if isinstance(child, Dictionary | Array) and not child.is_indirect:
            _disarm(child, deeper - 1)


def _disarm_dictionary(item: Object) -> None:
    action = item.get(Name.S)
    if isinstance(action, Name) and (str(action) in FORBIDDEN_ACTIONS or _leads_astray(item, action)):
        _empty(item)
        return
    files = item.get(Name.EF)
    if isinstance(files, Dictionary):
        _drop(item, ("/EF", "/RF"))
    notes = item.get(Name.Annots)
    if isinstance(notes, Array):
        item[Name.Annots] = Array([note for note in notes if not _is_forbidden(note)])


def _leads_astray(item: Object, action: Object) -> bool:
    """A link to anything but the web: `file:`, `javascript:` and the like."""
    if action != Name.URI:
        return False
    target = item.get(Name.URI)
    return not (isinstance(target, pikepdf.String) and bytes(target).strip().lower().startswith(WEB))


def _is_forbidden(note: Object) -> bool:
    return isinstance(note, Dictionary) and str(note.get(Name.Subtype)) in FORBIDDEN_ANNOTATIONS


def _empty(item: Object) -> None:
    for key in list(item.keys()):
        if not (isinstance(item, Stream) and key == "/Length"):
            del item[key]


def _strip_picture(item: Object) -> None:
    """A photo in a PDF has the same notes of the camera as one outside; viewers don't turn it."""
    filters = item.get(Name.Filter)
    if isinstance(filters, Array) and len(filters) == 1:
        filters = filters[0]
    if item.get(Name.Subtype) != Name.Image or filters != Name.DCTDecode:
        return
    try:
        stripped = pictures.stripped_jpeg(item.read_raw_bytes(), keep_orientation=False)
    except pictures.Damaged:
        return  # viewers are patient with such data, and what isn't understood isn't touched
    parameters = item.get(Name.DecodeParms)
    kept = parameters if isinstance(parameters, Dictionary | Array) else None
    item.write(stripped, filter=Name.DCTDecode, decode_parms=kept)
