"""What a rule is.

In: a function that finds what breaks the rule.  Out: the rule with its name and severity.
Never knows which rules there are: the package's registry gathers them from the family modules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.model import Item
from generator.problem import ERROR, WARNING, Location

if TYPE_CHECKING:
    from generator.check.survey import Survey


@dataclass(frozen=True)
class Finding:
    """Where a rule is broken, one sentence that says what is wrong and what to do, and the item it is about, if any."""

    location: Location
    message: str
    item: Item | None = None


@dataclass(frozen=True)
class Rule:
    """A named check.

    `needed_to_print`: whoever breaks it cannot be printed at all.  `late`: it asks what the other rules found.
    """

    name: str
    severity: str
    find: Callable[[Survey], Iterable[Finding]]
    needed_to_print: bool = False
    late: bool = False

    @property
    def ignorable(self) -> bool:
        """Whether an item may silence it."""
        return self.severity == WARNING and not self.late

    @property
    def promise(self) -> str:
        """The rule, its reason and its source, for the authors' guide."""
        return self.find.__doc__ or ""


def rule(name: str, severity: str = ERROR, *, needed_to_print: bool = False,
         late: bool = False) -> Callable[[Callable[[Survey], Iterable[Finding]]], Rule]:
    """Make a rule of the function below; its docstring states the rule, then `Reason:` and `Source:`."""
    return lambda find: Rule(name, severity, find, needed_to_print, late)
