"""How large pictures may be."""

from __future__ import annotations

MOST_BYTES = 20_000_000
MOST_SIDE = 20_000  # pixels of what is read
MOST_PIXELS = 40_000_000
KEPT_SIDE = 2400  # pixels of what is kept: 340 dpi where a picture is as wide as a page's text
