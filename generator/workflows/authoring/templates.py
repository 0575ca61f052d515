"""The texts of new files and new items, with comments that say once what each field means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from generator.content.model import DIFFICULTIES, ITEM_STATUSES, LEVELS, STATUSES, Content
from generator.content.placeholders import PLACEHOLDERS
from generator.i18n.catalog import languages
from generator.items import TYPES, AnyItemType
from generator.items.fields import COMMON_FIELDS
from generator.loading.yaml.writer import WIDTH

_BANK = """\
# A bank: questions on one topic.  Each begins as a draft with an example: write your own over it,
# then delete its line 'status: draft'.  'packs help items' explains items, 'packs check' finds faults.
bank: {name}
title: {title}
language: en                  # {languages}
{sources}items:
"""  # noqa: E501

_SOURCES = """\
sources: [{sources}]   # from questions/evidence/: every item cites facts of theirs
objectives:
  {name}-example: {objective}
"""

_SUMMARY = """\
# A summary: the text of a briefing.  Every paragraph and row names the facts it rests on.
title: {title}
# subtitle: A line under the title
language: en
as_of: {as_of}
sources: [{source}]
objectives:
  {name}-example: {objective}
summary:                      # 120 to 180 words
  - text: >-
      {paragraph}
    facts: [{fact_id}]
key_facts:
  - text: {key_fact}
    facts: [{fact_id}]
sections:
  - heading: {heading}
    paragraphs:
      - text: >-
          {section}
        facts: [{fact_id}]
timeline:                     # in order of time; 2008, 2008-02, 2008-02-17, 2008..2009, ..2020-08
  - date: {as_of}
    text: {event}
    facts: [{fact_id}]
# actors, positions (who says what), relations, glossary, reading: see 'packs help'
discussion:
  - {discussion}
limits:
  - {limit}
"""

_PLAIN_SUMMARY = """\
# A summary: the text of a briefing.
title: {title}
# subtitle: A line under the title
language: en
summary:                      # 120 to 180 words
  - >-
    {paragraph}
key_facts:
  - {key_fact}
sections:
  - heading: {heading}
    paragraphs:
      - >-
        {section}
# timeline, actors, glossary, reading and more: see 'packs help'
discussion:
  - {discussion}
limits:
  - {limit}
"""

_EVIDENCE = """\
# Evidence: one source, and what it says.  Items and summaries name its facts by their ids.
source: {name}                # equal to this file's name
citation:                     # how the source is named in print
  author: {author}
  title: >-
    {source_title}
  kind: book                  # book, article, report, textbook chapter, lecture …
  # publisher: An institute
  # published: August 2020
  # url: https://example.org/source
as_of: {as_of}                # the date up to which the source speaks: 2020, 2020-08 or 2020-08-17
as_of_basis: inferred         # stated (the source gives that date) | inferred
facts:
  - id: {name}-01             # small letters, digits, hyphens; unique over all sources
    status: reported          # {statuses}
    text: >-
      {fact}
    ref: {ref}
  - id: {name}-02
    status: claim             # not 'reported': then say whose it is
    by: {by}
    text: >-
      {other_fact}
    ref: {ref}
# pairs:                      # facts that must be shown together
#   - facts: [{name}-02]      # who uses all of these facts …
#     with: [{name}-01]       # … must show all of these
#     because: claim and what is known of it
"""

_COMMENT = 30  # the column in which comments begin, counted from 0; an item is indented by 4
_TRAILING = re.compile(r"(?P<line>.*\S) {2,}# (?P<comment>.*)")
_FIELD = re.compile(r"(?P<name>[a-z_]+):")


class Example(NamedTuple):
    """What a template refers to: a source of the project, its `as_of`, and one of its facts."""

    source: str = "name-of-a-source"
    as_of: str = "2020-08"
    fact: str = "id-of-a-fact"


def example(content: Content, source: str = "") -> Example:
    """A source with one of its facts: the one named, or the first by name that has a fact;
    placeholders where there is none.
    """
    for name, evidence in sorted(content.evidence.items()):
        if evidence.facts and source in ("", name):
            return Example(name, str(evidence.as_of), evidence.facts[0].id)
    return Example(source) if source else Example()


class Owner(NamedTuple):
    """The bank that a new item belongs to: its name, one of its objectives or "", and where it
    rests on sources, a fact.
    """

    bank: str
    objective: str = ""
    fact: str = ""


def owner_of(content: Content, bank: str) -> Owner:
    """A bank of the project as the owner of a new item.  Raises KeyError."""
    owner = content.banks[bank]
    objective = next((name for name, _ in owner.objectives), "")
    if not owner.sourced:
        return Owner(bank, objective)
    cited = (ref.id for item in owner.items for ref in item.facts)
    return Owner(bank, objective or f"{bank}-example", next(cited, example(content).fact))


def title_of(name: str) -> str:
    """A title to begin with."""
    return name.replace("-", " ").capitalize()


def bank_text(name: str, types: Sequence[str], sources: Sequence[str], fact: str) -> str:
    """A new bank with a draft item of each type; with `sources` it rests on them."""
    head = _BANK.format(
        name=name,
        title=title_of(name),
        languages=" | ".join(languages()),
        sources=_SOURCES.format(
            name=name, sources=", ".join(sources), objective=PLACEHOLDERS["objective"]
        )
        if sources
        else "",
    )
    owner = Owner(name, f"{name}-example", fact) if sources else Owner(name)
    items, taken, explained = [], set[str](), set[str]()
    for item_type in types:
        item_id = free_id(name, item_type, taken)
        taken.add(item_id)
        items.append("\n".join(item_lines(TYPES[item_type], item_id, owner, explained)))
    return head + "\n\n".join(f"  {item}".replace("\n", "\n  ") for item in items) + "\n"


def summary_text(name: str, resting_on: Example | None) -> str:
    """A new summary, which rests on a source, or on none."""
    if resting_on is None:
        return _PLAIN_SUMMARY.format(title=title_of(name), **PLACEHOLDERS)
    source, as_of, fact = resting_on
    return _SUMMARY.format(
        name=name, title=title_of(name), source=source, as_of=as_of, fact_id=fact, **PLACEHOLDERS
    )


def evidence_text(name: str) -> str:
    """A new evidence file with two facts."""
    return _EVIDENCE.format(
        name=name, as_of=Example().as_of, statuses=" | ".join(STATUSES), **PLACEHOLDERS
    )


def free_id(bank: str, item_type: str, taken: Iterable[str]) -> str:
    """An id for a new item that no other has."""
    taken, number = set(taken), 1
    while (name := f"{bank}-{item_type}" + (f"-{number}" if number > 1 else "")) in taken:
        number += 1
    return name


def item_lines(
    item_type: AnyItemType, item_id: str, owner: Owner, explained: set[str]
) -> list[str]:
    """A new item as an entry of a list in column 1: a draft, its texts an example of its type.

    What is among `explained` gets no comment again; names of fields and comments are added to it.
    """
    head = [
        f"id: {item_id}   # unique over all banks; it stays, whatever else you change",
        f"type: {item_type.name}   # 'packs help {item_type.name}' shows all its fields",
        f"status: draft   # {' | '.join(ITEM_STATUSES)}; without the line: ready",
    ]
    if owner.objective:
        head.append(f"objective: {owner.objective}   # one of the bank's")
    if owner.fact:
        head += [
            f"level: understand   # {' | '.join(LEVELS)}",
            f"difficulty: medium   # {' | '.join(DIFFICULTIES)}",
            f"facts: [{owner.fact}]   # the ids of the facts it rests on",
        ]
    descriptions = {field.name: field.description for field in (*COMMON_FIELDS, *item_type.fields)}
    body = item_type.example.splitlines() or list(_declared(item_type))
    lines = list(_commented([*head, *body], descriptions, explained))
    return [f"{'  ' if n else '- '}{line}".rstrip() for n, line in enumerate(lines)]


def _declared(item_type: AnyItemType) -> Iterator[str]:
    """The required fields of a type that has no example, with the examples that they declare."""
    declared = [field for field in COMMON_FIELDS if field.name == "stem"] + [
        field for field in item_type.fields if field.required
    ]
    for field in declared:
        yield f"{field.name}: {field.example}"


def _commented(
    lines: Sequence[str], descriptions: dict[str, str], explained: set[str]
) -> Iterator[str]:
    """Lines with their comments in one column; a field without one has that of its declaration.
    Nothing is explained twice.
    """
    width = WIDTH - 6  # of what is left and right of an item in its bank
    for line in lines:
        trailing, named = _TRAILING.fullmatch(line), _FIELD.match(line)
        comment = trailing["comment"] if trailing else ""
        text = trailing["line"] if trailing else line
        if named and not comment and named["name"] not in explained:
            comment = descriptions.get(named["name"], "")
        if not comment or comment in explained:
            yield text
            continue
        explained.add(comment)
        if named:
            explained.add(named["name"])
        both = f"{text:{_COMMENT - 6}}  # {comment}"
        if len(both) <= width:
            yield both
        else:
            yield f"# {named['name']}: {comment}" if named else f"# {comment}"
            yield text
