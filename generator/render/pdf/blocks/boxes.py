"""Boxes to mark or to write in, drawn and never text."""

from __future__ import annotations

from collections.abc import Sequence

from generator.render.pdf.lines import Line, Ornament, lowered
from generator.render.pdf.styles import Profile

WRITE = "write"
_PULL = 0.5523  # of the control points of four Bézier curves that make a circle


def box(kind: str, profile: Profile, x: float) -> Ornament:
    """A box in the first line of body text that is beside it: round, square or write."""
    side = profile.write_box if kind == WRITE else profile.box_size
    down = 0.0 if kind == WRITE else profile.body.baseline - 0.357 * profile.body.size - side / 2
    path = circle(side / 2) if kind == "round" else b"0 0 %.2f %.2f re" % (side, side)
    return Ornament(x, down + side, b"%.2f w 0 G %b S" % (profile.rule, path))


def beside(lines: Sequence[Line], profile: Profile) -> list[Line]:
    """Lines of body text with room for a write box to the left of the first."""
    pad = max(0.0, (profile.write_box - profile.body.leading) / 2)
    roomy = [lowered(lines[0], pad), *lines[1:]]
    lacking = profile.write_box - sum(line.height for line in roomy)
    return [*roomy[:-1], roomy[-1]._replace(height=roomy[-1].height + max(0.0, lacking))]


def column(kinds: Sequence[str], profile: Profile) -> float:
    """The width of a column that holds boxes of these kinds."""
    return profile.write_mark if WRITE in kinds else profile.mark if any(kinds) else 0.0


def circle(radius: float) -> bytes:
    """A path around (radius, radius)."""
    corners = [(radius, 0.0), (0.0, radius), (-radius, 0.0), (0.0, -radius), (radius, 0.0)]
    path = [b"%.2f %.2f m" % (2 * radius, radius)]
    for (x0, y0), (x1, y1) in zip(corners, corners[1:], strict=False):
        points = ((x0 + _PULL * x1, y0 + _PULL * y1), (x1 + _PULL * x0, y1 + _PULL * y0), (x1, y1))
        path.append(b" ".join(b"%.2f %.2f" % (x + radius, y + radius) for x, y in points) + b" c")
    return b" ".join([*path, b"h"])
