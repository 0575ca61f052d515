"""Documents to set in type: a paper, a key, a briefing and what strains them."""

from __future__ import annotations

import textwrap
from decimal import Decimal

from generator.page.blocks import (
    BLANK,
    Bullets,
    Chart,
    Definitions,
    Diagram,
    Document,
    Entries,
    Entry,
    HeaderFooter,
    Heading,
    Lines,
    Matching,
    Notice,
    Option,
    Options,
    Paragraph,
    Passage,
    Table,
    WriteIn,
    spans,
)
from generator.page.commonmark import authored_blocks
from generator.page.markup import Span, parse

STEMS = (
    "Which earlier case did Russia cite in August 2008 when dealing with "
    "Abkhazia and South Ossetia?",
    "Which statement about the arms deliveries of July 2020 is a *claim* and not "
    "an established fact?",
    "Why, according to the commentary, did the word **“snag”** fit the relations "
    "between Belgrade and Baku?",
    "Which of these states had recognised the independence of Kosovo by the time "
    "the commentary appeared, and which of "
    "them had withdrawn its recognition again under the pressure of a counter-secession campaign?",
    "Who is named as the owner of the company that sold the mortar shells?",
)
OPTIONS = (
    ("Kosovo", "Bosnia and Herzegovina", "Nagorno-Karabakh", "Transnistria"),
    (
        "Serbian ordnance reached Armenia",
        "The ordnance travelled by way of Georgia, as Azerbaijan’s government said in a "
        "note of protest delivered in Belgrade",
        "Krušik makes mortar shells in Valjevo",
        "Serbia sells arms to both sides",
    ),
    ("Both were “partners”", "Neither was asked", "The deal became public", "None of these"),
    ("Ghana", "Suriname", "Azerbaijan", "Turkey", "Albania"),
    ("Slobodan Tešić", "Aleksandar Vučić", "Ana Brnabić", "Ilham Əliyev"),
)


def asked(item: int, number: int, shift: int = 0, marked: bool = False) -> Entry:
    """An item, its options turned by `shift`."""
    texts = OPTIONS[item % len(OPTIONS)]
    texts = texts[shift % len(texts) :] + texts[: shift % len(texts)]
    options = Options(
        tuple(
            Option(
                "ABCDEFGH"[n],
                parse(text),
                "square" if item % 5 == 3 else "round",
                marked and n == 1,
            )
            for n, text in enumerate(texts)
        )
    )
    stem = STEMS[item % len(STEMS)] if item < len(STEMS) else f"{STEMS[item % len(STEMS)]} ({item})"
    return Entry(f"{number}", (Paragraph(parse(stem)), options), f"[{1 + item % 3}]")


def paper(form: str = "A", items: int = 20, shift: int = 0) -> Document:
    """A quiz paper."""
    numbers = tuple(spans(str(n)) for n in range(1, 11))
    return Document(
        "Frozen conflicts – quiz",
        "en",
        HeaderFooter(
            "Frozen conflicts · International Relations 210",
            form,
            "",
            f"7K3Q-2M4P-{form}",
            "Page {page} of {pages}",
        ),
        (
            Heading(1, spans("Frozen conflicts: how precedents travel")),
            Paragraph(
                spans(
                    "Institute of International Relations · 26 October 2026 · 45 "
                    "minutes · 30 points"
                )
            ),
            WriteIn((("Name", 0.6), ("Number", 0.4), ("Class", 0.35), ("Date", 0.3))),
            Table(
                (spans("Question"), *numbers, spans("Total")),
                (
                    (spans("Points"), *(spans(str(1 + n % 3)) for n in range(10)), spans("30")),
                    (spans("Score"), *[()] * 11),
                ),
                (2.4, *[1.0] * 10, 1.5),
                "Points for each question",
                True,
                "grid",
            ),
            Notice(
                (
                    Paragraph(
                        parse(
                            "**Write in pen.** Choose one answer unless the "
                            "question says otherwise. Wrong answers cost "
                            "nothing. Do not write in the right-hand margin."
                        )
                    ),
                )
            ),
            Heading(2, spans("Section 1: Facts and sequence")),
            Paragraph(spans("Mark one box for each question."), "small"),
            Entries(tuple(asked(n, n + 1, shift + n) for n in range(items // 2))),
            Heading(2, spans("Section 2: Reading the evidence")),
            Entries(tuple(asked(n, n + 1, shift) for n in range(items // 2, items))),
            Heading(2, spans("Section 3: In your own words")),
            Entries(
                (
                    Entry(
                        str(items + 1),
                        (
                            Paragraph(
                                parse(
                                    "Explain in two sentences why a third state’s "
                                    "*recognition* matters for H~2~O, x^2^ and `SIPRI`."
                                )
                            ),
                            Lines(5),
                        ),
                        "[4]",
                    ),
                    Entry(
                        str(items + 2),
                        (
                            Paragraph(parse("The shells reached Armenia by way of Georgia.")),
                            Options(
                                (
                                    Option("", spans("True"), "round"),
                                    Option("", spans("False"), "round"),
                                )
                            ),
                            Lines(2, spans("Correction:")),
                        ),
                        "[2]",
                    ),
                    Entry(
                        str(items + 3),
                        (
                            Paragraph(parse("Read the passage and answer the parts.")),
                            Table(
                                (spans("Line"), spans("Passage")),
                                ((spans("1"), parse(STEMS[3])), (spans("2"), parse(STEMS[2]))),
                                (1, 9),
                                "Passage",
                                True,
                                "matrix",
                            ),
                            Entries(
                                (
                                    Entry("(a)", (Paragraph(parse(STEMS[0])), Lines(2)), "[2]"),
                                    Entry("(b)", (Paragraph(parse(STEMS[1])), Lines(2)), "[2]"),
                                )
                            ),
                        ),
                        "[4]",
                        together=False,
                    ),
                )
            ),
        ),
        f"paper {form}",
    )


def key(form: str = "A", items: int = 20) -> Document:
    """An answer key."""

    def answer(n: int) -> Entry:
        return Entry(
            f"{n + 1}",
            (
                Paragraph(spans(f"{'ABCD'[n % 4]}  {OPTIONS[n % 5][0]}"), "answer"),
                Paragraph(
                    parse(
                        "The commentary reports that Russia invoked *Kosovo*, which "
                        "had declared independence six months "
                        "earlier, see [the source](https://example.org/a(b)?q=1)."
                    )
                ),
                Bullets(
                    (
                        (
                            Paragraph(
                                spans(
                                    "Bosnia and Herzegovina: its war ended by a "
                                    "negotiated accord in 1995; the commentary does "
                                    "not cite it as the precedent."
                                )
                            ),
                        ),
                        (Paragraph(spans("Transnistria: not mentioned.")),),
                    )
                ),
                Paragraph(
                    spans(
                        "Evidence: fc-16 (claim, Azerbaijan), fc-17 · understand · "
                        "fc-kosovo-precedent"
                    ),
                    "small",
                ),
            ),
            "[1]",
        )

    return Document(
        "Answer key – Frozen conflicts",
        "en",
        HeaderFooter(
            "Frozen conflicts · International Relations 210",
            form,
            "ANSWER KEY – NOT FOR STUDENTS",
            f"7K3Q-2M4P-{form} · r1",
            "Page {page} of {pages}",
            "DRAFT",
        ),
        (
            Heading(1, spans(f"Answer key, form {form}")),
            Paragraph(spans("Check that the codes match."), "lead"),
            Entries(tuple(answer(n) for n in range(items))),
        ),
        f"key {form}",
    )


def briefing() -> Document:
    """A briefing."""
    text = parse(
        "In July 2020 the border clashes at **Tovuz** brought Serbian mortar shells "
        "into the news: Azerbaijan *claims* that "
        "they travelled to Armenia by way of "
        "[Georgia](https://example.org/georgia), which Tbilisi denies. Vučić, Brnabić and "
        "Tešić are named; Krušik of Valjevo made the shells; Šabac and Tašmajdan "
        "are places; Erdoğan and Qarabağ, too, and ə. "
        "Ђорђевић wrote of it; Հայաստան and საქართველო are how two of the states "
        "call themselves. ☐ is a box, ✓ a tick."
    )
    deep = Bullets(
        (
            (
                Paragraph(
                    spans(
                        "First level, with a text that is long enough to run over "
                        "the end of its line and on."
                    )
                ),
                Bullets(
                    (
                        (
                            Paragraph(spans("Second level")),
                            Bullets(((Paragraph(spans("Third level")),),), True),
                        ),
                        (Paragraph(spans("Second level again")),),
                    )
                ),
            ),
            (Paragraph(spans("First level again")),),
        )
    )
    rows = tuple(
        (
            spans(f"{n + 1} July 2020"),
            parse(
                "Border clashes begin; *both* sides blame the other, see [report "
                f"{n}](https://example.org/{n})."
            ),
            spans("reported"),
        )
        for n in range(14)
    )
    return Document(
        "Frozen conflicts – briefing",
        "en",
        HeaderFooter("Frozen conflicts · Briefing", "", "", "M2XW-90TY", "Page {page} of {pages}"),
        (
            Heading(1, spans("An unlikely partnership, and a snag")),
            Paragraph(text, "lead"),
            Paragraph(text),
            Paragraph(text),
            Heading(2, spans("What happened")),
            Paragraph(text),
            deep,
            Heading(3, spans("Details of the deal")),
            Paragraph(text),
            Bullets(tuple((Paragraph(spans(f"Numbered point {n}")),) for n in range(1, 12)), True),
            Heading(2, spans("Timeline")),
            Table(
                (spans("Date"), spans("Event"), spans("Status")),
                rows,
                (2, 6, 1.5),
                "Events in order",
            ),
            Heading(2, spans("Terms")),
            Definitions(
                tuple(
                    (
                        spans(term),
                        spans(
                            "A conflict in which fighting has stopped while no "
                            "peace treaty has settled what "
                            "it was fought over."
                        ),
                    )
                    for term in ("frozen conflict", "counter-secession", "snag")
                )
            ),
            Heading(2, spans("Who says what")),
            Heading(3, spans("Claims")),
            Heading(4, spans("And replies")),
            Paragraph(spans("Label"), "label"),
            Paragraph(text),
            Paragraph(text, "small"),
            Table(
                (spans(""), spans("Serbia"), spans("Georgia")),
                tuple(
                    (spans(a), spans("supplies"), spans("–"))
                    for a in ("Armenia", "Azerbaijan", "Turkey")
                ),
                (1, 1, 1),
                "Who backs whom",
                True,
                "matrix",
            ),
        ),
        "briefing",
    )


def stress() -> Document:
    """What strains line breaking, tables, lists and links."""
    link = "https://example.org/"
    many = tuple(
        run
        for n in range(300)
        for run in (
            Span(f"text {n} before the "),
            Span(f"link number {n} of these", link=f"{link}{n}"),
            Span(", "),
        )
    )
    cell = Span(
        "cell link that is long enough for more than one line of it " * 2, link=f"{link}cell"
    )
    deep = (Paragraph(spans("deepest")),)
    for n in range(6):
        after = (Paragraph(spans(f"after level {6 - n}")),)
        deep = (
            Paragraph(spans(f"level {6 - n} " + "words " * 30)),
            Bullets((deep, after), n % 2 == 0),
        )
    return Document(
        "Stress",
        "en",
        HeaderFooter("Stress", "001", "", "STRESS", "{page} / {pages}"),
        (
            Heading(1, spans("Stress")),
            Paragraph((Span("wholly a link over " + "more words " * 60, link=link),)),
            Paragraph(many),
            Heading(2, spans("Table")),
            Table(
                (spans("A"), spans("B"), spans("C")),
                tuple(
                    (spans(f"x{n}"), (Span("see "), cell, Span(" end")), spans("z " * 20))
                    for n in range(60)
                ),
                (1, 2, 1.5),
                "Sixty rows",
            ),
            Heading(2, spans("Lists")),
            Bullets((deep, deep)),
            Bullets(tuple((Paragraph(spans(f"point {n}")),) for n in range(120)), True),
            Paragraph(
                spans(
                    "Donaudampfschifffahrtsgesellschaftskapitän" * 8
                    + " and a\xa0b 5\u202f% https://example.org/"
                    + "path/" * 40
                )
            ),
        ),
        "stress",
    )


TEXT = (
    "In July 2020 Azerbaijan called in a Serbian diplomat and complained that "
    "Armenian forces were using weapons made in "
    "Serbia. The affair could damage a partnership that is twelve years old. "
    "Serbian arms have turned up in Armenian "
    "hands, and that has strained relations. Baku says the arms came through "
    "Georgia; Georgia’s prime minister denies it. "
    "The two capitals have begun to settle the matter. "
)
STATES = (
    "Russia",
    "Turkey",
    "Israel",
    "Armenia",
    "Azerbaijan",
    "Serbia",
    "United States of America",
    "Organization for Security and Co-operation in Europe",
)


def passage(paragraphs: int = 2, every: int = 5) -> Passage:
    """A passage whose lines end where 66 characters do."""
    lines = [parse(line) for line in textwrap.wrap(TEXT * 2, 66)]
    return Passage(tuple(tuple(lines) for _ in range(paragraphs)), every)


def matching(premises: int = 4, responses: int = 5, about: str = "") -> Matching:
    """A matching item."""
    said = (
        "Says the weapons crossed a neighbouring state on their way to Armenia",
        "Denies that *transit* claim",
        "Says the seller was a private company with no link to the state",
        "Denies that sales began under a president",
    )
    who = ("Azerbaijan", "Boris Tadić", "Giorgi Gakharia", "Serbian government", "US Treasury")
    return Matching(
        tuple(parse(f"premise{n} {said[n % 4]}") for n in range(premises)),
        tuple((chr(65 + n), parse(f"response{n} {who[n % 5]}{about}")) for n in range(responses)),
    )


def chart(
    kind: str = "bar-chart",
    categories: tuple[str, ...] = ("2016", "2017", "2018"),
    series: int = 2,
    numbers: tuple[str, ...] = ("-3.5", "0", "2.25", "12", "7"),
    unit: str = "million euros",
) -> Chart:
    """A chart with so many series, each a turn of `numbers`."""
    return Chart(
        kind,
        categories,
        tuple(
            (
                f"Series {s}",
                tuple(Decimal(numbers[(n + s) % len(numbers)]) for n in range(len(categories))),
            )
            for s in range(series)
        ),
        unit,
        f"A {kind} of made-up numbers",
    )


def diagram(actors: int = 5) -> Diagram:
    """A diagram of who does what to whom: one link in both directions, one pair with two links,
    some crossing.
    """
    said = (
        "supplies arms",
        "backs",
        "disputes",
        "imposes sanctions on",
        "mediates between others and",
    )
    who = STATES[:actors]
    links = tuple(
        (who[n], who[(n * 3 + 1) % actors], said[n % 5])
        for n in range(actors)
        if n != (n * 3 + 1) % actors
    )
    return Diagram(
        who,
        (
            *links,
            (who[0], who[-1], "recognises"),
            (who[-1], who[0], "recognises"),
            (who[0], who[-1], "pays"),
        ),
        "Who does what to whom",
    )


def types() -> Document:
    """A paper with every type of item there is."""
    blanks = Table(
        (spans(""), spans("Armenia"), spans("Azerbaijan")),
        ((spans("Russia"), spans("1"), spans("2")), (spans("Turkey"), spans("–"), spans("3"))),
        (1.2, 1, 1),
        "Who backs whom: four cells are numbered and empty",
        True,
        "blanks",
    )
    order = Options(
        tuple(
            Option(letter, parse(text), "write")
            for letter, text in zip(
                "ABC",
                (
                    "Dayton Accords signed",
                    "Kosovo declares independence, and several states recognise it "
                    "on the very same day",
                    "Fighting in Tovuz district",
                ),
                strict=True,
            )
        )
    )
    parts = Entries(
        (
            Entry(
                "(a)",
                (Paragraph(parse("State two things that Azerbaijan claimed.")), Lines(3)),
                "[2]",
            ),
            Entry(
                "(b)",
                (Paragraph(parse("In which lines does the writer state a fact?")), Lines(3)),
                "[2]",
            ),
        )
    )
    return Document(
        "Every type of item",
        "en",
        HeaderFooter("Every type of item", "A", "", "7K3Q-2M4P-A", "Page {page} of {pages}"),
        (
            Heading(1, spans("Every type of item")),
            Entries(
                (
                    Entry(
                        "1",
                        (Paragraph(parse("Put these in order. Write 1 to 3 in the boxes.")), order),
                        "[3]",
                    ),
                    Entry(
                        "2",
                        (Paragraph(parse("Match each position to who took it.")), matching()),
                        "[4]",
                    ),
                    Entry(
                        "3",
                        (
                            Paragraph(parse("Fill in the blanks.")),
                            Paragraph(
                                parse(
                                    f"In 2015 Serbia chaired the {BLANK}. Under its auspices, "
                                    f"the **{BLANK}** Group (and *{BLANK}*) dealt with "
                                    f"`{BLANK}` and with others."
                                ),
                                "gapped",
                            ),
                        ),
                        "[4]",
                    ),
                    Entry("4", (Paragraph(parse("Fill in the grid.")), blanks), "[3]"),
                    Entry(
                        "5",
                        (
                            Paragraph(parse("Read the passage.")),
                            Paragraph(parse("Paraphrase, written for this pack."), "small"),
                            passage(),
                            parts,
                        ),
                        "[4]",
                        together=False,
                    ),
                    Entry(
                        "6",
                        (Paragraph(parse("Look at the chart.")), chart(), parts),
                        "[4]",
                        together=False,
                    ),
                    Entry(
                        "7",
                        (
                            Paragraph(parse("Look at the lines.")),
                            chart("line-chart", STATES, 4),
                            parts,
                        ),
                        "[4]",
                        together=False,
                    ),
                    Entry(
                        "8",
                        (Paragraph(parse("Look at the diagram.")), diagram(), parts),
                        "[4]",
                        together=False,
                    ),
                    Entry(
                        "9",
                        (
                            Paragraph(parse("How far does the commentary support this view?")),
                            Lines(48),
                        ),
                        "[20]",
                        together=False,
                    ),
                    Entry("10", (Paragraph(parse("Match them all.")), matching(24, 12)), "[24]"),
                )
            ),
        ),
        "types",
    )


TYPED = """
A paragraph with **bold**, *italic*, `code`, H~2~O, x^2^ and a [link](https://example.org/a_(b)).

Roses are red,
    violets are blue,\\
and this line is far too long for the page, so that what it does not hold goes on below it, indented.

- an entry
  that has two lines

  and two paragraphs
- another, with a list in it:
  3. three
  4. four
     - the deepest

> A quotation, with
>
> - a list
>
> ```
> and code
> ```

```python
def total(numbers):  # a comment that is so long that no page is wide enough to hold it on one line of code

    result = 0
    for number in numbers:
        result += number
    return result
```

| Animal | Legs | What it is                                       |
|--------|-----:|--------------------------------------------------|
| spider | 8    | not an insect, though *many* think that it is one |
| ant    | 6    | `Formicidae`                                     |
|        |      | \\| a bar                                         |

    indented code
"""


def prose() -> Document:
    """Every block that an authored text can hold, in the places where texts are."""
    blocks = authored_blocks(TYPED.replace("\\\\", "\\"), blocks=True, literal=True)
    options = Options(
        tuple(
            Option(letter, (), box, blocks=blocks[n : n + 1])
            for n, letter, box in (
                (0, "A", "round"),
                (1, "B", "square"),
                (4, "C", "write"),
                (5, "D", ""),
            )
        )
    )
    return Document(
        "Prose",
        "en",
        HeaderFooter("Prose", "A", "", "7K3Q-2M4P-A", "Page {page} of {pages}"),
        (
            Heading(1, spans("Prose")),
            *blocks,
            Bullets((blocks, blocks), True),
            Entries(
                (
                    Entry("1", (*blocks, options), "[1]", together=False),
                    Entry("2", (blocks[2], options), "[1]"),
                    Entry("3", (blocks[4], blocks[5]), "[1]"),
                )
            ),
        ),
        "prose",
    )
