"""Why a picture or a formula cannot be printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_NAMED_LINES = 5


class PictureRefused(ValueError):
    """A picture that is not printed: a sentence that says why and what to do.

    `faults`: where there are several, each sentence behind the lines of its file.
    """

    def __init__(self, sentence: str, faults: Sequence[str] = ()) -> None:
        self.faults = tuple(faults) or (sentence,)
        super().__init__(sentence)


def refused_at(faults: Mapping[str, Sequence[int]]) -> PictureRefused:
    """A picture refused for all its faults: sentences with the lines of the file that each holds
    of, 0 for all of it.
    """
    said = []
    for sentence, numbers in sorted(faults.items(), key=lambda fault: min(fault[1])):
        lines = sorted({*numbers} - {0})
        more = f" and {len(lines) - _NAMED_LINES} more" if len(lines) > _NAMED_LINES else ""
        named = ", ".join(map(str, lines[:_NAMED_LINES])) + more
        where = f"line{'s' if len(lines) > 1 else ''} {named}: " if lines else ""
        said.append(f"{where}{sentence}")
    return PictureRefused("; ".join(said), said)


class FormulaRefused(ValueError):
    """A formula that is not printed: one sentence; `offset` counts characters of it from 0."""

    def __init__(self, message: str, offset: int = 0) -> None:
        self.offset = offset
        super().__init__(message)
