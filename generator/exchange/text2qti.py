"""The Markdown quizzes of text2qti."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from generator.content.nodes import shorten
from generator.exchange.answers import (
    Answer,
    add_rationale,
    choice_fields,
    essay_fields,
    half_points,
    number,
    numeric_fields,
    short_answer_fields,
)
from generator.exchange.exchanged import ExchangedItem, ExchangeError, Fields, Format, Notes
from generator.exchange.markdown_texts import from_markdown
from generator.exchange.markup_text import escaped
from generator.exchange.question_pictures import QuestionPictures
from generator.exchange.text_files import text_of_file

_LINE = re.compile(
    r"(?P<number>\d+[.)])[ \t]+(?P<stem>\S.*)"
    r"|(?P<letter>\*?[a-zA-Z]\))[ \t]+(?P<option>\S.*)"
    r"|(?P<box>\[[ *]\])[ \t]*(?P<ticked>\S.*)"
    r"|=[ \t]*(?P<numeric>\S.*)"
    r"|\*[ \t]+(?P<short>\S.*)"
    r"|(?P<essay>_{3,})[ \t]*"
    r"|(?P<upload>\^{3,})[ \t]*"
    r"|\.\.\.[ \t]+(?P<feedback>\S.*)"
    r"|![ \t]+(?P<solution>\S.*)"
    r"|[-+][ \t]+(?P<side>\S.*)"
    r"|(?P<head>[Qq]uiz [a-z ]+|[Tt]ext [a-z]+|[Tt]ext|[Tt]itle|[Pp]oints|GROUP|END_GROUP|pick"
    r"|points per question|[Ss]huffle answers|[Ss]how correct answers|[Oo]ne question at a time"
    r"|[Cc]an.t go back)(?::[ \t]*(?P<value>.*))?"
)

_ANSWER = re.compile(r"(?mi)^(?:answers?|ans|correct answer|antwort|lösung):")  # of other texts
_STEM = re.compile(r"(?m)^\d+[.)][ \t]")
_OTHER_MARK = re.compile(  # of other texts: a tick, or a star beside the words of an option
    r"(?m)^[✓✔✅☑☒]|^\*?[a-zA-Z]\)[ \t]+(?:\*[^*\n]+|[^*\n]+\*|[✓✔✅☑☒].*|.*[✓✔✅☑☒])$"
)
_MARKED = re.compile(r"(?m)^(?:\*[a-zA-Z]\)|\[\*\]|_{3,}\s*$|=[ \t]+\S)")


@dataclass
class _Question:
    line: int
    title: str = ""
    points: str = ""
    stem: list[str] = field(default_factory=list)
    general: list[str] = field(default_factory=list)
    options: list[tuple[str, bool, list[str], list[str]]] = field(default_factory=list)
    numeric: str = ""
    short: list[str] = field(default_factory=list)
    kind: str = ""
    side: list[str] = field(default_factory=list)  # what is said of a right and a wrong answer
    extra: list[str] = field(default_factory=list)  # lines behind the place for the answer
    # Settings, comments and titles before it, by their name, that have no place in an item.
    unread: list[tuple[str, list[str]]] = field(default_factory=list)
    in_group: bool = False


class Text2Qti(Format):
    """Every kind of question but file uploads."""

    name = "text2qti"
    title = "text2qti Markdown"
    suffix = ".md"
    writes = False

    def recognises(self, file_name: str, data: bytes) -> bool:
        """A text with numbered stems, most of them with an answer such as "*b) text" or "[*] text",
        or with the head of a quiz.
        """
        try:
            text = text_of_file(data)
        except ExchangeError:
            return False
        is_other = _ANSWER.search(text) or _OTHER_MARK.search(text)
        if not file_name.lower().endswith((".md", ".txt")) or is_other:
            return False
        head, *questions = _STEM.split(text)
        marked = sum(bool(_MARKED.search(question)) for question in questions)
        return bool(questions) and ("Quiz title:" in head or 2 * marked > len(questions))

    def read(self, data: bytes) -> list[ExchangedItem]:
        """Every question; groups are read as their questions."""
        return [_item(n, each) for n, each in enumerate(_questions(text_of_file(data)), 1)]


def _questions(text: str) -> Iterator[_Question]:
    current: _Question | None = None
    title = points = of_group = ""
    unread: list[tuple[str, list[str]]] = [("words before the questions", [])]
    target = unread[0][1]
    in_comment = in_group = False
    fence = ""
    for number_, line in enumerate(text.split("\n"), 1):
        if line.strip() in ("COMMENT", "END_COMMENT"):
            in_comment = line.strip() == "COMMENT"
            continue
        if in_comment or (line.startswith("%") and not fence):
            unread.append(("a comment", [line.lstrip("% ")]))
            continue
        if fence or line[:1] in (" ", "\t") or not line.strip():
            inner = (
                line[4:] if line.startswith("    ") else line.lstrip("\t ") if not fence else line
            )
            target.append(inner.rstrip())
            if line.strip().startswith("```"):
                fence = "" if fence else "```"
            continue
        match = _LINE.fullmatch(line.rstrip())
        if not match:
            target.append(line.rstrip())
        elif match["number"] or (match["head"] or "").lower() == "text":
            if current:
                yield current
            kind = "" if match["number"] else "text"
            current = _Question(number_, title, points or of_group, kind=kind, unread=unread)
            current.in_group = in_group
            title, points, unread = "", "", []
            target = current.stem
            target.append(match["stem"] or match["value"] or "")
        elif match["head"]:
            target = [match["value"] or ""]
            if match["head"].lower() == "title":
                title = match["value"] or ""
            elif match["head"].lower() == "points":
                points = match["value"] or ""
            elif match["head"] in ("points per question", "END_GROUP"):
                of_group = match["value"] or ""
                in_group = match["head"] != "END_GROUP"
            elif match["head"] == "GROUP":
                in_group = True
            else:
                unread.append((f"'{match['head']}'", target))
        elif current:
            target = _add(current, match)
    if current:
        current.unread += unread
        yield current


def _add(question: _Question, match: re.Match[str]) -> list[str]:
    """Take a line of a question, and give the lines that those behind it belong to."""
    if match["letter"] or match["box"]:
        question.kind = "single" if match["letter"] else "multiple"
        is_right = "*" in (match["letter"] or match["box"])
        lines = [match["option"] or match["ticked"]]
        question.options.append(("", is_right, lines, []))
        return lines
    if match["feedback"]:
        lines = question.options[-1][3] if question.options else question.general
        lines.append(match["feedback"])
        return lines
    if match["solution"]:
        question.general.append(match["solution"])
        return question.general
    if match["numeric"]:
        question.kind, question.numeric = "numeric", match["numeric"]
    elif match["short"]:
        question.kind = "short-answer"
        question.short.append(match["short"])
    elif match["essay"] or match["upload"]:
        question.kind = "essay" if match["essay"] else "upload"
    elif match["side"]:
        question.side.append(match["side"])
        return question.side
    return question.extra


def _joined(lines: list[str]) -> str:
    return "\n".join(lines).strip()


def _item(number_: int, question: _Question) -> ExchangedItem:
    notes = Notes()
    for name, lines in question.unread:
        if said := _joined(lines):
            notes.lost(f"{name} ({shorten(said)})")
    place = f"question {number_}, line {question.line}"
    points = half_points(number(question.points or "1") or Fraction(1), notes)
    pictures = QuestionPictures()

    def markup(lines: list[str]) -> str:
        return from_markdown(_joined(lines), notes, pictures)

    answers = [
        Answer(markup(lines), Fraction(1 if is_right else 0), markup(feedback))
        for _, is_right, lines, feedback in question.options
    ]
    fields: Fields = {}
    if question.kind in ("single", "multiple"):
        fields = choice_fields(answers, question.kind == "multiple", notes)
    elif question.kind == "numeric":
        fields = _numeric(question.numeric, notes)
    elif question.kind == "short-answer":
        shorts = [Answer(escaped(text), Fraction(1)) for text in question.short]
        fields = short_answer_fields(shorts, points, notes)
    elif question.kind == "essay":
        fields = essay_fields(points, "", notes)
    elif question.kind == "text":
        notes.lost(f"a text between questions: {shorten(_joined(question.stem))}")
    else:
        what = "an upload of a file" if question.kind == "upload" else "no answer"
        notes.lost(f"the question: it has {what}")
    if not fields:
        return ExchangedItem(place, {}, notes.all)
    for said in filter(None, question.side):
        notes.lost(f"what is said to who answers rightly or wrongly ({shorten(said)})")
    if extra := _joined(question.extra):
        notes.lost(f"what is behind the place for the answer ({shorten(extra)})")
    if question.in_group:
        notes.changed("questions of a group are all here; choose some by a blueprint")
    head: Fields = {"id": question.title} if question.title else {}
    head["stem"] = markup(question.stem)
    if points != "1":
        fields.setdefault("points", points)
    add_rationale(fields, markup(question.general))
    return ExchangedItem(place, {**head, **fields}, notes.all, pictures.files)


def _numeric(text: str, notes: Notes) -> Fields:
    interval = re.fullmatch(r"\[\s*(\S+?)\s*,\s*(\S+?)\s*\]", text)
    value, _, around = text.partition("+-")
    percent = around.strip().endswith("%")
    middle, tolerance = number(value), number(around.strip().rstrip("%") or "0")
    if interval:
        low, high = number(interval[1]), number(interval[2])
        if low is not None and high is not None:
            middle, tolerance, percent = (low + high) / 2, abs(high - low) / 2, False
            notes.changed("a range is its middle and a tolerance")
    if middle is None or tolerance is None:
        notes.lost(f"the question: '{text}' is no number")
        return {}
    if percent:
        tolerance = abs(middle) * tolerance / 100
        notes.changed("the tolerance in per cent is a number")
    return numeric_fields(middle, tolerance, notes)
