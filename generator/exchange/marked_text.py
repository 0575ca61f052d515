"""Questions as teachers type them: a number before each stem, letters before its options, and the
right one marked or named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from generator.content.nodes import shorten
from generator.exchange.answers import (
    FALSE_WORDS,
    TRUE_WORDS,
    Answer,
    add_rationale,
    choice_fields,
    essay_fields,
    half_points,
)
from generator.exchange.answers import number as number_of
from generator.exchange.exchanged import (
    CHANGED,
    GUESSED,
    LOST,
    ExchangedItem,
    ExchangeError,
    Fields,
    Format,
    Note,
    Notes,
)
from generator.exchange.markup_text import from_plain
from generator.exchange.text_files import text_of_file

_STEM = re.compile(
    r"\s*(?:_{2,}\s*)?(?:(?:question|frage|q)\s*)?(\d{1,4})\s*[.):]\s*(.*\S)\s*", re.IGNORECASE
)
_HEADING = re.compile(r"\s*(?:question|frage|pitanje)\s*(\d{1,4})\s*[.):]?\s*", re.IGNORECASE)
_OPTION = re.compile(r"\s*([*✓]?)\s*\(?([A-La-l])[.)]\s*(.*?\S)\s*")
_ANSWER = re.compile(
    r"\s*(?:(?:answers?|ans|key|correct|antwort|lösung|odgovor|rešenje|(?:correct|right|richtige) "
    r"(?:answer|option|response|choice|antwort|lösung)s?|(?:tačan|tačni) odgovori?)"
    r"\s*[:.=]|✓)\s*((?!_+\s).*?)\s*",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"\s*[\[(](\d+(?:[.,]5)?)\s*(?:p|pts?|points?|punkte?|marks?)\.?[\])]\s*$", re.I
)
_FIRST = 0xF0000  # of signs that no author can type, one for each of what is placed in a question
_NUMBERED = re.compile("[\U000f0000-\U000ffffd]")
PLACE = "\ufffc"  # where a formula or picture is; no author can type it
LABEL = re.compile(r"\s*[*✓]?\s*\(?(?:\d{1,4}|[A-La-l])\s*[.):]\s+")
_KEY_HEADING = re.compile(
    r"\s*(?:answer key|answers|key|solutions|lösungen|lösungsschlüssel|odgovori|rešenja|ključ)"
    r"\s*:?\s*",
    re.IGNORECASE,
)
_KEY_LINE = re.compile(
    r"\s*(?:answer key|answers|key|solutions|lösungen|odgovori|rešenja|ključ)\s*:\s*"
    r"((?:\d{1,4}\s*[.):=–-]?\s*\(?[A-La-l]\)?[\s,;]*){2,})",
    re.IGNORECASE,
)
_KEY_ENTRY = re.compile(r"(\d{1,4})\s*[.):=–-]?\s*\(?([A-La-l](?:\s*[,&/+]\s*[A-La-l])*)\)?(?!\w)")
_EXPLANATION = re.compile(
    r"\s*(?:explanation|feedback|rationale|reason|begründung|erklärung|erläuterung|objašnjenje)"
    r"\s*[:.]\s*(.*\S)\s*",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:[,;&+/]|\b(?:and|und|i)\b)\s*")
_LETTER = re.compile(r"\(?([A-La-l])\s*[.):]*")
_LETTER_FIRST = re.compile(r"\s*\(?([A-La-l])\s*[.):]\s*\S")
_WITHIN = re.compile(r"(?:(?<=\s)|^)(?=\*?\s?\(?([A-La-l])[.)]\s+\S)")
_FAR_APART = re.compile(
    r"(?<=\S)(?:\t| {2,})\s*(?=\*?\s?\(?[A-La-l][.)]\s+\S|[☐□○◯⬜☒☑■●◉✅]\s*\S)"
)
_TRUE_OR_FALSE = re.compile(r"\s*(?:[-•☐○*]|\[ ?\]|\(\s?\)|_+)?\s*(\w+)\s*")
# What is right or wrong in a stem that ends or begins with it, and its letters as answers.
_EITHER = (
    r"(?:true\s*(?:/|or)\s*false|t\s*(?:/|or)\s*f|wahr\s*(?:/|oder)\s*falsch|w\s*/\s*f|"
    r"richtig\s*(?:/|oder)\s*falsch|r\s*/\s*f|tačno\s*(?:/|ili)\s*netačno|t\s*/\s*n)"
)
_ASKS_WHETHER = re.compile(
    rf"^\s*[(\[]?{_EITHER}[)\]]?\s*[.:?]\s*|\s*(?:[(\[]{_EITHER}[)\]]|\b{_EITHER})\s*[.?]?\s*$",
    re.IGNORECASE,
)
_TRUE_LETTERS, _FALSE_LETTERS = {"t", "w", "r"}, {"f", "n"}
# Boxes and rings before options, filled or empty.
_BOX = re.compile(
    r"\s*(?:[☐□○◯⬜]|\[\s?\]|\(\s?\)|(?P<ticked>[☒☑■●◉✅]|\[[xX✓*]\]|\([xX✓*]\)))\s*(?P<words>.*\S)\s*"
)
_LISTED = re.compile(r"\s*(?:(?:\d{1,2}|[IVX]{1,5}|[ivx]{1,5})[.)]|[-•–])\s+\S")  # within a stem
# What Markdown has before and around a line, around a label, and within a line.
_MARKDOWN_START = re.compile(r"#{1,6}\s+(?=\S)|[-+]\s+(?=[*(]*[A-La-l][.)]|\*\*\w)")
_BOLD_LINE = re.compile(r"(\s*)(?:\*\s+)?\*\*((?:(?!\*\*).)+)\*\*\s*")
_BOLD_LABEL = re.compile(
    r"(\s*)(?:\*\s+)?\*{1,2}((?:\d{1,4}|[A-La-l])[.)]|[^\W\d][\w ]*:)\*{1,2}\s*(?=\S)"
)
_BOLD_BEHIND = re.compile(r"(\s*\(?(?:\d{1,4}|[A-La-l])[.)]\s+)\*\*((?:(?!\*\*).)+)\*\*\s*")
_SLANTED_LINE = re.compile(r"(\s*)\*(?=\w)([^*]+)\*\s*")
_BOLD = re.compile(r"(?<![\w*])\\\*\\\*(?=[^\s*])(.+?)(?<=[^\s*\\])\\\*\\\*(?![\w*])")
# What a program of publishers says below a question, on one line or several.
_NAMED = re.compile(r"(?:^|(?<=\s))(ANS|PTS|DIF|REF|OBJ|TOP|NAT|STA|LOC|MSC|KEY|NOT):[ \t]*")
_TICKS = re.compile(r"\s*(?:\*|✓|✔|\(correct\)|\(x\)|<--)\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class MarkedLine:
    """A line of a document; `marked`: it was bold, highlighted, underlined or coloured as a whole.

    `placed` are formulas and pictures as markup, each of which has a PLACE in the text; `files` are
    the bytes of pictures by path, `notes` say what became of them.
    """

    text: str
    marked: bool = False
    placed: tuple[str, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()


@dataclass
class _Question:
    line: int
    number: int = 0
    stem: list[tuple[str, bool]] = field(default_factory=list)  # lines, and whether each is marked
    options: list[tuple[str, str, bool]] = field(default_factory=list)
    signed: set[str] = field(default_factory=set)  # letters of options with a star or tick
    answer: str = ""
    rationale: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)
    boxed: bool = False  # its options have boxes for letters
    points: str = ""
    placed: list[str] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)

    def markup(self, text: str) -> str:
        """A text of it as markup, with what is placed in it."""
        plain = _BOLD.sub(r"**\1**", from_plain(text))
        return _NUMBERED.sub(lambda match: self.placed[ord(match[0]) - _FIRST], plain).strip()

    def take(self, line: MarkedLine) -> str:
        """A line's text, with what is placed in it numbered."""
        text = line.text
        for markup in line.placed:
            text = text.replace(PLACE, chr(_FIRST + len(self.placed)), 1)
            self.placed.append(markup)
        self.files.update(line.files)
        self.notes += line.notes
        return text


class MarkedText(Format):
    """Single, multiple and open questions."""

    name = "text"
    title = "numbered questions in plain text"
    suffix = ".txt"
    writes = False

    def recognises(self, file_name: str, data: bytes) -> bool:
        """A text with numbered stems and lettered options."""
        try:
            text = text_of_file(data)
        except ExchangeError:
            return False
        return file_name.lower().endswith((".txt", ".md")) and any(
            _STEM.fullmatch(line) or _HEADING.fullmatch(line)
            for line in (_without_markdown(line).text for line in text.split("\n"))
        )

    def read(self, data: bytes) -> list[ExchangedItem]:
        """Every numbered question, and the lines that belong to none."""
        lines = map(_without_markdown, text_of_file(data).split("\n"))
        return read_lines(lines, wrapped=True)


def _without_markdown(line: str) -> MarkedLine:
    """A line without signs of Markdown around it, which mark it if it is bold as a whole."""
    line = _BOLD_LABEL.sub(r"\1\2 ", _MARKDOWN_START.sub("", line, count=1), count=1)
    for pattern in (_BOLD_LINE, _BOLD_BEHIND):
        if match := pattern.fullmatch(line):
            return MarkedLine(match[1] + match[2], marked=True)
    if (match := _SLANTED_LINE.fullmatch(line)) and _ANSWER.fullmatch(match[2]):
        return MarkedLine(match[2])
    return MarkedLine(line)


def is_question_line(text: str) -> bool:
    """Whether a line begins a question or is an option or answer."""
    return any(pattern.fullmatch(text) for pattern in (_STEM, _OPTION, _ANSWER))


def is_points(text: str) -> bool:
    """Whether a text says what a question is worth, such as "(2 points)"."""
    return _POINTS.fullmatch(text) is not None


def read_lines(lines: Iterable[MarkedLine], wrapped: bool = False) -> list[ExchangedItem]:
    """The questions of a document's lines; `wrapped`: one may go on in the next."""
    lines = list(lines)
    in_stems = set(_numbered_in_stems([line.text for line in lines]))
    questions: list[_Question] = []
    before, above = _Question(0), list[str]()  # what is above the first question
    key: list[str] | None = None  # lines below a heading "Answer key"
    for number, line in enumerate(lines, 1):
        current = questions[-1] if questions else before
        if not line.text.strip():
            current.notes += line.notes
        elif questions and _KEY_HEADING.fullmatch(line.text):
            key = []
        elif questions and (key_line := _KEY_LINE.fullmatch(line.text)):
            key = [*(key or []), key_line[1]]
        elif key is not None and _KEY_ENTRY.search(line.text):
            key.append(line.text)
        elif (stem := _STEM.fullmatch(line.text)) and number not in in_stems:
            current = _Question(number, int(stem[1]))
            questions.append(current)
            current.stem.append((current.take(line)[stem.start(2) : stem.end(2)], False))
        elif heading := _HEADING.fullmatch(line.text):
            questions.append(_Question(number, int(heading[1])))
        elif not questions:
            before.line = before.line or number
            above.append(before.take(line).strip())
        else:
            if number in in_stems:
                what = "that numbered lines are statements of the question above them"
                current.notes.append(Note(GUESSED, what))
            is_below = wrapped and bool(lines[number - 2].text.strip())
            _add_line(current, current.take(line), line.marked, is_below)
    notes = Notes()
    for entry in _KEY_ENTRY.finditer("  ".join(key or [])):
        named = [question for question in questions if question.number == int(entry[1])]
        for question in named:
            _take_answer(question, entry[2])
        if not named:
            notes.lost(f"the answer {entry[2]} to question {entry[1]}, which is not there")
    items = [_item(n, question) for n, question in enumerate(questions, 1)]
    if above:
        said = before.markup(" ".join(above))
        notes.lost(f"what is before the first numbered question ({shorten(said)})")
    notes.take(before.notes)
    if notes.all:
        items.insert(0, ExchangedItem(f"line {before.line or 1}", {}, notes.all))
    return items


def _numbered_in_stems(lines: Sequence[str]) -> Iterator[int]:
    """The lines, by their numbers, that look like stems and are statements of the one above them:
    they count from one, and then come options.
    """
    numbers = [int(match[1]) if (match := _STEM.fullmatch(line)) else 0 for line in lines]

    def is_text(at: int) -> bool:
        line = lines[at]
        return bool(line.strip()) and not (numbers[at] or is_question_line(line))

    for start in range(1, len(lines)):
        above, end = start - 1, start
        while above and is_text(above):
            above -= 1
        while end < len(lines) and numbers[end] == end - start + 1:
            end += 1
        behind = end
        while behind < len(lines) and is_text(behind):
            behind += 1
        is_list = numbers[above] and end - start > 1 and behind < len(lines)
        if is_list and not numbers[behind] and _OPTION.fullmatch(lines[behind]):
            yield from range(start + 1, end + 1)


def _add_line(question: _Question, text: str, is_marked: bool, is_below: bool) -> None:
    """Take a line behind a question's number, with several options or answers on it; `is_below`:
    right below another one.
    """
    named = _NAMED.split(text)
    if len(named) > 1 and not named[0].strip():
        for name, said in zip(named[1::2], named[2::2], strict=True):
            if name == "ANS":
                _take_answer(question, said.strip())
            elif name == "PTS":
                question.points = said.strip()
            elif said.strip():
                question.notes.append(Note(LOST, f"'{name}' ({shorten(said.strip())})"))
        return
    parts = _FAR_APART.split(text)
    options = [_OPTION.fullmatch(part) for part in parts]
    letters = [option[2].upper() for option in options if option]
    there = {letter for letter, _, _ in question.options}
    if len(parts) > 1 and letters == sorted(set(letters) - there) and len(letters) == len(parts):
        for part in parts:  # in columns: a and c, then b and d
            _add_option(question, part, is_marked)
        return
    if is_below and len(parts) == 1 and _goes_on(question, text):
        letter, words, was_marked = question.options[-1]
        question.options[-1] = (letter, f"{words} {text.strip()}", was_marked)
        question.notes.append(Note(CHANGED, "the lines of an option are one paragraph"))
        return
    for part in parts:
        _add(question, part, is_marked)


def _goes_on(question: _Question, text: str) -> bool:
    """Whether a line is one more of the last option: it is indented, or begins with a small
    letter, and is nothing else.
    """
    is_own = is_question_line(text) or _EXPLANATION.fullmatch(text) or _BOX.fullmatch(text)
    begins = text[:1].isspace() or text[:1].islower()
    there = question.options and not (question.answer or question.extra or question.rationale)
    return bool(there and begins and not is_own)


def _take_answer(question: _Question, answer: str) -> None:
    """Take what is said to be right; the first of several counts."""
    if question.answer and question.answer.casefold() != answer.casefold():
        what = f"the key: the answer is '{question.answer}', and elsewhere '{answer}'"
        question.notes.append(Note(GUESSED, what))
    question.answer = question.answer or answer


def _add(question: _Question, text: str, is_marked: bool) -> None:
    """Take a line behind a question's number."""
    option, answer = _OPTION.fullmatch(text), _ANSWER.fullmatch(text)
    explanation, box = _EXPLANATION.fullmatch(text), _BOX.fullmatch(text)
    if option and _comes_next(option[2], question.options):
        _add_option(question, text, is_marked)
    elif (
        box
        and box["words"].casefold() not in TRUE_WORDS | FALSE_WORDS
        and question.boxed == bool(question.options)
    ):
        question.boxed = True
        sign = "*" if box["ticked"] else ""
        letter = chr(ord("A") + len(question.options))
        _add_option(question, f"{sign}{letter}) {box['words']}", is_marked)
    elif answer and answer[1]:
        # Behind options a tick repeats one of them, which is marked where it is right.
        if not (question.options and text.lstrip().startswith("✓")):
            _take_answer(question, answer[1])
    elif explanation or question.rationale:
        question.rationale.append(explanation[1] if explanation else text.strip())
    elif question.options:
        question.extra.append(text.strip())
    else:
        question.stem.append((text.strip(), is_marked))


def _add_option(question: _Question, text: str, is_marked: bool) -> None:
    option = _OPTION.fullmatch(text)
    if option:
        letter, words = option[2].upper(), option[3]
        if words.count("*") % 2 or not words.endswith("*"):  # else stars are around words
            words = _TICKS.sub("", words)
        if option[1] or words != option[3]:
            question.signed.add(letter)
        question.options.append((letter, words, is_marked))


def _comes_next(letter: str, options: Sequence[object]) -> bool:
    """Whether a letter is the one behind those that there are: else it begins a sentence."""
    return ord(letter.upper()) - ord("A") == len(options)


def _split_options(question: _Question) -> None:
    """Split options that are all on one line: behind the stem, or behind the first of them."""
    if len(question.options) > 1 or not question.stem:
        return
    first = question.options.pop() if question.options else None
    line = f"{first[0]}) {first[1]}" if first else question.stem[-1][0]
    cuts: list[int] = []
    for match in _WITHIN.finditer(line):
        if _comes_next(match[1], cuts):
            cuts.append(match.start())
    if len(cuts) < 2:
        question.options += [first] if first else []
        return
    if not first:
        question.stem[-1] = (line[: cuts[0]].strip(), question.stem[-1][1])
    for start, end in zip(cuts, [*cuts[1:], len(line)], strict=True):
        _add(question, line[start:end], False)
    if first and first[2]:
        question.options[0] = (*question.options[0][:2], True)


def _item(number: int, question: _Question) -> ExchangedItem:
    notes = Notes()
    place = f"question {number}, line {question.line}"
    _split_options(question)
    question.options.sort(key=lambda option: option[0])
    key = _taken_true_or_false(question, notes)
    stem, points = "", question.points
    for text, _ in question.stem:  # points may be behind any line, the first of several too
        if match := _POINTS.search(text):
            text, points = text[: match.start()], match[1].replace(",", ".")
        text = " ".join(text.split())
        if stem and text and _LISTED.match(text):
            stem += f"\n{text}"
        elif stem and text:
            stem += f" {text}"
            notes.changed("the stem's lines are one paragraph")
        else:
            stem += text
    if question.extra:
        said = question.markup(" ".join(question.extra))
        notes.lost(f"what is behind the options ({shorten(said, 80)})")
    notes.take(question.notes)
    stem = question.markup(stem)
    fields: Fields = {"type": "true-false", "key": key} if key else {}
    fields = fields or _fields(question, points or "1", notes)
    if not fields:
        return ExchangedItem(place, {}, notes.all)
    value = number_of(points) if points else None
    if value is not None:
        fields.setdefault("points", half_points(value, notes))
    add_rationale(fields, question.markup(" ".join(question.rationale)))
    return ExchangedItem(place, {"stem": stem, **fields}, notes.all, question.files)


def _taken_true_or_false(question: _Question, notes: Notes) -> str:
    """The key of a true-or-false question, "" where it is none; its two words leave the stem."""
    known = TRUE_WORDS | FALSE_WORDS
    words = [match and match[1].casefold() for match in map(_as_word, question.stem)]
    printed = [n for n, word in enumerate(words) if word in known]
    answer = question.answer.casefold().strip(" .")
    whether = [n for n, (text, _) in enumerate(question.stem) if _ASKS_WHETHER.search(text)]
    if answer in _TRUE_LETTERS | _FALSE_LETTERS and not (printed or question.options):
        if not whether and answer not in "tf":
            return ""
        if not whether:
            notes.guessed(f"that the answer {question.answer} means true or false")
        answer = "true" if answer in _TRUE_LETTERS else "false"
    if question.options or not (answer in known or len(printed) == 2):
        return ""
    for n in whether:
        text, is_marked = question.stem[n]
        question.stem[n] = (_ASKS_WHETHER.sub("", text), is_marked)
    if answer not in known:
        marked = [words[n] for n in printed if question.stem[n][1]]
        started = [word for word in words if word in known and answer and word.startswith(answer)]
        answer = str([*started, *marked][0]) if len([*started, *marked]) == 1 else ""
    if not answer:
        return ""
    question.stem = [line for n, line in enumerate(question.stem) if n not in printed]
    return "true" if answer in TRUE_WORDS else "false"


def _as_word(line: tuple[str, bool]) -> re.Match[str] | None:
    return _TRUE_OR_FALSE.fullmatch(line[0])


def _fields(question: _Question, points: str, notes: Notes) -> Fields:
    if not question.options:
        if question.answer:
            credit = {"credit": question.markup(question.answer), "points": points}
            return {"type": "short-answer", "points": points, "scheme": [dict(credit)]}
        return essay_fields(points, "", notes)
    right = _right_letters(question, notes)
    # A sign says more than a look: words of a wrong option may be bold.
    marked = {letter for letter, _, is_marked in question.options if is_marked}
    # Where every option has a star, it is the sign of a list.
    signed = question.signed if len(question.signed) < len(question.options) else set()
    ticked = signed or marked
    if right and ticked and right != ticked:
        notes.guessed(f"the key: {_listed(ticked)} was marked, but the answer is {_listed(right)}")
    right = right or ticked
    unknown = right - {letter for letter, _, _ in question.options}
    if unknown or not right:
        what = f"no option has the letter {_listed(unknown)}" if unknown else "no option is marked"
        notes.lost(f"the question: {what} as right")
        return {}
    if len(right) == len(question.options):
        notes.lost("the question: every option is marked as right")
        return {}
    answers = [
        Answer(question.markup(words), Fraction(letter in right))
        for letter, words, _ in question.options
    ]
    return choice_fields(answers, len(right) > 1, notes)


def _right_letters(question: _Question, notes: Notes) -> set[str]:
    """The letters that the line of the answer names, or that have the words that it says."""
    answer = question.answer.strip()
    letters = [_LETTER.fullmatch(part) for part in _AND.split(answer)] if answer else []
    listed = {letter[1].upper() for letter in letters if letter}
    said = {letter for letter, words, _ in question.options if words == answer}
    if letters and len(listed) == len(letters):
        if said and said != listed:
            notes.guessed(
                f"the key: '{answer}' is the letter of one option and the words of {_listed(said)}"
            )
        return listed
    if first := _LETTER_FIRST.match(answer):
        words = answer[first.end() - 1 :].strip().casefold()
        also = {letter for letter, text, _ in question.options if text.casefold() == words}
        if also and first[1].upper() not in also:
            notes.guessed(f"the key: the answer is '{answer}', and those are words of another one")
        return {first[1].upper()}
    if not said and (said := set(re.findall(r"\b[A-L]\b", answer))):
        notes.guessed(f"the key: the answer is '{answer}'")
    return said


def _listed(letters: set[str]) -> str:
    return ", ".join(sorted(letters))
