"""Pictures and formulas as files beside the records of editions, and back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from generator.page.media import Drawing, FormulaDrawing, FormulaName, PictureData, Shape, Words
from generator.pictures.drawings import cut_apart, drawing_to_plain, identified, short
from generator.pictures.jpeg import jpeg_raster
from generator.pictures.png import png_file, read_png_file
from generator.pictures.refused import PictureRefused
from generator.storage.canonical_json import ShapeError, from_plain
from generator.storage.sealed_json import Damaged, seal, unseal

SUFFIXES = ("png", "jpg", "json")
_NUMBER = r"-?\d+(?:\.\d+)?"
_PATH = re.compile(rf"(?:(?:{_NUMBER}|[mlch])(?: |$))*")
_NUMBERS = re.compile(rf"(?:{_NUMBER}(?: |$))*")


class DamagedMedia(Damaged):
    """The bytes of a kept picture or formula that cannot be used."""

    what = "picture"


def picture_file(picture: PictureData) -> tuple[str, bytes]:
    """The suffix and the bytes of a picture's file."""
    if isinstance(picture, Drawing):
        return "json", seal("drawing", drawing_to_plain(picture))
    return ("png", png_file(picture)) if picture.kind == "png" else ("jpg", picture.data)


def read_picture_file(suffix: str, data: bytes) -> PictureData:
    """The picture that a file holds, with the id of what can be seen of it.  Raises
    DamagedMedia.
    """
    if suffix == "json":
        return _drawing(unseal(data, "drawing", DamagedMedia)["drawing"])
    try:
        return read_png_file(data) if suffix == "png" else jpeg_raster(data)
    except PictureRefused:
        raise DamagedMedia("it is not what was kept; restore it from a backup") from None


def formula_file(name: FormulaName, formula: FormulaDrawing) -> bytes:
    """The bytes of a formula's file."""
    latex, displayed = name
    plain: dict[str, object] = {
        "latex": latex,
        "displayed": displayed,
        "mathml": formula.mathml,
        **_outlines_to_plain(formula),
    }
    if formula.large:
        plain["large"] = _outlines_to_plain(formula.large)
    return seal("formula", plain)


def _outlines_to_plain(formula: FormulaDrawing) -> dict[str, object]:
    """How a formula is drawn."""
    plain: dict[str, object] = {"drawing": drawing_to_plain(formula.drawing)}
    if formula.breaks:
        plain["breaks"] = [short(place) for place in formula.breaks]
    return plain


def read_formula_file(data: bytes) -> tuple[FormulaName, FormulaDrawing]:
    """The formula that a file holds.  Raises DamagedMedia."""
    plain = unseal(data, "formula", DamagedMedia)["formula"]
    try:
        name = from_plain(str, plain["latex"]), from_plain(bool, plain["displayed"])
        mathml = from_plain(str, plain["mathml"])
        formula = _formula(plain, mathml)
        large = _formula(plain["large"], mathml) if "large" in plain else None
        return name, replace(formula, large=large)
    except (ShapeError, KeyError, TypeError, ValueError):
        raise DamagedMedia("it is not what was kept; restore it from a backup") from None


def _formula(plain: Mapping[str, Any], mathml: str) -> FormulaDrawing:
    """A formula from how it is drawn."""
    drawing = _drawing(plain["drawing"])
    breaks = tuple(map(float, from_plain(tuple[str, ...], plain.get("breaks", []))))
    return FormulaDrawing(drawing, mathml, breaks, cut_apart(drawing, breaks))


def _drawing(plain: Mapping[str, Any]) -> Drawing:
    """The drawing of plain data; nothing in it can be anything but lines, areas and words.  Raises
    DamagedMedia.
    """
    try:
        lengths = {name: float(plain[name]) for name in ("width", "height", "depth", "bleed")}
        shapes: tuple[Shape, ...] = from_plain(tuple[Shape, ...], plain["shapes"])
        words: tuple[Words, ...] = from_plain(tuple[Words, ...], plain["words"])
    except (ShapeError, KeyError, TypeError, ValueError):
        raise DamagedMedia("it is not what was kept; restore it from a backup") from None
    numbers = [
        *(text for shape in shapes for text in (shape.fill, shape.stroke, shape.width, shape.dash)),
        *(
            text
            for each in words
            for text in (each.x, each.y, each.size, each.anchor, each.turn, each.fill)
        ),
    ]
    paths = [path for shape in shapes for path in (shape.path, *shape.clips)]
    if not all(map(_NUMBERS.fullmatch, numbers)) or not all(map(_PATH.fullmatch, paths)):
        raise DamagedMedia("it is not what was kept; restore it from a backup")
    return identified(Drawing("", shapes=shapes, words=words, **lengths))
