"""Text to lines and their elements."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from generator.page.blocks import BLANK, SHORT_BLANK
from generator.page.combining import MARKS
from generator.page.markup import Span, Spans
from generator.page.media import FORMULA_SIZE, NO_MEDIA
from generator.page.numbers import total
from generator.render.pdf.file.objects import text_string
from generator.render.pdf.fonts import NoGlyph, Style, UsedGlyphs, split_by_font
from generator.render.pdf.line_breaking import (
    Care,
    FontRun,
    Owner,
    break_lines,
    width_of,
    with_whole_numbers,
)
from generator.render.pdf.lines import (
    LEAF,
    Element,
    Line,
    Link,
    Ornament,
    PlacedText,
    avoid_orphans,
    moved_down,
)
from generator.render.pdf.results import MissingGlyph, MissingMedia
from generator.render.pdf.status_marks import mark_drawing
from generator.render.pdf.styles import Profile, Type

Parts = Sequence[tuple[str, Spans]]  # (role, runs): each part is an element of its own
_Key = tuple[tuple[tuple[str, Spans], ...], Type, float, float, float, float]
_BALANCE = 4.0  # points by which a balanced text may be wider than it need be
_DASHES = ("–", "—")
FORMULA_SCALE = 1.1  # of the text's size: the letters of formulas are lower in theirs
_EM_SPACE = "\u2003"
_BELOW = 1.5  # points from the baseline down to a blank's rule
_BLANKS = re.compile(f"({BLANK}|{SHORT_BLANK})")
MARK_SIDE = 0.68  # of a status's mark, in ems
_MARK_LOW = 0.0  # ems by which it is below the baseline
_NO_ROOM = 0.01  # points
_CLEAR = 1.0  # points between a formula and the lines above and below it
INSIDE_PARAGRAPH = 5  # penalty of a page break inside a paragraph
LEFT, CENTRE, RIGHT = 0.0, 0.5, 1.0  # share of the empty width that is before a line

_WORDS = re.compile(r"\s*\S+\s*")
_SPACES = re.compile(r"[ \t\r\n\f\v]+")  # what a line may break at


class TextSetter:
    """Sets text, and keeps what it has set; `document` labels the document that text belongs to,
    whose formulas and pictures are in `media`.
    """

    def __init__(
        self, glyphs: UsedGlyphs, profile: Profile, serbian: bool, blank: str = ""
    ) -> None:
        """`blank`: how a blank is read aloud."""
        self.glyphs, self.profile, self.serbian, self.document = glyphs, profile, serbian, ""
        self.blank = blank
        self.care = Care(profile.tidy, profile.breaks_at_hyphens, profile.latest)
        self.media = NO_MEDIA
        self.chapter_pages: tuple[str, ...] = ()  # on which each chapter begins, once it is known
        self._kept: dict[_Key, tuple[list[Line], list[Element]]] = {}
        self._lines: dict[tuple[str, Type], tuple[bytes, float]] = {}
        self._cut: dict[tuple[Spans, Type, float], Spans] = {}
        self._widths: dict[tuple[Spans, Type], float] = {}
        self._widest: dict[tuple[Spans, Type], float] = {}

    def set(
        self,
        parts: Parts,
        kind: Type,
        x: float,
        width: float,
        align: float = LEFT,
        hang: float = 0.0,
    ) -> tuple[list[Line], list[Element]]:
        """Lines and one element per part; lines but the first are indented by `hang`. Raises
        MissingGlyph.

        What has been set once is kept: grids and reasons are alike in every form.
        """
        key = (tuple(parts), kind, x, width, align, hang)
        if key not in self._kept:
            self._kept[key] = self._set(parts, kind, x, width, align, hang)
        lines, elements = self._kept[key]
        return list(lines), list(elements)

    def _set(
        self, parts: Parts, kind: Type, x: float, width: float, align: float, hang: float
    ) -> tuple[list[Line], list[Element]]:
        font_runs = _fitted(self.font_runs(parts, kind), width - hang)
        groups = break_lines(font_runs, width, kind, hang, self.care)
        starts = [
            x + align * (width - width_of(group)) + (hang if n else 0)
            for n, group in enumerate(groups)
        ]
        return self._composed(groups, starts, [role for role, _ in parts], kind)

    def set_as_given(
        self, lines: Sequence[Spans], kind: Type, x: float, width: float, hang: float
    ) -> tuple[list[Line], list[Element], list[int]]:
        """One paragraph of lines with given ends -> lines, their element, how many each has become.

        Only a line too long for the width is broken; what it goes on with is indented by `hang`.
        Raises MissingGlyph.
        """
        groups: list[list[FontRun]] = []
        starts: list[float] = []
        counts: list[int] = []
        for number, runs in enumerate(lines, 1):
            fitted = _fitted(self.font_runs([("P", runs)], kind), width - hang)
            own = break_lines(fitted, width, kind, hang) or [[]]
            if own[-1] and number < len(lines):  # the space that a line's end stands for
                own[-1][-1] = own[-1][-1]._replace(text=own[-1][-1].text + " ")
            starts += [x + (hang if n else 0) for n in range(len(own))]
            counts.append(len(own))
            groups += own
        return *self._composed(groups, starts, ["P"], kind), counts

    def set_flowing(
        self, lines: Sequence[Spans], kind: Type, x: float, width: float
    ) -> tuple[list[Line], list[Element], list[tuple[int, float]]]:
        """One paragraph of given lines, broken anew -> lines, their element, and where each given
        line begins: in which line, and at which x.  Raises MissingGlyph.
        """
        parts = [("P", (*runs, Span(" "))) for runs in lines]
        font_runs = _fitted(self.font_runs(parts, kind), width)
        groups = break_lines(font_runs, width, kind, 0.0, self.care)
        begins: dict[int, tuple[int, float]] = {}
        for row, group in enumerate(groups):
            at = x
            for font_run in group:
                begins.setdefault(font_run.owner.part, (row, at))
                at += font_run.width
        whole = [
            [run._replace(owner=run.owner._replace(part=0)) for run in group] for group in groups
        ]
        places = [begins[number] for number in sorted(begins)]
        return *self._composed(whole, [x] * len(whole), ["P"], kind), places

    def _composed(
        self,
        groups: Sequence[list[FontRun]],
        starts: Sequence[float],
        roles: Sequence[str],
        kind: Type,
    ) -> tuple[list[Line], list[Element]]:
        """Lines of characters that begin at `starts`, and one element per part."""
        lines: list[Line] = []
        kids: list[list[Element | None]] = [[] for _ in roles]
        owner = None
        for group, at in zip(groups, starts, strict=True):
            spans: list[PlacedText] = []
            ornaments = []
            for own, members in groupby(group, key=lambda font_run: font_run.owner):
                some, role = list(members), roles[own.part]
                if own != owner:
                    kids[own.part].append(_inner(own, self.blank if some[0].rule else ""))
                if some[0].rule:
                    spans.append(self._blank(some[0], kind, at))
                elif own.formula:
                    spans += self._formula(some, own != owner, kind, at)
                elif own.mark:
                    spans += self._mark(some, own != owner, kind, at)
                else:
                    own_role = "Form" if own.blank else role
                    spans.append(self._span(some, own != owner, own_role, kind, at))
                owner = own
                if own.link:
                    ornaments.append(self._underline(at, kind, width_of(some)))
                at += total(font_run.width for font_run in some)
            line = Line(
                kind.leading,
                tuple(spans),
                tuple(ornaments),
                after=INSIDE_PARAGRAPH,
                baseline=kind.baseline,
            )
            lines.append(_with_room(line, kind))
        elements = [Element(role, tuple(own)) for role, own in zip(roles, kids, strict=True)]
        lines[-1:] = [line._replace(after=0.0) for line in lines[-1:]]
        return list(avoid_orphans(lines)), elements

    def font_runs(self, parts: Parts, kind: Type) -> list[FontRun]:
        """The parts' characters, cut where font, size or owner change; white space is one space,
        none at the ends.
        """
        font_runs: list[FontRun] = []
        ends_in_space, blanks, formulas, marks = True, 0, 0, 0
        for number, (_, spans) in enumerate(parts):
            for span in _cut(_with_marks(spans)):
                text = _SPACES.sub(" ", unicodedata.normalize("NFC", span.text))
                if ends_in_space:
                    text = text.removeprefix(" ")
                if not text:
                    continue
                ends_in_space = text.endswith(" ")
                if span.formula:
                    formulas += 1
                    ends_in_space = False
                    owner = Owner(number, formula=formulas, alt=span.text)
                    font_runs.append(self._formula_run(span, kind, owner))
                elif span.mark:
                    marks += 1
                    owner = Owner(number, alt=text, mark=marks, status=span.mark)
                    font_runs.append(_room_for_mark(kind, owner))
                    if self.profile.marks_with_words:
                        font_runs += self.in_fonts(f"\u00a0[{text}]", span, kind, owner)
                elif text in (BLANK, SHORT_BLANK):
                    blanks += 1
                    ends_in_space = False
                    font_runs.append(self._blank_run(text, kind, Owner(number, "", blanks)))
                else:
                    owner = Owner(number, span.link)
                    font_runs += self.in_fonts(text, span, kind, owner)
        if font_runs and ends_in_space:
            font_runs[-1] = font_runs[-1]._replace(text=font_runs[-1].text[:-1])
        return [font_run for font_run in font_runs if font_run.text]

    def in_fonts(self, text: str, span: Span, kind: Type, owner: Owner) -> list[FontRun]:
        """A span's text in the fonts that can draw it, smaller and raised if the span says so."""
        profile = self.profile
        size, rise = kind.size, 0.0
        if span.code:
            size *= profile.code_size
        if span.script:
            rise = size * (profile.script_rise if span.script == "sup" else -profile.script_drop)
            size *= profile.script_size
        try:
            return [
                FontRun(part, font, size, rise, owner)
                for font, part in split_by_font(text, self._style(kind, span), self.glyphs.tracking)
            ]
        except NoGlyph as missing:
            raise MissingGlyph(missing.character, text, self.document) from None

    def widest_word(self, runs: Spans, kind: Type) -> float:
        """The width of the longest word or number, in points."""
        key = runs, kind
        if key not in self._widest:
            self._widest[key] = self._widest_word(runs, kind)
        return self._widest[key]

    def _widest_word(self, runs: Spans, kind: Type) -> float:
        widest = width = 0.0
        for font_run in with_whole_numbers(self.font_runs([("P", runs)], kind), self.care):
            for n, word in enumerate(font_run.text.split(" ")):
                width = (0.0 if n else width) + font_run.font.stringWidth(word, font_run.size)
                widest = max(widest, width)
        return widest

    def width(self, runs: Spans, kind: Type) -> float:
        """The width of runs on one line, in points."""
        key = runs, kind
        if key not in self._widths:
            font_runs = self.font_runs([("P", runs)], kind)
            self._widths[key] = width_of(font_runs) if font_runs else 0.0
        return self._widths[key]

    def end(self, runs: Spans, kind: Type, width: float) -> float:
        """Where the last line ends, in points from its start."""
        lines = break_lines(self.font_runs([("P", runs)], kind), width, kind, 0.0, self.care)
        return width_of(lines[-1]) if lines else 0.0

    def line_of(self, runs: Spans, kind: Type, width: float, at: int) -> int:
        """The line, from 0, in which the `at`-th character is."""
        before = len("".join("".join(span.text for span in runs)[:at].split()))
        lines = break_lines(self.font_runs([("P", runs)], kind), width, kind, 0.0, self.care)
        seen = 0
        for number, line in enumerate(lines):
            seen += len("".join("".join(font_run.text for font_run in line).split()))
            if seen > before:
                return number
        return max(len(lines) - 1, 0)

    def cut(self, runs: Spans, kind: Type, width: float) -> Spans:
        """The runs, or as many of their first words as one line holds, with three dots behind."""
        key = runs, kind, width
        if key not in self._cut:
            self._cut[key] = self._cut_off(runs, kind, width)
        return self._cut[key]

    def _cut_off(self, runs: Spans, kind: Type, width: float) -> Spans:
        if self.width(runs, kind) <= width:
            return runs
        words = [
            replace(run, text=word)
            for run in runs
            for word in ([run.text] if run.formula else _WORDS.findall(run.text))
        ]

        def beginning(count: int) -> Spans:
            *before, last = words[:count]
            return (*before, replace(last, text=last.text.rstrip(" ,;:…")), Span(" …"))

        most = bisect_right(
            range(1, len(words)), width, key=lambda count: self.width(beginning(count), kind)
        )
        return beginning(max(most, 1))

    def balanced(self, runs: Spans, kind: Type, width: float) -> float:
        """The least width, in points, at which a text has as many lines as at `width`, and no more
        of them begin with a dash.
        """
        if not self.profile.tidy or self.width(runs, kind) <= width:
            return width
        font_runs = self.font_runs([("P", runs)], kind)

        def cost(width: float) -> tuple[int, int]:
            lines = break_lines(font_runs, width, kind, 0.0, self.care)
            dashes = [line for line in lines if line[0].text.startswith(_DASHES)]
            return len(lines), len(dashes) if self.profile.latest else 0

        usual = cost(width)
        least, most = max(self.widest_word(runs, kind) + 1, width / 2), width
        while most - least > _BALANCE:
            middle = (least + most) / 2
            if cost(middle) > usual:
                least = middle
            else:
                most = middle
        return most

    def label(
        self,
        text: str,
        kind: Type,
        x: float,
        width: float = 0.0,
        align: float = LEFT,
        role: str = "Lbl",
    ) -> PlacedText:
        """One leaf that never breaks, on the baseline of a line of its kind. Raises
        MissingGlyph.
        """
        ops, own = self.line(text, kind)
        return PlacedText(role, True, x + align * (width - own), kind.baseline, ops)

    def line(self, text: str, kind: Type) -> tuple[bytes, float]:
        """Operators that show a text on one line, and its width in points.  Raises MissingGlyph."""
        key = text, kind
        if key not in self._lines:
            style = self._style(kind, Span(""))
            try:
                shown = self.glyphs.line(unicodedata.normalize("NFC", text), kind.size, style)
            except NoGlyph as missing:
                raise MissingGlyph(missing.character, text, self.document) from None
            self._lines[key] = shown
        return self._lines[key]

    def _style(self, kind: Type, run: Span) -> Style:
        slanted = kind.italic != run.italic
        return Style(
            kind.bold or run.bold or (slanted and not (self.profile.italics or run.quiet)),
            slanted and self.profile.italics,
            run.code,
            self.serbian,
            self.profile.serif,
        )

    def _span(
        self, font_runs: list[FontRun], starts: bool, role: str, kind: Type, x: float
    ) -> PlacedText:
        ops = b" ".join(
            self.glyphs.show(font_run.font, font_run.size, font_run.text, font_run.rise)
            for font_run in font_runs
        )
        address = font_runs[0].owner.link
        if not address:
            return PlacedText(role, starts, x, kind.baseline, ops)
        text = "".join(font_run.text for font_run in font_runs)
        link = Link(address, text.strip(), width_of(font_runs), 0.78 * kind.size, 0.24 * kind.size)
        return PlacedText("Link", starts, x, kind.baseline, ops, link)

    def _blank_run(self, text: str, kind: Type, owner: Owner) -> FontRun:
        """A character as wide as the rule of a blank; underscores where none is drawn."""
        profile = self.profile
        if not profile.drawn:
            font = next(font for font, _ in split_by_font(text, Style()))
            return FontRun(text, font, kind.size, 0.0, owner)
        font = next(font for font, _ in split_by_font(_EM_SPACE, Style()))
        wide = profile.blank_rule if text == BLANK else profile.short_blank
        return FontRun(
            _EM_SPACE, font, wide / font.stringWidth(_EM_SPACE, 1.0), 0.0, owner, rule=True
        )

    def _blank(self, font_run: FontRun, kind: Type, x: float) -> PlacedText:
        """A rule to write on, a little below the baseline."""
        wide = font_run.width
        ops = b"%.2f w 0 G 0 0 m %.2f 0 l S\n" % (self.profile.rule, wide)
        down = kind.baseline + _BELOW
        return PlacedText("Form", True, x, down, ops, None, (wide, self.profile.rule))

    def _formula_run(self, span: Span, kind: Type, owner: Owner) -> FontRun:
        """A character as wide as a formula.  Raises MissingMedia."""
        kept = self.media.inline_formula(span.formula)
        if kept is None:
            raise MissingMedia(self.document, f"the formula {span.formula}")
        kept = kept.with_signs(self.profile.large_signs)
        font = next(font for font, _ in split_by_font(_EM_SPACE, Style()))
        wide = FORMULA_SCALE * kind.size / FORMULA_SIZE * kept.drawing.width
        size = wide / font.stringWidth(_EM_SPACE, 1.0)
        return FontRun(_EM_SPACE, font, size, 0.0, owner, kept.drawing, segments=kept.segments)

    def _formula(
        self, font_runs: list[FontRun], starts: bool, kind: Type, x: float
    ) -> list[PlacedText]:
        """A formula on the baseline, or as much of it as is on one line."""
        shown = []
        for font_run in font_runs:
            if drawing := font_run.drawing:
                scale = font_run.width / drawing.width
                wide, high = font_run.width, scale * drawing.height
                ops = self.glyphs.place(drawing, wide, high)
                low = kind.baseline + scale * drawing.depth
                shown.append(PlacedText("Formula", starts, x, low, ops, None, (wide, high)))
                starts = False
            x += font_run.width
        return shown

    def _mark(
        self, font_runs: list[FontRun], starts: bool, kind: Type, x: float
    ) -> list[PlacedText]:
        """A status's mark, and behind it its word where that is shown."""
        first, *words = font_runs
        shown = []
        if first.text == _EM_SPACE:
            side = MARK_SIDE * kind.size
            down = kind.baseline + _MARK_LOW * kind.size
            ops = mark_drawing(first.owner.status, side)
            shown.append(PlacedText("Span", starts, x, down, ops, None, (side, side)))
            x, starts = x + first.width, False
        else:
            words = font_runs
        return [*shown, self._span(words, starts, "Span", kind, x)] if words else shown

    def _underline(self, x: float, kind: Type, width: float) -> Ornament:
        return rule(x, kind.baseline + 0.13 * kind.size, width, self.profile.hairline)


def _with_marks(runs: Spans) -> Spans:
    """The runs, each with the marks behind its last letter, though they are typed outside its
    emphasis.
    """
    own = list(runs)
    for n in range(1, len(own)):
        if marks := MARKS.match(own[n].text):
            own[n - 1] = replace(own[n - 1], text=own[n - 1].text + marks[0])
            own[n] = replace(own[n], text=own[n].text[marks.end() :])
    return tuple(own)


def _cut(runs: Spans) -> Iterator[Span]:
    """The runs, their blanks as runs of their own."""
    for run in runs:
        if SHORT_BLANK not in run.text:
            yield run
            continue
        for part in _BLANKS.split(run.text):
            if part:
                yield replace(run, text=part)


def _fitted(font_runs: Iterable[FontRun], width: float) -> list[FontRun]:
    """The runs, where a formula that is wider than the text is in segments; one of these that still
    is, as a formula that has none, is as wide as the text.
    """
    fitted: list[FontRun] = []
    for run in font_runs:
        if run.drawing is None or run.width <= width:
            fitted.append(run)
            continue
        for n, piece in enumerate(run.segments or (run.drawing,)):
            if n:  # a space that takes no room, where a line may end
                fitted.append(run._replace(text=" ", size=_NO_ROOM, drawing=None))
            wide = min(run.width * piece.width / run.drawing.width, width)
            fitted.append(run._replace(size=run.size * wide / run.width, drawing=piece))
    return fitted


def _with_room(line: Line, kind: Type) -> Line:
    """A line with room for the formulas in it."""
    drawn = [span for span in line.spans if span.drawn and span.role == "Formula"]
    if not drawn:
        return line
    up = max(size[1] - span.down for span in drawn if (size := span.drawn)) + _CLEAR
    down = max(span.down for span in drawn) - kind.leading + _CLEAR
    line = moved_down(line, up) if up > 0 else line
    return line._replace(height=line.height + down) if down > 0 else line


def _room_for_mark(kind: Type, owner: Owner) -> FontRun:
    """A character as wide as a mark."""
    font = next(font for font, _ in split_by_font(_EM_SPACE, Style()))
    size = MARK_SIDE * kind.size / font.stringWidth(_EM_SPACE, 1.0)
    return FontRun(_EM_SPACE, font, size, 0.0, owner)


def _inner(owner: Owner, blank: str) -> Element | None:
    """What is in a part's element for characters of this owner; `blank`: how a rule is read."""
    if owner.formula:
        return Element("Formula", (LEAF,), f"/Alt{text_string(owner.alt)}")
    if owner.mark:
        return Element("Span", (LEAF,), f"/ActualText{text_string(owner.alt)}")
    if owner.blank:
        words = f"/Alt{text_string(blank)}" if blank else ""
        return Element("Form", (LEAF,), f"/A<</O/PrintField/Role/tv>>{words}")
    return Element("Link", (LEAF,)) if owner.link else LEAF


def rule(x: float, down: float, width: float, thickness: float, grey: float = 0.0) -> Ornament:
    """A level rule."""
    return Ornament(x, down, b"%.2f w %g G 0 0 m %.2f 0 l S" % (thickness, grey, width))


def dots(x: float, down: float, width: float, thickness: float, grey: float = 0.0) -> Ornament:
    """A level row of dots."""
    gap = 2.5 * thickness
    pattern = b"q 1 J %.2f w %g G [0 %.2f] 0 d 0 0 m %.2f 0 l S Q"
    return Ornament(x, down, pattern % (1.2 * thickness, grey, gap, width))
