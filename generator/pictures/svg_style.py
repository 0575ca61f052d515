"""What elements of SVG inherit and say of how they are drawn: sizes, colours, what is hidden."""

from __future__ import annotations

import re

from PIL import ImageColor

from generator.pictures import svg_paths as paths
from generator.pictures.drawings import short
from generator.pictures.refused import PictureRefused
from generator.pictures.svg_paths import Matrix
from generator.pictures.svg_tree import SvgElement
from generator.values import dataclass

AS_PIXELS = "save the picture as PNG instead"
POINT = 0.75  # of a CSS pixel
_UNITS = {
    "": POINT, "px": POINT, "pt": 1.0, "pc": 12.0, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0,
}  # fmt: skip
_INHERITED = (
    "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity",
    "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "clip-rule", "visibility", "color",
    "font-size", "font-weight", "font-style", "font-family", "text-anchor", "dominant-baseline",
    "writing-mode",
)  # fmt: skip
_LIGHT = re.compile(r"light-dark\(\s*((?:[^(),]|\([^()]*\))+),.*\)")  # light before dark
_NEVER = ("filter", "mask", "marker-start", "marker-mid", "marker-end", "marker")
_SAYS = {"filter": "an effect (filter)", "mask": "a mask"}


@dataclass(frozen=True)
class State:
    """What an element inherits: its place, its style, what it is cut off by."""

    matrix: Matrix
    style: dict[str, str]
    clips: tuple[str, ...] = ()


def in_points(text: str, base: float = 0.0) -> float | None:
    """A length in points; None where it is none, or a share of something unknown."""
    match = paths.NUMBER.match(text)
    if match is None:
        return None
    unit = text[match.end() :].strip()
    if unit == "em":
        return float(match[0]) * base
    return float(match[0]) * _UNITS[unit] if unit in _UNITS else None


def user_length(element: SvgElement, name: str, default: float = 0.0) -> float:
    """A length in user units."""
    length = in_points(element.get(name))
    if length is None and element.get(name).endswith("%"):
        raise PictureRefused(f"it has a length in per cent ('{name}'); save it with plain numbers")
    return default if length is None else length / POINT


def styled(element: SvgElement, above: State) -> State:
    """The state inside an element.  Raises PictureRefused."""
    style = dict(above.style)
    for name in _INHERITED:
        value = element.get(name)
        if value and value != "inherit":
            style[name] = value
    if size := element.get("font-size"):
        before = float(above.style.get("font-size", "16"))
        length = in_points(size, before * POINT)
        share = paths.NUMBER.match(size) if size.endswith("%") else None
        style["font-size"] = str(
            length / POINT if length is not None
            else before * float(share[0]) / 100 if share else before
        )  # fmt: skip
    matrix = above.matrix
    if given := element.get("transform"):
        matrix = matrix.then_inside(paths.transform(given))
    return State(matrix, style, above.clips)


def check_printable(element: SvgElement) -> None:
    """Refuse what cannot be printed as lines, areas and words.  Raises PictureRefused."""
    for name in _NEVER:
        if element.get(name) not in ("", "none"):
            said = _SAYS.get(name, "arrow-heads or other markers; turn them into paths")
            remedy = "" if name not in _SAYS else f"; {AS_PIXELS}"
            raise PictureRefused(f"it has {said}{remedy}")
    opacity = paths.NUMBER.match(element.get("opacity") or "1")
    if opacity and 0 < float(opacity[0]) < 1:
        raise PictureRefused(f"parts of it can be seen through; make them solid, or {AS_PIXELS}")
    if element.get("mix-blend-mode") not in ("", "normal"):
        raise PictureRefused(f"its colours are mixed (mix-blend-mode); {AS_PIXELS}")


def is_hidden(element: SvgElement, state: State) -> bool:
    """Whether nothing of an element is seen."""
    opacity = paths.NUMBER.match(element.get("opacity") or "1")
    return (
        element.get("display") == "none"
        or state.style.get("visibility") in ("hidden", "collapse")
        or bool(opacity and float(opacity[0]) == 0)
    )


def colour_of(state: State, name: str, default: str, grey: bool) -> str:
    """A colour as a Shape spells it; "" for none.  Raises PictureRefused."""
    said = state.style.get(name, default)
    said = state.style.get("color", "black") if said.lower() == "currentcolor" else said
    if light := _LIGHT.fullmatch(said):
        said = light[1].strip()
    opacity = paths.NUMBER.match(state.style.get(f"{name}-opacity", "1"))
    see_through = float(opacity[0]) if opacity else 1.0
    if said in ("none", "transparent") or see_through == 0:
        return ""
    if "url(" in said:
        raise PictureRefused(
            f"it has a colour gradient or pattern; use plain colours, or {AS_PIXELS}"
        )
    if see_through < 1:
        raise PictureRefused(f"parts of it can be seen through; make them solid, or {AS_PIXELS}")
    try:
        red, green, blue = ImageColor.getrgb(said)[:3]
    except ValueError:
        raise PictureRefused(
            f"the colour '{said[:30]}' is not known; use one such as #c00000"
        ) from None
    if grey or red == green == blue:
        return short((0.299 * red + 0.587 * green + 0.114 * blue) / 255)
    return " ".join(short(part / 255) for part in (red, green, blue))


def brightness(colour: str) -> float:
    """How bright a Shape's colour is, from 0 (black) to 1 (white)."""
    parts = [float(part) for part in colour.split()]
    return parts[0] if len(parts) == 1 else 0.299 * parts[0] + 0.587 * parts[1] + 0.114 * parts[2]
