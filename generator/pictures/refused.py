"""Why a picture or a formula cannot be printed."""

from __future__ import annotations


class PictureRefused(ValueError):
    """A picture that is not printed: one sentence that says why and what to do."""


class FormulaRefused(ValueError):
    """A formula that is not printed: one sentence; `offset` counts characters of it from 0."""

    def __init__(self, message: str, offset: int = 0) -> None:
        self.offset = offset
        super().__init__(message)
