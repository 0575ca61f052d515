"""Items of QTI 1.2 as fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from pathlib import PurePosixPath
from urllib.parse import unquote

from generator.content.nodes import shorten
from generator.exchange.answers import (
    Answer,
    add_lines,
    add_rationale,
    as_shares,
    choice_fields,
    cloze_fields,
    decimal,
    essay_fields,
    half_points,
    matching_fields,
    note_group,
    note_one_bank,
    note_weights,
    number,
    numeric_fields,
    short_answer_fields,
)
from generator.exchange.exchanged import ExchangedItem, Fields, Notes, text_of
from generator.exchange.gaps import blank, braces_as_signs
from generator.exchange.markup_text import escaped
from generator.exchange.qti12_question import Qti12Question, points_of
from generator.exchange.question_pictures import QuestionPictures
from generator.exchange.sets import DESCRIPTION
from generator.exchange.xml_files import Element, read_xml, unread, whole

_FILE_BASE = re.compile(r"\$IMS[-_]CC[-_]FILEBASE\$/(?:\.\./)*")
# Fields of Canvas that are read, or hold nothing but its own numbers.
_FIELDS = {
    "question_type", "points_possible", "cc_weighting", "cc_profile", "original_answer_ids",
    "assessment_question_identifierref",
}  # fmt: skip
_SETTINGS = {"title", "quiz_type", "points_possible"}  # of a quiz, which go without saying
_SAYS_NOTHING = ("", "0", "false", "none", "null")
_KNOWN = {
    "item@ident", "item@title", "itemmetadata", "qtimetadata", "qtimetadatafield", "fieldlabel",
    "fieldentry", "presentation", "flow", "flow_mat", "flow_label", "material", "mattext",
    "mattext@texttype", "mattext@type", "mattext@charset", "mattext@space", "mat_formattedtext",
    "mat_formattedtext@type", "mat_extension", "matimage", "matimage@uri",
    "matimage@label", "matimage@imagtype",
    *(f"response_{kind}{name}" for kind in ("lid", "str", "num", "grp")
      for name in ("", "@ident", "@rcardinality", "@rtiming")),
    "render_choice", "render_choice@shuffle", "render_fib", "render_fib@fibtype",
    "render_fib@prompt", "render_fib@rows", "render_fib@columns", "response_label",
    "response_label@ident", "resprocessing", "outcomes", "decvar", "decvar@varname",
    "decvar@vartype", "respcondition", "respcondition@continue", "respcondition@title",
    "conditionvar", "and", "or", "not", "other", "unanswered",
    *(f"var{kind}{name}" for kind in ("equal", "gte", "lte", "gt", "lt")
      for name in ("", "@respident", "@case")),
    "setvar", "setvar@varname", "setvar@variablename", "setvar@action", "displayfeedback",
    "displayfeedback@feedbacktype", "displayfeedback@linkrefid", "itemfeedback",
    "itemfeedback@ident", "itemfeedback@view",
    # of Blackboard: what it is called there, and how it looks
    "qmd_absolutescore_max", "bbmd_questiontype", "bbmd_asi_object_id", "bbmd_asitype",
    *(f"{name}@class" for name in ("flow", "flow_mat", "flow_label")),
}  # fmt: skip
_USUAL = {
    ("response_label rshuffle", "yes"), ("decvar maxvalue", "100"), ("decvar minvalue", "0"),
    ("decvar defaultval", "0"), ("resprocessing scoremodel", "sumofscores"),
    ("item maxattempts", "0"), ("response_label shuffle", "yes"),
    ("render_choice minnumber", "0"), ("render_choice maxnumber", "0"),
}  # fmt: skip


def note_settings(path: str, files: Mapping[str, bytes], notes: Notes) -> None:
    """Note what Canvas says of a quiz in a file beside it."""
    beside = str(PurePosixPath(path).with_name("assessment_meta.xml"))
    if beside not in files:
        return
    said = [
        f"{each.tag} {shorten(each.text.strip())}"
        for each in read_xml(files[beside]).children
        if each.tag not in _SETTINGS and each.text.strip().casefold() not in _SAYS_NOTHING
    ]
    if said:
        notes.lost(f"settings of the quiz ({', '.join(said)})")


def items_of(element: Element, notes: Notes) -> Iterator[Element]:
    """Each item of a quiz, bank or section; `notes` get what it says besides, in its order."""
    title = element.attributes.get("title", "")
    if title and title.casefold() != "section":
        note_group(element.tag, title, notes)
    for child in element.children:
        if child.tag == "item":
            yield child
        elif child.tag in ("assessment", "objectbank", "section"):
            yield from items_of(child, notes)
        else:
            name, said = whole(child)
            fields = _metadata(child) if name == "qtimetadata" else {}
            notes.unread(fields.items() or ([(name, said)] if said else ()))


def _metadata(element: Element) -> dict[str, str]:
    return {
        field.words("fieldlabel"): field.words("fieldentry")
        for field in element.descendants("qtimetadatafield")
    }


def _note_rest(element: Element, metadata: Mapping[str, str], notes: Notes) -> None:
    notes.unread((label, entry) for label, entry in metadata.items() if label not in _FIELDS)
    notes.unread(
        (name, value)
        for name, value in unread(element, _KNOWN)
        if (name, value.casefold()) not in _USUAL
        and not (name == "decvar maxvalue" and element.words("itemmetadata", "bbmd_questiontype"))
    )
    if any(equal.attributes.get("case") == "Yes" for equal in element.descendants("varequal")):
        notes.lost("that capital letters matter")


def read_item(
    number_: int, path: str, element: Element, files: Mapping[str, bytes], notes: Notes
) -> ExchangedItem:
    """An item of a file with what became of it; `number_` counts from 1, `files` are those of its
    package, `notes` are of what is above it.
    """
    metadata = _metadata(element)
    place = f"question {number_}, {PurePosixPath(path).name} line {element.line}"

    def bytes_of(address: str) -> bytes | None:
        name = _FILE_BASE.sub("", unquote(address.split("?")[0]), count=1).lstrip("/")
        path = next((path for path in files if path == name or path.endswith(f"/{name}")), "")
        return files.get(path)

    pictures = QuestionPictures(bytes_of)
    given = metadata.get("points_possible") or metadata.get("cc_weighting")
    given = given or element.words("itemmetadata", "qmd_absolutescore_max") or "1"
    points = half_points(number(given) or Fraction(1), notes)
    question = Qti12Question(element, notes, points, pictures)
    kind = metadata.get("question_type", "") or _kind_in_blackboard(element)
    kind = kind or _kind_by_shape(question)
    stem = question.material(element.first("presentation"))
    if kind not in _READERS:
        notes.lost(f"the question: there is no type like '{kind or 'unknown'}'")
        return ExchangedItem(place, {}, notes.all)
    fields = _READERS[kind](question, stem)
    if not fields:
        return ExchangedItem(place, {}, notes.all)
    head: Fields = {}
    title = element.attributes.get("title", "")
    if title and title.lower() != "question":
        head["id"] = title
    head["stem"] = text_of(fields, "stem") or stem
    if not head["stem"]:
        notes.lost("the question: it has no text")
        return ExchangedItem(place, {}, notes.all)
    if points != "1":
        fields.setdefault("points", points)
    add_rationale(fields, question.feedback("general_fb"))
    known = {"general_fb"}
    if "distractors" in fields:  # other types have no place for what is said of an answer
        labels = element.descendants("response_label")
        known |= {f"{label.attributes.get('ident', '')}_fb" for label in labels}
    for each in element.all("itemfeedback"):
        if each.attributes.get("ident") not in known and (said := question.material(each)):
            notes.lost(
                f"what is said to who gives an answer, a right or a wrong one ({shorten(said)})"
            )
    _note_rest(element, metadata, notes)
    return ExchangedItem(place, {**head, **fields}, notes.all, pictures.files)


def _kind_in_blackboard(element: Element) -> str:
    """The type of an item of Blackboard by the name that Canvas has for it, or its own name."""
    name = element.words("itemmetadata", "bbmd_questiontype")
    if name == "Fill in the Blank":  # each of its conditions earns all points, and need not say so
        for condition in element.all("resprocessing", "respcondition"):
            if not condition.all("setvar") and condition.descendants("varequal"):
                condition.children.append(Element("setvar", {}, condition.line, "SCORE.max"))
    return _OF_BLACKBOARD.get(name, name)


def _kind_by_shape(question: Qti12Question) -> str:
    lists = question.element.descendants("response_lid")
    if len(lists) > 1:
        return "matching_question"
    if lists and lists[0].attributes.get("rcardinality") == "Ordered":
        return "ordering_question"
    if lists and lists[0].attributes.get("rcardinality") == "Multiple":
        return "multiple_answers_question"
    if lists and lists[0].attributes.get("rcardinality") == "Single":
        return "multiple_choice_question"
    if question.element.descendants("response_str"):
        return "short_answer_question" if question.full_conditions else "essay_question"
    return ""


def _right_names(question: Qti12Question) -> set[str]:
    """The labels that a full answer has, out of conditions that may be negated."""
    right: set[str] = set()
    for condition in question.full_conditions:
        negated = {id(e) for no in condition.descendants("not") for e in no.descendants("varequal")}
        right |= {e.text.strip() for e in condition.descendants("varequal") if id(e) not in negated}
    return right


def _choice(question: Qti12Question, several: bool) -> Fields:
    responses = question.responses
    if not responses:
        question.notes.lost("the question: it has no options")
        return {}
    right = _right_names(question)
    shares = question.shares(several)
    answers = [
        Answer(text, shares.get(name, Fraction(name in right)), question.feedback(f"{name}_fb"))
        for name, text in responses[0].labels.items()
    ]
    fields = choice_fields(answers, several, question.notes)
    choices = question.element.descendants("render_choice")
    if fields and choices[0].attributes.get("shuffle", "").casefold() == "no":
        fields["order"] = [answer.text for answer in answers]
    return fields


def _single(question: Qti12Question, stem: str) -> Fields:
    return _choice(question, False)


def _multiple(question: Qti12Question, stem: str) -> Fields:
    return _choice(question, True)


def _true_false(question: Qti12Question, stem: str) -> Fields:
    responses, right = question.responses, _right_names(question)
    labels = responses[0].labels if responses else {}
    key = next((text for name, text in labels.items() if name in right), "")
    if key.lower() not in ("true", "false"):
        return _choice(question, False)
    return {"type": "true-false", "key": key.lower()}


def _short(question: Qti12Question, stem: str) -> Fields:
    points: dict[str, Fraction] = {}
    for respcondition in question.element.all("resprocessing", "respcondition"):
        for equal in respcondition.descendants("varequal"):
            text = escaped(equal.text.strip())
            points[text] = max(points.get(text, Fraction(0)), points_of(respcondition))
    shares = as_shares(points, several=False)
    answers = [Answer(text, share) for text, share in shares.items()]
    return short_answer_fields(answers, question.points, question.notes)


def _numeric(question: Qti12Question, stem: str) -> Fields:
    conditions = question.full_conditions
    if not conditions:
        question.notes.lost("the question: it has no number that is right")
        return {}
    for condition in conditions[1:]:
        values = ", ".join(value for _, value in unread(condition, ("and", "or")) if value)
        question.notes.lost(f"further numbers that earned points ({values})")
    equal = conditions[0].descendants("varequal")
    low = conditions[0].descendants("vargte") or conditions[0].descendants("vargt")
    high = conditions[0].descendants("varlte") or conditions[0].descendants("varlt")
    least = number(low[0].text) if low else None
    most = number(high[0].text) if high else None
    value = number(equal[0].text) if equal else None
    around = Fraction(0)
    if conditions[0].descendants("vargt") or conditions[0].descendants("varlt"):
        question.notes.changed("a bound of the range is right too")
    if least is not None and most is not None:
        middle = (least + most) / 2
        if value is not None and value != middle:
            question.notes.guessed(
                f"that {decimal(middle)} is the answer, in the middle of what is right: it was "
                f"{decimal(value)}"
            )
        elif value is None:
            question.notes.changed("a range is its middle and a tolerance")
        value = middle
        around = abs(most - least) / 2
    elif value is not None and (low or high):
        bounds = " and ".join(bound.text.strip() for bound in (*low[:1], *high[:1]))
        question.notes.guessed(f"that only {decimal(value)} is right: its bounds were {bounds}")
    if value is None:
        question.notes.lost("the question: it has no number that is right")
        return {}
    return numeric_fields(value, around, question.notes)


def _note_weights(question: Qti12Question) -> None:
    """Note that pairs or blanks earned different points."""
    conditions = question.element.all("resprocessing", "respcondition")
    note_weights([value for value in map(points_of, conditions) if value > 0], question.notes)


def _matching(question: Qti12Question, stem: str) -> Fields:
    right = {
        equal.attributes.get("respident", ""): equal.text.strip()
        for condition in question.full_conditions
        for equal in condition.descendants("varequal")
    }
    responses = question.responses
    pairs = [
        (response.words, response.labels.get(right.get(response.name, ""), ""))
        for response in responses
    ]
    every = [text for response in responses for text in response.labels.values()]
    question.note_order()
    _note_weights(question)
    return matching_fields(pairs, every, question.points, question.notes)


def _blanks(question: Qti12Question, stem: str) -> Fields:
    """A text with [names], each with what is right for it, or a list to choose from."""
    right = _right_names(question)
    by_name = {response.name.removeprefix("response_"): response for response in question.responses}
    drop_down = any(set(response.labels) - right for response in by_name.values())
    bank: dict[str, None] = {}
    printed: list[str] = []

    def gap(match: re.Match[str]) -> str:
        response = by_name.get(match[1].replace("\\", ""))
        if response is None:
            return match[0]
        accepted = [
            text for name, text in response.labels.items() if name in right or not drop_down
        ]
        bank.update(dict.fromkeys(t for n, t in response.labels.items() if n not in right))
        printed.extend(accepted[:1])
        return blank(accepted)

    text = re.sub(r"\\?\[([^\]\\]+)\\?\]", gap, braces_as_signs(stem))
    if not printed:
        question.notes.lost("the question: its gaps are not in its text")
        return {}
    fields = cloze_fields(text, len(printed), question.points, question.notes)
    question.note_order()
    _note_weights(question)
    if drop_down:
        fields["word_bank"] = [word for word in bank if word not in printed]
        note_one_bank([response.labels.values() for response in by_name.values()], question.notes)
    return fields


def _ordering(question: Qti12Question, stem: str) -> Fields:
    responses = question.responses
    labels = responses[0].labels if responses else {}
    right = [
        equal.text.strip()
        for condition in question.full_conditions[:1]
        for equal in condition.descendants("varequal")
    ]
    if not right or sorted(right) != sorted(labels):
        question.notes.lost("the question: its right order is not whole")
        return {}
    question.note_order()
    return {
        "type": "ordering",
        "points": question.points,
        "sequence": [labels[name] for name in right],
        "scoring": "all-or-nothing",
    }


def _essay(question: Qti12Question, stem: str) -> Fields:
    fields = essay_fields(question.points, "", question.notes)
    for place in question.element.descendants("render_fib"):
        add_lines(fields, place.attributes.get("rows", ""), question.notes)
    return fields


def _description(question: Qti12Question, stem: str) -> Fields:
    return {"type": DESCRIPTION}


_OF_BLACKBOARD = {
    "Multiple Choice": "multiple_choice_question",
    "Multiple Answer": "multiple_answers_question",
    "True/False": "true_false_question",
    "Either/Or": "multiple_choice_question",
    "Fill in the Blank": "short_answer_question",
    "Numeric": "numerical_question",
    "Ordering": "ordering_question",
    "Essay": "essay_question",
    "Short Response": "essay_question",
}
_READERS: Mapping[str, Callable[[Qti12Question, str], Fields]] = {
    "multiple_choice_question": _single,
    "multiple_answers_question": _multiple,
    "true_false_question": _true_false,
    "short_answer_question": _short,
    "numerical_question": _numeric,
    "matching_question": _matching,
    "fill_in_multiple_blanks_question": _blanks,
    "multiple_dropdowns_question": _blanks,
    "essay_question": _essay,
    "ordering_question": _ordering,
    "text_only_question": _description,
}
