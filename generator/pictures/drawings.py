"""Drawings as plain data, and the digests that they are known by."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from itertools import pairwise

from generator.page.media import Drawing, Shape
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


def cut_apart(drawing: Drawing, places: Sequence[float]) -> tuple[Drawing, ...]:
    """What is between places, in points from the left side; nothing where there are none.  Shapes
    are never cut.
    """
    if not places:
        return ()
    return tuple(
        identified(
            replace(
                drawing,
                width=end - start,
                shapes=tuple(
                    replace(shape, path=_moved(shape.path, -start))
                    for shape in drawing.shapes
                    if start <= _middle(shape) < end
                ),
            )
        )
        for start, end in pairwise((0.0, *places, drawing.width))
    )


def _middle(shape: Shape) -> float:
    across = [float(word) for word, is_x in _words_of(shape.path) if is_x]
    return (min(across) + max(across)) / 2


def _moved(path: str, by: float) -> str:
    """The path, moved across."""
    return " ".join(short(float(word) + by) if is_x else word for word, is_x in _words_of(path))


def _words_of(path: str) -> Iterator[tuple[str, bool]]:
    """The words of a path, and whether each is a number across: every other one of a command's."""
    is_x = True
    for word in path.split():
        is_number = not word[-1].isalpha()
        yield word, is_number and is_x
        is_x = not (is_number and is_x)
