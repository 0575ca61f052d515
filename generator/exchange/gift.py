"""GIFT, Moodle's format in plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from generator.content.nodes import shorten
from generator.exchange.answers import (
    Answer,
    add_rationale,
    as_typed_words,
    choice_fields,
    decimal,
    decimal_point,
    essay_fields,
    feedback_of,
    matching_fields,
    note_choosing,
    note_dates,
    note_group,
    note_said,
    note_unwritten,
    note_whole,
    number,
    numeric_fields,
    ordering_rule,
    short_answer_fields,
    spellings,
    typed_words,
)
from generator.exchange.exchanged import (
    ExchangedItem,
    ExchangeError,
    Fields,
    Format,
    Notes,
    Value,
    Written,
    entry_text,
    list_of,
    text_of,
    with_rest,
)
from generator.exchange.html_texts import from_html
from generator.exchange.markdown_texts import from_markdown
from generator.exchange.markup_text import response_to_html, to_html
from generator.exchange.question_pictures import QuestionPictures
from generator.exchange.sets import DESCRIPTION, described, gathered
from generator.exchange.text_files import text_of_file

_SPECIAL = re.compile(r"[~=#{}:\\]")
_ESCAPE = re.compile(r"\\([~=#{}:\\n])")
_NAME = re.compile(r"\s*::((?:\\.|[^\\])*?)::\s*", re.DOTALL)
_FORMAT = re.compile(r"\s*\[(html|markdown|plain|moodle)\]\s*")
_TAGS = re.compile(r"\[(id|tag):\s*([^\]]*)\]")
_ORDERING = re.compile(r"\s*>\s*(\d*)\s*([^\n]*)")
_RULE = re.compile(r"[A-Z]+_[A-Z_]+|ABSOLUTE|RELATIVE")  # by which an ordering is marked
_BY_MOODLE = re.compile(r"//\s*question:\s*\d+\s+name:.*")  # which it writes above each question
_ANSWER_LINE = re.compile(r"(?mi)^\s*ANSWER:\s*[A-Z]\s*$")
_MISSING = "\\_\\_\\_\\_\\_"  # where the answer of a stem with words behind it goes


class _Block(NamedTuple):
    """A question's text without comments, its first line, and what lines above it say: an id,
    tags, a category, and comments.
    """

    line: int
    text: str
    marks: tuple[tuple[str, str], ...]


class Gift(Format):
    """All types but cloze; a set is a description with its parts."""

    name = "gift"
    title = "GIFT"
    suffix = ".gift"

    def recognises(self, file_name: str, data: bytes) -> bool:
        """By its name, or a text that begins with a title between colons or has answers in
        braces; where lines name answers, as in Aiken, braces are signs of its questions.
        """
        if file_name.lower().endswith(self.suffix):
            return True
        try:
            text = text_of_file(data)
        except ExchangeError:
            return False
        return (
            file_name.lower().endswith(".txt")
            and not _ANSWER_LINE.search(text)
            and bool(re.search(r"(?m)^\s*::.+?::|\{\s*(?:[=~#]|T\}|F\}|TRUE|FALSE)", text))
        )

    def read(self, data: bytes) -> list[ExchangedItem]:
        """Every question, and what is none."""
        items: list[ExchangedItem] = []
        rest = Notes()
        for block in _blocks(text_of_file(data)):
            if block.text:
                items.append(_question(len(items) + 1, block))
            else:
                _note_marks(block.marks, rest)
        return with_rest(gathered(items), rest)

    def write(self, title: str, items: Sequence[ExchangedItem]) -> Written:
        """A category of the bank's title, and its questions."""
        parts = [f"$CATEGORY: {title}\n"]
        written: list[ExchangedItem] = []
        for item in items:
            notes = Notes()
            blocks = [_written(fields, notes) for fields in described(item.fields, notes)]
            parts += filter(None, blocks)
            written.append(ExchangedItem(item.place, item.fields if any(blocks) else {}, notes.all))
        return Written("\n".join(parts).encode(), tuple(written))


def _blocks(text: str) -> Iterator[_Block]:
    """Each question, and last a block without text for what is said behind them."""
    lines: list[str] = []
    marks: list[tuple[str, str]] = []
    start = 0
    for number_, line in enumerate([*text.split("\n"), ""], 1):
        stripped = line.strip()
        if stripped.startswith("//"):
            marks += [(kind, value.strip()) for kind, value in _TAGS.findall(stripped)]
            said = _TAGS.sub("", stripped).strip("/ -=*#")
            if said and not _BY_MOODLE.fullmatch(stripped):
                marks.append(("comment", said))
        elif stripped.startswith("$CATEGORY:") and not lines:
            marks.append(("category", stripped.removeprefix("$CATEGORY:").strip()))
        elif stripped:
            above = "\n".join(lines)
            is_whole = (_find(above, "{") is None) == (_find(above, "}") is None)
            if lines and is_whole and _NAME.match(stripped):
                # The empty line between two questions was forgotten; the next begins with its name.
                yield _Block(start, above, tuple(marks))
                lines, marks = [], []
            start = start if lines else number_
            lines.append(line)
        elif lines:
            yield _Block(start, "\n".join(lines), tuple(marks))
            lines, marks = [], []
    yield _Block(number_, "", tuple(marks))


def _question(number_: int, block: _Block) -> ExchangedItem:
    notes = Notes()
    names = _note_marks(block.marks, notes)
    text, title = block.text, ""
    if match := _NAME.match(text):
        title, text = _unescaped(match[1]).strip(), text[match.end() :]
    markdown = False
    if match := _FORMAT.match(text):
        markdown, text = match[1] == "markdown", text[match.end() :]
    opening, closing = _find(text, "{"), _find(text, "}")
    place = f"question {number_}, line {block.line}"
    if opening is None:
        shown = _Reader(notes, markdown)
        text_only: Fields = {"id": names[-1] if names else title, "type": DESCRIPTION}
        text_only["stem"] = shown.markup(text)
        return ExchangedItem(place, text_only, notes.all, shown.pictures.files)
    if closing is None or closing < opening:
        notes.lost("the question: its answers have no closing brace, or a brace too many")
        return ExchangedItem(place, {}, notes.all)
    before, answers = text[:opening], text[opening + 1 : closing]
    after = text[closing + 1 :]
    reader = _Reader(notes, markdown)
    stem = reader.markup(before)
    if after.strip():
        if _find(after, "{") is not None:
            notes.guessed("further answers in braces are words of the stem: only one place is read")
        behind = reader.markup(after)
        between = "" if re.match(r"[.,;:?!)]", behind) else " "
        stem = f"{stem} {_MISSING}{between}{behind}".strip()
        notes.changed("the words behind the answers stand behind a gap in the stem")
    fields = reader.fields(answers)
    if not fields:
        return ExchangedItem(place, {}, notes.all)
    if not stem:
        notes.lost("the question: it has no stem")
        return ExchangedItem(place, {}, notes.all)
    head: Fields = {"id": names[-1]} if names else {}
    if title and reader.markup(title) != stem:
        head.setdefault("id", title)
        if head["id"] != title:
            fields["notes"] = f"Called '{title}' in the file."
    files = reader.pictures.files
    return ExchangedItem(place, {**head, "stem": stem, **fields}, notes.all, files)


def _note_marks(marks: Sequence[tuple[str, str]], notes: Notes) -> list[str]:
    """Note what lines above a question say besides its ids, which are given."""
    of_kind: dict[str, list[str]] = {}
    for kind, value in marks:
        of_kind.setdefault(kind, []).append(value)
    for path in of_kind.get("category", []):
        note_group("category", path, notes)
    if tags := of_kind.get("tag"):
        notes.lost(f"tags ({', '.join(tags)})")
    for comment in of_kind.get("comment", []):
        notes.lost(f"a comment ({shorten(comment)})")
    return of_kind.get("id", [])


class _Reader:
    """Reads the answers of one question."""

    def __init__(self, notes: Notes, markdown: bool) -> None:
        self.notes, self.markdown = notes, markdown
        self.pictures = QuestionPictures()

    def markup(self, text: str) -> str:
        """A text of the question as markup."""
        plain = _unescaped(text).strip()
        read = from_markdown if self.markdown else from_html
        return read(plain, self.notes, self.pictures)

    def fields(self, text: str) -> Fields:
        """The fields of the answers between braces; none where they are not understood."""
        text, general = self._split(text, "####")
        fields = self._typed(text.strip())
        if fields:
            add_rationale(fields, general)
        return fields

    def _split(self, text: str, sign: str) -> tuple[str, str]:
        at = _find(text, sign)
        if at is None:
            return text, ""
        said = text[at + len(sign) :]
        if match := _FORMAT.match(said):
            said = said[match.end() :]
        return text[:at], self.markup(said)

    def _typed(self, text: str) -> Fields:
        if not text:
            return essay_fields("1", "", self.notes)
        if match := re.fullmatch(r"(T|TRUE|F|FALSE)((?:\s*#.*)?)", text, re.IGNORECASE | re.DOTALL):
            if said := match[2].strip():
                self.notes.lost(f"what is said to who answers rightly or wrongly ({shorten(said)})")
            return {"type": "true-false", "key": "true" if match[1][0] in "tT" else "false"}
        if text.startswith("#"):
            return self._numeric(text[1:])
        if _ORDERING.match(text) and text.startswith(">"):
            return self._ordering(text)
        answers = [(sign, body) for sign, body in _answers(text)]
        if not answers:
            self.notes.lost("the question: its answers are not understood")
            return {}
        if all(sign == "=" and _find(body, "->") is not None for sign, body in answers):
            return self._matching([body for _, body in answers])
        is_typed = all(sign == "=" for sign, _ in answers)
        found = [self._answer(sign, body, is_typed) for sign, body in answers]
        if is_typed:
            return short_answer_fields(found, "1", self.notes)
        several = all(sign == "~" for sign, _ in answers)
        note_whole(found, several, self.notes)
        return choice_fields(found, several, self.notes)

    def _answer(self, sign: str, body: str, is_typed: bool = False) -> Answer:
        share = Fraction(1) if sign == "=" else Fraction(0)
        if weight := re.match(r"\s*%(-?[\d.]+)%", body):
            share, body = Fraction(weight[1]) / 100, body[weight.end() :]
        body, feedback = self._split(body, "#")
        form = _FORMAT.match(body)
        if form:
            body = body[form.end() :]
        if is_typed and (form is None or form[1] not in ("html", "markdown")):
            words = typed_words(_unescaped(body).strip(), self.notes, share > 0)
            return Answer(words, share, feedback)
        return Answer(self.markup(body), share, feedback)

    def _matching(self, bodies: Sequence[str]) -> Fields:
        both = []
        for body in bodies:
            at = _find(body, "->") or 0
            premise = body[:at]
            if match := _FORMAT.match(premise):
                premise = premise[match.end() :]
            both.append((self.markup(premise), self.markup(body[at + 2 :])))
        pairs = [pair for pair in both if pair[0]]
        responses = [response for _, response in both if response]
        return matching_fields(pairs, responses, str(max(1, len(pairs))), self.notes)

    def _ordering(self, text: str) -> Fields:
        head, *lines = text.split("\n")
        steps: list[Value] = [self.markup(line) for line in lines if line.strip()]
        match = _ORDERING.match(head)
        count, settings = (match[1], match[2]) if match else ("", "")
        if count not in ("", "0", str(len(steps))) and "ALL" not in settings.split():
            self.notes.lost(f"that {count} of the entries are asked")
        if "HORIZONTAL" in settings:
            self.notes.lost("that the entries are side by side")
        rule = next((word for word in settings.split() if _RULE.fullmatch(word)), "")
        scoring = ordering_rule(rule or "RELATIVE_NEXT_EXCLUDE_LAST", self.notes)
        points = str(max(1, len(steps)))
        return {"type": "ordering", "points": points, "sequence": steps, "scoring": scoring}

    def _numeric(self, text: str) -> Fields:
        if not text.lstrip().startswith(("=", "~")):
            text = f"={text}"
        answers = [self._answer(sign, body) for sign, body in _answers(text)]
        full = [answer for answer in answers if answer.share >= 1]
        for answer in answers:
            if answer.text and answer not in full[:1]:
                share = decimal(answer.share * 100)
                self.notes.lost(f"a further number, {answer.text}, which earned {share} %")
        note_said(answers, self.notes)
        return _numeric_fields(full[0].text if full else "", self.notes)


def _numeric_fields(text: str, notes: Notes) -> Fields:
    """The fields of a number with what is right around it: 3, 3:0.1 or 2.9..3.1."""
    text = text.replace("\\", "").strip()
    middle, _, tolerance = text.partition(":")
    least, dots, most = text.partition("..")
    low, high = number(least), number(most)
    value, around = (number(decimal_point(each, notes)) for each in (middle, tolerance or "0"))
    if dots and low is not None and high is not None:
        value, around = (low + high) / 2, abs(high - low) / 2
        notes.changed("a range is its middle and a tolerance")
    if value is None or around is None:
        notes.lost(f"the question: '{text}' is no number")
        return {}
    return numeric_fields(value, around, notes)


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda match: "\n" if match[1] == "n" else match[1], text)


def _find(text: str, sign: str) -> int | None:
    """Where a sign stands that has no backslash before it."""
    at = 0
    while at < len(text):
        if text[at] == "\\":
            at += 2
        elif text.startswith(sign, at):
            return at
        else:
            at += 1
    return None


def _answers(text: str) -> Iterator[tuple[str, str]]:
    """Each answer with the sign before it, = or ~."""
    parts = re.split(r"((?<!\\)(?:\\\\)*[=~])", text)
    for sign, body in zip(parts[1::2], parts[2::2], strict=True):
        yield sign[-1], body


# ---------------------------------------------------------------- writing


def _escaped(text: str) -> str:
    return _escaped_html(to_html(text))


def _answer_text(text: str) -> str:
    """A text of an answer, whose first sign would be that of a weight or a format."""
    escaped = _escaped(text)
    return f"[html]{escaped}" if escaped.startswith(("%", "[")) else escaped


def _typed_answer(text: str, notes: Notes) -> str:
    """A short answer, which Moodle compares with what students type, sign by sign."""
    words = _escaped_html(as_typed_words(text, notes))
    return f"[plain]{words}" if words.startswith(("%", "[")) else words


def _step(text: str) -> str:
    """An entry of an ordering, which is a line of its own, and no comment."""
    return re.sub(r"^(?=//)", "<span></span>", _escaped(text))


def _response(text: str, notes: Notes) -> str:
    return _escaped_html(response_to_html(text, notes))


def _escaped_html(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text).replace("\n", "\\n")


def _written(fields: Fields, notes: Notes) -> str:
    kind = text_of(fields, "type")
    known = {"id", "type", "stem", "rationale"}
    answers: list[str] = []
    head, tail = "{", "}"
    if kind == "single":
        known |= {"key", "distractors"}
        answers = _options(fields, {text_of(fields, "key"): "="}, "~")
    elif kind == "multiple":
        known |= {"keys", "distractors", "choose", "scoring"}
        keys = [entry_text(key) for key in list_of(fields, "keys")]
        share, penalty = _shares(fields, len(keys), notes)
        answers = _options(fields, dict.fromkeys(keys, f"~%{share}%"), f"~%{penalty}%")
    elif kind == "true-false":
        known |= {"key"}
        answers = ["TRUE" if text_of(fields, "key") == "true" else "FALSE"]
    elif kind == "numeric":
        known |= {"key", "tolerance"}
        tolerance = text_of(fields, "tolerance")
        answers = [f"#{text_of(fields, 'key')}" + (f":{tolerance}" if tolerance else "")]
    elif kind == "matching":
        known |= {"pairs", "unused", "reuse"}
        pairs = [entry for entry in list_of(fields, "pairs") if isinstance(entry, dict)]
        both = ((text_of(pair, "premise"), text_of(pair, "response")) for pair in pairs)
        answers = [f"={_answer_text(left)} -> {_response(right, notes)}" for left, right in both]
        answers += [
            f"= -> {_response(entry_text(text), notes)}" for text in list_of(fields, "unused")
        ]
    elif kind == "ordering":
        known |= {"sequence", "scoring"}
        head = f"{{>{len(list_of(fields, 'sequence'))} ALL VERTICAL ABSOLUTE_POSITION SHOW"
        answers = [_step(entry_text(step)) for step in list_of(fields, "sequence")]
        note_dates(fields, notes)
        if text_of(fields, "scoring") != "position":
            notes.changed("points are given for each entry at its right place")
    elif kind == "short-answer":
        known |= {"scheme"}
        answers = [f"={_typed_answer(text, notes)}" for text in spellings(fields, notes)]
    elif kind == DESCRIPTION:
        head = tail = ""
    elif kind != "essay":
        notes.lost(f"the item: this format has no {kind} items")
        return ""
    note_unwritten(fields, known, notes)
    rationale = text_of(fields, "rationale")
    general = f"\n####{_answer_text(rationale)}" if rationale else ""
    inner = "".join(f"\n  {answer}" for answer in answers)
    name = text_of(fields, "id")
    mark = f"// [id:{name}]\n::{name}::" if name else ""
    return f"{mark}[html]{_escaped(text_of(fields, 'stem'))} {head}{inner}{general}\n{tail}\n"


def _options(fields: Fields, right: Mapping[str, str], wrong: str) -> list[str]:
    """The options with the sign of each before it, in an order that does not tell the right ones:
    a quiz may be set not to shuffle them.
    """
    whys = dict(feedback_of(fields))
    return [
        f"{right.get(text, wrong)}{_answer_text(text)}"
        + (f"#{_answer_text(whys[text])}" if whys.get(text) else "")
        for text in sorted([*right, *whys])
    ]


def _shares(fields: Fields, keys: int, notes: Notes) -> tuple[str, str]:
    """The percentages of a right and of a wrong answer, as this program's rules come nearest."""
    share = decimal(round(Fraction(100, keys), 5))
    note_choosing(fields, notes)
    return share, f"-{share}"
