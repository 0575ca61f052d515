"""SVG files to drawings of lines, areas and words that hold nothing but what a page shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from math import atan2, degrees, hypot

from generator.page.media import Drawing, Shape, Words
from generator.pictures import svg_paths as paths
from generator.pictures.drawings import identified, short
from generator.pictures.refused import PictureRefused, refused_at
from generator.pictures.svg_paths import Matrix, Point, Segment
from generator.pictures.svg_style import (
    AS_PIXELS,
    POINT,
    State,
    brightness,
    check_printable,
    colour_of,
    in_points,
    is_hidden,
    styled,
    user_length,
)
from generator.pictures.svg_tree import Faults, SvgElement, read_svg_tree
from generator.pictures.svg_words import Chunk, text_chunks

_LARGEST = 20_000.0  # points
_SHORTEST = 5.0  # points of the longer side: drawings keep hundredths, so that less is distorted
_NARROWEST = 0.1
_CAPS = {"butt": 0, "round": 1, "square": 2}
_JOINS = {"miter": 0, "round": 1, "bevel": 2}
_ANCHORS = {"start": "0", "middle": "0.5", "end": "1"}
_LOWERED = {"central": 0.34, "middle": 0.27, "hanging": 0.72, "text-before-edge": 0.9}
_HELD = {"defs", "symbol", "clipPath", "linearGradient", "radialGradient", "pattern", "marker",
         "filter", "mask", "style", "view", "namedview"}  # fmt: skip
_SHARED = {"x": 2, "x1": 2, "x2": 2, "cx": 2, "width": 2,
           "y": 3, "y1": 3, "y2": 3, "cy": 3, "height": 3}  # fmt: skip
_MOST_USES = 20_000
_SYMBOLS = re.compile(
    r"['\" ]*(symbol|(?:itc )?zapf ?dingbats|wingdings[ 23]*|webdings|marlett|mt extra)"
    r"['\" ]*(?:,.*)?",
    re.IGNORECASE,
)  # fonts of which letters are other signs, where they come first
_SMALLEST = 500  # of the larger side of a picture: words as small are a speck, which is in the file
_CAPITALS = 0.35  # the middle of the letters above the baseline, in ems


@dataclass
class _Canvas:
    """What is drawn so far, and what lies where, to see which words are covered; `faults`: what
    cannot be drawn.
    """

    width: float
    height: float
    grey: bool
    by_id: dict[str, SvgElement]
    faults: Faults
    shapes: list[Shape] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    # In the order of painting: the outline and colour of areas; words, how many areas are below
    # them, their middle and their line in the file.
    areas: list[tuple[list[list[Point]], str]] = field(default_factory=list)
    middles: list[tuple[int, Point, Words, int]] = field(default_factory=list)
    uses: int = 0

    @contextmanager
    def noting(self, line: int) -> Iterator[None]:
        """Note why something in that line of the file is refused, and go on; not where it repeats
        its parts without end.
        """
        try:
            yield
        except PictureRefused as refused:
            if self.uses > _MOST_USES:
                raise
            self.faults.setdefault(str(refused), []).append(line)


def read_svg(data: bytes, grey: bool = False) -> Drawing:
    """The drawing that an SVG file shows; with `grey`, without its colours.  Raises
    PictureRefused.
    """
    faults: Faults = {}
    root = read_svg_tree(data, faults)
    try:
        width, height, matrix = _page(root)
        state = styled(root, State(matrix, {}))
    except PictureRefused as refused:
        faults.setdefault(str(refused), []).append(root.line)
        raise refused_at(faults) from None
    _spell_shares_out(root)
    by_id = {element.get("id"): element for element in _all(root) if element.get("id")}
    canvas = _Canvas(width, height, grey, by_id, faults)
    _draw_children(canvas, root, state)
    _check_words(canvas)
    if faults:
        raise refused_at(faults)
    if not canvas.shapes and not canvas.words:
        raise PictureRefused("it shows nothing; draw something or remove it")
    return identified(Drawing("", width, height, tuple(canvas.shapes), tuple(canvas.words)))


def _all(element: SvgElement) -> Iterator[SvgElement]:
    waiting = [element]
    while waiting:
        yield (element := waiting.pop())
        waiting += reversed(element.children)


# ---------------------------------------------------------------- sizes
def _page(root: SvgElement) -> tuple[float, float, Matrix]:
    """Width and height in points, and the map from user units to points, upwards."""
    box = paths.numbers(root.get("viewBox"))
    width, height = in_points(root.get("width")), in_points(root.get("height"))
    if len(box) != 4 or min(box[2:]) <= 0:
        box = [0.0, 0.0, (width or 0.0) / POINT, (height or 0.0) / POINT]
    if min(box[2:]) <= 0:
        raise PictureRefused("it does not say how large it is; give it a viewBox")
    if width is None and height is None:
        width, height = box[2] * POINT, box[3] * POINT
    elif width is None or height is None:
        width = width if width is not None else float(height or 0) * box[2] / box[3]
        height = height if height is not None else width * box[3] / box[2]
    if min(width, height) < _NARROWEST or not _SHORTEST <= max(width, height) <= _LARGEST:
        raise PictureRefused("it is too large or too small; give it a size such as 120mm")
    across, up = width / box[2], height / box[3]
    left = top = 0.0
    if root.get("preserveAspectRatio").split(" ")[0] != "none":
        scale = min(across, up)
        left, top = (width - scale * box[2]) / 2, (height - scale * box[3]) / 2
        across = up = scale
    return width, height, Matrix(
        across, 0, 0, -up, left - across * box[0], height - top + up * box[1]
    )  # fmt: skip


def _spell_shares_out(root: SvgElement) -> None:
    """Write places and sizes in per cent as what they are of the drawing."""
    box = paths.numbers(root.get("viewBox"))
    if len(box) != 4:
        return
    for element in _all(root):
        for name, side in _SHARED.items():
            share = element.get(name)
            if share.endswith("%") and element is not root and paths.NUMBER.fullmatch(share[:-1]):
                element.attributes[name] = str(float(share[:-1]) * box[side] / 100)


# ---------------------------------------------------------------- elements
def _draw_children(canvas: _Canvas, element: SvgElement, state: State) -> None:
    for child in element.children:
        _draw(canvas, child, state)


def _draw(canvas: _Canvas, element: SvgElement, above: State) -> None:
    with canvas.noting(element.line):
        _draw_part(canvas, element, above)


def _draw_part(canvas: _Canvas, element: SvgElement, above: State) -> None:
    if element.name in _HELD:
        return
    state = styled(element, above)
    if is_hidden(element, state) and element.name != "g":
        return
    if element.get("display") == "none":
        return
    with canvas.noting(element.line):
        check_printable(element)
    with canvas.noting(element.line):
        state = _clipped(canvas, element, state)
    if element.name in ("g", "switch"):
        _draw_children(canvas, element, state)
    elif element.name == "svg":
        raise PictureRefused(f"it holds another drawing with a size of its own; {AS_PIXELS}")
    elif element.name == "use":
        _use(canvas, element, state)
    elif element.name == "text":
        for chunk in text_chunks(element, state):
            if words := " ".join(chunk.text.split()):
                _place(canvas, chunk, words, element.line)
    else:
        _shape(canvas, element, state)


def _use(canvas: _Canvas, element: SvgElement, state: State) -> None:
    canvas.uses += 1
    target = canvas.by_id.get(element.get("href").removeprefix("#"))
    if canvas.uses > _MOST_USES:
        raise PictureRefused(f"it repeats its parts too often; {AS_PIXELS}")
    if target is None:
        raise PictureRefused(f"it uses a part '{element.get('href')[:30]}' that it does not have")
    if target.get("viewBox"):
        raise PictureRefused(f"it holds another drawing with a size of its own; {AS_PIXELS}")
    x, y = user_length(element, "x"), user_length(element, "y")
    moved = replace(state, matrix=state.matrix.then_inside(Matrix(e=x, f=y)))
    if target.name == "symbol":
        _draw_children(canvas, target, styled(target, moved))
    else:
        try:
            _draw(canvas, target, moved)
        except RecursionError:
            canvas.uses = _MOST_USES + 1  # nothing more is drawn of it
            raise PictureRefused("it uses a part inside itself") from None


def _clipped(canvas: _Canvas, element: SvgElement, state: State) -> State:
    """What an element is cut off by, its own clipping path too."""
    name = element.get("clip-path")
    if name in ("", "none"):
        return state
    target = canvas.by_id.get(name.removeprefix("url(").rstrip(")").strip("'\" ").removeprefix("#"))
    if (
        target is None
        or target.name != "clipPath"
        or target.get("clipPathUnits") == "objectBoundingBox"
    ):
        raise PictureRefused(f"it is cut off by something that is not a plain path; {AS_PIXELS}")
    parts = []
    for child in target.children:
        inner = styled(child, styled(target, state))
        if child.name == "use":
            x, y = user_length(child, "x"), user_length(child, "y")
            inner = replace(inner, matrix=inner.matrix.then_inside(Matrix(e=x, f=y)))
            child = canvas.by_id.get(child.get("href").removeprefix("#"), child)
            inner = styled(child, inner)
        segments = _segments(child)
        if segments is None:
            raise PictureRefused(
                f"it is cut off by something that is not a plain path; {AS_PIXELS}"
            )
        parts.append(paths.spelled(segments, inner.matrix))
    return replace(
        state, clips=(*state.clips, " ".join(part for part in parts if part) or "0 0 m h")
    )


def _segments(element: SvgElement) -> list[Segment] | None:
    """The lines of a shape in user units; None for what is no shape."""
    name = element.name
    if name == "path":
        return list(paths.path_segments(element.get("d")))
    if name == "rect":
        width, height = user_length(element, "width"), user_length(element, "height")
        if width <= 0 or height <= 0:
            return []
        rx, ry = user_length(element, "rx", -1.0), user_length(element, "ry", -1.0)
        rx, ry = (ry if rx < 0 else rx), (rx if ry < 0 else ry)
        corner = user_length(element, "x"), user_length(element, "y")
        return list(paths.box_segments(corner, width, height, max(rx, 0), max(ry, 0)))
    if name in ("circle", "ellipse"):
        rx = user_length(element, "r" if name == "circle" else "rx")
        ry = user_length(element, "r" if name == "circle" else "ry")
        middle = user_length(element, "cx"), user_length(element, "cy")
        return list(paths.ellipse_segments(*middle, rx, ry)) if rx > 0 and ry > 0 else []
    if name == "line":
        start = user_length(element, "x1"), user_length(element, "y1")
        return [("m", (start,)), ("l", ((user_length(element, "x2"), user_length(element, "y2")),))]
    if name in ("polyline", "polygon"):
        values = paths.numbers(element.get("points"))
        points = list(zip(values[::2], values[1::2], strict=False))
        segments: list[Segment] = [("l" if n else "m", (point,)) for n, point in enumerate(points)]
        return [*segments, ("h", ())] if name == "polygon" and segments else segments
    return None


def _shape(canvas: _Canvas, element: SvgElement, state: State) -> None:
    segments = _segments(element)
    if segments is None:
        raise PictureRefused(f"it has a part <{element.name}> that is not understood; {AS_PIXELS}")
    fill = colour_of(state, "fill", "black", canvas.grey)
    stroke = colour_of(state, "stroke", "none", canvas.grey)
    width = (in_points(state.style.get("stroke-width", "1")) or 0.0) / POINT * state.matrix.scale
    stroke = stroke if width > 0 else ""
    if not segments or not (fill or stroke):
        return
    dashes = paths.numbers(state.style.get("stroke-dasharray", ""))
    dash = " ".join(short(n * state.matrix.scale) for n in dashes) if any(dashes) else ""
    canvas.shapes.append(
        Shape(
            paths.spelled(segments, state.matrix),
            fill,
            stroke,
            short(max(width, 0.1)) if stroke else "1",
            dash if stroke else "",
            _CAPS.get(state.style.get("stroke-linecap", ""), 0) if stroke else 0,
            _JOINS.get(state.style.get("stroke-linejoin", ""), 0) if stroke else 0,
            state.style.get("fill-rule") == "evenodd",
            state.clips,
        )
    )
    if fill:
        canvas.areas.append((paths.outline(segments, state.matrix), fill))


# ---------------------------------------------------------------- words
def _is_bold(weight: str) -> bool:
    return weight in ("bold", "bolder") or (weight.isdigit() and int(weight) >= 600)


def _place(canvas: _Canvas, chunk: Chunk, text: str, line: int) -> None:
    style, matrix = chunk.state.style, chunk.state.matrix
    fill = colour_of(chunk.state, "fill", "black", canvas.grey)
    if not fill:
        return
    if matrix.a * matrix.d - matrix.b * matrix.c > 0:  # the page itself is upside down
        raise PictureRefused(f"the text '{text[:30]}' is mirrored; turn it into paths")
    if symbols := _SYMBOLS.fullmatch(style.get("font-family", "")):
        raise PictureRefused(
            f"the text '{text[:30]}' is in a font of signs ({symbols[1]}), whose letters stand for "
            "others; turn it into paths"
        )
    size = float(style.get("font-size", "16"))
    if size * hypot(matrix.a, matrix.b) < max(canvas.width, canvas.height) / _SMALLEST:
        raise PictureRefused(f"the text '{text[:30]}' is too small to be read; remove it")
    down = _LOWERED.get(style.get("dominant-baseline", ""), 0.0) * size
    x, y = matrix.of(chunk.x, chunk.y + down)
    turn = degrees(atan2(matrix.b, matrix.a))
    words = Words(
        text,
        short(x),
        short(y),
        short(size * hypot(matrix.a, matrix.b)),
        _ANCHORS.get(style.get("text-anchor", ""), "0"),
        short(turn),
        _is_bold(style.get("font-weight", "")),
        style.get("font-style", "") in ("italic", "oblique"),
        fill,
    )
    reach = 0.5 * size * len(text) * (0.5 - float(words.anchor))
    middle = matrix.of(chunk.x + reach, chunk.y + down - _CAPITALS * size)
    canvas.middles.append((len(canvas.areas), middle, words, line))
    canvas.words.append(words)


def _check_words(canvas: _Canvas) -> None:
    """Refuse words that nobody would see on the page: they would still be in the file."""
    for count, middle, words, line in canvas.middles:
        with canvas.noting(line):
            _check_seen(canvas, count, middle, words)


def _check_seen(canvas: _Canvas, count: int, middle: Point, words: Words) -> None:
    """Refuse words before which so many areas are painted, if nobody sees them.  Raises
    PictureRefused.
    """
    x, y = middle
    if not (0 <= x <= canvas.width and 0 <= y <= canvas.height):
        raise PictureRefused(f"the text '{words.text[:30]}' is outside the picture; remove it")
    ground = "1"
    for number, (parts, fill) in enumerate(canvas.areas):
        if not paths.holds(parts, x, y):
            continue
        if number >= count:
            raise PictureRefused(
                f"the text '{words.text[:30]}' is covered; remove it or put it on top"
            )
        ground = fill
    if abs(brightness(ground) - brightness(words.fill)) < 0.08 and (
        ground == words.fill or len(ground.split()) == len(words.fill.split())
    ):
        raise PictureRefused(
            f"the text '{words.text[:30]}' cannot be seen on its ground; remove it or change "
            "its colour"
        )
