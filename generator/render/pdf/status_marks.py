"""The marks of statuses, drawn: their shapes and fillings differ, so that no grey is needed."""

from __future__ import annotations

from collections.abc import Callable

_STROKE = 0.1  # of a mark's side
_REACH = 0.43  # from the middle to the edge
_KAPPA = 0.5523  # of a quarter of a circle drawn as a curve


def mark_drawing(status: str, side: float) -> bytes:
    """Operators that draw the mark of a status in a square of `side` points from (0, 0) on."""
    line = b"%.2f w 0 G 0 g [] 0 d " % (_STROKE * side)
    return b"%b%b " % (line, _SHAPES[status](side / 2, _REACH * side))


def _circle(middle: float, reach: float) -> bytes:
    return _arc(middle, reach, 1) + _arc(middle, reach, -1)


def _arc(middle: float, reach: float, way: int) -> bytes:
    """Half a circle: from its lowest to its highest point by the right, or back by the left."""
    m, r, k = middle, way * reach, way * _KAPPA * reach
    return b"%.2f %.2f m %.2f %.2f %.2f %.2f %.2f %.2f c %.2f %.2f %.2f %.2f %.2f %.2f c " % (
        m,
        m - r,
        m + k,
        m - r,
        m + r,
        m - k,
        m + r,
        m,
        m + r,
        m + k,
        m + k,
        m + r,
        m,
        m + r,
    )


def _reported(m: float, r: float) -> bytes:
    return _circle(m, r) + b"f"


def _claim(m: float, r: float) -> bytes:
    return _circle(m, r) + b"S " + _arc(m, r, -1) + b"h f"


def _denial(m: float, r: float) -> bytes:
    d = 0.7 * r
    return _circle(m, r) + b"S %.2f %.2f m %.2f %.2f l S" % (m - d, m - d, m + d, m + d)


def _judgement(m: float, r: float) -> bytes:
    r *= 1.1
    corners = m - r, m, m, m + r, m + r, m, m, m - r
    return b"%.2f %.2f m %.2f %.2f l %.2f %.2f l %.2f %.2f l h S" % corners


def _derived(m: float, r: float) -> bytes:
    corners = m - r, m - 0.8 * r, m, m + r, m + r, m - 0.8 * r
    return b"%.2f %.2f m %.2f %.2f l %.2f %.2f l h S" % corners


_SHAPES: dict[str, Callable[[float, float], bytes]] = {
    "reported": _reported,
    "claim": _claim,
    "denial": _denial,
    "judgement": _judgement,
    "derived": _derived,
}
