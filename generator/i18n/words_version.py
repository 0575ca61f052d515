"""Which versions of the fixed words there are: those of old records stay as they were printed."""

from __future__ import annotations

# Of editions whose record says no version, and of those made now.
FIRST_WORDS_VERSION = 1
WORDS_VERSION = 3
