"""Places for answers of QTI 2 and 3: what our types hold comes in, and nothing else is guessed."""

from __future__ import annotations

import re

import pytest

from generator.exchange.exchanged import ExchangedItem, Fields
from generator.exchange.formats import FORMATS
from tests.exchange.test_awkward_files import guesses, notes, read


def item(declarations: str, body: str) -> ExchangedItem:
    """The item of a file in QTI 2.1."""
    (held,) = read(
        "q.xml",
        '<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="i" title="i">'
        f"{declarations}<itemBody>{body}</itemBody></assessmentItem>",
    )
    return held


def declared(values: str, base: str = "identifier", mapping: str = "", name: str = "R") -> str:
    """The declaration of a response, its right values parted by commas."""
    cardinality = "multiple" if base in ("pair", "directedPair") else "single"
    inner = "".join(f"<value>{value}</value>" for value in values.split(",") if value)
    entries = "".join(
        f'<mapEntry mapKey="{key}" mappedValue="{points}"/>'
        for key, points in re.findall(r"(\w[\w ]*)=([\d.]+)", mapping)
    )
    return (
        f'<responseDeclaration identifier="{name}" cardinality="{cardinality}" baseType="{base}">'
        f"<correctResponse>{inner}</correctResponse>"
        + (f'<mapping defaultValue="0">{entries}</mapping>' if entries else "")
        + "</responseDeclaration>"
    )


def a_list(*words: str, name: str = "R") -> str:
    """A gap with a list to choose from, each word named by its first letter."""
    choices = "".join(f'<inlineChoice identifier="{w[0]}">{w}</inlineChoice>' for w in words)
    return (
        f'<inlineChoiceInteraction responseIdentifier="{name}" shuffle="true">{choices}'
        "</inlineChoiceInteraction>"
    )


def test_lists_in_a_text_are_a_word_bank():
    """One list, or several that are the same, are a bank of words; what else is in the body for
    markers or for afterwards is not printed.
    """
    hidden = (
        '<rubricBlock view="scorer"><p>York!</p></rubricBlock>'
        '<feedbackBlock outcomeIdentifier="F" showHide="show" identifier="x">York!</feedbackBlock>'
    )
    held = item(declared("Y"), f"<p>He is in {a_list('Gent', 'York')} {{today}}.</p>{hidden}")
    assert held.fields["text"] == r"He is in {York} \{today\}."
    assert held.fields["word_bank"] == ["Gent"] and guesses(held) == []
    assert "York!" not in str(held.fields) and notes(held).count("York!") == 2
    two = declared("Y") + declared("G", name="S")
    body = f"<p>{a_list('Gent', 'York')} and {a_list('Gent', 'York', name='S')}</p>"
    held = item(two, body)
    assert held.fields["text"] == "{York} and {Gent}" and guesses(held) == []
    assert held.fields["word_bank"] == []


def test_lists_that_differ_make_a_draft():
    """A word of one list may be right in the gap of another."""
    two = declared("b") + declared("r", name="S")
    held = item(two, f"<p>{a_list('big', 'small')} and {a_list('red', 'pink', name='S')}</p>")
    assert held.fields["word_bank"] == ["small", "pink"]
    (guess,) = guesses(held)
    assert "right in more than one gap" in guess


def test_lists_beside_words_to_type():
    """The right words are kept, and the lists are reported: no bank of ours is for some gaps."""
    two = declared("b") + declared("red", "string", name="S")
    held = item(
        two, f"<p>{a_list('big', 'small')}, <textEntryInteraction responseIdentifier='S'/></p>"
    )
    assert held.fields["text"] == "{big}, {red}" and "word_bank" not in held.fields
    assert "the words to choose from (big, small): only some gaps had them" in notes(held)


_FILLED = (
    '<gapMatchInteraction responseIdentifier="R" shuffle="true"><prompt>Which season?</prompt>'
    '<gapText identifier="W" matchMax="1">winter</gapText>'
    '<gapText identifier="S" matchMax="1">summer</gapText>'
    '<gapText identifier="P" matchMax="1">spring</gapText>'
    '<p>Cold <gap identifier="G1"/>, hot <gap identifier="G2"/>.</p></gapMatchInteraction>'
)


def test_words_to_put_into_gaps():
    """Each gap with its word, the words that are left in the bank, the prompt as the stem."""
    held = item(declared("W G1,S G2", "directedPair"), _FILLED)
    assert held.fields["stem"] == "Which season?"
    assert held.fields["text"] == "Cold {winter}, hot {summer}."
    assert held.fields["word_bank"] == ["spring"] and held.notes == ()
    by_points = item(declared("", "directedPair", "W G1=1 S G2=2 P G2=0"), _FILLED)
    assert by_points.fields["text"] == held.fields["text"]
    assert "the points of its parts, which were 1, 2" in notes(by_points)
    as_of_3 = re.sub(r"(</?)(gap\w*|prompt)", r"\1qti-\2", _FILLED)
    as_of_3 = as_of_3.replace("qti-gapMatchInteraction", "qti-gap-match-interaction")
    as_of_3 = as_of_3.replace("qti-gapText", "qti-gap-text").replace("matchMax", "match-max")
    (newer,) = read(
        "q.xml",
        '<qti-assessment-item xmlns="x" identifier="i" title="i"><qti-response-declaration '
        'identifier="R" cardinality="multiple" base-type="directedPair"><qti-correct-response>'
        "<qti-value>W G1</qti-value><qti-value>S G2</qti-value></qti-correct-response>"
        "</qti-response-declaration><qti-item-body>"
        f"{as_of_3.replace('responseIdentifier', 'response-identifier')}</qti-item-body>"
        "</qti-assessment-item>",
    )
    assert newer.fields == held.fields


@pytest.mark.parametrize("values", ["W G1", "W G1,S G2,P G2", "W G1,X G2"])
def test_gaps_without_one_right_word_are_lost(values):
    """A gap with none, with two, and with a word that is not there: nothing is guessed."""
    held = item(declared(values, "directedPair"), _FILLED)
    assert held.is_lost and "not each gap has one right word" in notes(held)


def test_pairs_among_things_of_one_kind():
    """Matching, the first of each pair on the left, which is told; what is in no pair is left over;
    what is in two pairs has no type.
    """
    choices = "".join(
        f'<simpleAssociableChoice identifier="{name[0]}" matchMax="1">{name}'
        "</simpleAssociableChoice>"
        for name in ("Antonio", "Capulet", "Demetrius", "Montague", "Prospero")
    )
    body = (
        f'<associateInteraction responseIdentifier="R" shuffle="true"><prompt>Rivals?</prompt>'
        f"{choices}</associateInteraction>"
    )
    held = item(declared("A P,C M", "pair"), body)
    assert held.fields["stem"] == "Rivals?" and held.fields["unused"] == ["Demetrius"]
    assert held.fields["pairs"] == [
        {"premise": "Antonio", "response": "Prospero"},
        {"premise": "Capulet", "response": "Montague"},
    ]
    assert "changed: the first of each pair is on the left" in notes(held)
    assert item(declared("A P,A M", "pair"), body).is_lost


def test_what_wrong_pairs_earned_is_told_in_the_order_of_the_file():
    """The report of one file is the same each time."""
    sides = (
        f'<simpleAssociableChoice identifier="{name}" matchMax="1">{name}</simpleAssociableChoice>'
        for name in "abxy"
    )
    a, b, x, y = sides
    body = (
        '<p>Join.</p><matchInteraction responseIdentifier="R" shuffle="true">'
        f"<simpleMatchSet>{a}{b}</simpleMatchSet><simpleMatchSet>{x}{y}</simpleMatchSet>"
        "</matchInteraction>"
    )
    points = "b z=4 a x=1 b w=3 a y=2 b y=1 a w=5 b x=6"
    held = item(declared("a x,b y", "directedPair", points), body)
    assert re.findall(r"pair '(. .)'", notes(held)) == ["b z", "b w", "a y", "a w", "b x"]


_CHOICE = (
    '<choiceInteraction responseIdentifier="{}" shuffle="true" maxChoices="1"><prompt>Q</prompt>'
    '<simpleChoice identifier="A">x</simpleChoice><simpleChoice identifier="B">y</simpleChoice>'
    "</choiceInteraction>"
)


def test_several_questions_in_an_item_are_not_read_as_the_first():
    """Two choices, or two places to write, are lost as a whole: the first alone would be printed
    with the words of both.
    """
    two = declared("A") + declared("B", name="S")
    held = item(two, _CHOICE.format("R") + _CHOICE.format("S"))
    assert held.is_lost and "choiceInteraction and choiceInteraction" in notes(held)
    assert not item(two, _CHOICE.format("R")).is_lost
    place = '<extendedTextInteraction responseIdentifier="R"/>'
    assert item("", place * 2).is_lost and not item("", f"<p>Q</p>{place}").is_lost


def test_a_key_that_earns_nothing_is_a_guess():
    """Where the right answer and what answers earn do not agree, a person must look."""
    agreed = item(declared("A", mapping="A=1"), _CHOICE.format("R"))
    assert agreed.fields["key"] == "x" and guesses(agreed) == []
    other = item(declared("A", mapping="B=1"), _CHOICE.format("R"))
    assert "do not agree" in guesses(other)[0]
    half = item(declared("A", mapping="A=1 B=0.5"), _CHOICE.format("R"))
    assert half.fields["key"] == "x" and "do not agree" not in str(guesses(half))


@pytest.mark.parametrize("bank", [True, False])
@pytest.mark.parametrize(
    "text",
    [
        "**{big}** and **x**",
        "{big} \\{set\\} {small}",
        "Two:\n\n- {big} one\n- {small} one",
        "| a | b |\n|---|---|\n| {big} | {small} |",
        "```\nif {big}:\n    {small}\n```",
    ],
)
def test_blanks_go_out_wherever_they_are(text, bank):
    """Within marks, lists, tables and code, typed or with a bank of words: the same comes back, with
    the stem, and nothing is reported.
    """
    count = text.count("{") - text.count(r"\{")
    fields: Fields = {"type": "cloze", "id": "i", "stem": "Fill it.", "text": text}
    fields["points"] = str(count)
    if bank:
        fields["word_bank"] = ["zero"]
    written = FORMATS["qti22"].write("B", [ExchangedItem("i", fields)])
    (back,) = FORMATS["qti22"].read(written.data)
    if count == 1 and not bank:  # one typed blank alone is a short answer there
        assert "changed: a text with one blank is read as a short answer" in notes(written.items[0])
        assert back.fields["stem"] == "Fill it.\n\n**\\_\\_\\_\\_\\_** and **x**"
        return
    assert written.items[0].notes == ()
    assert back.notes == () and back.fields == fields
