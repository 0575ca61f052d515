"""Handed-out editions that are no longer a pack's current one: their papers, sheets and keys stay,
and are made when missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field, replace

from generator import editions
from generator.content.model import STANDARD, PrintedLook, PrintSettings
from generator.documents import ANSWER_SHEET
from generator.editions.edition import Edition
from generator.editions.store import load_edition, stored_editions
from generator.storage.files import ProjectFiles
from generator.values import dataclass
from generator.workflows.build.compose import quiz_files
from generator.workflows.build.density import printed_digits, printed_look
from generator.workflows.build.manifest import File, PreviousBuild, on_disk
from generator.workflows.build.outputs import ComposedFile, OutputFile, path_of
from generator.workflows.build.render import RenderedOutput, Renderer, render_in_turn


@dataclass(frozen=True)
class LostFiles:
    """Files of a handed-out edition of which some are lost: all that are rendered together, the
    paths of the lost ones, and the look they were printed in.
    """

    code: str
    files: tuple[ComposedFile, ...]
    lost: frozenset[str]
    look: PrintedLook

    @property
    def lost_files(self) -> list[ComposedFile]:
        """Those that are lost."""
        return [file for file in self.files if file.path in self.lost]


@dataclass
class EarlierHandouts:
    """What becomes of handed-out editions: names of files that stay, lost files, what is wrong with
    a record, and by code the number of the latest revision (0 where it cannot be read).
    """

    stay: set[str] = field(default_factory=set)
    lost: list[LostFiles] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    latest: dict[str, int] = field(default_factory=dict)

    @property
    def lost_paths(self) -> set[str]:
        """The paths of all lost files."""
        return {path for edition in self.lost for path in edition.lost}

    @property
    def reasons(self) -> list[tuple[str, str]]:
        """Each lost file with the reason why it is made again."""
        return [
            (f"{file.output.title} of {edition.code}, which was printed", "its file was missing")
            for edition in self.lost
            for file in edition.lost_files
        ]

    def render(self, renderer: Renderer, settings: PrintSettings) -> Iterator[RenderedOutput]:
        """The lost files, in turn.  Raises MissingGlyph, TooTall."""
        for edition in self.lost:
            look = settings.with_look(edition.look)
            for rendered in render_in_turn(renderer, edition.files, look):
                if rendered.path in edition.lost:
                    yield rendered


def handed_out_codes(project: ProjectFiles, pack: str) -> list[str]:
    """The editions of a pack that were handed out, by the names of the notes: a damaged note still
    counts.
    """
    return [
        code
        for code, files in stored_editions(project).items()
        if files.handouts and pack in files.packs
    ]


def earlier_handouts(
    project: ProjectFiles,
    pack: str,
    current: Edition | None,
    previous: PreviousBuild,
    settings: PrintSettings,
) -> EarlierHandouts:
    """What becomes of the files of all handed-out editions of a pack; of the current one only those
    that no build makes any more.
    """
    handouts = EarlierHandouts()
    stored = stored_editions(project)
    for code in handed_out_codes(project, pack):
        if current and code == current.code:
            handouts.stay.update(_older_keys(project, current, previous))
            continue
        handouts.latest[code] = 0
        owned = [pair for pair in previous.output_files if pair[1].code == code]
        try:
            edition = load_edition(project, stored[code]).latest if stored[code].records else None
        except (editions.Damaged, editions.UnknownRevision) as error:
            handouts.remarks.append(f"{code}, which was printed: {error}")
            handouts.stay.update(file.name for file, _ in owned)
            continue
        if edition is None:
            handouts.remarks.append(f"{code}, which was printed, has no record")
            handouts.stay.update(file.name for file, _ in owned)
            continue
        handouts.latest[code] = edition.number
        edition = replace(edition, pack=pack)
        handouts.stay.update(_older_keys(project, edition, previous))
        look = printed_look(project, pack, code)
        digits = printed_digits(project, pack, code)
        as_printed = replace(settings.with_look(look), sheet_digits=digits)
        files = _all_files(edition, [output for _, output in owned], as_printed)
        by_printing: dict[tuple[OutputFile, str], list[File]] = {}
        for listed, output in owned:
            by_printing.setdefault((output.printing_of, output.profile), []).append(listed)
        lost = set()
        for file in files:
            # On whatever paper size and sides.
            printings = by_printing.get((file.output.printing_of, file.output.profile), [])
            intact = {
                listed.name
                for listed in printings
                if on_disk(project, path_of(pack, listed.name)) == listed.sha256
            }
            handouts.stay.update(intact)
            if not intact and (printings or _always_made(file.output)):
                lost.add(file.path)
        if lost:
            handouts.lost.append(LostFiles(code, tuple(files), frozenset(lost), look))
    return handouts


def _older_keys(project: ProjectFiles, edition: Edition, previous: PreviousBuild) -> set[str]:
    """The names of keys that earlier builds made form by form, where they are of the edition's
    revision: somebody may have printed them.
    """
    return {
        listed.name
        for listed, output in previous.output_files
        if output.kind.on_request
        and (output.code, output.revision) == (edition.code, edition.number)
        and on_disk(project, path_of(edition.pack, listed.name)) == listed.sha256
    }


def _all_files(
    edition: Edition, owned: Sequence[OutputFile], settings: PrintSettings
) -> list[ComposedFile]:
    """All files that the edition had, in every profile that it had; no copies are handed out any
    more.
    """
    profiles = tuple(dict.fromkeys((STANDARD, *(file.profile for file in owned))))
    sheets = any(file.kind is ANSWER_SHEET for file in owned)
    settings = replace(settings, profiles=profiles, answer_sheet=sheets)
    return [replace(file, copies=0) for file in quiz_files(edition, settings)]


def _always_made(file: OutputFile) -> bool:
    """Whether an edition has the file whatever its pack asked for."""
    return file.profile == STANDARD and file.kind is not ANSWER_SHEET
