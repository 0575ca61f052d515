"""What a rule is: a function from the project's content to findings, with a name and a severity."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from generator.checks.context import RuleContext
from generator.content.model import Item
from generator.problems import ERROR, Location


@dataclass(frozen=True)
class Finding:
    """Where a rule is broken, what is wrong and what to do, and the item it is about, if any.

    `cause`: the path of a file whose own errors alone may be why.
    """

    location: Location
    message: str
    item: Item | None = None
    cause: str = ""


@dataclass(frozen=True)
class Rule:
    """A named check.

    `ignorable`: an item may ignore it.  `needed_to_print`: what breaks it cannot be printed at all.
    `late`: it runs after all others, because it asks what they found.  `sourced`: it holds for
    items and summaries that rest on sources, not for those of plain banks.
    """

    name: str
    severity: str
    find: Callable[[RuleContext], Iterable[Finding]]
    ignorable: bool = False
    needed_to_print: bool = False
    late: bool = False
    sourced: bool = False

    @property
    def promise(self) -> str:
        """The rule, its reason and its source, for the authors' guide."""
        return inspect.cleandoc(self.find.__doc__ or "")

    @property
    def says(self) -> str:
        """The rule itself on one line, without reason and source."""
        return " ".join(self.promise.partition("\n\n")[0].split())

    @property
    def family(self) -> str:
        """The name of the module that defines it."""
        return self.find.__module__.rpartition(".")[2]


def rule(
    name: str,
    severity: str = ERROR,
    *,
    ignorable: bool | None = None,
    needed_to_print: bool = False,
    late: bool = False,
    sourced: bool = False,
) -> Callable[[Callable[[RuleContext], Iterable[Finding]]], Rule]:
    """Make a rule of the function below.

    Its docstring states the rule, then `Reason:` and, where there is one, `Source:`.  Errors and
    late rules cannot be ignored unless they say so, and everything else can unless it says not
    (because it is about no item).
    """
    if ignorable is None:
        ignorable = severity != ERROR and not late
    return lambda find: Rule(name, severity, find, ignorable, needed_to_print, late, sourced)
