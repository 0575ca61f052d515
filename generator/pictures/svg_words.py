"""The texts of SVG files: their characters, and where each run of them begins."""

from __future__ import annotations

from dataclasses import dataclass

from generator.pictures import svg_paths as paths
from generator.pictures.refused import PictureRefused
from generator.pictures.svg_style import (
    POINT,
    State,
    check_printable,
    in_points,
    is_hidden,
    styled,
    user_length,
)
from generator.pictures.svg_tree import SvgElement


@dataclass
class Chunk:
    """Characters that follow each other from a point on."""

    state: State
    x: float
    y: float
    text: str = ""


def text_chunks(element: SvgElement, state: State) -> list[Chunk]:
    """The parts of a text, each at a point of its own.  Raises PictureRefused."""
    if state.style.get("writing-mode", "").startswith(("v", "tb")):
        raise PictureRefused("it has text written downwards; turn that text into paths")
    chunks: list[Chunk] = []
    _gather(element, state, chunks)
    return chunks


def _gather(element: SvgElement, state: State, chunks: list[Chunk]) -> None:
    xs, ys = _places(element, "x"), _places(element, "y")
    dx, dy = _shift(element, "dx", state), _shift(element, "dy", state)
    if element.get("rotate") not in ("", "0"):
        raise PictureRefused("it has turned letters; turn that text into paths")
    if xs or ys or not chunks:
        x0, y0 = (chunks[-1].x, chunks[-1].y) if chunks else (0.0, 0.0)
        x, y = xs[0] if xs else x0, ys[0] if ys else y0
        chunks.append(Chunk(state, x + dx, y + dy))
    elif dx or dy:
        raise _changed(element)
    for part in element.parts:
        if isinstance(part, str):
            if part.strip():
                _go_on(chunks[-1], element, state)
            _characters(part, xs, ys, chunks)
            xs, ys = [], []
        elif part.name == "tspan":
            inner = styled(part, state)
            if not is_hidden(part, inner):
                check_printable(part)
                _gather(part, inner, chunks)
        else:
            raise PictureRefused(f"it has a part <{part.name}> in a text that is not understood")


def _go_on(chunk: Chunk, element: SvgElement, state: State) -> None:
    """Let a chunk be in the type of the characters to come, the same as of those before."""
    if chunk.text.strip() and _type(state) != _type(chunk.state):
        raise _changed(element)
    chunk.state = state


def _characters(part: str, xs: list[float], ys: list[float], chunks: list[Chunk]) -> None:
    """Characters behind each other, or each at its own place."""
    if len(xs) < 2 and len(ys) < 2:
        chunks[-1].text += part
        return
    text, first = part.strip(), chunks[-1]
    for n, character in enumerate(text):
        if n and (n < len(xs) or n < len(ys)):
            x = xs[min(n, len(xs) - 1)] if xs else first.x
            y = ys[min(n, len(ys) - 1)] if ys else first.y
            chunks.append(Chunk(first.state, x, y))
        chunks[-1].text += character


def _places(element: SvgElement, name: str) -> list[float]:
    text = element.get(name)
    if "%" in text:
        raise PictureRefused(f"it has a length in per cent ('{name}'); save it with plain numbers")
    values = paths.numbers(text)
    return [user_length(element, name)] if len(values) == 1 else values


def _shift(element: SvgElement, name: str, state: State) -> float:
    text = element.get(name)
    length = in_points(
        text.split(",")[0].split(" ")[0], float(state.style.get("font-size", "16")) * POINT
    )
    return (length or 0.0) / POINT


def _changed(element: SvgElement) -> PictureRefused:
    shown = " ".join("".join(part for part in element.parts if isinstance(part, str)).split())
    return PictureRefused(
        f"the text '{shown[:30]}' changes its type or height within a line; give it an x of its "
        f"own, or turn that text into paths"
    )


def _type(state: State) -> tuple[str, ...]:
    names = ("font-size", "font-weight", "font-style", "fill")
    return tuple(state.style.get(name, "") for name in names)
