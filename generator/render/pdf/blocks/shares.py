"""A width shared out among columns or fields."""

from __future__ import annotations

from collections.abc import Sequence


def shared(shares: Sequence[float], least: Sequence[float], width: float) -> list[float]:
    """Widths in proportion to `shares`; whoever would get too little gets its least, and the others share the rest.

    Where not even the leasts fit, the width is shared in proportion to them.
    """
    if sum(least) >= width:
        return [width * need / sum(least) for need in least]
    given: dict[int, float] = {}
    while len(given) < len(shares):
        free = [n for n in range(len(shares)) if n not in given]
        per_share = (width - sum(given.values())) / sum(shares[n] for n in free)
        tight = [n for n in free if shares[n] * per_share < least[n]]
        given.update({n: least[n] if tight else shares[n] * per_share for n in tight or free})
    return [given[n] for n in range(len(shares))]
