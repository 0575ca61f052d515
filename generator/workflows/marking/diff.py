"""Two quizzes compared in the words an instructor would use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from fractions import Fraction
from typing import Any

from generator import editions
from generator.content.field_types import points_text
from generator.content.nodes import shorten
from generator.editions.arrange import arrange, item_halves
from generator.editions.edition import Edition
from generator.editions.quiz import AnswerKey, QuizView
from generator.items import CitedFact
from generator.page.markup import plain
from generator.workflows.marking.status import numbers
from generator.workflows.project import LoadedProject

LONG = 200
Side = tuple[QuizView, AnswerKey]


def telling(before: Side, after: Side) -> list[str]:
    """What differs between two quizzes, the items first; nothing when nothing does."""
    found = editions.differences(*before, *after)
    lines: list[str] = []
    for change in found.items:
        lines.append(_head(before[0], change))
        lines += [f"  {line}" for line in item_lines(change)]
    old = {one.name: one for one in editions.placed_items(*before)}
    new = {one.name: one for one in editions.placed_items(*after)}
    lines += [f"{name}: new, ‘{_short(new[name].asked.stem)}’" for name in found.added]
    lines += [
        f"{name}: no longer in the quiz, ‘{_short(old[name].asked.stem)}’" for name in found.dropped
    ]
    lines += [
        f"{name}: {_was(*(_front(side[0], name) for side in (before, after)))}"
        for name in found.front
    ]
    if found.rearranged:
        lines.append(
            "questions or options stand in another order on the forms, so letters and numbers differ"
        )
    return lines


def present(loaded: LoadedProject, edition: Edition) -> tuple[Side, str]:
    """The quiz as its pack has it now; where that cannot be made, the old one with its items as the banks have them."""
    pack = loaded.content.packs.get(edition.pack)
    if pack and pack.sections and not loaded.stoppers(edition.pack):
        quiz = arrange(pack, loaded.content)
        return (quiz.view, quiz.key), ""
    banks = [
        editions.PlacedItem(0, n, *both)
        for n, both in enumerate(item_halves(loaded.content).values())
    ]
    printed = list(editions.placed_items(edition.view, edition.key))
    pairs = {(old.section, old.index): new for old, new in editions.match_items(printed, banks)}
    sections, keys = [], []
    for s, section in enumerate(edition.view.sections):
        kept = [pairs[s, n] for n in range(len(section.items)) if (s, n) in pairs]
        sections.append(replace(section, items=tuple(one.asked for one in kept)))
        keys.append(tuple(one.answer for one in kept))
    whole = len(pairs) == sum(len(section.items) for section in edition.view.sections)
    view = replace(
        edition.view, sections=tuple(sections), forms=edition.view.forms if whole else ()
    )
    return (
        view,
        AnswerKey(tuple(keys)),
    ), f"the pack {edition.pack} cannot be built now, so only its items are compared"


def item_lines(change: editions.ItemChange) -> list[str]:
    """What an item asked and asks, and what its answer was and is."""
    lines = [f"its id was {change.before.name}"] if change.renamed else []
    before, after = change.before, change.after
    for old, new, skipped in (
        (before.asked, after.asked, ()),
        (before.answer, after.answer, ("id",)),
    ):
        if type(old) is not type(new):
            lines.append("it is an item of another type")
            continue
        for f in fields(old):
            a, b = getattr(old, f.name), getattr(new, f.name)
            if a != b and f.name not in skipped:
                lines += _facts(a, b) if f.name == "facts" else list(_field(f.name, a, b))
    return lines


def _head(view: QuizView, change: editions.ItemChange) -> str:
    where = ", ".join(
        f"{number} on {form}"
        for form, number in numbers(view, change.before.section, change.before.index)
    )
    return f"{change.name} (question {where})"


def _field(name: str, old: Any, new: Any) -> Iterator[str]:
    said = {"whys": "reasons", "fixed": "order of options", "pinned": "option that stays last"}.get(
        name, name.replace("_", " ")
    )
    if isinstance(old, tuple) and all(isinstance(entry, str) for entry in (*old, *new)):
        gone, come = [one for one in old if one not in new], [one for one in new if one not in old]
        if len(gone) == len(come) == 1:
            yield f"{said}: {_was(gone[0], come[0])}"
            return
        yield from (f"{said}: ‘{_short(one)}’ is gone" for one in gone)
        yield from (f"{said}: ‘{_short(one)}’ is new" for one in come)
        if not gone and not come:
            yield f"{said}: in another order"
    elif isinstance(old, tuple):
        yield f"{said} changed"
    else:
        yield f"{said}: {_was(old, new)}"


def _facts(old: Sequence[CitedFact], new: Sequence[CitedFact]) -> list[str]:
    before, after = {fact.id: fact for fact in old}, {fact.id: fact for fact in new}
    lines = []
    for name in {**before, **after}:
        one, other = before.get(name), after.get(name)
        if one is None or other is None:
            lines.append(f"fact {name} is {'no longer cited' if other is None else 'cited too'}")
        elif one != other:
            parts = [
                f"{f.name} {_was(getattr(one, f.name), getattr(other, f.name))}"
                for f in fields(one)
                if getattr(one, f.name) != getattr(other, f.name)
            ]
            lines.append(f"fact {name}: {'; '.join(parts)}")
    return lines


def _front(view: QuizView, name: str) -> Any:
    if name == "section titles":
        return tuple(section.title for section in view.sections)
    if name == "number of forms":
        return len(view.forms)
    return getattr(view, {"class": "class_name"}.get(name, name))


def _was(old: Any, new: Any) -> str:
    return f"was {_value(old)}, is now {_value(new)}"


def _value(value: Any) -> str:
    if value in ("", None, ()):
        return "not given"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Fraction):
        return points_text(value)
    if isinstance(value, tuple):
        return "; ".join(_value(getattr(one, "citation", one)) for one in value)
    return f"‘{_short(value)}’" if isinstance(value, str) else str(value)


def _short(source: str) -> str:
    return shorten(plain(source), LONG)
