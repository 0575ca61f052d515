"""An item of QTI 1.2 as its reader is given it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from generator.exchange.answers import as_shares, note_shuffling, number
from generator.exchange.exchanged import Notes
from generator.exchange.html_texts import from_html
from generator.exchange.markup_text import escaped
from generator.exchange.xml_files import Element, inner_html

_PLAIN = ("text/plain", "PLAIN_TEXT")


class Response(NamedTuple):
    """A place for an answer: its name, its words, and the labels to choose from by their name."""

    name: str
    words: str
    labels: Mapping[str, str]


def _materials(element: Element) -> Iterator[Element]:
    """The texts of an element, however deep, but none of a place for answers within it."""
    for child in element.children:
        if child.tag in ("mattext", "mat_formattedtext", "matimage"):
            yield child
        elif not child.tag.startswith(("response_", "render_")):
            yield from _materials(child)


class Qti12Question(NamedTuple):
    """An item as it is read: its element, notes, points and how its pictures are stored."""

    element: Element
    notes: Notes
    points: str
    picture: Callable[[str], str]

    def material(self, element: Element | None) -> str:
        """The text of an element's material as markup."""
        if element is None:
            return ""
        texts = []
        for mattext in _materials(element):
            if mattext.tag == "matimage":
                image = "".join(
                    f" {name}={quoteattr(mattext.attributes.get(given, ''))}"
                    for name, given in (("src", "uri"), ("alt", "label"))
                )
                html = f"<img{image}>"
            elif mattext.attributes.get("texttype", mattext.attributes.get("type")) in _PLAIN:
                texts.append(escaped(mattext.text.strip()))
                continue
            else:
                html = inner_html(mattext) if mattext.children else mattext.text
            texts.append(from_html(html, self.notes, self.picture))
        return "\n\n".join(filter(None, texts))

    @property
    def responses(self) -> list[Response]:
        """The places for answers, in order."""
        places = []
        for tag in ("response_lid", "response_str", "response_num", "response_grp"):
            for element in self.element.descendants(tag):
                labels = {
                    label.attributes.get("ident", ""): self.material(label)
                    for label in element.descendants("response_label")
                }
                places.append(
                    Response(element.attributes.get("ident", ""), self.material(element), labels)
                )
        return places

    @property
    def full_conditions(self) -> list[Element]:
        """What must be true of an answer to earn points, a condition each."""
        return [
            condition
            for respcondition in self.element.all("resprocessing", "respcondition")
            for condition in respcondition.all("conditionvar")
            if points_of(respcondition) > 0
        ]

    def shares(self, several: bool) -> dict[str, Fraction]:
        """What each label earns that is right or wrong by itself, as a part of all points; none
        where conditions ask for several together.
        """
        points: dict[str, Fraction] = {}
        for respcondition in self.element.all("resprocessing", "respcondition"):
            equals = respcondition.descendants("varequal")
            if len(equals) == 1 and not respcondition.descendants("not"):
                name = equals[0].text.strip()
                points[name] = points.get(name, Fraction(0)) + points_of(respcondition)
        return as_shares(points, several)

    def feedback(self, name: str) -> str:
        """What is said to whoever chooses something."""
        for feedback in self.element.all("itemfeedback"):
            if feedback.attributes.get("ident") == name:
                return self.material(feedback)
        return ""

    def note_order(self) -> None:
        """Note that what is to choose from was in the order of the file, if it was."""
        choices = self.element.descendants("render_choice")
        if any(each.attributes.get("shuffle", "").casefold() == "no" for each in choices):
            note_shuffling(self.notes)


def points_of(respcondition: Element) -> Fraction:
    """What a condition gives, or takes off if it is negative; 0 where it only says something."""
    given = Fraction(0)
    for setvar in respcondition.all("setvar"):
        name = setvar.attributes.get("varname") or setvar.attributes.get("variablename") or "SCORE"
        value = Fraction(100) if setvar.text.strip() == "SCORE.max" else number(setvar.text)
        if name.upper() in ("SCORE", "QUE_SCORE") and value:
            given += -value if setvar.attributes.get("action") == "Subtract" else value
    return given
