"""The pictures and formulas in texts: read, judged, and given to the documents that place them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from generator.content.messages import did_you_mean
from generator.content.model import Content
from generator.editions.arrange import item_halves
from generator.editions.media import KeptMedia, source_digest
from generator.i18n.catalog import Catalog, load_catalog
from generator.items.protocol import ItemKey, StudentItem
from generator.loading.yaml.decoding import decode
from generator.loading.yaml.places import place_within
from generator.page.blocks import Block, DisplayFormula, Document, Table
from generator.page.commonmark import GREY
from generator.page.markup import UNDERSTOOD, Span
from generator.page.media import FormulaDrawing, FormulaName, Media, PictureData
from generator.page.understood import heads_in_words, kept_text, media_parts
from generator.pictures.limits import MOST_BYTES
from generator.pictures.refused import FormulaRefused, PictureRefused
from generator.problems import Location, Problems
from generator.storage.files import DiskError, ProjectFiles, TooLarge

FOLDER = "pictures"
KINDS = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".svg": "svg"}
UNREAD = "0" * 64  # in place of the id of a picture that could not be read
_SUFFIXES = {"png": ".png", "jpeg": ".jpg"}


def with_read_media(project: ProjectFiles, content: Content, problems: Problems) -> Content:
    """The content with all pictures and formulas that its texts place; in the texts, pictures are
    known by what they show and no longer by the names of their files.

    What cannot be printed is a problem at the text that places it.
    """
    reader = _Reader(project, KeptMedia(project), problems)
    read: Content = _rewritten(content, Location(""), reader)
    return replace(read, media=Media(reader.pictures, reader.formulas, reader.sources))


def compared_items(content: Content) -> dict[str, tuple[StudentItem, ItemKey]]:
    """Both halves of the items that can be compared with printed ones, by id: an item whose picture
    could not be read is none, because nobody knows whether it is another one now.
    """
    halves = item_halves(content)
    return {name: both for name, both in halves.items() if UNREAD not in repr(both)}


@dataclass
class _Reader:
    """Reads what texts place, each picture and formula once."""

    project: ProjectFiles
    kept: KeptMedia
    problems: Problems
    pictures: dict[str, PictureData] = field(default_factory=dict)
    formulas: dict[FormulaName, FormulaDrawing] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    # What became of each address and formula: the id, or why it is refused.
    read: dict[str, str] = field(default_factory=dict)
    refused: dict[object, tuple[str, ...]] = field(default_factory=dict)
    offsets: dict[FormulaName, int] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)

    def text(self, source: str, place: Location) -> str:
        """A text whose pictures and formulas are read."""
        kept = json.loads(source[1:])
        for name, part in media_parts(kept):
            if name == "picture":
                part["sha256"] = self._picture(part["sha256"], place)
            else:
                self._formula((part["formula"], name == "formula"), place)
        return kept_text(kept)

    def _picture(self, address: str, place: Location) -> str:
        """The id of the picture at an address as typed."""
        if address not in self.read and address not in self.refused:
            path = address.removeprefix(GREY)
            try:
                self.read[address] = self._read(path, address != path)
            except PictureRefused as refused:
                self.refused[address] = tuple(
                    f"the picture {path}: {fault}" for fault in refused.faults
                )
            except TooLarge:
                self.refused[address] = (
                    f"the picture {path}: the file has more than {MOST_BYTES // 1_000_000} MB; "
                    "save it smaller",
                )
            except DiskError as error:
                self.refused[address] = (f"a picture cannot be printed: {error}",)
        for fault in self.refused.get(address, ()):
            self.problems.add(place, "wrong-picture", fault)
        return self.read.get(address, UNREAD)

    def _read(self, path: str, grey: bool) -> str:
        """The id of the picture in a file, whose bytes are read once.  Raises PictureRefused."""
        if not path.startswith(f"{FOLDER}/"):
            raise PictureRefused(
                f"pictures are in the folder {FOLDER}/ of the project; move it there, and write "
                f"{FOLDER}/ and its name"
            )
        kind = KINDS.get(PurePosixPath(path).suffix.lower(), "")
        if not kind:
            raise PictureRefused("only .png, .jpg and .svg files are printed; save it as one")
        if not self.project.exists(path):
            raise PictureRefused(f"there is no such file{did_you_mean(path, self._beside(path))}")
        data = self.project.read(path, MOST_BYTES)
        picture = self.kept.picture_of_file(data, grey)
        if picture is None:
            picture = _decoded(data, kind, grey)
        self.pictures[picture.id] = picture
        self.sources.setdefault(picture.id, source_digest(data, grey))
        return picture.id

    def _beside(self, path: str) -> tuple[str, ...]:
        """The pictures in the folder of a file."""
        try:
            return self.project.names(str(PurePosixPath(path).parent), tuple(KINDS))
        except DiskError:  # a link in it leads out of the project
            return ()

    def _formula(self, name: FormulaName, place: Location) -> None:
        if name not in self.formulas and name not in self.refused:
            try:
                self.formulas[name] = self.kept.formula(name) or _set(*name)
            except FormulaRefused as refused:
                self.refused[name] = (f"the formula {_shortened(name[0])}: {refused}",)
                self.offsets[name] = refused.offset
        if name in self.refused:
            at = self._place_of(name, place)
            self.problems.add(at, "wrong-formula", self.refused[name][0])

    def _place_of(self, name: FormulaName, place: Location) -> Location:
        """Where in its file a formula is wrong, as near as can be said; `place`: its text's."""
        if place.path not in self.files:
            try:
                data = self.project.read(place.path)
            except (DiskError, TooLarge):
                return place
            # Its problems were reported when it was loaded.
            self.files[place.path] = decode(data, place.path, Problems()) or ""
        found = place_within(self.files[place.path], place, name[0], self.offsets[name])
        return found or place


def _decoded(data: bytes, kind: str, grey: bool) -> PictureData:
    """The picture of a file that should be of a kind.  Raises PictureRefused."""
    from generator.pictures.raster import kind_of, read_raster
    from generator.pictures.svg import read_svg

    found = kind_of(data)
    if kind == "svg" and not found:
        return read_svg(data, grey)
    if not found:
        raise PictureRefused(f"it is no {kind.upper()} file; save the picture as PNG, JPEG or SVG")
    if found != kind:
        raise PictureRefused(
            f"it is a {found.upper()} file; let its name end in {_SUFFIXES[found]}"
        )
    return read_raster(data, grey)


def _set(latex: str, displayed: bool) -> FormulaDrawing:
    """A formula set now.  Raises FormulaRefused."""
    from generator.pictures.formulas import read_formula

    return read_formula(latex, displayed)


def _shortened(latex: str) -> str:
    return latex if len(latex) <= 40 else f"{latex[:39]}…"


def _rewritten(value: Any, place: Location, reader: _Reader) -> Any:
    """A value with every text in it read; the same value where none holds anything to read."""
    if isinstance(value, str):
        return reader.text(value, place) if value.startswith(UNDERSTOOD) else value
    if isinstance(value, tuple) and type(value) is tuple:
        parts = tuple(_rewritten(part, place, reader) for part in value)
        return value if all(a is b for a, b in zip(parts, value, strict=True)) else parts
    if isinstance(value, Mapping):
        entries = {name: _rewritten(part, place, reader) for name, part in value.items()}
        return value if all(entries[name] is value[name] for name in value) else entries
    if not is_dataclass(value) or isinstance(value, type | Location):
        return value
    place = getattr(value, "location", place)
    changed = {
        each.name: part
        for each in fields(value)
        if (part := _rewritten(getattr(value, each.name), place, reader))
        is not getattr(value, each.name)
    }
    return replace(value, **changed) if changed else value


def with_media(document: Document, media: Media) -> Document:
    """A document with what its pictures and formulas are drawn from; its formulas say how they are
    read aloud in its language.
    """
    if not (media.pictures or media.formulas):
        return document
    catalog = load_catalog(document.language, words_version=document.words_version)
    blocks: tuple[Block, ...] = _read_aloud(document.blocks, media, catalog)
    return replace(document, blocks=blocks, media=media)


def _read_aloud(value: Any, media: Media, catalog: Catalog) -> Any:
    """Blocks whose formulas say how they are read aloud."""
    if isinstance(value, tuple) and type(value) is tuple:
        parts = tuple(_read_aloud(part, media, catalog) for part in value)
        return value if all(a is b for a, b in zip(parts, value, strict=True)) else parts
    if isinstance(value, Span):
        if not value.formula:
            return value
        formula = media.inline_formula(value.formula)
        return replace(value, text=_words(formula, value.text, catalog))
    if isinstance(value, DisplayFormula):
        formula = media.formulas.get((value.latex, True))
        return replace(value, alt=_words(formula, value.alt, catalog))
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed = {
        each.name: part
        for each in fields(value)
        if (part := _read_aloud(getattr(value, each.name), media, catalog))
        is not getattr(value, each.name)
    }
    if isinstance(value, Table) and value.summary == heads_in_words(value.head):
        changed["summary"] = heads_in_words(changed.get("head", value.head))
    return replace(value, **changed) if changed else value


def _words(formula: FormulaDrawing | None, otherwise: str, catalog: Catalog) -> str:
    from generator.pictures.speech import read_aloud

    return read_aloud(formula.mathml, catalog) if formula else otherwise
