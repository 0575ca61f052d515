"""Drawings as plain data, and the digests that they are known by."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, replace

from generator.page.media import Drawing
from generator.storage.canonical_json import canonical


def short(number: float) -> str:
    """A number with two decimals at most."""
    text = f"{number:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def identified(drawing: Drawing) -> Drawing:
    """With lengths as they are kept, and the SHA-256 of all that is drawn as its id."""
    drawing = replace(
        drawing,
        width=_as_kept(drawing.width),
        height=_as_kept(drawing.height),
        depth=_as_kept(drawing.depth),
        bleed=_as_kept(drawing.bleed),
    )
    return replace(drawing, id=hashlib.sha256(canonical(drawing_to_plain(drawing))).hexdigest())


def _as_kept(length: float) -> float:
    return float(short(length))


def drawing_to_plain(drawing: Drawing) -> dict[str, object]:
    """A drawing as plain data, without its id; lengths are texts."""
    plain: dict[str, object] = {
        name: short(value)
        for name, value in (
            ("width", drawing.width), ("height", drawing.height), ("depth", drawing.depth),
            ("bleed", drawing.bleed),
        )
    }  # fmt: skip
    plain["shapes"] = [asdict(shape) for shape in drawing.shapes]
    plain["words"] = [asdict(words) for words in drawing.words]
    return plain
