"""What a marker is given besides the answer key: strips to lay beside the papers, and a sheet
for the marks of a class.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from generator import documents, editions
from generator.content.model import STANDARD, PrintSettings
from generator.documents import mark_columns, mark_sheet, marking_strip
from generator.documents.mark_sheet import Row
from generator.documents.revision_note import counting
from generator.editions.lookup import FoundEdition
from generator.editions.quiz import form_name
from generator.i18n.catalog import load_catalog
from generator.loading.class_list import Student
from generator.storage.csv_files import csv_file
from generator.storage.files import ProjectFiles
from generator.workflows.build.cache import Renderer
from generator.workflows.build.files import Printed, set_files
from generator.workflows.build.manifest import hashed, on_disk, read_manifest
from generator.workflows.build.naming import ending
from generator.workflows.build.outputs import OutputFile
from generator.workflows.sitting.reprint import enter, quiz_file_names


def strip_files(
    found: FoundEdition, settings: PrintSettings, profile: str = STANDARD, sheets: bool = False
) -> tuple[list[OutputFile], list[str]]:
    """The strips of all forms for their papers, or for their answer sheets (`sheets`), and the paths of the forms meant.

    They are set with their neighbours, so that a file has the same bytes whoever asks for it.
    """
    catalog, count, number = (
        load_catalog(found.view.language),
        len(found.view.forms),
        found.revision.number,
    )
    mark = f"KEY-r{number}"
    if sum(revision.number == number for revision in found.kept.revisions) > 1:
        mark += f"-{found.revision.hash[:8]}"  # two people's revisions share the number
    made = []
    for form in range(count):
        name = form_name(form, count)
        code = editions.paper_code(found.code, name)
        beside = (documents.answer_sheet if sheets else documents.paper)(
            found.view, form, code, catalog
        )
        strip = marking_strip(
            beside, found.view, found.revision.key, form, code, found.standing, catalog, sheets
        )
        stem = f"{found.pack}-{found.code}-{name}-{'sheet-strip' if sheets else 'strip'}-{mark}"
        made.append(
            OutputFile(
                f"output/{found.pack}/teacher/{stem}{ending(settings, profile)}", strip, 0, profile
            )
        )
    return made, [made[form].path for form in found.forms]


def student_rows(students: Sequence[Student]) -> list[Row]:
    """The rows of a class, in the order of its list; the form only where the list says it."""
    return [(student.name, student.number, student.form) for student in students]


def mark_sheet_file(
    found: FoundEdition, rows: Sequence[Row], settings: PrintSettings
) -> OutputFile:
    """The table to write marks into."""
    document = mark_sheet(
        found.view, found.code, found.standing, rows, load_catalog(found.view.language)
    )
    return OutputFile(f"{_stem(found)}{ending(settings)}", document)


def mark_sheet_csv(found: FoundEdition, rows: Sequence[Row]) -> tuple[str, bytes]:
    """The same for a spreadsheet: its path and its bytes.

    Its first line names the columns: name, number, form, each question of the first form with its points in brackets (a dash
    where it is void), and the total.  Then, for each further form, a line with the numbers that the questions have there.  Then
    a line for each student.
    """
    catalog, stands, count = (
        load_catalog(found.view.language),
        found.standing,
        len(found.view.forms),
    )
    columns = mark_columns(found.view, stands)
    head = [
        catalog("name"),
        catalog("number"),
        catalog("mark-sheet-form"),
        *(
            f"{one.numbers[0]} [{catalog('void-short') if one.void else _plain(one.points)}]"
            for one in columns
        ),
        f"{catalog('points-total')} [{_plain(counting(stands, found.view))}]",
    ]
    lines = [head]
    for form in range(1, count):
        name = form_name(form, count)
        lines.append(
            [
                catalog("mark-sheet-questions", form=name),
                "",
                name,
                *(str(one.numbers[form]) for one in columns),
                "",
            ]
        )
    given = [_plain(one.points) if one.void == "full" else "" for one in columns]
    lines += [[*row, *given, ""] for row in rows]
    return f"{_stem(found)}.csv", csv_file(lines)


def write_csv(project: ProjectFiles, pack: str, path: str, data: bytes) -> bool:
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


def set_otherwise(
    project: ProjectFiles,
    found: FoundEdition,
    settings: PrintSettings,
    profile: str = STANDARD,
    renderer: Renderer | None = None,
) -> list[str]:
    """The papers that lie there set otherwise than they would be now: a strip may not fit those printed copies."""
    from generator.render import pdf

    files, meant = quiz_file_names(found, settings, "students", profile)
    files = [one for one in files if "-answer-sheet" not in one.path]
    there = {path: on_disk(project, path) for path in meant}
    if not any(there.values()):
        return []
    made = {
        one.path: hashed(one.data)
        for one in set_files(renderer or pdf, files, replace(settings, profiles=(profile,)))
    }
    return [path for path in meant if there[path] and path in made and there[path] != made[path]]


def _stem(found: FoundEdition) -> str:
    return f"output/{found.pack}/teacher/{found.pack}-{found.code}-mark-sheet"


def _plain(points: Fraction) -> str:
    """Points as a program reads them: 2 or 2.5."""
    return f"{float(points):g}"
