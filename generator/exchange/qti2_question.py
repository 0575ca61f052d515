"""An item of QTI 2 as its reader is given it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from fractions import Fraction
from typing import NamedTuple

from generator.exchange.answers import Answer, decimal, note_said, note_shuffling, number
from generator.exchange.exchanged import Notes
from generator.exchange.html_texts import from_html
from generator.exchange.xml_files import Element, inner_html

_APART = ("rubricBlock", "prompt", "feedbackBlock", "feedbackInline")


class Qti2Question(NamedTuple):
    """An item as it is read: its element, notes, points and how its pictures are stored."""

    element: Element
    notes: Notes
    points: str
    picture: Callable[[str], str]

    def markup(self, element: Element) -> str:
        """What is in an element as markup, without interactions."""
        html = inner_html(element, lambda child: _is_interaction(child) or child.tag in _APART)
        return from_html(html, self.notes, self.picture)

    @property
    def interactions(self) -> list[Element]:
        """Where answers are given, in order."""
        found: list[Element] = []

        def collect(element: Element) -> None:
            for child in element.children:
                if _is_interaction(child):
                    found.append(child)
                else:
                    collect(child)

        collect(self.element)
        return found

    def choice_text(self, choice: Element) -> str:
        """What is in a choice as markup, without what is said to whoever takes it."""
        html = inner_html(choice, lambda child: child.tag == "feedbackInline")
        return from_html(html, self.notes, self.picture)

    def choice_texts(self, holder: Element, tag: str) -> dict[str, str]:
        """The choices of a tag in an element as markup, by their names."""
        return {
            choice.attributes.get("identifier", ""): self.choice_text(choice)
            for choice in holder.all(tag)
        }

    def said_of(self, choice: Element) -> str:
        """What is said to whoever takes a choice."""
        return " ".join(self.markup(each) for each in choice.descendants("feedbackInline"))

    def note_said(self, choices: Iterable[Element]) -> None:
        """Note what is said to whoever takes a choice, where a type has no place for it."""
        said = (Answer("", Fraction(0), self.said_of(choice)) for choice in choices)
        note_said([*said], self.notes)

    def note_order(self, interaction: Element) -> None:
        """Note that what is to choose from was in the order of the file, if it was."""
        if interaction.attributes.get("shuffle") == "false":
            note_shuffling(self.notes)

    def note_other_pairs(self, name: str, right: Collection[str]) -> None:
        """Note what pairs of an interaction earned that are not right."""
        for pair, points in self.mapped(name).items():
            if pair not in right:
                self.notes.lost(f"that the pair '{pair}' earned {decimal(points)}")

    def declaration(self, name: str) -> Element | None:
        """What is said of the answers to an interaction."""
        for declared in self.element.all("responseDeclaration"):
            if declared.attributes.get("identifier") == name:
                return declared
        return None

    def mapped(self, name: str) -> dict[str, Fraction]:
        """What each value of an interaction earns by itself, where the item says it."""
        declared = self.declaration(name)
        return {
            entry.attributes.get("mapKey", ""): number(entry.attributes.get("mappedValue", "0"))
            or Fraction(0)
            for entry in (declared.all("mapping", "mapEntry") if declared else ())
        }

    def correct(self, name: str) -> list[str]:
        """The right values of an interaction."""
        declared = self.declaration(name)
        if declared is None:
            return []
        return [value.text.strip() for value in declared.all("correctResponse", "value")]


def _is_interaction(element: Element) -> bool:
    return element.tag.endswith("Interaction")


def name_of(interaction: Element) -> str:
    """The name of its declaration."""
    return interaction.attributes.get("responseIdentifier", "")
