"""SVG files to drawings of lines, areas and words, with nothing in them that a page does not show."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from math import atan2, degrees, hypot

from PIL import ImageColor

from generator.page.media import Drawing, Shape, Words
from generator.pictures import svg_paths as paths
from generator.pictures.refused import PictureRefused
from generator.pictures.svg_paths import Matrix, Point, Segment, short
from generator.pictures.svg_tree import SvgElement, read_svg_tree
from generator.storage.canonical_json import canonical

_POINT = 0.75  # of a CSS pixel
_UNITS = {
    "": _POINT, "px": _POINT, "pt": 1.0, "pc": 12.0, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0,
}  # fmt: skip
_LARGEST = 20_000.0  # points
_AS_PIXELS = "save the picture as PNG instead"
_INHERITED = (
    "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity",
    "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "clip-rule", "visibility", "color",
    "font-size", "font-weight", "font-style", "text-anchor", "dominant-baseline", "writing-mode",
)  # fmt: skip
_CAPS = {"butt": 0, "round": 1, "square": 2}
_JOINS = {"miter": 0, "round": 1, "bevel": 2}
_ANCHORS = {"start": "0", "middle": "0.5", "end": "1"}
_LOWERED = {"central": 0.34, "middle": 0.27, "hanging": 0.72, "text-before-edge": 0.9}
_NEVER = ("filter", "mask", "marker-start", "marker-mid", "marker-end", "marker")
_SAYS = {"filter": "an effect (filter)", "mask": "a mask"}
_HELD = {"defs", "symbol", "clipPath", "linearGradient", "radialGradient", "pattern", "marker",
         "filter", "mask", "style", "view", "namedview"}  # fmt: skip
_MOST_USES = 20_000
_CAPITALS = 0.35  # the middle of the letters above the baseline, in ems


@dataclass(frozen=True)
class _State:
    """What an element inherits: its place, its style, what it is cut off by."""

    matrix: Matrix
    style: dict[str, str]
    clips: tuple[str, ...] = ()


@dataclass
class _Canvas:
    """What is drawn so far, and what lies where, to see which words are covered."""

    width: float
    height: float
    grey: bool
    by_id: dict[str, SvgElement]
    shapes: list[Shape] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    # In the order of painting: the outline and colour of areas, and the middle of words.
    areas: list[tuple[list[list[Point]], str]] = field(default_factory=list)
    middles: list[tuple[int, float, float, Words]] = field(default_factory=list)
    uses: int = 0


def read_svg(data: bytes, grey: bool = False) -> Drawing:
    """The drawing that an SVG file shows; with `grey`, without its colours.  Raises
    PictureRefused.
    """
    root = read_svg_tree(data)
    width, height, matrix = _page(root)
    by_id = {element.get("id"): element for element in _all(root) if element.get("id")}
    canvas = _Canvas(width, height, grey, by_id)
    _draw_children(canvas, root, _styled(root, _State(matrix, {})))
    _check_words(canvas)
    if not canvas.shapes and not canvas.words:
        raise PictureRefused("it shows nothing; draw something or remove it")
    return identified(Drawing("", width, height, tuple(canvas.shapes), tuple(canvas.words)))


def identified(drawing: Drawing) -> Drawing:
    """With the SHA-256 of all that is drawn as its id."""
    return replace(drawing, id=hashlib.sha256(canonical(drawing_to_plain(drawing))).hexdigest())


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


def _all(element: SvgElement) -> Iterator[SvgElement]:
    waiting = [element]
    while waiting:
        yield (element := waiting.pop())
        waiting += reversed(element.children)


# ---------------------------------------------------------------- sizes
def _page(root: SvgElement) -> tuple[float, float, Matrix]:
    """Width and height in points, and the map from user units to points, upwards."""
    box = paths.numbers(root.get("viewBox"))
    width, height = _length(root.get("width")), _length(root.get("height"))
    if len(box) != 4 or min(box[2:]) <= 0:
        box = [0.0, 0.0, (width or 0.0) / _POINT, (height or 0.0) / _POINT]
    if min(box[2:]) <= 0:
        raise PictureRefused("it does not say how large it is; give it a viewBox")
    if width is None and height is None:
        width, height = box[2] * _POINT, box[3] * _POINT
    elif width is None or height is None:
        width = width if width is not None else (height or 0.0) * box[2] / box[3]
        height = height if height is not None else width * box[3] / box[2]
    if min(width, height) <= 0 or max(width, height) > _LARGEST:
        raise PictureRefused("it is too large or has no size; give it a size such as 120mm")
    across, up = width / box[2], height / box[3]
    left = top = 0.0
    if root.get("preserveAspectRatio").split(" ")[0] != "none":
        scale = min(across, up)
        left, top = (width - scale * box[2]) / 2, (height - scale * box[3]) / 2
        across = up = scale
    return width, height, Matrix(
        across, 0, 0, -up, left - across * box[0], height - top + up * box[1]
    )  # fmt: skip


def _length(text: str, base: float = 0.0) -> float | None:
    """A length in points; None where it is none, or a share of something unknown."""
    match = paths.NUMBER.match(text)
    if match is None:
        return None
    unit = text[match.end() :].strip()
    if unit == "em":
        return float(match[0]) * base
    return float(match[0]) * _UNITS[unit] if unit in _UNITS else None


def _user(element: SvgElement, name: str, default: float = 0.0) -> float:
    """A length in user units."""
    length = _length(element.get(name))
    if length is None and element.get(name).endswith("%"):
        raise PictureRefused(f"it has a length in per cent ('{name}'); save it with plain numbers")
    return default if length is None else length / _POINT


# ---------------------------------------------------------------- style
def _styled(element: SvgElement, above: _State) -> _State:
    style = dict(above.style)
    for name in _INHERITED:
        value = element.get(name)
        if value and value != "inherit":
            style[name] = value
    if size := element.get("font-size"):
        before = float(above.style.get("font-size", "16"))
        length = _length(size, before * _POINT)
        share = paths.NUMBER.match(size) if size.endswith("%") else None
        style["font-size"] = str(
            length / _POINT if length is not None
            else before * float(share[0]) / 100 if share else before
        )  # fmt: skip
    matrix = above.matrix
    if given := element.get("transform"):
        matrix = matrix.then_inside(paths.transform(given))
    return _State(matrix, style, above.clips)


def _check(element: SvgElement) -> None:
    """Refuse what cannot be printed as lines, areas and words.  Raises PictureRefused."""
    for name in _NEVER:
        if element.get(name) not in ("", "none"):
            said = _SAYS.get(name, "arrow-heads or other markers; turn them into paths")
            remedy = "" if name not in _SAYS else f"; {_AS_PIXELS}"
            raise PictureRefused(f"it has {said}{remedy}")
    opacity = paths.NUMBER.match(element.get("opacity") or "1")
    if opacity and 0 < float(opacity[0]) < 1:
        raise PictureRefused(f"parts of it can be seen through; make them solid, or {_AS_PIXELS}")
    if element.get("mix-blend-mode") not in ("", "normal"):
        raise PictureRefused(f"its colours are mixed (mix-blend-mode); {_AS_PIXELS}")


def _hidden(element: SvgElement, state: _State) -> bool:
    opacity = paths.NUMBER.match(element.get("opacity") or "1")
    return (
        element.get("display") == "none"
        or state.style.get("visibility") in ("hidden", "collapse")
        or bool(opacity and float(opacity[0]) == 0)
    )


def _colour(state: _State, name: str, default: str, grey: bool) -> str:
    """A colour as a Shape spells it; "" for none.  Raises PictureRefused."""
    said = state.style.get(name, default)
    said = state.style.get("color", "black") if said.lower() == "currentcolor" else said
    opacity = paths.NUMBER.match(state.style.get(f"{name}-opacity", "1"))
    see_through = float(opacity[0]) if opacity else 1.0
    if said in ("none", "transparent") or see_through == 0:
        return ""
    if "url(" in said:
        raise PictureRefused(f"it has a colour gradient or pattern; use plain colours, or {_AS_PIXELS}")
    if see_through < 1:
        raise PictureRefused(f"parts of it can be seen through; make them solid, or {_AS_PIXELS}")
    try:
        red, green, blue = ImageColor.getrgb(said)[:3]
    except ValueError:
        raise PictureRefused(f"the colour '{said[:30]}' is not known; use one such as #c00000") from None
    if grey or red == green == blue:
        return short((0.299 * red + 0.587 * green + 0.114 * blue) / 255)
    return " ".join(short(part / 255) for part in (red, green, blue))


def _brightness(colour: str) -> float:
    parts = [float(part) for part in colour.split()]
    return parts[0] if len(parts) == 1 else 0.299 * parts[0] + 0.587 * parts[1] + 0.114 * parts[2]


# ---------------------------------------------------------------- elements
def _draw_children(canvas: _Canvas, element: SvgElement, state: _State) -> None:
    for child in element.children:
        _draw(canvas, child, state)
        if element.name == "switch":
            return


def _draw(canvas: _Canvas, element: SvgElement, above: _State) -> None:
    if element.name in _HELD:
        return
    state = _styled(element, above)
    if _hidden(element, state) and element.name != "g":
        return
    if element.get("display") == "none":
        return
    _check(element)
    state = _clipped(canvas, element, state)
    if element.name in ("g", "switch"):
        _draw_children(canvas, element, state)
    elif element.name == "svg":
        raise PictureRefused(f"it holds another drawing with a size of its own; {_AS_PIXELS}")
    elif element.name == "use":
        _use(canvas, element, state)
    elif element.name == "text":
        _text(canvas, element, state)
    else:
        _shape(canvas, element, state)


def _use(canvas: _Canvas, element: SvgElement, state: _State) -> None:
    canvas.uses += 1
    target = canvas.by_id.get(element.get("href").removeprefix("#"))
    if canvas.uses > _MOST_USES:
        raise PictureRefused(f"it repeats its parts too often; {_AS_PIXELS}")
    if target is None:
        raise PictureRefused(f"it uses a part '{element.get('href')[:30]}' that it does not have")
    if target.get("viewBox"):
        raise PictureRefused(f"it holds another drawing with a size of its own; {_AS_PIXELS}")
    x, y = _user(element, "x"), _user(element, "y")
    moved = replace(state, matrix=state.matrix.then_inside(Matrix(e=x, f=y)))
    if target.name == "symbol":
        _draw_children(canvas, target, _styled(target, moved))
    else:
        try:
            _draw(canvas, target, moved)
        except RecursionError:
            raise PictureRefused("it uses a part inside itself") from None


def _clipped(canvas: _Canvas, element: SvgElement, state: _State) -> _State:
    """What an element is cut off by, its own clipping path too."""
    name = element.get("clip-path")
    if name in ("", "none"):
        return state
    target = canvas.by_id.get(name.removeprefix("url(").rstrip(")").strip("'\" ").removeprefix("#"))
    if target is None or target.name != "clipPath" or target.get("clipPathUnits") == "objectBoundingBox":
        raise PictureRefused(f"it is cut off by something that is not a plain path; {_AS_PIXELS}")
    parts = []
    for child in target.children:
        inner = _styled(child, _styled(target, state))
        segments = _segments(child)
        if segments is None:
            raise PictureRefused(f"it is cut off by something that is not a plain path; {_AS_PIXELS}")
        parts.append(paths.spelled(segments, inner.matrix))
    return replace(state, clips=(*state.clips, " ".join(part for part in parts if part) or "0 0 m h"))


def _segments(element: SvgElement) -> list[Segment] | None:
    """The lines of a shape in user units; None for what is no shape."""
    name = element.name
    if name == "path":
        return list(paths.path_segments(element.get("d")))
    if name == "rect":
        width, height = _user(element, "width"), _user(element, "height")
        if width <= 0 or height <= 0:
            return []
        rx, ry = _user(element, "rx", -1.0), _user(element, "ry", -1.0)
        rx, ry = (ry if rx < 0 else rx), (rx if ry < 0 else ry)
        corner = _user(element, "x"), _user(element, "y")
        return list(paths.box_segments(corner, width, height, max(rx, 0), max(ry, 0)))
    if name in ("circle", "ellipse"):
        rx = _user(element, "r" if name == "circle" else "rx")
        ry = _user(element, "r" if name == "circle" else "ry")
        middle = _user(element, "cx"), _user(element, "cy")
        return list(paths.ellipse_segments(*middle, rx, ry)) if rx > 0 and ry > 0 else []
    if name == "line":
        start = _user(element, "x1"), _user(element, "y1")
        return [("m", (start,)), ("l", ((_user(element, "x2"), _user(element, "y2")),))]
    if name in ("polyline", "polygon"):
        values = paths.numbers(element.get("points"))
        points = list(zip(values[::2], values[1::2], strict=False))
        segments: list[Segment] = [("l" if n else "m", (point,)) for n, point in enumerate(points)]
        return [*segments, ("h", ())] if name == "polygon" and segments else segments
    return None


def _shape(canvas: _Canvas, element: SvgElement, state: _State) -> None:
    segments = _segments(element)
    if segments is None:
        raise PictureRefused(f"it has a part <{element.name}> that is not understood; {_AS_PIXELS}")
    fill = _colour(state, "fill", "black", canvas.grey)
    stroke = _colour(state, "stroke", "none", canvas.grey)
    width = (_length(state.style.get("stroke-width", "1")) or 0.0) / _POINT * state.matrix.scale
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
@dataclass
class _Chunk:
    """Characters that follow each other from a point on."""

    state: _State
    x: float
    y: float
    text: str = ""


def _text(canvas: _Canvas, element: SvgElement, state: _State) -> None:
    if state.style.get("writing-mode", "").startswith(("v", "tb")):
        raise PictureRefused("it has text written downwards; turn that text into paths")
    chunks: list[_Chunk] = []
    _gather(canvas, element, state, chunks)
    for chunk in chunks:
        words = " ".join(chunk.text.split())
        if words:
            _place(canvas, chunk, words)


def _gather(canvas: _Canvas, element: SvgElement, state: _State, chunks: list[_Chunk]) -> None:
    xs, ys = _places(element, "x"), _places(element, "y")
    if element.get("rotate") not in ("", "0"):
        raise PictureRefused("it has turned letters; turn that text into paths")
    if xs or ys or not chunks:
        last = chunks[-1] if chunks else None
        x = xs[0] if xs else last.x if last else 0.0
        y = ys[0] if ys else last.y if last else 0.0
        dx, dy = _shift(element, "dx", state), _shift(element, "dy", state)
        chunks.append(_Chunk(state, x + dx, y + dy))
    elif _shift(element, "dx", state) or _shift(element, "dy", state):
        raise _changed(element)
    elif _type(state) != _type(chunks[-1].state) and chunks[-1].text.strip():
        raise _changed(element)
    else:
        chunks[-1].state = state if not chunks[-1].text.strip() else chunks[-1].state
    for part in element.parts:
        if isinstance(part, str):
            if _type(state) != _type(chunks[-1].state) and part.strip():
                if chunks[-1].text.strip():
                    raise _changed(element)
                chunks[-1].state = state
            _characters(part, xs, ys, chunks)
            xs, ys = [], []
        elif part.name in ("tspan",):
            inner = _styled(part, state)
            if not _hidden(part, inner):
                _check(part)
                _gather(canvas, part, inner, chunks)
        else:
            raise PictureRefused(f"it has a part <{part.name}> in a text that is not understood")


def _characters(part: str, xs: list[float], ys: list[float], chunks: list[_Chunk]) -> None:
    """Characters behind each other, or each at its own place."""
    if len(xs) < 2 and len(ys) < 2:
        chunks[-1].text += part
        return
    text, first = part.strip(), chunks[-1]
    for n, character in enumerate(text):
        if n and (n < len(xs) or n < len(ys)):
            x = xs[min(n, len(xs) - 1)] if xs else first.x
            y = ys[min(n, len(ys) - 1)] if ys else first.y
            chunks.append(_Chunk(first.state, x, y))
        chunks[-1].text += character


def _places(element: SvgElement, name: str) -> list[float]:
    text = element.get(name)
    if "%" in text:
        raise PictureRefused(f"it has a length in per cent ('{name}'); save it with plain numbers")
    values = paths.numbers(text)
    return [_user(element, name)] if len(values) == 1 else values


def _shift(element: SvgElement, name: str, state: _State) -> float:
    text = element.get(name)
    length = _length(text.split(",")[0].split(" ")[0], float(state.style.get("font-size", "16")) * _POINT)
    return (length or 0.0) / _POINT


def _changed(element: SvgElement) -> PictureRefused:
    shown = " ".join("".join(part for part in element.parts if isinstance(part, str)).split())
    return PictureRefused(
        f"the text '{shown[:30]}' changes its type or height within a line; give it an x of its "
        f"own, or turn that text into paths"
    )


def _type(state: _State) -> tuple[str, ...]:
    names = ("font-size", "font-weight", "font-style", "fill")
    return tuple(state.style.get(name, "") for name in names)


def _is_bold(weight: str) -> bool:
    return weight in ("bold", "bolder") or (weight.isdigit() and int(weight) >= 600)


def _place(canvas: _Canvas, chunk: _Chunk, text: str) -> None:
    style, matrix = chunk.state.style, chunk.state.matrix
    fill = _colour(chunk.state, "fill", "black", canvas.grey)
    if not fill:
        return
    if matrix.a * matrix.d - matrix.b * matrix.c > 0:  # the page itself is upside down
        raise PictureRefused(f"the text '{text[:30]}' is mirrored; turn it into paths")
    size = float(style.get("font-size", "16"))
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
    canvas.middles.append((len(canvas.areas), *middle, words))
    canvas.words.append(words)


def _check_words(canvas: _Canvas) -> None:
    """Refuse words that nobody would see on the page: they would still be in the file.

    Raises PictureRefused.
    """
    for count, x, y, words in canvas.middles:
        if not (0 <= x <= canvas.width and 0 <= y <= canvas.height):
            raise PictureRefused(f"the text '{words.text[:30]}' is outside the picture; remove it")
        ground = "1"
        for number, (parts, fill) in enumerate(canvas.areas):
            if not paths.holds(parts, x, y):
                continue
            if number >= count:
                raise PictureRefused(
                    f"the text '{words.text[:30]}' is covered by something; remove it or put it on top"
                )
            ground = fill
        if abs(_brightness(ground) - _brightness(words.fill)) < 0.08 and (
            ground == words.fill or len(ground.split()) == len(words.fill.split())
        ):
            raise PictureRefused(
                f"the text '{words.text[:30]}' cannot be seen on its ground; remove it or change "
                "its colour"
            )
