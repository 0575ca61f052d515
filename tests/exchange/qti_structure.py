"""What QTI 1.2 and 2.2 ask of the structure of a file, typed from their information models: a judge
for exported files where no schema is at hand.
"""

from __future__ import annotations

import re

from generator.exchange.xml_files import Element

# The children of an element in order, as a pattern over their names, each followed by a space.
_FLOW = (
    "(?:p|div|pre|ul|ol|blockquote|table|em|strong|code|sub|sup|a|img|br|span|object|"
    "textEntryInteraction|extendedTextInteraction|choiceInteraction|orderInteraction|"
    "matchInteraction|gapMatchInteraction|rubricBlock|gap) "
)
_INLINE = "(?:em|strong|code|sub|sup|a|img|br|span|textEntryInteraction|gap) "
_CHILDREN = {
    # QTI 2.2
    "assessmentItem": r"(responseDeclaration )*(outcomeDeclaration )*(templateDeclaration )*"
    r"(itemBody )?(responseProcessing )?(modalFeedback )*",
    "responseDeclaration": r"(correctResponse )?(mapping )?",
    "outcomeDeclaration": r"(defaultValue )?",
    "correctResponse": r"(value )+",
    "defaultValue": r"(value )+",
    "value": r"",
    "mapping": r"(mapEntry )+",
    "mapEntry": r"",
    "itemBody": rf"({_FLOW})+",
    "rubricBlock": rf"({_FLOW})+",
    "choiceInteraction": r"(prompt )?(simpleChoice )+",
    "orderInteraction": r"(prompt )?(simpleChoice )+",
    "matchInteraction": r"(prompt )?(simpleMatchSet ){2}",
    "simpleMatchSet": r"(simpleAssociableChoice )+",
    "simpleChoice": rf"({_FLOW}|feedbackInline )*",
    "simpleAssociableChoice": rf"({_FLOW})*",
    "modalFeedback": rf"({_FLOW})*",
    "textEntryInteraction": r"",
    "extendedTextInteraction": r"(prompt )?",
    "responseProcessing": r"((responseCondition|setOutcomeValue) )*",
    "sum": r"(mapResponse )+",
    "gapMatchInteraction": rf"(prompt )?(gapText )+({_FLOW})+",
    "gapText": r"",
    "gap": r"",
    "responseCondition": r"responseIf (responseElseIf )*(responseElse )?",
    "responseIf": r"\w+ (setOutcomeValue )*",
    "setOutcomeValue": r"\w+ ",
    "equal": r"\w+ \w+ ",
    # What both take from HTML
    "p": rf"({_INLINE})*",
    "pre": rf"({_INLINE})*",
    "div": rf"({_FLOW})*",
    "ul": r"(li )+",
    "ol": r"(li )+",
    "li": rf"({_FLOW})*",
    "blockquote": rf"({_FLOW})+",
    "table": r"(caption )?(thead )?(tbody )+",
    "thead": r"(tr )+",
    "tbody": r"(tr )+",
    "tr": r"((th|td) )+",
    # QTI 1.2
    "questestinterop": r"(assessment |(item )+|objectbank )",
    "assessment": r"(qtimetadata )*(section )+",
    "section": r"(item |section )*",
    "item": r"(itemmetadata )?(presentation )?(resprocessing )*(itemfeedback )*",
    "itemmetadata": r"(qtimetadata )*",
    "qtimetadata": r"(qtimetadatafield )+",
    "qtimetadatafield": r"fieldlabel fieldentry ",
    "presentation": r"((material|response_lid|response_str) )+",
    "material": r"(mattext )+",
    "response_lid": r"(material )?render_choice ",
    "response_str": r"(material )?render_fib ",
    "render_choice": r"(response_label )+",
    "render_fib": r"(response_label )*",
    "response_label": r"(material )*",
    "resprocessing": r"outcomes (respcondition )+",
    "outcomes": r"(decvar )+",
    "respcondition": r"conditionvar (setvar )*(displayfeedback )*",
    "conditionvar": r"((varequal|vargte|varlte|and|or|not|other) )+",
    "and": r"((varequal|vargte|varlte|and|or|not) )+",
    "or": r"((varequal|vargte|varlte|and|or|not) )+",
    "not": r"(varequal|and|or) ",
    "itemfeedback": r"flow_mat |material ",
    "flow_mat": r"(material )+",
}
_ATTRIBUTES = {
    "assessmentItem": {"identifier", "title", "adaptive", "timeDependent"},
    "responseDeclaration": {"identifier", "cardinality", "baseType"},
    "outcomeDeclaration": {"identifier", "cardinality", "baseType"},
    "mapEntry": {"mapKey", "mappedValue"},
    "choiceInteraction": {"responseIdentifier", "shuffle", "maxChoices"},
    "orderInteraction": {"responseIdentifier", "shuffle"},
    "matchInteraction": {"responseIdentifier", "shuffle", "maxAssociations"},
    "textEntryInteraction": {"responseIdentifier"},
    "gapMatchInteraction": {"responseIdentifier", "shuffle"},
    "gapText": {"identifier", "matchMax"},
    "gap": {"identifier"},
    "mapResponse": {"identifier"},
    "extendedTextInteraction": {"responseIdentifier"},
    "simpleChoice": {"identifier"},
    "simpleAssociableChoice": {"identifier", "matchMax"},
    "modalFeedback": {"outcomeIdentifier", "showHide", "identifier"},
    "img": {"src", "alt"},
    "assessment": {"ident"},
    "section": {"ident"},
    "item": {"ident"},
    "itemfeedback": {"ident"},
    "response_lid": {"ident"},
    "response_str": {"ident"},
    "response_label": {"ident"},
    "varequal": {"respident"},
    "vargte": {"respident"},
    "varlte": {"respident"},
}
_NAME = re.compile(r"[^\W\d][\w.-]*")  # of QTI 2: an NCName


def faults(root: Element) -> list[str]:
    """What is wrong with a file's structure; [] where all is well."""
    found = [fault for element in _all(root) for fault in _of_element(element)]
    for item in [*root.descendants("item"), *([root] if root.tag == "assessmentItem" else [])]:
        found += _of_names(item)
    return found


def _all(element: Element) -> list[Element]:
    return [element, *(inner for child in element.children for inner in _all(child))]


def _of_element(element: Element) -> list[str]:
    found = [
        f"{element.tag} has no {name}"
        for name in _ATTRIBUTES.get(element.tag, set()) - set(element.attributes)
    ]
    names = "".join(f"{child.tag} " for child in element.children)
    pattern = _CHILDREN.get(element.tag)
    if pattern is not None and not re.fullmatch(pattern, names):
        found.append(f"{element.tag} holds {names}")
    return found


def _of_names(item: Element) -> list[str]:
    """Names of responses and choices that are referred to and not there, or there twice."""
    declared = [each.attributes.get("identifier", "") for each in item.all("responseDeclaration")]
    places = [e.attributes["responseIdentifier"] for e in _all(item) if "Interaction" in e.tag
              and "responseIdentifier" in e.attributes]  # fmt: skip
    found = [f"no declaration of {name}" for name in set(places) - set(declared)]
    choices = [
        e.attributes.get("identifier", "")
        for e in _all(item)
        if e.tag in ("simpleChoice", "simpleAssociableChoice", "gapText", "gap")
    ]
    found += [f"{name} is no name" for name in choices if not _NAME.fullmatch(name)]
    found += [f"{name} is there twice" for name in set(choices) if choices.count(name) > 1]
    for each in item.all("responseDeclaration"):
        if each.attributes.get("baseType") in ("identifier", "directedPair"):
            values = [value.text for value in each.descendants("value")]
            values += [entry.attributes.get("mapKey", "") for entry in each.descendants("mapEntry")]
            used = {part for value in values for part in value.split()}
            found += [f"no choice {name}" for name in used - set(choices)]
    for response in item.descendants("response_lid"):
        ident = response.attributes.get("ident")
        labels = {e.attributes.get("ident") for e in response.descendants("response_label")}
        for equal in item.descendants("varequal"):
            if equal.attributes.get("respident") == ident and equal.text not in labels:
                found.append(f"no label {equal.text}")
    return found
