"""Matching items with pictures on either side: paper, key, plain text, exports and refusals."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from tests.e2e import making
from tests.e2e.test_pictures_e2e import alternatives

BANK = """\
bank: shapes
items:
  - id: names
    type: matching
    stem: Match each shape with its name.
    pairs:
      - {premise: "![PREMISE](pictures/a.png){width=30mm}", response: Ellipse}
      - {premise: "![A shape with four corners](pictures/b.png){width=30mm}", response: Rectangle}
      - {premise: A line of four equal parts, response: Square}
      - {premise: A line of three parts, response: Triangle}
    unused: [Circle]
  - id: shapes
    type: matching
    stem: Match each name with its shape.
    pairs:
      - {premise: Round, response: "![A dark shape](pictures/a.png){width=30mm}"}
      - {premise: Angular, response: "![A grey shape](pictures/b.png){width=30mm}"}
      - {premise: Circle, response: "$x^2+y^2=1$"}
      - {premise: Triangle, response: Three lines}
    unused: [A dot]
"""
PACK = """\
pack: shapes
title: Shapes
seed: 5d0c1f9e6b7a4c215d0c1f9e6b7a4c23
forms: 2
print: {profiles: [standard, large-print, plain-text]}
quiz:
  sections: [{title: All, order: as-written, items: [names, shapes]}]
"""
ROUND = "A round shape"


def key_text(path: Path) -> str:
    """What pdfium reads of a file."""
    with pypdfium2.PdfDocument(path) as pdf:
        return " ".join(page.get_textpage().get_text_range() for page in pdf)


def project(folder: Path, premise: str = ROUND) -> Path:
    """A bank with two matching items, and a pack of them."""
    for inner in ("packs", "questions", "pictures"):
        (folder / inner).mkdir()
    for name, colour in (("a", "black"), ("b", "grey")):
        picture = Image.new("RGB", (300, 200), "white")
        picture.paste(colour, (50, 50, 250, 150))
        picture.save(folder / f"pictures/{name}.png")
    bank = BANK.replace("PREMISE", premise)
    (folder / "questions/shapes.yaml").write_text(bank, encoding="utf-8")
    (folder / "packs/shapes.yaml").write_text(PACK, encoding="utf-8")
    return folder


def test_pictures_are_matched_on_papers_keys_and_in_plain_text(tmp_path):
    """Each picture is on each paper once, by its alternative text, and in the full key; letters of
    the key lead to the right response on both forms, with pictures as with words.
    """
    (built,) = making.build(project(tmp_path))
    students = tmp_path / "output/shapes/students"
    shown = {ROUND, "A shape with four corners", "A dark shape", "A grey shape"}
    for form in "AB":
        for profile in ("", "-large-print"):
            path = students / f"shapes-{built.code}-{form}{profile}.pdf"
            assert {said for _, said in alternatives(path)} >= shown
        text = (students / f"shapes-{built.code}-{form}-plain-text.txt").read_text("utf-8")
        first, second = text.split("Question 2.")
        letters = making.packs(tmp_path, "key", f"{built.code}-{form}").stdout
        keys = re.search(r"(?m)^Key\s+([A-E]{4})\s+([A-E]{4})$", letters)
        for part, letter_of, right in (
            (first, keys[1], {ROUND: "Ellipse", "A line of three parts": "Triangle"}),
            (second, keys[2], {"Round": "A dark shape", "Circle": "x squared"}),
        ):
            for number, letter in enumerate(letter_of, 1):
                premise = re.search(rf"(?m)^{number}\. (?:Figure: )?(.*)$", part)[1]
                response = re.search(rf"(?m)^{letter}\. (?:Figure: )?(.*)$", part)[1]
                assert premise not in right or response.startswith(right[premise])
            assert part.count("Answer (a letter for each number)") == 1
    (key,) = (tmp_path / "output/shapes/teacher").glob("*full-KEY*.pdf")
    assert {said for _, said in alternatives(key)} >= shown
    assert "Ellipse" in key_text(key)


def test_a_picture_must_not_name_its_match(tmp_path):
    """Who hears the paper would be told; the control: another word is none of the other side."""
    found = making.packs(project(tmp_path, "An ellipse in black"), "check")
    assert found.returncode == 1 and "key-in-alternative-text" in found.stdout + found.stderr
    assert (found.stdout + found.stderr).count("key-in-alternative-text") == 1


@pytest.mark.parametrize("target", ["moodle", "gift", "qti22", "qti12"])
def test_pictures_go_out_with_their_items_or_are_reported(tmp_path, target):
    """Files hold the pictures of premises; Moodle's list of responses has words only: it has what
    the pictures show, and the report says so.
    """
    project(tmp_path)
    done = making.packs(tmp_path, "export", "shapes", "--to", target)
    assert done.returncode == 0, done.stderr
    said = done.stdout + done.stderr
    listed_as_words = target in ("moodle", "gift")
    assert ("pictures among the responses" in said) == listed_as_words
    written = [path for path in tmp_path.iterdir() if path.suffix in (".xml", ".zip", ".gift")]
    assert written and sum(path.stat().st_size for path in written) > 500
    if listed_as_words:
        (text,) = (path.read_text(encoding="utf-8") for path in written)
        assert re.search(r"(<text>|-> )A dark shape(</text>|\n)", text)


def test_marks_come_from_moodles_report(tmp_path):
    """Moodle says a picture as its alternative text in brackets and a formula between brackets
    with strokes: papers earn what they should, and who chose otherwise less.
    """
    folder = project(tmp_path)
    options = """\
  - id: choose
    stem: "Which is it?\\n\\n![Two shapes](pictures/a.png){width=30mm}\\n\\nChoose $x^2$."
    key: "![A square of four](pictures/b.png){width=30mm}"
    distractors: ["$\\\\frac{1}{2}$", none]
"""
    bank = folder / "questions/shapes.yaml"
    bank.write_text(BANK.replace("PREMISE", ROUND) + options, encoding="utf-8")
    pack = folder / "packs/shapes.yaml"
    pack.write_text(PACK.replace("names, shapes]", "names, shapes, choose]"), encoding="utf-8")
    making.build(folder)
    circle = r"\(x^2+y^2=1\)"
    names = ("[A round shape]", "[A shape with four corners]", "A line of four equal parts")
    shapes = ("A dark shape", "A grey shape", circle, "Three lines", "A dot")
    asked = (
        f"Match each shape with its name. {{{'; '.join(names)}; A line of three parts}} -> "
        "{Circle; Ellipse; Rectangle; Square; Triangle}",
        f"Match each name with its shape. {{Round; Angular; Circle; Triangle}} -> {{{'; '.join(shapes)}}}",
        r"Which is it? [Two shapes] Choose \(x^2\).: \(\frac{1}{2}\); none; [A square of four]",
    )
    right = (
        "[A round shape] -> Ellipse; [A shape with four corners] -> Rectangle; A line of four "
        "equal parts -> Square; A line of three parts -> Triangle",
        f"Round -> A dark shape; Angular -> A grey shape; Circle -> {circle}; Triangle -> Three lines",
        "[A square of four]",
    )
    other = (
        right[0].replace("Ellipse", "Circle"),
        right[1].replace(circle, "A dot"),
        r"\(\frac{1}{2}\)",
    )
    heads = [f"{what} {n}" for n in (1, 2, 3) for what in ("Question", "Response")]
    table = [["Last name", "ID number", *heads]]
    for number, given in enumerate((right, other), 1):
        cells = [cell for pair in zip(asked, given, strict=True) for cell in pair]
        table.append(["Student", str(number), *cells])
    with (folder / "moodle.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(table)
    marked = ("--marks", "moodle.csv", "--output", "csv")
    done = making.packs(folder, "results", "shapes", *marked)
    assert done.returncode == 0, done.stderr
    rows = list(csv.DictReader(done.stdout.splitlines()))
    assert [[row[n] for n in ("1", "2", "3")] for row in rows] == [["4", "4", "1"], ["3", "3", "0"]]


def test_a_premise_is_one_picture_or_one_paragraph(tmp_path):
    """A picture between words, and two pictures, are errors at their place."""
    folder = project(tmp_path)
    bank = folder / "questions/shapes.yaml"
    two = '"![a](pictures/a.png)\\n\\n![b](pictures/b.png)"'
    text = bank.read_text(encoding="utf-8")
    bank.write_text(text.replace("A line of four equal parts", two), encoding="utf-8")
    found = making.packs(folder, "check")
    assert found.returncode == 1 and "there can be one picture here" in found.stdout + found.stderr
