"""What a blueprint requires, as amounts that items have a share in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

from generator.content.blueprint import Blueprint, Cell, Range
from generator.content.field_types import points_text, range_text
from generator.content.messages import counted
from generator.content.model import Item
from generator.items.registry import scored_parts
from generator.values import dataclass

POINTS, ITEMS = "points", "items"
_DIFFICULTY, _OBJECTIVE, _LEVEL = "difficulty", "objective", "level"
_SAYS: dict[str, Callable[[Item], object]] = {
    _DIFFICULTY: lambda item: item.difficulty,
    _OBJECTIVE: lambda item: item.objective,
    _LEVEL: lambda item: item.level,
}


@dataclass(frozen=True)
class Requirement:
    """An amount of points or of items that a section must have in all, in a cell, of a type or of a
    difficulty.
    """

    amount: Range
    unit: str
    cell: Cell | None = None
    type: str = ""
    difficulty: str = ""

    @property
    def what(self) -> str:
        """What is required, in words."""
        if self.cell is None:
            kind = self.type or self.difficulty
            return f"{kind} items" if kind else f"{self.unit} in all"
        of = f" of {self.cell.objective.id}" if self.cell.objective else ""
        return f"points{of}" + (f" at {' or '.join(self.cell.levels)}" if self.cell.levels else "")

    @property
    def planned(self) -> str:
        """How much is required, in words."""
        return range_text(self.amount, points_text)

    def share(self, item: Item) -> Fraction:
        """What an item has of it; the points of a set's parts count where each part belongs."""
        if self.type or self.difficulty:
            return Fraction(
                item.type == self.type if self.type else item.difficulty == self.difficulty
            )
        if self.unit == ITEMS:
            return Fraction(1)
        counted = [
            part.points
            for part in scored_parts(item)
            if self.cell is None or within(self.cell, part)
        ]
        return sum(counted, Fraction(0))

    def unsaid(self, items: Iterable[Item]) -> str:
        """How many questions cannot count because they do not say what the requirement asks for, in
        words; "" where all say it.
        """
        names: list[str] = [_DIFFICULTY] if self.difficulty else []
        if self.cell:
            names += [_OBJECTIVE] if self.cell.objective else []
            names += [_LEVEL] if self.cell.levels else []
        questions = [
            part for item in items for part in ((item,) if self.difficulty else scored_parts(item))
        ]
        lacking = [(name, sum(not _SAYS[name](part) for part in questions)) for name in names]
        return " and ".join(
            f"{counted(number, 'question has', 'questions have')} no {name}"
            for name, number in lacking
            if number
        )

    def met(self, items: Iterable[Item]) -> Fraction:
        """What items have of it together."""
        return sum((self.share(item) for item in items), Fraction(0))


def requirements(blueprint: Blueprint) -> tuple[Requirement, ...]:
    """All that a blueprint requires, the whole section first."""
    whole = [
        Requirement(amount, unit)
        for amount, unit in ((blueprint.points, POINTS), (blueprint.items, ITEMS))
        if amount
    ]
    return (
        *whole,
        *(Requirement(cell.points, POINTS, cell) for cell in blueprint.cells),
        *(Requirement(amount, ITEMS, type=name) for name, amount in blueprint.types),
        *(Requirement(amount, ITEMS, difficulty=name) for name, amount in blueprint.difficulties),
    )


def within(cell: Cell, item: Item) -> bool:
    """Whether an item or part counts in a cell."""
    is_of_objective = cell.objective is None or (
        item.objective is not None and item.objective.id == cell.objective.id
    )
    return is_of_objective and (not cell.levels or item.level in cell.levels)


def unfit(
    blueprint: Blueprint,
    item: Item,
    barred: Mapping[str, str],
    facilities: Mapping[str, Fraction] | None = None,
) -> str:
    """Why an item of the blueprint's banks cannot be selected, in words; "" when it can.

    `barred`: items that something outside the blueprint keeps out, each with the reason.
    `facilities`: what was measured of items that were asked before; of others nothing is known, and
    nothing is held against them.
    """
    if item.id in {ref.id for ref in blueprint.exclude}:
        return "excluded"
    if item.status != "ready":
        return item.status if item.status == "retired" else "a draft"
    if item.id in barred:
        return barred[item.id]
    if item.id in {ref.id for ref in blueprint.include}:
        return ""
    if blueprint.cells and not all(
        any(within(cell, part) for cell in blueprint.cells) for part in scored_parts(item)
    ):
        return "in no cell"
    facility = (facilities or {}).get(item.id)
    if blueprint.measured and facility is not None and not blueprint.measured.holds(facility):
        how = "easy" if facility > blueprint.measured.least else "hard"
        return f"too {how} (its measured facility is {float(facility):.2f})"
    return ""
