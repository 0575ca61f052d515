"""Papers and keys read as a student and a marker would: from the text of the PDF alone.

In: the bytes of a PDF.  Out: its questions with their options, or its keys by number and letter.
Never imports the program under test, so that it cannot repeat the program's mistakes (test_keys
holds this).
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache, lru_cache

import pypdfium2
import pypdfium2.raw as pdfium

HEAD, FOOT = (
    56,
    40,
)  # within these distances from a page's upper and lower edge are its header and footer
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
POINTS = re.compile(r"\[(\d*½?)\]")
MARKS = ("•", "✓")  # of a credit, of a right answer
ENDS = ("End of the quiz", "End of the examination")
LONGEST_BESIDE = 10  # letters of a key that stand beside its question's number
BESIDE = 50  # within this distance from a key's left edge are its numbers and answers beside them
RISE = 9  # what a line's characters may differ in height: less than lines of small type do
CODE = re.compile(r"([0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4})-([A-Z]|\d{3})")


@dataclass(frozen=True)
class Line:
    """A line of a page: `at` is where each of its words begins, `end` where its last character
    does, `y` its baseline, from the page's lower left corner.
    """

    page: int
    y: float
    size: float
    words: tuple[str, ...]
    at: tuple[float, ...]
    end: float

    @property
    def text(self) -> str:
        return " ".join(self.words)


@dataclass(frozen=True)
class Paragraph:
    """Lines that stand closely under each other."""

    lines: tuple[Line, ...]

    @property
    def x(self) -> float:
        return self.lines[0].at[0]

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(word for line in self.lines for word in line.words)

    @property
    def text(self) -> str:
        return " ".join(self.words)


@dataclass
class Question:
    """A question, or a part of one, as read: what it asks, what it is worth, its options by letter,
    and all else it says; `lettered`: what has a letter on each of its pages, as choices are
    repeated where it goes on.
    """

    number: int
    stem: str
    points: Fraction
    section: str = ""
    options: dict[str, str] = field(default_factory=dict)
    said: str = ""
    parts: list[Question] = field(default_factory=list)
    lettered: dict[int, dict[str, str]] = field(default_factory=dict, compare=False)

    @property
    def repeats(self) -> bool:
        """Whether what it repeats on another page is the same there, and all of it."""
        pages = [*self.lettered.values()]
        once = sum(map(len, pages)) == len({letter for page in pages for letter in page})
        return once or all(page == pages[0] for page in pages)

    @property
    def verdict(self) -> bool:
        """Whether True and False stand below it, or are said to be on the answer sheet."""
        said = squeezed(self.said)
        return "TrueFalse" in said or "Trueorfalse?" in said


@dataclass
class Paper:
    """A paper as read; `grid`: the table of points, each cell's first and last question and what
    they are worth.
    """

    code: str
    form: str
    questions: dict[int, Question]
    grid: list[tuple[int, int, Fraction]]
    total: Fraction
    promised: int


@dataclass
class Answer:
    """A question's key as read: (letter, text)s in order, other signs such as True or a number, and
    all it says.
    """

    number: int
    stem: str
    points: Fraction
    keys: list[tuple[str, str]] = field(default_factory=list)
    signs: list[str] = field(default_factory=list)
    said: str = ""
    scheme: list[tuple[Fraction, str]] = field(default_factory=list)
    parts: list[Answer] = field(default_factory=list)
    numbered: bool = False
    unordered: bool = False

    @property
    def short(self) -> set[str]:
        """What may stand for it in the strip."""
        if self.numbered:  # an ordering question: each event's place, in the paper's order
            return {
                self.letters,
                "".join(str(self.letters.index(letter) + 1) for letter in sorted(self.letters)),
            }
        verdicts = {sign[0] for sign in self.signs if sign in ("True", "False")}
        if self.keys:
            return {self.letters}
        return verdicts or {"…", *(sign.split()[0] for sign in self.signs)}

    @property
    def letters(self) -> str:
        return "".join(letter for letter, _ in self.keys)


@dataclass
class Key:
    """An answer key as read."""

    code: str
    revision: int
    answers: dict[int, Answer]
    strip: list[str]


@cache
def squeezed(text: str) -> str:
    """The text without white space: where lines end is no part of what they say."""
    return re.sub(r"\s+", "", text)


@cache
def bare(source: str) -> str:
    """An authored text without its markup."""
    text = re.sub(r"(?<!\\)\[((?:[^\]\\]|\\.)*)\]\([^)]*\)", r"\1", source)
    return re.sub(r"\\(.)", r"\1", re.sub(r"(?<!\\)(\*\*|[*`~^])", "", text))


def number(text: str) -> Fraction:
    """Points as printed: 2, 2½ or ½."""
    return Fraction(int(text.rstrip("½") or 0)) + (Fraction(1, 2) if text.endswith("½") else 0)


def text_of(data: bytes) -> str:
    """All characters of a PDF, in the order in which they are extracted."""
    document = pypdfium2.PdfDocument(data)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def lines_of(data: bytes, head: float = HEAD) -> tuple[list[Line], list[Line], list[Line]]:
    """The lines of all pages: heads, bodies, feet; heads are within so many points."""
    heads, bodies, feet = _lines_of(data, head)
    return list(heads), list(bodies), list(feet)


@lru_cache(200)
def _lines_of(data: bytes, head: float) -> tuple[list[Line], list[Line], list[Line]]:
    document = pypdfium2.PdfDocument(data)
    heads: list[Line] = []
    bodies: list[Line] = []
    feet: list[Line] = []
    try:
        for n, page in enumerate(document):
            height = page.get_height()
            for line in _lines(page.get_textpage(), n):
                (heads if line.y > height - head else feet if line.y < FOOT else bodies).append(
                    line
                )
    finally:
        document.close()
    return heads, bodies, feet


def _lines(textpage: pypdfium2.PdfTextPage, page: int) -> Iterator[Line]:
    """Characters gathered to lines by their baselines; raised and lowered ones stay with their
    neighbours.
    """
    line: list[tuple[str, bool, float, float, float]] = []
    fresh = True
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(pdfium.FPDFText_CountChars(textpage)):
        code = pdfium.FPDFText_GetUnicode(textpage, index)
        sign = "-" if code == 2 else chr(code)  # PDFium's sign for a hyphen at the end of a line
        if sign.isspace():
            fresh = True
            continue
        pdfium.FPDFText_GetCharOrigin(textpage, index, x, y)
        if line and abs(line[-1][3] - y.value) > RISE:
            yield _line(line, page)
            line, fresh = [], True
        line.append((sign, fresh, x.value, y.value, pdfium.FPDFText_GetFontSize(textpage, index)))
        fresh = False
    if line:
        yield _line(line, page)


def _line(characters: Sequence[tuple[str, bool, float, float, float]], page: int) -> Line:
    words: list[str] = []
    for sign, fresh, *_ in characters:
        words += [""] * (fresh or not words)
        words[-1] += sign
    at = tuple(x for _, fresh, x, _, _ in characters if fresh)
    ys, sizes = [round(c[3], 1) for c in characters], [round(c[4], 1) for c in characters]
    return Line(
        page,
        max(ys, key=ys.count),
        max(sizes, key=sizes.count),
        tuple(words),
        at,
        characters[-1][2],
    )


def downwards(lines: Sequence[Line]) -> list[Line]:
    """Lines as they are read: before the lettered ones of their page that stand below them in the
    same column.  Choices repeated for a question that goes on are drawn before all of their page.
    """
    ordered: list[Line] = []
    for line in lines:
        below = (n for n, other in enumerate(ordered) if _lettered(other) and _over(line, other))
        ordered.insert(next(below, len(ordered)), line)
    return ordered


def _over(line: Line, other: Line) -> bool:
    """Whether a line stands above another, and none beside the other."""
    beside = line.end < other.at[0] or other.end < line.at[0]
    return line.page == other.page and line.y > other.y + RISE and not beside


def paragraphs(lines: Sequence[Line], room: float = 1.42) -> list[Paragraph]:
    """Lines gathered: a new paragraph begins where there is more than ordinary room between two
    lines, as a multiple of their size, and at a letter in a column of its own, a credit or a right
    answer, and behind the points that end a stem.
    """
    gathered: list[list[Line]] = []
    for line in lines:
        last = gathered[-1][-1] if gathered else None
        near = (
            last
            and last.page == line.page
            # Code is set smaller, and a line may be most of it.
            and abs(last.size - line.size) < max(0.8, 0.06 * last.size)
            and 0 < last.y - line.y <= room * max(last.size, line.size)
            and not _lettered(line)
            and line.words[0] not in MARKS
            and not POINTS.fullmatch(last.words[-1])
        )
        if near:
            gathered[-1].append(line)
        else:
            gathered.append([line])
    return [Paragraph(tuple(group)) for group in gathered]


def _apart(line: Line) -> float:
    """How far behind a letter's beginning the text of its option begins, at least: farther than
    the next word of a text.
    """
    return max(12, 1.1 * line.size)


def _lettered(line: Line) -> bool:
    """Whether a line begins with an option's letter, set apart from what follows."""
    letter = len(line.words) > 1 and line.words[0] in set(LETTERS)
    return letter and line.at[1] - line.at[0] > _apart(line)


def _labelled(paragraph: Paragraph, label: str, left: float) -> bool:
    """Whether a paragraph is a stem that begins with the label that comes next, in a column of its
    own.
    """
    line = paragraph.lines[0]
    return (
        line.words[0] == label
        and len(line.words) > 1
        and abs(line.at[0] - left) < 3
        and line.at[1] - line.at[0] > _apart(line)
        and any(map(POINTS.fullmatch, paragraph.words))
    )


def _left(feet: Sequence[Line]) -> dict[int, float]:
    """The left edge of each page, where its foot begins."""
    return {line.page: line.at[0] for line in feet}


def _stem(paragraph: Paragraph) -> tuple[str, Fraction]:
    """A question's stem and points: these are the last word that stands at a distance."""
    line = paragraph.lines[-1]
    points = POINTS.fullmatch(line.words[-1])
    assert points, f"no points after {paragraph.text!r}"
    return " ".join(paragraph.words[1:-1]), number(points[1])


def read_paper(data: bytes, head: float = HEAD, room: float = 1.42) -> Paper:
    """A paper read from its PDF; the heads of its pages are within so many points, and lines of a
    paragraph within so many times their size.
    """
    heads, bodies, feet = lines_of(data, head)
    left, codes = _left(feet), {line.words[0] for line in feet}
    code = CODE.fullmatch(codes.pop())
    assert code and not codes, "the pages of a paper bear different codes"
    forms = {line.words[-1] for line in heads}
    assert forms == {code[2]}, f"the form in the corner is {forms}, in the code {code[2]}"
    questions: dict[int, Question] = {}
    grid: list[tuple[int, int, Fraction]] = []
    promised, total, section, column, parts, ended = 0, Fraction(0), "", 0.0, 0.0, False
    whole: Question | None = None
    current: Question | None = None
    for paragraph in paragraphs(downwards(bodies), room):
        margin = left[paragraph.lines[0].page]
        if not questions and (
            about := re.search(r"(\d+) questions? · (\d*½?) points?$", paragraph.text)
        ):
            promised, total = int(about[1]), number(about[2])
        if not questions and paragraph.words[0] == "Points":
            cells = [number(word) for word in paragraph.words[1:]]
            grid += [(n, n, points) for n, points in enumerate(cells, len(grid) + 1)]
        if not questions and (row := re.fullmatch(r"\d+ (\d+)(?:–(\d+))? (\d*½?)", paragraph.text)):
            grid.append((int(row[1]), int(row[2] or row[1]), number(row[3])))
        if not questions and (row := re.fullmatch(r"Total (\d*½?)", paragraph.text)):
            grid.append((0, 0, number(row[1])))
        if _labelled(paragraph, str(len(questions) + 1), margin):
            whole = current = Question(len(questions) + 1, *_stem(paragraph), section)
            questions[whole.number] = whole
            parts = column = paragraph.lines[0].at[1] - margin  # margins change from page to page
        elif whole and _labelled(
            paragraph, f"({LETTERS[len(whole.parts)].lower()})", parts + margin
        ):
            current = Question(whole.number, *_stem(paragraph))
            whole.parts.append(current)
            column = paragraph.lines[0].at[1] - margin
        elif paragraph.text in ENDS:
            ended = True
        elif whole and paragraph.text == f"Question {whole.number} continued":
            continue
        elif abs(paragraph.x - margin) < 3:
            section = paragraph.text
            whole = current = None
        elif current:
            if _is_option(paragraph, current, column + margin):
                current.options.update(_options(paragraph, len(current.options)))
            else:
                current.said += " " + paragraph.text
            if _lettered(line := paragraph.lines[0]) and line.at[0] > column + margin - 3:
                page = current.lettered.setdefault(line.page, {})
                page[line.words[0]] = squeezed(paragraph.text)
    assert ended, "the paper has no end"
    for question in questions.values():
        assert all(asked.repeats for asked in (question, *question.parts)), (
            f"question {question.number} repeats other choices: {question.lettered}"
        )
    assert grid and grid[-1][2] == total, (
        f"the grid of points adds up to {grid[-1:]}, the head says {total}"
    )
    return Paper(code[0], code[2], questions, grid[:-1], total, promised)


def _options(paragraph: Paragraph, count: int) -> dict[str, str]:
    """The options of a paragraph, of which short ones are side by side: each letter has a column of
    its own.
    """
    line = paragraph.lines[0]
    starts = []
    for n, word in enumerate(line.words[:-1]):
        if word == LETTERS[count + len(starts)] and line.at[n + 1] - line.at[n] > _apart(line):
            starts.append(n)
    ends = [*starts[1:], len(paragraph.words)]
    return {
        line.words[start]: " ".join(paragraph.words[start + 1 : end])
        for start, end in zip(starts, ends, strict=True)
    }


def _is_option(paragraph: Paragraph, question: Question, column: float) -> bool:
    """Whether a paragraph begins with the next letter, in a column of its own: behind room for a
    box, or where answers go on a sheet, below the stem's first word.
    """
    expected = LETTERS[len(question.options)]
    line = paragraph.lines[0]
    return line.words[0] == expected and line.at[0] > column - 3 and _lettered(line)


def read_key(data: bytes, edit: Callable[[str], str] = lambda text: text) -> Key:
    """The key of one form read from its PDF; `edit` changes a line's text first (to damage it on
    purpose).
    """
    return _read_keys(data, edit)[0]


def read_full_key(data: bytes) -> list[Key]:
    """The keys of all forms, read from the one document that holds them."""
    return _read_keys(data, lambda text: text)


def _read_keys(data: bytes, edit: Callable[[str], str]) -> list[Key]:
    heads, bodies, feet = lines_of(data)
    banners = {line.page for line in heads if line.text == "ANSWER KEY – NOT FOR STUDENTS"}
    assert banners == {line.page for line in feet}, "a page of the key does not say that it is one"
    left = _left(feet)
    codes = {tuple(line.words[:3]) for line in feet}
    assert len(codes) == 1, "the pages of a key bear different codes"
    code, _, revision = codes.pop()
    read: list[_Asked] = []
    wholes = parts = 0
    for paragraph in paragraphs(bodies, 1.4):
        margin, text = left[paragraph.lines[0].page], edit(paragraph.text)
        if paragraph.text == "Evidence":
            break
        if re.fullmatch(r"Question \d+[a-j]? continued", paragraph.text):
            continue
        if _labelled(paragraph, str(wholes + 1), margin):
            wholes, parts = wholes + 1, 0
            read.append(_asked(paragraph, margin))
        elif wholes and _labelled(paragraph, f"{wholes}{LETTERS[parts].lower()}", margin):
            parts += 1
            read.append(_asked(paragraph, margin))
        elif abs(paragraph.x - margin) < 3:
            continue  # a heading
        elif read:
            read[-1].lines.append(text)
    forms = sorted({"", *(name for asked in read for name in asked.elsewhere)})
    return [
        _key_of(read, n, name, code, int(revision.removeprefix("r")))
        for n, name in enumerate(forms)
    ]


@dataclass
class _Asked:
    """A question of a key, or a part of one, as printed: its label, what is beside it, what it
    asks, and the lines below; `elsewhere`: by form, its label and answer there.
    """

    label: str
    beside: str
    stem: str
    points: Fraction
    elsewhere: dict[str, tuple[str, str]]
    lines: list[str] = field(default_factory=list)


def _asked(paragraph: Paragraph, margin: float) -> _Asked:
    line = paragraph.lines[0]
    column = margin + BESIDE
    beside = [word for word, x in zip(line.words[1:], line.at[1:], strict=True) if x < column]
    words = [
        *line.words[1 + len(beside) :],
        *(w for more in paragraph.lines[1:] for w in more.words),
    ]
    points = POINTS.fullmatch(words.pop())
    assert points, f"no points after {paragraph.text!r}"
    stem, elsewhere = " ".join(words), {}
    if named := re.search(r" ?\((Form [A-Z]: [^()]*(?:\(\d+\)[^()]*)*)\)$", stem):
        stem = stem[: named.start()]
        for part in named[1].split(" · "):
            name, rest = part.removeprefix("Form ").split(": ", 1)
            label, _, answer = rest.partition(" ")
            elsewhere[name] = label, answer.strip()
    return _Asked(line.words[0], " ".join(beside), stem, number(points[1]), elsewhere)


def _key_of(read: Sequence[_Asked], form: int, name: str, code: str, revision: int) -> Key:
    """The key of one form: the first (its name is ""), or another."""
    answers: list[Answer] = []
    strip: list[str] = []
    for asked in read:
        label, beside = asked.elsewhere.get(name, (asked.label, asked.beside))
        answer = Answer(int(label.rstrip("abcdefghij")), asked.stem, asked.points)
        if beside in ("T", "F"):
            answer.signs.append({"T": "True", "F": "False"}[beside])
        order = beside if name and re.fullmatch(r"[0-9]+", beside) else ""
        for text in asked.lines:
            if key := re.match(r"✓ (\d+ )?([A-Z](?:/[A-Z])*) (.+)", text):
                letters = key[2].split("/")
                letter = letters[form] if len(letters) > form else letters[0]
                if key[1] and order:
                    letter = LETTERS[order.index(key[1].strip())]
                answer.keys.append((letter, key[3]))
                answer.numbered = bool(key[1])
            elif sign := re.match(r"✓ ([^·]+)", text):
                answer.signs.append(sign[1].strip())
            elif credit := re.match(r"• \[(\d*½?)\] (.+)", text):
                answer.scheme.append((number(credit[1]), credit[2]))
            answer.said += " " + text
            answer.unordered |= bool(name) and "✓" in text and not answer.numbered
        if answer.unordered:
            answer.keys.sort()
        if label[-1].isalpha():
            answers[-1].parts.append(answer)
            answers[-1].said += answer.said
        else:
            answers.append(answer)
            strip.append(beside or "…")
    order_of = sorted(range(len(answers)), key=lambda n: answers[n].number)
    return Key(
        code,
        revision,
        {answers[n].number: answers[n] for n in order_of},
        [strip[n] for n in order_of],
    )


def read_key_page(
    aloud: Sequence[tuple[str, str]],
) -> list[dict[str, tuple[str, str, str, Fraction]]]:
    """The key on a page, from its texts in reading order, each with its path of roles: for each
    form, by the question's label there, how it begins, its right answer in words, its answer, and
    its points.
    """
    forms: list[dict[str, tuple[str, str, str, Fraction]]] = []
    heads: list[str] = []  # of a table: question, right answer, points, and its forms
    table: list[dict[str, tuple[str, str, str, Fraction]]] = []
    row: list[str] = []

    def end_row() -> None:
        if table and len(row) == 3 + len(table):  # a part's heading has fewer cells
            cue, accepted, points, *answers = row
            for form, answer in zip(table, answers, strict=True):
                label, _, own = answer.partition(" ")
                assert label not in form, f"question {label} is there twice"
                form[label] = cue, accepted, own.strip(), number(points)
        row.clear()

    for path, text in (*aloud, ("end", "")):
        if path.endswith("Table/THead/TR/TH"):
            end_row()
            heads = [*heads, text] if not table else [text]
            table = []
        elif path.endswith("Table/TBody/TR/TH") or "Table/TBody/TR/" not in path:
            end_row()
            if heads:
                table = [{} for _ in heads[3:]]
                forms += table
                heads = []
            if "Table/TBody/TR/" not in path:
                table = []
        if "Table/TBody/TR/" in path:
            if path.endswith(("/TH", "/TD")):
                row.append(text)
            else:  # a link, or a formula, in a cell
                row[-1] += text
    return forms


def disagreements(paper: Paper, key: Key) -> list[str]:
    """Where a key does not fit a paper: codes, numbers, stems, points, and each key's letter and
    text.
    """
    found = [] if paper.code == key.code else [f"the paper is {paper.code}, the key {key.code}"]
    if list(paper.questions) != list(key.answers):
        found.append(
            f"the paper has questions {list(paper.questions)}, the key {list(key.answers)}"
        )
    for asked, answer in zip(paper.questions.values(), key.answers.values(), strict=False):
        found += _differences(asked, answer, f"question {asked.number}")
    if not any(
        answer.parts for answer in key.answers.values()
    ):  # those of parts stand side by side in one cell
        if len(key.strip) != len(key.answers):
            found.append(f"the strip has {len(key.strip)} keys for {len(key.answers)} questions")
        for short, answer in zip(key.strip, key.answers.values(), strict=False):
            short = short.partition(" ±")[0]
            if answer.unordered and not answer.numbered:
                short = "".join(sorted(short))
            if short == "…" and len(answer.letters) > LONGEST_BESIDE:
                continue  # there is no room for so many letters beside the number
            if short not in answer.short:
                found.append(
                    f"question {answer.number}: the strip says {short}, the entry {answer.letters or answer.signs}"
                )
    return found


def _differences(asked: Question, answer: Answer, here: str) -> list[str]:
    found = []
    if squeezed(asked.stem) != squeezed(answer.stem):
        found.append(f"{here} asks {asked.stem!r}, the key repeats {answer.stem!r}")
    if asked.points != answer.points:
        found.append(f"{here} is worth {asked.points}, the key says {answer.points}")
    for letter, text in answer.keys:
        if not _fits(asked, letter, text):
            found.append(
                f"{here}: the key says {letter} {text!r}, the paper {letter} {asked.options.get(letter)!r}"
            )
    if bool(asked.options) != bool(answer.keys) or (
        asked.verdict and answer.signs not in (["True"], ["False"])
    ):
        found.append(f"{here}: the key is of another kind than the question")
    if len(asked.parts) != len(answer.parts) or (
        asked.parts and asked.points != sum(part.points for part in asked.parts)
    ):
        found.append(f"{here} has other parts than its key, or other points than its parts")
    for letter, part, own in zip(LETTERS.lower(), asked.parts, answer.parts, strict=False):
        found += _differences(part, own, f"{here} ({letter})")
    return found


def _fits(asked: Question, letter: str, text: str) -> bool:
    """Whether a key is the option of that letter, before which a key of a matching question says
    the premise it belongs to.

    After it may stand when an event was.
    """
    option, said = squeezed(asked.options.get(letter, "no such option")), squeezed(text)
    premise = said.removesuffix("–" + option)
    return (
        said == option
        or (premise != said and premise in squeezed(asked.said))
        or bool(
            said.startswith(option) and re.fullmatch(r"\([^()]*\d{4}[^()]*\)", said[len(option) :])
        )
    )
