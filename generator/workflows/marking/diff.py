"""Two quizzes compared in the words an instructor would use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from fractions import Fraction
from typing import Any

from generator import editions
from generator.content.field_types import points_text
from generator.content.nodes import shorten
from generator.editions.arrange import arrange
from generator.editions.edition import Edition
from generator.editions.quiz import AnswerKey, QuizView, SectionView
from generator.items import CitedFact
from generator.page.markup import plain
from generator.page.understood import blocks_of, is_kept_as_blocks
from generator.render.text import WIDTH, TextPreview
from generator.values import dataclass
from generator.workflows.marking.status import TodaysItems, numbers
from generator.workflows.media import compared_items
from generator.workflows.project import LoadedProject

LONG = 200
Side = tuple[QuizView, AnswerKey]


def telling(before: Side, after: Side) -> list[str]:
    """What differs between two quizzes, the items first; nothing when nothing does."""
    differences = editions.differences(*before, *after)
    lines = list(_changed_items(before[0], differences.items))
    old = {item.name: item for item in editions.placed_items(*before)}
    new = {item.name: item for item in editions.placed_items(*after)}
    lines += [f"{name}: new, ‘{_short(new[name].student.stem)}’" for name in differences.added]
    lines += [
        f"{name}: no longer in the quiz, ‘{_short(old[name].student.stem)}’"
        for name in differences.dropped
    ]
    lines += [
        f"{name}: {_was(*(_front(side[0], name) for side in (before, after)))}"
        for name in differences.front
    ]
    if differences.rearranged:
        lines.append(
            "questions or options are in another order on the forms, so letters and numbers differ"
        )
    return lines


def _changed_items(view: QuizView, changes: Sequence[editions.ItemChange]) -> Iterator[str]:
    for change in changes:
        yield _head(view, change)
        yield from (f"  {line}" for line in item_lines(change))


@dataclass(frozen=True)
class Comparison:
    """What differs between an edition and today's content, and why not all could be compared."""

    lines: tuple[str, ...]
    remark: str = ""


def compared_with_now(loaded: LoadedProject, edition: Edition) -> Comparison:
    """What differs between an edition and the quiz as its pack has it now.

    Where that cannot be made, the edition's items are compared with those of the banks, and nothing
    is said of order, front page or forms, which are not known.
    """
    before = edition.view, edition.key
    pack = loaded.content.packs.get(edition.pack)
    if pack and pack.sections and not loaded.stoppers(edition.pack):
        quiz = arrange(pack, loaded.content)
        return Comparison(tuple(telling(before, (quiz.view, quiz.key))))
    remark = f"the pack {edition.pack} cannot be built now, so only its items are compared"
    return Comparison(tuple(_items_and_now(loaded, before)), remark)


def _items_and_now(loaded: LoadedProject, before: Side) -> Iterator[str]:
    """What differs between the items of a quiz and those of the banks."""
    halves, today = compared_items(loaded.content), TodaysItems(loaded.content)
    students, keys = zip(*halves.values(), strict=True) if halves else ((), ())
    view = replace(before[0], sections=(SectionView("", students),), forms=())
    differences = editions.differences(*before, view, AnswerKey((keys,)))
    yield from _changed_items(before[0], differences.items)
    old = {item.name: item for item in editions.placed_items(*before)}
    for name in differences.dropped:
        if today.may_be_unread(name):
            yield f"{name}: could not be read, so it is not compared"
        else:
            yield f"{name}: no longer in the banks, ‘{_short(old[name].student.stem)}’"


def item_lines(change: editions.ItemChange) -> list[str]:
    """What an item asked and asks, and what its answer was and is."""
    lines = [f"its id was {change.before.name}"] if change.renamed else []
    before, after = change.before, change.after
    for old, new, skipped in (
        (before.student, after.student, ()),
        (before.key, after.key, ("id",)),
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
    label = {
        "whys": "reasons",
        "fixed": "order of options",
        "pinned": "option that stays last",
        "stem_figure": "figure",
    }.get(name, name.replace("_", " "))
    if isinstance(old, tuple) and all(isinstance(entry, str) for entry in (*old, *new)):
        gone, added = (
            [text for text in old if text not in new],
            [text for text in new if text not in old],
        )
        if len(gone) == len(added) == 1:
            yield f"{label}: {_was(gone[0], added[0])}"
            return
        yield from (f"{label}: ‘{_short(text)}’ is gone" for text in gone)
        yield from (f"{label}: ‘{_short(text)}’ is new" for text in added)
        if not gone and not added:
            yield f"{label}: in another order"
    elif isinstance(old, tuple) or is_dataclass(old) or is_dataclass(new):
        yield f"{label} changed"
    else:
        yield f"{label}: {_was(old, new)}"


def _facts(old: Sequence[CitedFact], new: Sequence[CitedFact]) -> list[str]:
    before, after = {fact.id: fact for fact in old}, {fact.id: fact for fact in new}
    lines = []
    for name in {**before, **after}:
        was, now = before.get(name), after.get(name)
        if was is None or now is None:
            lines.append(f"fact {name} is {'no longer cited' if now is None else 'cited too'}")
        elif was != now:
            parts = [
                f"{f.name} {_was(getattr(was, f.name), getattr(now, f.name))}"
                for f in fields(was)
                if getattr(was, f.name) != getattr(now, f.name)
            ]
            lines.append(f"fact {name}: {'; '.join(parts)}")
    return lines


def _front(view: QuizView, name: str) -> Any:
    if name == "section titles":
        return tuple(section.title for section in view.sections)
    if name == "section instructions":
        return tuple(section.instructions for section in view.sections)
    if name == "questions to answer":
        return tuple(
            f"{section.answer} of {len(section.items)}, the {section.counts}"
            if section.answer
            else "all"
            for section in view.sections
        )
    if name == "number of sections":
        return len(view.sections)
    if name == "number of forms":
        return len(view.forms)
    return getattr(view, {"class": "class_name"}.get(name, name))


def _was(old: Any, new: Any) -> str:
    was, now = _value(old), _value(new)
    if was == now:
        return f"is {now}, and was laid out or marked in another way"
    return f"was {was}, is now {now}"


def _value(value: Any) -> str:
    if value in ("", None, ()):
        return "not given"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Fraction):
        return points_text(value)
    if isinstance(value, tuple):
        return "; ".join(_value(getattr(part, "citation", part)) for part in value)
    return f"‘{_short(value)}’" if isinstance(value, str) else str(value)


def _short(source: str) -> str:
    if is_kept_as_blocks(source):
        return shorten(" / ".join(TextPreview(WIDTH).all(blocks_of(source))), LONG)
    return shorten(plain(source), LONG)
