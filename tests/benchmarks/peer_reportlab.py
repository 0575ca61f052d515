"""The peer most programs would be: ReportLab's platypus as its manual shows it, a story for each
file.

In: a project's folder and one for the files.  Out: a briefing, a paper for each form, and the full
key, the key on a page and the guide of all forms.  Never tagged, and numbered without the count of pages, which would cost it a second pass.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    Flowable,
    KeepTogether,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

from tests.benchmarks.content import FACES, arguments, gather

WIDTH = A4[0] - 45 * mm - 36  # beyond it, a column for points
FONTS = {"Text": "NotoSans-Regular", "Text-Bold": "NotoSans-Bold", "Text-Italic": "NotoSans-Italic"}


def style(
    name: str, size: float = 11, leading: float = 14, font: str = "Text", **more: Any
) -> ParagraphStyle:
    """A style of 11 points on 14, unless said otherwise; labels look like the text."""
    return ParagraphStyle(
        name,
        fontName=font,
        fontSize=size,
        leading=leading,
        bulletFontName=font,
        bulletFontSize=size,
        **more,
    )


BODY = style("body", spaceBefore=8, spaceAfter=8)
TITLE = style("title", 22, 27, "Text-Bold", spaceAfter=10)
HEADING = style("heading", 15, 20, "Text-Bold", spaceBefore=20, spaceAfter=6, keepWithNext=1)
LEAD = style("lead", 13, 18, spaceAfter=10)
SMALL = style("small", 10, 14, spaceBefore=6, spaceAfter=6)
BULLET = style("bullet", leftIndent=16, spaceAfter=3.5)
FACT = style("fact", 10, 14, leftIndent=16, spaceAfter=3.5)
TERM = style("term", leftIndent=16, firstLineIndent=-16, spaceAfter=5)
CELL = style("cell", 10.5, 14)
STEM = style("stem", leftIndent=27, spaceBefore=12, spaceAfter=5)
INSIDE = style("inside", leftIndent=27, spaceBefore=8, spaceAfter=8)
OPTION = style("option", leftIndent=66, bulletIndent=46, spaceAfter=3.5)
ANSWER = style("answer", leftIndent=43, firstLineIndent=-16, spaceAfter=5)
RULED = TableStyle(
    [
        ("FONT", (0, 0), (-1, -1), "Text", 10.5),
        ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
        ("BACKGROUND", (0, 0), (-1, 0), colors.whitesmoke),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
)
FIELDS = TableStyle(
    [
        ("FONT", (0, 0), (-1, -1), "Text", 12),
        ("LINEBELOW", (1, 0), (1, 0), 0.8, colors.grey),
        ("LINEBELOW", (3, 0), (3, 0), 0.8, colors.grey),
        ("LINEBELOW", (5, 0), (5, 0), 0.8, colors.grey),
    ]
)


class Stem(Paragraph):
    """A stem, with its points in the right margin beside its last line."""

    def draw(self) -> None:
        """Draw text and points."""
        super().draw()
        self.canv.setFont("Text", 12)
        self.canv.drawRightString(WIDTH + 36, 4, "[1]")


class Option(Paragraph):
    """An option with a round box to mark."""

    def draw(self) -> None:
        """Draw box and text."""
        super().draw()
        self.canv.circle(32, self.height - 8, 4.8)


def front(content: dict[str, Any], kind: str) -> list[Flowable]:
    """Course and title."""
    return [
        Paragraph(escape(content["course"]), SMALL),
        Paragraph(f"{escape(content['title'])} – {kind}", TITLE),
    ]


def source(content: dict[str, Any]) -> Paragraph:
    """The source line."""
    return Paragraph(f"<b>Source:</b> {escape(content['source'])}", SMALL)


def grid(numbers: list[str], rows: dict[str, list[str]]) -> list[Flowable]:
    """Tables of at most 11 columns under numbers."""
    made: list[Flowable] = []
    for start in range(0, len(numbers), 11):
        part = slice(start, start + 11)
        cells = [["Question", *numbers[part]], *([name, *row[part]] for name, row in rows.items())]
        made += [
            Table(cells, colWidths=[60] + [30] * (len(cells[0]) - 1), style=RULED, hAlign="LEFT"),
            Spacer(0, 12),
        ]
    return made


def briefing(content: dict[str, Any]) -> list[Flowable]:
    """Running text, timeline and glossary."""
    told = content["briefing"]
    story = [
        *front(content, "Briefing"),
        Paragraph(escape(told["subtitle"]), LEAD),
        source(content),
        Paragraph("What you will be able to do", HEADING),
    ]
    story += [
        Paragraph(escape(text), BULLET, bulletText="•") for text in told["objectives"].values()
    ]
    sections = [{"heading": "Summary", "paragraphs": told["summary"]}, *told["sections"]]
    for section in sections:
        story.append(Paragraph(escape(section["heading"]), HEADING))
        story += [Paragraph(escape(paragraph["text"]), BODY) for paragraph in section["paragraphs"]]
    rows = [[Paragraph(f"<b>{name}</b>", CELL) for name in ("Date", "Event")]]
    rows += [
        [Paragraph(f"<b>{event['date']}</b>", CELL), Paragraph(escape(event["text"]), CELL)]
        for event in told["timeline"]
    ]
    widths = [WIDTH / 4.4, WIDTH * 3.4 / 4.4]
    story += [
        Paragraph("Timeline", HEADING),
        Table(rows, colWidths=widths, repeatRows=1, style=RULED),
    ]
    story.append(Paragraph("Glossary", HEADING))
    story += [
        Paragraph(f"<b>{escape(term['term'])}</b> {escape(term['definition'])}", TERM)
        for term in told["glossary"]
    ]
    return [*story, Paragraph("About the source", HEADING), source(content)]


def paper(content: dict[str, Any], form: list[Any]) -> list[Flowable]:
    """A form without its keys."""
    numbers = [str(n) for n in range(1, len(form) + 1)]
    story = [
        *front(content, "Quiz"),
        Paragraph(f"{content['duration']} minutes · {len(form)} questions", BODY),
        Table(
            [["Name", "", "Number", "", "Date", ""]],
            colWidths=[40, 170, 55, 60, 35, 60],
            style=FIELDS,
        ),
        Paragraph("Instructions", HEADING),
    ]
    story += [
        Paragraph(text, BULLET, bulletText="•")
        for text in (
            "Answer all questions.",
            "Numbers in brackets on the right say how many points a question has.",
            "Check that every page carries the same code in its footer.",
            "To choose an option, put a cross in its box. To change your choice, fill the box and cross another.",
        )
    ]
    story += grid(
        [*numbers, "Total"],
        {"Points": [*["1"] * len(form), numbers[-1]], "Mark": [""] * (len(form) + 1)},
    )
    story += [source(content), Paragraph("Questions", HEADING)]
    for number, (name, order) in zip(numbers, form, strict=True):
        item = content["items"][name]
        story.append(
            KeepTogether(
                [
                    Stem(escape(item["stem"]), STEM, bulletText=number),
                    *(
                        Option(escape(item["options"][at][0]), OPTION, bulletText=letter)
                        for letter, at in zip("ABCD", order, strict=True)
                    ),
                ]
            )
        )
    return [*story, Paragraph("<b>End of the quiz</b>", SMALL)]


def belongs(content: dict[str, Any], kind: str) -> list[Flowable]:
    """The check above every key, and the title."""
    text = "This belongs to the papers of these forms, and to no other."
    return [Paragraph(f"<b>Check that the codes match.</b> {text}", BODY), *front(content, kind)]


def key(content: dict[str, Any]) -> list[Flowable]:
    """All keys with their reasons, and the evidence once."""
    story = [*belongs(content, "Answers and reasons"), Paragraph("Questions", HEADING)]
    for number, (name, order) in enumerate(content["forms"][0], 1):
        item = content["items"][name]
        story.append(Stem(escape(item["stem"]), STEM, bulletText=str(number)))
        story.append(
            Paragraph(f"<b>{'ABCD'[order.index(0)]} {escape(item['options'][0][0])}</b>", ANSWER)
        )
        for letter, (text, why) in zip(
            "ABCD", map(item["options"].__getitem__, order), strict=True
        ):
            if why:
                story.append(
                    Paragraph(f"<b>{letter}</b> <i>{escape(text)}</i> – {escape(why)}", ANSWER)
                )
        story.append(Paragraph(escape(item["rationale"]), INSIDE))
    story.append(Paragraph("Evidence", HEADING))
    story += [
        Paragraph(f"<b>{fact}</b> {escape(text)}", FACT)
        for name, _ in content["forms"][0]
        for fact, text in content["items"][name]["evidence"]
    ]
    return story


def columns(content: dict[str, Any], forms: range, about: Callable[[Any], str]) -> Table:
    """Number and letter of each question on each of some forms."""
    rows = [["Question", "Points", *(str(number + 1) for number in forms)]]
    for name, _ in content["forms"][0]:
        row = [Paragraph(about(content["items"][name]), CELL), "1"]
        for number in forms:
            form = content["forms"][number]
            at = next(at for at, (other, _) in enumerate(form) if other == name)
            row.append(f"{at + 1} {'ABCD'[form[at][1].index(0)]}")
        rows.append(row)
    widths = [None, 45, *[32] * len(forms)]
    return Table(rows, colWidths=widths, repeatRows=1, style=RULED)


def short(text: str) -> str:
    """Its first words."""
    return escape(" ".join(text.split()[:3])) + " …"


def page_key(content: dict[str, Any]) -> list[Flowable]:
    """The letters of all forms, ten forms to a table."""
    story = belongs(content, "Key on a page")
    many = len(content["forms"])
    for start in range(0, many, 10):
        forms = range(start, min(start + 10, many))
        story += [
            columns(
                content,
                forms,
                lambda item: f"{short(item['stem'])}<br/>{short(item['options'][0][0])}",
            ),
            Spacer(0, 12),
        ]
    return story


def guide(content: dict[str, Any]) -> list[Flowable]:
    """What to print, and everything about the quiz counted."""
    forms, levels = content["forms"], content["levels"]
    printed = [["Document", "Pages", "Copies"], [f"Paper, forms 1 to {len(forms)}", "4", "1"]]
    evidence = [["Fact", "Status", "Where", "Questions"]]
    for number, (name, _) in enumerate(forms[0], 1):
        for fact, text in content["items"][name]["evidence"]:
            status, where = text.partition(")")[0] + ")", text.rpartition(" – ")[2]
            evidence.append([fact, status, where, str(number)])
    blueprint = [["Objective", *levels]]
    blueprint += [[name, *map(str, row)] for name, row in content["blueprint"].items()]
    return [
        *belongs(content, "Instructor’s guide"),
        Paragraph("What to print", HEADING),
        Table([*printed, ["Briefing", "4", "30"]], style=RULED),
        *(Paragraph(escape(text), BULLET, bulletText="•") for text in content["advice"]),
        Paragraph("Question numbers on each form", HEADING),
        columns(content, range(min(6, len(forms))), lambda item: escape(item["about"])),
        Paragraph("Sections and time", HEADING),
        Paragraph(content["guessing"], BODY),
        Paragraph("Blueprint", HEADING),
        Table(blueprint, style=RULED),
        Paragraph("Evidence", HEADING),
        Table(evidence, repeatRows=1, style=RULED),
        Paragraph("Objectives", HEADING),
        *(Paragraph(escape(text), BULLET, bulletText="•") for text in content["objectives"]),
        source(content),
    ]


def build(path: Path, story: list[Flowable], head: str, foot: str) -> None:
    """Make one file."""

    def furniture(canvas: Canvas, template: SimpleDocTemplate) -> None:
        canvas.setFont("Text", 10)
        canvas.drawString(25 * mm, A4[1] - 50, head)
        canvas.drawString(25 * mm, 34, foot)
        canvas.drawRightString(A4[0] - 20 * mm, 34, f"Page {template.page}")

    template = SimpleDocTemplate(
        str(path),
        pagesize=A4,
        leftMargin=25 * mm - 6,
        rightMargin=20 * mm + 30,
        topMargin=68,
        bottomMargin=54,
        title=head,
        lang="en",
    )
    template.build(story, onFirstPage=furniture, onLaterPages=furniture)


def main() -> None:
    """Make all files of a project."""
    project, output = arguments("Set a project's pages with plain ReportLab.")
    for name, file in FONTS.items():
        pdfmetrics.registerFont(TTFont(name, str(FACES / f"{file}.ttf")))
    pdfmetrics.registerFontFamily(
        "Text", normal="Text", bold="Text-Bold", italic="Text-Italic", boldItalic="Text-Bold"
    )
    content = gather(project)
    title = content["title"]
    build(output / "briefing.pdf", briefing(content), f"{title} – Briefing", "")
    for number, form in enumerate(content["forms"], 1):
        code = f"{number:03}"
        build(output / f"paper-{code}.pdf", paper(content, form), f"{title} – Form {code}", code)
    for kind, compose in (("key", key), ("page", page_key), ("guide", guide)):
        build(output / f"{kind}.pdf", compose(content), f"ANSWER KEY – {title}", "")


if __name__ == "__main__":
    main()
