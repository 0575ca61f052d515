"""Copier proofs: built files as they come off a black-and-white copier."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import PurePosixPath

from generator.documents import (
    BRIEFING,
    MARK_SHEET,
    NAMED_SET,
    RESULT_SLIPS,
    TEACHERS_COPY,
    Audience,
)
from generator.editions.store import FoundEdition
from generator.pictures.copier import MOST_PAGES, LostMark, TooManyPages, UnreadablePdf, copied
from generator.storage.files import ProjectFiles
from generator.values import dataclass
from generator.workflows.build.outputs import names_present, path_of, read_name, read_path

_FOLDER = "proof"
_ENDING = "-proof.pdf"
# Names of students are in these files and in no other.
_WITH_NAMES = (NAMED_SET, MARK_SHEET, RESULT_SLIPS)


class NoProof(Exception):
    """A file that no proof is made of: one sentence that says why and what to do."""


class NoPdfReader(Exception):
    """The library that draws pages of PDFs is missing: one sentence that says what to install."""


@dataclass(frozen=True)
class Proof:
    """A file's pages as copied, in a PDF of pictures, and what each page has lost."""

    source: str
    data: bytes
    lost: tuple[tuple[LostMark, ...], ...]

    @property
    def name(self) -> str:
        """What the proof is called: the file's name, which says KEY where one is in it."""
        return f"{PurePosixPath(self.source).stem}{_ENDING}"


def files_to_copy(project: ProjectFiles, found: FoundEdition) -> list[str]:
    """The built PDFs of an edition for students and teacher, with its pack's briefing; of a form
    that was asked for, its own only.
    """
    edition = found.edition
    forms = {edition.form_names[form] for form in found.forms}
    if len(forms) == len(edition.form_names):
        forms.add("")
    paths = []
    for name in names_present(project, edition.pack):
        file = read_name(edition.pack, name)
        if (
            file is not None
            and name.endswith(".pdf")
            and file.kind.audience is not Audience.PRINTER
            and file.kind not in _WITH_NAMES
            and (file.code == edition.code or file.kind in (BRIEFING, TEACHERS_COPY))
            and file.form in forms
        ):
            paths.append(file.path)
    return paths


def proof_of(source: str, pdf: bytes, generation: int) -> Proof:
    """The proof of a file.  Raises NoProof, NoPdfReader."""
    file = read_path(source)
    if file is not None and file.kind in _WITH_NAMES:
        raise NoProof(
            f"{source} has names of students, which are in no other file; "
            f"give the papers instead: packs proof {file.pack}"
        )
    try:
        copy = copied(pdf, generation)
    except ImportError:
        raise NoPdfReader(
            "to draw pages as a copier does, install pypdfium2: pip install 'briefing-packs[proof]'"
        ) from None
    except TooManyPages as error:
        raise NoProof(
            f"{source} has {error} pages, and {MOST_PAGES} at most are copied; "
            "give the papers of single forms instead of all copies"
        ) from None
    except UnreadablePdf as error:
        raise NoProof(f"{source} cannot be read as a PDF ({error})") from None
    return Proof(source, copy.data, copy.lost)


def write_proof(project: ProjectFiles, proof: Proof) -> str:
    """Put a built file's proof into its pack's folder; gives its path.  Raises NoProof."""
    file = read_path(proof.source)
    if file is None:
        raise NoProof(
            f"{proof.source} is no file that 'packs build' made in this project; "
            "say with --to into which folder its proof is written"
        )
    path = path_of(file.pack, f"{_FOLDER}/{proof.name}")
    with project.lock():
        project.write(path, proof.data)
    return path


def as_json(written: str, proof: Proof) -> dict[str, object]:
    """A proof for a program: its file, the file copied, its pages, and what is lost, in mm."""
    marks = [
        {"page": page, **asdict(mark)} for page, lost in enumerate(proof.lost, 1) for mark in lost
    ]
    return {"file": written, "copied": proof.source, "pages": len(proof.lost), "lost": marks}


def losses(proof: Proof) -> Iterator[str]:
    """What is not on the copy, a sentence for each page that lost something."""
    for page, marks in enumerate(proof.lost, 1):
        if marks:
            first = marks[0]
            several = len(marks) > 1
            yield (
                f"{proof.source}: page {page}: {len(marks)} thin or light "
                f"{'marks are' if several else 'mark is'} lost{', the first' if several else ','} "
                f"{first.top:.0f} mm from the top and {first.left:.0f} to {first.right:.0f} mm "
                "from the left"
            )
