"""The content of a project as rules look at it: tables by id and lists of texts, each made once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from generator.checks.names_register import NameRegister
from generator.checks.question import Question, questions
from generator.content.fields import Reference
from generator.content.model import Bank, Content, Evidence, Fact, Item, Pack, Pair, Summary
from generator.content.walk import all_strings, plain, written_texts
from generator.items import item_type
from generator.page.combining import Drawable
from generator.page.markup import Text
from generator.problems import Location
from generator.values import dataclass

_PUNCTUATION = ".,;:!?‘’“”\"'()*_"
_COMMONEST_WORDS = (
    "a an the to in on at by of for from with it they he she we this that all some most many no "
    "because"
)


class KeyLetter(NamedTuple):
    """The key of an item with lettered options on a form: its letter, the number of options, and
    whether these keep an order of their own whatever the seed.
    """

    letter: str
    options: int
    keeps_order: bool = False


# By pack, each form: the key letters in the order of the paper.
Forms = Mapping[str, tuple[tuple[KeyLetter, ...], ...]]


@dataclass(frozen=True)
class PreviouslyAsked:
    """Items that were asked before, and where, in words ("in the pack mid-term").

    `pack`: the pack whose edition it was, "" where it was no edition.
    """

    items: frozenset[str]
    why: str
    pack: str = ""


@dataclass(frozen=True)
class TextOwner:
    """An item, or a file that is no bank of items, with its texts and the facts it cites.

    `texts` and `cited` are in written order.  Of a bank, only its objectives count.
    """

    value: Item | Bank | Evidence | Summary | Pack
    texts: tuple[Text, ...]
    cited: tuple[Reference, ...]

    @property
    def item(self) -> Item | None:
        """The owner, where it is an item."""
        return self.value if isinstance(self.value, Item) else None

    @property
    def cites_facts(self) -> bool:
        """Whether the owner is an item or a summary, and so has to cite facts for what it says."""
        return isinstance(self.value, (Item, Summary))

    def first_citation(self, fact: str) -> Location:
        """Where the owner cites a fact first.  Raises ValueError where it does not."""
        return min(reference.location for reference in self.cited if reference.id == fact)


class RuleContext:
    """What a rule is given.  Of items and facts that share an id, the tables hold the first.

    `printable`: what the fonts can print (None: not checked).
    `forms`: the key letters on the forms of each pack that can be arranged.
    `previously_asked`: by pack, what it must not ask again.
    `recorded`: the names of packs with an edition on record.
    `ignorable`: of every rule, whether an item may ignore it.
    `suppressed` and `unprintable_drafts` are filled while rules run, for late rules: the findings
    that an `ignore` held back, by the item's location and the rule's name; and by a draft's id,
    where its first error is that keeps it from being printed, and the cause of that, or "".
    """

    def __init__(
        self,
        content: Content,
        printable: Drawable | None = None,
        forms: Forms | None = None,
        previously_asked: Mapping[str, tuple[PreviouslyAsked, ...]] | None = None,
        recorded: Collection[str] = (),
        ignorable: Mapping[str, bool] | None = None,
    ) -> None:
        self.content = content
        self.printable = printable
        self.forms = forms or {}
        self.previously_asked = previously_asked or {}
        self.recorded = frozenset(recorded)
        self.ignorable = ignorable or {}
        self.suppressed: set[tuple[Location, str]] = set()
        self.unprintable_drafts: dict[str, tuple[Location, str]] = {}
        self._folded_texts: dict[int, str] = {}

    @cached_property
    def facts(self) -> dict[str, Fact]:
        """Facts of all sources, by id."""
        by_id: dict[str, Fact] = {}
        for evidence in self.content.evidence.values():
            for fact in evidence.facts:
                by_id.setdefault(fact.id, fact)
        return by_id

    @cached_property
    def items(self) -> dict[str, tuple[Bank, Item]]:
        """Items of all banks with their bank, by id; parts of sets are not among them."""
        by_id: dict[str, tuple[Bank, Item]] = {}
        for bank in self.content.banks.values():
            for item in bank.items:
                by_id.setdefault(item.id, (bank, item))
        return by_id

    def is_plain(self, item: Item | None, location: Location) -> bool:
        """Whether what a finding is about rests on no sources: its item, or else the file of its
        place.
        """
        if item is None:
            return location.path in self._plain_paths
        owner = self.set_of_part.get(id(item), item)
        bank = self._bank_of_item.get(id(owner))
        return bank is not None and not bank.sourced

    @cached_property
    def _bank_of_item(self) -> dict[int, Bank]:
        """The bank of each item of the banks, by the `id()` of the item."""
        return {id(item): bank for bank in self.content.banks.values() for item in bank.items}

    @cached_property
    def _plain_paths(self) -> frozenset[str]:
        """The paths of the banks and summaries that rest on no sources."""
        banks, summaries = self.content.banks.values(), self.content.summaries.values()
        plain_banks = frozenset(bank.path for bank in banks if not bank.sourced)
        return plain_banks | {summary.path for summary in summaries if not summary.sourced}

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Every item that is not retired, a set followed by its parts, bank by bank as written."""
        texts = {id(owner.value): owner.texts for owner in self.text_owners}
        return tuple(
            question
            for bank in self.content.banks.values()
            for item in bank.items
            if item.status != "retired"
            for question in questions(bank, item, texts[id(item)])
        )

    @cached_property
    def english_questions(self) -> tuple[Question, ...]:
        """Those of `questions` that are in an English bank, in the same order."""
        return tuple(question for question in self.questions if question.english)

    @cached_property
    def lettered_questions(self) -> tuple[Question, ...]:
        """Those of `questions` that have lettered options, in the same order."""
        return tuple(question for question in self.questions if question.choices)

    @cached_property
    def _questions_by_item(self) -> dict[str, tuple[Question, ...]]:
        by_item: dict[str, tuple[Question, ...]] = {}
        for question in self.questions:
            owner = question.owner
            if owner is self.items[owner.id][1]:
                by_item[owner.id] = (*by_item.get(owner.id, ()), question)
        return by_item

    def questions_of_pack(self, pack: Pack) -> tuple[tuple[Reference, Question], ...]:
        """What a pack asks, in its order, each with the place where the pack names the item."""
        return tuple(
            (reference, question)
            for section in pack.sections
            for reference in section.items
            for question in self._questions_by_item.get(reference.id, ())
        )

    def questions_of_item(self, item_id: str) -> tuple[Question, ...]:
        """The item of an id, a set followed by its parts; () where there is none."""
        return self._questions_by_item.get(item_id, ())

    def part_questions(self, item: Item) -> tuple[Question, ...]:
        """The parts of a set, in its order; () of another item."""
        return tuple(question for question in self.questions_of_item(item.id) if not question.alone)

    @cached_property
    def set_of_part(self) -> dict[int, Item]:
        """The set that a part belongs to, by the `id()` of the part."""
        return {
            id(question.item): question.owner
            for question in self.questions
            if question.item is not question.owner
        }

    def student_strings(self, item: Item) -> frozenset[str]:
        """Every string, with its markup, that a student sees of an item and of its parts."""
        return frozenset(all_strings(item_type(item).whole_student_view(item)))

    @cached_property
    def text_owners(self) -> tuple[TextOwner, ...]:
        """Whatever has texts: each bank followed by its items, then evidence, summaries, packs."""
        return tuple(self._text_owners())

    def _text_owners(self) -> Iterator[TextOwner]:
        for bank in self.content.banks.values():
            yield _text_owner(bank, bank.objectives, bank.path)
            for item in bank.items:
                yield _text_owner(item, item, bank.path)
        for files in (self.content.evidence, self.content.summaries, self.content.packs):
            for value in files.values():
                yield _text_owner(value, value, value.path)

    @cached_property
    def text_owner_by_key(self) -> dict[str, TextOwner]:
        """Owners that cite facts: items by id, summaries by path."""
        by_key: dict[str, TextOwner] = {}
        for owner in self.text_owners:
            if isinstance(owner.value, Item):
                by_key.setdefault(owner.value.id, owner)
            elif isinstance(owner.value, Summary):
                by_key.setdefault(owner.value.path, owner)
        return by_key

    @cached_property
    def english_summaries(self) -> tuple[tuple[Summary, tuple[Text, ...]], ...]:
        """Every English summary with all its texts as written."""
        return tuple(
            (owner.value, owner.texts)
            for owner in self.text_owners
            if isinstance(owner.value, Summary) and owner.value.language.partition("-")[0] == "en"
        )

    @cached_property
    def printed(self) -> tuple[tuple[Item | None, Text], ...]:
        """Every text that a student reads: of items with the item, then of summaries."""
        summaries = (owner.texts for owner in self.text_owners if isinstance(owner.value, Summary))
        return _printed(self.questions, summaries)

    @cached_property
    def printed_english(self) -> tuple[tuple[Item | None, Text], ...]:
        """Those of `printed` that are English, in the same order."""
        return _printed(self.english_questions, (texts for _, texts in self.english_summaries))

    def contains_any(self, text: Text, parts: tuple[str, ...]) -> bool:
        """Whether a text contains one of some strings in small letters, whatever its own case.

        It spares most texts a slow search by pattern.
        """
        folded = self._folded_texts.get(id(text))
        if folded is None:
            folded = self._folded_texts[id(text)] = text.source.casefold()
        return any(part in folded for part in parts)

    @cached_property
    def lower_case_words(self) -> frozenset[str]:
        """Every word that begins with a small letter in a text of `printed_english`, and a few."""
        words = {
            word.strip(_PUNCTUATION)
            for _, text in self.printed_english
            for word in plain(text).split()
            if word[:1].islower()
        }
        return frozenset(words | set(_COMMONEST_WORDS.split()))

    @cached_property
    def glossary_terms(self) -> frozenset[str]:
        """Every term that the glossary of a summary explains, as printed."""
        return frozenset(
            plain(entry.term)
            for summary in self.content.summaries.values()
            for entry in summary.glossary
        )

    @cached_property
    def pairs_by_first_fact(self) -> dict[str, tuple[Pair, ...]]:
        """The pairs of all sources, by the id of the first of their `facts`."""
        by_fact: dict[str, tuple[Pair, ...]] = {}
        for evidence in self.content.evidence.values():
            for pair in evidence.pairs:
                first = pair.facts[0].id
                by_fact[first] = (*by_fact.get(first, ()), pair)
        return by_fact

    @cached_property
    def name_register(self) -> NameRegister:
        """The people and names of all sources, with their right spelling."""
        sources = self.content.evidence.values()
        return NameRegister(
            [person for source in sources for person in source.people],
            [name for source in sources for name in source.names],
        )


def _printed(
    questions: Iterable[Question], summaries: Iterable[Iterable[Text]]
) -> tuple[tuple[Item | None, Text], ...]:
    """What students read of some questions, each text with its item, then of some summaries."""
    of_items = ((question.item, text) for question in questions for text in question.seen)
    return (*of_items, *((None, text) for texts in summaries for text in texts))


def _text_owner(
    owner: Item | Bank | Evidence | Summary | Pack, value: object, path: str
) -> TextOwner:
    written = written_texts(value, Location(path))
    return TextOwner(owner, written.texts, written.cited)
