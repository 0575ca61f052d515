"""QTI 2.1, 2.2 and, to read, 3.0: single items and packages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from hashlib import sha256
from xml.sax.saxutils import quoteattr

from generator.exchange.exchanged import (
    ExchangedItem,
    ExchangeError,
    Format,
    Notes,
    Written,
    text_of,
)
from generator.exchange.qti2_reader import as_qti2, note_test, read_item
from generator.exchange.qti2_writer import item_xml
from generator.exchange.question_pictures import with_addresses
from generator.exchange.sets import repeated
from generator.exchange.xml_files import beginning, read_xml
from generator.exchange.zip_files import unpacked, write_zip

_IS_ITEM = re.compile(rb"<(?:[\w.-]+:)?(?:assessmentItem|qti-assessment-item)[\s>]")
_IS_TEST = re.compile(rb"<(?:[\w.-]+:)?(?:assessmentTest|qti-assessment-test)[\s>]")


class Qti2(Format):
    """Types that have an interaction of their own; parts of a set are items.  Reads QTI 3.0 too."""

    name = "qti22"
    title = "QTI 2.1 or 2.2"
    suffix = ".zip"
    holds_pictures = True

    def recognises(self, file_name: str, data: bytes) -> bool:
        """A file or package with <assessmentItem>."""
        try:
            files = unpacked(data, file_name)
            return any(_IS_ITEM.search(beginning(inner)) for inner in files.values())
        except ExchangeError:
            return False

    def read(self, data: bytes) -> list[ExchangedItem]:
        """Every item of a package, by path."""
        files = unpacked(data, "item.xml")
        items: list[ExchangedItem] = []
        notes = Notes()
        for content in files.values():
            if _IS_TEST.search(beginning(content)):
                note_test(as_qti2(read_xml(content)), notes)
        for path, content in sorted(files.items()):
            if path.lower().endswith(".xml") and _IS_ITEM.search(beginning(content)):
                element = as_qti2(read_xml(content))
                items.append(read_item(len(items) + 1, path, element, files, notes.moved()))
        if not items:
            raise ExchangeError("there is no QTI 2 item in it")
        return items

    def write(self, title: str, items: Sequence[ExchangedItem]) -> Written:
        """A package with one file for each item."""
        files: dict[str, bytes] = {}
        pictures: dict[str, Mapping[str, bytes]] = {}
        written: list[ExchangedItem] = []
        for item in items:
            notes = Notes()
            is_written = False
            for fields in repeated(item.fields, notes):
                text = item_xml(fields, notes)
                if not text:
                    continue
                is_written = True
                text, shown = with_addresses(text, item.files, lambda path: f"../{path}")
                path = f"items/{text_of(fields, 'id')}.xml"
                files[path] = text.encode()
                pictures[path] = shown
            written.append(ExchangedItem(item.place, item.fields if is_written else {}, notes.all))
        package = {"imsmanifest.xml": _manifest(title, pictures), **files}
        for held in pictures.values():
            package.update(held)
        return Written(write_zip(package), tuple(written))


def _manifest(title: str, pictures: Mapping[str, Mapping[str, bytes]]) -> bytes:
    """The list of items, each with the pictures that it shows."""
    resources = "".join(
        f'<resource identifier="r{n}" type="imsqti_item_xmlv2p2" href="{path}">'
        + "".join(f"<file href={quoteattr(file)}/>" for file in (path, *held))
        + "</resource>\n"
        for n, (path, held) in enumerate(pictures.items(), 1)
    )
    name = f"m{sha256(title.encode()).hexdigest()[:31]}"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<manifest identifier="{name}" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1">\n'
        "<metadata><schema>QTIv2.2 Package</schema>"
        "<schemaversion>1.0.0</schemaversion></metadata>\n"
        f"<organizations/>\n<resources>\n{resources}</resources>\n</manifest>\n"
    ).encode()
