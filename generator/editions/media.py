"""The pictures and formulas of editions, kept beside their records: a paper prints as it did when
its authors' files are long gone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, cached_property
from typing import TypeVar

from generator.content.walk import all_strings
from generator.editions.names import FOLDER, MediaName, formula_name, media_name, picture_name
from generator.page.markup import UNDERSTOOD
from generator.page.media import FormulaDrawing, FormulaName, Media, PictureData
from generator.page.understood import media_parts
from generator.pictures.kept import (
    SUFFIXES,
    DamagedMedia,
    formula_file,
    picture_file,
    read_formula_file,
    read_picture_file,
)
from generator.storage.canonical_json import canonical
from generator.storage.files import ProjectFiles
from generator.values import dataclass


@dataclass(frozen=True)
class PlacedMedia:
    """What some texts place: ids of pictures and names of formulas."""

    pictures: frozenset[str] = frozenset()
    formulas: frozenset[FormulaName] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.pictures or self.formulas)


def placed_media(*values: object) -> PlacedMedia:
    """The pictures and formulas in all texts of values of frozen classes."""
    pictures: set[str] = set()
    formulas: set[FormulaName] = set()
    for value in values:
        for text in all_strings(value):
            if text.startswith(UNDERSTOOD):
                for name, part in media_parts(json.loads(text[1:])):
                    if name == "picture":
                        pictures.add(part["sha256"])
                    else:
                        formulas.add((part["formula"], name == "formula"))
    return PlacedMedia(frozenset(pictures), frozenset(formulas))


Name = TypeVar("Name")
Kept = TypeVar("Kept")


class ReadWhenNeeded(Mapping[Name, Kept]):
    """What is read from files by name, each once, when somebody asks for it; what is lost or
    damaged is not in it.
    """

    def __init__(self, names: Iterable[Name], read: Callable[[Name], Kept | None]) -> None:
        self._names, self._read = frozenset(names), cache(read)

    def __getitem__(self, name: Name) -> Kept:
        found = self._read(name) if name in self._names else None
        if found is None:
            raise KeyError(name)
        return found

    def __iter__(self) -> Iterator[Name]:
        return (name for name in self._names if self._read(name) is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)


@dataclass(frozen=True)
class KeptMedia:
    """The pictures and formulas that lie beside the records of a project's editions."""

    project: ProjectFiles

    @cached_property
    def _names(self) -> list[MediaName]:
        suffixes = tuple(f".{suffix}" for suffix in SUFFIXES)
        folders = self.project.folders(FOLDER)
        names = (name for folder in folders for name in self.project.names(folder, suffixes))
        return [name for path in names if (name := media_name(path))]

    def picture_of_file(self, data: bytes, grey: bool) -> PictureData | None:
        """What an earlier build kept of a picture's file: it stays the same picture, whatever reads
        such files today.
        """
        source = source_digest(data, grey)
        return next(
            (
                picture
                for name in self._names
                if name.source and source.startswith(name.source)
                if (picture := self._picture(name))
            ),
            None,
        )

    def picture(self, picture_id: str) -> PictureData | None:
        """The picture of that id; None where it is lost or damaged."""
        return next(
            (
                picture
                for name in self._names
                if name.picture and picture_id.startswith(name.picture)
                if (picture := self._picture(name)) and picture.id == picture_id
            ),
            None,
        )

    def formula(self, formula: FormulaName) -> FormulaDrawing | None:
        """The formula of that name; None where it is lost or damaged."""
        digest = _formula_digest(formula)
        for name in self._names:
            if name.formula and digest.startswith(name.formula):
                try:
                    found, drawing = read_formula_file(self.project.read(name.path))
                except DamagedMedia:
                    continue
                if found == formula:
                    return drawing
        return None

    def media(self, placed: PlacedMedia) -> Media:
        """What is kept of these, read when it is drawn."""
        return Media(
            ReadWhenNeeded(placed.pictures, self.picture),
            ReadWhenNeeded(placed.formulas, self.formula),
        )

    def to_keep(self, pack: str, placed: PlacedMedia, media: Media) -> list[tuple[str, bytes]]:
        """(path, bytes) of what is placed and not kept yet."""
        files = []
        for each in sorted(placed.pictures):
            if self.picture(each) is None:
                suffix, data = picture_file(media.pictures[each])
                files.append((picture_name(pack, each, media.sources[each], suffix), data))
        for formula in sorted(placed.formulas):
            if self.formula(formula) is None:
                data = formula_file(formula, media.formulas[formula])
                files.append((formula_name(pack, _formula_digest(formula)), data))
        return files

    def damaged(self) -> Iterator[tuple[str, str]]:
        """The kept files that cannot be used, each with the reason."""
        for name in self._names:
            try:
                data = self.project.read(name.path)
                if name.formula:
                    found = _formula_digest(read_formula_file(data)[0])
                else:
                    found = read_picture_file(name.suffix, data).id
                if not found.startswith(name.formula or name.picture):
                    raise DamagedMedia(
                        "it is another one than its name says; restore it from a backup"
                    )
            except DamagedMedia as error:
                yield name.path, str(error)

    def _picture(self, name: MediaName) -> PictureData | None:
        """The picture in a file; None where it is damaged."""
        try:
            picture = read_picture_file(name.suffix, self.project.read(name.path))
        except DamagedMedia:
            return None
        return picture if picture.id.startswith(name.picture) else None


def source_digest(data: bytes, grey: bool) -> str:
    """What a picture's file, and how it is read, are known by."""
    return hashlib.sha256((b"grey\n" if grey else b"\n") + data).hexdigest()


def _formula_digest(formula: FormulaName) -> str:
    return hashlib.sha256(canonical(list(formula))).hexdigest()


def lost_media(placed: PlacedMedia, media: Media) -> list[str]:
    """What is placed and not there, in words."""
    pictures = sorted(each for each in placed.pictures if each not in media.pictures)
    formulas = sorted(each for each in placed.formulas if each not in media.formulas)
    return [f"picture {each[:12]}" for each in pictures] + [
        f"formula {latex}" for latex, _ in formulas
    ]
