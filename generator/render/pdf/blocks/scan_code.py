"""Codes that a machine scans, drawn as areas."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=64)
def scan_code(words: str, side: float) -> bytes:
    """A QR code of `words` (capitals, digits and -/: need least room), a square of `side` points
    whose lower left corner is the origin, without its white edge.

    Its correction level is M or better: a sixth of it may be unreadable.
    """
    import segno  # slow to import, and most documents have no code

    rows = segno.make_qr(words, error="m").matrix
    unit = side / len(rows)
    areas = []
    for n, row in enumerate(rows):
        first = 0
        while first < len(row):
            last = first
            while last < len(row) and row[last] == row[first]:
                last += 1
            if row[first]:
                low = side - (n + 1) * unit
                areas.append(
                    b"%.3f %.3f %.3f %.3f re" % (first * unit, low, (last - first) * unit, unit)
                )
            first = last
    return b"0 g %b f" % b" ".join(areas)
