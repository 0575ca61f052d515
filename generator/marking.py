"""What a marker is given besides the answer key: strips to lay beside the papers, and a sheet for the marks of a class.

In: an edition found, how its papers were printed, whose rows there are.  Out: files wanted, and the mark sheet as CSV.
Never reads a bank, and never takes the place of a sheet that marks were written into.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from generator import compose, edition
from generator.asking import enter, quiz_file_names
from generator.class_list import Student
from generator.compose import mark_columns, mark_sheet, marking_strip
from generator.compose.mark_sheet import Row
from generator.compose.standing import counting
from generator.disk import Project
from generator.lookup import Found
from generator.manifest import hashed, on_disk, read_manifest
from generator.model import STANDARD, PrintSettings
from generator.naming import ending
from generator.printing import Printed, set_files
from generator.reuse import Renderer
from generator.spreadsheet import csv_file
from generator.view import form_name
from generator.wanted import Wanted
from generator.words import words


def strip_files(found: Found, settings: PrintSettings, profile: str = STANDARD, sheets: bool = False
                ) -> tuple[list[Wanted], list[str]]:
    """The strips of all forms for their papers, or for their answer sheets (`sheets`), and the paths of the forms meant.

    They are set with their neighbours, so that a file has the same bytes whoever asks for it.
    """
    spoken, count, number = words(found.view.language), len(found.view.forms), found.revision.number
    mark = f"KEY-r{number}"
    if sum(revision.number == number for revision in found.kept.revisions) > 1:
        mark += f"-{found.revision.hash[:8]}"      # two people's revisions share the number
    made = []
    for form in range(count):
        name = form_name(form, count)
        code = edition.paper_code(found.code, name)
        beside = (compose.answer_sheet if sheets else compose.paper)(found.view, form, code, spoken)
        strip = marking_strip(beside, found.view, found.revision.key, form, code, found.standing, spoken, sheets)
        stem = f"{found.pack}-{found.code}-{name}-{'sheet-strip' if sheets else 'strip'}-{mark}"
        made.append(Wanted(f"output/{found.pack}/teacher/{stem}{ending(settings, profile)}", strip, 0, profile))
    return made, [made[form].path for form in found.forms]


def student_rows(students: Sequence[Student]) -> list[Row]:
    """The rows of a class, in the order of its list; the form only where the list says it."""
    return [(student.name, student.number, student.form) for student in students]


def mark_sheet_file(found: Found, rows: Sequence[Row], settings: PrintSettings) -> Wanted:
    """The table to write marks into."""
    document = mark_sheet(found.view, found.code, found.standing, rows, words(found.view.language))
    return Wanted(f"{_stem(found)}{ending(settings)}", document)


def mark_sheet_csv(found: Found, rows: Sequence[Row]) -> tuple[str, bytes]:
    """The same for a spreadsheet: its path and its bytes.

    Its first line names the columns: name, number, form, each question of the first form with its points in brackets (a dash
    where it is void), and the total.  Then, for each further form, a line with the numbers that the questions have there.  Then
    a line for each student.
    """
    spoken, stands, count = words(found.view.language), found.standing, len(found.view.forms)
    columns = mark_columns(found.view, stands)
    head = [spoken("name"), spoken("number"), spoken("mark-sheet-form"),
            *(f"{one.numbers[0]} [{spoken('void-short') if one.void else _plain(one.points)}]" for one in columns),
            f"{spoken('points-total')} [{_plain(counting(stands, found.view))}]"]
    lines = [head]
    for form in range(1, count):
        name = form_name(form, count)
        lines.append([spoken("mark-sheet-questions", form=name), "", name, *(str(one.numbers[form]) for one in columns), ""])
    given = [_plain(one.points) if one.void == "full" else "" for one in columns]
    lines += [[*row, *given, ""] for row in rows]
    return f"{_stem(found)}.csv", csv_file(lines)


def write_csv(project: Project, pack: str, path: str, data: bytes) -> bool:
    """Write a file and enter it in the manifest; False where somebody has changed the one that is there: it stays."""
    folder = f"output/{pack}"
    with project.lock():
        manifest, _ = read_manifest(project, folder)
        listed = manifest.named.get(path.removeprefix(folder + "/"))
        there = on_disk(project, path)
        if there not in ("", hashed(data)) and (listed is None or there != listed.sha256):
            return False
        enter(project, folder, manifest, Printed(path, data, 0))
    return True


def set_otherwise(project: Project, found: Found, settings: PrintSettings, profile: str = STANDARD,
                  renderer: Renderer | None = None) -> list[str]:
    """The papers that lie there set otherwise than they would be now: a strip may not fit those printed copies."""
    from generator import typeset

    files, meant = quiz_file_names(found, settings, "students", profile)
    files = [one for one in files if "-answer-sheet" not in one.path]
    there = {path: on_disk(project, path) for path in meant}
    if not any(there.values()):
        return []
    made = {one.path: hashed(one.data) for one in set_files(renderer or typeset, files, replace(settings, profiles=(profile,)))}
    return [path for path in meant if there[path] and path in made and there[path] != made[path]]


def _stem(found: Found) -> str:
    return f"output/{found.pack}/teacher/{found.pack}-{found.code}-mark-sheet"


def _plain(points: Fraction) -> str:
    """Points as a program reads them: 2 or 2.5."""
    return f"{float(points):g}"
