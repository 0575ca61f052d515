"""A resit's pack: the blueprint of what was sat, and none of its items."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from fractions import Fraction

from generator import editions
from generator.content.blueprint import Blueprint, Range
from generator.content.model import (
    BRIEFING_PARTS,
    BriefingSettings,
    Content,
    Item,
    Pack,
    PrintSettings,
    QuizSection,
)
from generator.editions.edition import Edition
from generator.editions.quiz import SectionView
from generator.items import TYPES, ItemKey, StudentItem, scored_parts, type_of
from generator.loading.yaml.writer import text_lines
from generator.page.understood import is_kept_as_blocks
from generator.values import dataclass

_LOOSE = Fraction(1)  # points by which a cell of the resit may differ
_LEAST = Fraction(1, 2)  # what was asked is asked again, if for less
_ALWAYS = ("paper", "sides")  # what is printed is said, also where it is usual
# Fewer sit a resit; the others follow from sections and items.
_NOT_COPIED = ("copies", "new_pages", "together", "diagrams")


@dataclass(frozen=True)
class _Sat:
    """What was asked in a section: each item or part by objective, level and points; the types and
    the banks of the items.
    """

    cells: tuple[tuple[str, str, Fraction], ...]
    types: tuple[str, ...]
    banks: tuple[str, ...]


def resit_text(
    edition: Edition, content: Content, name: str, seed: str, classes: Iterable[str] = ()
) -> str:
    """The pack file; `classes` are those for whom the edition was printed.

    Sections that were drawn keep their blueprint.  Those whose items were chosen by hand get one
    made from the items sat.
    """
    view, pack = edition.view, content.packs.get(edition.pack)
    lines = [
        f"# A resit of {edition.code}: the same blueprint, and none of its items.  "
        f"'packs draw {name}' draws them.",
        f"pack: {name}",
        *_front(edition),
        *_summaries_and_sources(edition, pack),
        f"language: {view.language}",
        f"seed: {seed}   # secret",
        f"forms: {len(view.forms)}",
        *([f"style: {pack.style_name.id}"] if pack and pack.style_name else []),
        "quiz:",
        f"  not_in: [{edition.code}]",
    ]
    named = list(dict.fromkeys(name for name in classes if name))
    if named:
        lines.append("  unseen_by:")
        for class_name in named:
            lines += text_lines("    -", class_name, 6)
    lines += ["  sections:"]
    sat = [_sat(edition, content, n) for n in range(len(view.sections))]
    all_types = {name for each in sat for name in each.types}
    for section, sat_section in zip(view.sections, sat, strict=True):
        twin = _section_of(pack, section.title) if pack else None
        lines += _section(edition.pack, section, twin)
        lines.append("      blueprint:")
        plan = (
            _copied(twin.blueprint)
            if twin and twin.blueprint
            else _derived(sat_section, section.items, all_types - {*sat_section.types})
        )
        lines += [f"        {line}" for line in plan]
    lines += ["print:", *_printing(pack.printing if pack else PrintSettings()), "  copies: 10"]
    return "\n".join(lines) + "\n"


def _front(edition: Edition) -> Iterator[str]:
    """What is printed above the questions, but for the date."""
    view = edition.view
    is_english = view.language.startswith("en")
    yield from _text("title", f"{view.title} (resit)" if is_english else view.title)
    for field, value in (
        ("institution", view.institution),
        ("course", view.course),
        ("instructor", view.instructor),
        ("class", view.class_name),
    ):
        if value:
            yield from _text(field, value)
    yield "# date: of the resit, printed; leave it out to print none"
    if view.duration:
        yield f"duration: {view.duration}"
    instructions = [_prose("  -", text, 4, edition.pack) for text in view.instructions]
    if any(not first.startswith("#") for first, *_ in instructions):
        yield "instructions:"
    for lines in instructions:
        yield from lines


def _summaries_and_sources(edition: Edition, pack: Pack | None) -> Iterator[str]:
    summaries = [ref.id for ref in pack.summaries] if pack else []
    if pack and summaries:
        yield f"summaries: [{', '.join(summaries)}]"
        yield from _briefing(pack.briefing)
    sources = _sources(edition, pack)
    if sources and (not summaries or pack and pack.sources):
        yield f"sources: [{', '.join(sources)}]"


def _briefing(settings: BriefingSettings) -> Iterator[str]:
    """What the pack says of its briefing, but for what is so without a word."""
    names = {"without": settings.without}
    if settings.parts != BRIEFING_PARTS:
        names["parts"] = settings.parts
    if settings.not_in:  # the topics follow from these
        names["not_in"] = tuple(ref.id for ref in settings.not_in)
    elif settings.topics is not None:
        names["topics"] = tuple(ref.id for ref in settings.topics)
    lines = [
        f"  {field}: [{', '.join(each)}]"
        for field, each in names.items()
        if each or field == "topics"
    ]
    if not settings.margin:
        lines.append("  margin: false")
    if not settings.marks:
        lines.append("  marks: false")
    if settings.density:
        lines.append(f"  density: {settings.density}")
    if lines:
        yield "briefing:"
        yield from lines


def _section_of(pack: Pack, title: str) -> QuizSection | None:
    """The section of a pack with that title."""
    return next((section for section in pack.sections if section.title.source == title), None)


def _section(pack: str, section: SectionView, twin: QuizSection | None) -> Iterator[str]:
    """A section but for its blueprint; `twin`: what the pack's file says of it today."""
    yield from text_lines("    - title:", section.title, 8)
    yield f"      order: {twin.order if twin else 'shuffle'}"
    if section.instructions:
        yield from _prose("      instructions:", section.instructions, 8, pack)
    if section.answer:
        yield f"      answer: {section.answer}"
        yield f"      counts: {section.counts}"
    if twin and twin.new_page:
        yield "      new_page: true"


def _printing(settings: PrintSettings) -> Iterator[str]:
    """The lines of print settings that differ from the usual ones."""
    usual = asdict(PrintSettings())
    for field, value in asdict(settings).items():
        if field in _NOT_COPIED or (value == usual[field] and field not in _ALWAYS):
            continue
        if isinstance(value, tuple):
            value = f"[{', '.join(value)}]"
        yield f"  {field}: {str(value).lower() if isinstance(value, bool) else value}"


def _prose(start: str, text: str, indent: int, pack: str) -> list[str]:
    """The lines of a prose text; of several blocks a record does not keep how they were typed."""
    if is_kept_as_blocks(text):
        return [f"# instructions of several blocks: copy them from packs/{pack}.yaml"]
    return text_lines(start, text, indent)


def _text(field: str, value: str) -> list[str]:
    return text_lines(f"{field}:", value, 2)


def _sources(edition: Edition, pack: Pack | None) -> list[str]:
    if pack and pack.sources:
        return [ref.id for ref in pack.sources]
    return sorted(
        {
            fact.source
            for section in edition.key.sections
            for answer in section
            for fact in answer.facts
        }
    )


def _sat(edition: Edition, content: Content, n: int) -> _Sat:
    """What a section asked, by the banks of today, and by the record where an item is gone."""
    items = {item.id: (bank.name, item) for bank in content.banks.values() for item in bank.items}
    cells: list[tuple[str, str, Fraction]] = []
    types: list[str] = []
    banks: list[str] = []
    for placed in editions.placed_items(edition.view, edition.key):
        if placed.section != n:
            continue
        types.append(type_of(placed.student).name)
        known: tuple[str, Item] | None = items.get(placed.key.id)
        if known:
            banks.append(known[0])
            cells += [
                (part.objective.id if part.objective else "", part.level, part.points)
                for part in scored_parts(known[1])
            ]
        else:
            bank, objective = _objective(content, placed.key)
            if bank:
                banks.append(bank)
            cells.append((objective, placed.key.level, placed.student.points))
    return _Sat(tuple(cells), tuple(types), tuple(dict.fromkeys(banks)) or tuple(content.banks)[:1])


def _objective(content: Content, answer: ItemKey) -> tuple[str, str]:
    """The bank and id of an objective that is recorded in words."""
    return next(
        (
            (bank.name, name)
            for bank in content.banks.values()
            for name, text in bank.objectives
            if text.source == answer.objective
        ),
        ("", ""),
    )


def _derived(sat: _Sat, items: tuple[StudentItem, ...], elsewhere: set[str]) -> Iterator[str]:
    """The blueprint of a section whose items were chosen by hand; `elsewhere`: types that only
    other sections had, because a section of true-or-false questions gets no others.
    """
    yield f"banks: [{', '.join(sat.banks)}]"
    yield f"points: {_number(sum((item.points for item in items), Fraction(0)))}"
    objectives = [(objective, points) for objective, _, points in sat.cells]
    levels = [(level, points) for _, level, points in sat.cells]
    if any(name for name, _ in (*objectives, *levels)):
        yield "cells:                 # what was sat, give or take a point"
    for field, cells in (("objective", objectives), ("level", levels)):
        sums: dict[str, Fraction] = {}
        for name, points in cells:
            sums[name] = sums.get(name, Fraction(0)) + points
        for name, points in sums.items():
            if name:
                yield f"  - {field}: {name}"
                yield f"    points: {_range(Range(max(_LEAST, points - _LOOSE), points + _LOOSE))}"
    yield "types:"
    for item_type in reversed(TYPES.values()):  # sets first: they are the last in the registry
        if item_type.resit_has_as_many or item_type.name in elsewhere:
            yield f"  {item_type.name}: {sat.types.count(item_type.name)}"


def _copied(blueprint: Blueprint) -> Iterator[str]:
    """A blueprint as an author writes it."""
    yield f"banks: [{', '.join(ref.id for ref in blueprint.banks)}]"
    if blueprint.points:
        yield f"points: {_range(blueprint.points)}"
    if blueprint.items:
        yield f"items: {_range(blueprint.items)}"
    if blueprint.cells:
        yield "cells:"
        for cell in blueprint.cells:
            lines = [f"objective: {cell.objective.id}"] if cell.objective else []
            if cell.levels:
                lines.append(f"level: [{', '.join(cell.levels)}]")
            lines.append(f"points: {_range(cell.points)}")
            yield from (f"  {'- ' if not n else '  '}{line}" for n, line in enumerate(lines))
    for field, ranges in (("types", blueprint.types), ("difficulty", blueprint.difficulties)):
        if ranges:
            yield f"{field}:"
            yield from (f"  {name}: {_range(amount)}" for name, amount in ranges)
    if blueprint.exclude:
        yield f"exclude: [{', '.join(ref.id for ref in blueprint.exclude)}]"


def _range(range_: Range) -> str:
    """A range as authors write it."""
    if range_.least == range_.most:
        return _number(range_.least)
    least = _number(range_.least) if range_.least or range_.most is None else ""
    return f"{least}..{'' if range_.most is None else _number(range_.most)}"


def _number(amount: Fraction) -> str:
    return str(amount.numerator) if amount.denominator == 1 else f"{float(amount):.1f}"
