"""Ids for the items of plain banks that have none: from the first words of their stems."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import PurePosixPath

from generator.content.nodes import ListNode, MappingNode, Node, ScalarNode
from generator.loading.folders import BANKS
from generator.loading.shared_fields import rests_on_sources
from generator.page import markup
from generator.page.combining import without_marks
from generator.problems import WARNING, Location, Problem
from generator.values import dataclass

RULE = "no-id"
_FEWEST_WORDS = 5
_LONGEST = 60  # characters, of the 80 that an id may have
_CYRILLIC, _LATIN = "абвгдђежзијклмнопрстћуфхцчш", "abvgddezzijklmnoprstcufhccs"
_TWO_LETTERS = {"љ": "lj", "њ": "nj", "џ": "dz", "ß": "ss", "æ": "ae", "œ": "oe"}
_SPELT = str.maketrans(_CYRILLIC + "đøł", _LATIN + "dol", "'’") | str.maketrans(_TWO_LETTERS)


@dataclass(frozen=True)
class ProposedId:
    """An id for an item that has none: the bank's path, the item's index in the bank's list, and
    where the item begins.
    """

    path: str
    index: int
    id: str
    location: Location


@dataclass(frozen=True)
class _WrittenItem:
    """An item as it stands in its file: its id, or None, and the words of its stem as an id has
    them.
    """

    path: str
    index: int
    location: Location
    id: str | None
    words: tuple[str, ...]
    sourced: bool


def propose_ids(files: Mapping[str, Node]) -> tuple[ProposedId, ...]:
    """An id for each item of a plain bank that has none, given the node of each file by its path.

    It is made of the first words of the stem, of as many as no other stem begins with; of equal
    stems the later ones get a number.  It differs from every id that is written in a bank, and
    stays what it is when it is written, whichever others are written with it.
    """
    items = [item for path in sorted(files) for item in _items(path, files[path])]
    if not any(item.id is None and not item.sourced for item in items):
        return ()
    taken = {item.id for item in items if item.id}
    beginnings = Counter(
        item.words[:count] for item in items for count in range(1, len(item.words) + 1)
    )
    proposals = []
    earlier: Counter[str] = Counter()
    for item in items:
        base = _telling_beginning(item, beginnings)
        earlier[base] += 1
        if item.id is None and not item.sourced:
            number = earlier[base]
            name = base if number == 1 else f"{base}-{number}"
            while name in taken:
                number += 1
                name = f"{base}-{number}"
            taken.add(name)
            proposals.append(ProposedId(item.path, item.index, name, item.location))
    return tuple(proposals)


def warnings_of(proposals: Iterable[ProposedId]) -> Iterator[Problem]:
    """The warning that items of a bank have no id, once for each bank, at the first of them."""
    by_path: dict[str, list[ProposedId]] = {}
    for proposal in proposals:
        by_path.setdefault(proposal.path, []).append(proposal)
    for first, *others in by_path.values():
        message = (
            f"this item and {len(others)} more have no id; until they have one, each is known by "
            "the first words of its question, and is lost when these change. "
            "Type 'packs check --fix' to write the ids"
            if others
            else f"this item has no id; until it has one it is called '{first.id}', and is lost "
            "when its question changes. Type 'packs check --fix' to write the id"
        )
        yield Problem(first.location, RULE, message, WARNING)


def with_ids(files: Mapping[str, Node], proposals: tuple[ProposedId, ...]) -> dict[str, Node]:
    """The nodes of files as if the proposed ids were written in them."""
    by_path: dict[str, dict[int, ProposedId]] = {}
    for proposal in proposals:
        by_path.setdefault(proposal.path, {})[proposal.index] = proposal
    return {
        path: _with_ids(node, by_path[path]) if path in by_path else node
        for path, node in files.items()
    }


def _with_ids(bank: Node, proposals: Mapping[int, ProposedId]) -> Node:
    if not isinstance(bank, MappingNode):
        return bank
    entries: list[tuple[ScalarNode, Node]] = []
    for key, value in bank.entries:
        if key.text == "items" and isinstance(value, ListNode):
            items = tuple(
                _with_id(item, proposals[index].id) if index in proposals else item
                for index, item in enumerate(value.items)
            )
            value = ListNode(items, value.location)
        entries.append((key, value))
    return MappingNode(tuple(entries), bank.location)


def _with_id(item: Node, name: str) -> Node:
    """An item with an id, put last so that its first field stays the first."""
    if not isinstance(item, MappingNode):
        return item
    key, value = ScalarNode("id", item.location), ScalarNode(name, item.location)
    return MappingNode((*item.entries, (key, value)), item.location)


def _items(path: str, bank: Node) -> Iterator[_WrittenItem]:
    """The items of a bank's first list of items."""
    if str(PurePosixPath(path).parent) != BANKS or not isinstance(bank, MappingNode):
        return
    sourced = rests_on_sources(bank)
    listed = next((value for key, value in bank.entries if key.text == "items"), None)
    for index, item in enumerate(listed.items if isinstance(listed, ListNode) else ()):
        if isinstance(item, MappingNode):
            written = {key.text: value for key, value in item.entries}
            name, stem = written.get("id"), written.get("stem")
            words = _words(stem.text) if isinstance(stem, ScalarNode) else ()
            yield _WrittenItem(
                path,
                index,
                item.location,
                # A faulty id is reported where it is read; it is not replaced.
                None if name is None else name.text.strip() if isinstance(name, ScalarNode) else "",
                words or (*_words(PurePosixPath(path).stem), str(index + 1)),
                sourced,
            )


def _words(text: str) -> tuple[str, ...]:
    """The words of a text in small letters a–z and digits, as many as an id can hold."""
    with suppress(markup.MarkupError):  # reported where the stem is read
        text = markup.plain(text)
    flat = without_marks(text.casefold().translate(_SPELT)).translate(_SPELT)
    words: list[str] = []
    for word in re.findall(r"[a-z0-9]+", flat):
        words.append(word[:_LONGEST])
        if len("-".join(words)) > _LONGEST:
            words.pop()
            break
    return tuple(words)


def _telling_beginning(item: _WrittenItem, beginnings: Counter[tuple[str, ...]]) -> str:
    """The first words of a stem, five or as many more as tell it from all other stems."""
    count = _FEWEST_WORDS
    while count < len(item.words) and beginnings[item.words[:count]] > 1:
        count += 1
    return "-".join(item.words[:count])
