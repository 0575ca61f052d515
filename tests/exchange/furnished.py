"""Questions of other programs in which every value that a format knows says something, and the
same questions without each of these values in turn.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from xml.etree import ElementTree


def xml_without_each(text: str) -> Iterator[tuple[str, str]]:
    """What is left out of an XML file, and the file without it: each element and attribute."""
    root = ElementTree.fromstring(text)
    places = list(root.iter())
    for n, element in enumerate(places):
        for name in element.attrib:
            other = deepcopy(root)
            list(other.iter())[n].attrib.pop(name)
            yield (
                f"{_plain(element.tag)}@{name}={element.get(name)}",
                ElementTree.tostring(other, "unicode"),
            )
        parent = next((each for each in places if element in list(each)), None)
        if parent is not None:
            other = deepcopy(root)
            above = list(other.iter())[places.index(parent)]
            above.remove(above[list(parent).index(element)])
            said = "".join(element.itertext()).strip()[:40]
            yield f"<{_plain(element.tag)}> {said}", ElementTree.tostring(other, "unicode")


def _plain(tag: str) -> str:
    return tag.rpartition("}")[2]


_MARKED = re.compile("«(.*?)»", re.DOTALL)


def text_without_each(text: str) -> Iterator[tuple[str, str]]:
    """What is left out of a text, and the text without it: each part between « and »."""
    whole = whole_text(text)
    for match in _MARKED.finditer(text):
        rest = whole_text(text[: match.start()]) + whole_text(text[match.end() :])
        assert rest != whole
        yield match[1].strip(), rest


def whole_text(text: str) -> str:
    """A text without the marks around its parts."""
    return _MARKED.sub(r"\1", text)


def zipped(**files: str) -> bytes:
    """A zip file of texts by their names, where __ is a dot."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, text in files.items():
            archive.writestr(name.replace("__", "."), text)
    return target.getvalue()


_COMBINED = """\
<correctfeedback format="html"><text>Well.</text></correctfeedback>
<partiallycorrectfeedback format="html"><text>Half.</text></partiallycorrectfeedback>
<incorrectfeedback format="html"><text>No.</text></incorrectfeedback>"""
_PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)
_PICTURE = f'<file name="a.png" path="/" encoding="base64">{_PIXEL}</file>'


def _moodle(kind: str, stem: str, inner: str) -> str:
    picture = '&lt;img src="@@PLUGINFILE@@/a.png" alt="leaf"&gt;'
    return f"""\
<quiz>
<question type="category"><category><text>$course$/top/Plants/Leaves</text></category>
<info format="html"><text>Of leaves.</text></info><idnumber>cat-9</idnumber></question>
<question type="{kind}">
<name><text>The gas</text></name>
<questiontext format="html"><text>{stem} {picture}</text>{_PICTURE}
<file name="unshown.png" path="/" encoding="base64">iVBO</file></questiontext>
<generalfeedback format="html"><text>General words.</text></generalfeedback>
<penalty>0.25</penalty><hidden>1</hidden><idnumber>id-7</idnumber>
{"" if kind == "cloze" else "<defaultgrade>3</defaultgrade>"}
<tags><tag><text>week 3</text></tag><tag><text>gas</text></tag></tags>
<hint format="html"><text>Think of air.</text></hint>
{inner}
<strange colour="green">Words</strange>
</question>
</quiz>"""


def _answers(*answers: tuple[str, str], more: str = "") -> str:
    return "\n".join(
        f'<answer fraction="{fraction}" format="html"><text>{text}</text>{more}'
        f'<feedback format="html"><text>Said of {text}.</text></feedback></answer>'
        for text, fraction in answers
    )


MOODLE = {
    "single": _moodle(
        "multichoice",
        "Which?",
        "<single>true</single><shuffleanswers>false</shuffleanswers>"
        f"<answernumbering>iii</answernumbering>{_COMBINED}"
        + _answers(("air", "100"), ("stone", "-20"), ("wood", "50"), ("iron", "0")),
    ),
    "multiple": _moodle(
        "multichoice",
        "Which?",
        "<single>false</single><shuffleanswers>false</shuffleanswers>"
        f"<answernumbering>iii</answernumbering>{_COMBINED}"
        + _answers(("air", "60"), ("gas", "40"), ("wood", "-25"), ("iron", "-10")),
    ),
    "true-false": _moodle("truefalse", "Ice floats.", _answers(("true", "100"), ("false", "0"))),
    "matching": _moodle(
        "match",
        "Match.",
        f"<shuffleanswers>false</shuffleanswers>{_COMBINED}"
        + "".join(
            f'<subquestion format="html"><text>{left}</text><answer><text>{right}</text></answer>'
            "</subquestion>"
            for left, right in (("a", "1"), ("b", "2"), ("c", "3"), ("", "4"))
        ),
    ),
    "ordering": _moodle(
        "ordering",
        "Order.",
        "<layouttype>HORIZONTAL</layouttype><selecttype>RANDOM</selecttype>"
        "<selectcount>2</selectcount><gradingtype>LONGEST_ORDERED_SUBSET</gradingtype>"
        f"<numberingstyle>IIII</numberingstyle>{_COMBINED}"
        + _answers(("first", "1"), ("second", "2"), ("third", "3")),
    ),
    "numeric": _moodle(
        "numerical",
        "How far?",
        _answers(("12", "100"), ("13", "50"), ("14", "0"), more="<tolerance>0.5</tolerance>")
        + "<units><unit><multiplier>1.5</multiplier><unit_name>km</unit_name></unit>"
        "<unit><multiplier>1000</multiplier><unit_name>m</unit_name></unit></units>"
        "<unitgradingtype>1</unitgradingtype><unitpenalty>0.3</unitpenalty>"
        "<showunits>1</showunits><unitsleft>1</unitsleft>",
    ),
    "short-answer": _moodle(
        "shortanswer",
        "Who?",
        "<usecase>1</usecase>"
        + _answers(("Ann", "100"), ("Anna", "100"), ("An", "50"), ("Bob", "0")),
    ),
    "essay": _moodle(
        "essay",
        "Why?",
        "<responseformat>noinline</responseformat><responsefieldlines>70</responsefieldlines>"
        "<attachments>2</attachments><attachmentsrequired>1</attachmentsrequired>"
        "<maxbytes>9000</maxbytes><filetypeslist>.pdf</filetypeslist>"
        "<minwordlimit>50</minwordlimit><maxwordlimit>90</maxwordlimit>"
        '<graderinfo format="html"><text>Look for air.</text></graderinfo>'
        '<responsetemplate format="html"><text>I think</text></responsetemplate>',
    ),
    "drag": _moodle(
        "ddwtos",
        "The [[1]] and the [[2]].",
        f"<shuffleanswers>0</shuffleanswers>{_COMBINED}"
        "<dragbox><text>sun</text><group>1</group></dragbox>"
        "<dragbox><text>sea</text><group>2</group><infinite/></dragbox>"
        "<dragbox><text>sky</text><group>1</group></dragbox>",
    ),
}
CLOZE = """\
The «{»«2»«:»«SHORTANSWER»«_C»«:=air»«#Said of air»«~=gas»«~%50%ai»«#Half»«~%0%stone»«#No»} and
{:NUMERICAL:=12«:0.5»«~%50%13:2»«~%33.3%14»} and {:MULTICHOICE_S:=sun«~=star»«~moon#Cold»«~%50%sky»}
"""

_USUAL = """\
<quiz><question type="{}"><name><text>The</text></name>
<questiontext format="html"><text>The {}.</text></questiontext>
<generalfeedback format="html"><text></text></generalfeedback>
<defaultgrade>1.0000000</defaultgrade><penalty>0.3333333</penalty><hidden>0</hidden>
<idnumber></idnumber>{}</question></quiz>"""
USUAL = _USUAL.format(
    "multichoice",
    "gas?",
    "<single>true</single><shuffleanswers>true</shuffleanswers>"
    "<answernumbering>abc</answernumbering><showstandardinstruction>0</showstandardinstruction>"
    '<correctfeedback format="html"><text>Your answer is correct.</text></correctfeedback>'
    '<shownumcorrect/><answer fraction="100"><text>air</text></answer>'
    '<answer fraction="0"><text>iron</text><feedback><text></text></feedback></answer>',
)
USUAL_GAP = _USUAL.format("cloze", "{1:SHORTANSWER:=sun~=Sun}", "")


def cloze_without_each() -> Iterator[tuple[str, str]]:
    """As text_without_each, of a Moodle question with gaps of each kind."""
    for name, text in text_without_each(CLOZE):
        yield name, _moodle("cloze", text, "")


def whole_cloze() -> str:
    """The question with all of it."""
    return _moodle("cloze", whole_text(CLOZE), "")


# Of formats that are text, every part between « and » can be left out.
GIFT = {
    "single": """\
«$CATEGORY: $course$/top/Plants
»
«// A comment of the author
»«// [id:leaf] [tag:week 3]
»«::The gas::»«[markdown]» **Which**? {
=air«#Said of air.»
~stone«#Said of stone.»
~«%50%»gas«#Said of gas.»
~«%-25%»wood
«####General words.»
}
""",
    "multiple": "Which? {~%60%air«#Said.» ~%40%gas ~«%-25%»wood«#No.» ~«%-10%»iron «####General.»}",
    "true-false": "Ice floats. {T«#Said if wrong.»«#Said if right.»«####General.»}",
    "short-answer": "Who? {=Ann«#Said.» «=Anna» «=%50%An» «~Bob#No» «####General.»}",
    "matching": "Match. {=a -> 1 =b -> 2 =c -> 3« = -> 4» «####General.»}",
    "numeric": "How far? {#=12«:0.5»«#Said.» «=%50%13:2#Near.» «~%0%14» «~#No.» «####General.»}",
    "ordering": "Order. {>« 2» «RANDOM» «HORIZONTAL» «LONGEST_ORDERED_SUBSET» SHOW\na\nb\nc\n}",
    "essay": "Why? {«####General.»}",
    "words behind": "He is {=tall ~short} « and old.»",
}
AIKEN = {"single": "«Here is\n»«a question.»\nA) air\nB) stone\n«C) wood\n»ANSWER: A\n"}
_QUIZ = """\
«Quiz title: A quiz
»«Quiz description: About leaves.
»«Shuffle answers: true
»«Show correct answers: false
»«One question at a time: true
»«Can't go back: true
»«feedback is solution: true
»«% A comment
»«COMMENT
More words
END_COMMENT
»
"""
TEXT2QTI = {
    "quiz": _QUIZ + "1. Which?\n*a) air\nb) stone\n",
    "single": """\
«Title: The gas
»«Points: 3
»1. Which?
«... General.
»«+ Well.
»«- No.
»«! A solution
»*a) air
«... Said of air.
»b) stone
«... Said of stone.
»""",
    "multiple": "1. Which?\n[*] air\n«... Said.\n»[*] gas\n[ ] wood\n«... No.\n»",
    "numeric": "«Points: 2\n»1. How far?\n«... General.\n»= 12« +- 0.5»\n«more\n»",
    "short-answer": "1. Who?\n* Ann\n«* Anna\n»«... Said.\n»",
    "essay": "1. Why?\n«... General.\n»____\n«Words behind\n»",
    "group": "GROUP\n«pick: 1\n»«points per question: 2\n»1. Which?\n*a) air\nb) stone\nEND_GROUP\n",
    "text": "«Text title: A text\n»text: «Words between.»\n1. Which?\n*a) air\nb) stone\n",
}
TEXT = {
    "single": """\
«Chemistry, page 1
»
1. «(3 points) »Which?
«A second line
»A) air
B) stone
«C) wood
»«Behind the options
»ANSWER: A
«Explanation: Because.
»""",
    "above": "«Answer: B»\n«Explanation: None.»\n1. Which?\nA) air\nB) stone\nAnswer: A\n",
    "two answers": "1. Which?\nA) air\nB) stone\nAnswer: A\n«Answer: B\n»",
    "key": "1. Which?\nA) air\nB) stone\nAnswer: A\n2. Who?\nA) x\nB) y\n\nAnswer key\n«1. B\n»2. A\n«9. B\n»",
    "true-false": "1. «(2 points) »Ice floats.\nTrue\nFalse\nAnswer: true\n«Explanation: Because.\n»",
    "short-answer": "1. «(2 points) »Who?\nAnswer: Ann\n«Explanation: Because.\n»",
    "essay": "1. «(2 points) »Why?\n«Explanation: Because.\n»",
}
_HEAD = "id,type,stem,points,objective,level,difficulty,rationale,key,key 2,distractor 1,why 1"
TABLE = {
    "single": f"{_HEAD},why 2,tolerance,unit,mine\n"
    "«leaf»,«single»,Which?,«2»,«names»,«recall»,«easy»,«Because.»,air,,stone,«No.»,«Why?»,«3»,«km»,«x»,«y»\n",
    "multiple": f"{_HEAD}\n,,Which?,«3»,,,,«Because.»,air,gas,stone,«No.»\n",
    "two keys": "type,stem,key,key 2,distractor 1\n«single»,Which?,air,gas,stone\n",
    "numeric": "type,stem,key,tolerance,unit\nnumeric,How far?,12,«0.5»,«km»\n",
    "true-false": "stem,key,rationale\nIce floats.,true,«Because.»\n",
}
TEXTS = {"gift": GIFT, "aiken": AIKEN, "text2qti": TEXT2QTI, "text": TEXT, "csv": TABLE}


def _qti12(kind: str, presentation: str, processing: str, feedback: str = "") -> str:
    """A Canvas quiz of one question."""
    return f"""\
<questestinterop><assessment title="Leaves"><qtimetadata><qtimetadatafield>
<fieldlabel>cc_maxattempts</fieldlabel><fieldentry>2</fieldentry></qtimetadatafield></qtimetadata>
<rubric><material><mattext>Read well.</mattext></material></rubric>
<section title="Part one"><selection_ordering><selection>
<selection_number>1</selection_number></selection></selection_ordering>
<item ident="i1" title="leaf" maxattempts="3"><itemmetadata><qtimetadata>
<qtimetadatafield><fieldlabel>question_type</fieldlabel><fieldentry>{kind}</fieldentry>
</qtimetadatafield>
<qtimetadatafield><fieldlabel>points_possible</fieldlabel><fieldentry>7</fieldentry>
</qtimetadatafield>
<qtimetadatafield><fieldlabel>calculator</fieldlabel><fieldentry>yes</fieldentry>
</qtimetadatafield></qtimetadata></itemmetadata><duration>P5M</duration>
<objectives><material><mattext>Aims</mattext></material></objectives>
<presentation label="shown"><material><mattext texttype="text/html">Which [x] or [y]?</mattext>
<matimage uri="data:image/png;base64,{_PIXEL}" label="leaf"/></material>{presentation}</presentation>
<resprocessing><outcomes><decvar maxvalue="90" minvalue="-5"/></outcomes>{processing}
</resprocessing>
<itemfeedback ident="general_fb"><flow_mat><material><mattext>General.</mattext></material>
</flow_mat></itemfeedback>
<itemfeedback ident="correct_fb"><material><mattext>Well.</mattext></material></itemfeedback>
<itemfeedback ident="a_fb"><material><mattext>Said of a.</mattext></material></itemfeedback>
<itemfeedback ident="b_fb"><material><mattext>Said of b.</mattext></material></itemfeedback>
<itemfeedback ident="h1"><hint><hintmaterial>Hint.</hintmaterial></hint></itemfeedback>
{feedback}</item></section></assessment></questestinterop>"""


def _list(*labels: str, more: str = "", name: str = "r", words: str = "") -> str:
    first = name in ("r", "p", "response_x")  # what is said twice is reported once
    fixed, settings = (' rshuffle="No"', ' shuffle="No" maxnumber="2"') if first else ("", "")
    inner = "".join(
        f'<response_label ident="{label}"{fixed if n == 0 else ""}><material>'
        f"<mattext>word {label}</mattext></material></response_label>"
        for n, label in enumerate(labels)
    )
    shown = f"<material><mattext>{words}</mattext></material>" if words else ""
    return (
        f'<response_lid ident="{name}" {more}>{shown}<render_choice{settings}>'
        f"{inner}</render_choice></response_lid>"
    )


def _if(inner: str, points: str, action: str = "Set") -> str:
    return (
        f"<respcondition><conditionvar>{inner}</conditionvar>"
        f'<setvar action="{action}" varname="SCORE">{points}</setvar></respcondition>'
    )


def _is(value: str, name: str = "r") -> str:
    return f'<varequal respident="{name}">{value}</varequal>'


_FIELD = (
    '<response_str ident="r"><render_fib rows="3"><response_label ident="z"/></render_fib>'
    "</response_str>"
)
QTI12 = {
    "single": _qti12(
        "multiple_choice_question",
        _list("a", "b", "c", more='rcardinality="Single"'),
        _if(_is("a"), "100") + _if(_is("b"), "50") + _if(_is("c"), "20", "Subtract"),
    ),
    "multiple": _qti12(
        "multiple_answers_question",
        _list("a", "b", "c", more='rcardinality="Multiple"'),
        _if(_is("a"), "60", "Add") + _if(_is("b"), "40", "Add") + _if(_is("c"), "-20", "Add"),
    ),
    "short-answer": _qti12(
        "short_answer_question",
        _FIELD,
        _if('<varequal respident="r" case="Yes">Ann</varequal>', "100")
        + _if(_is("Anna"), "100")
        + _if(_is("An"), "50"),
    ),
    "numeric": _qti12(
        "numerical_question",
        _FIELD,
        _if(f"<or>{_is('12')}<and><vargt>11</vargt><varlte>13</varlte></and></or>", "100")
        + _if("<or><varequal>14</varequal></or>", "50"),
    ),
    "matching": _qti12(
        "matching_question",
        _list("a", "b", name="p", words="one") + _list("c", "d", name="q", words="two"),
        _if(_is("a", "p"), "60", "Add") + _if(_is("d", "q"), "40", "Add"),
    ),
    "cloze": _qti12(
        "multiple_dropdowns_question",
        _list("a", "b", name="response_x", words="x") + _list("c", "d", name="response_y"),
        _if(_is("a", "response_x"), "60", "Add") + _if(_is("c", "response_y"), "40", "Add"),
    ),
    "ordering": _qti12(
        "ordering_question",
        _list("a", "b", "c", more='rcardinality="Ordered"'),
        _if(_is("a") + _is("b") + _is("c"), "100"),
    ),
    "essay": _qti12("essay_question", _FIELD, ""),
}
QTI12_SETTINGS = """\
<quiz><title>Leaves</title><description>«Read on.»</description><time_limit>«60»</time_limit>
<allowed_attempts>«2»</allowed_attempts><shuffle_answers>«true»</shuffle_answers></quiz>
"""


def _qti22(declared: str, body: str, processing: str, more: str = "") -> str:
    """An item of QTI 2.2."""
    return f"""\
<assessmentItem identifier="leaf" title="The gas" adaptive="true" timeDependent="true" label="L">
{declared}
<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float" normalMaximum="7"
 interpretation="I"/>
<outcomeDeclaration identifier="OTHER" cardinality="single" baseType="float"/>
<itemBody><rubricBlock view="candidate"><p>Read well.</p></rubricBlock>
<rubricBlock view="scorer"><p>Mark well.</p></rubricBlock><p>Which?</p>
<feedbackBlock outcomeIdentifier="F" identifier="x" showHide="show"><p>Said.</p></feedbackBlock>
{body}</itemBody>
{processing}
<modalFeedback outcomeIdentifier="F" identifier="a" showHide="show" title="T">One.</modalFeedback>
{more}
<customThing mode="x">Words</customThing>
</assessmentItem>"""


def _declared(inner: str, cardinality: str, base: str = "identifier", name: str = "R") -> str:
    return (
        f'<responseDeclaration identifier="{name}" cardinality="{cardinality}" baseType="{base}">'
        f"{inner}</responseDeclaration>"
    )


def _right(*values: str) -> str:
    inner = "".join(f"<value>{value}</value>" for value in values)
    return f"<correctResponse>{inner}</correctResponse>"


def _mapped(**points: str) -> str:
    inner = "".join(
        f'<mapEntry mapKey="{key}" mappedValue="{value}"/>' for key, value in points.items()
    ).replace('"Ann"', '"Ann" caseSensitive="true"')
    return f'<mapping lowerBound="-1" upperBound="5" defaultValue="-0.5">{inner}</mapping>'


def _said(name: str) -> str:
    return (
        f'<feedbackInline outcomeIdentifier="F" identifier="{name}" showHide="show">'
        f"Said of {name}</feedbackInline>"
    )


def _simple(*names: str) -> str:
    return "".join(
        f'<simpleChoice identifier="{name}" fixed="{"true" if name == "a" else "false"}">'
        f"word {name}{_said(name)}</simpleChoice>"
        for name in names
    )


def _associable(most: str, *names: str) -> str:
    inner = "".join(
        f'<simpleAssociableChoice identifier="{name}" matchMax="{most}">word {name}'
        f"{_said(name)}</simpleAssociableChoice>"
        for name in names
    )
    return f"<simpleMatchSet>{inner}</simpleMatchSet>"


_EQUAL = """\
<responseProcessing><responseCondition><responseIf>
<equal toleranceMode="relative" tolerance="5 10" includeLowerBound="false">
<variable identifier="R"/><correct identifier="R"/></equal>
<setOutcomeValue identifier="SCORE"><baseValue baseType="float">3</baseValue></setOutcomeValue>
</responseIf></responseCondition></responseProcessing>"""
_BY_TEMPLATE = '<responseProcessing template="http://example.org/own_rule"/>'
QTI22 = {
    "single": _qti22(
        _declared(_right("a"), "single"),
        '<choiceInteraction responseIdentifier="R" shuffle="false" minChoices="1">'
        f"<prompt>Well?</prompt>{_simple('a', 'b', 'c')}</choiceInteraction>",
        _BY_TEMPLATE,
        '<modalFeedback outcomeIdentifier="F" identifier="b" showHide="show">Two.</modalFeedback>',
    ),
    "multiple": _qti22(
        _declared(_right("a", "b") + _mapped(a="2", b="1", c="-0.7"), "multiple"),
        '<choiceInteraction responseIdentifier="R" shuffle="false" maxChoices="2">'
        f"{_simple('a', 'b', 'c')}</choiceInteraction>",
        "",
    ),
    "ordering": _qti22(
        _declared(_right("a", "b", "c"), "ordered"),
        '<orderInteraction responseIdentifier="R" shuffle="false">'
        f"{_simple('a', 'b', 'c')}</orderInteraction>",
        "",
    ),
    "matching": _qti22(
        _declared(
            _right("a x", "b y") + '<mapping><mapEntry mapKey="a x" mappedValue="2"/>'
            '<mapEntry mapKey="b y" mappedValue="1"/></mapping>',
            "multiple",
            "directedPair",
        ),
        '<matchInteraction responseIdentifier="R" shuffle="false" maxAssociations="5">'
        f"{_associable('3', 'a', 'b')}{_associable('2', 'x', 'y', 'z')}</matchInteraction>",
        "",
    ),
    "short-answer": _qti22(
        _declared(_right("Ann") + _mapped(Ann="7", Anna="7", An="3", Bob="-1"), "single", "string"),
        '<p><textEntryInteraction responseIdentifier="R" placeholderText="name"/> Smith</p>',
        "",
    ),
    "numeric": _qti22(
        _declared(_right("12", "14"), "multiple", "float"),
        '<p><textEntryInteraction responseIdentifier="R" patternMask="[0-9]*"/> km</p>',
        _EQUAL,
    ),
    "cloze": _qti22(
        _declared(_right("sun") + _mapped(sun="2", star="2", moon="1"), "single", "string")
        + _declared(_right("sea"), "single", "string", "S"),
        '<p>The <textEntryInteraction responseIdentifier="R"/> and '
        '<textEntryInteraction responseIdentifier="S"/>.</p>',
        "",
    ),
    "essay": _qti22(
        _declared("", "single", "string"),
        '<extendedTextInteraction responseIdentifier="R" expectedLines="70" format="xhtml"/>',
        "",
    ),
}
