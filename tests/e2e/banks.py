"""Small projects drawn at random, and the same with another key side: what students see stays, all
else changes.

In: a seed.  Out: a Project as plain YAML values, written by a writer of its own. A new item type is
one Kind in KINDS: how an item of it is made, how its key side is changed, and what is right.
"""

from __future__ import annotations

import copy
import json
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

Fields = dict[str, Any]
Say = Callable[[str], str]

WORDS = (
    "treaty",
    "corridor",
    "ceasefire",
    "envoy",
    "Tešić",
    "Ђердап",
    "Հայք",
    "საქართველო",
    "Əliyev",
    "naïve",
    "“snag”",
    "½",
    "☐",
    "x^2^",
    "H~2~O",
    "**never**",
    "*perhaps*",
    "`code`",
    "[report](https://example.org/a_b)",
    r"\*starred\*",
    "A clerk",
    "l’État",
    "–",
    "10,000",
    "No",
    "null",
    "(a)",
    "1:30",
    "a # b",
    "Straße",
    "don’t",
    "100 %",
    "signed",
    "denied",
    "the",
    "of",
    "to",
    "and",
    "Nagorno-Karabakh",
    "well-known",
    "§ 7",
    "50 km",
    "Unaufgefordertheitsvermutungsverordnungsentwurf",
)
LEVELS = ("remember", "understand", "apply", "analyse", "evaluate", "create")
LONGEST = {
    "rationale": 120,
    "why": 20,
    "accept": 4,
    "reject": 4,
}  # words of the texts that take the place of others
DIFFICULTIES = ("easy", "medium", "hard")


LOADER: type = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass
class Project:
    """The files of a project as plain values, by name."""

    evidence: dict[str, Fields] = field(default_factory=dict)
    banks: dict[str, Fields] = field(default_factory=dict)
    summaries: dict[str, Fields] = field(default_factory=dict)
    packs: dict[str, Fields] = field(default_factory=dict)
    drawn: dict[str, Fields] = field(default_factory=dict)

    @property
    def items(self) -> dict[str, Fields]:
        return {item["id"]: item for bank in self.banks.values() for item in bank["items"]}

    def named(self) -> Project:
        """The same with the drawn items named in the packs, and no blueprint."""
        packs, drawn = copy.deepcopy(self.packs), {one["pack"]: one for one in self.drawn.values()}
        for name, pack in packs.items():
            for section in pack["quiz"]["sections"]:
                if section.pop("blueprint", None):
                    section["items"] = next(
                        one["items"]
                        for one in drawn[name]["sections"]
                        if one["title"] == section["title"]
                    )
        return replace(self, packs=packs, drawn={})

    def write(self, folder: Path, mixed: random.Random | None = None) -> Path:
        """Write all files; `mixed` puts the fields of items in any order, with comments between."""
        for place, files in (
            ("questions/evidence", self.evidence),
            ("questions", self.banks),
            ("packs/summaries", self.summaries),
            ("packs", self.packs),
            ("packs/drawn", self.drawn),
        ):
            (folder / place).mkdir(parents=True, exist_ok=True)
            for name, fields in files.items():
                shown = _mixed(fields, mixed) if mixed and place == "questions" else fields
                text = ("# a comment\n" if mixed else "") + written(shown)
                (folder / place / f"{name}.yaml").write_text(text, encoding="utf-8")
        return folder


def read(folder: Path) -> Project:
    """A project of files, every scalar as text."""
    project = Project()
    for place, files in (
        ("questions/evidence", project.evidence),
        ("questions", project.banks),
        ("packs/summaries", project.summaries),
        ("packs", project.packs),
        ("packs/drawn", project.drawn),
    ):
        for path in sorted((folder / place).glob("*.yaml")):
            files[path.stem] = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)
    return project


# ---------------------------------------------------------------- YAML
def written(value: Any, indent: int = 0) -> str:
    """A value as YAML: block style, texts in quotes or under >-."""
    pad = " " * indent
    if isinstance(value, dict):
        return "".join(f"{pad}{name}:{_beside(entry, indent)}" for name, entry in value.items())
    return "".join(f"{pad}-{_entry(entry, indent)}" for entry in value)


def _beside(value: Any, indent: int) -> str:
    if isinstance(value, (dict, list)):
        return (
            "\n" + written(value, indent + 2)
            if value
            else (" {}\n" if isinstance(value, dict) else " []\n")
        )
    return f" {_scalar(value, indent)}\n"


def _entry(value: Any, indent: int) -> str:
    if isinstance(value, (dict, list)):
        return " " + written(value, indent + 2).lstrip(" ")
    return f" {_scalar(value, indent)}\n"


def _scalar(value: Any, indent: int) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    if not isinstance(value, str):
        return text
    if len(text) > 60 and text == text.strip() and "\n" not in text:
        return f">-\n{' ' * (indent + 4)}{text}"
    return json.dumps(text, ensure_ascii=False)


def _mixed(bank: Fields, chance: random.Random) -> Fields:
    return {
        **bank,
        "items": [dict(chance.sample(list(item.items()), len(item))) for item in bank["items"]],
    }


# ---------------------------------------------------------------- texts
class Texts:
    """Sentences drawn at random, no two alike."""

    def __init__(self, chance: random.Random) -> None:
        self.chance, self._count = chance, 0

    def __call__(self, least: int, most: int, end: str = "") -> str:
        self._count += 1
        words = [self.chance.choice(WORDS) for _ in range(self.chance.randint(least, most))]
        words.insert(
            self.chance.randint(0, len(words)), f"n{self._count}{self.chance.choice('abcdefg')}"
        )
        return " ".join(words).lstrip("– ") + end


# ---------------------------------------------------------------- item types
@dataclass(frozen=True)
class Kind:
    """An item type.

    make: the type's own fields (and `points`, `lines`).  twist: changes every key-side field of an
    item in place and none that students see.  right: the texts of the keys, the verdict, or what
    the scheme credits.  options: all texts with a letter.
    """

    make: Callable[[Texts], Fields]
    twist: Callable[[Fields, random.Random, Say], None]
    right: Callable[[Fields], frozenset[str]]
    options: Callable[[Fields], list[str]] = lambda item: []
    prose: bool = False  # answered in sentences, which the tests cannot mark


def _distractors(texts: list[str], say: Texts) -> list[Any]:
    return [
        text if say.chance.random() < 0.2 else {"text": text, "why": say(3, 30, ".")}
        for text in texts
    ]


def text_of(entry: Any) -> str:
    """The text of a distractor or an event, written short or in full."""
    return entry if isinstance(entry, str) else entry["text"]


def _option_texts(count: int, say: Texts) -> list[str]:
    shape = say.chance.random()
    if shape < 0.15:
        return [f"{n:,}" for n in say.chance.sample(range(1, 30_000), count)]
    if shape < 0.3:
        return [str(year) for year in say.chance.sample(range(1900, 2019), count)]
    return [say(1, 4 if say.chance.random() < 0.7 else 40) for _ in range(count)]


def _arrangement(texts: list[str], say: Texts) -> Fields:
    drawn = say.chance.random()
    if drawn < 0.15:
        return {"order": say.chance.choice(["natural", "shuffle"])}
    if drawn < 0.25:
        return {"order": say.chance.sample(texts, len(texts))}
    return {"last": say.chance.choice(texts)} if drawn < 0.4 else {}


def _make_single(say: Texts) -> Fields:
    texts = _option_texts(say.chance.randint(3, 8), say)
    return {
        "key": texts[0],
        "distractors": _distractors(texts[1:], say),
        **_arrangement(texts, say),
    }


def _twist_single(item: Fields, chance: random.Random, say: Say) -> None:
    texts = [text_of(d) for d in item["distractors"]]
    wrong = chance.choice(texts)
    others = [item["key"] if text == wrong else text for text in texts]
    chance.shuffle(others)
    item["key"] = wrong
    item["distractors"] = [{"text": text, "why": say("why")} for text in others]


def _make_multiple(say: Texts) -> Fields:
    texts = _option_texts(say.chance.randint(3, 8), say)
    keys = say.chance.randint(2, len(texts) - 1)
    scoring = say.chance.choice(["plus-minus", "per-option", "all-or-nothing"])
    return {
        "keys": texts[:keys],
        "distractors": _distractors(texts[keys:], say),
        "choose": say.chance.choice(["any", keys]),
        "scoring": scoring,
        **_arrangement(texts, say),
    }


def _twist_multiple(item: Fields, chance: random.Random, say: Say) -> None:
    before = set(item["keys"])
    texts = [*item["keys"], *(text_of(d) for d in item["distractors"])]
    while set(item["keys"]) == before:
        count = chance.randint(2, len(texts) - 1) if item["choose"] == "any" else len(before)
        item["keys"] = chance.sample(texts, count)
    others = [text for text in texts if text not in item["keys"]]
    item["distractors"] = [
        {"text": text, "why": say("why")} for text in chance.sample(others, len(others))
    ]


def _make_true_false(say: Texts) -> Fields:
    true, correct = say.chance.random() < 0.5, say.chance.random() < 0.6
    made: Fields = {"key": true, "correct_it": correct}
    if not true and correct:
        made["correction"] = say(3, 30, ".")
    return (
        {**made, "lines": say.chance.randint(1, 5)}
        if correct and say.chance.random() < 0.5
        else made
    )


def _twist_true_false(item: Fields, chance: random.Random, say: Say) -> None:
    true = str(item["key"]).lower() != "true"
    item["key"] = true
    item.pop("correction", None)
    if not true:
        item["correction"] = say("correction")


def _make_short_answer(say: Texts) -> Fields:
    points = say.chance.randint(1, 4)
    scheme = [
        {"credit": say(2, 20), "points": 1, "accept": [say(1, 9)] * say.chance.randint(0, 1)}
        for _ in range(points)
    ]
    made: Fields = {"points": points, "scheme": scheme}
    return {**made, "lines": say.chance.randint(0, 12)} if say.chance.random() < 0.5 else made


def _twist_short_answer(item: Fields, chance: random.Random, say: Say) -> None:
    halves = round(2 * float(item["points"]))
    item["scheme"] = [
        {
            "credit": say("credit"),
            "points": 0.5,
            "accept": [say("accept") for _ in range(chance.randint(1, 3))],
            "reject": [say("reject") for _ in range(chance.randint(1, 2))],
        }
        for _ in range(halves + chance.randint(0, 3))
    ]
    item["model"] = say("model")


def _make_matching(say: Texts) -> Fields:
    reuse = say.chance.random() < 0.3
    responses = [say(1, 4) for _ in range(say.chance.randint(3, 6))]
    used = say.chance.randint(3, len(responses))
    pairs = [{"premise": say(1, 6), "response": text} for text in responses[:used]]
    if reuse:
        pairs += [{"premise": say(1, 6), "response": responses[0]}]
    made: Fields = {"pairs": pairs, "reuse": reuse}
    return {**made, "unused": responses[used:]} if responses[used:] else made


def _responses(item: Fields) -> list[str]:
    return list(
        dict.fromkeys([*(pair["response"] for pair in item["pairs"]), *item.get("unused", [])])
    )


def _twist_matching(item: Fields, chance: random.Random, say: Say) -> None:
    responses = reordered(_responses(item), chance)
    reuse = str(item.get("reuse", False)).lower() == "true"
    given = (
        [chance.choice(responses) for _ in item["pairs"]]
        if reuse
        else responses[: len(item["pairs"])]
    )
    premises = reordered([pair["premise"] for pair in item["pairs"]], chance)
    item["pairs"] = [
        {"premise": premise, "response": text}
        for premise, text in zip(premises, given, strict=True)
    ]
    item["unused"] = [text for text in responses if text not in given]


def _make_ordering(say: Texts) -> Fields:
    sequence = [
        {"text": say(1, 8), **({"date": str(1990 + n)} if say.chance.random() < 0.5 else {})}
        for n in range(say.chance.randint(3, 7))
    ]
    return {
        "sequence": sequence,
        "scoring": say.chance.choice(["adjacent-pairs", "position", "all-or-nothing"]),
    }


def _twist_ordering(item: Fields, chance: random.Random, say: Say) -> None:
    item["sequence"] = [
        {"text": text, "date": str(1980 + n)}
        for n, text in enumerate(reordered([text_of(step) for step in item["sequence"]], chance))
    ]


BLANK = re.compile(r"\{([^{}]*)\}")


def _make_cloze(say: Texts) -> Fields:
    words = [f"word{say.chance.randint(100, 999)}{n}" for n in range(say.chance.randint(1, 4))]
    text = " ".join(f"{say(1, 9)} {{{word}}}" for word in words) + f" {say(1, 5)}."
    return (
        {"text": text, "word_bank": [f"spare{n}" for n in range(3)]}
        if say.chance.random() < 0.5
        else {"text": text}
    )


def _twist_cloze(item: Fields, chance: random.Random, say: Say) -> None:
    """Other words in the blanks; where a bank prints the words, the same ones in other places."""
    first = [blank.split("|")[0].strip() for blank in BLANK.findall(item["text"])]
    bank = item.get("word_bank")
    if bank is None:
        fresh = [f"other{n}" for n in range(len(first))]
    else:
        words = reordered([*dict.fromkeys(first), *bank], chance)
        fresh = words[: len(first)]
        item["word_bank"] = words[len(first) :]
    spelled = iter([f"{{{word} | {say('accept')}}}" for word in fresh])
    item["text"] = BLANK.sub(lambda found: next(spelled), item["text"])


def _make_numeric(say: Texts) -> Fields:
    made: Fields = {"key": say.chance.choice(["7", "750", "12.5", "-3"])}
    if say.chance.random() < 0.5:
        made["tolerance"] = "1"
    if say.chance.random() < 0.5:
        made["unit"] = f"units of {say(1, 3)}"
    return {**made, "lines": say.chance.randint(0, 6)} if say.chance.random() < 0.4 else made


def _twist_numeric(item: Fields, chance: random.Random, say: Say) -> None:
    item["key"] = str(float(item["key"]) * 3 + 1001)
    item["tolerance"] = "2.5" if item.get("tolerance", "0") in ("0", "1") else "0"


def _make_essay(say: Texts) -> Fields:
    made: Fields = {
        "points": 6,
        "rubric": [{"points": "0..2", "text": say(3, 20)}, {"points": "3..6", "text": say(3, 20)}],
    }
    if say.chance.random() < 0.5:
        made["indicative"] = [say(3, 20), say(3, 20)]
    if say.chance.random() < 0.3:
        return {**made, "booklet": True}
    return (
        {**made, "lines": say.chance.randint(3, 20), "planning": 3}
        if say.chance.random() < 0.5
        else made
    )


def _twist_essay(item: Fields, chance: random.Random, say: Say) -> None:
    points = int(item["points"])
    cuts = [
        0,
        *sorted(chance.sample(range(1, points + 1), min(points, chance.randint(1, 4)))),
        points + 1,
    ]
    item["rubric"] = [
        {"points": f"{low}..{high - 1}", "text": say("rubric")}
        for low, high in zip(cuts, cuts[1:], strict=False)
    ]
    item["indicative"] = [say("indicative") for _ in range(chance.randint(1, 4))]


def _make_set(say: Texts) -> Fields:
    parts = []
    for kind in say.chance.sample(
        [kind for kind in KINDS if kind not in ("set", "essay")], say.chance.randint(2, 3)
    ):
        parts.append(
            {
                "type": kind,
                "stem": say(3, 12, "?"),
                "rationale": say(3, 20, "."),
                **KINDS[kind].make(say),
            }
        )
    return {
        "stimulus": _stimulus(say),
        "provenance": say(2, 8),
        "kind": say.chance.choice(["paraphrase", "quotation", "data"]),
        "parts": parts,
    }


def _stimulus(say: Texts) -> Fields:
    shape = say.chance.choice(
        ["passage", "passages", "table", "chart", "blank chart", "blank matrix"]
    )
    if shape.startswith("passage"):
        return {
            "passage": say(30, 80, ".")
            if shape == "passage"
            else [say(10, 40, "."), say(10, 40, ".")]
        }
    if shape == "table":
        return {
            "table": {
                "caption": say(2, 6),
                "head": [say(1, 1), say(1, 1)],
                "rows": [[say(1, 2)] * 2] * 3,
            }
        }
    shared: Fields = {
        "caption": "What was counted",
        "alt": "A figure of what was counted in some years by some bodies.",
    }
    if shape == "blank matrix":
        names = ["Zeta", "Alpha", "Midway"]
        return {
            "figure": {
                **shared,
                "kind": "matrix",
                "blanks": True,
                "relations": [
                    {"from": names[n], "to": names[(n + 1) % 3], "relation": word}
                    for n, word in enumerate(["backs", "arms", "sues"])
                ],
            }
        }
    series = [
        {"name": name, "values": [str(say.chance.randint(1, 50)) for _ in range(3)]}
        for name in ("Visits", "Loans")
    ]
    return {
        "figure": {
            **shared,
            "kind": "bar-chart",
            "categories": ["2010", "2014", "2018"],
            "series": series,
            "blanks": shape == "blank chart",
        }
    }


def _twist_set(item: Fields, chance: random.Random, say: Say) -> None:
    for part in item["parts"]:
        KINDS[part["type"]].twist(part, chance, say)
        part.update(rationale=say("rationale"), notes=say("notes"), reviewed_by=say("reviewed_by"))
        part.update(level=chance.choice(LEVELS), difficulty=chance.choice(DIFFICULTIES))
        for inherited in ("facts", "objective"):  # from the set, whose own are others now
            part.pop(inherited, None)
    figure = item["stimulus"].get("figure", {})
    if (
        str(figure.get("blanks", False)).lower() == "true"
    ):  # then its values are the answer, and who stands where
        for series in figure.get("series", []):
            series["values"] = [str(chance.randint(51, 99)) for _ in series["values"]]
        if links := figure.get("relations"):
            turned = [
                {"from": link["to"], "to": link["from"], "relation": f"not {link['relation']}"}
                for link in links
            ]
            figure["relations"] = list(reversed(turned))


def _parts_right(item: Fields) -> frozenset[str]:
    return frozenset(
        text
        for part in item["parts"]
        for text in KINDS[part["type"]].right(part)
        if text not in ("True", "False")
    )


KINDS = {
    "single": Kind(
        _make_single,
        _twist_single,
        lambda item: frozenset([item["key"]]),
        lambda item: [item["key"], *map(text_of, item["distractors"])],
    ),
    "multiple": Kind(
        _make_multiple,
        _twist_multiple,
        lambda item: frozenset(item["keys"]),
        lambda item: [*item["keys"], *map(text_of, item["distractors"])],
    ),
    "true-false": Kind(
        _make_true_false, _twist_true_false, lambda item: frozenset([str(item["key"]).capitalize()])
    ),
    "short-answer": Kind(
        _make_short_answer,
        _twist_short_answer,
        lambda item: frozenset(c["credit"] for c in item["scheme"]),
        prose=True,
    ),
    "matching": Kind(
        _make_matching,
        _twist_matching,
        lambda item: frozenset(f"{pair['premise']} – {pair['response']}" for pair in item["pairs"]),
        _responses,
        prose=True,
    ),
    "ordering": Kind(
        _make_ordering,
        _twist_ordering,
        lambda item: frozenset(text_of(step) for step in item["sequence"]),
        lambda item: [text_of(step) for step in item["sequence"]],
        prose=True,
    ),
    "cloze": Kind(
        _make_cloze,
        _twist_cloze,
        lambda item: frozenset(
            f"({n}) {blank.split('|')[0].strip()}"
            for n, blank in enumerate(BLANK.findall(item["text"]), 1)
        ),
        prose=True,
    ),
    "numeric": Kind(
        _make_numeric,
        _twist_numeric,
        lambda item: frozenset([str(item["key"]).replace("-", "−")]),
        prose=True,
    ),
    "essay": Kind(
        _make_essay,
        _twist_essay,
        lambda item: frozenset(band["text"] for band in item["rubric"]),
        prose=True,
    ),
    "set": Kind(_make_set, _twist_set, _parts_right, prose=True),
}


# ---------------------------------------------------------------- projects
def drawn(seed: int, forms: int | None = None) -> Project:
    """A project of one source, two banks, a summary and two packs; it has at least one item of each
    type.
    """
    chance = random.Random(seed)
    say = Texts(chance)
    facts = [
        {
            "id": f"f-{n}",
            "status": "reported",
            "date": "2008..2019",
            "text": say(3, 12, "."),
            "ref": f"paragraph {n}",
        }
        for n in range(1, 9)
    ]
    evidence = {
        "source": "report",
        "citation": {"author": say(1, 2), "title": say(2, 5), "kind": "report"},
        "as_of": "2020-08",
        "as_of_basis": chance.choice(["stated", "inferred"]),
        "facts": facts,
    }
    if chance.random() < 0.5:
        evidence["notice"] = say(3, 20, ".")
    banks: dict[str, Fields] = {
        name: {
            "bank": name,
            "title": say(1, 3),
            "objectives": {f"{name}-o{n}": say(3, 12, ".") for n in (1, 2)},
            "items": [],
        }
        for name in ("north", "south")
    }
    types = [*KINDS, *chance.choices(list(KINDS), k=chance.randint(1, 6))]
    for n, kind in enumerate(types):
        bank = chance.choice(list(banks))
        banks[bank]["items"].append(_item(f"q-{n}", kind, bank, say))
    for name, bank in banks.items():
        if not bank["items"]:
            bank["items"].append(_item(f"{name}-only", "single", name, say))
    ids = [item["id"] for bank in banks.values() for item in bank["items"]]
    summary = {
        "title": say(1, 4),
        "as_of": "2020-08",
        "sources": ["report"],
        "objectives": {"s-1": say(3, 9, ".")},
        "summary": [{"text": say(20, 60, "."), "facts": ["f-1"]}],
        "timeline": [{"date": "2008", "text": say(2, 9, "."), "facts": ["f-2"]}],
        "glossary": [{"term": say(1, 2), "definition": say(4, 12, ".")}],
    }
    packs = {
        "quiz": _pack("quiz", ids, say, forms, chance.random() < 0.5),
        "short": _pack("short", chance.sample(ids, 2), say, 1, False),
    }
    return Project({"report": evidence}, banks, {"topic": summary}, packs)


def _item(name: str, kind: str, bank: str, say: Texts) -> Fields:
    chance = say.chance
    item = {
        "id": name,
        "type": kind,
        "objective": f"{bank}-o1",
        "level": chance.choice(LEVELS),
        "difficulty": chance.choice(DIFFICULTIES),
        "facts": chance.sample(["f-1", "f-2", "f-3", "f-4"], chance.randint(1, 3)),
        "stem": say(4, 40, "?"),
        "rationale": say(4, 60, "."),
    }
    if chance.random() < 0.5 and kind != "set":  # which is worth what its parts are
        item["points"] = chance.choice([0.5, 1, 1.5, 2])
    return {**item, **KINDS[kind].make(say)}


def _pack(name: str, ids: list[str], say: Texts, forms: int | None, briefing: bool) -> Fields:
    chance = say.chance
    ids = chance.sample(ids, len(ids))
    parts = chance.randint(1, min(3, len(ids)))
    cuts = [0, *sorted(chance.sample(range(1, len(ids)), parts - 1)), len(ids)]
    sections = [
        {
            "title": say(1, 5),
            "order": chance.choice(["shuffle", "as-written"]),
            "items": ids[low:high],
        }
        for low, high in zip(cuts, cuts[1:], strict=False)
    ]
    pack: Fields = {
        "pack": name,
        "title": say(1, 4),
        "sources": ["report"],
        "seed": chance.randbytes(16).hex(),
        "forms": forms or chance.randint(1, 4),
        "quiz": {"sections": sections},
    }
    for more, value in (
        ("institution", say(1, 3)),
        ("course", say(1, 3)),
        ("instructor", say(1, 2)),
        ("class", say(1, 2)),
        ("date", "2026-12-07"),
        ("duration", 40),
        ("instructions", [say(3, 20, "."), say(3, 20, ".")]),
        (
            "print",
            {
                "paper": "Letter",
                "sides": "simplex",
                "copies": 7,
                "profiles": ["standard", "plain-text"],
                "briefing": "with-paper",
                "answer_sheet": True,
            },
        ),
    ):
        if chance.random() < 0.4:
            pack[more] = value
    return {**pack, "summaries": ["topic"]} if briefing else pack


# ---------------------------------------------------------------- the other key side
def twisted(project: Project, chance: random.Random, say: Say | None = None) -> Project:
    """The project with every key-side field changed, and with nothing else changed that a student
    sees.

    `say` makes the texts that take the place of the old ones; it is told what they are for.
    """
    texts = Texts(chance)
    speak: Say = say or (lambda what: f"It is told that {texts(1, LONGEST.get(what, 12), '.')}")
    changed = copy.deepcopy(project)
    for name in changed.evidence:
        _twist_evidence(changed.evidence[name], name, chance, speak)
    facts = [fact["id"] for evidence in changed.evidence.values() for fact in evidence["facts"]]
    fresh = [name for name in facts if name.startswith("fresh-")]
    for name, bank in changed.banks.items():
        bank["title"] = speak("bank title")
        bank["objectives"] = {
            f"{name}-other": speak("objective"),
            **{one: speak("objective") for one in bank["objectives"]},
        }
        for item in bank["items"]:
            twist(item, chance, speak)
            item["objective"] = f"{name}-other"
            item["facts"] = chance.sample(fresh, chance.randint(1, len(fresh)))
        chance.shuffle(bank["items"])
    for pack in changed.packs.values():
        for section in pack["quiz"]["sections"]:
            if section.get("order", "shuffle") == "shuffle":
                section["items"] = reordered(section["items"], chance)
    return changed


def twist(item: Fields, chance: random.Random, say: Say) -> None:
    """Change everything of an item that only teachers see."""
    KINDS[item["type"]].twist(item, chance, say)
    item["rationale"] = say("rationale")
    item["level"] = chance.choice([level for level in LEVELS if level != item["level"]])
    item["difficulty"] = chance.choice([one for one in DIFFICULTIES if one != item["difficulty"]])
    item["reviewed_by"] = say("reviewed_by")
    item["notes"] = say("notes")
    item["ignore"] = {"no-why": say("ignore")}


def reordered(entries: list[Any], chance: random.Random) -> list[Any]:
    """The entries in another order, where there is one."""
    order = list(entries)
    while len(order) > 1 and order == entries:
        chance.shuffle(order)
    return order


def _twist_evidence(evidence: Fields, name: str, chance: random.Random, say: Say) -> None:
    """Other words for every fact, and new facts to cite; the citation with its note and the notice
    are printed, and stay.
    """
    for fact in evidence["facts"]:
        fact["text"], fact["ref"] = say("fact"), say("fact ref")
    evidence["facts"] += [
        {
            "id": f"fresh-{name}-{n}",
            "status": status,
            "by": say("fact by"),
            "date": "2010",
            "text": say("fact"),
            "ref": say("fact ref"),
        }
        for n, status in enumerate(("reported", "derived", "reported"))
    ]
    # Who is named in a briefing has a role beside the name there: that is for students.
    evidence["people"] = [*evidence.get("people", ()), {"name": say("person"), "role": say("role")}]
    evidence["names"] = [say("name")]
    evidence["pairs"] = [
        {"facts": [f"fresh-{name}-0"], "with": [f"fresh-{name}-0"], "because": say("because")}
    ]
