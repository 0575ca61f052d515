"""Questions as teachers type them: a number before each stem, letters before its options, and the
right one marked or named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from generator.content.nodes import shorten
from generator.exchange.answers import FALSE_WORDS, TRUE_WORDS
from generator.exchange.exchanged import (
    CHANGED,
    GUESSED,
    LOST,
    ExchangedItem,
    ExchangeError,
    Format,
    Note,
    Notes,
)
from generator.exchange.marked_question import MarkedLine, MarkedQuestion, item_of
from generator.exchange.own_rules import own_rules
from generator.exchange.text_files import text_of_file

_STEM = re.compile(
    r"\s*(?:_{2,}\s*)?(?:(?:question|frage|q)\s*)?(\d{1,4})\s*[.):]\s*(.*\S)\s*", re.IGNORECASE
)
_HEADING = re.compile(r"\s*(?:question|frage|pitanje)\s*(\d{1,4})\s*[.):]?\s*", re.IGNORECASE)
# Signs that mark the right option: before its letter, between letter and words, behind its words.
_EMPTY_BOX = r"[☐□○◯⬜]|\[\s?\]|\(\s?\)"
_SIGN = r"\*|[✓✔✅☒☑■●◉]\ufe0f?|\[[xX✓✔*]\]|\([xX✓✔*]\)"
_OPTION = re.compile(rf"\s*({_SIGN}|)(?:{_EMPTY_BOX})?\s*\(?([A-La-l])[.)]\s*(.*?\S)\s*")
# Not "(right)": there are (left) and (right) ventricles.
_RIGHT = r"(?:(?:correct|richtige?|tačno|тачно)(?: answer| antwort)?|right answer)"
_BEFORE_WORDS = re.compile(  # not **Neon**, and not (x)(y)
    r"\*\s*(?=[^\s*])|[✓✔✅☒☑■●◉]\ufe0f?\s*(?=\S)"
    rf"|(?:\[(?:[x✓✔*]|{_RIGHT})\]|\((?:[x✓✔*]|{_RIGHT})\))\s+(?=\S)",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"\s*(?:(?:answers?|ans|key|correct|antwort|lösung|odgovor|rešenje|(?:correct|right|richtige) "
    r"(?:answer|option|response|choice|antwort|lösung)s?|(?:tačan|tačni) odgovori?)"
    r"\s*[:.=]|✓)\s*((?!_+\s).*?)\s*",
    re.IGNORECASE,
)
LABEL = re.compile(rf"\s*(?:{_SIGN}|{_EMPTY_BOX})?\s*\(?(?:\d{{1,4}}|[A-La-l])\s*[.):]\s+")
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
_WITHIN = re.compile(r"(?:(?<=\s)|^)(?=\*?\s?\(?([A-La-l])[.)]\s+\S)")
_FAR_APART = re.compile(
    r"(?<=\S)(?:\t| {2,})\s*(?=\*?\s?\(?[A-La-l][.)]\s+\S|[☐□○◯⬜☒☑■●◉✅]\s*\S)"
)
# Boxes and rings before options, filled or empty.
_BOX = re.compile(rf"\s*(?:{_EMPTY_BOX}|(?P<ticked>(?![*✓✔])(?:{_SIGN})))\s*(?P<words>.*\S)\s*")
# What Markdown has before and around a line, and around a label.
_MARKDOWN_START = re.compile(
    r"^(\s*)(?:#{1,6}\s+(?=\S)|[-+]\s+(?=[*(]*[A-La-l][.)]|\*\*\w)|[-+*]\s+(?=\[[ xX]\]\s))"
)
_BOLD_LINE = re.compile(r"(\s*)(?:\*\s+)?\*\*((?:(?!\*\*).)+)\*\*\s*")
_BOLD_LABEL = re.compile(
    r"^(\s*)(?:\*\s+)?\*{1,2}((?:\d{1,4}|[A-La-l])[.)]|[^\W\d][\w ]*:)\*{1,2}\s*(?=\S)"
)
_BOLD_BEHIND = re.compile(r"(\s*\(?(?:\d{1,4}|[A-La-l])[.)]\s+)\*\*((?:(?!\*\*).)+)\*\*\s*")
_SLANTED_LINE = re.compile(r"(\s*)\*(?=\w)([^*]+)\*\s*")
# What a program of publishers says below a question, on one line or several.
_NAMED = re.compile(r"(?:^|(?<=\s))(ANS|PTS|DIF|REF|OBJ|TOP|NAT|STA|LOC|MSC|KEY|NOT):[ \t]*")
_BEHIND_WORDS = re.compile(  # not f(x)
    rf"(?:\s*(?:\*+|[✓✔✅☑☒]\ufe0f?|<--|←|(?:\*\*)?(?:\({_RIGHT}\)|\[{_RIGHT}\])(?:\*\*)?)"
    r"|\s(?:\([x*✓✔]\)|\[[x*✓✔]\]))\s*$",
    re.IGNORECASE,
)
_MARK = re.compile(rf"\s*(?:{_SIGN})\s*")
_LONE_SIGN = re.compile(r"\S\s+[*✓✔]\s+\(?[A-La-l][.)]\s")  # between two options


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
    line = _BOLD_LABEL.sub(r"\1\2 ", _MARKDOWN_START.sub(r"\1", line))
    for pattern in (_BOLD_LINE, _BOLD_BEHIND):
        if match := pattern.fullmatch(line):
            return MarkedLine(match[1] + match[2], marked=True)
    if (match := _SLANTED_LINE.fullmatch(line)) and _ANSWER.fullmatch(match[2]):
        return MarkedLine(match[2])
    return MarkedLine(line)


def is_question_line(text: str) -> bool:
    """Whether a line begins a question or is an option or answer."""
    return any(pattern.fullmatch(text) for pattern in (_STEM, _OPTION, _ANSWER))


def is_mark(text: str) -> bool:
    """Whether words are nothing but a sign that marks an option, whatever their look."""
    return bool(_MARK.fullmatch(text) or _BEHIND_WORDS.fullmatch(f" {text}"))


def read_lines(lines: Iterable[MarkedLine], wrapped: bool = False) -> list[ExchangedItem]:
    """The questions of a document's lines; `wrapped`: one may go on in the next."""
    lines = list(lines)
    in_stems = set(_numbered_in_stems([line.text for line in lines]))
    questions: list[MarkedQuestion] = []
    before, above = MarkedQuestion(0), list[str]()  # what is above the first question
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
            current = MarkedQuestion(number, int(stem[1]))
            questions.append(current)
            current.stem.append((current.take(line)[stem.start(2) : stem.end(2)], False))
        elif heading := _HEADING.fullmatch(line.text):
            questions.append(MarkedQuestion(number, int(heading[1])))
        elif not questions:
            before.line = before.line or number
            above.append(before.take(line).strip())
        else:
            if number in in_stems:
                what = "that numbered lines are statements of the question above them"
                current.notes.append(Note(GUESSED, what))
            text = current.take(line)
            is_below = wrapped and bool(lines[number - 2].text.strip())
            if rules := own_rules(current.without_marks(text)):
                current.rules |= rules
            else:
                _add_line(current, text, line.marked, is_below)
    notes = Notes()
    for entry in _KEY_ENTRY.finditer("  ".join(key or [])):
        named = [question for question in questions if question.number == int(entry[1])]
        for question in named:
            _take_answer(question, entry[2])
        if not named:
            notes.lost(f"the answer {entry[2]} to question {entry[1]}, which is not there")
    for question in questions:
        _split_options(question)
    items = [item_of(n, question) for n, question in enumerate(questions, 1)]
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


def _add_line(question: MarkedQuestion, text: str, is_marked: bool, is_below: bool) -> None:
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


def _goes_on(question: MarkedQuestion, text: str) -> bool:
    """Whether a line is one more of the last option: it is indented, or begins with a small
    letter, and is nothing else.
    """
    is_own = is_question_line(text) or _EXPLANATION.fullmatch(text) or _BOX.fullmatch(text)
    begins = text[:1].isspace() or text[:1].islower()
    there = question.options and not (question.answer or question.extra or question.rationale)
    return bool(there and begins and not is_own)


def _take_answer(question: MarkedQuestion, answer: str) -> None:
    """Take what is said to be right; the first of several counts."""
    if question.answer and question.answer.casefold() != answer.casefold():
        what = f"the key: the answer is '{question.answer}', and elsewhere '{answer}'"
        question.notes.append(Note(GUESSED, what))
    question.answer = question.answer or answer


def _add(question: MarkedQuestion, text: str, is_marked: bool) -> None:
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
    elif question.options or question.answer:
        question.extra.append(text.strip())
    else:
        question.stem.append((text.strip(), is_marked))


def _add_option(question: MarkedQuestion, text: str, is_marked: bool) -> None:
    option = _OPTION.fullmatch(text)
    if option:
        letter, words = option[2].upper(), option[3]
        before, behind = _signs(words)
        words = words[len(before) : len(words) - len(behind)]
        if option[1] or before or behind:
            question.signed[letter] = (before, behind)
        question.options.append((letter, words, is_marked))


def _signs(words: str) -> tuple[str, str]:
    """What marks an option before and behind its words, "" where nothing does: stars around words
    are theirs.
    """
    found = _BEFORE_WORDS.match(words), _BEHIND_WORDS.search(words)
    before, behind = (match[0] if match else "" for match in found)
    in_pairs = words.count("*") % 2 == 0
    if not behind.strip("* ") and in_pairs and "*" in words.removesuffix(behind):
        behind = ""
    if before.startswith("*") and ("*" in behind or in_pairs):
        before = ""
    return before, behind


def _comes_next(letter: str, options: Sequence[object]) -> bool:
    """Whether a letter is the one behind those that there are: else it begins a sentence."""
    return ord(letter.upper()) - ord("A") == len(options)


def _split_options(question: MarkedQuestion) -> None:
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
    if _LONE_SIGN.search(line):
        what = "the key: a mark between two options on one line may be of either"
        question.notes.append(Note(GUESSED, what))
    for start, end in zip(cuts, [*cuts[1:], len(line)], strict=True):
        _add(question, line[start:end], False)
    if first and first[2]:
        question.options[0] = (*question.options[0][:2], True)
