"""The content of a project laid out for rules: tables to look things up in, each made once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.checks.names_register import Register
from generator.checks.question import Question, questions
from generator.checks.rule import Finding, Rule
from generator.content.fields import Reference
from generator.content.model import Bank, Content, Evidence, Fact, Item, Pack, Pair, Summary
from generator.content.walk import all_strings, plain, written_texts
from generator.items import item_type
from generator.page.markup import Text
from generator.problems import Location

_PUNCTUATION = ".,;:!?‘’“”\"'()*_"
_SMALLEST = "a an the to in on at by of for from with it they he she we this that all some most many no because"
Forms = Mapping[str, tuple[tuple[tuple[str, int], ...], ...]]


@dataclass(frozen=True)
class PreviouslyAsked:
    """Items that were asked before, where, in words ("in the pack mid-term"), and the pack whose edition it was."""

    items: frozenset[str]
    why: str
    pack: str = ""


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


class RuleContext:
    """A project's content with its lookups; `silenced` and `unprintable` are what late rules ask about.

    `forms`: of each pack that can be arranged, of each form, the key letters of its items with lettered options in the
    order of the paper, each with the number of options.  `had`: of each pack, what it must not ask again.
    """

    def __init__(
        self,
        content: Content,
        covered: frozenset[int] | None,
        rules: Mapping[str, Rule],
        forms: Forms | None = None,
        had: Mapping[str, tuple[PreviouslyAsked, ...]] | None = None,
    ) -> None:
        self.content = content
        self.had = had or {}
        self.covered = covered
        self.forms = forms or {}
        self.rules = rules
        self._small: dict[int, str] = {}
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
    def posed(self) -> tuple[Question, ...]:
        """Every item that may still be asked, and the parts of sets."""
        held = {id(holding.owner): holding.texts for holding in self.holdings}
        return tuple(
            one
            for bank in self.content.banks.values()
            for item in bank.items
            if item.status != "retired"
            for one in questions(bank, item, held[id(item)])
        )

    @cached_property
    def english(self) -> tuple[Question, ...]:
        """Of these, those in English."""
        return tuple(one for one in self.posed if one.english)

    @cached_property
    def choosing(self) -> tuple[Question, ...]:
        """Of all, those with lettered options."""
        return tuple(one for one in self.posed if one.choices)

    @cached_property
    def _posed_of(self) -> dict[str, tuple[Question, ...]]:
        found: dict[str, tuple[Question, ...]] = {}
        for one in self.posed:
            if one.owner is self.items[one.owner.id][1]:
                found[one.owner.id] = (*found.get(one.owner.id, ()), one)
        return found

    def asked_in(self, pack: Pack) -> tuple[tuple[Reference, Question], ...]:
        """What a pack asks, parts of sets among it, each with the place where the pack names it."""
        return tuple(
            (ref, one)
            for section in pack.sections
            for ref in section.items
            for one in self._posed_of.get(ref.id, ())
        )

    def asked_as(self, name: str) -> tuple[Question, ...]:
        """What is asked under an item's id: the item, and the parts of a set."""
        return self._posed_of.get(name, ())

    def parts_of(self, item: Item) -> tuple[Question, ...]:
        """The parts of a set."""
        return tuple(one for one in self._posed_of.get(item.id, ()) if not one.alone)

    def shown(self, item: Item) -> frozenset[str]:
        """Every string of what a student sees of an item, its parts among it."""
        return frozenset(all_strings(item_type(item).student_view(item)))

    @cached_property
    def owners(self) -> dict[int, Item]:
        """The set that a part of a set belongs to, by the part's identity."""
        return {id(one.item): one.owner for one in self.posed if one.item is not one.owner}

    @cached_property
    def told(self) -> tuple[tuple[Holding, tuple[Text, ...]], ...]:
        """Every English summary, with all that is printed of it."""
        return tuple(
            (holding, holding.texts)
            for holding in self.holdings
            if isinstance(holding.owner, Summary)
            and holding.owner.language.partition("-")[0] == "en"
        )

    @cached_property
    def seen(self) -> tuple[tuple[Item | None, Text], ...]:
        """Every English text that a student reads: of items as printed on the paper, and of summaries."""
        asked = [(one.item, text) for one in self.english for text in one.seen]
        return (*asked, *((None, text) for _, texts in self.told for text in texts))

    def mentions(self, text: Text, triggers: tuple[str, ...]) -> bool:
        """Whether a text holds one of some runs of small letters: a quick look that spares most texts a slow one."""
        small = self._small.get(id(text))
        if small is None:
            small = self._small[id(text)] = text.source.casefold()
        return any(trigger in small for trigger in triggers)

    @cached_property
    def small_words(self) -> frozenset[str]:
        """Every word that stands in small letters somewhere in print, and the smallest words of the language."""
        found = {
            word for _, text in self.seen for word in text.source.split() if word[:1].islower()
        }
        return frozenset({word.strip(_PUNCTUATION) for word in found} | set(_SMALLEST.split()))

    @cached_property
    def glossary(self) -> frozenset[str]:
        """Every term that some summary explains, as printed."""
        return frozenset(
            plain(entry.term)
            for summary in self.content.summaries.values()
            for entry in summary.glossary
        )

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
                name = holding.owner.id if isinstance(holding.owner, Item) else holding.owner.path
                found.setdefault(name, holding)
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
        return Register(
            [person for source in sources for person in source.people],
            [name for source in sources for name in source.names],
        )


def _holding(owner: Item | Bank | Evidence | Summary | Pack, value: object, path: str) -> Holding:
    found = written_texts(value, Location(path))
    return Holding(owner, found.texts, found.cited)
