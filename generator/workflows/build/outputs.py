"""The files of a pack: what each is, where it lies, and what a build made of them."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from generator.content.model import (
    DENSITIES,
    EARLIER,
    PAPERS,
    PLAIN_TEXT,
    PROFILES,
    SIDES,
    STANDARD,
    PrintSettings,
)
from generator.documents import KINDS, Audience, DocumentKind
from generator.documents.class_set import ClassSet
from generator.editions.edition import DRAFT, Edition
from generator.page.blocks import Document
from generator.problems import Problem
from generator.storage.files import ProjectFiles
from generator.values import dataclass

OUTPUT = "output"
FOLDERS = tuple(audience.value for audience in Audience)

_CODE = "[0-9A-Z]{4}-[0-9A-Z]{4}"
_NUMBER = "[1-9][0-9]*"
_PLACES = {
    "code": f"(?P<code>{_CODE}|{DRAFT})",
    "form": r"(?P<form>[A-HJKMNP-Z]|(?!000)[0-9]{3})",
    "revision": f"(?:-r(?P<revision>{_NUMBER})(?:-(?P<revision_sign>[0-9a-f]{{8}}))?)?",
    "since": f"(?P<since>{_NUMBER}(?:-[0-9a-f]{{8}})?)",
    "sign": f"(?P<sign>{_CODE})",
    "class_list": r"(?:-of-(?P<class_list>[\w-]+?))?",
}
_PRINTED_ENDING = (
    rf"(?:(?:-(?P<paper>{'|'.join(paper.lower() for paper in PAPERS[1:])}))?"
    rf"(?:-(?P<profile>{'|'.join(p for p in PROFILES if p not in (STANDARD, PLAIN_TEXT))}))?"
    rf"(?:-(?P<density>{'|'.join((*DENSITIES, EARLIER))}))?"
    rf"(?:-(?P<sides>{'|'.join(SIDES[1:])}))?(?:-(?P<restyled>restyled))?\.pdf"
    rf"|-(?P<text>{PLAIN_TEXT})(?P<restyled_text>-restyled)?\.txt)"
)


@dataclass(frozen=True)
class OutputFile:
    """A file of a pack: of which kind, edition, form and revision it is, and how it is printed.

    `code` is the edition's (a briefing's own), or the draft sign.  `form`, `revision` and the
    others are "" or 0 where the kind's name has no place for them.  A text or a table has neither
    paper size nor sides: they are the usual ones.  `density`: one that was asked for though the
    edition was printed otherwise, so that what was printed keeps its name; otherwise "".
    `restyled`: it is set in another style than the edition's other files, and takes the place of
    none of them.  `class_list`: what the class list is called whose students it is for, so that
    groups of a class have files of their own.
    """

    pack: str
    kind: DocumentKind
    code: str
    form: str = ""
    revision: int = 0
    revision_sign: str = ""
    since: str = ""
    sign: str = ""
    paper: str = PAPERS[0]
    profile: str = STANDARD
    sides: str = SIDES[0]
    density: str = ""
    restyled: bool = False
    class_list: str = ""

    @property
    def name(self) -> str:
        """Its name in the pack's folder, as in students/warm-up-7K3Q-2M4P-A.pdf."""
        revision = f"-r{self.revision}" if self.revision else ""
        if self.revision_sign:
            revision += f"-{self.revision_sign}"
        stem = self.kind.file_name.format(
            code=self.code,
            form=self.form,
            revision=revision,
            since=self.since,
            sign=self.sign,
            class_list=f"-of-{self.class_list}" if self.class_list else "",
        )
        return f"{self.kind.audience.value}/{self.pack}-{stem}{self._ending}"

    @property
    def path(self) -> str:
        """Its path in the project."""
        return path_of(self.pack, self.name)

    @property
    def printing_of(self) -> OutputFile:
        """What it is a printing of: equal for files that differ in paper size, profile, density,
        sides and style only.
        """
        return replace(
            self, paper=PAPERS[0], profile=STANDARD, sides=SIDES[0], density="", restyled=False
        )

    @property
    def title(self) -> str:
        """What it is, for people: paper A, large-print."""
        title = f"{self.kind.name} {self.form}".rstrip()
        return title if self.profile == STANDARD else f"{title}, {self.profile}"

    @property
    def _ending(self) -> str:
        """How its name ends: what is not A4, standard and duplex, and the format."""
        if self.profile == PLAIN_TEXT:
            return f"-{PLAIN_TEXT}{'-restyled' if self.restyled else ''}.txt"
        parts = []
        if self.paper != PAPERS[0]:
            parts.append(self.paper.lower())
        if self.profile != STANDARD:
            parts.append(self.profile)
        if self.density:
            parts.append(self.density)
        if self.sides != SIDES[0]:
            parts.append(self.sides)
        if self.restyled:
            parts.append("restyled")
        return "".join(f"-{part}" for part in parts) + f".{self.kind.extension}"


def output_file(
    kind: DocumentKind,
    edition: Edition,
    settings: PrintSettings,
    form: int | None = None,
    profile: str = STANDARD,
) -> OutputFile:
    """The file of a document of an edition."""
    has_pages = kind.extension == "pdf" and profile != PLAIN_TEXT
    return OutputFile(
        edition.pack,
        kind,
        edition.code,
        "" if form is None else edition.form_names[form],
        edition.number if kind.shows_key else 0,
        paper=settings.paper if has_pages else PAPERS[0],
        profile=profile,
        sides=settings.sides if has_pages else SIDES[0],
    )


def signed(file: OutputFile, edition: Edition) -> OutputFile:
    """The file under a name of its own where two people's revisions have one number: neither takes
    the other's place.
    """
    return replace(file, revision_sign=edition.revision_sign) if file.kind.shows_key else file


def read_name(pack: str, name: str) -> OutputFile | None:
    """The file that has that name in the pack's folder, None where no file of this program's can
    have it.
    """
    for kind in KINDS:
        match = _pattern(kind, pack).fullmatch(name)
        if match is None:
            continue
        places = match.groupdict()
        paper = next((p for p in PAPERS if p.lower() == places.get("paper")), PAPERS[0])
        return OutputFile(
            pack,
            kind,
            places["code"],
            places.get("form") or "",
            int(places.get("revision") or 0),
            places.get("revision_sign") or "",
            places.get("since") or "",
            places.get("sign") or "",
            paper,
            places.get("text") or places.get("profile") or STANDARD,
            places.get("sides") or SIDES[0],
            places.get("density") or "",
            bool(places.get("restyled") or places.get("restyled_text")),
            places.get("class_list") or "",
        )
    return None


def read_path(path: str) -> OutputFile | None:
    """The file that has that path in the project, None where no file of this program's can have
    it.
    """
    folder, _, inside = path.partition("/")
    pack, _, name = inside.partition("/")
    return read_name(pack, name) if folder == OUTPUT else None


@lru_cache(1024)
def _pattern(kind: DocumentKind, pack: str) -> re.Pattern[str]:
    """What the names of a kind's files of a pack look like."""
    literal = re.split(r"\{(\w+)\}", kind.file_name)
    stem = "".join(_PLACES[part] if n % 2 else re.escape(part) for n, part in enumerate(literal))
    ending = _PRINTED_ENDING if kind.extension == "pdf" else rf"\.{kind.extension}"
    return re.compile(rf"{kind.audience.value}/{re.escape(pack)}-{stem}{ending}")


def path_of(pack: str, name: str) -> str:
    """The path of a file in the pack's folder."""
    return f"{OUTPUT}/{pack}/{name}"


def built_packs(project: ProjectFiles) -> list[str]:
    """The packs that have a folder of built files."""
    return [path.rpartition("/")[2] for path in project.folders(OUTPUT)]


def names_present(project: ProjectFiles, pack: str) -> list[str]:
    """The names of all files where a pack's files lie, whoever put them there."""
    folder = path_of(pack, "")
    paths = (path for part in FOLDERS for path in project.names(f"{folder}{part}", ("",)))
    return [path.removeprefix(folder) for path in paths]


def has_papers(project: ProjectFiles, pack: str, code: str) -> bool:
    """Whether students' files of an edition lie in the pack's folder."""
    files = (read_name(pack, name) for name in names_present(project, pack))
    return any(
        file is not None and file.code == code and file.kind.audience is Audience.STUDENT
        for file in files
    )


@dataclass(frozen=True)
class DataFile:
    """The content of a file that needs no setting, for a program to read."""

    data: bytes


@dataclass(frozen=True)
class ComposedFile:
    """A file with what is printed in it, and how many copies are handed out (0: it is not, or as
    part of a class set).
    """

    output: OutputFile
    content: Document | ClassSet | DataFile
    copies: int = 0

    @property
    def path(self) -> str:
        """The file's path in the project."""
        return self.output.path


class PrintedPages(NamedTuple):
    """How many pages a file has; of a form's paper, how full they are, in per cent, whether they
    break as those of all forms do, and by how much it is set closer than usual, as
    Profile.closer_than tells.
    """

    pages: int
    fills: tuple[int, ...] = ()
    alike: bool = True
    closer: tuple[int, ...] = ()


def sheets_of(pages: int, sides: str) -> int:
    """How many sheets of paper so many pages take, on both sides or on one."""
    return math.ceil(pages / 2) if sides == "duplex" else pages


@dataclass(frozen=True)
class BuiltFile:
    """A file that was built: its pages (none for a text), how many copies are handed out (0: it is
    not).

    `each`: of a class set, which holds all its copies, the sheets that a copy of each form takes.
    """

    output: OutputFile
    pages: int
    copies: int
    each: tuple[int, ...] = ()

    @property
    def path(self) -> str:
        """Its path in the project."""
        return self.output.path

    @property
    def sheets(self) -> int:
        """Sheets of paper for the file printed once."""
        return sheets_of(self.pages, self.output.sides)


@dataclass(frozen=True)
class BuildResult:
    """What became of a pack: its files, the class set first, or the problems that stopped it.

    `reasons`: each document with why it was made, "" where its file stayed; `remarks`: what else an
    instructor should know.  `has_old_files`: a pack that was stopped has some of an earlier build.
    """

    pack: str
    code: str = ""
    revision: int = 0
    forms: int = 0
    files: tuple[BuiltFile, ...] = ()
    stopped: tuple[Problem, ...] = ()
    removed: tuple[str, ...] = ()
    reasons: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()
    has_old_files: bool = False

    @property
    def up_to_date(self) -> bool:
        """Whether every file could stay as it was."""
        return (
            not self.stopped and not self.removed and not any(reason for _, reason in self.reasons)
        )
