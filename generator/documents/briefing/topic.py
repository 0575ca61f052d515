"""What a part of a briefing is composed from: one topic, and how its briefing is set."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from generator.content.fields import Reference
from generator.content.model import Person, Summary
from generator.i18n.catalog import Catalog
from generator.items.status_marks import status_marks
from generator.page.blocks import Block, Floating, Heading, Together, spans
from generator.page.markup import Span, Spans, Text
from generator.values import dataclass


@dataclass(frozen=True)
class Style:
    """How topics are set.

    `drawn`: with boxes and drawings, and not as lists and tables only.  `margin`: terms and dates
    are beside the text.  `marks`: the status of statements is marked.  `words`: as a briefing's
    code is made from them, in the blocks that every earlier program composed.
    """

    drawn: bool = False
    margin: bool = False
    marks: bool = False
    words: bool = False


WORDS = Style(words=True)


@dataclass(frozen=True)
class Topic:
    """One topic of a briefing.

    `parts`: the names of those that are printed, in their order.  `statuses`: of the facts that it
    cites, by id.  `level`: of its parts' headings.  `shared_limits`: limits that are printed once
    for all topics.  `teacher`: it is composed for the teacher's copy.  `people`: those of its
    sources.
    """

    summary: Summary
    parts: tuple[str, ...]
    statuses: Mapping[str, str]
    level: int
    style: Style
    catalog: Catalog
    shared_limits: tuple[Text, ...] = ()
    teacher: bool = False
    people: tuple[Person, ...] = ()

    def prints(self, part: str) -> bool:
        """Whether a part of that name is printed."""
        return part in self.parts

    def heading(self, words: str) -> Heading:
        """A part's heading."""
        return Heading(self.level, spans(words))

    def floating(self, blocks: Sequence[Block]) -> Sequence[Block]:
        """Blocks that are on one page, this or the next, where a look has drawings."""
        return [Floating(tuple(blocks))] if self.style.drawn else blocks

    def leading(self, blocks: Sequence[Block]) -> Sequence[Block]:
        """Blocks on the page of what follows them, where nothing floats."""
        return blocks if self.style.drawn or self.style.words else [Together(tuple(blocks))]

    def marks(self, facts: Sequence[Reference]) -> tuple[Span, ...]:
        """The marks of what facts are, each once; nothing where marks are off."""
        if not self.style.marks:
            return ()
        return status_marks((self.statuses.get(fact.id, "") for fact in facts), self.catalog)

    def marked(self, facts: Sequence[Reference]) -> Spans:
        """The marks of what facts are, each with a space behind it."""
        return tuple(span for mark in self.marks(facts) for span in (mark, Span(" ")))


@dataclass(frozen=True)
class Part:
    """A part of a briefing: a name that packs use, and the blocks that it has of a topic.

    It has none where its summary holds nothing for it, and then leaves no heading either.
    """

    name: str
    blocks: Callable[[Topic], Sequence[Block]]
