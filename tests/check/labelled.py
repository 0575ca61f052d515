"""Small labelled items as projects of their own, and what the rules say about them.

In: tests/cases/labelled/*.yaml.  Out: for each entry the rules that ought to report something, and
those that do. Never lets an entry see another: each is a project with one bank, one source and,
where it says so, a pack or a summary.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import yaml
from checking import REPOSITORY, content_of

from generator.checks.context import KeyLetter
from generator.checks.run import RULES, check
from generator.render.pdf import coverage

FOLDER = REPOSITORY / "tests" / "cases" / "labelled"
# Every source leaves facts unasked: these rules are judged where an entry names them.
JUDGED_WHERE_NAMED = {"untested-facts", "single-source"}
_OPTIONS = 4

_FACTS = [
    *(
        {"id": f"p-{n:02d}", "status": "reported", "text": f"Fact {n}.", "ref": f"p. {n}"}
        for n in range(1, 41)
    ),
    {
        "id": "k-claim",
        "status": "claim",
        "by": "the ferry company",
        "text": "It blames the pump.",
        "ref": "p. 41",
    },
    {
        "id": "k-denial",
        "status": "denial",
        "by": "the harbour master",
        "text": "He denies it.",
        "ref": "p. 42",
    },
    {
        "id": "k-judgement",
        "status": "judgement",
        "by": "the author",
        "text": "Kotka was the finest harbour.",
        "ref": "p. 43",
    },
    {
        "id": "k-allegation",
        "status": "allegation",
        "by": "the Courier",
        "text": "The watch hid the log book.",
        "ref": "p. 44",
    },
    {
        "id": "k-as-of",
        "status": "reported",
        "text": "The Aura is the fastest ferry.",
        "ref": "p. 45",
        "flags": ["as-of"],
    },
    {"id": "k-01", "status": "reported", "text": "The mayor opened a school.", "ref": "p. 46"},
    {"id": "k-02", "status": "reported", "text": "It closed within a week.", "ref": "p. 47"},
]
_PEOPLE = [
    {"name": "Márta Orosz"},
    {"name": "Jonas Ekström", "protect": True},
    {"name": "Jonas Berg"},
]


_KINDS = {
    "scheme": "short-answer",
    "keys": "multiple",
    "sequence": "ordering",
    "pairs": "matching",
    "text": "cloze",
    "parts": "set",
}
_WITHOUT_RATIONALE = ("set",)


@dataclass(frozen=True, eq=False)
class Entry:
    """A labelled project: where it stands, the rules that ought to report something, and those it
    is a near miss of.
    """

    name: str
    hits: frozenset[str]
    near: frozenset[str]
    data: dict[str, Any] = field(repr=False)

    @cache  # noqa: B019 (entries live as long as the tests)
    def reported(self) -> frozenset[str]:
        """The rules that report something."""
        return frozenset(problem.rule for problem in problems(self)) - (
            JUDGED_WHERE_NAMED - self.hits - self.near
        )


@cache
def entries() -> tuple[Entry, ...]:
    """All entries, in written order."""
    found = []
    for path in sorted(FOLDER.glob("*.yaml")):
        for number, data in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")), 1):
            hits, near = frozenset(data.pop("hits", ())), frozenset(data.pop("near", ()))
            found.append(Entry(f"{path.stem}-{number}", hits, near, data))
    return tuple(found)


def problems(entry: Entry) -> tuple[Any, ...]:
    """What the rules report about an entry; its files themselves are sound."""
    content, of_form = content_of(files(entry.data))
    assert of_form == (), (entry.name, [str(problem) for problem in of_form])
    forms = (
        {
            "paper": tuple(
                tuple(KeyLetter(letter, _OPTIONS) for letter in form)
                for form in entry.data["forms"]
            )
        }
        if "forms" in entry.data
        else None
    )
    return check(content, coverage(), forms)


def files(data: dict[str, Any]) -> dict[str, str]:
    """The project files of an entry."""
    items = [_item(number, item) for number, item in enumerate(_items(data), 1)]
    found = {"questions/evidence/almanac.yaml": _evidence(data)}
    if items:
        found["questions/labelled.yaml"] = {
            "bank": "labelled",
            "title": "Labelled",
            "language": data.get("language", "en"),
            "sources": ["almanac"],
            "objectives": {"aim": "Know it."},
            "items": items,
        }
    if "pack" in data or "forms" in data:
        found["packs/paper.yaml"] = _pack(data, [item["id"] for item in items])
    if "summary" in data:
        found["packs/summaries/topic.yaml"] = _summary(data["summary"])
    return {
        path: yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=10_000)
        for path, value in found.items()
    }


def _items(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for number in range(1, data.get("repeat", 1) + 1):
        for item in data.get("items", [data["item"]] if "item" in data else []):
            yield _numbered(copy.deepcopy(item), number)


def _numbered(value: Any, number: int) -> Any:
    if isinstance(value, dict):
        return {name: _numbered(part, number) for name, part in value.items()}
    if isinstance(value, list):
        return [_numbered(part, number) for part in value]
    return value.replace("NN", str(number)) if isinstance(value, str) else value


def _item(number: int, given: dict[str, Any]) -> dict[str, Any]:
    kind = next((kind for field, kind in _KINDS.items() if field in given), "single")
    kind = "true-false" if isinstance(given.get("key"), bool) else kind
    item = {
        "id": f"item-{number}",
        "type": kind,
        "objective": "aim",
        "level": "remember",
        "difficulty": "easy",
        "facts": [f"p-{number:02d}"],
        "rationale": "The almanac has it so.",
        **given,
    }
    for asked in (item, *item.get("parts", ())):
        if "distractors" in asked:
            asked["distractors"] = [
                {"text": entry, "why": "It is not so."} if isinstance(entry, str) else entry
                for entry in asked["distractors"]
            ]
    if kind in _WITHOUT_RATIONALE:
        item.pop("rationale")
    return item


def _evidence(data: dict[str, Any]) -> dict[str, Any]:
    facts = copy.deepcopy(_FACTS) if "facts" not in data else [*data["facts"]]
    if "facts" in data and "item" in data and "facts" not in data["item"]:
        facts += copy.deepcopy(_FACTS)
    found = {
        "source": "almanac",
        "citation": {"author": "A. Writer", "title": "Almanac", "kind": "handbook"},
        "as_of": "2020",
        "as_of_basis": "stated",
        "people": _PEOPLE,
        "facts": facts,
    }
    if data.get("notice", "Nothing here was checked twice."):
        found["notice"] = "Nothing here was checked twice."
    if "facts" not in data:
        found["pairs"] = [
            {"facts": ["k-01"], "with": ["k-02"], "because": "opening and end belong together"}
        ]
    return found


def _pack(data: dict[str, Any], items: list[str]) -> dict[str, Any]:
    given = dict(data.get("pack", {}))
    order = given.pop("order", "shuffle")
    found = {
        "pack": "paper",
        "title": "Paper",
        "sources": ["almanac"],
        "seed": "99112233445566778899aabbccddeeff",
        **given,
    }
    if items:
        found["quiz"] = {"sections": [{"title": "One", "order": order, "items": items}]}
        if "summary" in data:
            found["summaries"] = ["topic"]
    else:
        found["summaries"] = ["topic"]
        data.setdefault("summary", {})
    return found


def _summary(given: dict[str, Any]) -> dict[str, Any]:
    facts = given.get("facts", ["p-01"])
    texts = given.get("summary", ["A mill stands there."])
    found: dict[str, Any] = {
        "title": "Topic",
        "as_of": "2020",
        "sources": ["almanac"],
        "objectives": {"aim": "Know it."},
        "summary": [{"text": text, "facts": facts} for text in texts],
    }
    return found | {name: given[name] for name in ("glossary", "teaching") if name in given}


def named() -> frozenset[str]:
    """Every rule that a label names."""
    return frozenset().union(*(entry.hits | entry.near for entry in entries()))


def unknown() -> list[str]:
    """Names in labels that are no rules."""
    return sorted(named() - set(RULES))
