"""Items of QTI 2 and 3 as fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import PurePosixPath
from urllib.parse import unquote

from generator.content.nodes import shorten
from generator.exchange.answers import (
    Answer,
    add_lines,
    add_name,
    add_rationale,
    as_shares,
    choice_fields,
    essay_fields,
    half_points,
    matching_fields,
    note_group,
    note_said,
    note_weights,
    number,
    numeric_fields,
    short_answer_fields,
)
from generator.exchange.exchanged import ExchangedItem, Fields, Notes, Value, text_of
from generator.exchange.markup_text import escaped
from generator.exchange.qti2_gaps import read_filled, read_gaps
from generator.exchange.qti2_question import Qti2Question, name_of
from generator.exchange.qti2_writer import BEFORE_DIGIT
from generator.exchange.question_pictures import QuestionPictures
from generator.exchange.xml_files import Element, unread, whole

_READ_AS_TEXT = ("itemBody", "modalFeedback", "stylesheet", "rubricBlock")
_OF_FEEDBACK = {
    "modalFeedback@outcomeIdentifier", "modalFeedback@showHide", "modalFeedback@identifier",
}  # fmt: skip
_CHOICES = ("simpleChoice", "inlineChoice", "gapText", "simpleAssociableChoice")
_INLINE = ("strong", "em", "b", "i", "code", "sub", "sup", "span", "a")
_DRAWN_ANEW = ("templateDeclaration", "templateBlock", "templateInline", "printedVariable")
# What is read of an item besides its body, and what only screens and programs need.
_KNOWN = {
    "assessmentItem@identifier", "assessmentItem@title", "assessmentItem@lang",
    "assessmentItem@toolName", "assessmentItem@toolVersion", "assessmentItem@schemaLocation",
    "responseDeclaration", "responseDeclaration@identifier", "responseDeclaration@cardinality",
    "responseDeclaration@baseType", "correctResponse", "value", "mapping", "mapEntry",
    "mapEntry@mapKey", "mapEntry@mappedValue", "mapEntry@caseSensitive",
    "outcomeDeclaration", "outcomeDeclaration@identifier", "outcomeDeclaration@cardinality",
    "outcomeDeclaration@baseType", "outcomeDeclaration@normalMaximum", "defaultValue",
    "outcomeDeclaration@externalScored",
    "responseProcessing", "responseProcessing@template", "responseCondition",
    "responseIf", "responseElseIf", "responseElse",
    "match", "equal", "isNull", "not", "and", "sum", "mapResponse", "mapResponse@identifier",
    "variable", "variable@identifier", "correct", "correct@identifier", "equal@toleranceMode",
    "equal@tolerance", "setOutcomeValue", "setOutcomeValue@identifier", "baseValue",
    "baseValue@baseType",
}  # fmt: skip
_OF_INTERACTIONS = (
    "choiceInteraction", "orderInteraction", "matchInteraction", "textEntryInteraction",
    "extendedTextInteraction", "simpleChoice", "simpleMatchSet", "simpleAssociableChoice",
    "prompt", "feedbackInline", "inlineChoiceInteraction", "inlineChoice", "gapMatchInteraction",
    "gapText", "gap", "associateInteraction",
)  # fmt: skip
_KNOWN_THERE = {
    "responseIdentifier", "identifier", "shuffle", "maxChoices", "matchMax", "maxAssociations",
    "expectedLength", "expectedLines", "id",
    "outcomeIdentifier", "showHide",
}  # fmt: skip
_USUAL = {
    ("assessmentItem adaptive", "false"), ("assessmentItem timeDependent", "false"),
    ("mapping lowerBound", "0"), ("mapping defaultValue", "0"),
    ("choiceInteraction minChoices", "0"), ("simpleChoice fixed", "false"),
    ("extendedTextInteraction maxStrings", "1"),
}  # fmt: skip
_TEMPLATE = re.compile(r"(?:.*/)?(?:match_correct|map_response|CC2_\w+)(?:\.xml)?")
_OF_TEST = ("timeLimits", "itemSessionControl", "selection", "ordering", "weight", "branchRule",
            "preCondition", "rubricBlock")  # fmt: skip


def as_qti2(element: Element) -> Element:
    """An element with the names that QTI 2 has for those of QTI 3, such as qti-item-body."""
    element.tag = _camel(element.tag.removeprefix("qti-"))
    element.attributes = {_camel(name): value for name, value in element.attributes.items()}
    for child in element.children:
        as_qti2(child)
    return element


def _camel(name: str) -> str:
    return re.sub(r"-([a-z])", lambda match: match[1].upper(), name)


def note_test(test: Element, notes: Notes) -> None:
    """Note what a test says of its items: time, attempts, which are asked."""
    note_group("test", test.attributes.get("title", ""), notes)
    for tag in _OF_TEST:
        notes.unread(map(whole, test.descendants(tag)))


def _note_rest(question: Qti2Question) -> None:
    """Note what is said of an item that has no place here."""
    element, notes = question.element, question.notes
    outcomes = {each.attributes.get("outcomeIdentifier") for each in _feedback(element)}
    for child in element.children:
        name = child.attributes.get("identifier", "")
        if child.tag == "outcomeDeclaration" and name not in {"SCORE", "MAXSCORE", *outcomes}:
            notes.unread([(child.tag, name)])
        elif child.tag == "modalFeedback":
            notes.unread(unread(replace(child, children=[]), _OF_FEEDBACK))
    read = replace(
        element, children=[each for each in element.children if each.tag not in _READ_AS_TEXT]
    )
    values = list(unread(read, _KNOWN))
    for tag in _OF_INTERACTIONS:
        for each in element.descendants(tag):
            values += [
                (f"{tag} {name}", value)
                for name, value in each.attributes.items()
                if name not in _KNOWN_THERE
            ]
    notes.unread(value for value in values if value not in _USUAL)
    entries = element.descendants("mapEntry")
    if any(each.attributes.get("caseSensitive") == "true" for each in entries):
        notes.lost("that capital letters matter")
    _note_marking(question)


def _feedback(element: Element) -> list[Element]:
    tags = ("modalFeedback", "feedbackBlock", "feedbackInline")
    return [each for tag in tags for each in element.descendants(tag)]


def _note_marking(question: Qti2Question) -> None:
    """Note a marking that is not by the right answer or by what each answer earns."""
    for processing in question.element.all("responseProcessing"):
        template = processing.attributes.get("template", "")
        if template and not _TEMPLATE.fullmatch(template):
            question.notes.lost(f"how it is marked ({template})")
        values = [
            value.text.strip()
            for outcome in processing.descendants("setOutcomeValue")
            if outcome.attributes.get("identifier") == "SCORE"
            for value in outcome.all("baseValue")
        ]
        if not {number(value) for value in values} <= {Fraction(0), Fraction(question.points)}:
            question.notes.lost(f"the points that conditions give ({', '.join(values)})")


def read_item(
    number_: int, path: str, element: Element, files: Mapping[str, bytes], notes: Notes
) -> ExchangedItem:
    """An item of a file with what became of it; `number_` counts from 1, `files` are those of its
    package, `notes` are what its test says.
    """
    place = f"question {number_}, {PurePosixPath(path).name}"

    def bytes_of(address: str) -> bytes | None:
        address = unquote(address.partition("?")[0])
        return files.get(_joined(PurePosixPath(path).parent, address)) or files.get(address)

    pictures = QuestionPictures(bytes_of)
    question = Qti2Question(element, notes, _worth(element, notes), pictures)
    interactions = question.interactions
    reader = _reader_of(interactions)
    if reader is None:
        what = " and ".join(each.tag for each in interactions) or "no interaction"
        notes.lost(f"the question: it has {what}, which has no type here")
        return ExchangedItem(place, {}, notes.all)
    if any(element.descendants(tag) for tag in _DRAWN_ANEW):
        notes.lost("the question: its words or numbers are drawn anew for each student")
        return ExchangedItem(place, {}, notes.all)
    body = element.first("itemBody")
    unit = _unit_taken(body, interactions) if body else ""
    for said in _feedback_in(body, choice=False) if body else ():
        notes.lost(f"what is said after an answer ({shorten(question.markup(said))})")
    if body and interactions and interactions[0].tag == "textEntryInteraction":
        _mark_gap(body, interactions)
    prompts = [question.markup(p) for each in interactions for p in each.all("prompt")]
    stem = "\n\n".join(filter(None, [question.markup(body) if body else "", *prompts]))
    rubrics = element.descendants("rubricBlock")
    read = [each for each in rubrics if "candidate" in each.attributes.get("view", "").split()]
    stem = "\n\n".join(filter(None, [*map(question.markup, read), stem]))
    for each in rubrics:
        if each not in read:
            notes.lost(
                "a rubric block that is not for those who answer "
                f"({shorten(question.markup(each))})"
            )
    fields = reader(question, interactions)
    if unit and fields.get("type") == "numeric":
        fields["unit"] = unit
    elif unit:
        stem = f"{stem}\n\n{unit}".strip()
    if not fields:
        return ExchangedItem(place, {}, notes.all)
    identifier = element.attributes.get("identifier", "")
    is_ours = identifier == f"{BEFORE_DIGIT}{element.attributes.get('title', '')}"
    head: Fields = {"id": identifier.removeprefix(BEFORE_DIGIT) if is_ours else identifier}
    head["stem"] = text_of(fields, "stem") or stem
    if not head["stem"]:
        notes.lost("the question: it has no text")
        return ExchangedItem(place, {}, notes.all)
    if question.points != "1":
        fields.setdefault("points", question.points)
    feedback = [question.markup(each) for each in element.all("modalFeedback")]
    general = [text for text in feedback if text]
    if len(general) == 1:
        add_rationale(fields, general[0])
    for text in general if len(general) > 1 else ():
        notes.lost(f"what is said to who answers rightly or wrongly ({shorten(text)})")
    add_name(fields, head, element.attributes.get("title", ""), "in the file")
    _note_rest(question)
    return ExchangedItem(place, {**head, **fields}, notes.all, pictures.files)


def _feedback_in(element: Element, choice: bool) -> Iterator[Element]:
    """What is said after an answer and is in a text; `choice`: in a choice, where it is a why."""
    for child in element.children:
        if child.tag in ("feedbackBlock", "feedbackInline") and not choice:
            yield child
        yield from _feedback_in(child, choice or child.tag in _CHOICES)


def _unit_taken(body: Element, interactions: Sequence[Element]) -> str:
    """What is alone behind the only place for an answer, taken out of the body."""
    for holder in body.children:
        if [*holder.children] == [*interactions] and len(interactions) == 1:
            unit = interactions[0].tail.strip()
            if interactions[0].tag == "textEntryInteraction" and not holder.text.strip():
                interactions[0].tail = ""
                return escaped(unit)
    return ""


def _mark_gap(body: Element, interactions: Sequence[Element]) -> None:
    """A rule in the stem where an answer is given with words behind it, or within words."""
    (gap,) = interactions if len(interactions) == 1 else (None,)
    marked = [child for tag in _INLINE for each in body.descendants(tag) for child in each.children]
    if gap and (gap.tail.strip() or any(child is gap for child in marked)):
        gap.tail = f"_____{gap.tail}"


def _joined(folder: PurePosixPath, address: str) -> str:
    """The path of an address in a folder, its dots followed."""
    parts: list[str] = []
    for part in (folder / address).parts:
        parts = parts[:-1] if part == ".." else [*parts, part]
    return "/".join(parts)


def _worth(element: Element, notes: Notes) -> str:
    for declared in element.all("outcomeDeclaration"):
        if declared.attributes.get("identifier") == "MAXSCORE":
            return half_points(
                number(declared.words("defaultValue", "value")) or Fraction(1), notes
            )
    for declared in element.all("outcomeDeclaration"):
        most = number(declared.attributes.get("normalMaximum", ""))
        if declared.attributes.get("identifier") == "SCORE" and most:
            return half_points(most, notes)
    return "1"


def _choice(question: Qti2Question, interactions: Sequence[Element]) -> Fields:
    interaction = interactions[0]
    right = question.correct(name_of(interaction))
    declared = question.declaration(name_of(interaction))
    several = declared is not None and declared.attributes.get("cardinality") == "multiple"
    choices = interaction.all("simpleChoice")
    shares = as_shares(question.mapped(name_of(interaction)), several)
    earning = {name for name, share in shares.items() if share > 0}
    if not several:  # the best of those that earn anything
        earning = {name for name in earning if shares[name] == max(shares.values())}
    if earning and right and earning != set(right):
        question.notes.guessed("which answers are right: its key and what they earn do not agree")
    for name in [] if shares else right:
        shares[name] = Fraction(1, len(right) if several else 1)
    answers = [
        Answer(
            question.choice_text(choice),
            shares.get(choice.attributes.get("identifier", ""), Fraction(0)),
            question.said_of(choice),
        )
        for choice in choices
    ]
    texts = [answer.text.lower() for answer in answers]
    most = interaction.attributes.get("maxChoices", "1")
    if several and most not in ("0", str(len(choices))):
        question.notes.lost(f"that at most {most} are chosen")
    if not several and sorted(texts) == ["false", "true"] and any(each.share for each in answers):
        note_said(answers, question.notes)
        best = max(answers, key=lambda answer: answer.share)
        return {"type": "true-false", "key": best.text.lower()}
    fields = choice_fields(answers, several, question.notes)
    if fields and interaction.attributes.get("shuffle", "false") == "false" and len(answers) > 2:
        fields["order"] = [answer.text for answer in answers]
    return fields


def _order(question: Qti2Question, interactions: Sequence[Element]) -> Fields:
    interaction = interactions[0]
    texts = question.choice_texts(interaction, "simpleChoice")
    steps: list[Value] = [
        texts[name] for name in question.correct(name_of(interaction)) if name in texts
    ]
    if len(steps) < len(texts):
        question.notes.lost("the question: its right order is not whole")
        return {}
    question.note_said(interaction.all("simpleChoice"))
    question.note_order(interaction)
    return {
        "type": "ordering",
        "points": question.points,
        "sequence": steps,
        "scoring": "all-or-nothing",
    }


def _match(question: Qti2Question, interactions: Sequence[Element]) -> Fields:
    interaction = interactions[0]
    sides = interaction.all("simpleMatchSet")
    if len(sides) != 2:
        question.notes.lost("the question: it has no two sides to match")
        return {}
    left, right = (question.choice_texts(side, "simpleAssociableChoice") for side in sides)
    correct = question.correct(name_of(interaction))
    joined = dict(pair.split(maxsplit=1) for pair in correct if " " in pair)
    pairs = [(text, right.get(joined.get(name, ""), "")) for name, text in left.items()]
    question.note_order(interaction)
    question.note_said(interaction.descendants("simpleAssociableChoice"))
    note_weights([*question.mapped(name_of(interaction)).values()], question.notes)
    question.note_other_pairs(name_of(interaction), correct)
    most = interaction.attributes.get("maxAssociations", "0")
    if most not in ("0", str(len(pairs))):
        question.notes.lost(f"that at most {most} are joined")
    fields = matching_fields(pairs, list(right.values()), question.points, question.notes)
    often = [[each.attributes.get("matchMax", "1") for each in side.children] for side in sides]
    if set(often[0]) != {"1"}:
        question.notes.lost(f"how often what is on the left is joined ({', '.join(often[0])})")
    if set(often[1]) != {"1"}:
        fields["reuse"] = "true"
        if set(often[1]) - {"0", str(len(pairs))}:
            question.notes.lost(f"how often what is on the right is used ({', '.join(often[1])})")
    return fields


def _text_entry(question: Qti2Question, interactions: Sequence[Element]) -> Fields:
    name = name_of(interactions[0])
    declared = question.declaration(name)
    right = question.correct(name)
    if declared is None or not (right or any(question.mapped(name).values())):
        question.notes.lost("the question: it says of no answer that it is right")
        return {}
    if right and declared.attributes.get("baseType") in ("float", "integer"):
        value = number(right[0])
        if value is None:
            question.notes.lost(f"the question: '{right[0]}' is no number")
            return {}
        if right[1:]:
            question.notes.lost(f"further numbers that were right ({', '.join(right[1:])})")
        return numeric_fields(value, _tolerance(question, name, value), question.notes)
    shares = as_shares(question.mapped(name), several=False)
    for text in right:
        shares[text] = Fraction(1)
    answers = [Answer(escaped(text), share) for text, share in shares.items()]
    return short_answer_fields(answers, question.points, question.notes)


def _tolerance(question: Qti2Question, name: str, value: Fraction) -> Fraction:
    """How far off a number may be, where <equal> says so."""
    for equal in question.element.descendants("equal"):
        given = equal.attributes.get("tolerance", "").split()
        around = [number(text) or Fraction(0) for text in given]
        variables = [each.attributes.get("identifier") for each in equal.all("variable")]
        if any(around) and name in variables:
            if len(set(around)) > 1:
                question.notes.changed(f"the tolerances {' and '.join(given)} to the first of them")
            if equal.attributes.get("toleranceMode") == "relative":
                question.notes.changed(f"the tolerance of {given[0]} per cent is a number")
                return abs(value) * around[0] / 100
            return around[0]
    return Fraction(0)


def _essay(question: Qti2Question, interactions: Sequence[Element]) -> Fields:
    fields = essay_fields(question.points, "", question.notes)
    add_lines(fields, interactions[0].attributes.get("expectedLines", ""), question.notes)
    return fields


def _associate(question: Qti2Question, interactions: Sequence[Element]) -> Fields:
    """Pairs among things that are all of one kind."""
    interaction = interactions[0]
    texts = question.choice_texts(interaction, "simpleAssociableChoice")
    joined = [pair.split() for pair in question.correct(name_of(interaction))]
    names = [name for pair in joined for name in pair]
    if (
        len(names) != 2 * len(joined)
        or len(set(names)) < len(names)
        or not set(names) <= set(texts)
    ):
        question.notes.lost("the question: not each of its things is in one pair at most")
        return {}
    question.note_said(interaction.all("simpleAssociableChoice"))
    note_weights([*question.mapped(name_of(interaction)).values()], question.notes)
    question.notes.changed("the first of each pair is on the left, where all were together")
    responses = [text for name, text in texts.items() if name not in [pair[0] for pair in joined]]
    pairs = [(texts[left], texts[right]) for left, right in joined]
    return matching_fields(pairs, responses, question.points, question.notes)


_READERS: Mapping[str, Callable[[Qti2Question, Sequence[Element]], Fields]] = {
    "choiceInteraction": _choice,
    "orderInteraction": _order,
    "matchInteraction": _match,
    "associateInteraction": _associate,
    "gapMatchInteraction": read_filled,
    "inlineChoiceInteraction": read_gaps,
    "textEntryInteraction": _text_entry,
    "extendedTextInteraction": _essay,
}
_SEVERAL = {"textEntryInteraction", "inlineChoiceInteraction"}  # may be more than one in an item


def _reader_of(
    interactions: Sequence[Element],
) -> Callable[[Qti2Question, Sequence[Element]], Fields] | None:
    """Who reads an item with these places for answers; None where no type has them all."""
    kinds = {interaction.tag for interaction in interactions}
    if len(interactions) > 1 and kinds <= _SEVERAL:
        return read_gaps
    return _READERS.get(interactions[0].tag) if len(interactions) == 1 else None
