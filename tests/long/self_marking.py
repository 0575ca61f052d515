"""Keys that mark themselves: `python -m tests.long.self_marking [FORMS]` builds random packs of all
types, with and without answer sheets, until there are so many forms (1,000).

An independent reader takes the answers of each form from the printed key on a page; typed in as a
student's, they must earn every point, and with one answer changed exactly that question's.  Out:
how many forms and answers, and each disagreement.
"""

from __future__ import annotations

import csv
import io
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path

from generator.editions.store import FoundEdition, find_edition
from generator.i18n.catalog import Catalog, load_catalog
from generator.storage.files import ProjectFiles
from generator.workflows.marking.results import MarksInput, NamedFile, Results, results
from tests.e2e import banks, making, reader
from tests.typeset.pdf_structure import read_aloud

Row = tuple[str, str, str, Fraction]  # how a question begins, its answer in words, short, points
_ORDER = re.compile(r"(\d+)(\w?)")


def typed(page: Mapping[str, Row], paper: reader.Paper, catalog: Catalog) -> dict[str, str]:
    """What a student types who has a paper and copies the form's key.  The row of a figure that a
    set has filled in is left out: it earns nothing, points are in the rows of the parts.
    """
    options = {
        f"{question.number}{letter}": part.options
        for question in paper.questions.values()
        for letter, part in zip("abcdefghij", question.parts, strict=False)
    } | {f"{question.number}": question.options for question in paper.questions.values()}
    answers: dict[str, str] = {}
    for label, (_, words, short, points) in page.items():
        worth = f"{float(points):g}"
        if f"{label}a" in page:
            continue
        if short == catalog("key-page-scheme"):
            answers[f"{label} points"] = worth
        elif short == catalog("key-page-left") and re.match(r"\(1\)", words):
            blanks = re.split(r"\s*\(\d+\)\s", words)[1:]
            answers[f"{label} answer"] = "; ".join(blank.split(" / ")[0] for blank in blanks)
        elif short == catalog("key-page-left"):
            number = re.match(r"[-−]?[0-9][0-9\s.,]*", words)
            kind = "answer" if number else "points"
            answers[f"{label} {kind}"] = re.sub(r"\s", "", number[0]) if number else worth
        elif words and len(short) == 1 and short.isalpha() and not options.get(label):
            answers[f"{label} answer"] = f"{short}+"  # a statement that is to be corrected
        else:
            answers[f"{label} answer"] = short.split(" ±")[0]
    return answers


def marks(found: FoundEdition, forms: list[dict[str, str]]) -> Results:
    """The results of a student for each form."""
    rows = []
    for n, answers in enumerate(forms):
        columns = sorted(answers, key=lambda label: (int(_ORDER.match(label)[1]), label))
        name = found.edition.form_names[n % len(found.edition.form_names)]
        rows.append((name, columns, [answers[column] for column in columns]))
    files = []
    for n, (name, columns, cells) in enumerate(rows):
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(["number", "form", *columns])
        writer.writerow([f"S{n}", name, *cells])
        files.append(NamedFile(f"{n}.csv", text.getvalue().encode()))
    return results(found, MarksInput(files))


def check_project(folder: Path, seed: int) -> Iterator[tuple[int, int, list[str]]]:
    """Of each quiz of a random project: forms, answers, and what is wrong."""
    project = banks.drawn(seed)
    for pack in project.packs.values():
        pack.setdefault("print", {})["answer_sheet"] = "true" if seed % 2 else "false"
    project.write(folder)
    making.build(folder)
    for path in sorted(folder.glob("output/*/teacher/*-page-KEY-r1*.pdf")):
        code = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", path.name)[0]
        found = find_edition(ProjectFiles(folder), code)
        pages = reader.read_key_page(read_aloud(path.read_bytes()))
        catalog = load_catalog(found.edition.view.language)
        answers = []
        for form, page in zip(found.edition.form_names, pages, strict=True):
            (paper,) = (
                paper
                for paper in path.parents[1].glob("students/*.pdf")
                if re.search(rf"-{code}-{form}(-letter)?(-simplex)?\.pdf$", paper.name)
            )
            answers.append(typed(page, reader.read_paper(paper.read_bytes()), catalog))
        yield len(answers), sum(map(len, answers)), list(_disagreements(found, answers))


def _disagreements(found: FoundEdition, answers: list[dict[str, str]]) -> Iterator[str]:
    full = marks(found, answers)
    for form, paper in zip(found.edition.form_names, full.papers, strict=True):
        for question, points in zip(full.questions, paper.points, strict=True):
            if points != question.points:
                yield f"{found.edition.code}-{form} {question.item}: {points} of {question.points}"
    for n, question in enumerate(full.questions):
        for form, own in enumerate(answers):
            label = next(
                name for name in own if _ORDER.match(name)[1] == str(question.numbers[form])
            )
            copies = [{**copy, label: "-"} if k == form else copy for k, copy in enumerate(answers)]
            spoiled = marks(found, copies)
            lost = [
                k
                for k, points in enumerate(spoiled.papers[form].points)
                if points != full.papers[form].points[k]
            ]
            if lost != [n]:
                yield f"{found.edition.code} {question.item}: spoiling {label} changed {lost}"


def run(count: int) -> tuple[int, int, list[str]]:
    """So many forms at least: how many there were, their answers, and what is wrong."""
    forms = answers = seed = 0
    wrong: list[str] = []
    while forms < count:
        with tempfile.TemporaryDirectory() as name:
            for more, typed_in, faults in check_project(Path(name), seed):
                forms, answers = forms + more, answers + typed_in
                wrong += faults
        seed += 1
    return forms, answers, wrong


if __name__ == "__main__":
    made, typed_answers, found_wrong = run(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
    print(*found_wrong, sep="\n")
    print(f"{made} forms, {typed_answers} answers, {len(found_wrong)} disagreements")
    sys.exit(bool(found_wrong))
