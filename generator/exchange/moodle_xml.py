"""Moodle XML, with pictures and categories."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote
from xml.sax.saxutils import escape

from generator.content.nodes import shorten
from generator.exchange.answers import (
    Answer,
    add_lines,
    add_name,
    add_rationale,
    choice_fields,
    cloze_fields,
    decimal,
    essay_fields,
    feedback_of,
    half_points,
    matching_fields,
    note_choosing,
    note_dates,
    note_group,
    note_one_bank,
    note_said,
    note_shuffling,
    note_spellings,
    note_unwritten,
    number,
    numeric_fields,
    ordering_rule,
    short_answer_fields,
    spellings,
)
from generator.exchange.exchanged import (
    ExchangedItem,
    Fields,
    Format,
    Notes,
    Value,
    Written,
    entry_text,
    list_of,
    picture_path,
    text_of,
    with_rest,
)
from generator.exchange.gaps import blank, braces_as_signs, texts_and_blanks
from generator.exchange.html_texts import from_html
from generator.exchange.markdown_texts import from_markdown
from generator.exchange.markup_text import escaped, plain_text, to_html
from generator.exchange.moodle_languages import in_one_language
from generator.exchange.question_pictures import QuestionPictures
from generator.exchange.sets import DESCRIPTION, described
from generator.exchange.xml_files import Element, beginning, read_xml, unread

# Percentages that Moodle takes for an answer; others it refuses.
_SHARES = (
    "100", "90", "83.33333", "80", "75", "70", "66.66667", "60", "50", "40", "33.33333", "30",
    "25", "20", "16.66667", "14.28571", "12.5", "11.11111", "10", "5", "0",
)  # fmt: skip
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
_PLUGIN_FILE = "@@PLUGINFILE@@/"
# In markup, where signs of the gap itself are escaped too.
_GAP = re.compile(r"\{(\d*):((?:[A-Z]|\\?_)+):(.*?)(?<!\\)\}", re.DOTALL)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_WILDCARD = re.compile(r"(?<!\\)\*")
_SAID = re.compile(r"(?<!\\)#")
_PLACE = re.compile(r"\\?\[\\?\[(\d+)\\?\]\\?\]")  # [[1]], in markup
_LIST = re.compile("(?:MULTICHOICE_?|MC)(?:|[VHS]|VS|HS)")  # how it is laid out, and shuffled
_WORDS = {"SHORTANSWER", "SA", "MW", "SHORTANSWER_C", "SAC", "MWC"}
_NUMBERS = {"NUMERICAL", "NM"}


class _Common(NamedTuple):
    """What readers of all types are given: the question, its notes and points, and its texts."""

    question: Element
    notes: Notes
    points: str
    markup: Callable[[Element | None], str]


class MoodleXml(Format):
    """All types; sets become a description with its parts behind it."""

    name = "moodle"
    title = "Moodle XML"
    suffix = ".xml"
    holds_pictures = True

    def recognises(self, file_name: str, data: bytes) -> bool:
        """A file whose root is <quiz>."""
        return re.search(rb"<quiz[\s>]", beginning(data)) is not None

    def read(self, data: bytes) -> list[ExchangedItem]:
        """Every question; a category is named at the first question that is in it."""
        items: list[ExchangedItem] = []
        category = Notes()
        for element in read_xml(data).children:
            if element.tag != "question":
                category.unread([(element.tag, element.text.strip())])
            elif element.attributes.get("type") == "category":
                _note_category(element, category)
            else:
                items.append(_read(len(items) + 1, element, category.moved()))
        return with_rest(items, category)

    def write(self, title: str, items: Sequence[ExchangedItem]) -> Written:
        """A category of the bank's title, and its questions."""
        parts = [_category(title)]
        written: list[ExchangedItem] = []
        for item in items:
            notes = Notes()
            questions = [_with_files(text, item.files) for text in _questions(item, notes)]
            parts += questions
            written.append(ExchangedItem(item.place, item.fields if questions else {}, notes.all))
        text = '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n' + "\n".join(parts) + "\n</quiz>\n"
        return Written(text.encode(), tuple(written))


# ---------------------------------------------------------------- reading


def _note_category(category: Element, notes: Notes) -> None:
    note_group("category", category.words("category", "text"), notes)
    if said := category.words("info", "text"):
        notes.lost(f"what is said of the category ({shorten(said)})")
    notes.unread(value for value in unread(category, _OF_CATEGORY) if value[1])


def _read(number_: int, question: Element, notes: Notes) -> ExchangedItem:
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
    fields = _READERS[kind](_Common(question, notes, points, markup))
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
        name = unquote(address.removeprefix(_PLUGIN_FILE).partition("?")[0])
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


def _answers(common: _Common) -> list[Answer]:
    answers = []
    for element in common.question.all("answer"):
        share = (number(element.attributes.get("fraction", "0")) or Fraction(0)) / 100
        feedback = common.markup(element.first("feedback"))
        answers.append(Answer(common.markup(element), share, feedback))
    return answers


def _choice(common: _Common) -> Fields:
    single = common.question.words("single") in ("true", "1", "")
    answers = _answers(common)
    fields = choice_fields(answers, not single, common.notes)
    if fields and common.question.words("shuffleanswers") in ("false", "0"):
        fields["order"] = [answer.text for answer in answers]
    return fields


def _true_false(common: _Common) -> Fields:
    answers = _answers(common)
    if not any(answer.share > 0 for answer in answers):
        common.notes.lost("the question: none of its answers is right")
        return {}
    best = max(answers, key=lambda answer: answer.share)
    note_said(answers, common.notes)
    key = best.text.lower()
    if key not in ("true", "false"):
        key = "true" if best is answers[0] else "false"  # as Moodle takes other words
        common.notes.guessed(f"that '{best.text}' means {key}")
    return {"type": "true-false", "key": key}


def _matching(common: _Common) -> Fields:
    both = [
        (common.markup(element), common.markup(element.first("answer")))
        for element in common.question.all("subquestion")
    ]
    pairs = [pair for pair in both if pair[0]]
    responses = [response for _, response in both if response]
    _note_shuffling(common)
    return matching_fields(pairs, responses, common.points, common.notes)


def _note_shuffling(common: _Common) -> None:
    if common.question.words("shuffleanswers") in ("false", "0"):
        note_shuffling(common.notes)


def _ordering(common: _Common) -> Fields:
    answers = _answers(common)
    note_said(answers, common.notes)
    steps: list[Value] = [answer.text for answer in answers]
    count = common.question.words("selectcount")
    if count not in ("", "0", str(len(steps))) and common.question.words("selecttype") != "ALL":
        common.notes.lost(f"that {count} of the entries are asked")
    scoring = ordering_rule(common.question.words("gradingtype"), common.notes)
    return {"type": "ordering", "points": common.points, "sequence": steps, "scoring": scoring}


def _numeric(common: _Common) -> Fields:
    answers = [
        (element, number(element.attributes.get("fraction", "0")) or Fraction(0))
        for element in common.question.all("answer")
    ]
    right = [element for element, share in answers if share >= 100]
    value = number(right[0].words("text")) if right else None
    if value is None:
        common.notes.lost("the question: it has no number that earns all points")
        return {}
    for element, share in answers:
        text, around = element.words("text"), element.words("tolerance") or "0"
        if element is not right[0] and (share > 0 or text != "*"):
            what = f"a further number, {text} ± {around}"
            common.notes.lost(f"{what}, which earned {decimal(share)} % of the points")
    said = (Answer("", share, common.markup(each.first("feedback"))) for each, share in answers)
    note_said(list(said), common.notes)
    tolerance = number(right[0].words("tolerance") or "0") or Fraction(0)
    fields = numeric_fields(value, tolerance, common.notes)
    units = [unit.words("unit_name") for unit in common.question.all("units", "unit")]
    if units and units[0]:
        fields["unit"] = escaped(units[0])
    if units[1:]:
        common.notes.lost(f"other units that were right ({', '.join(units[1:])})")
    for unit in common.question.all("units", "unit"):
        if (factor := unit.words("multiplier")) and number(factor) != 1:
            common.notes.lost(f"that a number in {unit.words('unit_name')} counts {factor} times")
    return fields


def _short_answer(common: _Common) -> Fields:
    answers = [
        answer._replace(text=_plain_answer(element, answer.text))
        for element, answer in zip(common.question.all("answer"), _answers(common), strict=True)
    ]
    texts = [element.words("text") for element in common.question.all("answer")]
    shares = [answer.share for answer in answers]
    if any(_WILDCARD.search(t) and share > 0 for t, share in zip(texts, shares, strict=True)):
        common.notes.guessed("an answer with * stood for any words: the marker decides")
    return short_answer_fields(answers, common.points, common.notes)


def _plain_answer(element: Element, text: str) -> str:
    """What students type: words without markup, an asterisk of theirs behind a backslash."""
    if element.attributes.get("format") == "html":
        return text
    return escaped(element.words("text").replace("\\*", "*"))


def _essay(common: _Common) -> Fields:
    instructions = common.markup(common.question.first("graderinfo"))
    fields = essay_fields(common.points, instructions, common.notes)
    add_lines(fields, common.question.words("responsefieldlines"), common.notes)
    return fields


def _cloze(common: _Common) -> Fields:
    """A text with gaps of words and numbers; a drop-down list becomes a word bank."""
    text = common.markup(common.question.first("questiontext"))
    unused: dict[str, None] = {}
    printed: list[str] = []
    weights: list[int] = []
    lists: list[list[str]] = []
    words = 0
    trouble = ""

    def gap(match: re.Match[str]) -> str:
        nonlocal words, trouble
        kind = match[2].replace("\\", "")
        answers = _gap_answers(_ESCAPED.sub(r"\1", match[3]))
        full = [answer.text for answer in answers if answer.share >= 1]
        if not full:
            trouble = "a gap has no answer that earns all points"
            return ""
        weights.append(int(match[1] or 1))
        is_list = _LIST.fullmatch(kind) is not None
        if is_list:
            lists.append([answer.text for answer in answers])
            unused.update((answer.text, None) for answer in answers if answer.share < 1)
        elif kind in _WORDS or kind in _NUMBERS:
            words += 1
        else:
            trouble = f"a gap is of the kind {kind}"
        if kind in _NUMBERS:
            full = [_without_tolerance(text, common.notes) for text in full]
        _note_gap(kind, is_list, answers, common.notes)
        if is_list:
            full = full[:1]
        printed.append(full[0])
        return blank(map(escaped, full))

    filled, at = "", 0
    for match in _GAP.finditer(text):
        filled += braces_as_signs(text[at : match.start()]) + gap(match)
        at = match.end()
    filled += braces_as_signs(text[at:])
    if trouble or not weights:
        common.notes.lost(f"the question: {trouble or 'it has no gap'}")
        return {}
    fields = cloze_fields(filled, len(weights), "", common.notes)
    if any(weight != 1 for weight in weights):
        earned = ", ".join(map(str, weights))
        common.notes.changed(f"the points of the gaps, which were {earned}, are one for each")
    if lists and not words:
        fields["word_bank"] = [escaped(word) for word in unused if word not in printed]
        note_one_bank(lists, common.notes)
    elif lists:
        listed = ", ".join(unused)
        common.notes.lost(f"the words to choose from ({listed}): only some gaps had them")
    return fields


def _without_tolerance(text: str, notes: Notes) -> str:
    """A number of a gap without how far off an answer may be, which no blank of ours has."""
    value, _, around = text.partition(":")
    if around.strip() and number(around) != 0:
        notes.lost(f"that {value} may be off by {around.strip()}: only this number is accepted")
    return value.strip()


def _note_gap(kind: str, is_list: bool, answers: Sequence[Answer], notes: Notes) -> None:
    """Note what of the answers to a gap is not in its blank."""
    note_said(answers, notes)
    if kind.endswith("C") and kind != "MC":
        notes.lost("that capital letters matter in a gap")
    for answer in answers:
        if 0 < answer.share < 1:
            share = decimal(answer.share * 100)
            notes.lost(f"that '{answer.text}' earned {share} % of a gap's points")
        elif answer.share <= 0 and not is_list and answer.text != "*":
            notes.lost(f"that '{answer.text}' is wrong in a gap")
    full = [answer.text for answer in answers if answer.share >= 1]
    if is_list and full[1:]:
        notes.lost(f"further right choices of a gap ({', '.join(full[1:])})")


def _drag_words(common: _Common) -> Fields:
    """A text with places for words of a list."""
    question = common.question
    boxes = [*question.all("dragbox"), *question.all("selectoption")]
    words = [common.markup(box) for box in boxes]
    groups = [box.words("group") for box in boxes]
    used: list[str] = []

    def gap(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        word = words[place] if 0 <= place < len(words) else ""
        used.append(word)
        return blank([word])

    text = common.markup(question.first("questiontext"))
    filled = _PLACE.sub(gap, braces_as_signs(text))
    if not all(used) or not used:
        common.notes.lost("the question: " + ("a gap has no word" if used else "it has no gap"))
        return {}
    _note_shuffling(common)
    if question.all("dragbox", "infinite"):
        common.notes.changed("each word may be used once")
    if len(set(groups)) > 1 or question.all("selectoption"):
        of_group: dict[str, list[str]] = {}
        for group, word in zip(groups, words, strict=True):
            of_group.setdefault(group, []).append(word)
        note_one_bank([*of_group.values()], common.notes, f"groups {', '.join(groups)}")
    given = "" if common.points == "1" else common.points  # Moodle's default
    fields = cloze_fields(filled, len(used), given, common.notes)
    fields["word_bank"] = list(dict.fromkeys(word for word in words if word not in used))
    return fields


def _gap_answers(text: str) -> list[Answer]:
    answers = []
    for body in re.split(r"(?<!\\)~", text):
        share, body = (Fraction(1), body[1:]) if body.startswith("=") else (Fraction(0), body)
        if weight := re.match(r"%(-?[\d.]+)%", body):
            share, body = (number(weight[1]) or Fraction(0)) / 100, body[weight.end() :]
        body, _, said = _SAID.sub("\0", body, count=1).partition("\0")
        answers.append(Answer(re.sub(r"\\(.)", r"\1", body).strip(), share, said.strip()))
    return answers


_READERS: Mapping[str, Callable[[_Common], Fields]] = {
    "multichoice": _choice,
    "multichoiceset": _choice,
    "truefalse": _true_false,
    "matching": _matching,
    "match": _matching,
    "ordering": _ordering,
    "numerical": _numeric,
    "shortanswer": _short_answer,
    "essay": _essay,
    "cloze": _cloze,
    "ddwtos": _drag_words,
    "gapselect": _drag_words,
}


# ---------------------------------------------------------------- writing


def _category(title: str) -> str:
    name = escape(title.replace("/", "//"))
    return (
        '<question type="category"><category><text>$course$/top/'
        f"{name}</text></category></question>"
    )


def _with_files(question: str, files: Mapping[str, bytes]) -> str:
    """A question's element, each text of it followed by the pictures that it shows."""

    def with_pictures(match: re.Match[str]) -> str:
        text, held = match[0], ""
        for path, data in files.items():
            if f'src="{path}"' in text:
                name = PurePosixPath(path).name
                text = text.replace(f'src="{path}"', f'src="{_PLUGIN_FILE}{name}"')
                encoded = base64.b64encode(data).decode()
                held += f'<file name="{escape(name)}" encoding="base64">{encoded}</file>'
        return text + held

    return re.sub(r"(?s)<text>.*?</text>", with_pictures, question)


def _text(tag: str, text: str, attributes: str = "") -> str:
    """An element with a text in HTML."""
    inner = escape(to_html(text))
    return f'<{tag} format="html"{attributes}><text>{inner}</text></{tag}>'


def _questions(item: ExchangedItem, notes: Notes) -> list[str]:
    """An item as elements: one, or of a set a description and one for each part."""
    questions = []
    for fields in described(item.fields, notes):
        is_description = text_of(fields, "type") == DESCRIPTION
        inner = " " if is_description else _inner(fields, notes)
        questions += [_question(fields, inner)] if inner else []
    return questions


def _question(fields: Fields, inner: str) -> str:
    kind = _MOODLE_TYPES.get(text_of(fields, "type"), "description")
    name, points = text_of(fields, "id"), text_of(fields, "points") or "1"
    stem = text_of(fields, "stem")
    if kind == "cloze":
        stem = ""
    grade = "0" if kind == "description" else points
    return (
        f'<question type="{kind}">\n'
        f"<name><text>{escape(name or stem[:60])}</text></name>\n"
        + (inner if kind == "cloze" else _text("questiontext", stem) + "\n" + inner.strip())
        + f"\n{_text('generalfeedback', text_of(fields, 'rationale'))}\n"
        + (f"<defaultgrade>{grade}</defaultgrade>\n" if kind != "cloze" else "")
        + (f"<idnumber>{escape(name)}</idnumber>\n" if name else "")
        + "</question>"
    )


_MOODLE_TYPES = {
    "single": "multichoice",
    "multiple": "multichoice",
    "true-false": "truefalse",
    "matching": "matching",
    "ordering": "ordering",
    "cloze": "cloze",
    "numeric": "numerical",
    "short-answer": "shortanswer",
    "essay": "essay",
}


def _inner(fields: Fields, notes: Notes) -> str:
    """What an element holds besides what all have; "" where the item is lost."""
    kind = text_of(fields, "type")
    note_unwritten(fields, _WRITTEN_ALWAYS | _WRITTEN.get(kind, set()), notes)
    if kind not in _WRITERS:
        notes.lost(f"the item: this format has no {kind} items")
        return ""
    return _WRITERS[kind](fields, notes)


_WRITTEN_ALWAYS = {"id", "type", "stem", "points", "rationale"}
_WRITTEN: Mapping[str, set[str]] = {
    "single": {"key", "distractors", "order"},
    "multiple": {"keys", "distractors", "choose", "scoring", "order"},
    "true-false": {"key"},
    "matching": {"pairs", "unused", "reuse"},
    "ordering": {"sequence", "scoring"},
    "cloze": {"text", "word_bank"},
    "numeric": {"key", "tolerance", "unit"},
    "short-answer": {"scheme"},
    "essay": {"rubric", "indicative", "lines"},
}


def _answer(text: str, fraction: str, feedback: str = "") -> str:
    inner = f'<answer fraction="{fraction}" format="html"><text>{escape(to_html(text))}</text>'
    return f"{inner}{_text('feedback', feedback)}</answer>"


def _choice_xml(fields: Fields, notes: Notes) -> str:
    keys = [entry_text(key) for key in list_of(fields, "keys")]
    single = not keys
    if single:
        shares, penalty = ["100"], "0"
        keys = [text_of(fields, "key")]
    else:
        share = _nearest(Fraction(100, len(keys)))
        shares, penalty = [share] * len(keys), f"-{share}"
        note_choosing(fields, notes)
    if isinstance(fields.get("order"), str):
        notes.changed("the order of the options is shuffled")
    whys = feedback_of(fields)
    answers = [_answer(key, share) for key, share in zip(keys, shares, strict=True)]
    answers += [_answer(text, penalty, why) for text, why in whys]
    texts = [*keys, *(text for text, _ in whys)]
    shuffled = "true"
    # A quiz may be set not to shuffle: keys that are always first would be known.
    places = sorted(texts)
    if isinstance(fields.get("order"), list):
        shuffled = "false"
        places = [entry_text(text) for text in list_of(fields, "order")]
    answers = [answers[texts.index(text)] for text in places if text in texts]
    return (
        f"<single>{'true' if single else 'false'}</single>"
        f"<shuffleanswers>{shuffled}</shuffleanswers><answernumbering>ABCD</answernumbering>\n"
        + "\n".join(answers)
    )


def _nearest(share: Fraction) -> str:
    return min(_SHARES, key=lambda text: abs(Fraction(text) - share))


def _true_false_xml(fields: Fields, notes: Notes) -> str:
    is_true = text_of(fields, "key") == "true"
    pairs = (("true", is_true), ("false", not is_true))
    return "\n".join(
        f'<answer fraction="{100 if right else 0}" format="moodle_auto_format">'
        f"<text>{word}</text></answer>"
        for word, right in pairs
    )


def _matching_xml(fields: Fields, notes: Notes) -> str:
    pairs = [
        (text_of(pair, "premise"), text_of(pair, "response"))
        for pair in list_of(fields, "pairs")
        if isinstance(pair, dict)
    ]
    pairs += [("", entry_text(text)) for text in list_of(fields, "unused")]
    return "<shuffleanswers>true</shuffleanswers>\n" + "\n".join(
        f'<subquestion format="html"><text>{escape(to_html(premise))}</text>'
        f"<answer><text>{escape(to_html(response))}</text></answer></subquestion>"
        for premise, response in pairs
    )


def _ordering_xml(fields: Fields, notes: Notes) -> str:
    grading = {"position": "ABSOLUTE_POSITION", "all-or-nothing": "ALL_OR_NOTHING"}.get(
        text_of(fields, "scoring"), "RELATIVE_NEXT_EXCLUDE_LAST"
    )
    note_dates(fields, notes)
    answers = (_answer(entry_text(step), "100") for step in list_of(fields, "sequence"))
    return (
        "<layouttype>VERTICAL</layouttype><selecttype>ALL</selecttype><selectcount>0</selectcount>"
        f"<gradingtype>{grading}</gradingtype>\n" + "\n".join(answers)
    )


def _numeric_xml(fields: Fields, notes: Notes) -> str:
    tolerance, unit = text_of(fields, "tolerance") or "0", text_of(fields, "unit")
    answer = (
        f'<answer fraction="100"><text>{escape(text_of(fields, "key"))}</text>'
        f"<tolerance>{escape(tolerance)}</tolerance></answer>"
    )
    units = (
        "<units><unit><multiplier>1</multiplier>"
        f"<unit_name>{escape(to_html(unit))}</unit_name></unit></units><showunits>3</showunits>"
        if unit
        else ""
    )
    return answer + units


def _short_answer_xml(fields: Fields, notes: Notes) -> str:
    answers = spellings(fields, notes)
    return (
        "<usecase>0</usecase>\n"
        + "\n".join(
            '<answer fraction="100" format="moodle_auto_format">'
            f"<text>{escape(plain_text(text, notes).replace('*', chr(92) + '*'))}</text></answer>"
            for text in answers
        )
        if answers
        else ""
    )


def _essay_xml(fields: Fields, notes: Notes) -> str:
    rows = "\n\n".join(
        f"{text_of(band, 'points')}: {text_of(band, 'text')}"
        for band in list_of(fields, "rubric")
        if isinstance(band, dict)
    )
    indicative = "\n\n".join(map(entry_text, list_of(fields, "indicative")))
    lines = text_of(fields, "lines") or "15"
    notes.changed("the rubric is a note for whoever marks")
    return (
        "<responseformat>editor</responseformat>"
        f"<responsefieldlines>{escape(lines)}</responsefieldlines>\n"
        + _text("graderinfo", "\n\n".join(filter(None, (rows, indicative))))
    )


def _cloze_xml(fields: Fields, notes: Notes) -> str:
    texts, gaps = texts_and_blanks(text_of(fields, "text"))
    firsts = [gap[0] for gap in gaps]
    bank = "word_bank" in fields
    words = [*firsts, *map(entry_text, list_of(fields, "word_bank"))]
    parts = [escape(to_html(text_of(fields, "stem")))]
    body = escape(to_html(texts[0]))
    for gap, text in zip(gaps, texts[1:], strict=True):
        accepted = [_gap_escaped(word) for word in gap]
        if bank:
            others = [_gap_escaped(word) for word in words if word != gap[0]]
            note_spellings(gap, notes)
            body += "{1:MULTICHOICE:=" + "~".join([accepted[0], *others]) + "}"
        else:
            body += "{1:SHORTANSWER:=" + "~=".join(accepted) + "}"
        body += escape(to_html(text))
    if bank:
        notes.changed("the word bank is a list at each gap")
    parts.append(body)
    return f'<questiontext format="html"><text>{"&lt;br&gt;".join(parts)}</text></questiontext>'


def _gap_escaped(word: str) -> str:
    return re.sub(r"[}#~/\"\\]", r"\\\g<0>", escape(to_html(word)))


_WRITERS: Mapping[str, Callable[[Fields, Notes], str]] = {
    "single": _choice_xml,
    "multiple": _choice_xml,
    "true-false": _true_false_xml,
    "matching": _matching_xml,
    "ordering": _ordering_xml,
    "numeric": _numeric_xml,
    "short-answer": _short_answer_xml,
    "essay": _essay_xml,
    "cloze": _cloze_xml,
}
