"""What a sitting showed of the items, kept beside their banks; no student is in it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from fractions import Fraction

from generator.content.marking import BankHistory, ItemFigures
from generator.items.earlier_figures import option_name
from generator.items.registry import fingerprint
from generator.loading.folders import HISTORY
from generator.loading.history import load_history
from generator.loading.yaml import reader
from generator.problems import ContentError, Problems
from generator.results.analysis import QuestionFigures
from generator.storage.files import ProjectFiles
from generator.values import dataclass
from generator.workflows.marking.results import Results
from generator.workflows.project import load_project

_PLACES = 4


@dataclass(frozen=True)
class Remembered:
    """The paths of the histories written, and the ids of items that no bank has any more."""

    written: tuple[str, ...]
    unknown: tuple[str, ...]


def remember(project: ProjectFiles, results: Results, date: str) -> Remembered:
    """Keep the figures of each item in the history of its bank; those of the same edition are
    replaced, so that it may be run again.

    Raises ContentError where a history cannot be read, and DiskError.
    """
    content = load_project(project).content
    bank_of = {item.id: name for name, bank in content.banks.items() for item in bank.items}
    entries: dict[str, dict[str, ItemFigures]] = {}
    unknown = []
    for figures in results.figures.questions:
        item = figures.question.item
        if item not in bank_of:
            unknown.append(item)
            continue
        own = entries.setdefault(bank_of[item], {})
        for name, entry in _entries(figures, results, date):
            own[name] = entry
    written = []
    with project.lock():
        histories = {name: _read(project, name) for name in entries}
        for name, own in entries.items():
            path = f"{HISTORY}/{name}.yaml"
            data = written_history(name, _merged(histories[name], own)).encode()
            if project.write(path, data):
                written.append(path)
    return Remembered(tuple(written), tuple(unknown))


def _entries(
    figures: QuestionFigures, results: Results, date: str
) -> Iterator[tuple[str, ItemFigures]]:
    """The figures of a question, and of the parts of a set, each with the id of its item."""
    question = figures.question
    value = figures.discrimination
    yield (
        question.item,
        ItemFigures(
            results.edition.code,
            date,
            results.edition.number,
            figures.papers,
            figures.omitted,
            _rounded(figures.facility),
            None if value is None else _rounded(value),
            tuple((option_name(option.text), option.chosen) for option in figures.options),
            fingerprint(question.student, question.key),
        ),
    )
    for part in figures.parts:
        yield from _entries(part, results, date)


def _rounded(value: float) -> Fraction:
    return Fraction(round(value * 10**_PLACES), 10**_PLACES)


def _read(project: ProjectFiles, bank: str) -> BankHistory | None:
    path = f"{HISTORY}/{bank}.yaml"
    if not project.exists(path):
        return None
    problems = Problems()
    node = reader.read(project.read(path), path, problems)
    history = load_history(node, path, problems) if node is not None else None
    if problems.error_count:
        raise ContentError(problems)
    return history


def _merged(
    history: BankHistory | None, own: Mapping[str, ItemFigures]
) -> dict[str, tuple[ItemFigures, ...]]:
    items = dict(history.items) if history else {}
    for name, entry in own.items():
        others = [e for e in items.get(name, ()) if e.edition != entry.edition]
        items[name] = tuple(sorted((*others, entry), key=lambda e: (e.date, e.edition)))
    return items


def written_history(bank: str, items: Mapping[str, tuple[ItemFigures, ...]]) -> str:
    """The file of a bank's history."""
    lines = [
        "# Written by 'packs results --remember'.  Figures of items, without students.",
        f"bank: {bank}",
        "items:",
    ]
    for name in sorted(items):
        lines.append(f"  {name}:")
        for entry in items[name]:
            lines += [
                f"    - edition: {entry.edition}",
                f"      date: {entry.date}",
                f"      revision: {entry.revision}",
                f"      answers: {entry.answers}",
                f"      omitted: {entry.omitted}",
                f"      facility: {_decimal(entry.facility)}",
            ]
            if entry.discrimination is not None:
                lines.append(f"      discrimination: {_decimal(entry.discrimination)}")
            if entry.choices:
                lines.append("      choices:")
                for option, count in entry.choices:
                    text = json.dumps(option, ensure_ascii=False)
                    lines.append(f"        - {{option: {text}, count: {count}}}")
            lines.append(f"      fingerprint: {json.dumps(entry.fingerprint)}")
    return "\n".join(lines) + "\n"


def _decimal(value: Fraction) -> str:
    return f"{float(value):.{_PLACES}f}"
