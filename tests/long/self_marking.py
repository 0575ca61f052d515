"""Keys that mark themselves: `python -m tests.long.self_marking [FORMS] [--profiles] [--seed N]`
builds random packs of all types, with and without answer sheets, until there are so many forms
(1,000).

An independent reader takes the answers of each form from the printed key on a page; typed in as a
student's, they must earn every point, and with one answer changed exactly that question's.  With
`--profiles` each form is also built for readers of large print, clear print and with dyslexia, and
read there as well: the same questions, options under the same letters, and answers to type.  Out:
how many forms, papers and answers, and each disagreement.
"""

from __future__ import annotations

import argparse
import csv
import io
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from generator.editions.store import FoundEdition, find_edition
from generator.i18n.catalog import Catalog, load_catalog
from generator.storage.files import ProjectFiles
from generator.workflows.marking.results import MarksInput, NamedFile, Results, results
from tests.e2e import banks, making, reader
from tests.typeset.pdf_structure import read_aloud

Row = tuple[str, str, str, Fraction]  # how a question begins, its answer in words, short, points
# Of each profile but the standard one: within how many points the heads of its pages are, and how
# far apart the lines of a paragraph are at most, as a multiple of their size.
PROFILES = {"large-print": (90, 1.42), "clear-print": (66, 1.42), "dyslexia": (66, 1.55)}
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


class Checked(NamedTuple):
    """What was checked of a quiz: forms, papers in other profiles, answers typed, what is wrong."""

    forms: int
    papers: int
    answers: int
    wrong: list[str]


def check_project(folder: Path, seed: int, profiles: bool = False) -> Iterator[Checked]:
    """Each quiz of a random project, in all profiles or in the standard one."""
    names = _build(folder, seed, list(PROFILES) if profiles else [])
    for path in sorted(folder.glob("output/*/teacher/*-page-KEY-r1*.pdf")):
        code = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", path.name)[0]
        found = find_edition(ProjectFiles(folder), code)
        pages = reader.read_key_page(read_aloud(path.read_bytes()))
        catalog = load_catalog(found.edition.view.language)
        answers, wrong = [], []
        for form, page in zip(found.edition.form_names, pages, strict=True):
            paper = reader.read_paper(_paper(path.parents[1], code, form))
            answers.append(typed(page, paper, catalog))
            for name in names:
                same = reader.read_paper(_paper(path.parents[1], code, form, name), *PROFILES[name])
                here = f"{code}-{form} in {name}"
                wrong += [f"{here}: {what}" for what in _differences(paper, same)]
                if typed(page, same, catalog) != answers[-1]:
                    wrong.append(f"{here}: other answers are to be typed")
        wrong += _disagreements(found, answers)
        yield Checked(len(answers), len(answers) * len(names), sum(map(len, answers)), wrong)


def _build(folder: Path, seed: int, profiles: list[str]) -> list[str]:
    """Build a random project in those of the profiles in which every question fits on a page; gives
    their names.
    """
    project = banks.drawn(seed)
    for pack in project.packs.values():
        settings = pack.setdefault("print", {})
        settings["answer_sheet"] = "true" if seed % 2 else "false"
        if profiles:
            settings["profiles"] = ["standard", *profiles]
    project.write(folder)
    try:
        making.build(folder)
    except AssertionError as error:
        too_tall = [name for name in profiles if f", {name} on " in str(error)]
        if not too_tall or " too-tall: " not in str(error):
            raise
        return _build(folder, seed, [name for name in profiles if name not in too_tall])
    return profiles


def _paper(folder: Path, code: str, form: str, profile: str = "") -> bytes:
    """A form's paper in a profile, the standard one where none is named."""
    name = re.compile(rf"-{code}-{form}(-letter)?{profile and '-' + profile}(-simplex)?\.pdf$")
    (path,) = (path for path in folder.glob("students/*.pdf") if name.search(path.name))
    return path.read_bytes()


def _differences(standard: reader.Paper, other: reader.Paper) -> Iterator[str]:
    """What a paper asks otherwise than the standard one; where lines and words are broken is none
    of it.
    """

    def asked(question: reader.Question) -> tuple[object, ...]:
        options = {letter: _unbroken(text) for letter, text in question.options.items()}
        return _unbroken(question.stem), question.points, options, [*map(asked, question.parts)]

    if standard.questions.keys() != other.questions.keys() or standard.total != other.total:
        yield f"{len(other.questions)} questions, {other.total} points"
    for number in standard.questions.keys() & other.questions.keys():
        if asked(standard.questions[number]) != asked(other.questions[number]):
            yield f"question {number} is another"


def _unbroken(text: str) -> str:
    return reader.squeezed(text).replace("-", "")


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


def run(count: int, profiles: bool = False, seed: int = 0) -> Checked:
    """So many forms at least, of quiz after quiz drawn by this seed and those after it."""
    total = Checked(0, 0, 0, [])
    while total.forms < count:
        with tempfile.TemporaryDirectory() as name:
            for quiz in check_project(Path(name), seed, profiles):
                total = Checked(*(sofar + more for sofar, more in zip(total, quiz, strict=True)))
        seed += 1
    return total


def main() -> None:
    """Print each disagreement, then the counts."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[0])
    parser.add_argument("forms", nargs="?", type=int, default=1000)
    parser.add_argument("--profiles", action="store_true", help="in every profile")
    parser.add_argument("--seed", type=int, default=0, help="of the first pack")
    given = parser.parse_args()
    forms, papers, answers, wrong = run(given.forms, given.profiles, given.seed)
    print(*wrong, sep="\n")
    in_profiles = f"{papers} papers in other profiles, " if papers else ""
    print(f"{forms} forms, {in_profiles}{answers} answers, {len(wrong)} disagreements")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
