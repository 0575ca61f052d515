"""What can be drawn in every style, known without a PDF library."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import product

from generator.page.combining import has_marks, marked_letters
from generator.render.pdf.font_files import chain, characters_of
from generator.render.pdf.marks import place_marks

# The fonts of every style that is not Serbian: bold or not, italic or not, code or not.
_CHAINS = tuple(
    chain(bold, italic, code, False) for bold, italic, code in product((False, True), repeat=3)
)
_PRIVATE = range(0xE000, 0xF900)


class Coverage(frozenset[int]):
    """The code points that can be drawn in every style; it knows which marks can be put on what."""

    def missing(self, text: str) -> tuple[str, ...]:
        """The characters of a text that no font has, sorted; then each letter with marks that
        cannot be put on it, in the order of the text.
        """
        if self._characters.issuperset(text) and not has_marks(text):
            return ()
        missing = sorted(set(text) - self._characters)
        marked = dict.fromkeys(marked_letters(text))
        return (*missing, *(cluster for cluster in marked if self._misplaced(cluster)))

    @property
    def _characters(self) -> frozenset[str]:
        return _as_characters(self)

    def _misplaced(self, cluster: str) -> bool:
        return self._characters.issuperset(cluster) and not _can_place(cluster)


@cache
def coverage() -> Coverage:
    """What can be drawn in every style."""
    in_all = frozenset.intersection(*map(frozenset, _CHAINS))
    own = (_drawn_by(name for name in names if name not in in_all) for names in _CHAINS)
    drawn = frozenset.intersection(*own) | _drawn_by(in_all)
    return Coverage(drawn - frozenset(_PRIVATE))


def _drawn_by(names: Iterable[str]) -> frozenset[int]:
    return frozenset().union(*map(characters_of, names))


@cache
def _as_characters(points: Coverage) -> frozenset[str]:
    return frozenset(map(chr, points))


@cache
def _can_place(cluster: str) -> bool:
    return all(any(place_marks(cluster, name) for name in names) for names in _CHAINS)
