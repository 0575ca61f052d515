"""Skeletons for new files, and a new seed in an old one."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from generator.content.model import STATUSES, Bank, Content
from generator.content.nodes import MappingNode, ScalarNode
from generator.content.placeholders import PLACEHOLDERS
from generator.loading.yaml.reader import read
from generator.problems import Problems
from generator.storage.files import ProjectFiles
from generator.workflows.authoring.schema import PATH as SCHEMA_PATH
from generator.workflows.authoring.schema import schema_text, with_schema_line

PATHS = {
    "pack": "packs/{}.yaml",
    "bank": "questions/{}.yaml",
    "summary": "packs/summaries/{}.yaml",
    "evidence": "questions/evidence/{}.yaml",
}

_PACK = """\
# A pack: what gets printed.  'packs check' says what is missing, 'packs build {name}' makes the PDFs.
pack: {name}                  # equal to this file's name
title: {title}
# institution: University of Example      # printed above the title, as is the course
# course: Security and diplomacy
# date: 2026-12-07                        # of the sitting, printed; leave it out to print none
duration: 40                  # minutes
# instructions:                           # a sensible default is printed without them
#   - Answer all questions.
summaries: {summaries}
{sources}seed: {seed}   # secret: whoever has it can work out the order of the options
forms: 2                      # neighbours get different ones
quiz:
  sections:
{sections}
print:
  paper: A4                   # A4 | Letter
  sides: duplex               # duplex | simplex
  copies: 30                  # over all forms
"""  # noqa: E501

_ITEMS = """\
    - title: Part one
      order: shuffle          # shuffle | as-written
      items:                  # or 'blueprint:', and 'packs draw {name}' chooses them"""

_BANK = """\
# A bank: items on one topic.  This item is a draft: take out 'status: draft' when it is ready.
bank: {name}                  # equal to this file's name
title: {title}
language: en
objectives:
  {name}-example: {objective}
items:
  - id: {name}-example-item   # small letters, digits, hyphens; unique over all banks, never used again
    type: single              # {types}
    status: draft             # draft | ready | retired
    objective: {name}-example
    level: understand         # remember | understand | apply | analyse | evaluate | create
    difficulty: medium        # easy | medium | hard
    facts: [{fact_id}]           # ids from questions/evidence/
    stem: >-
      {stem}
    key: {key}
    distractors:
      - text: {distractor}
        why: {why}
      - text: {other_distractor}
        why: {other_why}
    rationale: >-
      {rationale}
"""  # noqa: E501

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
# actors, positions (who says what), relations, glossary, reading: see the starter summaries
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


def pack_skeleton(
    name: str,
    seed: str,
    summaries: tuple[str, ...],
    items: tuple[str, ...],
    sources: tuple[str, ...],
    sections: str = "",
) -> str:
    """A new pack over summaries and items, or with other `sections`; `sources` are named where
    there is no summary.
    """
    example = "write-here-the-id-of-an-item   # 'packs list --items' lists them"
    listed = [f"        - {item}" for item in items or (example,)]
    stated = f"sources: [{', '.join(sources)}]\n" if sources and not summaries else ""
    return _PACK.format(
        name=name,
        title=_title(name),
        seed=seed,
        summaries=f"[{', '.join(summaries)}]",
        sources=stated,
        sections=sections or "\n".join([_ITEMS.format(name=name), *listed]),
    )


def compatible_items(items: Iterable[tuple[str, Collection[str]]]) -> tuple[str, ...]:
    """Of items, each with those that must not be on its paper, the ids of those that one paper may
    have: of two that exclude each other the earlier.
    """
    taken: dict[str, Collection[str]] = {}
    for name, excluded in items:
        if not any(name in others or other in excluded for other, others in taken.items()):
            taken[name] = excluded
    return tuple(taken)


def bank_skeleton(name: str, types: tuple[str, ...], fact: str) -> str:
    """A new bank with one draft item."""
    return _BANK.format(
        name=name, title=_title(name), types=" | ".join(types), fact_id=fact, **PLACEHOLDERS
    )


def summary_skeleton(name: str, source: str, as_of: str, fact: str) -> str:
    """A new summary."""
    return _SUMMARY.format(
        name=name, title=_title(name), source=source, as_of=as_of, fact_id=fact, **PLACEHOLDERS
    )


def evidence_skeleton(name: str) -> str:
    """A new evidence file with two facts."""
    return _EVIDENCE.format(
        name=name, as_of=Example().as_of, statuses=" | ".join(STATUSES), **PLACEHOLDERS
    )


def _title(name: str) -> str:
    return name.replace("-", " ").capitalize()


def reseeded(data: bytes, path: str, seed: str) -> bytes | None:
    """The file with another seed, nothing else changed; None where no seed can be found in it."""
    node = read(data, path, Problems())
    if not isinstance(node, MappingNode):
        return None
    for key, value in node.entries:
        if key.text == "seed" and isinstance(value, ScalarNode) and value.text:
            lines = data.decode("utf-8-sig").split("\n")
            line = lines[value.location.line - 1]
            start = value.location.column - 1
            quote = 1 if value.quoted else 0
            old = line[start + quote : start + quote + len(value.text)]
            if old != value.text:
                return None
            lines[value.location.line - 1] = (
                line[: start + quote] + seed + line[start + quote + len(old) :]
            )
            mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
            return mark + "\n".join(lines).encode()
    return None


def new_seed() -> str:
    """128 random bits in hexadecimal digits."""
    return secrets.token_hex(16)


class Example(NamedTuple):
    """What a skeleton refers to: a source of the project, its `as_of`, and one of its facts."""

    source: str = "name-of-a-source"
    as_of: str = "2020-08"
    fact: str = "id-of-a-fact"


def example(content: Content) -> Example:
    """The first source by name that has a fact; placeholders where there is none."""
    for name, evidence in sorted(content.evidence.items()):
        if evidence.facts:
            return Example(name, str(evidence.as_of), evidence.facts[0].id)
    return Example()


def items_for_one_paper(banks: Iterable[Bank]) -> tuple[tuple[str, ...], int]:
    """The ids of ready items that may be on one paper, and how many ready ones are left out."""
    ready = [item for bank in banks for item in bank.items if item.status == "ready"]
    together = compatible_items((item.id, {ref.id for ref in item.not_with}) for item in ready)
    return together, len(ready) - len(together)


class AlreadyThere(Exception):
    """A new file whose name is taken: one sentence for people."""


@dataclass(frozen=True)
class NewFile:
    """A file that was made: its path, and which of the project's folders had to be made for it."""

    path: str
    folders: tuple[str, ...]


def create_file(project: ProjectFiles, kind: str, name: str, text: str) -> NewFile:
    """Write a new file of a kind of `PATHS`, and the folders of a project that are missing.

    Beside the packs goes the schema that its first line names, for editors.

    Raises AlreadyThere, DiskError.
    """
    path = PATHS[kind].format(name)
    with project.lock():
        if project.exists(path):
            raise AlreadyThere(f"{path} already exists; choose another name")
        folders = project.start()
        project.write(SCHEMA_PATH.format(kind), f"{schema_text(kind)}\n".encode())
        project.write(path, with_schema_line(path, kind, text).encode())
    return NewFile(path, folders)


def reseed_pack(project: ProjectFiles, path: str) -> bool:
    """Give a pack file a new seed; False where it has no seed to replace, and stays as it is."""
    with project.lock():
        changed = reseeded(project.read(path), path, new_seed())
        if changed is None:
            return False
        project.write(path, changed)
    return True
