"""Everything made once more in memory and held against the disk and the records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field

from generator import editions
from generator.content.model import Content, Pack
from generator.editions.edition import DRAFT
from generator.editions.media import KeptMedia, lost_media, placed_media
from generator.editions.printed_style import read_style
from generator.editions.store import load_edition, lost_revision, stored_editions
from generator.storage.files import ProjectFiles
from generator.values import dataclass
from generator.workflows.build.compose import compose_files
from generator.workflows.build.density import printed_pack
from generator.workflows.build.edition import edition_of_pack
from generator.workflows.build.guide import compose_guide
from generator.workflows.build.handed_out import EarlierHandouts, earlier_handouts, handed_out_codes
from generator.workflows.build.manifest import (
    NAME,
    File,
    PreviousBuild,
    hashed,
    is_filled_in,
    on_disk,
    read_manifest,
)
from generator.workflows.build.outputs import OUTPUT, built_packs, names_present, path_of
from generator.workflows.build.render import RenderedOutput, Renderer, render_files, sheet_records
from generator.workflows.project import LoadedProject

EDITED, TORN, STALE, MISSING, FOREIGN, DAMAGED = (
    "edited",
    "torn",
    "stale",
    "missing",
    "foreign",
    "damaged",
)
_FORCE = "'packs build --force' writes it again"


@dataclass(frozen=True, order=True)
class Finding:
    """A file that is not as it should be, and why."""

    path: str
    kind: str
    why: str


def verify(
    project: ProjectFiles, loaded: LoadedProject, renderer: Renderer | None = None
) -> tuple[list[Finding], int]:
    """What does not fit, and how many files were looked at."""
    from generator.render import pdf

    findings = [*_records(project)]
    seen = sum(
        len(project.names(folder, (".json", ".png", ".jpg")))
        for folder in project.folders(editions.FOLDER)
    )
    for name in sorted({*built_packs(project), *loaded.pack_names}):
        findings += _pack(project, loaded, name, renderer or pdf)
        seen += len(names_present(project, name))
    return sorted(set(findings)), seen


def _records(project: ProjectFiles) -> Iterator[Finding]:
    folders = project.folders(editions.FOLDER)
    for path in editions.unknown_files(
        path for folder in folders for path in project.names(folder, ("",))
    ):
        yield Finding(
            path,
            FOREIGN,
            "this file belongs to no edition; it may be a copy made by cloud-sync software",
        )
    for path, why in KeptMedia(project).damaged():
        yield Finding(path, DAMAGED, why)
    for edition in stored_editions(project).values():
        files = (
            *edition.records,
            *edition.revisions,
            *edition.handouts,
            *edition.sheets,
            *edition.styles,
        )
        if not edition.records:
            yield Finding(
                files[0],
                MISSING,
                f"the record of {edition.code} is gone, so its papers have no key",
            )
        elif not edition.revisions:
            yield Finding(files[0], MISSING, f"{edition.code} has no answers on record")
        for path in files:
            try:
                data = project.read(path)
                if path in edition.records:
                    editions.read_record(data)
                elif path in edition.revisions:
                    editions.read_revision(data, edition.code)
                elif path in edition.styles:
                    read_style(data, edition.code)
                elif path in edition.sheets:
                    editions.read_sheet(data, edition.code)
                else:
                    editions.read_handout(data, edition.code)
            except editions.Damaged as error:
                yield Finding(path, DAMAGED, str(error))
        if edition.records:
            yield from _lost_files(project, edition)


def _lost_files(project: ProjectFiles, edition: editions.EditionFiles) -> Iterator[Finding]:
    """The pictures and formulas of an edition that are no longer kept, and an earlier revision."""
    try:
        stored = load_edition(project, edition)
    except editions.Damaged:
        return
    lost = lost_revision(edition.packs[0], edition.code, stored.revisions, ())
    if lost and lost not in edition.revisions:
        yield Finding(
            lost,
            MISSING,
            "a later revision of the key replaces it; restore it from version control or a backup",
        )
    keys = (revision.key for revision in stored.revisions)
    placed = placed_media(stored.view, *keys, stored.style)
    for medium in lost_media(placed, stored.media):
        yield Finding(
            edition.records[0],
            MISSING,
            f"its {medium} is gone; restore the file beside it from version control or a backup",
        )


def _pack(
    project: ProjectFiles, loaded: LoadedProject, name: str, renderer: Renderer
) -> Iterator[Finding]:
    previous = read_manifest(project, name)
    if previous.damaged:
        yield Finding(
            path_of(name, NAME),
            DAMAGED,
            "it is not what a build wrote; the next build makes all files again",
        )
    drafted = previous.manifest.edition == DRAFT
    pack = loaded.content.packs.get(name)
    remade = Remade()
    why = "" if name in loaded.pack_names else "its pack is gone"
    if pack and not loaded.stoppers(name, drafted):
        if not previous.damaged and _is_unbuilt(project, previous):
            how = f"this pack has not been built yet; 'packs build {name}' makes its files"
            yield Finding(f"{OUTPUT}/{name}", MISSING, how)
            return
        draft = drafted and loaded.names_drafts(name)
        try:
            remade = _remake(project, pack, loaded.content, draft, previous, renderer)
        except (editions.Damaged, editions.UnknownRevision) as error:
            yield Finding(f"{editions.FOLDER}/{name}", DAMAGED, str(error))
        else:
            yield from _held_against(project, previous, remade)
            why = "no longer made; 'packs build' removes it"
    judged = remade.names | remade.earlier.stay
    for file in previous.manifest.files:
        if file.name not in judged:
            yield from _listed(project, name, file, why)
    for present in names_present(project, name):
        known = present in remade.names or present in previous.manifest.named
        if not known and not is_filled_in(name, present):
            yield Finding(
                path_of(name, present),
                FOREIGN,
                "no build is known to have made it; 'packs build --clean' removes ours",
            )


def _is_unbuilt(project: ProjectFiles, previous: PreviousBuild) -> bool:
    """Whether there is neither a file nor a record of a build of a pack."""
    records = project.names(f"{editions.FOLDER}/{previous.pack}", ("",))
    return not (previous.manifest.files or records or names_present(project, previous.pack))


@dataclass(frozen=True)
class Remade:
    """A pack made again in memory: its files, records, and those of earlier handed-out editions.

    `handed_out`: its edition was handed out, so that some files may be as they were made.
    """

    files: tuple[RenderedOutput, ...] = ()
    records: tuple[tuple[str, bytes], ...] = ()
    earlier: EarlierHandouts = field(default_factory=EarlierHandouts)
    handed_out: bool = False

    @property
    def names(self) -> set[str]:
        """The names of all files that a build would make."""
        lost = {file.output.name for edition in self.earlier.lost for file in edition.lost_files}
        return lost | {file.output.name for file in self.files}


def _remake(
    project: ProjectFiles,
    pack: Pack,
    content: Content,
    draft: bool,
    previous: PreviousBuild,
    renderer: Renderer,
) -> Remade:
    """A pack made again, as a build would make it now.  Raises Damaged, UnknownRevision."""
    edition = edition_of_pack(project, pack, content, draft)
    code = edition.code if edition else ""
    pack, _ = printed_pack(project, pack, edition)
    files = compose_files(pack, content, edition, draft)
    rendered = render_files(renderer, files, pack.printing)
    if edition:
        pages = {file.path: file.printed_pages for file in rendered}
        guide = compose_guide(project, pack, content, edition, files, pages)
        rendered += render_files(renderer, guide, pack.printing)
    return Remade(
        tuple(rendered),
        edition.records if edition else (),
        earlier_handouts(project, pack.name, edition, previous, pack.printing),
        code in handed_out_codes(project, pack.name),
    )


def _held_against(
    project: ProjectFiles, previous: PreviousBuild, remade: Remade
) -> Iterator[Finding]:
    """What is wrong with records and files, given what they would be now."""
    for path, _ in remade.records:
        if not project.exists(path):
            yield Finding(
                path,
                MISSING,
                "the content has changed since the last build; 'packs build' records it",
            )
    for file in remade.files:
        listed = previous.manifest.named.get(file.output.name)
        stays = remade.handed_out and file.output.kind.stays_as_handed_out
        yield from _beside(project, file, listed, stays)
    yield from _lost_geometries(project, remade)
    for path in remade.earlier.lost_paths:
        yield Finding(
            path,
            EDITED if project.exists(path) else MISSING,
            "it belongs to a printed edition; 'packs build' makes it again",
        )


def _lost_geometries(project: ProjectFiles, remade: Remade) -> Iterator[Finding]:
    """Where the boxes of the answer sheets are that lie there, which only machines miss."""
    mended: dict[str, str] = {}
    for file in remade.files:
        if on_disk(project, file.path) == hashed(file.data):
            stays = remade.handed_out and file.output.kind.stays_as_handed_out
            how = f"remove {file.path} and run 'packs build'" if stays else _FORCE
            for path, _ in sheet_records([file]):
                mended[path] = _FORCE if mended.get(path) == _FORCE else how
    for path, how in mended.items():
        if not project.exists(path):
            yield Finding(path, MISSING, f"it says where the boxes of an answer sheet are; {how}")


def _beside(
    project: ProjectFiles, file: RenderedOutput, listed: File | None, stays: bool
) -> Iterator[Finding]:
    """What is wrong with a file, given what it would be now; `stays`: it may be as it was made,
    since it was printed.
    """
    path, data = file.path, file.data
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


def _listed(project: ProjectFiles, pack: str, file: File, stale: str) -> Iterator[Finding]:
    """A file that the manifest knows and that was not made now; `stale`: why no build would make
    it, where that is known.
    """
    path = path_of(pack, file.name)
    there = on_disk(project, path)
    if not there:
        yield Finding(path, MISSING, "it was made once and is gone")
    elif there != file.sha256 and not is_filled_in(pack, file.name):
        yield Finding(path, EDITED, "somebody changed it since it was made")
    elif stale and not file.asked:
        yield Finding(path, STALE, stale)
