"""Head and foot of every page: what a reader finds, and a screen reader skips."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from math import atan2, cos, hypot, sin

from generator.page.blocks import HeaderFooter
from generator.render.pdf.lines import ENTRY
from generator.render.pdf.pagination import Placed
from generator.render.pdf.styles import MM, Sheet
from generator.render.pdf.text import TextSetter

_CORNER = 5 * MM  # the side of a square in a page's corner
_OFF = 7 * MM  # how far it is from the edges
_BEGIN = {
    kind: b"/Artifact<</Type/Pagination/Subtype/%b>>BDC\n" % kind
    for kind in (b"Header", b"Footer", b"Watermark")
}
_STACKED = 1.05  # times its size, from one line of a page's notes to the next
PageNotes = tuple[str, ...]


def page_notes(
    content: HeaderFooter, pages: Sequence[Sequence[Placed]], duplex: bool
) -> list[PageNotes]:
    """What each page says at its foot: that its last question goes on, and on a right-hand page
    that one has to turn over.
    """
    number = ""
    notes: list[PageNotes] = []
    for n, page in enumerate(pages):
        anchors = [anchor for each in page if not each.repeated for anchor in each.line.anchors]
        number = next((each.name for each in reversed(anchors) if each.kind == ENTRY), number)
        follows = any(placed.line.spans for later in pages[n + 1 :] for placed in later)
        said = []
        # What a page begins with that goes on is below a line that says so.
        if follows and content.goes_on and pages[n + 1][0].repeated:
            said.append(content.goes_on.replace("{number}", number))
        if follows and duplex and n % 2 == 0 and content.turn_over:
            said.append(content.turn_over)
        notes.append(tuple(said))
    return notes


def form_box_width(form: str, text: TextSetter) -> float:
    """How wide the box with a form's letter is at the head of a page, in points.

    Raises MissingGlyph.
    """
    profile = text.profile
    return max(text.line(form, profile.form)[1] + 2 * profile.form_pad, profile.form.leading)


class HeaderFooterSetter:
    """Sets one document's header and footer; of a page only its side and number differ."""

    def __init__(self, content: HeaderFooter, text: TextSetter, sheet: Sheet, width: float) -> None:
        """`width`: of the text and what is beside it, in points."""
        self.content, self.text, self.sheet, self.profile = content, text, sheet, text.profile
        self.width = width
        self._head = self._heading(content.head)
        self._first_head = self._heading("")
        self._watermark = self._across()
        foot = self._cut(content.foot, self.width * 0.7)
        self._foot = text.line(foot, self.profile.header_footer)[0] if foot else b""
        note = self._cut(content.note, self.width)
        self._note = text.line(note, self.profile.header_footer)[0] if note else b""

    def under(self, left: float, page: int, words: str | None = None) -> bytes:
        """What is painted before a page's text: watermark, corners and head. `left`: the text's
        left edge; `page` is counted from 0; `words` are in place of the document's own.
        """
        before = self._watermark + self._corners()
        head = self._head if page or self.profile.head_on_first_page else self._first_head
        if words is not None:
            head = self._heading(words)
        if not head:
            return before
        return b"%b%bq 1 0 0 1 %.2f %.2f cm\n%bQ\nEMC\n" % (
            before,
            _BEGIN[b"Header"],
            left,
            self.sheet.height - self.profile.margins.head,
            head,
        )

    def over(self, left: float, page: int, pages: int, notes: PageNotes = ()) -> bytes:
        """What is painted after a page's text: its foot, with `notes` at the end."""
        number = self.content.page.replace("{page}", str(page)).replace("{pages}", str(pages))
        shown, up, room = [], 0.0, self.width
        if self._note:
            shown.append(_text(self._note, 0, 0))
            up = self.profile.header_footer.leading
        if self._foot:
            shown.append(_text(self._foot, 0, up))
        if number:
            ops, width = self.text.line(number, self.profile.header_footer)
            # Where pages have notes, their numbers are in one place with and without one.
            middle = 0.5 if self.content.turn_over else 1.0
            shown.append(_text(ops, middle * (self.width - width), up))
            room = (self.width - width) / 2 - self.profile.header_footer.size
        shown += self._notes(notes, room, up)
        if not shown:
            return b""
        return b"%bq 1 0 0 1 %.2f %.2f cm\n%bQ\nEMC\n" % (
            _BEGIN[b"Footer"],
            left,
            self.profile.margins.foot,
            b"".join(shown),
        )

    def _notes(self, notes: PageNotes, room: float, up: float) -> list[bytes]:
        """Notes at the end of the foot, in a line where `room` beside the number holds them; else
        above each other, and above the number what would run into it.
        """
        if not notes:
            return []
        kind = replace(self.profile.header_footer, bold=True)
        whole = " · ".join(notes)
        lines = [whole] if self.text.line(whole, kind)[1] <= room else [*reversed(notes)]
        if not self.profile.latest and len(lines) > 1:
            lines = lines[:1]  # that a question goes on is said at the head of the next page, too
        elif self.profile.latest and self.text.line(lines[0], kind)[1] > room:
            up += _STACKED * kind.size
        shown = []
        for n, words in enumerate(lines):
            ops, width = self.text.line(words, kind)
            shown.append(_text(ops, self.width - width, up + n * _STACKED * kind.size))
        return shown

    def _heading(self, words: str) -> bytes:
        """Banner, words and form's letter, relative to the left end of the head's baseline."""
        shown, room, profile, content = [], self.width, self.profile, self.content
        letter = b""
        if content.form:
            ops, width = self.text.line(content.form, profile.form)
            tall = profile.form.leading
            box = form_box_width(content.form, self.text)
            room -= box + profile.form_pad
            # So low that the head's line runs to the middle of the box.
            low = -(tall - profile.header_footer.size) / 2
            letter = b"%.2f w 0 G %.2f %.2f %.2f %.2f re S\n%b" % (
                profile.frame,
                self.width - box,
                low,
                box,
                tall,
                _text(ops, self.width - (box + width) / 2, low + tall - profile.form.baseline),
            )
        if content.banner:
            ops, width = self.text.line(content.banner, profile.banner)
            beside = words and self.sheet.width > self.sheet.height  # there is width, not height
            up = profile.banner.leading if words and not beside else 0
            shown.append(_text(ops, 0, up))
            if words and not beside and self.profile.band:
                level = b"%.2f w 0 G 0 -5 m %.2f -5 l S\n"
                shown.append(level % (self.profile.rule, self.width))
            if beside:
                cut = self._cut(words, room - width - profile.header_footer.size)
                ops, width = self.text.line(cut, profile.header_footer)
                shown.append(_text(ops, room - width, 0))
                words = ""
        if words:
            shown.append(
                _text(self.text.line(self._cut(words, room), profile.header_footer)[0], 0, 0)
            )
        return b"".join([*shown, letter])

    def _corners(self) -> bytes:
        """A solid square in every corner; the first has a smaller one beside it, so that a page
        turned round is noticed.
        """
        if not self.content.corners:
            return b""
        right, top = self.sheet.width - _OFF - _CORNER, self.sheet.height - _OFF - _CORNER
        squares = [(x, y, _CORNER) for x in (_OFF, right) for y in (_OFF, top)]
        squares.append((_OFF + 1.5 * _CORNER, top + _CORNER / 2, _CORNER / 2))
        drawn = b" ".join(b"%.2f %.2f %.2f %.2f re" % (x, y, side, side) for x, y, side in squares)
        return b"%b0 g %b f\nEMC\n" % (_BEGIN[b"Header"], drawn)

    def _across(self) -> bytes:
        """The watermark: from corner to corner, light enough to read through."""
        word, kind, sheet = self.content.watermark, self.profile.watermark, self.sheet
        if not word:
            return b""
        ops, width = self.text.line(word, kind)
        turn = atan2(sheet.height, sheet.width)
        size = min(1.0, 0.78 * hypot(sheet.height, sheet.width) / width)
        c, s = size * cos(turn), size * sin(turn)
        shift = -width / 2, -kind.middle
        x = sheet.width / 2 + c * shift[0] - s * shift[1]
        y = sheet.height / 2 + s * shift[0] + c * shift[1]
        return b"%bq %g g %.4f %.4f %.4f %.4f %.2f %.2f cm\n%bQ\nEMC\n" % (
            _BEGIN[b"Watermark"],
            self.profile.watermark_grey,
            c,
            s,
            -s,
            c,
            x,
            y,
            _text(ops, 0, 0),
        )

    def _cut(self, text: str, room: float) -> str:
        """The text, or as much of it as fits with an ellipsis."""
        if self.text.line(text, self.profile.header_footer)[1] <= room:
            return text

        def width(length: int) -> float:
            return self.text.line(text[:length].rstrip() + "…", self.profile.header_footer)[1]

        # Halving, since a text of thousands of characters may stand here.
        fitting = bisect_right(range(1, len(text)), room, key=width)
        return text[:fitting].rstrip() + "…"


def _text(ops: bytes, x: float, y: float) -> bytes:
    return b"BT %.2f %.2f Td %b ET\n" % (x, y, ops)
