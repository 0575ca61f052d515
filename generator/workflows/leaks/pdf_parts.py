"""A PDF taken apart by programs that did not write it: all that it holds, and what is unusual."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from generator.values import dataclass

if TYPE_CHECKING:
    import pikepdf

_INSTALL = (
    "to search PDFs for leaks, install pikepdf and pypdfium2: pip install 'briefing-packs[leaks]'"
)
# What a student's PDF has.  Whatever else is in one was not put there by this program.
_TRAILER = "/W /Filter /DecodeParms /Root /Type /ID /Info /Size /Length /Index"
_INFO = "/Title"
_BY_TYPE = {
    "/Catalog": "/Type /PageLabels /StructTreeRoot /Outlines /MarkInfo /Metadata /ViewerPreferences"
    " /PageMode /Lang /Pages",
    "/Pages": "/Count /Kids /Type",
    "/Page": "/Annots /Contents /MediaBox /Parent /Resources /StructParents /Tabs /Type",
    "/StructTreeRoot": "/K /ParentTree /ParentTreeNextKey /Type",
    "/Outlines": "/Count /First /Last /Type",
    "/Font": "/BaseFont /CIDSystemInfo /CIDToGIDMap /DW /DescendantFonts /Encoding /FontDescriptor"
    " /Subtype /ToUnicode /Type /W",
    "/FontDescriptor": "/Ascent /CapHeight /Descent /Flags /FontBBox /FontFile2 /FontName"
    " /ItalicAngle /StemV /Type",
    "/XObject": "/BBox /BitsPerComponent /ColorSpace /Decode /DecodeParms /Filter /Height"
    " /Interpolate /Length /Resources /SMask /Subtype /Type /Width",
    "/Metadata": "/Length /Subtype /Type",
    "/Annot": "/A /Border /BS /Contents /Dest /F /Rect /StructParent /Subtype /Type",
    "/OBJR": "/Obj /Pg /Type",
    "/MCR": "/MCID /Pg /Type",
}
# Dictionaries without a type: elements and their attributes, bookmarks, resources, small values.
_UNTYPED = (
    "/A /ActualText /Alt /BBox /ColSpan /Columns /Count /D /Dest /DisplayDocTitle /Duplex"
    " /E /ExtGState /Filter /First /Font /Headers /ID /K /Kids /Lang /Last /Length /Length1 /Limits"
    " /ListNumbering /MarkInfo /Marked /Names /Next /Nums /O /Ordering /P /Parent /Pg /Placement"
    " /Prev /ProcSet /R /Registry /Role /RowSpan /S /Scope /St /Summary /Supplement /T /Title /Type"
    " /URI /Width /Height /XObject /InlineAlign /BlockAlign /TextDecorationType /desc"
    " /checked /Off /On"
)
_RESOURCES = ("/Font", "/XObject")  # whose own keys are names of fonts and pictures
_OPERATORS = (
    "BT ET Td Tm Tf Tj TJ Ts Tc Tw Tz BDC BMC EMC q Q cm w G g RG rg K k d J j M re m l c h S s"
    " f f* B B* b W n Do"
)
_XMP = (
    "xpacket x:xmpmeta rdf:RDF rdf:Description rdf:Alt rdf:Bag rdf:li dc:title dc:language"
    " pdfuaid:part"
)
_STRING = re.compile(rb"\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f\s]*>", re.DOTALL)


@cache
def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


class NoPdfReader(Exception):
    """A library that reads PDFs is missing: one sentence that says what to install."""

    def __init__(self) -> None:
        super().__init__(_INSTALL)


@dataclass(frozen=True)
class PdfParts:
    """What a file holds: by place, the bytes there, undone of compression; and in a sentence each,
    what a student's file has no use for.
    """

    parts: dict[str, tuple[bytes, ...]]
    unusual: tuple[str, ...]


def take_apart(data: bytes) -> PdfParts:
    """A PDF in its parts.  Raises NoPdfReader; a file that is none is said to be unreadable."""
    try:
        import pikepdf
        import pypdfium2  # noqa: F401
    except ImportError:
        raise NoPdfReader from None
    parts: dict[str, list[bytes]] = {"bytes": [data]}
    unusual: set[str] = set(_outside(data))
    for place, part in _streams(data):
        parts.setdefault(place, []).append(part)
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            unusual |= set(_shape(pdf))
            for thing in pdf.objects:
                parts.setdefault("objects", []).append(b"\n".join(_inside(thing, True)))
            forms = [thing for thing in pdf.objects if _is_form(thing)]
            for content in [*pdf.pages, *forms]:
                texts, strange = _content(content)
                parts.setdefault("strings of pages", []).extend(texts)
                unusual |= strange
        parts["text of pages"] = list(_extracted(data))
    except pikepdf.PdfError as error:
        unusual.add(f"it cannot be read ({error})")
    return PdfParts({place: tuple(own) for place, own in parts.items()}, tuple(sorted(unusual)))


def _outside(data: bytes) -> Iterator[str]:
    """What is before, after or beside the objects of a file."""
    if data.count(b"%%EOF") != 1:
        yield "it was changed after it was written: it does not end once"
    if data.rpartition(b"%%EOF")[2].strip():
        yield "something follows its end"


def _streams(data: bytes) -> Iterator[tuple[str, bytes]]:
    """All that is compressed, also what nothing refers to any more."""
    for found in re.finditer(rb"stream\r?\n", data):
        try:
            yield "streams", zlib.decompressobj().decompress(data[found.end() :])
        except zlib.error:
            continue


def _shape(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Entries, objects and metadata that are not of this program."""
    import pikepdf

    for key in set(pdf.trailer.keys()) - _words(_TRAILER):
        yield f"the entry {key} in its trailer"
    for key in set(pdf.docinfo.keys()) - _words(_INFO):
        yield f"the entry {key} in its information"
    reached: set[tuple[int, int]] = set()
    waiting: list[tuple[str, Any]] = [("", pdf.Root), ("", pdf.trailer.get("/Info"))]
    while waiting:
        name, thing = waiting.pop()
        if isinstance(thing, pikepdf.Object) and thing.is_indirect:
            if thing.objgen in reached:
                continue
            reached.add(thing.objgen)
        if isinstance(thing, pikepdf.Array):
            waiting += [("", value) for value in thing]
        elif isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
            yield from _entries(name, thing)
            waiting += list(thing.items())
    for thing in pdf.objects:
        lost = isinstance(thing, pikepdf.Object) and thing.is_indirect
        if lost and thing.objgen not in reached and _kind(thing) not in ("/ObjStm", "/XRef"):
            yield "an object that nothing refers to"
    metadata = pdf.Root.get("/Metadata")
    words = (
        bytes(metadata.get_stream_buffer()).decode("utf-8", "replace")
        if metadata is not None
        else ""
    )
    for name in sorted({*re.findall(r"<[/?]?([\w:]+)", words)} - _words(_XMP)):
        yield f"the field {name} in its metadata"
    if "<!--" in words:
        yield "a comment in its metadata"


def _kind(thing: Any) -> str:
    import pikepdf

    if not isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
        return ""
    return str(thing.get("/Type", ""))


def _entries(name: str, thing: Any) -> Iterator[str]:
    """What is unusual about a dictionary, that is the entry `name` of another."""
    kind = _kind(thing)
    if name in _RESOURCES:
        return
    for key in sorted(set(map(str, thing.keys())) - _words(_BY_TYPE.get(kind, _UNTYPED))):
        yield f"the entry {key} in {f'a {kind[1:]}' if kind in _BY_TYPE else 'an object'}"
    if str(thing.get("/checked", "/off")) != "/off":
        yield "a box that is checked"
    if kind == "/Annot" and thing.get("/Subtype") != "/Link":
        yield f"an annotation {thing.get('/Subtype')}"
    if name == "/A" and "/S" in thing and thing.get("/S") != "/URI":
        yield f"an action {thing.get('/S')}"


def _inside(thing: Any, whole: bool) -> Iterator[bytes]:
    """Every name, string and stream of an object; what it refers to is an object of its own."""
    import pikepdf

    if isinstance(thing, pikepdf.Object) and thing.is_indirect and not whole:
        return
    if isinstance(thing, pikepdf.String):
        yield bytes(thing)
        yield str(thing).encode("utf-8", "surrogatepass")
    elif isinstance(thing, pikepdf.Name):
        yield str(thing).encode()
    elif isinstance(thing, pikepdf.Array):
        for value in thing:
            yield from _inside(value, False)
    elif isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
        for name, value in thing.items():
            yield str(name).encode()
            yield from _inside(value, False)
        if isinstance(thing, pikepdf.Stream):
            try:
                yield bytes(thing.get_stream_buffer())
            except pikepdf.PdfError:  # a filter that only viewers know: read as it is
                yield thing.read_raw_bytes()


def _is_form(thing: Any) -> bool:
    """Whether it is drawn as a part of pages: a picture or a formula, with a content of its own."""
    import pikepdf

    return isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Form"


def _content(drawn: pikepdf.Page | pikepdf.Stream) -> tuple[tuple[bytes, ...], set[str]]:
    """Of a page or a form: the strings that it shows, joined, those of its marks, joined, as they
    are and as they are read, and what no page of ours has.
    """
    import pikepdf

    shown: list[bytes] = []
    marks: list[pikepdf.String] = []
    strange: set[str] = set()
    for instruction in pikepdf.parse_content_stream(drawn):
        if (operator := str(instruction.operator)) not in _words(_OPERATORS):
            strange.add(f"the operator {operator} on a page")
        for operand in instruction.operands:
            if isinstance(operand, pikepdf.Dictionary):
                marks += _strings(operand.values())
            else:
                shown += map(bytes, _strings([operand]))
    contents = drawn if isinstance(drawn, pikepdf.Stream) else drawn.obj.get("/Contents")
    streams = contents if isinstance(contents, pikepdf.Array) else [contents]
    for stream in streams:
        if stream is not None and b"%" in _STRING.sub(b"", bytes(stream.get_stream_buffer())):
            strange.add("a comment on a page")
    read = "".join(map(str, marks)).encode("utf-8", "surrogatepass")
    return (b"".join(shown), b"".join(map(bytes, marks)), read), strange


def _strings(operands: Iterable[Any]) -> Iterator[pikepdf.String]:
    import pikepdf

    for operand in operands:
        if isinstance(operand, pikepdf.Array):
            yield from _strings(operand)
        elif isinstance(operand, pikepdf.String):
            yield operand


def _extracted(data: bytes) -> Iterator[bytes]:
    """The text of each page as a viewer copies it, shown or not."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        for page in document:
            yield page.get_textpage().get_text_range().encode("utf-8", "surrogatepass")
    finally:
        document.close()
