"""What each column of a table of marks holds, told by its head."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from generator.content.marking import ColumnProfile
from generator.i18n.catalog import Catalog, all_versions, languages
from generator.loading.class_list import column_field
from generator.problems import NOTE, Location, Problems
from generator.results.tables import NAMES, place, text_of
from generator.storage.csv_files import Cell
from generator.values import dataclass

ANSWER, POINTS = "answer", "points"
QUESTION, TOTAL, SECTION, GROUP, IGNORED = "question", "total", "section", "group", ""
ROLES = (*NAMES, "number", "form", GROUP, TOTAL)
_QUESTION = re.compile(
    r"(?:q|question|frage|pitanje|питање)?[ .]*([0-9]{1,3})[ .]*"
    r"(?:\(?([a-j])\)?)?[ ]*(answer|points)?(\[[^\]]*\])?"
)
_ZIPGRADE = re.compile(r"(stu|prikey|points|mark)([0-9]{1,3})")
_ZIPGRADE_FIELDS = {
    "firstname": "first name",
    "lastname": "last name",
    "studentid": "number",
    "externalid": "number",
    "keyversion": "form",
    "quizclass": GROUP,
}
_GROUP_HEADS = ("group", "class", "gruppe", "klasse", "grupa", "odeljenje", "група", "одељење")
_FORM_HEADS = ("version", "key version", "variant", "variante")
_MOODLE = re.compile(r"(.+?) ([0-9]{1,3})")


@dataclass(frozen=True)
class Column:
    """What a column holds: one of ROLES, a question, the sum of a section, or nothing of use.

    `number` and `part` are a question's as printed on the student's paper, or, `on_first_form`, on
    the first form's.  `kind`: answers or points, "" where the head does not say.
    """

    role: str
    number: int = 0
    part: str = ""
    kind: str = ""
    on_first_form: bool = False
    head: str = ""


@dataclass(frozen=True)
class Layout:
    """The columns of a table, what an empty cell of a question means, and the key that the other
    program had, by the column's place.

    `skip`: lines below the heads that hold no student.
    """

    columns: tuple[Column, ...]
    blank_is_nothing: bool = False
    keys: tuple[tuple[int, int], ...] = ()
    skip: int = 0
    profile: ColumnProfile = ColumnProfile()
    program: str = ""


def layout_of(
    heads: Sequence[Cell],
    path: str,
    catalog: Catalog,
    profile: ColumnProfile | None,
    problems: Problems,
) -> Layout:
    """What the columns of a table hold: by a declared profile, as ZipGrade exports them, or as in
    our own mark sheets and lists of letters.
    """
    texts = [text_of(cell) for cell in heads]
    if profile is not None:
        layout = _declared(texts, profile, path, problems)
    elif {"stu1", "prikey1"} <= {text.casefold().replace(" ", "") for text in texts}:
        layout = _zipgrade(texts)
    else:
        layout = Layout(tuple(_own(text, catalog) for text in texts))
    _report_twice(layout.columns, heads, path, problems)
    own = {"mark-sheet-grade", "mark-sheet-checked"}
    unread = {words(name) for words in _catalogs(catalog) for name in own}
    unused = [
        text
        for text, column in zip(texts, layout.columns, strict=True)
        if not column.role and text and text not in unread
    ]
    if unused and not layout.program:
        names = ", ".join(f"'{name}'" for name in unused[:10])
        message = f"these columns are not used: {names}{' and more' if len(unused) > 10 else ''}"
        problems.add(Location(path, heads[0].line), "unused-column", message, NOTE)
    if not any(column.role == QUESTION for column in layout.columns):
        message = (
            "no column is a question; name the columns after the numbers on the paper, for "
            "example  number,form,1,2,3  or give a profile of the columns with --columns"
        )
        problems.add(Location(path, heads[0].line), "no-questions", message)
    return layout


def names_questions(cells: Sequence[Cell], catalog: Catalog) -> bool:
    """Whether a row can be the heads of a table of marks: it names a student's column and two
    questions.
    """
    columns = [_own(text, catalog) for text in map(text_of, cells)]
    roles = {column.role for column in columns}
    questions = [column for column in columns if column.role == QUESTION]
    return len(questions) > 1 and bool(roles & {*NAMES, "number"})


def moodle_slots(heads: Sequence[Cell]) -> dict[int, tuple[int, int]]:
    """Of a Moodle report of responses, by slot, the columns of the question's text and of the
    response; nothing where the table is none.

    Moodle writes the columns of a slot side by side in a fixed order, whatever the language calls
    them: question text, response, right answer.
    """
    series: dict[str, dict[int, int]] = {}
    for n, cell in enumerate(heads):
        if match := _MOODLE.fullmatch(text_of(cell)):
            series.setdefault(match[1], {})[int(match[2])] = n
    names = [name for name, slots in series.items() if 1 in slots and len(name) > 2]
    if len(names) < 2:
        return {}
    question, response = names[0], names[1]
    if series[response][1] != series[question][1] + 1:
        return {}
    return {
        slot: (series[question][slot], n)
        for slot, n in series[response].items()
        if slot in series[question]
    }


def _own(text: str, catalog: Catalog) -> Column:
    folded = text.casefold()
    if match := _QUESTION.fullmatch(folded):
        number, part, kind, old = match.groups()
        # The sheets of earlier programs had the points in brackets, and one column for a question
        # whatever its number on the student's form.
        return Column(
            QUESTION, int(number), part or "", POINTS if old else kind or "", old is not None, text
        )
    if folded.startswith(tuple(f"{word} [" for word in _words("points-total"))):
        return Column(TOTAL, head=text)
    for words in _catalogs(catalog):
        match = re.fullmatch(
            re.escape(words("mark-sheet-part", n="#").casefold()).replace(r"\#", "([0-9]+)"), folded
        )
        if match:
            return Column(SECTION, int(match[1]), head=text)
    if folded in _words("points-total"):
        return Column(TOTAL, head=text)
    # In Serbian the word for a form is also one for a class.
    forms = {words("mark-sheet-form").casefold() for words in _catalogs(catalog)}
    if folded in forms.union(_FORM_HEADS):
        return Column("form", head=text)
    if folded in _GROUP_HEADS:
        return Column(GROUP, head=text)
    for role in ("name", "number"):
        if folded in _words(role):
            return Column(role, head=text)
    field = column_field(text)
    return Column(field if field in ROLES else IGNORED, head=text)


def _catalogs(catalog: Catalog) -> tuple[Catalog, ...]:
    """English and the quiz's language in every version of the words: tables may be old."""
    return (*all_versions("en"), *all_versions(catalog.language))


def _words(name: str) -> frozenset[str]:
    """A phrase in all languages and versions, in small letters."""
    return frozenset(
        words(name).casefold() for language in languages() for words in all_versions(language)
    )


def _zipgrade(texts: Sequence[str]) -> Layout:
    columns, keys, places = [], {}, {}
    for n, text in enumerate(texts):
        folded = text.casefold().replace(" ", "")
        column = Column(_ZIPGRADE_FIELDS.get(folded, IGNORED), head=text)
        if match := _ZIPGRADE.fullmatch(folded):
            # The series Points and Mark are the program's own marking, not answers.
            if match[1] == "stu":
                column = Column(QUESTION, int(match[2]), kind=ANSWER, head=text)
                places[int(match[2])] = n
            elif match[1] == "prikey":
                keys[int(match[2])] = n
        columns.append(column)
    ids = [n for n, column in enumerate(columns) if column.role == "number"]
    for n in ids[1:]:
        columns[n] = replace(columns[n], role=IGNORED)
    pairs = tuple((places[number], n) for number, n in keys.items() if number in places)
    return Layout(tuple(columns), True, pairs, program="ZipGrade")


def _declared(
    texts: Sequence[str], profile: ColumnProfile, path: str, problems: Problems
) -> Layout:
    by_head = {head.casefold(): role for role, head in profile.fields.items()}
    patterns = [
        (re.compile(re.escape(pattern.casefold()).replace(r"\{n\}", r"([0-9]{1,3})([a-j]?)")), kind)
        for pattern, kind in ((profile.answers, ANSWER), (profile.points, POINTS))
        if pattern
    ]
    columns = []
    for text in texts:
        folded = text.casefold()
        column = Column(by_head.get(folded, IGNORED), head=text)
        for pattern, kind in patterns:
            if match := pattern.fullmatch(folded):
                column = Column(QUESTION, int(match[1]), match[2], kind, head=text)
        columns.append(column)
    present = {text.casefold() for text in texts}
    for role, head in profile.fields.items():
        if head.casefold() not in present:
            message = f"the column '{head}', which the profile names for the {role}, is not there"
            problems.add(Location(path, 1), "missing-column", message)
    return Layout(
        tuple(columns),
        profile.blank == "not-answered",
        skip=profile.skip,
        profile=profile,
        program="declared",
    )


def _report_twice(
    columns: Iterable[Column], heads: Sequence[Cell], path: str, problems: Problems
) -> None:
    seen: dict[Column, str] = {}
    for column, cell in zip(columns, heads, strict=True):
        if not column.role:
            continue
        what = replace(column, head="", kind="")
        if what in seen:
            message = f"the columns '{seen[what]}' and '{column.head}' hold the same; delete one"
            problems.add(place(path, cell), "duplicate-column", message)
        seen.setdefault(what, column.head)
