"""`packs results`: what a class's marks come to, and what they say of the quiz."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

import click

from generator.cli.console import CONTENT_ERROR, complain, complain_all, fail, safe, say, say_json
from generator.cli.editions import exit_on_edition_error, find_or_exit, students_with_forms_or_exit
from generator.cli.options import gathered, paper_option, valid_date
from generator.cli.project import complete_pack, pass_project
from generator.values import dataclass

if TYPE_CHECKING:
    from generator.editions.store import FoundEdition
    from generator.storage.files import ProjectFiles
    from generator.workflows.marking.results import MarksInput, NamedFile, Results

_MOST_BYTES = 20_000_001


@dataclass(frozen=True)
class ResultsOptions:
    """The options of `packs results`."""

    marks: tuple[BinaryIO, ...]
    more: tuple[BinaryIO, ...]
    class_list: BinaryIO | None
    columns: BinaryIO | None
    scale: BinaryIO | None
    revision: str | None
    output: str
    separator: str
    report: bool
    slips: bool
    remember: bool
    date: str | None
    paper: str | None


@click.command(
    "results", epilog="Example:  packs results 7K3Q-2M4P --marks class-a.csv class-b.csv --report"
)
@click.argument("code", metavar="CODE|PACK", shell_complete=complete_pack)
@click.argument("more", metavar="", nargs=-1, type=click.File("rb"))
@click.option(
    "--marks",
    metavar="FILE…",
    multiple=True,
    type=click.File("rb"),
    help="Tables of marks, CSV or .xlsx: the filled mark sheet, letters by question, ZipGrade's "
    "full export, Moodle's report of responses. Without it: the mark sheet of 'packs marking'.",
)
@click.option(
    "--list",
    "class_list",
    metavar="FILE",
    type=click.File("rb"),
    help="The class list: marks of students who are not on it are refused, forms are taken from "
    "it.",
)
@click.option(
    "--columns",
    metavar="FILE",
    type=click.File("rb"),
    help="A YAML file that says what the columns of another program's table hold.",
)
@click.option(
    "--scale", metavar="FILE", type=click.File("rb"), help="A YAML file with a scale of grades."
)
@click.option(
    "--revision",
    metavar="N",
    help="Mark by an earlier revision of the key, and list who has other points by the latest.",
)
@click.option(
    "--output",
    type=click.Choice(["text", "json", "csv", "questions-csv"]),
    default="text",
    show_default=True,
    help="Text; JSON for programs; CSV with a row a student, or a row a question and option.",
)
@click.option(
    "--separator",
    type=click.Choice([",", ";"]),
    default=",",
    show_default=True,
    help="Between the cells of CSV; spreadsheets in German or Serbian want a semicolon.",
)
@click.option("--report", is_flag=True, help="Write the class report, a PDF without students.")
@click.option("--slips", is_flag=True, help="Write a PDF with a slip for each student.")
@click.option(
    "--remember",
    is_flag=True,
    help="Keep the figures of each question, without students, in questions/history/.",
)
@click.option(
    "--date",
    metavar="DATE",
    callback=valid_date,
    help="With --remember: when the quiz was sat (default: the date on the paper, or of its "
    "handout).",
)
@paper_option
@gathered(ResultsOptions)
@pass_project
def command(project: ProjectFiles, code: str, options: ResultsOptions) -> None:
    """Add up the marks of CODE, and say what they show of its questions.

    Every form is brought back to the same items and options, and scored by the rules on the paper
    and the latest key. Every doubtful cell is named; nothing is guessed, and nothing is printed
    until all are clear.
    """
    if options.date and not options.remember:
        raise click.UsageError("--date goes with --remember")
    found = find_or_exit(project, code, options.revision)
    date = _date_sat(project, found, options) if options.remember else ""
    results = _results_or_exit(project, found, options)
    if options.output == "json":
        from generator.workflows.marking.results import result_values

        say_json(result_values(results))
    elif options.output != "text":
        from generator.workflows.marking.results import question_table, student_table, table_text

        table = student_table if options.output == "csv" else question_table
        say(table_text(table(results), options.separator))
    else:
        from generator.workflows.marking.results_text import result_lines

        say("\n".join(result_lines(results)))
    _write(project, results, options, date)


def _date_sat(project: ProjectFiles, found: FoundEdition, options: ResultsOptions) -> str:
    """When the quiz was sat: as typed, as printed, or the one date its handouts have; a usage
    error where that leaves none, or several.
    """
    from generator.editions.store import handed_out_editions

    if typed := options.date or found.edition.view.date:
        return typed
    with exit_on_edition_error():
        dates = sorted(
            {
                handout.date
                for each in handed_out_editions(project)
                for handout in each.handouts
                if handout.code == found.edition.code
            }
        )
    if len(dates) == 1:
        return dates[0]
    why = (
        f"it was handed out on {' and '.join(dates)}; say which date to keep"
        if dates
        else "there is no date on the paper, and no handout is noted; give it"
    )
    raise click.UsageError(f"{why} with --date DATE")


def _results_or_exit(
    project: ProjectFiles, found: FoundEdition, options: ResultsOptions
) -> Results:
    from generator.problems import ContentError
    from generator.workflows.marking.results import results

    latest = None
    if options.revision is not None:
        with exit_on_edition_error():
            from generator.editions.store import find_edition

            latest = find_edition(project, found.edition.code).edition
    try:
        marked = results(found, _marks(project, found, options), latest)
    except ContentError as error:
        complain_all(error.problems)
        fail(CONTENT_ERROR)
    for note in marked.notes:
        complain(str(note))
    return marked


def _marks(project: ProjectFiles, found: FoundEdition, options: ResultsOptions) -> MarksInput:
    from generator.workflows.marking.results import MarksInput, read_profile, read_scale

    files = [_named(file) for file in (*options.marks, *options.more)]
    if not files:
        files = _own_sheets(project, found)
    class_list = options.class_list
    students = students_with_forms_or_exit(project, class_list, found) if class_list else ()
    return MarksInput(
        files,
        students,
        read_profile(_named(options.columns)) if options.columns else None,
        read_scale(_named(options.scale)) if options.scale else None,
    )


def _named(file: BinaryIO) -> NamedFile:
    from generator.workflows.marking.results import NamedFile

    return NamedFile(safe(file.name), file.read(_MOST_BYTES))


def _own_sheets(project: ProjectFiles, found: FoundEdition) -> list[NamedFile]:
    """The mark sheet that `packs marking` wrote, as CSV or as workbook; a usage error where there
    is none, or both.
    """
    from generator.workflows.marking.marking import mark_table_paths
    from generator.workflows.marking.results import NamedFile

    present = [path for path in mark_table_paths(found.edition) if project.exists(path)]
    if len(present) != 1:
        why = (
            f"there are {' and '.join(present)}; say which with --marks"
            if present
            else "give the marks with --marks FILE, or run 'packs marking' and fill in its sheet"
        )
        raise click.UsageError(why)
    return [NamedFile(present[0], project.read(present[0]))]


def _write(project: ProjectFiles, results: Results, options: ResultsOptions, date: str) -> None:
    """Write what was asked for besides; the paths are said where they cannot spoil data."""
    from generator.workflows.marking.results import write_report, write_slips
    from generator.workflows.sitting.print_settings import print_settings

    tell = say if options.output == "text" else complain
    if options.report or options.slips:
        settings = print_settings(project, results.edition, options.paper)
        with exit_on_edition_error():
            if options.report:
                tell(write_report(project, results, settings))
            if options.slips:
                tell(write_slips(project, results, settings))
    if options.remember:
        _remember(project, results, options, date)


def _remember(project: ProjectFiles, results: Results, options: ResultsOptions, date: str) -> None:
    from generator.workflows.marking.remember import remember

    tell = say if options.output == "text" else complain
    outcome = remember(project, results, date)
    for path in outcome.written:
        tell(path)
    if outcome.unknown:
        complain(f"not remembered, because no bank has them now: {', '.join(outcome.unknown)}")
