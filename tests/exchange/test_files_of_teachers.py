"""Files as teachers and other programs make them: each key right, or the item a draft that says why,
and each loss reported.
"""

from __future__ import annotations

import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from generator.exchange.exchanged import ExchangedItem
from generator.exchange.formats import guess_format
from tests.exchange.test_awkward_files import RIGHT_AND_WRONG, guesses, moodle, notes, read, saved

# ---------------------------------------------------------------- plain text


def test_numbered_statements_belong_to_their_question():
    """Statements that count from one anew, with options below them, are lines of the stem, and the
    item is a draft; questions that count on, or from one behind a heading, are questions.
    """
    first, second = read(
        "q.txt",
        "1. Which are true?\n   1. Dogs bark.\n   2. Cats bark.\n   3. Cows moo.\n"
        "A) 1 only\nB) 1 and 3\nC) all\nAnswer: B\n\n2. Next?\na. yes\nb. no\nAnswer: a\n",
    )
    assert first.fields["stem"] == (
        "Which are true?\n1\\. Dogs bark.\n2\\. Cats bark.\n3\\. Cows moo."
    )
    assert first.fields["key"] == "1 and 3"
    assert guesses(first) == ["that numbered lines are statements of the question above them"]
    assert second.fields["key"] == "yes" and guesses(second) == []
    below = "1. Which of\nthese are true?\n1. Dogs bark.\n2. Cats bark.\nA) 1\nB) 2\nAnswer: A\n"
    (long,) = read("q.txt", below)
    assert "1\\. Dogs bark.\n2\\. Cats bark." in long.fields["stem"] and guesses(long)
    apart = "1. Explain.\n2. Name.\nA) x\nB) y\nAnswer: A\n"
    assert [item.fields["stem"] for item in read("q.txt", apart)] == ["Explain.", "Name."]
    anew = "1. Explain.\n\n1. Define.\n2. Name.\nA) x\nB) y\nAnswer: A\n"
    assert len(read("q.txt", anew)) == 3


def test_statements_keep_their_lines():
    """Lines of a stem with Roman numbers, hyphens or dots stay lines; others are one paragraph."""
    (item,) = read(
        "q.txt", "1. Consider:\nI. Water is wet.\nII. Fire is cold.\nA) I\nB) II\nAnswer: A\n"
    )
    assert item.fields["stem"] == "Consider:\nI. Water is wet.\nII. Fire is cold."
    assert item.notes == ()
    (item,) = read("q.txt", "1. A long\nstem?\nA) I\nB) II\nAnswer: A\n")
    assert item.fields["stem"] == "A long stem?" and "one paragraph" in notes(item)


@pytest.mark.parametrize(
    ("stem", "answer", "key"),
    [
        ("Water is wet. (T/F)", "T", "true"),
        ("Water is dry. True/False", "False", "false"),
        ("True or false: water is dry.", "F", "false"),
        ("Wasser ist nass. (wahr/falsch)", "w", "true"),
        ("Wasser ist trocken. (R/F)", "F", "false"),
    ],
)
def test_what_is_true_or_false_by_its_stem(stem, answer, key):
    """A stem that asks whether it is true has a letter or a word as its answer, and what asks so is
    printed by the item type.
    """
    (item,) = read("q.txt", f"1. {stem}\nAnswer: {answer}\n")
    assert (item.fields["type"], item.fields["key"]) == ("true-false", key)
    assert item.fields["stem"] in (
        "Water is wet.", "Water is dry.", "water is dry.", "Wasser ist nass.", "Wasser ist trocken."
    )  # fmt: skip
    assert guesses(item) == []


def test_a_letter_that_may_be_a_word_is_a_guess():
    """F may be fluorine, and A both a letter and the words of another option: drafts."""
    (item,) = read("q.txt", "1. Symbol of fluorine?\nAnswer: F\n")
    assert guesses(item) == ["that the answer F means true or false"]
    (item,) = read("q.txt", "1. Which vitamin?\nA) B\nB) A\nC) C\nAnswer: A\n")
    assert item.fields["key"] == "B"
    assert guesses(item) == ["the key: 'A' is the letter of one option and the words of B"]
    (item,) = read("q.txt", "1. Which vitamin?\nA) A\nB) B\nAnswer: A\n")
    assert guesses(item) == []


def test_a_publishers_test_bank():
    """A line for the number, options in two columns, and what is said of a question on one line."""
    (above, first, second) = read(
        "q.txt",
        "MULTIPLE CHOICE\n\n____\t1.\tWhich is a gas?\na.\tiron\tc.\toxygen\nb.\tgold\td.\tsilver\n"
        "ANS:\tC\tPTS:\t2\tDIF:\tEasy\tREF:\tp. 12\n\n____\t2.\tWhich is a metal?\n"
        "a.\tiron\nb.\twater\nANS:\tA\nPTS:\t1\n",
    )
    assert above.is_lost
    assert first.fields["key"] == "oxygen" and first.fields["points"] == "2"
    assert first.fields["distractors"] == ["iron", "gold", "silver"]
    assert notes(first) == "lost: 'DIF' (Easy)\nlost: 'REF' (p. 12)"
    assert second.fields["key"] == "iron" and second.notes == ()


def test_boxes_and_rings_before_options():
    """Ticked boxes are keys; empty ones with a line of the answer too; an item with lettered options
    has no others.
    """
    several, one, named = read(
        "q.txt",
        "1. Gases?\n☒ Neon\n☐ Iron\n☒ Argon\n2. Pick\n○ a\n● b\n3. Which?\n[ ] x\n[ ] y\nAnswer: y\n",
    )
    assert several.fields["keys"] == ["Neon", "Argon"]
    assert one.fields["key"] == "b" and named.fields["key"] == "y"
    (item,) = read("q.txt", "1. Which?\nA) x\nB) y\n○ see the figure\nAnswer: A\n")
    assert item.fields["distractors"] == ["y"] and "○ see the figure" in notes(item)


@pytest.mark.parametrize("word", ["Richtige Antwort", "Right answer", "Correct option", "Correct"])
def test_words_for_the_answer(word):
    """What the line of the answer begins with."""
    (item,) = read("q.txt", f"1. Größe?\na) 1 km²\nb) 2 km²\n{word}: b\n".encode("cp1252"))
    assert item.fields["key"] == "2 km²" and item.notes == ()


def test_texts_with_signs_of_markdown():
    """Headings for numbers, bold around stems, labels and answers, and options in lists: as if the
    signs were not there; a bold option is marked, and a bold word within a text stays bold.
    """
    texts = (
        "### Question 1\nWhich is **not** a gas?\n\nA) neon\nB) iron\n\n**Answer: B**\n",
        "1. Which is **not** a gas?\n   * A) neon\n   * B) iron\n   * **Correct answer:** B) iron\n",
        "1. Which is **not** a gas?\n**A)** neon\n**B)** iron\n*Answer: B*\n",
        "1. Which is **not** a gas?\nA) neon\n**B) iron**\n",
        "1. Which is **not** a gas?\nA) neon\nB) **iron**\n",
    )
    for text in texts:
        (item,) = read("q.txt", text)
        assert item.fields == {
            "stem": "Which is **not** a gas?", "key": "iron", "distractors": ["neon"]
        }, text  # fmt: skip
        assert item.notes == ()
    (whole,) = read("q.txt", "**1. Which?**\n- A) neon\n- B) iron\n- **Answer:** B\n")
    assert whole.fields["stem"] == "Which?" and whole.fields["key"] == "iron"


def test_stars_that_are_no_marks_of_right_options():
    """Around words, for powers, and before every option of a list."""
    (item,) = read("q.txt", "1. 2**3**4 and a ** b?\nA) *Homo sapiens*\nB) Pan\nAnswer: B\n")
    assert item.fields["key"] == "Pan" and guesses(item) == []
    assert item.fields["stem"] == r"2\*\*3\*\*4 and a \*\* b?"
    (item,) = read("q.txt", "1. Q?\nA) *Homo sapiens*\nB) Pan\n")
    assert item.is_lost and "no option is marked" in notes(item)
    (item,) = read("q.txt", "1. Q?\n* A) x\n* B) y\nAnswer: B\n")
    assert item.fields["key"] == "y" and guesses(item) == []
    (item,) = read("q.txt", "1. Q?\nA) x\nB) y*\n")
    assert item.fields["key"] == "y"


def test_signs_of_markdown_within_a_line_are_its_own():
    """Number signs, plus signs, hyphens and stars mean something at the start of a line alone."""
    (item,) = read(
        "q.txt",
        "1. Which C # y?\nA) x # y\nB) 2 + (b) - c)\nC) (2*a)*b\nD) x **Note:** y\nAnswer: B\n",
    )
    assert item.fields["stem"] == "Which C # y?" and item.fields["key"] == "2 + (b) - c)"
    assert item.fields["distractors"] == ["x # y", r"(2\*a)\*b", "x **Note:** y"]
    assert item.notes == ()


def test_signs_behind_options_that_are_no_ticks():
    """f(x) is a function and not an f that is ticked; what stands behind every option is its own."""
    (item,) = read("q.txt", "1. Which?\nA) f(x)\nB) g(x)\nC) 2(x)\nAnswer: B\n")
    assert item.fields["key"] == "g(x)" and item.fields["distractors"] == ["f(x)", "2(x)"]
    assert item.notes == ()
    (item,) = read("q.txt", "1. Which?\nA) sin(x)\nB) y*\n")
    assert item.fields["key"] == "y" and item.fields["distractors"] == ["sin(x)"]
    (item,) = read("q.txt", "1. Which?\nA) sin (x)\nB) cos (x)\nAnswer: cos (x)\n")
    assert item.fields["key"] == "cos (x)" and item.fields["distractors"] == ["sin (x)"]
    (item,) = read("q.txt", "1. Which?\nA) no\nB) yes (x)\n")
    assert item.fields["key"] == "yes" and item.notes == ()


def test_options_on_several_lines():
    """What is indented or goes on in small letters right below an option is of it; other lines are
    reported.
    """
    (item,) = read(
        "q.txt",
        "1. Why?\na) because of\n   the rain\n*b) because it\nis wet\nSee page 3.\nAnswer: b\n",
    )
    assert item.fields["key"] == "because it is wet"
    assert item.fields["distractors"] == ["because of the rain"]
    assert "what is behind the options (See page 3.)" in notes(item)


def test_an_answer_whose_words_are_of_another_option_is_a_guess():
    """The letter counts, and the item is a draft."""
    (item,) = read("q.txt", "1. Q?\nA) x\nB) y\nAnswer: B) x\n")
    assert item.fields["key"] == "y" and "words of another one" in guesses(item)[0]
    (item,) = read("q.txt", "1. Q?\nA) x\nB) y\nAnswer: B) y\n")
    assert guesses(item) == []


def test_a_key_on_one_line_at_the_end():
    """Numbers with letters behind a heading are the key of all questions."""
    first, second = read("q.txt", "1. Q?\nA) x\nB) y\n2. R?\nA) x\nB) y\n\nAnswers: 1-B, 2-A\n")
    assert (first.fields["key"], second.fields["key"]) == ("y", "x")


# ---------------------------------------------------------------- Word


def _numbered(document: Document, formats: list[str]) -> str:
    """A list of Word's own with a number format for each level; its number."""
    root = document.part.numbering_part.element
    kind, name = OxmlElement("w:abstractNum"), str(900 + len(root))
    kind.set(qn("w:abstractNumId"), name)
    for level, form in enumerate(formats):
        held = OxmlElement("w:lvl")
        held.set(qn("w:ilvl"), str(level))
        number = OxmlElement("w:numFmt")
        number.set(qn("w:val"), form)
        held.append(number)
        kind.append(held)
    root.insert(0, kind)
    number, refers = OxmlElement("w:num"), OxmlElement("w:abstractNumId")
    number.set(qn("w:numId"), name)
    refers.set(qn("w:val"), name)
    number.append(refers)
    root.append(number)
    return name


def _listed(*lines: tuple[str, int, bool, int]) -> list[ExchangedItem]:
    """A document of paragraphs in Word's own lists: text, level, whether it is bold, which list."""
    document = docx.Document()
    lists = [_numbered(document, ["decimal", "lowerLetter", "lowerRoman"]) for _ in range(3)]
    for text, level, bold, of in lines:
        paragraph = document.add_paragraph()
        paragraph.add_run(text).bold = bold
        properties, place = paragraph._p.get_or_add_pPr(), OxmlElement("w:numPr")
        for tag, value in (("w:ilvl", str(level)), ("w:numId", lists[of])):
            part = OxmlElement(tag)
            part.set(qn("w:val"), value)
            place.append(part)
        properties.append(place)
    return read("q.docx", saved(document))


def test_words_own_roman_numbers_in_a_stem():
    """Statements that Word numbers by itself keep their numbers, which the options name."""
    first, second = _listed(
        ("Which are right?", 0, False, 0),
        ("Water is wet.", 2, False, 0),
        ("Fire is cold.", 2, False, 0),
        ("i only", 1, True, 0),
        ("ii only", 1, False, 0),
        ("And now?", 0, False, 0),
        ("Stones bark.", 2, False, 0),
        ("i", 1, True, 0),
        ("none", 1, False, 0),
    )
    assert first.fields["stem"] == "Which are right?\ni. Water is wet.\nii. Fire is cold."
    assert first.fields["key"] == "i only" and first.notes == ()
    assert second.fields["stem"] == "And now?\ni. Stones bark."


def test_another_list_in_a_stem():
    """Numbers of another list below a question are statements where options follow, and the item
    is a draft; where each entry has its options, or each question a list of its own, they are
    questions.
    """
    (item,) = _listed(
        ("Which are right?", 0, False, 0),
        ("Water is wet.", 0, False, 1),
        ("Fire is cold.", 0, False, 1),
        ("1 only", 1, True, 0),
        ("2 only", 1, False, 0),
    )
    assert item.fields["stem"] == "Which are right?\n1\\. Water is wet.\n2\\. Fire is cold."
    assert item.fields["key"] == "1 only" and guesses(item)
    options = ("yes", 1, True), ("no", 1, False)
    for of in (0, 1):
        items = _listed(
            ("One?", 0, False, 0),
            *((*option, 0) for option in options),
            ("Two?", 0, False, of),
            *((*option, of) for option in options),
        )
        assert [each.fields["stem"] for each in items] == ["One?", "Two?"]


@pytest.mark.parametrize(
    "rows",
    [
        [("Question", "1", "2"), ("Answer", "B", "A")],
        [("1", "2"), ("B", "A")],
        [("No.", "Key"), ("1.", "B"), ("2.", "a")],
    ],
)
def test_an_answer_key_in_a_table(rows):
    """Below its heading, from left to right or downwards; any other table is reported."""
    document = docx.Document()
    for text in ("1. One?", "A) x", "B) y", "2. Two?", "A) x", "B) y", "Answer key"):
        document.add_paragraph(text)
    table = document.add_table(len(rows), len(rows[0]))
    for n, row in enumerate(rows):
        for k, text in enumerate(row):
            table.cell(n, k).text = text
    assert [item.fields["key"] for item in read("q.docx", saved(document))] == ["y", "x"]
    table.cell(len(rows) - 1, len(rows[0]) - 1).text = "see page 3"
    assert "see page 3" in notes(read("q.docx", saved(document))[-1])


# ---------------------------------------------------------------- Moodle and GIFT


@pytest.mark.parametrize(
    "text",
    [
        '<span lang="en" class="multilang">Which?</span> <span lang="de" class="multilang">Was?</span>',
        "<p>{mlang en}Which?{mlang}{mlang de}Was?{mlang}</p>",
        '<lang lang="en">Which?</lang><lang lang="de">Was?</lang>',
    ],
)
def test_a_text_in_several_languages_is_read_in_one(text):
    """The first language is taken, and what the others say is reported."""
    item = moodle("multichoice", text, RIGHT_AND_WRONG)
    assert item.fields["stem"] == "Which?"
    assert notes(item) == "lost: its words in another language (de: Was?)"
    assert (
        moodle("multichoice", "{mlang en}Which?{mlang}", RIGHT_AND_WRONG).fields["stem"] == "Which?"
    )
    plain = moodle("multichoice", '<span lang="fr">Quoi?</span>', RIGHT_AND_WRONG)
    assert plain.fields["stem"] == "Quoi?" and plain.notes == ()


@pytest.mark.parametrize(
    ("text", "is_draft"),
    [
        ("{1:MULTICHOICE:=sun~moon} and {1:MULTICHOICE:=moon~sun}", False),
        ("{1:MULTICHOICE:=sun~moon} is {1:MULTICHOICE:=big~small}", True),
    ],
)
def test_lists_that_differ_make_a_draft(text, is_draft):
    """A word of one list may be right in the gap of another, once they are one word bank."""
    item = moodle("cloze", text, "")
    assert item.fields["type"] == "cloze" and bool(guesses(item)) == is_draft


@pytest.mark.parametrize("kind", ["SHORTANSWER", "NUMERICAL"])
def test_words_to_choose_from_at_some_gaps_only_are_named_as_lost(kind):
    """A word bank is for all blanks: where one gap is typed, the lists of others are left out."""
    item = moodle("cloze", f"{{1:MULTICHOICE:=sun~moon}} and {{1:{kind}:=5}}", "")
    assert "word_bank" not in item.fields
    assert "lost: the words to choose from (moon): only some gaps had them" in notes(item)


def test_several_answers_that_earn_all_points_are_named():
    """Only one can be the key: the others are named, and the item is a draft."""
    both = RIGHT_AND_WRONG.replace('fraction="0"', 'fraction="100"')
    item = moodle("multichoice", "Which?", f"<single>true</single>{both}")
    assert guesses(item) and "lost: that 'b' earned 100 % of the points" in notes(item)


def test_a_description_of_gift_does_not_run_into_the_next_question():
    """Where the empty line is missing: two blocks, by the name that the second begins with."""
    lost, item = read("q.gift", "::a::Read this.\n::b::Which? {=x ~y}\n")
    assert lost.is_lost and item.fields == {
        "id": "b", "stem": "Which?", "key": "x", "distractors": ["y"]
    }  # fmt: skip
    (item,) = read("q.gift", "::b::In C++\n::std is {=x ~y}\n")
    assert item.fields["key"] == "x"


# ---------------------------------------------------------------- QTI 1.2


def _blackboard(kind: str, response: str, conditions: str, more: str = "") -> ExchangedItem:
    (item,) = read(
        "q.xml",
        '<questestinterop><assessment><section><item maxattempts="0"><itemmetadata>'
        f"<bbmd_questiontype>{kind}</bbmd_questiontype>{more}</itemmetadata><presentation>"
        '<flow class="Block"><material><mat_extension><mat_formattedtext type="HTML">Q?'
        f"</mat_formattedtext></mat_extension></material></flow>{response}</presentation>"
        f'<resprocessing scoremodel="SumOfScores"><outcomes><decvar varname="SCORE" maxvalue="2"/>'
        f"</outcomes>{conditions}</resprocessing></item></section></assessment></questestinterop>",
    )
    return item


def _labels(*names: str, cardinality: str = "Single") -> str:
    labels = "".join(
        f'<flow_label class="Block"><response_label ident="{name}" shuffle="Yes"><material>'
        f"<mattext>{name}</mattext></material></response_label></flow_label>"
        for name in names
    )
    return (
        f'<response_lid ident="response" rcardinality="{cardinality}">'
        f'<render_choice shuffle="Yes">{labels}</render_choice></response_lid>'
    )


def _right(*names: str) -> str:
    equals = "".join(f'<varequal respident="response">{name}</varequal>' for name in names)
    return (
        f'<respcondition title="correct"><conditionvar><and>{equals}</and></conditionvar>'
        '<setvar variablename="SCORE" action="Set">SCORE.max</setvar></respcondition>'
    )


def test_items_of_blackboard():
    """Its types by their names, its points, and typed answers whose conditions give no points."""
    worth = "<qmd_absolutescore_max>2.0</qmd_absolutescore_max>"
    single = _blackboard("Multiple Choice", _labels("a", "b"), _right("b"), worth)
    assert single.fields["key"] == "b" and single.fields["points"] == "2" and single.notes == ()
    truth = _blackboard("True/False", _labels("true", "false"), _right("false"))
    assert truth.fields["type"] == "true-false" and truth.fields["key"] == "false"
    order = _blackboard("Ordering", _labels("a", "b", "c", cardinality="Ordered"), _right(*"bac"))
    assert order.fields["sequence"] == ["b", "a", "c"]
    typed = _blackboard(
        "Fill in the Blank",
        '<response_str ident="response"><render_fib/></response_str>',
        '<respcondition title="x"><conditionvar><varequal respident="response">Paris</varequal>'
        "</conditionvar></respcondition>",
    )
    assert typed.fields["scheme"] == [{"credit": "Paris", "points": "1"}]
    spot = _blackboard("Hot Spot", "", "")
    assert spot.is_lost and "there is no type like 'Hot Spot'" in notes(spot)


def test_a_number_beside_the_middle_of_its_range_is_a_guess():
    """What was called right is not what the key says: a draft."""
    bounds = '<vargte respident="r">{}</vargte><varlte respident="r">{}</varlte>'
    condition = (
        '<respcondition><conditionvar><or><varequal respident="r">5</varequal><and>{}</and></or>'
        '</conditionvar><setvar varname="SCORE">100</setvar></respcondition>'
    )
    place = '<response_str ident="r"><render_fib fibtype="Decimal"/></response_str>'
    even = _blackboard("Numeric", place, condition.format(bounds.format(4, 6)))
    assert (even.fields["key"], even.fields["tolerance"], guesses(even)) == ("5", "1", [])
    uneven = _blackboard("Numeric", place, condition.format(bounds.format(4, 7)))
    assert guesses(uneven) == ["that 5.5 is the answer, in the middle of what is right: it was 5"]
    unread = _blackboard("Numeric", place, condition.format(bounds.format("4,5", "5,5")))
    assert guesses(unread) == ["that only 5 is right: its bounds were 4,5 and 5,5"]


# ---------------------------------------------------------------- text2qti


def test_only_questions_of_a_group_are_told_of_it():
    """A quiz with a group has others beside it."""
    quiz = "1. A?\n*a) x\nb) y\n\nGROUP\npick: 1\n2. B?\n*a) x\nb) y\nEND_GROUP\n\n3. C?\n*a) x\nb) y\n"
    told = ["questions of a group" in notes(item) for item in read("q.md", quiz)]
    assert told == [False, True, False]


def test_one_star_among_many_questions_makes_no_text2qti():
    """A text whose answers stand elsewhere is read as one where a single right option is starred,
    and loses no question; where most are, it is text2qti.
    """
    one = "1. A leaf?\n*A) a part\nB) a stone\n\n2. A root?\nA) a leaf\nB) a part\n\n"
    items = read("q.txt", one + "3. A stem?\nA) above\nB) below\n\nKey: 2 B, 3 A\n")
    assert [item.fields["key"] for item in items] == ["a part", "a part", "above"]
    assert guess_format("q.txt", one.encode()).name == "text"
    most = one + "3. A stem?\n*A) above\nB) below\n"
    assert guess_format("q.txt", most.encode()).name == "text2qti"


def test_text_with_lines_to_write_on_is_no_text2qti():
    """A line of the answer says whose text it is."""
    first, second = read("q.txt", "1. A?\nA. x\nB. y\nAnswer: B\n\n2. Write.\n____\n")
    assert first.fields["key"] == "y" and second.fields["type"] == "essay"


# ---------------------------------------------------------------- tables


@pytest.mark.parametrize(
    ("head", "row", "keys"),
    [
        ("Question,Option A,Option B,Option C,Correct answer", "Q?,x,y,z,B", ["y"]),
        ("Question,Option A,Option B,Option C,Correct answer", 'Q?,x,y,z,"A, C"', ["x", "z"]),
        ("Question,Option A,Option B,Option C,Correct answer", "Q?,x,y,z,z", ["z"]),
        (
            "Question,Answer 1,Answer 2,Answer 3,Time limit,Correct answer(s)",
            "Q?,x,y,z,20,2",
            ["y"],
        ),
        ("Question Text,Option 1,Option 2,Option 3,Correct Answer", "Q?,x,y,,1", ["x"]),
        ("Frage,A,B,C,Lösung", "Q?,3,4,5,4", ["4"]),
        ("Frage,A,B,C,Lösung", "Q?,3,4,5,c", ["5"]),
        ("Question,Option A,Option B,Option C,Correct", "Q?,x,y,z,2", ["y"]),
        ("Question,Option A,Option B,Option C,Correct", 'Q?,x,y,z,"1, 3"', ["x", "z"]),
        ("Question,Option A,Option B,Option C,Correct", "Q?,x,y,z,Option B", ["y"]),
        ("Question,Option 1,Option 2,Option 3,Correct", "Q?,x,y,z,B", ["y"]),
        ("Question,Option 1,Option 2,Option 3,Correct", "Q?,x,y,z,Option 2", ["y"]),
        ("Question,Option A,Option B,Option C,Correct", "Q?,1,2,3,3", ["3"]),
    ],
)
def test_tables_with_a_column_for_each_option(head, row, keys):
    """The right option is named by its letter or number, or by its words; other columns are told."""
    (item,) = read("q.csv", f"{head}\n{row}\n")
    named = item.fields.get("keys") or [item.fields["key"]]
    assert named == keys and guesses(item) == [] and item.fields["stem"] == "Q?"
    assert ("'time limit'" in notes(item)) == ("Time" in head) and "there is none" not in notes(
        item
    )


@pytest.mark.parametrize(
    ("row", "key"), [("Wet?,True,False,A", "true"), ("Dry?,,,False", "false"), ("Legs?,,,6", "6")]
)
def test_rows_of_such_tables_without_options(row, key):
    """True or false by the options or the answer alone, and numbers."""
    (item,) = read("q.csv", f"Question,Option A,Option B,Answer\n{row}\n")
    assert item.fields["key"] == key and "distractors" not in item.fields


def test_rows_of_such_tables_that_are_not_clear():
    """No option of that name or number: left out with what was said; a name or a number that is
    also the words of another option: a draft, which says what to type for the number.
    """
    lost, third, guess, number, empty = read(
        "q.csv",
        "Question,Option A,Option B,Answer\nQ?,x,y,E\nQ?,x,y,3\nQ?,B,A,A\nQ?,2,4,2\nQ?,x,y,\n",
    )
    assert lost.is_lost and "there is none like 'E'" in notes(lost)
    assert third.is_lost and "there is none like '3'" in notes(third)
    assert number.fields["key"] == "2" and "if the number is meant, type b" in guesses(number)[0]
    assert guess.fields["key"] == "B" and "the words of another" in guesses(guess)[0]
    assert empty.is_lost


_NUMBERS = "stem;key;points;tolerance;type\n"


@pytest.mark.parametrize(
    ("beside", "typed", "key", "is_guess"),
    [
        ("0,5", "1.000", "1000", True),
        ("0,5", "12.500", "12500", True),
        ("0,125", "3.141", "3141", True),
        ("0,5", "0.500", "0.500", False),
        ("0,5", "1.0", "1.0", False),
        ("0,5", "1.234,5", "1234.5", False),
        ("5", "1.234.567", "1234567", False),
        ("5", "1.000", "1.000", False),
        ("0.5", "3.141", "3.141", False),
    ],
)
def test_points_that_may_part_thousands(beside, typed, key, is_guess):
    """Where a number of the table has a decimal comma, a point before three figures may part
    thousands: such an item is a draft that says both readings; what can be one thing only is
    read so, and where no number has a comma, a point is a decimal one.
    """
    for row in (f"N?;{typed};1;0;numeric", f"N?;{typed};1;0;"):
        _, item = read("q.csv", f"{_NUMBERS}M?;{beside};1;0;numeric\n{row}\n")
        assert item.fields["key"] == key and bool(guesses(item)) == is_guess
        if is_guess:
            assert f"{typed} means {key}" in guesses(item)[0] and "is a decimal" in guesses(item)[0]


def test_commas_in_options_say_nothing_of_numbers():
    """A decimal comma in an option is printed as it is, and no number of the table is read by it;
    one in a tolerance is as good as one in a key, and a tolerance may be a thousand too.
    """
    _, item = read("q.csv", "stem;key;distractor 1\nM?;0,5;1,5\nN?;1.000;\n")
    assert item.fields["key"] == "1.000" and guesses(item) == []
    _, item = read("q.csv", f"{_NUMBERS}M?;5;1;0,1;\nN?;25000;1;1.000;\n")
    assert item.fields["tolerance"] == "1000" and "1.000 means 1000" in guesses(item)[0]


@pytest.mark.parametrize(
    "option",
    [
        "*b) iron", "✓ b) iron", "✔ b) iron", "[x] b) iron", "(x) b) iron", "☑ b) iron",
        "b) *iron", "b) * iron", "b) ✓ iron", "b) ✅iron", "b) [x] iron", "b) (x) iron",
        "b) iron*", "b) iron **", "b) iron ✓", "b) iron ☑", "b) iron [x]", "b) iron (*)",
        "b) iron (correct)", "b) iron (richtige Antwort)", "b) iron (tačno)", "b) **iron**",
        "b) (correct) iron", "b) iron (right answer)", "b) iron ✔\ufe0f", "b) iron [correct]", "b) iron **(correct)**",
    ],
)  # fmt: skip
def test_every_usual_mark_is_read_wherever_it_stands(option):
    """Before the letter, between letter and words, and behind the words: none is printed.  A tick
    beside another mark makes two keys.
    """
    (item,) = read("q.txt", f"1. Which?\na) neon\n{option}\nc) argon\n")
    assert item.fields["key"] == "iron" and item.fields["distractors"] == ["neon", "argon"]
    assert guesses(item) == []
    (item,) = read("q.txt", f"1. Which?\na) neon ✓\n{option}\nc) argon\n")
    if option == "b) **iron**":  # a look, and words of a wrong option may be bold
        assert "A has a sign, and B another look" in guesses(item)[0]
    else:
        assert item.fields["keys"] == ["neon", "iron"]


@pytest.mark.parametrize(
    ("option", "text"),
    [
        ("*p", r"\*p"),
        ("**kwargs", r"\*\*kwargs"),
        ("*Homo* sapiens", "*Homo* sapiens"),
        ("2*3*4", r"2\*3\*4"),
        ("(x)(y)", "(x)(y)"),
        ("ventricle (right)", "ventricle (right)"),
        ("a[x]", "a\\[x]"),
    ],
)
def test_signs_of_words_are_no_marks(option, text):
    """Pointers, slanted words, products and functions beside an answer that names another option
    keep their signs; where such a sign may be a mark, the item is a draft.
    """
    (item,) = read("q.txt", f"1. Which?\na) {option}\nb) iron\nc) argon\nAnswer: b\n")
    assert item.fields["key"] == "iron"
    assert item.fields["distractors"][0].replace("\\", "") == text.replace("\\", "")
    assert bool(guesses(item)) == (option[0] == "*" and "H" not in option)


def test_signs_that_may_be_marks_make_a_draft():
    """A star with a footnote to it, a mark between two options on one line, a tick within words."""
    (item,) = read("q.txt", "1. Which?\na) Aspirin*\nb) Neon\n*a trade mark\n")
    assert "may be that of a footnote" in guesses(item)[0]
    (item,) = read("q.txt", "1. Which?\na) neon * b) iron c) argon\n")
    assert "may be of either" in guesses(item)[0]
    (item,) = read("q.txt", "1. Which?\na) neon\nb) iron ✓ (Fe)\nAnswer: a\n")
    assert "a sign in B is no mark" in guesses(item)[0]
    (item,) = read("q.txt", "1. Which?\na) ❌ neon\nb) ✅ iron\n")
    assert item.fields["key"] == "iron" and "a sign in A is no mark" in guesses(item)[0]
    (item,) = read("q.txt", "1. Which?\na) neon\nb) *iron\nAnswer: b\n")
    assert "the star before the words of B" in notes(item) and guesses(item) == []


def test_a_list_of_tasks_in_markdown_is_one_of_options():
    """Its signs are no stem, and its cross marks the right one."""
    (item,) = read("q.md", "1. Which?\n- [ ] neon\n- [x] iron\n")
    assert item.fields["key"] == "iron" and item.fields["stem"] == "Which?" and item.notes == ()


def test_letters_of_aiken_in_any_form():
    """A small letter, or one in brackets, names its option; a mark beside it makes a draft."""
    question = "Which?\nA) neon\nB) iron\nC) {}\nANSWER: {}\n"
    for answer in ("B", "b", "B.", "b)", "(B)"):
        (item,) = read("q.txt", question.format("argon", answer))
        assert item.fields["key"] == "iron" and item.notes == ()
    below_a_heading = "Metals\n1. Which?\nA) neon\nB) iron\nAnswer: b\n"
    assert read("q.txt", below_a_heading)[-1].fields["stem"] == "Which?"
    for words in ("*argon", "argon ✓", "[x] argon", "argon*"):
        (item,) = read("q.txt", question.format(words, "B"))
        assert item.fields["key"] == "iron" and "a sign in C is no mark" in guesses(item)[0]


@pytest.mark.parametrize("sign", ["*", " ✓", "(correct)", "[x]"])
@pytest.mark.parametrize("before", [True, False], ids=["before", "behind"])
def test_a_mark_in_word_is_one_whatever_its_look(sign, before):
    """A star or tick in bold beside plain words marks its option, beside another one in plain, and
    is not printed.
    """
    document = docx.Document()
    document.add_paragraph("1. Which?")
    document.add_paragraph("a) neon ✓")
    paragraph = document.add_paragraph("b) ")
    parts = (
        [(f"{sign.strip()} ", True), ("iron", False)]
        if before
        else [("iron ", False), (sign, True)]
    )
    for words, is_bold in parts:
        paragraph.add_run(words).bold = is_bold
    document.add_paragraph("c) argon")
    (item,) = read("q.docx", saved(document))
    assert item.fields["keys"] == ["neon", "iron"]
