"""Every construct that the documentation of other programs shows, with words of our own."""

from __future__ import annotations

GIFT = """\
// question: 12  name: Bees
$CATEGORY: $course$/top/Insects

// one right answer, options with what is said of each
::Nest:: Where do honey bees live? {
    =in a hive # Right.
    ~in a web # That is a spider.
    ~in a shell
}

// the gap is within the sentence
Bees {=make ~buy ~steal} honey.

// several right answers
::Wings:: Which two can fly? {
    ~%50%bee
    ~%50%wasp
    ~%-100%snail
}

::Six:: Insects have six legs. {TRUE#Count them.#Right.}
::Eight:: Insects have eight legs.{F}

::Queen:: Who lays the eggs? {=queen =the queen =%50%a bee}

::Join:: Who eats what? {
    =bee -> nectar
    =spider -> flies
    =snail -> leaves
    ####They all eat.
}

::Legs:: How many legs has a bee? {#6}
::Warm:: How warm is a nest, in degrees? {#35:1}
::Range:: A number from one to five? {#1..5}
::Two:: How warm, about? {#
    =35:0 # Exactly.
    =%50%35:2 # Nearly.
}

::Why:: Why do bees dance? {}

::Read:: Read chapter two before you go on.

::Marked::[markdown]What does *Apis* **mean**? {=bee ~wasp}

::Signs:: Which is a set\\: \\{1, 2\\} or 1 \\= 2? {=\\{1, 2\\} ~1 \\= 2}
"""

AIKEN = """\
Where do honey bees live?
A. in a web
B. in a hive
C. in a shell
ANSWER: B

Which of these can fly?
A) snail
B) wasp
ANSWER: B
"""

TEXT2QTI = """\
Quiz title: Insects
Quiz description: A quiz on bees.
shuffle answers: true
show correct answers: false

Text title: To read
Text: Read chapter two before you go on.

Title: Nest
Points: 2
1.  Where do honey bees live?
... They keep it warm.
+   Right.
-   Not there.
a)  in a web
... That is a spider.
*b) in a hive
c)  in a shell

2.  Which can fly?
[*] bee
[ ] snail
[*] wasp

3.  How warm is a nest?
=   35 +- 1

4.  A number from one to five?
=   [1, 5]

5.  How many legs has a bee?
=   6

6.  Who lays the eggs?
*   queen
*   the queen

7.  Why do bees dance?
___

8.  Hand in your drawing.
^^^

GROUP
pick: 1
points per question: 2

9.  What do bees make?
*a) honey
b)  silk

10. What do spiders make?
a)  honey
*b) silk
END_GROUP

% regraded: question 9
COMMENT
Ask about wasps next year.
END_COMMENT

11. What is the sum?
    ```
    6 + 8
    ```
*a) $14$
b)  **15**
"""

MARKED_TEXT = """\
1. Where do honey bees live?
A. in a web
B. in a hive
ANSWER: B

2) Which can fly?
*a) bee
b) snail
*c) wasp

3. Insects have eight legs. (True/False)
Answer: False

4. Why do bees dance? (4 points)

5. Who lays the eggs?
Answer: the queen
"""

_MOODLE_END = (
    '<generalfeedback format="html"><text><![CDATA[<p>Solution</p><p>So it is.</p>]]></text>'
    "</generalfeedback><penalty>0</penalty><hidden>0</hidden>"
)


def _moodle(kind: str, text: str, inner: str, points: str = "1") -> str:
    return (
        f'<question type="{kind}"><name><text>R1 Q1 : nest</text></name>'
        f'<questiontext format="html"><text><![CDATA[<p>{text}</p>]]></text></questiontext>'
        f"{_MOODLE_END}<defaultgrade>{points}</defaultgrade>{inner}</question>"
    )


def _answer(fraction: str, text: str) -> str:
    return (
        f'<answer fraction="{fraction}" format="html"><text><![CDATA[<p>{text}</p>]]></text>'
        '<feedback format="html"><text><![CDATA[]]></text></feedback></answer>'
    )


_LISTED = "<shuffleanswers>0</shuffleanswers><answernumbering>abc</answernumbering>"
# As R/exams writes it.
MOODLE_OF_R = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n<question type="category"><category>'
    "<text>$course$/exam/Exercise 1</text></category></question>\n"
    + "\n".join(
        [
            _moodle(
                "multichoice",
                "Which city is the seat of the government of Switzerland?",
                f"<single>true</single>{_LISTED}"
                + _answer("100", "Bern")
                + _answer("-25", "Basel")
                + _answer("-25", "Zürich"),
            ),
            _moodle(
                "multichoice",
                "Which of these \\(x^2 \\geq 0\\) hold?",
                f"<single>false</single>{_LISTED}"
                + _answer("50", "The first")
                + _answer("50", "The second")
                + _answer("-50", "The third"),
            ),
            _moodle(
                "numerical",
                "What is the derivative of \\(f(x) = x^{2}\\) at \\(3\\)?",
                '<answer fraction="100" format="moodle_auto_format"><text>6</text>'
                "<tolerance>0.01</tolerance></answer>",
            ),
            _moodle(
                "shortanswer",
                "Which function fits a line?",
                '<usecase>1</usecase><answer fraction="100" format="moodle_auto_format">'
                "<text>lm</text></answer>",
            ),
            _moodle(
                "cloze",
                "<p>Six and eight are {1:NUMERICAL:=14:0.01~%0%15:0.01}. Is this even? "
                "{1:MULTICHOICE:=yes~no}. In words: {1:SHORTANSWER:=fourteen}.",
                "",
            ),
            _moodle(
                "essay",
                "Why?",
                "<responseformat>editor</responseformat><responserequired>0</responserequired>"
                "<responsefieldlines>10</responsefieldlines><attachments>0</attachments>"
                '<graderinfo format="html"><text></text></graderinfo>',
            ),
        ]
    )
    + "\n</quiz>\n"
)

# The file, what is right in each question that comes in, and how many questions come in whole, with
# a part changed or lost, as drafts, and not at all.
SAMPLES: dict[str, tuple[str, str, tuple[str, ...], tuple[int, int, int, int]]] = {
    "GIFT": (
        "quiz.gift",
        GIFT,
        (
            "in a hive", "make", "bee, wasp", "true", "false", "queen", "nectar, flies, leaves",
            "6", "35", "3", "35", "", "bee", "{1, 2}",
        ),
        (6, 7, 1, 1),
    ),
    "Aiken": ("quiz.txt", AIKEN, ("in a hive", "wasp"), (2, 0, 0, 0)),
    "text2qti": (
        "quiz.md",
        TEXT2QTI,
        ("in a hive", "bee, wasp", "35", "3", "6", "queen", "", "honey", "silk", "$14$"),
        (3, 6, 1, 2),
    ),
    "plain text": (
        "quiz.txt",
        MARKED_TEXT,
        ("in a hive", "bee, wasp", "false", "", "the queen"),
        (3, 1, 1, 0),
    ),
    "Moodle XML of R/exams": (
        "quiz.xml",
        MOODLE_OF_R,
        ("Bern", "The first, The second", "6", "lm", "{14} {yes} {fourteen}", ""),
        (2, 3, 1, 0),
    ),
}  # fmt: skip
