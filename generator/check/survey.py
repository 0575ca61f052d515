"""The content of a project laid out for rules: tables to look things up in, each made once.

In: content, and the characters that can be printed.  Out: lookups and everything written, with whom it belongs to.
Never judges.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.check.register import Register
from generator.check.rules import Finding, Rule
from generator.check.texts import written
from generator.fields import Reference
from generator.inline import Text
from generator.model import Bank, Content, Evidence, Fact, Item, Pack, Pair, Summary
from generator.problem import Location


@dataclass(frozen=True)
class Holding:
    """An owner of texts, with all of them and the facts it cites."""

    owner: Item | Bank | Evidence | Summary | Pack
    texts: tuple[Text, ...]
    cited: tuple[Reference, ...]

    @property
    def item(self) -> Item | None:
        """The owner, where it is an item."""
        return self.owner if isinstance(self.owner, Item) else None

    @property
    def rests_on_facts(self) -> bool:
        """Whether the owner is an item or a summary."""
        return isinstance(self.owner, (Item, Summary))

    def first(self, fact: str) -> Location:
        """Where the owner's file first cites a fact."""
        return min(ref.location for ref in self.cited if ref.id == fact)


class Survey:
    """A project's content with its lookups; `silenced` and `unprintable` are what late rules ask about."""

    def __init__(self, content: Content, covered: frozenset[int] | None, rules: Mapping[str, Rule]) -> None:
        self.content = content
        self.covered = covered
        self.rules = rules
        self.silenced: set[tuple[Location, str]] = set()
        self.unprintable: dict[str, Finding] = {}

    @cached_property
    def facts(self) -> dict[str, Fact]:
        """Facts by id; of those with one id, the first."""
        found: dict[str, Fact] = {}
        for evidence in self.content.evidence.values():
            for fact in evidence.facts:
                found.setdefault(fact.id, fact)
        return found

    @cached_property
    def items(self) -> dict[str, tuple[Bank, Item]]:
        """Items by id, each with its bank; of those with one id, the first."""
        found: dict[str, tuple[Bank, Item]] = {}
        for bank in self.content.banks.values():
            for item in bank.items:
                found.setdefault(item.id, (bank, item))
        return found

    @cached_property
    def holdings(self) -> tuple[Holding, ...]:
        """Everything written in the project, by its owner."""
        return tuple(self._held())

    def _held(self) -> Iterator[Holding]:
        for bank in self.content.banks.values():
            yield _holding(bank, bank.objectives, bank.path)
            for item in bank.items:
                yield _holding(item, item, bank.path)
        for group in (self.content.evidence, self.content.summaries, self.content.packs):
            for owner in group.values():
                yield _holding(owner, owner, owner.path)

    @cached_property
    def holding_of(self) -> dict[str, Holding]:
        """Holdings of summaries by path, of items by id; of those with one id, the first."""
        found: dict[str, Holding] = {}
        for holding in self.holdings:
            if holding.rests_on_facts:
                owner = holding.owner
                found.setdefault(owner.id if isinstance(owner, Item) else owner.path, holding)  # type: ignore[union-attr]
        return found

    @cached_property
    def pairs(self) -> dict[str, tuple[Pair, ...]]:
        """Pairs by the first fact of their `facts`."""
        found: dict[str, tuple[Pair, ...]] = {}
        for evidence in self.content.evidence.values():
            for pair in evidence.pairs:
                found[pair.facts[0].id] = (*found.get(pair.facts[0].id, ()), pair)
        return found

    @cached_property
    def register(self) -> Register:
        """The names of all sources."""
        sources = self.content.evidence.values()
        return Register([person for source in sources for person in source.people],
                        [name for source in sources for name in source.names])


def _holding(owner: Item | Bank | Evidence | Summary | Pack, value: object, path: str) -> Holding:
    found = written(value, Location(path))
    return Holding(owner, found.texts, found.cited)
