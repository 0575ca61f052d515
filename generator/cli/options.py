"""Options that several commands have, and how a command takes many of them as one value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import fields
from functools import wraps
from typing import TYPE_CHECKING, TypeVar

import click

Options = TypeVar("Options")
Command = Callable[..., None]

if TYPE_CHECKING:
    _Choice = click.Choice[str]
else:
    _Choice = click.Choice  # older releases of click have no types to name


class LateChoice(_Choice):
    """A choice among names that are looked up when needed: the list of commands does without."""

    def __init__(self, names: Callable[[], Iterable[str]]) -> None:
        super().__init__(())
        self._names = names

    @property
    def choices(self) -> tuple[str, ...]:
        """The names."""
        return tuple(self._names())

    @choices.setter
    def choices(self, value: tuple[str, ...]) -> None:
        """What click sets first is not what is looked up."""


def _paper_sizes() -> Iterable[str]:
    from generator.render.pdf import SHEETS

    return SHEETS


def _page_profiles() -> Iterable[str]:
    from generator.render.pdf import PROFILES

    return PROFILES


def _all_profiles() -> Iterable[str]:
    return (*_page_profiles(), "plain-text")  # a text, which has no pages


def _densities() -> Iterable[str]:
    from generator.render.pdf import LOOKS

    return LOOKS


PAPER_SIZE = LateChoice(_paper_sizes)
PAGE_PROFILE = LateChoice(_page_profiles)
PROFILE = LateChoice(_all_profiles)
SIDES = click.Choice(["duplex", "simplex"])
DENSITY = LateChoice(_densities)

paper_option = click.option(
    "--paper", type=PAPER_SIZE, help="Paper size of the PDF (default: as the papers were printed)."
)
density_option = click.option(
    "--density", type=DENSITY, help="How much is on a page (default: as the papers were printed)."
)
draft_option = click.option(
    "--draft",
    is_flag=True,
    help="Also build packs that use draft items: marked DRAFT, without a code or a record.",
)
text_or_json_option = click.option(
    "--output",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text for people, or JSON for programs.",
)


def valid_name(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """The name of a new file, where one is given.  Raises click.BadParameter for one that
    `packs check` would refuse.
    """
    if value is None:
        return None
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value):
        raise click.BadParameter(
            f"'{value}' is not a valid name; use small letters a–z, digits and single hyphens, "
            "for example mid-term-2"
        )
    from generator.content.field_types import check_file_name

    try:
        check_file_name(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error
    return value


def valid_date(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """A date as a record keeps it, where one is given.  Raises click.BadParameter."""
    from generator.content.dates import PartialDate

    try:
        return str(PartialDate.parse(value)) if value else value
    except ValueError as error:
        raise click.BadParameter(
            f"'{value}' is not a date; write it like this: 2026-12-07"
        ) from error


def gathered(options: type[Options]) -> Callable[[Command], Command]:
    """Hand a command the options that are fields of a dataclass as one value, named `options`."""
    names = tuple(field.name for field in fields(options))  # type: ignore[arg-type]

    def decorate(function: Command) -> Command:
        @wraps(function)
        def command(*arguments: object, **given: object) -> None:
            gathered_options = options(**{name: given.pop(name) for name in names})
            function(*arguments, options=gathered_options, **given)

        return command

    return decorate
