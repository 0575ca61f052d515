"""What a pack's files are made from: its quiz with code, revision and records, and every file
that is wanted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from generator.content.model import Pack
from generator.editions.arrange import Quiz, arrange
from generator.editions.quiz import RevisionNote
from generator.editions.store import all_revisions, freeze_edition, revision_note
from generator.storage.files import ProjectFiles
from generator.workflows.build.collating import class_set, without
from generator.workflows.build.files import briefing_files, quiz_files
from generator.workflows.build.guide import guide_files
from generator.workflows.build.handed_out import Older, older_files
from generator.workflows.build.manifest import Manifest
from generator.workflows.build.outputs import DataFile, OutputFile
from generator.workflows.project import DRAFT_RULE, LoadedProject

Progress = Callable[[str, str], None]
DRAFT = "DRAFT"  # in place of a code


@dataclass(frozen=True)
class Plan:
    """What a pack's files are made from: the quiz with its code, revision and records, the files wanted, older editions."""

    quiz: Quiz | None
    code: str
    revision: int
    hash: str
    records: list[tuple[str, bytes]]
    wanted: list[OutputFile]
    older: Older
    standing: RevisionNote | None = None


def make_plan(
    project: ProjectFiles,
    reading: LoadedProject,
    pack: Pack,
    draft: bool,
    before: Manifest,
    progress: Progress = lambda pack, step: None,
) -> Plan:
    """What a pack is made from, today.  Raises Damaged, UnknownRevision."""
    drafted = draft and any(problem.rule == DRAFT_RULE for problem in reading.of(pack.name))
    wanted: list[OutputFile] = []
    quiz, code, number, hash, records, stands = None, "", 0, "", [], None
    if pack.sections:
        progress(pack.name, "quiz")
        quiz = arrange(pack, reading.content)
        code, number, records = (
            (DRAFT, 0, []) if drafted else freeze_edition(project, pack.name, quiz)
        )
        known = [
            one
            for one in all_revisions(project, code, records)
            if one.number == number and one.key == quiz.key
        ]
        stands = (
            revision_note(quiz.view, known[-1], all_revisions(project, code, records))
            if known
            else None
        )
        hash = known[-1].hash if known else ""
        wanted += quiz_files(
            pack.name, quiz.view, quiz.key, code, number, pack.printing, drafted, stands
        )
    if pack.summaries:
        wanted += briefing_files(pack, reading, drafted)
    if quiz and pack.printing.copies > 1 and not drafted:
        bound = class_set(pack.name, quiz.view, code, wanted, pack.printing)
        wanted = [bound, *without(wanted, pack.printing)]
    older = older_files(project, pack.name, code, before, pack.printing)
    return Plan(quiz, code, number, hash, records, wanted, older, stands)


def guide_wanted(
    project: ProjectFiles, reading: LoadedProject, pack: Pack, plan: Plan, pages: Mapping[str, int]
) -> list[OutputFile]:
    """The guide and the crosswalk of a planned quiz; `pages` are those of its files, by path."""
    if plan.quiz is None:
        return []
    guide, (path, crosswalk) = guide_files(
        project,
        reading,
        pack,
        plan.quiz,
        plan.code,
        plan.revision,
        plan.wanted,
        pages,
        plan.standing,
        plan.code == DRAFT,
    )
    return [guide, OutputFile(path, DataFile("crosswalk", crosswalk))]
