"""A question of Moodle as its reader is given it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from generator.exchange.answers import note_shuffling
from generator.exchange.exchanged import Notes
from generator.exchange.xml_files import Element

PLUGIN_FILE = "@@PLUGINFILE@@/"  # before the name of a file that a question has with it


class MoodleQuestion(NamedTuple):
    """The element, its notes and points, and how a text within it becomes markup."""

    element: Element
    notes: Notes
    points: str
    markup: Callable[[Element | None], str]

    def note_order(self) -> None:
        """Note that what is to choose from was in the order of the file, if it was."""
        if self.element.words("shuffleanswers") in ("false", "0"):
            note_shuffling(self.notes)
