"""The whole pipeline on one screen: content to quiz, quiz to record, both to documents,
documents to files.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator import editions
from generator.content.model import Pack, PrintSettings
from generator.problems import Location, Problem
from generator.storage.files import ProjectFiles
from generator.workflows.build.built import BuildResult, BuiltFile, sheets_of
from generator.workflows.build.cache import Decision, Renderer, decide_what_to_render, families
from generator.workflows.build.collating import pieces
from generator.workflows.build.explain import Reasons, described, parts
from generator.workflows.build.files import Printed, set_files
from generator.workflows.build.handed_out import printed_codes
from generator.workflows.build.manifest import (
    File,
    Manifest,
    hashed,
    leftovers,
    on_disk,
    read_manifest,
)
from generator.workflows.build.outputs import ClassSet, OutputFile, family_name
from generator.workflows.build.plan import Plan, Progress, guide_wanted, make_plan
from generator.workflows.build.publish import Publication, publish
from generator.workflows.project import LoadedProject

__all__ = ["BuildResult", "BuildOptions", "BuiltFile", "Progress", "build"]


@dataclass(frozen=True)
class BuildOptions:
    """How to build: with drafts, everything again (`force`), without files of earlier builds that no list names (`clean`)."""

    draft: bool = False
    force: bool = False
    clean: bool = False


def build(
    project: ProjectFiles,
    reading: LoadedProject,
    names: Sequence[str],
    draft: bool = False,
    progress: Progress = lambda pack, step: None,
    how: BuildOptions | None = None,
    renderer: Renderer | None = None,
) -> list[BuildResult]:
    """Build packs under the project's lock; a pack with problems is left as it was and the others are built."""
    from generator.render import pdf as typeset

    with project.lock():
        return [
            _build_pack(
                project, reading, name, how or BuildOptions(draft), progress, renderer or typeset
            )
            for name in names
        ]


def _build_pack(
    project: ProjectFiles,
    reading: LoadedProject,
    name: str,
    how: BuildOptions,
    progress: Progress,
    typeset: Renderer,
) -> BuildResult:
    from generator.render.pdf import MissingGlyph, TooTall

    if stoppers := reading.stoppers(name, how.draft):
        return BuildResult(name, stopped=stoppers)
    pack, folder = reading.pack(name), f"output/{name}"
    before, damaged = read_manifest(project, folder)
    try:
        plan = make_plan(project, reading, pack, how.draft, before, progress)
        kept = plan.code in printed_codes(project, name)
        decision = decide_what_to_render(
            project, folder, families(plan.wanted, typeset, pack.printing), before, kept, how.force
        )
        printed = _set(typeset, pack, plan, decision, progress)
        # The guide tells how many pages everything else has.
        pages = {f"{folder}/{file.name}": file.pages for file in before.files} | {
            one.path: one.pages for one in printed
        }
        guide = guide_wanted(project, reading, pack, plan, pages)
        later = decide_what_to_render(
            project, folder, families(guide, typeset, pack.printing), before, False, how.force
        )
        printed += [
            one for one in set_files(typeset, later.moving, pack.printing) if one.path in later.todo
        ]
        plan, decision = replace(plan, wanted=[*plan.wanted, *guide]), decision.and_then(later)
        reasons = Reasons(
            project, folder, before, damaged, typeset.identity(), plan.quiz, plan.hash
        ).of(plan.wanted, decision)
    except (editions.Damaged, editions.UnknownRevision) as error:
        return BuildResult(
            name,
            stopped=(Problem(Location(f"packs/editions/{name}"), "damaged-record", str(error)),),
        )
    except TooTall as error:
        return BuildResult(name, stopped=(Problem(pack.location, "too-tall", str(error)),))
    except MissingGlyph as error:
        return BuildResult(name, stopped=(Problem(pack.location, "missing-glyph", str(error)),))
    progress(name, "files")
    manifest = _manifest(project, folder, before, plan, decision, printed, typeset.identity())
    if how.clean:
        before = replace(before, leaving=(*before.leaving, *leftovers(project, name, manifest)))
    removed = publish(
        project,
        Publication(folder, plan.records, [(one.path, one.data) for one in printed], manifest),
        before,
    )
    reasons += tuple(
        (f"{described(one)} of {code}, which was printed", "its file was missing")
        for code, files, lacking in plan.older.missing
        for one in files
        if one.path in lacking
    )
    lost = ("its list of built files was damaged, so everything was made again",) * damaged
    forms = pack.forms if pack.sections else 0
    made = _made(
        plan.wanted, {f"{folder}/{file.name}": file.pages for file in manifest.files}, pack.printing
    )
    return BuildResult(
        name,
        plan.code,
        plan.revision,
        forms,
        made,
        (),
        removed,
        reasons,
        (*lost, *plan.older.remarks),
    )


def _set(
    typeset: Renderer, pack: Pack, plan: Plan, decision: Decision, progress: Progress
) -> list[Printed]:
    """The files to make, set in type, those of older printed editions too."""
    found = set_files(
        typeset, decision.moving, pack.printing, lambda step: progress(pack.name, step)
    )
    printed = [one for one in found if one.path in decision.todo]
    for _, files, lacking in plan.older.missing:
        printed += [one for one in set_files(typeset, files, pack.printing) if one.path in lacking]
    return printed


def _manifest(
    project: ProjectFiles,
    folder: str,
    before: Manifest,
    plan: Plan,
    decision: Decision,
    printed: Sequence[Printed],
    renderer: str,
) -> Manifest:
    """The list of all files that are to be there afterwards."""
    files = [
        File(
            one.path.removeprefix(folder + "/"),
            hashed(one.data),
            decision.recipes.get(one.path, ""),
            one.pages,
        )
        for one in printed
    ]
    made = {file.name for file in files}
    stay = {one.path.removeprefix(folder + "/") for one in plan.wanted} | plan.older.stay
    files += [
        file
        for file in before.files
        if file.name not in made
        and (
            file.name in stay
            or file.asked
            and on_disk(project, f"{folder}/{file.name}") == file.sha256
        )
    ]
    briefing = next(
        (parts(one.document) for one in plan.wanted if family_name(one.document) == "briefing"), {}
    )
    return Manifest(
        tuple(sorted(files, key=lambda file: file.name)),
        (),
        renderer,
        plan.code,
        plan.hash,
        tuple(briefing.items()),
    )


def _made(
    wanted: Sequence[OutputFile], pages: dict[str, int], settings: PrintSettings
) -> tuple[BuiltFile, ...]:
    """What there is to print, with the sheets that it takes."""
    parts = pieces(wanted, settings)
    alone = {
        id(one.document): sheets_of(pages[one.path], settings.sides)
        for one in wanted
        if one.profile == settings.looks[0]
    }
    each = tuple(
        sum(alone[id(document)] for document in parts.of(form)) for form in range(len(parts.papers))
    )
    return tuple(
        BuiltFile(
            one.path,
            pages[one.path],
            one.copies,
            settings.sides,
            each if isinstance(one.document, ClassSet) else (),
        )
        for one in wanted
    )
