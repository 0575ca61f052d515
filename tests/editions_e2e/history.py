"""A course told at random: an instructor edits, deletes, renames, prints and corrects; the test
remembers what was right.

In: a seed.  Out: a project on disk, and what each paper that was ever built must be answered with.
Never asks the program what is right: it keeps a model of its own.
"""

from __future__ import annotations

import copy
import json
import random
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pypdfium2
import yaml

PLAIN = (
    "harbour",
    "treaty",
    "envoy",
    "corridor",
    "ceasefire",
    "summit",
    "border",
    "railway",
    "census",
    "garrison",
    "charter",
    "lighthouse",
    "ferry",
    "customs",
    "bridge",
    "valley",
    "province",
    "embassy",
    "archive",
)


@dataclass
class Course:
    """The files of a project as plain values, and a memory of what papers asked."""

    chance: random.Random
    items: dict[str, dict[str, Any]] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    pack: dict[str, Any] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    count: int = 0
    kept: list[Any] = field(default_factory=list)

    @classmethod
    def begun(cls, seed: int) -> Course:
        """A course with a few items of four types."""
        course = cls(random.Random(seed))
        course.facts = {f"f-{n}": course.say(6) for n in range(1, 4)}
        for kind in ("single", "multiple", "true-false", "short-answer", "single"):
            course.add(kind)
        course.pack = {
            "title": course.say(2),
            "forms": 2,
            "paper": "A4",
            "seed": course.chance.randbytes(16).hex(),
            "order": "shuffle",
            "items": list(course.items),
            "copies": 7,
        }
        return course

    def say(self, words: int) -> str:
        """A sentence that was never said before."""
        self.count += 1
        return " ".join(
            [
                "N" + "abcdefghij"[self.count % 10] + str(self.count),
                *(self.chance.choice(PLAIN) for _ in range(words)),
            ]
        )

    def add(self, kind: str) -> str:
        """A new item in the bank."""
        name = f"q-{self.count}"
        item = {
            "type": kind,
            "stem": self.say(7) + "?",
            "points": self.chance.choice([1, 2, 3]),
            "rationale": self.say(5) + ".",
            "facts": [self.chance.choice(list(self.facts))],
        }
        if kind == "single":
            item.update(key=self.say(2), wrong=[self.say(2) for _ in range(3)])
        elif kind == "multiple":
            item.update(keys=[self.say(2), self.say(2)], wrong=[self.say(2), self.say(2)])
        elif kind == "true-false":
            item.update(key=self.chance.random() < 0.5, stem=item["stem"].replace("?", "."))
        else:
            item.update(scheme=[self.say(4)])
        self.items[name] = item
        self.order.append(name)
        return name

    # -------------------------------------------------------------- what happens
    def happen(self) -> str:
        """One thing an instructor does; gives its name."""
        what = self.chance.choice([name for name in dir(self) if name.startswith("do_")])
        getattr(self, what)()
        return what

    def _some(self, *kinds: str) -> dict[str, Any] | None:
        found = [item for item in self.items.values() if not kinds or item["type"] in kinds]
        return self.chance.choice(found) if found else None

    def do_mend_a_stem(self) -> None:
        item = self._some()
        item["stem"] = self.say(7) + item["stem"][-1]

    def do_mend_an_option(self) -> None:
        if item := self._some("single", "multiple"):
            item["wrong"][self.chance.randrange(len(item["wrong"]))] = self.say(2)

    def do_mend_a_key(self) -> None:
        if item := self._some("single"):
            item["key"] = self.say(2)

    def do_correct_a_key(self) -> None:
        item = self._some("single", "multiple", "true-false")
        if item and item["type"] == "true-false":
            item["key"] = not item["key"]
        elif item and item["type"] == "single":
            item["key"], item["wrong"][0] = item["wrong"][0], item["key"]
        elif item:
            item["keys"][0], item["wrong"][0] = item["wrong"][0], item["keys"][0]

    do_correct_another_key = do_correct_a_key

    def do_mend_a_reason(self) -> None:
        self._some()["rationale"] = self.say(6) + "."

    def do_mend_a_fact(self) -> None:
        self.facts[self.chance.choice(list(self.facts))] = self.say(6)

    def do_reorder(self) -> None:
        self.chance.shuffle(self.order)
        self.chance.shuffle(self.pack["items"])
        if item := self._some("single", "multiple"):
            self.chance.shuffle(item["wrong"])

    def do_delete(self) -> None:
        if len(self.pack["items"]) > 2:
            name = self.chance.choice(self.pack["items"])
            self.pack["items"].remove(name)
            if self.chance.random() < 0.7:
                self.order.remove(name)
                del self.items[name]

    def do_add(self) -> None:
        name = self.add(self.chance.choice(["single", "multiple", "true-false", "short-answer"]))
        self.pack["items"].append(name)
        if len(self.pack["items"]) > 8:
            self.do_delete()

    def do_rename(self) -> None:
        old = self.chance.choice(list(self.items))
        self.count += 1
        new = f"renamed-{self.count}"
        self.items = {new if name == old else name: item for name, item in self.items.items()}
        self.order = [new if name == old else name for name in self.order]
        self.pack["items"] = [new if name == old else name for name in self.pack["items"]]

    def do_change_the_pack(self) -> None:
        change = self.chance.choice(["title", "forms", "seed", "paper", "order"])
        self.pack[change] = {
            "title": self.say(2),
            "forms": self.chance.randint(1, 3),
            "seed": self.chance.randbytes(16).hex(),
            "paper": self.chance.choice(["A4", "Letter"]),
            "order": self.chance.choice(["shuffle", "as-written"]),
        }[change]

    def do_print_otherwise(self) -> None:
        change = self.chance.choice(["profiles", "briefing", "answer_sheet", "copies"])
        self.pack[change] = {
            "profiles": self.chance.choice(
                [["standard"], ["large-print"], ["dyslexia", "plain-text"]]
            ),
            "briefing": self.chance.choice(["beside", "with-paper"]),
            "answer_sheet": self.chance.random() < 0.5,
            "copies": self.chance.choice([1, 5, 7]),
        }[change]

    def do_keep_a_copy(self) -> None:
        self.kept.append(copy.deepcopy((self.items, self.order, self.pack, self.facts)))

    def do_go_back(self) -> None:
        if self.kept:
            self.items, self.order, self.pack, self.facts = copy.deepcopy(
                self.chance.choice(self.kept)
            )

    # -------------------------------------------------------------- what is there
    def student_side(self, name: str) -> Any:
        """What students see of an item."""
        item = self.items[name]
        texts = frozenset(
            [item["key"], *item["wrong"]]
            if item["type"] == "single"
            else [*item["keys"], *item["wrong"]]
            if item["type"] == "multiple"
            else []
        )
        return item["type"], item["stem"], item["points"], texts

    def right(self, name: str) -> Any:
        """What earns points."""
        item = self.items[name]
        if item["type"] == "short-answer":
            return tuple(item["scheme"])
        return frozenset(
            item["keys"]
            if item["type"] == "multiple"
            else [str(item["key"])]
            if item["type"] == "true-false"
            else [item["key"]]
        )

    def files(self) -> dict[str, bytes]:
        """The project as YAML."""
        bank = {
            "bank": "course",
            "title": "Course",
            "objectives": {"o-1": "Know what happened."},
            "items": [self._fields(name) for name in self.order],
        }
        citation = {"author": "A. Writer", "title": "Report", "kind": "report"}
        evidence = {
            "source": "report",
            "citation": citation,
            "as_of": "2020-08",
            "as_of_basis": "stated",
            "facts": [
                {"id": name, "status": "reported", "text": text, "ref": "page 1"}
                for name, text in self.facts.items()
            ],
        }
        summary = {
            "title": "What happened",
            "as_of": "2020-08",
            "sources": ["report"],
            "objectives": {"s-1": "Know it."},
            "summary": [{"text": text + ".", "facts": [name]} for name, text in self.facts.items()],
        }
        pack = {
            "pack": "course",
            "title": self.pack["title"],
            "sources": ["report"],
            "summaries": ["topic"],
            "seed": self.pack["seed"],
            "forms": self.pack["forms"],
            "quiz": {
                "sections": [
                    {"title": "All", "order": self.pack["order"], "items": self.pack["items"]}
                ]
            },
            "print": {
                name: self.pack[name]
                for name in ("paper", "copies", "profiles", "briefing", "answer_sheet")
                if name in self.pack
            },
        }
        named = {
            "questions/course.yaml": bank,
            "questions/evidence/report.yaml": evidence,
            "packs/summaries/topic.yaml": summary,
            "packs/course.yaml": pack,
        }
        return {
            path: yaml.dump(
                copy.deepcopy(value), allow_unicode=True, sort_keys=False, width=1000
            ).encode()
            for path, value in named.items()
        }

    def _fields(self, name: str) -> dict[str, Any]:
        item = self.items[name]
        fields = {
            "id": name,
            "type": item["type"],
            "objective": "o-1",
            "level": "understand",
            "difficulty": "medium",
            "facts": item["facts"],
            "points": item["points"],
            "stem": item["stem"],
            "rationale": item["rationale"],
        }
        if item["type"] == "single":
            return {**fields, "key": item["key"], "distractors": item["wrong"]}
        if item["type"] == "multiple":
            return {
                **fields,
                "keys": item["keys"],
                "distractors": item["wrong"],
                "choose": "any",
                "scoring": "per-option",
            }
        if item["type"] == "true-false":
            return {**fields, "key": item["key"], "correct_it": False}
        points = item["points"]
        return {
            **{k: v for k, v in fields.items() if k != "rationale"},
            "scheme": [{"credit": credit, "points": points} for credit in item["scheme"]],
            "model": "Say so.",
        }


def write(course: Course, folder: Path) -> None:
    """Write the project's files, those that changed only."""
    for path, data in course.files().items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists() or file.read_bytes() != data:
            file.write_bytes(data)


@dataclass
class Sheet:
    """A file as the stand-in set it: its code, and its questions by stem."""

    code: str
    questions: dict[str, dict[str, Any]]
    whole: str

    @classmethod
    def read(cls, data: bytes) -> Sheet:
        shown = json.loads(data)
        return cls(
            shown["foot"].split(" ")[0],
            {entry["stem"]: entry for entry in shown["entries"]},
            data.decode(),
        )


def read_pdf(data: bytes) -> Sheet:
    """A paper or key of a course as PDFium reads it, line by line: every stem and option of a
    course fits on one.
    """
    pdf = pypdfium2.PdfDocument(data)
    try:
        text = "\n".join(page.get_textpage().get_text_range() for page in pdf)
    finally:
        pdf.close()
    codes = set(re.findall(r"(?m)^(\S{4}-\S{4}-\S+)(?: · r\d+)? Page", text))
    assert len(codes) == 1, codes
    found: dict[str, dict[str, Any]] = {}
    entry: dict[str, Any] = {}
    for line in text.splitlines():
        if asked := re.fullmatch(r"(\d+) (N.+) \[\S+\] ?", line):
            entry = found[asked[2]] = {"number": asked[1], "options": {}, "answers": [], "rest": ""}
        elif entry and (option := re.fullmatch(r"([A-H]) (.+?) ?", line)):
            entry["options"][option[1]] = option[2]
        elif entry and (key := re.fullmatch(r"✓ (?:([A-H]) (.+?)|(True|False)) ?", line)):
            entry["answers"].append(f"✓ {key[1]}  {key[2]}" if key[1] else f"✓ {key[3]}")
        elif entry:
            entry["rest"] += line
    return Sheet(codes.pop(), found, text)


def answered(paper: Sheet, key: Sheet, stem: str, expected: Any) -> bool:
    """Whether a key answers a question of a paper as expected, by the letters on that paper."""
    asked, entry = paper.questions[stem], key.questions.get(stem)
    if entry is None or entry["number"] != asked["number"] or paper.code != key.code:
        return False
    if isinstance(expected, tuple):
        return all(credit in entry["rest"] for credit in expected)
    letters = [re.fullmatch(r"✓ (\S+)(?:  (.*))?", line) for line in entry["answers"]]
    if not asked["options"]:
        return [letter[1] for letter in letters if letter] == [*expected]
    return (
        len(letters) == len(expected)
        and {asked["options"].get(letter[1]) for letter in letters if letter} == expected
    )
