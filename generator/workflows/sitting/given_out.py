"""Which form a class set gave to whom: a private file beside the class list, which version control
does not keep.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.editions.edition import Edition
from generator.loading.class_list import MOST_BYTES, Student, read_class_list
from generator.problems import Problems
from generator.storage.csv_files import csv_file
from generator.storage.files import ProjectFiles
from generator.workflows.sitting.class_set import placed

SUFFIX = ".private.csv"
_IGNORED = f"*{SUFFIX}".encode()
_IGNORE = ".gitignore"


def private_path(class_list: str, edition: Edition) -> str:
    """The private file of a class list in the project."""
    folder, slash, name = class_list.rpartition("/")
    return f"{folder}{slash}{name.rpartition('.')[0] or name}-{edition.code}{SUFFIX}"


def write_forms(
    project: ProjectFiles, edition: Edition, class_list: str, students: Sequence[Student]
) -> str:
    """Write who gets which form, as a class list with the column form; gives its path.

    Git is told to keep such files out.  Raises DiskError.
    """
    names = edition.form_names
    forms = placed(students, len(names)).forms
    rows = [["name", "number", "form"]]
    for student, form in zip(students, forms, strict=True):
        rows.append([student.name, student.number, names[form]])
    path = private_path(class_list, edition)
    with project.lock():
        # As bytes: the file is its author's, in whatever encoding that is.
        ignored = project.read(_IGNORE) if project.exists(_IGNORE) else b""
        if _IGNORED not in ignored.splitlines():
            break_line = b"\n" if ignored and not ignored.endswith(b"\n") else b""
            note = b"# names of students\n"
            project.write(_IGNORE, ignored + break_line + note + _IGNORED + b"\n")
        project.write(path, csv_file(rows))
    return path


def with_forms(
    project: ProjectFiles, edition: Edition, class_list: str, students: Sequence[Student]
) -> tuple[Student, ...]:
    """The students with the forms that they were given, where a class set of this edition was made
    from their list; what the list says itself goes before.  Raises DiskError.
    """
    path = private_path(class_list, edition)
    if not project.exists(path):
        return tuple(students)
    problems = Problems()
    data = project.read(path, MOST_BYTES)
    given = read_class_list(data, path, problems, (), edition.form_names)
    forms = {(student.name, student.number): student.form for student in given}
    return tuple(
        student
        if student.form
        else replace(student, form=forms.get((student.name, student.number), ""))
        for student in students
    )
