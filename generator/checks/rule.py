"""What a rule is: a function from the project's content to findings, with a name and a severity."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable

from generator.checks.always_reported import ALWAYS_REPORTED
from generator.checks.context import RuleContext
from generator.checks.measured import MEASURED
from generator.content.model import Item
from generator.problems import ERROR, Location
from generator.values import dataclass


@dataclass(frozen=True)
class Finding:
    """Where a rule is broken, what is wrong and what to do, and the item it is about, if any.

    `cause`: the path of a file whose own errors alone may be why.  `excuse`: why an error is only a
    warning here, in words.
    """

    location: Location
    message: str
    item: Item | None = None
    cause: str = ""
    excuse: str = ""


@dataclass(frozen=True)
class Rule:
    """A named check.

    `needed_to_print`: what breaks it cannot be printed at all.  `late`: it runs after all others,
    because it asks what they found.  `sourced`: it holds for items and summaries that rest on
    sources, not for those of plain banks.
    """

    name: str
    severity: str
    find: Callable[[RuleContext], Iterable[Finding]]
    needed_to_print: bool = False
    late: bool = False
    sourced: bool = False

    @property
    def always_reported(self) -> str:
        """Why no item may ignore it; "" where an item may, with a reason."""
        return ALWAYS_REPORTED.get(self.name, "")

    @property
    def ignorable(self) -> bool:
        """Whether an item may ignore it."""
        return not self.always_reported

    @property
    def promise(self) -> str:
        """The rule, its reason and its source, for the authors' guide."""
        return inspect.cleandoc(self.find.__doc__ or "")

    @property
    def measured(self) -> str:
        """How often it was right where that was measured, in words; "" where it was not."""
        right, reports = MEASURED.get(self.name, (0, 0))
        return f"on labelled items, {right} of {reports} reports were right" if reports else ""

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
    needed_to_print: bool = False,
    late: bool = False,
    sourced: bool = False,
) -> Callable[[Callable[[RuleContext], Iterable[Finding]]], Rule]:
    """Make a rule of the function below.

    Its docstring states the rule, then `Reason:` and, where there is one, `Source:`.  An item may
    ignore it with a reason, unless `always_reported.py` says why not.
    """
    return lambda find: Rule(name, severity, find, needed_to_print, late, sourced)
