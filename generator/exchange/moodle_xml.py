"""Moodle XML, with pictures and categories."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.exchange.exchanged import ExchangedItem, Format, Notes, Written, with_rest
from generator.exchange.moodle_reader import note_category, read_question
from generator.exchange.moodle_writer import category_xml, questions_xml, with_files
from generator.exchange.sets import gathered
from generator.exchange.xml_files import beginning, read_xml


class MoodleXml(Format):
    """All types; sets become a description with its parts behind it."""

    name = "moodle"
    title = "Moodle XML"
    suffix = ".xml"
    holds_pictures = True

    def recognises(self, file_name: str, data: bytes) -> bool:
        """A file whose root is <quiz>."""
        return re.search(rb"<quiz[\s>]", beginning(data)) is not None

    def read(self, data: bytes) -> list[ExchangedItem]:
        """Every question; a category is named at the first question that is in it."""
        items: list[ExchangedItem] = []
        category = Notes()
        for element in read_xml(data).children:
            if element.tag != "question":
                category.unread([(element.tag, element.text.strip())])
            elif element.attributes.get("type") == "category":
                note_category(element, category)
            else:
                items.append(read_question(len(items) + 1, element, category.moved()))
        return with_rest(gathered(items), category)

    def write(self, title: str, items: Sequence[ExchangedItem]) -> Written:
        """A category of the bank's title, and its questions."""
        parts = [category_xml(title)]
        written: list[ExchangedItem] = []
        for item in items:
            notes = Notes()
            questions = [with_files(text, item.files) for text in questions_xml(item, notes)]
            parts += questions
            written.append(ExchangedItem(item.place, item.fields if questions else {}, notes.all))
        text = '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n' + "\n".join(parts) + "\n</quiz>\n"
        return Written(text.encode(), tuple(written))
