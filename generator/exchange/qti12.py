"""QTI 1.2 as Canvas packs it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from hashlib import sha256
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import quote, unquote
from xml.sax.saxutils import escape, quoteattr

from generator.content.nodes import shorten
from generator.exchange.answers import (
    Answer,
    add_lines,
    add_rationale,
    all_responses,
    as_shares,
    choice_fields,
    cloze_fields,
    decimal,
    essay_fields,
    feedback_of,
    half_points,
    matching_fields,
    note_choosing,
    note_group,
    note_one_bank,
    note_shuffling,
    note_spellings,
    note_unwritten,
    note_weights,
    number,
    numeric_fields,
    short_answer_fields,
    spellings,
)
from generator.exchange.exchanged import (
    ExchangedItem,
    ExchangeError,
    Fields,
    Format,
    Notes,
    Written,
    entry_text,
    list_of,
    text_of,
    with_rest,
)
from generator.exchange.gaps import blank, braces_as_signs, texts_and_blanks
from generator.exchange.html_texts import from_html
from generator.exchange.markup_text import escaped, plain_text, to_html
from generator.exchange.question_pictures import QuestionPictures
from generator.exchange.sets import DESCRIPTION, described
from generator.exchange.xml_files import Element, beginning, inner_html, read_xml, unread, whole
from generator.exchange.zip_files import is_zip, read_zip, write_zip

_NAMESPACE = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
_FILE_BASE = re.compile(r"\$IMS[-_]CC[-_]FILEBASE\$/(?:\.\./)*")
_WRITTEN_BASE = "%24IMS-CC-FILEBASE%24/"
_PLAIN = ("text/plain", "PLAIN_TEXT")
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


class _Response(NamedTuple):
    """A place for an answer: its name, its words, and the labels to choose from by their name."""

    name: str
    words: str
    labels: Mapping[str, str]


def _materials(element: Element) -> Iterator[Element]:
    """The texts of an element, however deep, but none of a place for answers within it."""
    for child in element.children:
        if child.tag in ("mattext", "mat_formattedtext", "matimage"):
            yield child
        elif not child.tag.startswith(("response_", "render_")):
            yield from _materials(child)


class _Question(NamedTuple):
    """An item as it is read: the element, its notes, its points, its texts and its files."""

    element: Element
    notes: Notes
    points: str
    picture: Callable[[str], str]

    def material(self, element: Element | None) -> str:
        """The text of an element's material as markup."""
        if element is None:
            return ""
        texts = []
        for mattext in _materials(element):
            if mattext.tag == "matimage":
                image = "".join(
                    f" {name}={quoteattr(mattext.attributes.get(given, ''))}"
                    for name, given in (("src", "uri"), ("alt", "label"))
                )
                texts.append(from_html(f"<img{image}>", self.notes, self.picture))
                continue
            plain = mattext.attributes.get("texttype", mattext.attributes.get("type")) in _PLAIN
            texts.append(
                escaped(mattext.text.strip())
                if plain
                else from_html(
                    inner_html(mattext) if mattext.children else mattext.text,
                    self.notes,
                    self.picture,
                )
            )
        return "\n\n".join(filter(None, texts))

    @property
    def responses(self) -> list[_Response]:
        """The places for answers, in order."""
        places = []
        for tag in ("response_lid", "response_str", "response_num", "response_grp"):
            for element in self.element.descendants(tag):
                labels = {
                    label.attributes.get("ident", ""): self.material(label)
                    for label in element.descendants("response_label")
                }
                places.append(
                    _Response(element.attributes.get("ident", ""), self.material(element), labels)
                )
        return places

    @property
    def full_conditions(self) -> list[Element]:
        """What must be true of an answer to earn points, a condition each."""
        return [
            condition
            for respcondition in self.element.all("resprocessing", "respcondition")
            for condition in respcondition.all("conditionvar")
            if _points_of(respcondition) > 0
        ]

    def shares(self, several: bool) -> dict[str, Fraction]:
        """What each label earns that is right or wrong by itself, as a part of all points; none
        where conditions ask for several together.
        """
        points: dict[str, Fraction] = {}
        for respcondition in self.element.all("resprocessing", "respcondition"):
            equals = respcondition.descendants("varequal")
            if len(equals) == 1 and not respcondition.descendants("not"):
                name = equals[0].text.strip()
                points[name] = points.get(name, Fraction(0)) + _points_of(respcondition)
        return as_shares(points, several)

    def feedback(self, name: str) -> str:
        """What is said to whoever chooses something."""
        for feedback in self.element.all("itemfeedback"):
            if feedback.attributes.get("ident") == name:
                return self.material(feedback)
        return ""


def _points_of(respcondition: Element) -> Fraction:
    """What a condition gives, or takes off if it is negative; 0 where it only says something."""
    given = Fraction(0)
    for setvar in respcondition.all("setvar"):
        name = setvar.attributes.get("varname") or setvar.attributes.get("variablename") or "SCORE"
        value = Fraction(100) if setvar.text.strip() == "SCORE.max" else number(setvar.text)
        if name.upper() in ("SCORE", "QUE_SCORE") and value:
            given += -value if setvar.attributes.get("action") == "Subtract" else value
    return given


class Qti12(Format):
    """Types that Canvas has; ordering is lost, and a set is a text with its parts behind it."""

    name = "qti12"
    title = "QTI 1.2 (Canvas)"
    suffix = ".zip"
    holds_pictures = True

    def recognises(self, file_name: str, data: bytes) -> bool:
        """A file or package with <questestinterop>."""
        if not is_zip(data):
            return b"<questestinterop" in beginning(data)
        try:
            return any(b"<questestinterop" in beginning(inner) for inner in read_zip(data).values())
        except ExchangeError:
            return False

    def read(self, data: bytes) -> list[ExchangedItem]:
        """Every item of every assessment and bank."""
        files = read_zip(data) if is_zip(data) else {"quiz.xml": data}
        items: list[ExchangedItem] = []
        above = Notes()  # what is said before the next question
        for path, content in sorted(files.items()):
            if path.lower().endswith(".xml") and b"<questestinterop" in beginning(content):
                _note_settings(path, files, above)
                for element in _items_of(read_xml(content), above):
                    items.append(_read(len(items) + 1, path, element, files, above.moved()))
        if not items:
            raise ExchangeError("there is no QTI 1.2 question in it")
        return with_rest(items, above)

    def write(self, title: str, items: Sequence[ExchangedItem]) -> Written:
        """A package with one quiz."""
        parts: list[str] = []
        written: list[ExchangedItem] = []
        pictures: dict[str, bytes] = {}
        for item in items:
            notes = Notes()
            elements = [_item_xml(fields, notes) for fields in described(item.fields, notes)]
            if any(elements):
                parts += (_with_pictures(element, item.files) for element in elements if element)
                pictures.update(item.files)
            fields = item.fields if any(elements) else {}
            written.append(ExchangedItem(item.place, fields, notes.all))
        name = f"q{sha256(title.encode()).hexdigest()[:31]}"
        return Written(write_zip(_package(name, title, parts, pictures)), tuple(written))


# ---------------------------------------------------------------- reading


def _note_settings(path: str, files: Mapping[str, bytes], notes: Notes) -> None:
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


def _items_of(element: Element, notes: Notes) -> Iterator[Element]:
    """Each item of a quiz, bank or section; `notes` get what it says besides, in its order."""
    title = element.attributes.get("title", "")
    if title and title.casefold() != "section":
        note_group(element.tag, title, notes)
    for child in element.children:
        if child.tag == "item":
            yield child
        elif child.tag in ("assessment", "objectbank", "section"):
            yield from _items_of(child, notes)
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


def _read(
    number_: int, path: str, element: Element, files: Mapping[str, bytes], notes: Notes
) -> ExchangedItem:
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
    question = _Question(element, notes, points, pictures)
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


def _kind_by_shape(question: _Question) -> str:
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


def _right_names(question: _Question) -> set[str]:
    """The labels that a full answer has, out of conditions that may be negated."""
    right: set[str] = set()
    for condition in question.full_conditions:
        negated = {id(e) for no in condition.descendants("not") for e in no.descendants("varequal")}
        right |= {e.text.strip() for e in condition.descendants("varequal") if id(e) not in negated}
    return right


def _choice(question: _Question, several: bool) -> Fields:
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


def _single(question: _Question, stem: str) -> Fields:
    return _choice(question, False)


def _multiple(question: _Question, stem: str) -> Fields:
    return _choice(question, True)


def _true_false(question: _Question, stem: str) -> Fields:
    responses, right = question.responses, _right_names(question)
    labels = responses[0].labels if responses else {}
    key = next((text for name, text in labels.items() if name in right), "")
    if key.lower() not in ("true", "false"):
        return _choice(question, False)
    return {"type": "true-false", "key": key.lower()}


def _short(question: _Question, stem: str) -> Fields:
    points: dict[str, Fraction] = {}
    for respcondition in question.element.all("resprocessing", "respcondition"):
        for equal in respcondition.descendants("varequal"):
            text = escaped(equal.text.strip())
            points[text] = max(points.get(text, Fraction(0)), _points_of(respcondition))
    shares = as_shares(points, several=False)
    answers = [Answer(text, share) for text, share in shares.items()]
    return short_answer_fields(answers, question.points, question.notes)


def _numeric(question: _Question, stem: str) -> Fields:
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
    if value is None:
        question.notes.lost("the question: it has no number that is right")
        return {}
    return numeric_fields(value, around, question.notes)


def _note_shuffling(question: _Question) -> None:
    choices = question.element.descendants("render_choice")
    if any(each.attributes.get("shuffle", "").casefold() == "no" for each in choices):
        note_shuffling(question.notes)


def _note_weights(question: _Question) -> None:
    """Note that pairs or blanks earned different points."""
    conditions = question.element.all("resprocessing", "respcondition")
    note_weights([value for value in map(_points_of, conditions) if value > 0], question.notes)


def _matching(question: _Question, stem: str) -> Fields:
    right = {
        equal.attributes.get("respident", ""): equal.text.strip()
        for condition in question.full_conditions
        for equal in condition.descendants("varequal")
    }
    pairs = [
        (response.words, response.labels.get(right.get(response.name, ""), ""))
        for response in question.responses
    ]
    every = [text for response in question.responses for text in response.labels.values()]
    _note_shuffling(question)
    _note_weights(question)
    return matching_fields(pairs, every, question.points, question.notes)


def _blanks(question: _Question, stem: str) -> Fields:
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
    _note_shuffling(question)
    _note_weights(question)
    if drop_down:
        fields["word_bank"] = [word for word in bank if word not in printed]
        note_one_bank([response.labels.values() for response in by_name.values()], question.notes)
    return fields


def _ordering(question: _Question, stem: str) -> Fields:
    labels = question.responses[0].labels if question.responses else {}
    right = [
        equal.text.strip()
        for condition in question.full_conditions[:1]
        for equal in condition.descendants("varequal")
    ]
    if not right or sorted(right) != sorted(labels):
        question.notes.lost("the question: its right order is not whole")
        return {}
    _note_shuffling(question)
    return {
        "type": "ordering",
        "points": question.points,
        "sequence": [labels[name] for name in right],
        "scoring": "all-or-nothing",
    }


def _essay(question: _Question, stem: str) -> Fields:
    fields = essay_fields(question.points, "", question.notes)
    for place in question.element.descendants("render_fib"):
        add_lines(fields, place.attributes.get("rows", ""), question.notes)
    return fields


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
_READERS: Mapping[str, Callable[[_Question, str], Fields]] = {
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
}


# ---------------------------------------------------------------- writing


def _material(text: str) -> str:
    html = escape(f"<div>{to_html(text)}</div>")
    return f'<material><mattext texttype="text/html">{html}</mattext></material>'


def _labels(texts: Sequence[str], first: int) -> str:
    return "".join(
        f'<response_label ident="{first + n}">{_material(text)}</response_label>'
        for n, text in enumerate(texts)
    )


def _condition(inner: str, score: str = "100", action: str = "Set") -> str:
    return (
        f'<respcondition continue="No"><conditionvar>{inner}</conditionvar>'
        f'<setvar action="{action}" varname="SCORE">{score}</setvar></respcondition>'
    )


def _item_xml(fields: Fields, notes: Notes) -> str:
    kind = text_of(fields, "type")
    if kind not in _WRITERS:
        notes.lost(f"the item: this format has no {kind} items")
        return ""
    canvas_type, known, writer = _WRITERS[kind]
    note_unwritten(fields, {"id", "type", "stem", "points", "rationale"} | known, notes)
    presentation, processing, extra = writer(fields, notes)
    # The schema asks for a condition also where a person marks.
    unscored = '<respcondition continue="No"><conditionvar><other/></conditionvar></respcondition>'
    if kind == "cloze" and "word_bank" in fields:
        canvas_type = "multiple_dropdowns_question"
    if kind == "short-answer" and not processing:
        canvas_type = "essay_question"
    points = "0" if kind == DESCRIPTION else text_of(fields, "points") or "1"
    rationale = text_of(fields, "rationale")
    metadata = "".join(
        f"<qtimetadatafield><fieldlabel>{label}</fieldlabel><fieldentry>{entry}</fieldentry>"
        "</qtimetadatafield>"
        for label, entry in (("question_type", canvas_type), ("points_possible", points))
    )
    name = text_of(fields, "id")
    feedback = _feedback("general_fb", rationale) if rationale else ""
    return (
        f'<item ident="{sha256(name.encode()).hexdigest()[:32]}" title={quoteattr(name)}>\n'
        f"<itemmetadata><qtimetadata>{metadata}</qtimetadata></itemmetadata>\n"
        f"<presentation>{presentation}</presentation>\n"
        '<resprocessing><outcomes><decvar maxvalue="100" minvalue="0" varname="SCORE" '
        f'vartype="Decimal"/></outcomes>{processing or unscored}</resprocessing>\n'
        f"{feedback}{extra}</item>"
    )


def _feedback(name: str, text: str) -> str:
    return f'<itemfeedback ident="{name}"><flow_mat>{_material(text)}</flow_mat></itemfeedback>'


_Parts = tuple[str, str, str]


def _choice_xml(fields: Fields, notes: Notes) -> _Parts:
    keys = [entry_text(key) for key in list_of(fields, "keys")]
    single = not keys
    keys = keys or [text_of(fields, "key")]
    whys = feedback_of(fields)
    texts = [*keys, *(text for text, _ in whys)]
    if isinstance(fields.get("order"), list):
        order = [entry_text(text) for text in list_of(fields, "order")]
        texts = [text for text in order if text in texts]
    else:
        texts.sort()  # Canvas need not shuffle: keys that are always first would be known
        if "order" in fields:
            notes.changed("the order of the options is that of the alphabet")
    name = {text: 100 + n for n, text in enumerate(texts)}
    cardinality = "Single" if single else "Multiple"
    presentation = (
        f"{_material(text_of(fields, 'stem'))}"
        f'<response_lid ident="response1" rcardinality="{cardinality}">'
        f"<render_choice>{_labels(texts, 100)}</render_choice></response_lid>"
    )
    equals = [f'<varequal respident="response1">{name[key]}</varequal>' for key in keys]
    if not single:
        note_choosing(fields, notes)
        equals += [
            f'<not><varequal respident="response1">{name[text]}</varequal></not>'
            for text, _ in whys
        ]
        equals = [f"<and>{''.join(equals)}</and>"]
    extra = "".join(_feedback(f"{name[text]}_fb", why) for text, why in whys if why)
    return presentation, _condition("".join(equals)), extra


def _true_false_xml(fields: Fields, notes: Notes) -> _Parts:
    presentation, _, extra = _choice_xml(
        {
            "stem": fields["stem"],
            "key": "True",
            "distractors": ["False"],
            "order": ["True", "False"],
        },
        notes,
    )
    right = 100 if text_of(fields, "key") == "true" else 101
    return (presentation, _condition(f'<varequal respident="response1">{right}</varequal>'), extra)


def _text_response(fields: Fields, kind: str = "") -> str:
    return (
        f"{_material(text_of(fields, 'stem'))}"
        f'<response_str ident="response1" rcardinality="Single"><render_fib{kind}>'
        '<response_label ident="answer1"/></render_fib></response_str>'
    )


def _short_xml(fields: Fields, notes: Notes) -> _Parts:
    equals = "".join(
        f'<varequal respident="response1">{escape(plain_text(text, notes))}</varequal>'
        for text in spellings(fields, notes)
    )
    return _text_response(fields), _condition(equals) if equals else "", ""


def _numeric_xml(fields: Fields, notes: Notes) -> _Parts:
    key, around = number(text_of(fields, "key")), number(text_of(fields, "tolerance") or "0")
    value, tolerance = key or Fraction(0), around or Fraction(0)
    low, high = decimal(value - tolerance), decimal(value + tolerance)
    inner = (
        f'<or><varequal respident="response1">{decimal(value)}</varequal><and>'
        f'<vargte respident="response1">{low}</vargte>'
        f'<varlte respident="response1">{high}</varlte></and></or>'
    )
    return _text_response(fields, ' fibtype="Decimal"'), _condition(inner), ""


def _matching_xml(fields: Fields, notes: Notes) -> _Parts:
    pairs = [pair for pair in list_of(fields, "pairs") if isinstance(pair, dict)]
    responses = all_responses(fields)
    if "reuse" not in fields:
        notes.changed("each letter may be used again")
    parts = [_material(text_of(fields, "stem"))]
    share = decimal(Fraction(round(Fraction(10000, len(pairs))), 100))
    conditions = []
    for n, pair in enumerate(pairs):
        parts.append(
            f'<response_lid ident="response_{n}">{_material(text_of(pair, "premise"))}'
            f"<render_choice>{_labels(responses, 100)}</render_choice></response_lid>"
        )
        right = 100 + responses.index(text_of(pair, "response"))
        equal = f'<varequal respident="response_{n}">{right}</varequal>'
        conditions.append(_condition(equal, share, "Add"))
    return "".join(parts), "".join(conditions), ""


def _cloze_xml(fields: Fields, notes: Notes) -> _Parts:
    texts, gaps = texts_and_blanks(text_of(fields, "text"))
    bank = "word_bank" in fields
    words = [gap[0] for gap in gaps] + [entry_text(word) for word in list_of(fields, "word_bank")]
    if bank:
        notes.changed("the word bank is a list at each gap")
    html = to_html(text_of(fields, "stem"))
    html += f"<br/>{to_html(texts[0])}"
    html += "".join(f"[blank{n}]{to_html(text)}" for n, text in enumerate(texts[1:], 1))
    whole = escape(f"<div>{html}</div>")
    materials = [f'<material><mattext texttype="text/html">{whole}</mattext></material>']
    share = decimal(Fraction(round(Fraction(10000, len(gaps))), 100))
    conditions = []
    for n, gap in enumerate(gaps):
        texts = list(dict.fromkeys([gap[0], *words])) if bank else gap
        if bank:
            note_spellings(gap, notes)
        materials.append(
            f'<response_lid ident="response_blank{n + 1}">'
            f"<material><mattext>blank{n + 1}</mattext></material>"
            f"<render_choice>{_labels(texts, 1000 * (n + 1))}</render_choice></response_lid>"
        )
        for k in range(1 if bank else len(gap)):
            equal = f'<varequal respident="response_blank{n + 1}">{1000 * (n + 1) + k}</varequal>'
            conditions.append(_condition(equal, share, "Add"))
    return "".join(materials), "".join(conditions), ""


def _essay_xml(fields: Fields, notes: Notes) -> _Parts:
    if "rubric" in fields:
        notes.lost("'rubric'")
    return _text_response(fields), "", ""


def _description_xml(fields: Fields, notes: Notes) -> _Parts:
    return _material(text_of(fields, "stem")), "", ""


_WRITERS: Mapping[str, tuple[str, set[str], Callable[[Fields, Notes], _Parts]]] = {
    "single": ("multiple_choice_question", {"key", "distractors", "order"}, _choice_xml),
    "multiple": (
        "multiple_answers_question",
        {"keys", "distractors", "choose", "scoring", "order"},
        _choice_xml,
    ),
    "true-false": ("true_false_question", {"key"}, _true_false_xml),
    "short-answer": ("short_answer_question", {"scheme"}, _short_xml),
    "numeric": ("numerical_question", {"key", "tolerance"}, _numeric_xml),
    "matching": ("matching_question", {"pairs", "unused", "reuse"}, _matching_xml),
    "cloze": ("fill_in_multiple_blanks_question", {"text", "word_bank"}, _cloze_xml),
    "essay": ("essay_question", {"rubric"}, _essay_xml),
    DESCRIPTION: ("text_only_question", set(), _description_xml),
}


def _with_pictures(element: str, files: Mapping[str, bytes]) -> str:
    """An item's XML, in whose texts (HTML, escaped) pictures are where the package has them."""
    for path in files:
        source = escape(f'src="{path}"')
        element = element.replace(source, escape(f'src="{_WRITTEN_BASE}{quote(path)}"'))
    return element


def _package(
    name: str, title: str, items: Sequence[str], pictures: Mapping[str, bytes]
) -> dict[str, bytes]:
    """The files of a package that Canvas imports."""
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    quiz = (
        f'{head}<questestinterop xmlns="{_NAMESPACE}">\n'
        f'<assessment ident="{name}" title={quoteattr(title)}>\n'
        '<section ident="root_section">\n' + "\n".join(items) + "\n</section>\n"
        "</assessment>\n</questestinterop>\n"
    )
    meta = (
        f'{head}<quiz identifier="{name}" xmlns="http://canvas.instructure.com/xsd/cccv1p0">'
        f"<title>{escape(title)}</title><quiz_type>assignment</quiz_type></quiz>\n"
    )
    manifest = (
        f'{head}<manifest identifier="{name}-package" '
        'xmlns="http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1">\n'
        "<metadata><schema>IMS Content</schema><schemaversion>1.1.3</schemaversion></metadata>\n"
        "<organizations/>\n<resources>\n"
        f'<resource identifier="{name}" type="imsqti_xmlv1p2"><file href="{name}/{name}.xml"/>'
        f'<dependency identifierref="{name}-meta"/></resource>\n'
        f'<resource identifier="{name}-meta" '
        'type="associatedcontent/imscc_xmlv1p1/learning-application-resource" '
        f'href="{name}/assessment_meta.xml"><file href="{name}/assessment_meta.xml"/></resource>\n'
        + "".join(
            f'<resource identifier="{name}-picture-{n}" type="webcontent" href={quoteattr(path)}>'
            f"<file href={quoteattr(path)}/></resource>\n"
            for n, path in enumerate(pictures, 1)
        )
        + "</resources>\n</manifest>\n"
    )
    return {
        "imsmanifest.xml": manifest.encode(),
        f"{name}/{name}.xml": quiz.encode(),
        f"{name}/assessment_meta.xml": meta.encode(),
        **pictures,
    }
