"""The whole pipeline on one screen: content to quiz, quiz to record, both to documents, documents to files.

In: a Project and the names of packs.  Out: files under output/, records under packs/editions/, and what was made of each pack.
Never writes a paper before its record, and never removes a file it does not own or sets one that can stay as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from generator import edition
from generator.assemble import Quiz, assemble
from generator.built import Built, Made
from generator.disk import Project
from generator.explain import Reasons, parts
from generator.manifest import File, Manifest, hashed, leftovers, on_disk, read_manifest
from generator.model import Pack
from generator.older import Older, older_files, printed_codes
from generator.printing import briefing_document, briefing_file, quiz_files, set_files
from generator.problem import Location, Problem
from generator.publish import Publication, publish
from generator.reading import DRAFT_RULE, Reading
from generator.records import freeze, revisions_with, standing
from generator.reuse import Decision, Renderer, Wanted, decide, families, family_name

__all__ = ["Built", "How", "Made", "briefing_document", "build"]

Progress = Callable[[str, str], None]
Printed = tuple[str, bytes, int]


@dataclass(frozen=True)
class How:
    """How to build: with drafts, everything again (`force`), without files of earlier builds that no list names (`clean`)."""

    draft: bool = False
    force: bool = False
    clean: bool = False


@dataclass(frozen=True)
class Plan:
    """What a pack's files are made from: the quiz with its code, revision and records, the files wanted, older editions."""

    quiz: Quiz | None
    code: str
    revision: int
    hash: str
    records: list[tuple[str, bytes]]
    wanted: list[Wanted]
    older: Older


def build(project: Project, reading: Reading, names: Sequence[str], draft: bool = False,
          progress: Progress = lambda pack, step: None, how: How | None = None, renderer: Renderer | None = None) -> list[Built]:
    """Build packs under the project's lock; a pack with problems is left as it was and the others are built."""
    from generator import typeset

    with project.lock():
        return [_build_pack(project, reading, name, how or How(draft), progress, renderer or typeset) for name in names]


def _build_pack(project: Project, reading: Reading, name: str, how: How, progress: Progress, typeset: Renderer) -> Built:
    from generator.typeset import MissingGlyph, TooTall

    if stoppers := reading.stoppers(name, how.draft):
        return Built(name, stopped=stoppers)
    pack, folder = reading.pack(name), f"output/{name}"
    before, damaged = read_manifest(project, folder)
    try:
        plan = make_plan(project, reading, pack, how.draft, before, progress)
        kept = plan.code in printed_codes(project, name)
        decision = decide(project, folder, families(plan.wanted, typeset, pack.printing), before, kept, how.force)
        why = Reasons(project, folder, before, damaged, typeset.identity(), plan.quiz, plan.hash)
        reasons = why.of(plan.wanted, decision)
        printed = _set(typeset, pack, plan, decision, progress)
    except (edition.Damaged, edition.UnknownRevision) as error:
        return Built(name, stopped=(Problem(Location(f"packs/editions/{name}"), "damaged-record", str(error)),))
    except TooTall as error:
        return Built(name, stopped=(Problem(pack.location, "too-tall", str(error)),))
    except MissingGlyph as error:
        return Built(name, stopped=(Problem(pack.location, "missing-glyph", str(error)),))
    progress(name, "files")
    fresh = any(not project.exists(path) for path, _ in plan.records[:1])
    manifest = _manifest(project, folder, before, plan, decision, printed, typeset.identity())
    if how.clean:
        before = replace(before, leaving=(*before.leaving, *leftovers(project, name, manifest)))
    removed = publish(project, Publication(folder, plan.records, [(path, data) for path, data, _ in printed], manifest), before)
    pages = {f"{folder}/{file.name}": file.pages for file in manifest.files}
    made = tuple(Made(path, pages[path], copies, pack.printing.sides) for path, _, copies in plan.wanted)
    reasons += tuple((f"{document.label} of {code}, which was printed", "its file was missing")
                     for code, files, lacking in plan.older.missing for path, document, _ in files if path in lacking)
    lost = ("its list of built files was damaged, so everything was made again",) * damaged
    forms = pack.forms if pack.sections else 0
    return Built(name, plan.code, plan.revision, forms, made, (), removed, fresh, reasons, (*lost, *plan.older.remarks))


def make_plan(project: Project, reading: Reading, pack: Pack, draft: bool, before: Manifest,
              progress: Progress = lambda pack, step: None) -> Plan:
    """What a pack is made from, today.  Raises Damaged, UnknownRevision."""
    drafted = draft and any(problem.rule == DRAFT_RULE for problem in reading.of(pack.name))
    wanted: list[Wanted] = []
    quiz, code, number, hash, records = None, "", 0, "", []
    if pack.sections:
        progress(pack.name, "quiz")
        quiz = assemble(pack, reading.content)
        code, number, records = ("DRAFT", 0, []) if drafted else freeze(project, pack.name, quiz)
        known = [one for one in revisions_with(project, code, records) if one.number == number and one.key == quiz.key]
        stands = standing(quiz.view, known[-1], revisions_with(project, code, records)) if known else None
        hash = known[-1].hash if known else ""
        wanted += quiz_files(pack.name, quiz.view, quiz.key, code, number, pack.printing, drafted, stands)
    if pack.summaries:
        wanted.append(briefing_file(pack, reading, drafted))
    older = older_files(project, pack.name, code, before, pack.printing)
    return Plan(quiz, code, number, hash, records, wanted, older)


def _set(typeset: Renderer, pack: Pack, plan: Plan, decision: Decision, progress: Progress) -> list[Printed]:
    """The files to make, set in type, those of older printed editions too."""
    found = set_files(typeset, decision.moving, pack.printing, lambda step: progress(pack.name, step))
    printed = [(path, data, pages) for path, data, pages, _ in found if path in decision.todo]
    for _, files, lacking in plan.older.missing:
        again = set_files(typeset, files, pack.printing)
        printed += [(path, data, pages) for path, data, pages, _ in again if path in lacking]
    return printed


def _manifest(project: Project, folder: str, before: Manifest, plan: Plan, decision: Decision, printed: Sequence[Printed],
              renderer: str) -> Manifest:
    """The list of all files that are to be there afterwards."""
    files = [File(path.removeprefix(folder + "/"), hashed(data), decision.recipes.get(path, ""), pages)
             for path, data, pages in printed]
    made = {file.name for file in files}
    stay = {path.removeprefix(folder + "/") for path, _, _ in plan.wanted} | plan.older.stay
    files += [file for file in before.files if file.name not in made and (
        file.name in stay or file.asked and on_disk(project, f"{folder}/{file.name}") == file.sha256)]
    briefing = {name: value for _, document, _ in plan.wanted if family_name(document) == "briefing"
                for name, value in parts(document).items()}
    return Manifest(tuple(sorted(files, key=lambda file: file.name)), (), renderer, plan.code, plan.hash,
                    tuple(briefing.items()))
