"""Items as elements of QTI 2.2."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from generator.exchange.answers import (
    all_responses,
    decimal,
    feedback_of,
    note_choosing,
    note_dates,
    note_spellings,
    note_unwritten,
    spellings,
)
from generator.exchange.exchanged import Fields, Notes, entry_text, list_of, text_of
from generator.exchange.gaps import GAP_SIGN, texts_and_blanks
from generator.exchange.markup_text import plain_text, to_html

_BLOCKS = ("<p>", "<ul>", "<ol", "<pre>", "<table>", "<blockquote>")
_NAMESPACE = "http://www.imsglobal.org/xsd/imsqti_v2p2"
_TEMPLATES = "http://www.imsglobal.org/question/qti_v2p2/rptemplates"
BEFORE_DIGIT = "item-"


class _Body(NamedTuple):
    """What an item has of its own: declarations, the body, and how it is marked."""

    declarations: str
    body: str
    template: str = "match_correct"
    processing: str = ""


def _declaration(
    values: Sequence[str], cardinality: str, base: str, mapping: str = "", name: str = "RESPONSE"
) -> str:
    inner = "".join(f"<value>{escape(value)}</value>" for value in values)
    correct = f"<correctResponse>{inner}</correctResponse>" if values else ""
    return (
        f'<responseDeclaration identifier="{name}" cardinality="{cardinality}" baseType="{base}">'
        f"{correct}{mapping}</responseDeclaration>"
    )


def _mapping(scores: Mapping[str, Fraction], typed: bool = False) -> str:
    """What each response earns; `typed`: capital letters in it do not matter."""
    case = ' caseSensitive="false"' if typed else ""
    entries = "".join(
        f'<mapEntry mapKey={quoteattr(key)} mappedValue="{decimal(value)}"{case}/>'
        for key, value in scores.items()
    )
    return f'<mapping lowerBound="0" defaultValue="0">{entries}</mapping>'


def _points(fields: Fields, usual: str = "1") -> Fraction:
    return Fraction(text_of(fields, "points") or usual)


def _all_for_the_right_one(test: str, fields: Fields) -> str:
    """All points for a response that passes a test, else none: the template match_correct always
    gives one.
    """
    return (
        f"<responseProcessing><responseCondition><responseIf>{test}"
        f'<setOutcomeValue identifier="SCORE"><baseValue baseType="float">'
        f"{decimal(_points(fields))}</baseValue></setOutcomeValue></responseIf>"
        "</responseCondition></responseProcessing>"
    )


def _simple_choices(texts: Sequence[str]) -> str:
    return "".join(
        f'<simpleChoice identifier="c{n}">{to_html(text)}</simpleChoice>'
        for n, text in enumerate(texts)
    )


def _one_right(right: str, fields: Fields, body: str) -> _Body:
    """A choice of which one is right and earns all points."""
    points = _points(fields)
    if points == 1:
        return _Body(_declaration([right], "single", "identifier"), body)
    mapping = _mapping({right: points})
    return _Body(_declaration([right], "single", "identifier", mapping), body, "map_response")


def _choice_xml(fields: Fields, notes: Notes) -> _Body:
    keys = [entry_text(key) for key in list_of(fields, "keys")]
    single = not keys
    keys = keys or [text_of(fields, "key")]
    if any(why for _, why in feedback_of(fields)):
        notes.lost("why distractors are wrong")
    texts = [*keys, *(text for text, _ in feedback_of(fields))]
    fixed = isinstance(fields.get("order"), list)
    if fixed:
        texts = [entry_text(text) for text in list_of(fields, "order")]
    else:
        texts.sort()  # who reads it need not shuffle: keys that are always first would be known
        if "order" in fields:
            notes.changed("the order of the options is shuffled")
    name = {text: f"c{n}" for n, text in enumerate(texts)}
    right = [name[key] for key in keys]
    body = (
        f'{_stem(fields)}<choiceInteraction responseIdentifier="RESPONSE" '
        f'shuffle="{"false" if fixed else "true"}" maxChoices="{1 if single else 0}">'
        f"{_simple_choices(texts)}</choiceInteraction>"
    )
    if single:
        return _one_right(right[0], fields, body)
    note_choosing(fields, notes)
    share = round(_points(fields) / len(keys), 6)
    mapping = _mapping({name[text]: share if text in keys else -share for text in texts})
    return _Body(_declaration(right, "multiple", "identifier", mapping), body, "map_response")


def _true_false_xml(fields: Fields, notes: Notes) -> _Body:
    right = "c0" if text_of(fields, "key") == "true" else "c1"
    body = (
        f'{_stem(fields)}<choiceInteraction responseIdentifier="RESPONSE" shuffle="false" '
        f'maxChoices="1">{_simple_choices(["True", "False"])}</choiceInteraction>'
    )
    return _one_right(right, fields, body)


def _ordering_xml(fields: Fields, notes: Notes) -> _Body:
    steps = [entry_text(step) for step in list_of(fields, "sequence")]
    shown = sorted(steps)
    note_dates(fields, notes)
    if text_of(fields, "scoring") != "all-or-nothing":
        notes.changed("points are given for the whole order only")
    body = (
        f'{_stem(fields)}<orderInteraction responseIdentifier="RESPONSE" shuffle="true">'
        f"{_simple_choices(shown)}</orderInteraction>"
    )
    names = [f"c{shown.index(step)}" for step in steps]
    declared = _declaration(names, "ordered", "identifier")
    test = '<match><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></match>'
    return _Body(declared, body, "", _all_for_the_right_one(test, fields))


def _matching_xml(fields: Fields, notes: Notes) -> _Body:
    pairs = [pair for pair in list_of(fields, "pairs") if isinstance(pair, dict)]
    responses = sorted(all_responses(fields))
    joined = [f"p{n} r{responses.index(text_of(pair, 'response'))}" for n, pair in enumerate(pairs)]
    share = round(_points(fields, str(len(pairs))) / len(pairs), 6)
    most = len(pairs) if "reuse" in fields else 1

    def side(texts: Sequence[str], prefix: str, most: int) -> str:
        choices = "".join(
            f'<simpleAssociableChoice identifier="{prefix}{n}" matchMax="{most}">'
            f"{to_html(text)}</simpleAssociableChoice>"
            for n, text in enumerate(texts)
        )
        return f"<simpleMatchSet>{choices}</simpleMatchSet>"

    body = (
        f'{_stem(fields)}<matchInteraction responseIdentifier="RESPONSE" shuffle="true" '
        f'maxAssociations="{len(pairs)}">'
        f"{side([text_of(pair, 'premise') for pair in pairs], 'p', 1)}"
        f"{side(responses, 'r', most)}</matchInteraction>"
    )
    mapping = _mapping(dict.fromkeys(joined, share))
    declared = _declaration(joined, "multiple", "directedPair", mapping)
    return _Body(declared, body, "map_response")


def _short_xml(fields: Fields, notes: Notes) -> _Body:
    texts = [plain_text(text, notes) for text in spellings(fields, notes)]
    if not texts:
        return _essay_xml(fields, notes)
    body = f'{_stem(fields)}<p><textEntryInteraction responseIdentifier="RESPONSE"/></p>'
    mapping = _mapping(dict.fromkeys(texts, _points(fields)), typed=True)
    return _Body(_declaration(texts[:1], "single", "string", mapping), body, "map_response")


def _numeric_xml(fields: Fields, notes: Notes) -> _Body:
    key, tolerance = text_of(fields, "key"), text_of(fields, "tolerance")
    unit = text_of(fields, "unit")
    body = (
        f'{_stem(fields)}<p><textEntryInteraction responseIdentifier="RESPONSE"/>'
        f"{' ' + to_html(unit) if unit else ''}</p>"
    )
    if unit:
        notes.changed("the unit is behind the place for the answer")
    mode = f'"absolute" tolerance="{tolerance} {tolerance}"' if tolerance else '"exact"'
    test = (
        f'<equal toleranceMode={mode}><variable identifier="RESPONSE"/>'
        '<correct identifier="RESPONSE"/></equal>'
    )
    declared = _declaration([key], "single", "float")
    return _Body(declared, body, "", _all_for_the_right_one(test, fields))


def _essay_xml(fields: Fields, notes: Notes) -> _Body:
    if "rubric" in fields or "scheme" in fields:
        notes.lost("how it is marked")
    lines = text_of(fields, "lines")
    expected = f' expectedLines="{lines}"' if lines else ""
    body = f'{_stem(fields)}<extendedTextInteraction responseIdentifier="RESPONSE"{expected}/>'
    return _Body(_declaration([], "single", "string"), body, "")


def _cloze_xml(fields: Fields, notes: Notes) -> _Body:
    texts, blanks = texts_and_blanks(text_of(fields, "text"))
    share = round(_points(fields, str(len(blanks))) / len(blanks), 6)
    if "word_bank" in fields:
        return _filled_xml(fields, blanks, share, notes)
    if len(blanks) == 1:
        notes.changed("a text with one blank is read as a short answer elsewhere")
    names = [f"RESPONSE{n}" for n in range(1, len(blanks) + 1)]
    places = [f'<textEntryInteraction responseIdentifier="{name}"/>' for name in names]
    declared = ""
    for name, blank in zip(names, blanks, strict=True):
        words = [plain_text(word, notes) for word in blank]
        mapping = _mapping(dict.fromkeys(words, share), typed=True)
        declared += _declaration(words[:1], "single", "string", mapping, name)
    earned = "".join(f'<mapResponse identifier="{name}"/>' for name in names)
    processing = (
        '<responseProcessing><setOutcomeValue identifier="SCORE">'
        f"<sum>{earned}</sum></setOutcomeValue></responseProcessing>"
    )
    return _Body(declared, f"{_stem(fields)}{_gapped(texts, places)}", "", processing)


def _filled_xml(
    fields: Fields, blanks: Sequence[Sequence[str]], share: Fraction, notes: Notes
) -> _Body:
    """A text whose blanks are filled with the words of a bank."""
    for blank in blanks:
        note_spellings(blank, notes)
    texts, _ = texts_and_blanks(text_of(fields, "text"))
    right = [plain_text(blank[0], notes) for blank in blanks]
    unused = [plain_text(entry_text(word), notes) for word in list_of(fields, "word_bank")]
    words = sorted({*right, *unused})
    choices = "".join(
        f'<gapText identifier="w{n}" matchMax="{max(1, right.count(word))}">'
        f"{escape(word)}</gapText>"
        for n, word in enumerate(words)
    )
    places = [f'<gap identifier="g{n}"/>' for n in range(len(blanks))]
    pairs = [f"w{words.index(word)} g{n}" for n, word in enumerate(right)]
    body = (
        f'{_stem(fields)}<gapMatchInteraction responseIdentifier="RESPONSE" shuffle="true">'
        f"{choices}{_gapped(texts, places)}</gapMatchInteraction>"
    )
    mapping = _mapping(dict.fromkeys(pairs, share))
    declared = _declaration(pairs, "multiple", "directedPair", mapping)
    return _Body(declared, body, "map_response")


def _gapped(texts: Sequence[str], places: Sequence[str]) -> str:
    """The texts before, between and behind blanks, with an element in place of each."""
    html = to_html(GAP_SIGN.join(texts))
    if not html.startswith(_BLOCKS):
        html = f"<p>{html}</p>"
    for place in places:
        html = html.replace(GAP_SIGN, place, 1)
    return html


def _stem(fields: Fields) -> str:
    return f"<div>{to_html(text_of(fields, 'stem'))}</div>"


_WRITERS: Mapping[str, tuple[set[str], Callable[[Fields, Notes], _Body]]] = {
    "single": ({"key", "distractors", "order"}, _choice_xml),
    "multiple": ({"keys", "distractors", "choose", "scoring", "order"}, _choice_xml),
    "true-false": ({"key"}, _true_false_xml),
    "ordering": ({"sequence", "scoring"}, _ordering_xml),
    "matching": ({"pairs", "unused", "reuse"}, _matching_xml),
    "short-answer": ({"scheme"}, _short_xml),
    "numeric": ({"key", "tolerance", "unit"}, _numeric_xml),
    "essay": ({"rubric", "lines"}, _essay_xml),
    "cloze": ({"text", "word_bank"}, _cloze_xml),
}


def item_xml(fields: Fields, notes: Notes) -> str:
    """An item as a file of its own, "" where it is lost."""
    kind = text_of(fields, "type")
    if kind not in _WRITERS:
        notes.lost(f"the item: this format has no {kind} items")
        return ""
    known, writer = _WRITERS[kind]
    note_unwritten(fields, {"id", "type", "stem", "points", "rationale"} | known, notes)
    written = writer(fields, notes)
    name, points = text_of(fields, "id"), text_of(fields, "points") or "1"
    # A name in QTI begins with a letter.
    identifier = name if name[:1].isalpha() else f"{BEFORE_DIGIT}{name}"
    rationale = text_of(fields, "rationale")
    template = (
        f'<responseProcessing template="{_TEMPLATES}/{written.template}"/>'
        if written.template
        else ""
    )
    feedback = feedback_outcome = ""
    if rationale:
        feedback_outcome = (
            '<outcomeDeclaration identifier="FEEDBACK" cardinality="single" baseType="identifier">'
            "<defaultValue><value>general</value></defaultValue></outcomeDeclaration>\n"
        )
        feedback = (
            '<modalFeedback outcomeIdentifier="FEEDBACK" showHide="show" identifier="general">'
            f"{to_html(rationale)}</modalFeedback>\n"
        )
    by_person = "" if template or written.processing else ' externalScored="human"'
    body = _without_html(written.body, notes)
    feedback = _without_html(feedback, notes)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<assessmentItem xmlns="{_NAMESPACE}" identifier={quoteattr(identifier)} '
        f'title={quoteattr(name)} adaptive="false" timeDependent="false">\n'
        f"{written.declarations}\n"
        '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float" '
        f'normalMaximum="{points}"{by_person}/>\n'
        '<outcomeDeclaration identifier="MAXSCORE" cardinality="single" baseType="float">'
        f"<defaultValue><value>{points}</value></defaultValue></outcomeDeclaration>\n"
        f"{feedback_outcome}<itemBody>{body}</itemBody>\n{template}{written.processing}\n"
        f"{feedback}</assessmentItem>\n"
    )


def _without_html(text: str, notes: Notes) -> str:
    """A text without those attributes of HTML that QTI's schema does not have."""
    bare = re.sub(r'(<img [^>]*?alt="[^"]*")[^>]*?/>', r"\1/>", text)
    if bare != text:
        notes.lost("widths and long descriptions of pictures")
    first = re.sub(r'<ol start="\d+">', "<ol>", bare)
    if first != bare:
        notes.lost("the number that a list begins with")
    return first
