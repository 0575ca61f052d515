"""Skeletons for new files, and a new seed in an old one."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable
from typing import NamedTuple

from generator.content.model import Bank, Content
from generator.content.nodes import MappingNode, ScalarNode
from generator.loading.yaml.reader import read
from generator.problems import Problems
from generator.storage.files import ProjectFiles
from generator.workflows.authoring.schema import PATH as SCHEMA_PATH
from generator.workflows.authoring.schema import schema_text, with_schema_line

PATHS = {"pack": "packs/{}.yaml", "bank": "questions/{}.yaml", "summary": "packs/summaries/{}.yaml"}

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
  {name}-example: Explain what the example item asks.
items:
  - id: {name}-example-item   # small letters, digits, hyphens; unique over all banks, never used again
    type: single              # {types}
    status: draft             # draft | ready | retired
    objective: {name}-example
    level: understand         # remember | understand | apply | analyse | evaluate | create
    difficulty: medium        # easy | medium | hard
    facts: [{fact}]           # ids from questions/evidence/
    stem: >-
      Which of these is the right answer?  (Prose goes on lines of its own under >- and needs no quotes.)
    key: The right answer
    distractors:
      - text: A wrong answer
        why: Say why it is wrong; a good distractor is a mistake that students really make.
      - text: Another wrong answer
        why: Say why.
    rationale: >-
      Say why the key is right, and where that can be read.
"""  # noqa: E501

_SUMMARY = """\
# A summary: the text of a briefing.  Every paragraph and row names the facts it rests on.
title: {title}
# subtitle: A line under the title
language: en
as_of: {as_of}
sources: [{source}]
objectives:
  {name}-example: Explain the example.
summary:                      # 120 to 180 words
  - text: >-
      Say in a paragraph what the topic is about.
    facts: [{fact}]
key_facts:
  - text: One fact at a glance.
    facts: [{fact}]
sections:
  - heading: First section
    paragraphs:
      - text: >-
          The text of the section.
        facts: [{fact}]
timeline:                     # in order of time; 2008, 2008-02, 2008-02-17, 2008..2009, ..2020-08
  - date: {as_of}
    text: What happened.
    facts: [{fact}]
# actors, positions (who says what), relations, glossary, reading: see the starter summaries
discussion:
  - Ask something that has no single answer.
limits:
  - Say what the source cannot show.
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
    return _BANK.format(name=name, title=_title(name), types=" | ".join(types), fact=fact)


def summary_skeleton(name: str, source: str, as_of: str, fact: str) -> str:
    """A new summary."""
    return _SUMMARY.format(name=name, title=_title(name), source=source, as_of=as_of, fact=fact)


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


def create_file(project: ProjectFiles, kind: str, name: str, text: str) -> str:
    """Write a new pack, bank or summary (`kind`) at its path, which is given back.

    Beside the packs goes the schema that its first line names, for editors.

    Raises AlreadyThere, DiskError.
    """
    path = PATHS[kind].format(name)
    with project.lock():
        if project.exists(path):
            raise AlreadyThere(f"{path} already exists; choose another name")
        project.write(SCHEMA_PATH.format(kind), f"{schema_text(kind)}\n".encode())
        project.write(path, with_schema_line(path, kind, text).encode())
    return path


def reseed_pack(project: ProjectFiles, path: str) -> bool:
    """Give a pack file a new seed; False where it has no seed to replace, and stays as it is."""
    with project.lock():
        changed = reseeded(project.read(path), path, new_seed())
        if changed is None:
            return False
        project.write(path, changed)
    return True
