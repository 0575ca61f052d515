"""Items as elements of QTI 1.2, and packages of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from hashlib import sha256
from xml.sax.saxutils import escape, quoteattr

from generator.exchange.answers import (
    all_responses,
    decimal,
    feedback_of,
    note_choosing,
    note_spellings,
    note_unwritten,
    number,
    spellings,
)
from generator.exchange.exchanged import Fields, Notes, entry_text, list_of, text_of
from generator.exchange.gaps import GAP_SIGN, texts_and_blanks
from generator.exchange.markup_text import plain_text, to_html
from generator.exchange.sets import DESCRIPTION

_NAMESPACE = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
WRITTEN_BASE = "%24IMS-CC-FILEBASE%24/"


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


def item_xml(fields: Fields, notes: Notes) -> str:
    """An item as an element, "" where it is lost."""
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
    share = decimal(round(Fraction(100, len(pairs)), 2))
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
    first, *behind = to_html(GAP_SIGN.join(texts)).split(GAP_SIGN)
    html += f"<br/>{first}" + "".join(f"[blank{n}]{text}" for n, text in enumerate(behind, 1))
    whole = escape(f"<div>{html}</div>")
    materials = [f'<material><mattext texttype="text/html">{whole}</mattext></material>']
    share = decimal(round(Fraction(100, len(gaps)), 2))
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


def package_of(
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
