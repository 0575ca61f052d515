"""The text of a new pack: items of banks in sections by type, the short ones first."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence

from generator.content.model import Bank, Content, Item
from generator.i18n.catalog import load_catalog
from generator.items import TYPES, item_type
from generator.loading.yaml.writer import inline
from generator.values import dataclass
from generator.workflows.authoring.templates import title_of
from generator.workflows.project import LoadedProject, faulty_items

_PACK = """\
# A pack: what gets printed.  'packs check' says what is missing, 'packs build {name}' makes the PDFs.
pack: {name}
title: {title}
# institution: University of Example      # printed above the title, as is the course
# course: Biology
# date: 2026-12-07                        # of the sitting, printed; leave it out to print none
{language}duration: {duration:<19} # minutes
# instructions:                           # a sensible default is printed without them
#   - Answer all questions.
{summaries}{sources}seed: {seed}   # secret: whoever has it can work out the order of the options
forms: 2                      # neighbours get different ones
quiz:
  sections:
{sections}
print:
  paper: A4                   # A4 | Letter
  sides: duplex               # duplex | simplex
  copies: 30                  # over all forms
"""  # noqa: E501

_NO_ITEMS = """\
    - title: Part one
      order: shuffle          # shuffle | as-written
      items:                  # or 'blueprint:', and 'packs draw {name}' chooses them
        - write-here-the-id-of-an-item   # 'packs list --items' lists them"""

_USUAL_MINUTES, _STEP = 40, 5
# Types that share a section with others; each other type has one of its own.
_CHOICE = "choice"
_SHARED = {"single": _CHOICE, "multiple": _CHOICE, "numeric": "short-answer"}
# Answers at length come last, and keep their order: short before long.
_WRITTEN = ("short-answer", "set", "essay")


@dataclass(frozen=True)
class PackStart:
    """What a new pack begins with; `sections`: their text, where they are not one to fill in.

    `sources` are those that no bank names; they are written where there is no summary.
    """

    name: str
    seed: str
    summaries: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    language: str = "en"
    sections: str = ""
    minutes: int = _USUAL_MINUTES


def pack_text(start: PackStart) -> str:
    """A new pack file."""
    stated = start.sources and not start.summaries
    return _PACK.format(
        name=start.name,
        title=title_of(start.name),
        seed=start.seed,
        language=f"language: {start.language}\n" if start.language != "en" else "",
        duration=start.minutes,
        summaries=f"summaries: [{', '.join(start.summaries)}]\n" if start.summaries else "",
        sources=f"sources: [{', '.join(start.sources)}]\n" if stated else "",
        sections=start.sections or _NO_ITEMS.format(name=start.name),
    )


@dataclass(frozen=True)
class Chosen:
    """The items of banks for a new pack, and the others by the reason why they are left out."""

    items: tuple[Item, ...]
    left_out: dict[str, tuple[str, ...]]


def chosen_items(loaded: LoadedProject, banks: Iterable[Bank]) -> Chosen:
    """All ready and sound items of banks that may be on one paper."""
    every = [item for bank in banks for item in bank.items]
    paths = {bank.path for bank in banks}
    faulty = faulty_items(loaded, paths)
    ready = [item for item in every if item.status == "ready" and item.id not in faulty]
    together = compatible_items((item.id, {ref.id for ref in item.not_with}) for item in ready)
    unread_drafts = {
        name for name, place in loaded.content.unread.drafts.items() if place.path in paths
    }
    drafts = {item.id for item in every if item.status == "draft"} | unread_drafts
    left_out = {
        "with errors": tuple(sorted(faulty - drafts)),
        "still drafts (delete the line 'status: draft' of what is ready)": tuple(sorted(drafts)),
        "not allowed on one paper with others (not_with)": tuple(
            item.id for item in ready if item.id not in together
        ),
    }
    return Chosen(
        tuple(item for item in ready if item.id in together),
        {reason: names for reason, names in left_out.items() if names},
    )


def unnamed_sources(content: Content, banks: Iterable[Bank]) -> tuple[str, ...]:
    """The sources that a pack must name itself, because a bank rests on some and names none."""
    if any(bank.sourced and not bank.sources for bank in banks):
        return tuple(sorted(content.evidence))
    return ()


def compatible_items(items: Iterable[tuple[str, Collection[str]]]) -> tuple[str, ...]:
    """Of items, each with those that must not be on its paper, the ids of those that one paper may
    have: of two that exclude each other the earlier.
    """
    taken: dict[str, Collection[str]] = {}
    for name, excluded in items:
        if not any(name in others or other in excluded for other, others in taken.items()):
            taken[name] = excluded
    return tuple(taken)


def sections_by_type(items: Sequence[Item], language: str) -> str:
    """A section for each type, or for types that go together, with its title in a language: first
    those with something to choose or to fill in, then written answers, essays last.
    """
    catalog = load_catalog(language)
    groups = sorted(
        dict.fromkeys(map(_group, TYPES)),
        key=lambda group: _WRITTEN.index(group) if group in _WRITTEN else -1,
    )
    lines: list[str] = []
    for group in groups:
        members = [item for item in items if _group(item.type) == group]
        if not members:
            continue
        title = catalog("section-choice" if group == _CHOICE else f"type-{group}")
        lines.append(f"    - title: {inline(title)}")
        if group in _WRITTEN:
            members.sort(key=lambda item: (item.points, _minutes(item)))
            lines.append("      order: as-written       # short before long")
        else:
            lines.append("      order: shuffle          # shuffle | as-written")
        lines += ["      items:", *(f"        - {item.id}" for item in members)]
    return "\n".join(lines)


def usual_minutes(items: Iterable[Item]) -> int:
    """How long a quiz of these items takes, by the estimate of each, rounded up."""
    return max(math.ceil(sum(map(_minutes, items)) / _STEP) * _STEP, _STEP)


def _group(type_name: str) -> str:
    return _SHARED.get(type_name, type_name)


def _minutes(item: Item) -> float:
    return float(item.minutes or item_type(item).estimated_minutes(item))
