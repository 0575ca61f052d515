"""Options whose values other modules know."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import click


class LateChoice(click.Choice):
    """A choice among names that are looked up when they are wanted: the list of all commands starts without them."""

    def __init__(self, names: Callable[[], Iterable[str]]) -> None:
        super().__init__(())
        self._names = names

    @property
    def choices(self) -> Sequence[str]:  # type: ignore[override]
        """The names."""
        return tuple(self._names())

    @choices.setter
    def choices(self, value: Sequence[str]) -> None:
        """What click sets first is not what is looked up."""


def _sheets() -> Iterable[str]:
    from generator.render.pdf import SHEETS

    return SHEETS


def _profiles() -> Iterable[str]:
    from generator.render.pdf import PROFILES

    return (*PROFILES, "plain-text")  # which is no look of pages, but an edition without any


SHEET, PROFILE = LateChoice(_sheets), LateChoice(_profiles)
