"""Items as elements of Moodle XML."""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import PurePosixPath
from xml.sax.saxutils import escape

from generator.exchange.answers import (
    as_typed_words,
    feedback_of,
    note_choosing,
    note_dates,
    note_spellings,
    note_unwritten,
    spellings,
)
from generator.exchange.exchanged import (
    ExchangedItem,
    Fields,
    Notes,
    Value,
    entry_text,
    list_of,
    text_of,
)
from generator.exchange.gaps import GAP_SIGN, texts_and_blanks
from generator.exchange.markup_text import plain_text, response_to_html, to_html
from generator.exchange.moodle_question import PLUGIN_FILE
from generator.exchange.question_pictures import with_addresses
from generator.exchange.sets import DESCRIPTION, described

# Percentages that Moodle takes for an answer; others it refuses.
_SHARES = (
    "100", "90", "83.33333", "80", "75", "70", "66.66667", "60", "50", "40", "33.33333", "30",
    "25", "20", "16.66667", "14.28571", "12.5", "11.11111", "10", "5", "0",
)  # fmt: skip


def category_xml(title: str) -> str:
    """The element that begins a category."""
    name = escape(title.replace("/", "//"))
    return (
        '<question type="category"><category><text>$course$/top/'
        f"{name}</text></category></question>"
    )


def with_files(question: str, files: Mapping[str, bytes]) -> str:
    """A question's element, each text of it followed by the pictures that it shows."""

    def with_pictures(match: re.Match[str]) -> str:
        text, shown = with_addresses(
            match[0], files, lambda path: PLUGIN_FILE + PurePosixPath(path).name
        )
        for path, data in shown.items():
            encoded = base64.b64encode(data).decode()
            text += f'<file name="{PurePosixPath(path).name}" encoding="base64">{encoded}</file>'
        return text

    return re.sub(r"(?s)<text>.*?</text>", with_pictures, question)


def _text(tag: str, text: str) -> str:
    """An element with a text in HTML."""
    inner = escape(to_html(text))
    return f'<{tag} format="html"><text>{inner}</text></{tag}>'


def questions_xml(item: ExchangedItem, notes: Notes) -> list[str]:
    """An item as elements: one, or of a set a description and one for each part."""
    questions = []
    for described_fields in described(item.fields, notes):
        fields = _marked_by_a_person(described_fields, notes)
        is_description = text_of(fields, "type") == DESCRIPTION
        inner = " " if is_description else _inner(fields, notes)
        questions += [_question(fields, inner)] if inner else []
    return questions


def _marked_by_a_person(fields: Fields, notes: Notes) -> Fields:
    """A short-answer item with several credits, which Moodle cannot mark, as an essay whose rubric
    is the scheme; any other as it is.
    """
    scheme = [entry for entry in list_of(fields, "scheme") if isinstance(entry, dict)]
    if text_of(fields, "type") != "short-answer" or len(scheme) == 1:
        return fields
    notes.changed("it is an essay there, which a person marks by the scheme")
    bands: list[Value] = []
    for entry in scheme:
        words = [text_of(entry, "credit")]
        for name in ("accept", "reject"):
            if texts := [*map(entry_text, list_of(entry, name))]:
                words.append(f"({name}: {'; '.join(texts)})")
        bands.append({"points": text_of(entry, "points"), "text": " ".join(words)})
    kept = {name: value for name, value in fields.items() if name != "scheme"}
    return {**kept, "type": "essay", "rubric": bands}


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
        f"<answer><text>{escape(response_to_html(response, notes))}</text></answer></subquestion>"
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
            f"<text>{escape(as_typed_words(text, notes))}</text></answer>"
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
    first, *behind = to_html(GAP_SIGN.join(texts)).split(GAP_SIGN)
    body = escape(first)
    for gap, behind_it in zip(gaps, behind, strict=True):
        if bank:
            shown = [gap[0], *(word for word in words if word != gap[0])]
            note_spellings(gap, notes)
            listed = "~".join(_gap_escaped(to_html(word)) for word in shown)
            body += f"{{1:MULTICHOICE:={listed}}}"
        else:  # what students type, which no formula or mark is
            typed = (html.escape(plain_text(word, notes), quote=False) for word in gap)
            body += "{1:SHORTANSWER:=" + "~=".join(map(_gap_escaped, typed)) + "}"
        body += escape(behind_it)
    if bank:
        notes.changed("the word bank is a list at each gap")
    parts.append(body)
    return f'<questiontext format="html"><text>{"&lt;br&gt;".join(parts)}</text></questiontext>'


def _gap_escaped(html_text: str) -> str:
    return re.sub(r"[}#~/\"\\]", r"\\\g<0>", escape(html_text))


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
