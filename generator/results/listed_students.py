"""Whether papers are of students on the class list, by their numbers and names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from generator.content.messages import counted
from generator.loading.class_list import Student
from generator.page.combining import without_marks
from generator.problems import NOTE, Location, Problems
from generator.results.papers import Paper, name_key, student_key

_WORD = re.compile(r"\w+")
_MOST_LINES = 12  # of students without a paper that are named


def check_students(
    papers: Iterable[Paper], students: Sequence[Student], problems: Problems
) -> None:
    """Report papers of nobody on the class list; a note counts students without a paper."""
    by_key = {student_key(student.number, student.name): student for student in students}
    names = {name_key(student.name) for student in students}
    seen = set()
    for paper in papers:
        name = name_key(paper.name)
        if paper.student not in by_key and (paper.number or name not in names):
            message = "this student is not on the class list; correct the number or the name"
            problems.add(paper.location, "unknown-student", message)
        listed = by_key.get(paper.student)
        if listed and paper.name and listed.name and _are_others(paper.name, listed.name):
            message = (
                f"line {listed.line} of the class list has another name for this number; correct "
                "the number or the name"
            )
            problems.add(paper.location, "unknown-student", message)
        seen |= {paper.student, name}
    missing = [
        student.line
        for student in students
        if not {student_key(student.number, student.name), name_key(student.name)} & seen
    ]
    if missing:
        lines = ", ".join(map(str, missing[:_MOST_LINES]))
        lines += " …" if len(missing) > _MOST_LINES else ""
        where = f"{'line' if len(missing) == 1 else 'lines'} {lines}"
        who = counted(len(missing), "student", "students")
        message = f"no marks for {who} of the list: {where}"
        problems.add(Location("class list"), "no-marks", message, NOTE)


def _are_others(name: str, other: str) -> bool:
    """Whether two names have no word in common, whatever their accents; names in two scripts are
    not compared.
    """
    words, other_words = _plain_words(name), _plain_words(other)
    scripts = {any("a" <= letter <= "z" for letter in "".join(w)) for w in (words, other_words)}
    return len(scripts) == 1 and not words & other_words


def _plain_words(name: str) -> frozenset[str]:
    """The words of a name in small letters without accents."""
    return frozenset(_WORD.findall(without_marks(name.casefold())))
