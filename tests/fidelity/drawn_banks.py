"""Banks of items drawn at random: each text as it is typed, and the words that must be printed.

Nothing here asks the program what a text means: markup is put around words that are known.  Every
text begins and ends with a mark of its own, by which it is found on a page.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.render.pdf import coverage

STUDENT, KEY = "student", "key"
_LEAST_MARKED = 4  # of so many words one has letters with marks
# Blocks of Unicode from which a word's letters are: what they are called, first and last.
SCRIPTS = {
    "Latin": (0x0041, 0x007A),
    "Latin-1": (0x00C0, 0x00FF),
    "Latin Extended": (0x0100, 0x024F),
    "phonetic": (0x0250, 0x02AF),
    "Greek": (0x0384, 0x03E1),
    "ancient Greek": (0x1F00, 0x1FFE),
    "Cyrillic": (0x0400, 0x045F),
    "Cyrillic Extended": (0x0460, 0x04FF),
    "Armenian": (0x0531, 0x0586),
    "Georgian": (0x10D0, 0x10FF),
    "Vietnamese": (0x1EA0, 0x1EF9),
    "punctuation": (0x2010, 0x2044),
    "currency": (0x20A0, 0x20C0),
    "letterlike": (0x2100, 0x214F),
    "fractions": (0x2150, 0x2189),
    "arrows": (0x2190, 0x21FF),
    "mathematics": (0x2200, 0x22FF),
    "boxes": (0x2500, 0x25FF),
    "signs": (0x2600, 0x26FF),
    "Braille": (0x2800, 0x28FF),
    "mathematical letters": (0x1D400, 0x1D4CF),
    "music": (0x1D100, 0x1D126),
}
_MARKS = "\u0300\u0301\u0302\u0303\u0304\u0308\u030a\u030c\u0323\u0331"
# Signs that could be markup and are none where they are typed with spaces beside them.
_LONE_SIGNS = ("*", "~", "^", "_", "2*3", "~50", "x^2", "$5", "$HOME", "a_b_c", "<b>", "&amp;",
               "#1", "5%", "C:\\new", "**", "~~", "|x|", "[x]", "(y)", "@", "=>", "'q'", '"q"',
               "!", "1.", "-", "+", ">", "...", "--", ";", "§", "°C", "№")  # fmt: skip
_ASCII_SIGNS = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"


def _drawable() -> dict[str, str]:
    """The letters and signs of each script that the program says it can draw."""
    points = coverage()
    return {
        name: "".join(
            char
            for char in map(chr, range(first, last + 1))
            if ord(char) in points
            and unicodedata.category(char)[0] in "LNPS"
            and unicodedata.normalize("NFC", char) == char
            and char not in _ASCII_SIGNS + "\u2800"  # no ink
        )
        for name, (first, last) in SCRIPTS.items()
    }


@dataclass(frozen=True)
class Expected:
    """A text of a bank: its mark, the words printed between its two ends, on whose pages it is, and
    whether a formula is in it, which has no words in print; `is_label`: it is in a drawing.

    `repeated`: it may be printed again at the top of a further page.  `in_text`: the words of the
    plain-text edition, where these are others.
    """

    mark: str
    words: tuple[str, ...]
    side: str = STUDENT
    has_formula: bool = False
    repeated: bool = False
    in_text: tuple[str, ...] | None = None
    is_label: bool = False

    @property
    def words_in_text(self) -> tuple[str, ...]:
        """The words in the plain-text edition."""
        return self.words if self.in_text is None else self.in_text


class Typed(NamedTuple):
    """A word as it is typed, as it is printed, and as the plain-text edition has it; a formula is
    printed without words.
    """

    typed: str
    printed: str
    in_text: str


@dataclass
class Drawing:
    """What is drawn of chance, and the texts that were drawn, with what must be printed of them."""

    chance: random.Random
    expected: list[Expected] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    _letters: dict[str, str] = field(default_factory=_drawable)
    _count: int = 0

    # ---------------------------------------------------------------- words
    def word(self) -> str:
        """Letters of one script, or of Latin with marks."""
        chance = self.chance
        if not chance.randrange(_LEAST_MARKED):
            self.used.add("combining marks")
            letters = []
            for _ in range(chance.randint(1, 4)):
                letter = chance.choice("abcdefghijklmnopqrstuvwxyzɔɛ") + chance.choice(_MARKS)
                letters.append(letter if not coverage().missing(letter) else letter[0])
            return unicodedata.normalize("NFC", "".join(letters))
        script = chance.choice([*SCRIPTS])
        self.used.add(script)
        return "".join(chance.choices(self._letters[script], k=chance.randint(1, 7)))

    def span(self, cell: bool = False) -> Typed:
        """A word in markup or without it."""
        word, kind = self.word(), self.chance.choice([*_SPANS])
        self.used.add(kind)
        if kind == "sign":
            word = self.chance.choice(_LONE_SIGNS)
            return Typed(word.replace("|", "\\|") if cell else word, word, word)
        if kind == "code sign":
            word = self.chance.choice([sign for sign in _LONE_SIGNS if "|" not in sign])
            return Typed(f"`{word}`", word, word)
        if kind == "backslash":
            signs = "".join(self.chance.choices(_ASCII_SIGNS, k=self.chance.randint(1, 4)))
            return Typed("".join(f"\\{sign}" for sign in signs), signs, signs)
        if kind == "formula":
            return Typed(
                self.chance.choice(["$x^2$", r"$\frac{a}{b}$", r"$5\,\mathrm{km}$"]), "", ""
            )
        printed, in_text = _ADDED.get(kind, ("", ""))
        return Typed(_SPANS[kind](word), word + printed, word + in_text)

    def text(self, most: int = 9, side: str = STUDENT, cell: bool = False, **more: bool) -> str:
        """A text on one line, with its marks."""
        spans = [self.span(cell) for _ in range(self.chance.randint(1, most))]
        self._count += 1
        mark = f"k{self._count:05d}"
        words = tuple(span.printed for span in spans if span.printed)
        in_text = tuple(" ".join(span.in_text for span in spans).split())
        has_formula = len(words) < len(spans)
        expected = Expected(mark, words, side, has_formula, in_text=in_text, **more)
        self.expected.append(expected)
        return " ".join((f"{mark}b", *(span.typed for span in spans), f"{mark}e"))

    def label(self) -> str:
        """A name in a figure, in quotes: it has no markup, and its marks."""
        self._count += 1
        mark, word = f"k{self._count:05d}", self.word().replace("'", "")
        self.expected.append(Expected(mark, tuple(word.split()), repeated=True, is_label=True))
        return f"'{mark}b {word} {mark}e'"

    # ---------------------------------------------------------------- blocks
    def block(self, side: str, depth: int = 0) -> list[str]:
        """The lines of a block of any kind."""
        # Large print may have no page for a table within an option, which is an error.
        kind = self.chance.choice([name for name in _BLOCKS if depth < 2 or name != "table"])
        self.used.add(kind)
        return _BLOCKS[kind](self, side, depth)

    def prose(self, side: str = STUDENT, most: int = 2, depth: int = 0) -> list[str]:
        """The lines of one or several blocks, in which there are others up to a depth of 2."""
        lines = [self.text(side=side)]
        for _ in range(self.chance.randint(0, most)):
            lines += ["", *self.block(side, depth), "", self.text(4, side)]
        return lines

    def code_lines(self, side: str) -> list[str]:
        """Lines of code, which have marks of their own, and are printed as they are typed."""
        lines = []
        for _ in range(self.chance.randint(1, 4)):
            self._count += 1
            mark = f"k{self._count:05d}"
            words = [self.chance.choice(("x=1", "*p", "a_b", "$x$", "**", "# no", "[a](b)", "\\n"))]
            words += [self.word() for _ in range(self.chance.randint(0, 3))]
            words = " ".join(words).split()
            self.expected.append(Expected(mark, tuple(words), side))
            indent = " " * self.chance.choice((0, 2, 4))
            lines.append(indent + " ".join((f"{mark}b", *words, f"{mark}e")))
        return lines


_LINK = "https://example.org/a_(b)"
_SPANS: dict[str, Callable[[str], str]] = {
    "plain": lambda word: word,
    "bold": lambda word: f"**{word}**",
    "italic": lambda word: f"*{word}*",
    "bold italic": lambda word: f"***{word}***",
    "code": lambda word: f"`{word}`",
    "lowered": lambda word: f"{word}x~2~",
    "raised": lambda word: f"{word}x^n+1^",
    "link": lambda word: f"[{word}]({_LINK})",
    "bold within": lambda word: f"{word}x**y**",
    "sign": lambda word: word,
    "code sign": lambda word: word,
    "backslash": lambda word: word,
    "formula": lambda word: word,
}
# What is printed behind the word, and what the plain-text edition has there.
_ADDED = {
    "lowered": ("x2", "x2"),
    "raised": ("xn+1", "x^n+1"),
    "bold within": ("xy", "xy"),
    "link": ("", f" ({_LINK})"),
}


def _paragraph(draw: Drawing, side: str, depth: int) -> list[str]:
    return [draw.text(25, side)]


def _verse(draw: Drawing, side: str, depth: int) -> list[str]:
    return [draw.text(3, side) for _ in range(draw.chance.randint(2, 4))]


def _items(draw: Drawing, side: str, depth: int, signs: Callable[[int], str]) -> list[str]:
    lines: list[str] = []
    for n in range(draw.chance.randint(1, 3)):
        sign = signs(n)
        inner = [draw.text(side=side)]
        if depth < 2 and draw.chance.random() < 0.4:
            inner += ["", *draw.block(side, depth + 1)]
        lines += [f"{sign}{inner[0]}", *(" " * len(sign) + line for line in inner[1:]), ""]
    return lines[:-1]


def _list(draw: Drawing, side: str, depth: int) -> list[str]:
    return _items(draw, side, depth, lambda n: "- ")


def _numbered(draw: Drawing, side: str, depth: int) -> list[str]:
    first = draw.chance.choice((1, 1, 7))
    return _items(draw, side, depth, lambda n: f"{first + n}. ")


def _quotation(draw: Drawing, side: str, depth: int) -> list[str]:
    inner = [draw.text(side=side), "", *(draw.block(side, depth + 1) if depth < 2 else [])]
    return [f"> {line}".rstrip() for line in inner]


def _code(draw: Drawing, side: str, depth: int) -> list[str]:
    return ["~~~python", *draw.code_lines(side), "~~~"]


def _table(draw: Drawing, side: str, depth: int) -> list[str]:
    columns = draw.chance.randint(2, 3)

    def row(repeated: bool = False) -> str:
        cells = [draw.text(2, side, cell=True, repeated=repeated) for _ in range(columns)]
        return f"| {' | '.join(cells)} |"

    rows = [row() for _ in range(draw.chance.randint(1, 3))]
    return [row(True), "|" + "---|" * columns, *rows]


def _picture(draw: Drawing, side: str, depth: int) -> list[str]:
    return ["![A grey square](pictures/square.png){width=20mm}"]


def _formula(draw: Drawing, side: str, depth: int) -> list[str]:
    return [r"$$\sum_{i=1}^{n} i = \frac{n(n+1)}{2}$$"]


_BLOCKS: dict[str, Callable[[Drawing, str, int], list[str]]] = {
    "paragraph": _paragraph,
    "lines of verse": _verse,
    "list": _list,
    "numbered list": _numbered,
    "quotation": _quotation,
    "block of code": _code,
    "table": _table,
    "picture": _picture,
    "displayed formula": _formula,
}


# -------------------------------------------------------------------- items
def literal(name: str, lines: list[str], indent: int) -> str:
    """A field of YAML whose text keeps its lines."""
    pad = " " * (indent + 2)
    shown = [f"{' ' * indent}{name}: |", *(pad + line if line else "" for line in lines)]
    return "\n".join(shown)


def listed(name: str, entries: list[list[str]], indent: int) -> str:
    """A field of YAML that is a list of such texts."""
    pad = " " * (indent + 4)
    shown = [f"{' ' * indent}{name}:"]
    for lines in entries:
        shown += [f"{' ' * indent}  - |", *(pad + line if line else "" for line in lines)]
    return "\n".join(shown)


def _single(draw: Drawing, indent: int) -> list[str]:
    pad = " " * indent
    shown = [literal("key", draw.prose(most=1, depth=2), indent), f"{pad}distractors:"]
    for _ in range(draw.chance.randint(1, 3)):
        reason = literal("why", draw.prose(KEY, 1), indent + 4)
        shown += [f"{pad}  -", literal("text", draw.prose(most=1, depth=2), indent + 4), reason]
    return [*shown, literal("rationale", draw.prose(KEY, 2), indent)]


def _multiple(draw: Drawing, indent: int) -> list[str]:
    return [
        listed("keys", [draw.prose(most=0) for _ in range(2)], indent),
        listed("distractors", [draw.prose(most=1, depth=2) for _ in range(2)], indent),
    ]


def _true_false(draw: Drawing, indent: int) -> list[str]:
    return [f"{' ' * indent}key: true", literal("rationale", draw.prose(KEY, 1), indent)]


def _matching(draw: Drawing, indent: int) -> list[str]:
    pad, shown = " " * indent, [f"{' ' * indent}pairs:"]
    for _ in range(3):
        shown.append(f"{pad}  -")
        for name in ("premise", "response"):
            # Short: where a page ends within one, the responses are printed again.
            shown.append(literal(name, [draw.text(2, repeated=True)], indent + 4))
    return shown


def _ordering(draw: Drawing, indent: int) -> list[str]:
    return [listed("sequence", [[draw.text(5)] for _ in range(3)], indent)]


def _cloze(draw: Drawing, indent: int) -> list[str]:
    text = draw.text(4)
    while any(sign in "".join(draw.expected[-1].words) for sign in "{}$"):
        draw.expected.pop()
        text = draw.text(4)
    return [literal("text", [f"{text} {{blank}} stands."], indent)]


def _numeric(draw: Drawing, indent: int) -> list[str]:
    return [f"{' ' * indent}key: 5", literal("rationale", draw.prose(KEY, 1), indent)]


def _short_answer(draw: Drawing, indent: int) -> list[str]:
    pad = " " * indent
    credit = literal("credit", draw.prose(KEY, 1), indent + 4)
    return [f"{pad}points: 2", f"{pad}scheme:", f"{pad}  - points: 2", credit]


def _essay(draw: Drawing, indent: int) -> list[str]:
    pad = " " * indent
    return [
        f"{pad}points: 3",
        f"{pad}rubric:",
        f"{pad}  - points: 1..3",
        literal("text", [draw.text(6, KEY)], indent + 4),
        f"{pad}  - {{points: 0, text: Weak.}}",
        listed("indicative", [draw.prose(KEY, 1)], indent),
    ]


_TYPES: dict[str, Callable[[Drawing, int], list[str]]] = {
    "single": _single,
    "multiple": _multiple,
    "true-false": _true_false,
    "matching": _matching,
    "ordering": _ordering,
    "cloze": _cloze,
    "numeric": _numeric,
    "short-answer": _short_answer,
    "essay": _essay,
}


def _set(draw: Drawing) -> list[str]:
    """A set, about a passage or a table."""
    shown = ["    stimulus:"]
    if draw.chance.random() < 0.5:
        # Each on a line, so that no number of a line comes between its words.
        shown.append(listed("passage", [[draw.text(2)] for _ in range(3)], 6))
    else:
        rows = [[draw.text(2, repeated=n == 0) for _ in range(2)] for n in range(3)]
        shown += ["      table:", literal("caption", [draw.text(4)], 8)]
        shown += [listed("head", [[cell] for cell in rows[0]], 8), "        rows:"]
        for row in rows[1:]:
            shown += ["          -", *(_listed_text(cell, 12) for cell in row)]
    shown += ["    provenance: Drawn for this test", "    kind: data", "    parts:"]
    for kind in draw.chance.sample(["single", "true-false", "numeric"], 2):
        shown += [f"      - type: {kind}", literal("stem", ["Part.", "", *draw.prose(most=1)], 8)]
        shown += _TYPES[kind](draw, 8)
    return shown


def _listed_text(text: str, indent: int) -> str:
    return f"{' ' * indent}- |\n{' ' * indent}  {text}"


def _figure(draw: Drawing) -> list[str]:
    """A figure from data."""
    kind = draw.chance.choice([*_FIGURES])
    draw.used.add(kind)
    shown = ["    figure:", f"      kind: {kind}", literal("caption", [draw.text(4)], 6)]
    return [*shown, "      alt: What it shows.", *_FIGURES[kind](draw)]


def _chart(draw: Drawing) -> list[str]:
    return [
        f"      categories: [{draw.label()}, {draw.label()}]",
        f"      series: [{{name: {draw.label()}, values: [3, 7]}}]",
    ]


def _relations(draw: Drawing) -> list[str]:
    actors = [draw.label() for _ in range(3)]
    links = zip(actors, actors[1:], strict=False)
    return [
        "      relations:",
        *(
            f"        - {{from: {start}, to: {end}, relation: {draw.label()}}}"
            for start, end in links
        ),
    ]


def _route(draw: Drawing) -> list[str]:
    first, second = draw.label(), draw.label()
    return [
        f"      places: [{{name: {first}, x: 0, y: 0}}, {{name: {second}, x: 4, y: 3}}]",
        f"      routes: [{{from: {first}, to: {second}, label: {draw.label()}}}]",
    ]


def _timeline(draw: Drawing) -> list[str]:
    events = [f"        - {{date: {year}, label: {draw.label()}}}" for year in (1999, 2004)]
    return ["      events:", *events]


_FIGURES: dict[str, Callable[[Drawing], list[str]]] = {
    "bar-chart": _chart,
    "line-chart": _chart,
    "matrix": _relations,
    "diagram": _relations,
    "route": _route,
    "timeline": _timeline,
}


def item(draw: Drawing, number: int) -> str:
    """An item of YAML.  The points are printed beside its first line, which has no mark."""
    kind = draw.chance.choice([*_TYPES, "set"])
    draw.used.add(kind)
    lines = [f"  - id: q-{number:04d}", f"    type: {kind}"]
    lines.append(literal("stem", [f"Item {number}.", "", *draw.prose()], 4))
    lines += _set(draw) if kind == "set" else _TYPES[kind](draw, 4)
    if kind not in ("set", "cloze") and draw.chance.random() < 0.2:
        lines += _figure(draw)
    return "\n".join(lines)


def bank(draw: Drawing, count: int, language: str) -> str:
    """A bank of so many items."""
    items = "\n".join(item(draw, n + 1) for n in range(count))
    return f"bank: drawn\ntitle: Drawn\nlanguage: {language}\nitems:\n{items}\n"


KINDS_OF_BLOCK, KINDS_OF_SPAN = frozenset(_BLOCKS), frozenset(_SPANS)
KINDS_OF_ITEM, KINDS_OF_FIGURE = frozenset({*_TYPES, "set"}), frozenset(_FIGURES)
