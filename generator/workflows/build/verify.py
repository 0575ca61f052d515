"""Everything made once more in memory and held against the disk and the records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator import editions
from generator.content.model import Pack
from generator.editions.store import stored_editions
from generator.storage.files import ProjectFiles
from generator.workflows.build.cache import QUIZ, Renderer, families
from generator.workflows.build.files import set_files
from generator.workflows.build.handed_out import printed_codes
from generator.workflows.build.manifest import (
    NAME,
    File,
    Manifest,
    filled_in,
    hashed,
    on_disk,
    present,
    read_manifest,
)
from generator.workflows.build.outputs import OutputFile
from generator.workflows.build.plan import DRAFT, Plan, guide_wanted, make_plan
from generator.workflows.project import LoadedProject

EDITED, TORN, STALE, MISSING, FOREIGN, DAMAGED = (
    "edited",
    "torn",
    "stale",
    "missing",
    "foreign",
    "damaged",
)


@dataclass(frozen=True, order=True)
class Finding:
    """A file that is not as it should be, and why."""

    path: str
    kind: str
    why: str


def verify(
    project: ProjectFiles, reading: LoadedProject, renderer: Renderer | None = None
) -> tuple[list[Finding], int]:
    """What does not fit, and how many files were looked at."""
    from generator.render import pdf as typeset

    found = [*_records(project)]
    folders = {path.rpartition("/")[2] for path in project.folders("output")}
    seen = sum(
        len(project.names(folder, (".json",))) for folder in project.folders(editions.FOLDER)
    )
    for name in sorted(folders | set(reading.pack_names)):
        found += _pack(project, reading, name, renderer or typeset)
        seen += len(present(project, f"output/{name}"))
    return sorted(set(found)), seen


def _records(project: ProjectFiles) -> Iterator[Finding]:
    folders = project.folders(editions.FOLDER)
    for path in editions.unknown_files(
        path for folder in folders for path in project.names(folder, ("",))
    ):
        yield Finding(
            path,
            FOREIGN,
            "no edition owns a file of that name; it may be a copy made by sync software",
        )
    for found in stored_editions(project).values():
        files = (*found.records, *found.revisions, *found.printed)
        if not found.records:
            yield Finding(
                files[0], MISSING, f"the record of {found.code} is gone, so its papers have no key"
            )
        elif not found.revisions:
            yield Finding(files[0], MISSING, f"{found.code} has no answers on record")
        for path in files:
            try:
                data = project.read(path)
                if path in found.records:
                    editions.read_record(data)
                else:
                    (editions.read_revision if path in found.revisions else editions.read_handout)(
                        data, found.code
                    )
            except editions.Damaged as error:
                yield Finding(path, DAMAGED, str(error))


def _pack(
    project: ProjectFiles, reading: LoadedProject, name: str, typeset: Renderer
) -> Iterator[Finding]:
    folder = f"output/{name}"
    before, damaged = read_manifest(project, folder)
    if damaged:
        yield Finding(
            f"{folder}/{NAME}",
            DAMAGED,
            "it is not what a build wrote; the next build makes all files again",
        )
    drafted = before.edition == DRAFT
    pack = reading.content.packs.get(name)
    judged: set[str] = set()
    stay: set[str] = set()
    why = "" if name in reading.pack_names else "its pack is gone"
    if pack and not reading.stoppers(name, drafted):
        try:
            plan = make_plan(project, reading, pack, drafted, before)
        except (editions.Damaged, editions.UnknownRevision) as error:
            yield Finding(f"{editions.FOLDER}/{name}", DAMAGED, str(error))
        else:
            made = list(_made(project, pack, plan.wanted, plan, before, typeset))
            pages = {path: count for path, count, _ in made}
            guide = guide_wanted(project, reading, pack, plan, pages)
            yield from _unrecorded(project, plan)
            yield from (
                one
                for _, _, found in [*made, *_made(project, pack, guide, plan, before, typeset)]
                for one in found
            )
            plan = replace(plan, wanted=[*plan.wanted, *guide])
            lacking = {path for _, _, paths in plan.older.missing for path in paths}
            for path in sorted(lacking):
                there = project.exists(path)
                yield Finding(
                    path,
                    EDITED if there else MISSING,
                    "it belongs to a printed edition; 'packs build' makes it again",
                )
            judged = {
                path.removeprefix(folder + "/")
                for path in {*lacking, *(one.path for one in plan.wanted)}
            }
            stay, why = plan.older.stay, "no longer made; 'packs build' removes it"
    yield from (
        one
        for file in before.files
        if file.name not in judged | stay
        for one in _listed(project, folder, file, why)
    )
    for name in present(project, folder):
        if name not in judged and name not in before.named and not filled_in(name):
            yield Finding(
                f"{folder}/{name}",
                FOREIGN,
                "no build is known to have made it; 'packs build --clean' removes ours",
            )


def _unrecorded(project: ProjectFiles, plan: Plan) -> Iterator[Finding]:
    for path, _ in plan.records:
        if not project.exists(path):
            yield Finding(
                path,
                MISSING,
                "the content has changed since the last build; 'packs build' records it",
            )


def _made(
    project: ProjectFiles,
    pack: Pack,
    wanted: list[OutputFile],
    plan: Plan,
    before: Manifest,
    typeset: Renderer,
) -> Iterator[tuple[str, int, list[Finding]]]:
    """The files of today's edition as set now, each with its pages, beside what is on disk."""
    folder = f"output/{pack.name}"
    frozen = plan.code in printed_codes(project, pack.name)
    for family in families(wanted, typeset, pack.printing):
        for path, data, pages in set_files(typeset, family.wanted, pack.printing):
            listed = before.named.get(path.removeprefix(folder + "/"))
            yield (
                path,
                pages,
                list(_beside(project, path, data, listed, frozen and family.name in QUIZ)),
            )


def _beside(
    project: ProjectFiles, path: str, data: bytes, listed: File | None, stays: bool
) -> Iterator[Finding]:
    """What is wrong with a file, given what it would be now; `stays`: it may be as it was made, since it was printed."""
    there = on_disk(project, path)
    if not there:
        yield Finding(path, MISSING, "'packs build' makes it")
    elif there != hashed(data):
        if listed and there == listed.sha256:
            if not stays:
                yield Finding(
                    path,
                    STALE,
                    "other content or another typesetter made it; 'packs build' makes it again",
                )
        else:
            torn = data.startswith(project.read(path))
            yield Finding(
                path,
                TORN if torn else EDITED,
                "cut short" if torn else "not what is made from the content",
            )


def _listed(project: ProjectFiles, folder: str, file: File, stale: str) -> Iterator[Finding]:
    """A file that the manifest knows and that was not made now; `stale`: why no build would make it, where that is known."""
    path = f"{folder}/{file.name}"
    there = on_disk(project, path)
    if not there:
        yield Finding(path, MISSING, "it was made once and is gone")
    elif there != file.sha256 and not filled_in(file.name):
        yield Finding(path, EDITED, "somebody changed it since it was made")
    elif stale and not file.asked:
        yield Finding(path, STALE, stale)
