"""What a rule is."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.content.model import Item
from generator.problems import ERROR, Location

if TYPE_CHECKING:
    from generator.checks.context import RuleContext


@dataclass(frozen=True)
class Finding:
    """Where a rule is broken, one sentence that says what is wrong and what to do, and the item it is about, if any."""

    location: Location
    message: str
    item: Item | None = None


@dataclass(frozen=True)
class Rule:
    """A named check.

    `ignorable`: an item may silence it.  `needed_to_print`: whoever breaks it cannot be printed at all.
    `late`: it asks what the other rules found.
    """

    name: str
    severity: str
    find: Callable[[RuleContext], Iterable[Finding]]
    ignorable: bool = False
    needed_to_print: bool = False
    late: bool = False

    @property
    def promise(self) -> str:
        """The rule, its reason and its source, for the authors' guide."""
        return inspect.cleandoc(self.find.__doc__ or "")

    @property
    def says(self) -> str:
        """The rule itself, without reason and source."""
        return " ".join(self.promise.partition("\n\n")[0].split())

    @property
    def family(self) -> str:
        """The name of the module it stands in."""
        return self.find.__module__.rpartition(".")[2]


def rule(
    name: str,
    severity: str = ERROR,
    *,
    ignorable: bool | None = None,
    needed_to_print: bool = False,
    late: bool = False,
) -> Callable[[Callable[[RuleContext], Iterable[Finding]]], Rule]:
    """Make a rule of the function below; its docstring states the rule, then `Reason:` and, where there is one,
    `Source:`.

    Errors cannot be ignored unless they say so, and everything else can unless it says not (it is about no item).
    """
    silenced = severity != ERROR and not late if ignorable is None else ignorable
    return lambda find: Rule(name, severity, find, silenced, needed_to_print, late)
