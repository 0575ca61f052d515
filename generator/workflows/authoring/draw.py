"""`packs draw` from end to end: a pack's blueprints and its banks to a file that names the drawn
items.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from generator.checks.run import exclusive_pairs
from generator.checks.selection import asked_in_packs
from generator.content.field_types import points_text
from generator.content.model import Item, Pack, QuizSection
from generator.editions.arrange import printed_source_names
from generator.items.earlier_figures import measured_facilities
from generator.items.requirements import requirements, unfit
from generator.loading.yaml.writer import inline, text_lines
from generator.problems import ERROR, ContentError, Problem
from generator.selection.diagnosis import Obstacle, obstacles, unusable_inclusions
from generator.selection.search import Undecided
from generator.selection.select import (
    Exclusion,
    SectionToFill,
    SelectionInput,
    known_to_fit,
    model_problem,
    select,
)
from generator.storage.files import ProjectFiles
from generator.values import dataclass
from generator.workflows import previous_use
from generator.workflows.project import LoadedProject, faulty_items, load_project

RULE = "impossible-draw"
_DRAW_RULES = ("missing-draw", "stale-draw", "unmet-blueprint", "kept-apart", "asked-before")


@dataclass(frozen=True)
class DrawnPart:
    """What was drawn for a section: items, and of each requirement what was planned and met."""

    title: str
    items: tuple[Item, ...]
    met: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Draw:
    """What was drawn for a pack; `text` is the file to be written at `path`.

    `faulty`: the items of its banks that could not be drawn because they have errors.
    """

    pack: str
    path: str
    turn: int
    parts: tuple[DrawnPart, ...]
    text: str
    faulty: tuple[str, ...] = ()


def draw_pack(
    reading: LoadedProject, name: str, turn: int | None = None, keep: bool = False
) -> Draw:
    """The items of every section with a blueprint.  Raises ContentError with all that makes
    it impossible.

    `turn`: another choice for each number (None: that of the last draw).  `keep`: rather the items
    that are drawn already.
    """
    pack = _sound(reading, name)
    drawn = reading.content.drawn.get(name)
    turn = turn or (drawn.turn if drawn else 1)
    before = (
        frozenset(ref.id for section in pack.sections if section.blueprint for ref in section.items)
        if keep
        else frozenset()
    )
    barred = dict(_barred(reading, pack))
    sections = [section for section in pack.sections if section.blueprint]
    facilities = measured_facilities(reading.content)
    parts = [_part(reading, section, barred, facilities) for section in sections]
    names = list(dict.fromkeys(item.id for part in parts for item in part.candidates))
    exclusions = [Exclusion(*pair) for pair in exclusive_pairs(reading.content, names)]
    preferred = before | known_to_fit(parts, facilities)
    model = model_problem(parts, exclusions, bytes.fromhex(pack.seed), turn, preferred)
    drawn_parts = tuple(
        DrawnPart(
            section.name,
            items,
            tuple(
                (rule.what, rule.planned, points_text(rule.met(items)))
                for rule in requirements(part.blueprint)
            ),
        )
        for section, part, items in zip(sections, parts, _selected(model, sections), strict=True)
    )
    banks = [
        reading.content.banks[ref.id].path
        for section in sections
        if section.blueprint
        for ref in section.blueprint.banks
    ]
    return Draw(
        name,
        f"packs/drawn/{name}.yaml",
        turn,
        drawn_parts,
        written(name, turn, drawn_parts),
        tuple(sorted(faulty_items(reading, banks))),
    )


def write_draw(project: ProjectFiles, draw: Draw) -> bool:
    """Put a draw in its place; whether that changed anything.  The caller holds the lock.  Raises
    DiskError.
    """
    data = draw.text.encode()
    if project.exists(draw.path) and project.read(draw.path) == data:
        return False
    project.write(draw.path, data)
    return True


def written(name: str, turn: int, parts: Sequence[DrawnPart]) -> str:
    """The file of a draw."""
    lines = [
        f"# Written by 'packs draw {name}'.  You may reorder items, or take others: "
        "'packs check' tells whether they still",
        "# meet the blueprint.  To have others drawn, change the blueprint (include, exclude), "
        "or ask for another turn.",
        f"pack: {name}",
        f"turn: {turn}",
        "sections:",
    ]
    for part in parts:
        lines += [
            *text_lines("  - title:", part.title, 6),
            "    items:",
            *(f"      - {item.id}" for item in part.items),
        ]
        lines += ["    met:"]
        for what, planned, met in part.met:
            lines += [
                f"      - what: {inline(what)}",
                f"        planned: {planned}",
                f"        met: {met}",
            ]
    return "\n".join(lines) + "\n"


def _sound(reading: LoadedProject, name: str) -> Pack:
    """The pack, when it and the banks it draws from can be relied on."""
    path = f"packs/{name}.yaml"
    pack = reading.content.packs.get(name)
    faults = [
        problem
        for problem in reading.problems
        if problem.severity == ERROR
        and problem.location.path == path
        and problem.rule not in _DRAW_RULES
        and problem.rule != "draft-item"
    ]
    if pack is None or faults:
        of_file = [problem for problem in reading.problems if problem.location.path == path]
        blamed = {problem.cause for problem in faults}
        causes = [
            problem
            for problem in reading.problems
            if problem.severity == ERROR and problem.location.path in blamed
        ]
        raise ContentError([*causes, *(faults or of_file)])
    if not any(section.blueprint for section in pack.sections):
        raise ContentError(
            [
                Problem(
                    pack.location, RULE, "no section has a 'blueprint', so there is nothing to draw"
                )
            ]
        )
    return pack


def _part(
    reading: LoadedProject,
    section: QuizSection,
    barred: dict[str, str],
    facilities: Mapping[str, Fraction],
) -> SectionToFill:
    assert section.blueprint
    items = [
        item for ref in section.blueprint.banks for item in reading.content.banks[ref.id].items
    ]
    why = [(item, unfit(section.blueprint, item, barred, facilities)) for item in items]
    return SectionToFill(
        section.name,
        section.blueprint,
        tuple(item for item, reason in why if not reason),
        tuple((item, reason) for item, reason in why if reason),
        equal_points=bool(section.answer),
    )


def _barred(reading: LoadedProject, pack: Pack) -> Iterator[tuple[str, str]]:
    """Items that this pack cannot have whatever the blueprint says, each with the reason."""
    content, printed = reading.content, printed_source_names(pack, reading.content)
    facts = content.facts_by_id
    faulty = faulty_items(reading, {bank.path for bank in content.banks.values()})
    chosen = [ref.id for section in pack.sections if not section.blueprint for ref in section.items]
    for bank in content.banks.values():
        for item in bank.items:
            if item.id in faulty:
                yield item.id, "faulty (see 'packs check')"
            elif bank.language != pack.language:
                yield item.id, f"in the language {bank.language}"
            elif printed and any(
                ref.id not in facts or facts[ref.id].source not in printed for ref in item.facts
            ):
                yield item.id, "about a source that this pack does not name"
    every = list(content.items_by_id)
    for first, second, why in (
        exclusive_pairs(content, list(dict.fromkeys([*chosen, *every]))) if chosen else ()
    ):
        if (first in chosen) != (second in chosen):
            mine, theirs = (first, second) if first in chosen else (second, first)
            yield theirs, f"not allowed on one paper with '{mine}' ({why})"
    for earlier in (*asked_in_packs(content, pack), *reading.previously_asked.get(pack.name, ())):
        yield from ((item, earlier.why) for item in sorted(earlier.items))
    for name in chosen:
        yield name, "in another section of this pack already"


def _selected(
    selection: SelectionInput, sections: Sequence[QuizSection]
) -> tuple[tuple[Item, ...], ...]:
    """The items of each section.  Raises ContentError where there are none, or none was found."""
    if why := list(unusable_inclusions(selection)):
        raise _impossible(sections, why)
    try:
        selected = select(selection)
    except Undecided:
        message = (
            "the search took too long: it found no solution and could not rule one out; "
            "use fewer cells or wider ranges"
        )
        raise ContentError([Problem(sections[0].location, RULE, message)]) from None
    if selected is None:
        raise _impossible(sections, obstacles(selection))
    return selected


def _impossible(sections: Sequence[QuizSection], why: Sequence[Obstacle]) -> ContentError:
    return ContentError(
        [
            Problem(sections[obstacle.section or 0].location, RULE, obstacle.message)
            for obstacle in why
        ]
    )


@dataclass(frozen=True)
class DrawOutcome:
    """What became of a pack: its draw, or the problems that stopped it; whether a file changed.

    Beside a draw, `problems` are warnings of what the pack wanted kept out and nothing knows.
    """

    pack: str
    draw: Draw | None
    problems: tuple[Problem, ...] = ()
    changed: bool = False


def packs_with_blueprint(loaded: LoadedProject) -> tuple[str, ...]:
    """The names of the packs that have a section with a blueprint; before them those of whose
    sections none could be read, because they may have one.
    """
    packs = loaded.content.packs
    wrong = {problem.location.path for problem in loaded.problems if problem.severity == ERROR}
    unread = [
        name
        for name in loaded.pack_names
        if name not in packs or (not packs[name].sections and packs[name].location.path in wrong)
    ]
    planned = [
        name for name, pack in packs.items() if any(section.blueprint for section in pack.sections)
    ]
    return (*unread, *planned)


def draw_packs(
    project: ProjectFiles,
    loaded: LoadedProject,
    names: Sequence[str],
    turn: int | None = None,
    keep: bool = False,
    write: bool = True,
) -> Iterator[DrawOutcome]:
    """Draw for one pack after the other, under the project's lock; for the others see draw_pack."""
    with project.lock():
        for name in names:
            try:
                draw = draw_pack(loaded, name, turn, keep)
            except ContentError as error:
                yield DrawOutcome(name, None, error.problems)
                continue
            changed = write and write_draw(project, draw)
            path = loaded.content.packs[name].location.path
            warned = [
                problem
                for problem in loaded.problems
                if problem.rule == previous_use.RULE and problem.location.path == path
            ]
            yield DrawOutcome(name, draw, tuple(warned), changed)
            # A later pack may have to keep away from what this one has now.
            if changed and name != names[-1]:
                loaded = load_project(project)
