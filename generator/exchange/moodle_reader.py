"""Questions of Moodle as fields."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from urllib.parse import unquote

from generator.content.nodes import shorten
from generator.exchange.answers import (
    Answer,
    add_lines,
    add_name,
    add_rationale,
    choice_fields,
    decimal,
    decimal_point,
    essay_fields,
    half_points,
    matching_fields,
    note_group,
    note_said,
    note_whole,
    number,
    numeric_fields,
    ordering_rule,
    short_answer_fields,
    typed_words,
)
from generator.exchange.exchanged import ExchangedItem, Fields, Notes, Value, picture_path, text_of
from generator.exchange.html_texts import from_html
from generator.exchange.markdown_texts import from_markdown
from generator.exchange.markup_text import escaped
from generator.exchange.moodle_gaps import read_cloze, read_drag_words
from generator.exchange.moodle_languages import in_one_language
from generator.exchange.moodle_question import PLUGIN_FILE, MoodleQuestion
from generator.exchange.question_pictures import QuestionPictures
from generator.exchange.sets import DESCRIPTION
from generator.exchange.xml_files import Element, unread

_COMBINED = ("correct", "partiallycorrect", "incorrect")
_USUALLY_SAID = (
    "",
    "Your answer is correct.",
    "Your answer is partially correct.",
    "Your answer is incorrect.",
)
# Elements with the values that paper keeps or has no need of, and what any other one means.
_SETTINGS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "penalty": (("0", "0.1", "0.3333333", "1"), "what each further try takes off"),
    "hidden": (("0", "false"), "that it was hidden"),
    "answernumbering": (("abc", "ABCD"), "how options are numbered"),
    "unitpenalty": (("0", "0.1"), "what a wrong unit takes off"),
    "unitgradingtype": (("0",), "that a wrong unit takes points off"),
    "showunits": (("3",), "that students give the unit"),
    "unitsleft": (("0",), "that the unit is before the number"),
    "responseformat": (("editor", "plain", "monospaced"), "how the answer is given"),
    "attachments": (("0",), "that files are handed in"),
    "attachmentsrequired": (("0",), "that files are handed in"),
    "maxbytes": (("0",), "how large a file may be"),
    "filetypeslist": ((), "which files are handed in"),
    "minwordlimit": ((), "how many words an answer may have"),
    "maxwordlimit": ((), "how many words an answer may have"),
    "responsetemplate": ((), "the template of the answer"),
    "layouttype": (("VERTICAL", "0"), "that the entries are side by side"),
    "selecttype": (("ALL", "0"), "that only some of the entries are asked"),
    "numberingstyle": (("none", "abc"), "how entries are numbered"),
    "usecase": (("0",), "that capital letters matter"),
}
_KNOWN = {
    "question@type", "name", "text", "questiontext", "questiontext@format", "generalfeedback",
    "generalfeedback@format", "idnumber", "defaultgrade", "answer", "answer@fraction",
    "answer@format", "feedback", "feedback@format", "file", "file@name", "file@path",
    "file@encoding", "tags", "tag",
    # said and reported as a whole
    "hint", "hint@format", *(f"{name}feedback" for name in _COMBINED),
    *(f"{name}feedback@format" for name in _COMBINED), "responsetemplate@format",
    # only for a screen: how many were right, what is cleared, which buttons and frames there are
    "shownumcorrect", "clearwrong", "showstandardinstruction", "showgrading", "responserequired",
}  # fmt: skip
_KNOWN_OF: Mapping[str, set[str]] = {
    "multichoice": {"single", "shuffleanswers"},
    "multichoiceset": {"single", "shuffleanswers"},
    "match": {"subquestion", "subquestion@format", "shuffleanswers"},
    "matching": {"subquestion", "subquestion@format", "shuffleanswers"},
    "ordering": {"gradingtype", "selectcount"},
    "numerical": {"tolerance", "units", "unit", "multiplier", "unit_name"},
    "essay": {"responsefieldlines", "graderinfo", "graderinfo@format"},
    "ddwtos": {"shuffleanswers", "dragbox", "group", "infinite"},
    "gapselect": {"shuffleanswers", "selectoption", "group"},
}
_OF_CATEGORY = {"question@type", "category", "text", "info", "info@format"}


def note_category(category: Element, notes: Notes) -> None:
    """Note what a category is called and says, for the question behind it."""
    note_group("category", category.words("category", "text"), notes)
    if said := category.words("info", "text"):
        notes.lost(f"what is said of the category ({shorten(said)})")
    notes.unread(value for value in unread(category, _OF_CATEGORY) if value[1])


def read_question(number_: int, question: Element, notes: Notes) -> ExchangedItem:
    """A question with what became of it; `number_` counts from 1; `notes` are of its category."""
    kind = question.attributes.get("type", "")
    name = question.words("name", "text")
    place = f"question {number_}, line {question.line}" + (f" ({name})" if name else "")
    if kind not in _READERS:
        notes.lost(f"the question: there is no type like Moodle's '{kind}'")
        return ExchangedItem(place, {}, notes.all)
    files: dict[str, bytes] = {}

    def markup(element: Element | None) -> str:
        text, shown = _markup(element, notes)
        files.update(shown)
        return text

    points = half_points(number(question.words("defaultgrade") or "1") or Fraction(1), notes)
    stem = markup(question.first("questiontext"))
    fields = _READERS[kind](MoodleQuestion(question, notes, points, markup))
    if not fields:
        return ExchangedItem(place, {}, notes.all)
    if not stem and "text" not in fields:
        notes.lost("the question: it has no text")
        return ExchangedItem(place, {}, notes.all)
    head: Fields = {}
    if identifier := question.words("idnumber"):
        head["id"] = identifier
    head["stem"] = text_of(fields, "stem") or stem
    if points != "1":
        fields.setdefault("points", points)
    add_rationale(fields, markup(question.first("generalfeedback")))
    add_name(fields, head, name, "in Moodle")
    _note_rest(question, notes)
    return ExchangedItem(place, {**head, **fields}, notes.all, files)


def _note_rest(question: Element, notes: Notes) -> None:
    tags = [tag.words("text") for tag in question.all("tags", "tag")]
    if any(tags):
        notes.lost(f"tags ({', '.join(filter(None, tags))})")
    for hint in question.all("hint"):
        notes.lost(f"a hint ({_shortly(hint)})")
    for name in _COMBINED:
        for element in question.all(f"{name}feedback"):
            if _shortly(element) not in _USUALLY_SAID:
                notes.lost(f"what is said after any right or wrong answer ({_shortly(element)})")
    for name, (usual, what) in _SETTINGS.items():
        for element in question.all(name):
            value = element.text.strip() or element.words("text")
            amount = number(value)
            if value and (value if amount is None else decimal(amount)) not in usual:
                notes.lost(f"{what} ('{name}' is {shorten(value)})")
    kind = question.attributes.get("type", "")
    notes.unread(unread(question, _KNOWN | _SETTINGS.keys() | _KNOWN_OF.get(kind, set())))


def _shortly(element: Element) -> str:
    return shorten(re.sub(r"<[^>]+>", "", element.words("text")).strip())


def _markup(element: Element | None, notes: Notes) -> tuple[str, Mapping[str, bytes]]:
    """A text element as markup, and the pictures that it shows, by the path that they will have."""
    if element is None:
        return "", {}
    held = {
        f"{file.attributes.get('path', '/')}{file.attributes.get('name', '')}".lstrip("/"): file
        for file in element.all("file")
    }

    shown_names: set[str] = set()

    def bytes_of(address: str) -> bytes | None:
        name = unquote(address.removeprefix(PLUGIN_FILE).partition("?")[0])
        shown_names.add(name)
        return _content(name, held[name], notes) if name in held else None

    pictures = QuestionPictures(bytes_of)
    text = in_one_language(element.words("text"), notes)
    if element.attributes.get("format") == "markdown":
        text = from_markdown(text, notes, pictures)
    elif element.attributes.get("format") == "plain_text":
        text = escaped(text)
    else:
        text = from_html(text, notes, pictures)
    for name in held:
        if not picture_path(name, b""):
            notes.lost(f"the file '{name}': only PNG, JPEG and SVG pictures can be printed")
        elif name not in shown_names:
            notes.lost(f"the file '{name}': no text shows it")
    return text, pictures.files


def _content(name: str, file: Element, notes: Notes) -> bytes | None:
    try:
        return base64.b64decode(file.text)
    except (binascii.Error, ValueError):
        notes.lost(f"the file '{name}': it is damaged")
        return None


def _answers(question: MoodleQuestion) -> list[Answer]:
    answers = []
    for element in question.element.all("answer"):
        share = (number(element.attributes.get("fraction", "0")) or Fraction(0)) / 100
        feedback = question.markup(element.first("feedback"))
        answers.append(Answer(question.markup(element), share, feedback))
    return answers


def _choice(question: MoodleQuestion) -> Fields:
    answers = _answers(question)
    if question.element.attributes["type"] == "multichoiceset":  # a plugin; each right one has 100
        fields = choice_fields(answers, True, question.notes, "all-or-nothing")
    else:
        several = question.element.words("single") not in ("true", "1", "")
        note_whole(answers, several, question.notes)
        fields = choice_fields(answers, several, question.notes)
    if fields and question.element.words("shuffleanswers") in ("false", "0"):
        fields["order"] = [answer.text for answer in answers]
    return fields


def _true_false(question: MoodleQuestion) -> Fields:
    answers = _answers(question)
    if not any(answer.share > 0 for answer in answers):
        question.notes.lost("the question: none of its answers is right")
        return {}
    best = max(answers, key=lambda answer: answer.share)
    note_whole(answers, False, question.notes)
    note_said(answers, question.notes)
    key = best.text.lower()
    if key not in ("true", "false"):
        key = "true" if best is answers[0] else "false"  # as Moodle takes other words
        question.notes.guessed(f"that '{best.text}' means {key}")
    return {"type": "true-false", "key": key}


def _matching(question: MoodleQuestion) -> Fields:
    both = [
        (question.markup(element), question.markup(element.first("answer")))
        for element in question.element.all("subquestion")
    ]
    pairs = [pair for pair in both if pair[0]]
    responses = [response for _, response in both if response]
    question.note_order()
    return matching_fields(pairs, responses, question.points, question.notes)


def _ordering(question: MoodleQuestion) -> Fields:
    answers = _answers(question)
    note_said(answers, question.notes)
    steps: list[Value] = [answer.text for answer in answers]
    count = question.element.words("selectcount")
    if count not in ("", "0", str(len(steps))) and question.element.words("selecttype") != "ALL":
        question.notes.lost(f"that {count} of the entries are asked")
    scoring = ordering_rule(question.element.words("gradingtype"), question.notes)
    return {"type": "ordering", "points": question.points, "sequence": steps, "scoring": scoring}


def _numeric(question: MoodleQuestion) -> Fields:
    answers = [
        (element, number(element.attributes.get("fraction", "0")) or Fraction(0))
        for element in question.element.all("answer")
    ]
    right = [element for element, share in answers if share >= 100]
    typed = right[0].words("text") if right else ""
    value = number(decimal_point(typed, question.notes))
    if value is None:
        what = (
            f"'{typed}' is no number with a decimal point"
            if right
            else "no number earns all points"
        )
        question.notes.lost(f"the question: {what}")
        return {}
    for element, share in answers:
        text, around = element.words("text"), element.words("tolerance") or "0"
        if element is not right[0] and (share > 0 or text != "*"):
            what = f"a further number, {text} ± {around}"
            question.notes.lost(f"{what}, which earned {decimal(share)} % of the points")
    said = (Answer("", share, question.markup(each.first("feedback"))) for each, share in answers)
    note_said(list(said), question.notes)
    around = decimal_point(right[0].words("tolerance") or "0", question.notes)
    tolerance = number(around)
    if tolerance is None:
        question.notes.guessed(f"that only its number is right: its tolerance was '{around}'")
        tolerance = Fraction(0)
    fields = numeric_fields(value, tolerance, question.notes)
    units = [unit.words("unit_name") for unit in question.element.all("units", "unit")]
    if units and units[0]:
        fields["unit"] = escaped(units[0])
    if units[1:]:
        question.notes.lost(f"other units that were right ({', '.join(units[1:])})")
    for unit in question.element.all("units", "unit"):
        if (factor := unit.words("multiplier")) and number(factor) != 1:
            question.notes.lost(f"that a number in {unit.words('unit_name')} counts {factor} times")
    return fields


def _short_answer(question: MoodleQuestion) -> Fields:
    both = zip(question.element.all("answer"), _answers(question), strict=True)
    answers = [
        answer
        if element.attributes.get("format") == "html"
        else answer._replace(
            text=typed_words(element.words("text"), question.notes, answer.share > 0)
        )
        for element, answer in both
    ]
    return short_answer_fields(answers, question.points, question.notes)


def _essay(question: MoodleQuestion) -> Fields:
    instructions = question.markup(question.element.first("graderinfo"))
    fields = essay_fields(question.points, instructions, question.notes)
    add_lines(fields, question.element.words("responsefieldlines"), question.notes)
    return fields


def _description(question: MoodleQuestion) -> Fields:
    return {"type": DESCRIPTION}


_READERS: Mapping[str, Callable[[MoodleQuestion], Fields]] = {
    "multichoice": _choice,
    "multichoiceset": _choice,
    "truefalse": _true_false,
    "matching": _matching,
    "match": _matching,
    "ordering": _ordering,
    "numerical": _numeric,
    "shortanswer": _short_answer,
    "essay": _essay,
    "cloze": read_cloze,
    "ddwtos": read_drag_words,
    "gapselect": read_drag_words,
    "description": _description,
}
