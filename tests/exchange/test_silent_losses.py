"""Nothing of a file is read past: whatever is left out of it changes what comes in or the report."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator

import pytest

from generator.exchange import workbook
from generator.exchange.exchanged import ExchangeError
from generator.exchange.formats import FORMATS
from generator.storage import xlsx_files
from tests.exchange import furnished

Reading = Callable[[str], object]

# What is left out without a change, because it says nothing by itself.
SAYS_NOTHING = {
    "moodle": r"""(?x)
        \w+@format=html | file@path=/ | file@encoding=base64 | <single>\ true  # as without them
        | answer@fraction=[0-3] | <text>\ | <(?:answer|text)>\ false
    """,
    "qti12": r"""(?x)
        item@ident=i1 | (?:response_\w+|itemfeedback|response_label)@ident=.* | varequal@respident=.*
        | setvar@(?:varname=SCORE|action=(?:Set|Add))  # names within the file, and what is usual
        | <(?:qtimetadatafield|fieldentry)>.*_question | response_lid@rcardinality=.*  # by its shape
        | mattext@texttype=text/html | <(?:material|mattext)>\ x  # the name of a gap
        | render_fib@rows=3 | <(?:response_str|render_fib|response_label)>\   # what is written in
    """,
    "qti22": r"""(?x)
        \w+@(?:cardinality|baseType|outcomeIdentifier|showHide|responseIdentifier)=.*  # its shape
        | (?:modalFeedback|feedback\w+|correct|responseDeclaration)@identifier=.*
        | simpleChoice@(?:fixed=false|identifier=[bc]) | simpleAssociableChoice@identifier=z
        | rubricBlock@view=scorer | choiceInteraction@shuffle=false  # as without them
        | <(?:correctResponse|value)>\ (?:ab|Ann) | <(?:correct|responseDeclaration|mapEntry)>[ ]
        | mapEntry@mappedValue=7  # the key and what it earns say the same
    """,
    "gift": "RANDOM",  # as without it
}


def reading(name: str) -> Reading:
    """What a format makes of a text: fields, notes and pictures, without the lines in places."""

    def read(text: str) -> object:
        try:
            items = FORMATS[name].read(text.encode())
        except ExchangeError as error:
            return str(error)
        return [(item.fields, item.notes, item.files) for item in items]

    return read


def read_past(
    read: Reading, whole: str, lesser: Iterable[tuple[str, str]], says_nothing: str
) -> Iterator[str]:
    """Each part of a file without which everything, the report too, is as with it."""
    all_of_it = read(whole)
    for name, text in lesser:
        if read(text) == all_of_it and not re.fullmatch(says_nothing, name):
            yield name


@pytest.mark.parametrize("kind", furnished.MOODLE)
def test_every_value_of_moodle_is_kept_or_reported(kind):
    """Of a question of each type with everything that Moodle can say of it: each element and
    attribute makes a difference to the item or to its report.
    """
    whole = furnished.MOODLE[kind]
    lesser = furnished.xml_without_each(whole)
    assert list(read_past(reading("moodle"), whole, lesser, SAYS_NOTHING["moodle"])) == []


def test_every_value_of_a_cloze_text_is_kept_or_reported():
    """Of gaps of each kind: weights, case, tolerances, partial credit, wrong answers and what is
    said of them.
    """
    lesser = furnished.cloze_without_each()
    assert list(read_past(reading("moodle"), furnished.whole_cloze(), lesser, "")) == []


def test_what_goes_without_saying_is_not_reported():
    """A question with the settings that Moodle writes of itself comes in without a note, and so do
    gaps whose spellings differ in capital letters only.
    """
    (item,) = FORMATS["moodle"].read(furnished.USUAL.encode())
    assert item.notes == ()
    (gap,) = FORMATS["moodle"].read(furnished.USUAL_GAP.encode())
    assert gap.fields["text"] == "The {sun}."


@pytest.mark.parametrize(
    ("name", "kind"), [(name, kind) for name, texts in furnished.TEXTS.items() for kind in texts]
)
def test_every_part_of_a_text_is_kept_or_reported(name, kind):
    """Of questions in GIFT, Aiken, text2qti's Markdown, plain text and tables: each part that can
    be left out makes a difference to the item or to its report.
    """
    text = furnished.TEXTS[name][kind]
    whole, lesser = furnished.whole_text(text), furnished.text_without_each(text)
    assert list(read_past(reading(name), whole, lesser, SAYS_NOTHING.get(name, ""))) == []


@pytest.mark.parametrize("kind", furnished.QTI12)
def test_every_value_of_qti12_is_kept_or_reported(kind):
    """Of a quiz with a question of each type: each element and attribute, also of the quiz."""
    whole = furnished.QTI12[kind]
    lesser = furnished.xml_without_each(whole)
    assert list(read_past(reading("qti12"), whole, lesser, SAYS_NOTHING["qti12"])) == []


@pytest.mark.parametrize("kind", furnished.QTI22)
def test_every_value_of_qti2_is_kept_or_reported(kind):
    """Of an item of each type: each element and attribute."""
    whole = furnished.QTI22[kind]
    lesser = furnished.xml_without_each(whole)
    assert list(read_past(reading("qti22"), whole, lesser, SAYS_NOTHING["qti22"])) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "moodle",
            f'{furnished.USUAL.removesuffix("</quiz>")}<question type="category"><category><text>'
            "Stones</text></category><info><text>«Of stones.»</text></info></question>"
            "<note>«Words»</note></quiz>",
        ),
        (
            "qti12",
            furnished.QTI12["essay"].replace(
                "</section></assessment>",
                "</section><note>«Words»</note><section><rubric>«Read on.»</rubric></section>"
                "</assessment>",
            ),
        ),
        ("gift", "Which? {=air ~stone}\n\n«// A comment»\n\n«// [tag:week 3]»\n"),
    ],
    ids=["moodle", "qti12", "gift"],
)
def test_what_is_behind_the_last_question_is_reported(name, text):
    """What a file says where no question follows is named at the last one; a category that has no
    question is not.
    """
    whole, lesser = furnished.whole_text(text), furnished.text_without_each(text)
    assert list(read_past(reading(name), whole, lesser, "")) == []
    *_, last = FORMATS[name].read(whole.encode())
    assert "Stones' is in the bank" not in str(last.notes)


def test_every_setting_of_a_canvas_quiz_is_reported():
    """Of the file beside a quiz: time, attempts, what is said of it."""

    def read(settings: str) -> object:
        quiz = furnished.QTI12["single"]
        data = furnished.zipped(q__xml=quiz, assessment_meta__xml=settings)
        return [(item.fields, item.notes) for item in FORMATS["qti12"].read(data)]

    text = furnished.QTI12_SETTINGS
    whole, lesser = furnished.whole_text(text), furnished.text_without_each(text)
    assert list(read_past(read, whole, lesser, "")) == []


def test_settings_of_a_qti2_test_are_reported():
    """Of the test in a package: its time, attempts and which of its items are asked."""
    test = """\
<assessmentTest title="«Leaves»"><timeLimits maxTime="«60»"/><testPart>
<itemSessionControl maxAttempts="«2»"/><assessmentSection><selection select="«1»"/>
<ordering shuffle="«true»"/></assessmentSection></testPart></assessmentTest>"""

    def read(settings: str) -> object:
        data = furnished.zipped(a__xml=furnished.QTI22["single"], test__xml=settings)
        return [(item.fields, item.notes) for item in FORMATS["qti22"].read(data)]

    whole, lesser = furnished.whole_text(test), furnished.text_without_each(test)
    assert list(read_past(read, whole, lesser, "")) == []


WORD = """\
«Chemistry
»
1. «(3 points) »Which?
A) air
B) stone
«C) wood
»ANSWER: A
«Explanation: Because.
»"""


def test_every_part_of_a_word_document_is_kept_or_reported():
    """Of a document with a header and a footer: each line, and what is in the margins."""
    docx = pytest.importorskip("docx")

    def read(text: str) -> object:
        document = docx.Document()
        head, foot, *lines = text.split("\n")
        document.sections[0].header.paragraphs[0].text = head
        document.sections[0].footer.paragraphs[0].text = foot
        for line in lines:
            document.add_paragraph(line)
        data = io.BytesIO()
        document.save(data)
        return [(item.fields, item.notes) for item in FORMATS["docx"].read(data.getvalue())]

    text = f"«Monday's test»\n«Page 1»\n{WORD}"
    whole, lesser = furnished.whole_text(text), furnished.text_without_each(text)
    assert list(read_past(read, whole, lesser, "")) == []


def test_a_sheet_that_is_read_in_part_only_is_refused(monkeypatch):
    """Rows and columns beyond the limits are not left out in silence."""
    openpyxl = pytest.importorskip("openpyxl")

    def sheet(rows: int, columns: int) -> bytes:
        book = openpyxl.Workbook()
        book.active.append(["stem", "key", *(f"my {n}" for n in range(columns - 2))])
        for n in range(rows - 1):
            book.active.append([f"What is {n}?", n])
        data = io.BytesIO()
        book.save(data)
        return data.getvalue()

    assert len(FORMATS["xlsx"].read(sheet(4, 100))) == 3
    with pytest.raises(ExchangeError, match="more than 100 columns"):
        FORMATS["xlsx"].read(sheet(4, 101))
    monkeypatch.setattr(xlsx_files, "MOST_SHEET_ROWS", 4)
    monkeypatch.setattr(workbook, "MOST_SHEET_ROWS", 4)
    with pytest.raises(ExchangeError, match="split it"):
        FORMATS["xlsx"].read(sheet(5, 3))


def test_a_value_that_is_read_past_is_found():
    """Negative control: a reader that skips penalties, and one that skips tolerances of gaps."""

    def forgetful(pattern: str) -> Reading:
        return lambda text: reading("moodle")(re.sub(pattern, "", text))

    whole = furnished.MOODLE["single"]
    lesser = furnished.xml_without_each(whole)
    missed = list(
        read_past(forgetful("<penalty>.*</penalty>"), whole, lesser, "<single> true|.*@.*")
    )
    assert missed == ["<penalty> 0.25"]
    lesser = furnished.cloze_without_each()
    assert list(read_past(forgetful(":0.5"), furnished.whole_cloze(), lesser, "")) == [":0.5"]
