"""How long a class takes from a table of answers to results, report, slips and memory: `python -m
tests.benchmarks.bench_results [STUDENTS] [PACK] [FOLDER]`.

In: how many students (120) of the starter content's pack (course-review).  Out: seconds of each
command and the highest memory.  With FOLDER the project stays there, to be looked at.
"""

from __future__ import annotations

import csv
import math
import random
import shutil
import sys
import tempfile
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from generator.editions.edition import Edition
from generator.editions.store import find_edition
from generator.i18n.catalog import load_catalog
from generator.page.markup import plain
from generator.results.questions import Question, questions_of
from generator.storage.files import ProjectFiles
from generator.workflows.build.manifest import read_manifest
from tests.benchmarks.processes import ROOT, packs, spent

FIRST_NAMES = [
    "Ana",
    "Björn",
    "Chloé",
    "Dragan",
    "Eva",
    "Faruk",
    "Gül",
    "Hana",
    "Ivo",
    "Jasna",
    "Kai",
    "Léa",
]
LAST_NAMES = [
    "Tešić",
    "Müller",
    "Novák",
    "Ødegård",
    "Petrović",
    "Quist",
    "Rossi",
    "Šarić",
    "Tamm",
    "Ünal",
]


class SimulatedStudent:
    """A student of some ability, who knows a question with the probability of the Rasch model
    (Rasch, Probabilistic models for some intelligence and attainment tests, 1960) and else guesses.
    """

    def __init__(self, form: int, chance: random.Random, difficulty: Sequence[float]) -> None:
        self.form, self._chance = form, chance
        self._difficulty = difficulty
        self._ability = chance.gauss(0.4, 1.1)

    def typed(self, questions: Sequence[Question], edition: Edition) -> dict[str, str]:
        """What a marker types of the paper, by the number printed on it."""
        catalog = load_catalog(edition.view.language)
        answers = {}
        for question, hard in zip(questions, self._difficulty, strict=True):
            for part in question.parts or (question,):
                answers[part.number(self.form)] = self._answer(part, hard, catalog)
        return answers

    def _knows(self, hard: float) -> bool:
        return self._chance.random() < 1 / (1 + math.exp(hard - self._ability))

    def _answer(self, question: Question, hard: float, catalog) -> str:
        chance, student, key = self._chance, question.student, question.key
        kind, order = question.type, question.orders[self.form]
        if not self._knows(hard) and chance.random() < 0.08:
            return "-"
        if kind.name in ("single", "multiple"):
            right = kind.short_key(student, key, order, catalog)
            letters = "ABCDEFGHIJ"[: len(student.options)]
            chosen = {letter for letter in right if self._knows(hard)}
            others = [letter for letter in letters if letter not in right]
            # The first distractors attract more than the last.
            attraction = [1 / (n + 1) for n, _ in enumerate(others)]
            for _ in range(len(right) - len(chosen)):
                chosen |= set(chance.choices(others, attraction))
            return "".join(sorted(chosen))
        if kind.name == "true-false":
            verdict = key.key if self._knows(hard) else chance.random() < 0.5
            letter = catalog("true-short" if verdict else "false-short")
            correction = "+" if self._knows(hard) else "-"
            return letter + (correction if student.correct_it and not verdict else "")
        if kind.name in ("ordering", "matching"):
            marks = list(kind.short_key(student, key, order, catalog))
            while not self._knows(hard):
                one, two = chance.sample(range(len(marks)), 2)
                marks[one], marks[two] = marks[two], marks[one]
            return "".join(marks)
        if kind.name == "cloze":
            return "; ".join(plain(ways[0]) if self._knows(hard) else "-" for ways in key.blanks)
        if kind.name == "numeric":
            return key.key if self._knows(hard) else "0"
        halves = sum(self._knows(hard) for _ in range(int(student.points * 2)))
        return f"{float(Fraction(halves, 2)):g}"


def class_table(edition: Edition, count: int, seed: int = 120) -> list[list[str]]:
    """A table of answers, as markers type it from the papers of so many simulated students, who have
    the forms in turn.
    """
    questions, chance = questions_of(edition), random.Random(seed)
    difficulty = [chance.gauss(0, 0.9) for _ in questions]
    rows = []
    for n in range(count):
        student = SimulatedStudent(n % len(edition.form_names), chance, difficulty)
        name = f"{FIRST_NAMES[n % 12]} {LAST_NAMES[n // 12 % 10]}"
        rows.append((n, name, student.form, student.typed(questions, edition)))
    numbers = {number: None for _, _, _, answers in rows for number in answers}
    columns = sorted(numbers, key=lambda number: (int(number.rstrip("abcdefghij")), number))
    return [
        ["number", "name", "form", *columns],
        *(
            [f"S{n + 1:03}", name, edition.form_names[form], *(a.get(c, "") for c in columns)]
            for n, name, form, a in rows
        ),
    ]


def measure(folder: Path, pack: str, students: int) -> None:
    """Build the pack in a project, type its class, and print what each command takes."""
    for name in ("packs", "questions"):
        shutil.copytree(ROOT / name, folder / name)
    spent(packs(folder, "build", pack))
    project = ProjectFiles(folder)
    code = next(o.code for _, o in read_manifest(project, pack).output_files if o.form)
    table = class_table(find_edition(project, code).edition, students)
    marks = folder / "marks.csv"
    with marks.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(table)
    answers = sum(cell != "" for row in table[1:] for cell in row[3:])
    print(f"{pack} {code}: {students} papers, {answers} answers typed")
    given = ("results", code, "--marks", str(marks))
    for name, options in (
        ("results on the terminal", ()),
        ("and the class report", ("--report",)),
        ("and a slip for each student", ("--report", "--slips")),
        ("and the memory", ("--report", "--slips", "--remember", "--date", "2026-12-07")),
    ):
        cost = spent(packs(folder, *given, *options))
        print(f"{name:30} {cost.wall:6.2f} s ({cost.cpu:.2f} s of processor)  {cost.peak:4.0f} MiB")


def main() -> None:
    """Measure in a folder that is given, or in one that goes away."""
    words = dict(enumerate(sys.argv[1:]))
    students, pack = int(words.get(0, "120")), words.get(1, "course-review")
    if 2 in words:
        folder = Path(words[2])
        folder.mkdir(parents=True)
        measure(folder, pack, students)
    else:
        with tempfile.TemporaryDirectory() as name:
            measure(Path(name), pack, students)


if __name__ == "__main__":
    main()
