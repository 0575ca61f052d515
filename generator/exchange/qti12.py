"""QTI 1.2, as Canvas and others import and export it."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from generator.exchange.exchanged import (
    ExchangedItem,
    ExchangeError,
    Format,
    Notes,
    Written,
    with_rest,
)
from generator.exchange.qti12_reader import items_of, note_settings, read_item
from generator.exchange.qti12_writer import WRITTEN_BASE, item_xml, package_of
from generator.exchange.question_pictures import with_addresses
from generator.exchange.sets import described, gathered
from generator.exchange.xml_files import beginning, read_xml
from generator.exchange.zip_files import unpacked, write_zip


class Qti12(Format):
    """Types that Canvas has; ordering is lost, and a set is a text with its parts behind it."""

    name = "qti12"
    title = "QTI 1.2 (Canvas)"
    suffix = ".zip"
    holds_pictures = True

    def recognises(self, file_name: str, data: bytes) -> bool:
        """A file or package with <questestinterop>."""
        try:
            files = unpacked(data, file_name)
            return any(b"<questestinterop" in beginning(inner) for inner in files.values())
        except ExchangeError:
            return False

    def read(self, data: bytes) -> list[ExchangedItem]:
        """Every item of every assessment and bank."""
        files = unpacked(data, "quiz.xml")
        items: list[ExchangedItem] = []
        above = Notes()  # what is said before the next question
        for path, content in sorted(files.items()):
            if path.lower().endswith(".xml") and b"<questestinterop" in beginning(content):
                note_settings(path, files, above)
                for element in items_of(read_xml(content), above):
                    items.append(read_item(len(items) + 1, path, element, files, above.moved()))
        if not items:
            raise ExchangeError("there is no QTI 1.2 question in it")
        return with_rest(gathered(items), above)

    def write(self, title: str, items: Sequence[ExchangedItem]) -> Written:
        """A package with one quiz."""
        parts: list[str] = []
        written: list[ExchangedItem] = []
        pictures: dict[str, bytes] = {}
        for item in items:
            notes = Notes()
            elements = [item_xml(fields, notes) for fields in described(item.fields, notes)]
            for element in filter(None, elements):
                part, shown = with_addresses(element, item.files, lambda path: WRITTEN_BASE + path)
                parts.append(part)
                pictures |= shown
            fields = item.fields if any(elements) else {}
            written.append(ExchangedItem(item.place, fields, notes.all))
        name = f"q{sha256(title.encode()).hexdigest()[:31]}"
        return Written(write_zip(package_of(name, title, parts, pictures)), tuple(written))
