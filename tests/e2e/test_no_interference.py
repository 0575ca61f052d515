"""The promise: change everything that only teachers know, build anew, and every file for students
is the same, byte for byte.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from generator import documents, editions
from generator.items import options
from generator.items.short_answer import ShortAnswer
from generator.page.blocks import Document, Entries, Option, Options
from generator.page.markup import Span, plain
from generator.workflows.build import cache, edition, render
from generator.workflows.build.outputs import OutputFile
from tests.e2e import banks, making
from tests.e2e.banks import Project

SEEDS = range(8 * making.ROUNDS)


def seen(project: Project, folder: Path, mixed: random.Random | None = None) -> dict[str, bytes]:
    """All that students see or can be shown of a project built in an empty folder: their files, and
    the views' records.
    """
    making.build(project.write(folder, mixed))
    records = {
        path: data
        for path, data in making.files(folder, "packs/editions").items()
        if "-key-" not in path
    }
    return {**making.students(folder), **records}


def interference(before: Project, after: Project, folder: Path) -> list[str]:
    """The files for students that differ; the two are built in folders of their own."""
    one = seen(before, folder / "before")
    other = seen(after, folder / "after", random.Random(0))
    assert len(one) > 1
    return sorted({name for name in {*one, *other} if one.get(name) != other.get(name)})


def untouched_keys(folder: Path) -> list[str]:
    """Keys that are the same before and after: then there was nothing that could have leaked."""
    before, after = (making.files(folder / side, "output") for side in ("before", "after"))
    keys = [name for name in before if "-KEY-" in name]
    assert keys
    return [name for name in keys if before[name] == after.get(name)]


@pytest.mark.parametrize("seed", SEEDS)
def test_no_key_side_field_of_random_packs_changes_what_students_get(tmp_path, seed):
    """Other keys, reasons, schemes, facts, evidence and written orders leave papers, briefings,
    their names and records alike.
    """
    project = banks.drawn(seed)
    assert interference(project, banks.twisted(project, random.Random(seed)), tmp_path) == []
    assert untouched_keys(tmp_path) == []


def test_no_key_side_field_of_the_starter_packs_changes_what_students_get(tmp_path):
    """The same for the repository's own packs: one for each bank."""
    project = banks.read(making.copy_starter(tmp_path / "source")).named()
    project.packs = {name: pack for name, pack in project.packs.items() if name in project.banks}
    for pack in project.packs.values():
        pack["print"] = {
            "copies": 4,
            "profiles": ["plain-text"],
            "briefing": "with-paper",
            "answer_sheet": True,
        }
    other = banks.twisted(project, random.Random(2))
    for name, item in project.items.items():
        kind = banks.KINDS[item["type"]]
        keys = [
            (kind.right(one), one.get("sequence"), one.get("parts"))
            for one in (item, other.items[name])
        ]
        assert keys[0] != keys[1], f"{name} has the same key as before"
        assert sorted(kind.options(item)) == sorted(kind.options(other.items[name]))
    assert interference(project, other, tmp_path) == []
    assert untouched_keys(tmp_path) == []
    found = making.students(tmp_path / "after")
    for kind in ("-A.pdf", "-A-plain-text.txt", "-A-answer-sheet.pdf", "-class-set.pdf"):
        assert sum(name.endswith(kind) for name in found) == len(project.packs), kind


def test_the_writer_of_these_tests_changes_nothing(two, tmp_path):
    """Packs read and written by the tests are the same packs: otherwise the tests above would prove
    little.
    """
    making.build(banks.read(two).write(tmp_path))
    assert making.built(tmp_path) == making.built(two)


OPTIONS = {
    "equal numbers": ("5", "5.0", "7"),
    "numbers with separators": ("1,000", "1000", "2,000"),
    "signs": ("−5", "-5", "+5"),
    "equal dates": ("May 2008", "may 2008.5", "2008"),
    "letter cases": ("Baku", "Belgrade", "Tbilisi"),
    "markup": ("**Baku**", "*Tbilisi*", "Sarajevo"),
    "percentages": ("5 %", "5%", "10 %"),
    "singular and plural": ("1 day", "2 days", "2 day"),
    "accents": ("Šabac", "Sabac bridge", "Śabac"),
}


def lookalikes(order: str, turn: int) -> Project:
    """A project with an item for each set of options that sort alike; which of them is the key goes
    by `turn`.
    """
    project = banks.drawn(0, forms=3)
    bank = project.banks["north"]
    model = next(item for item in project.items.values() if item["type"] == "single")
    asked = {name: value for name, value in model.items() if name not in ("order", "last")}
    bank["items"] = []
    for n, texts in enumerate(OPTIONS.values()):
        texts = texts[turn:] + texts[:turn]
        more = {"order": order} if order else {}
        bank["items"].append(
            {
                **asked,
                "id": f"q-{n}",
                "stem": f"Question {n}?",
                "objective": "north-o1",
                "key": texts[0],
                "distractors": list(texts[1:]),
                "ignore": {"twin-options": "they look alike on purpose"},
                **more,
            }
        )
    del project.banks["south"]
    ids = [item["id"] for item in bank["items"]]
    project.packs = {
        "quiz": {**project.packs["quiz"], "quiz": {"sections": [{"title": "Only", "items": ids}]}}
    }
    return project


@pytest.mark.parametrize("order", ["", "natural", "shuffle"])
def test_whichever_option_is_the_key_the_paper_is_the_same(tmp_path, order):
    """Options that sort alike, in every order an author can ask for, give no sign of which of them
    is the key.
    """
    first = seen(lookalikes(order, 0), tmp_path / "0")
    for turn in (1, 2):
        assert seen(lookalikes(order, turn), tmp_path / str(turn)) == first


# ---------------------------------------------------------------- papers that tell are caught
class Leak:
    """Gives `compose.paper` what it must never have: the key side of the quiz being built."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.patch, self.key = monkeypatch, None
        self._arrange, self._paper = edition.arrange, documents.paper
        monkeypatch.setattr(edition, "arrange", self._spy)

    def _spy(self, *arguments: Any) -> Any:
        quiz = self._arrange(*arguments)
        self.key = quiz.key
        return quiz

    def right(self, text: str) -> bool:
        """Whether a text is a key of some item."""
        answers = [answer for section in self.key.sections for answer in section]
        keys = {
            key
            for answer in answers
            for key in (*getattr(answer, "keys", ()), getattr(answer, "key", ""))
        }
        return text in {plain(key) for key in keys if isinstance(key, str)}

    def papers(self, change: Callable[[Document], Document]) -> None:
        """Let every paper be changed before it is set."""
        self.patch.setattr(
            sys.modules["generator.documents.paper"],
            "paper",
            lambda *arguments, **named: change(self._paper(*arguments, **named)),
        )

    def options(self, change: Callable[[Option], Option]) -> None:
        """Let every right option of every paper be changed."""
        self.papers(
            lambda paper: replace(
                paper, blocks=tuple(self._block(block, change) for block in paper.blocks)
            )
        )

    def _block(self, block: Any, change: Callable[[Option], Option]) -> Any:
        if isinstance(block, Entries):
            return Entries(
                tuple(
                    replace(entry, blocks=tuple(self._block(one, change) for one in entry.blocks))
                    for entry in block.entries
                )
            )
        if isinstance(block, Options):
            return Options(
                tuple(
                    change(one) if self.right("".join(run.text for run in one.runs)) else one
                    for one in block.entries
                )
            )
        return block


def _bold(leak: Leak) -> None:
    leak.options(
        lambda option: replace(option, runs=tuple(replace(run, bold=True) for run in option.runs))
    )


def _space(leak: Leak) -> None:
    leak.options(lambda option: replace(option, runs=(*option.runs, Span("\u00a0"))))


def _square(leak: Leak) -> None:
    leak.options(lambda option: replace(option, box=""))


def _title(leak: Leak) -> None:
    def change(paper: Document) -> Document:
        firsts = [
            getattr(answer, "key", None) or getattr(answer, "keys", ("",))[0]
            for s in leak.key.sections
            for answer in s
        ]
        return replace(
            paper, title=f"{paper.title} {len(repr(firsts))}{sum(map(ord, repr(firsts)))}"
        )

    leak.papers(change)


def _room(leak: Leak) -> None:
    student_blocks = ShortAnswer.student_blocks

    def generous(self: ShortAnswer, student: Any, *rest: Any) -> Any:
        credits = [
            len(getattr(answer, "scheme", ()))
            for section in leak.key.sections
            for answer in section
        ]
        return student_blocks(self, replace(student, lines=sum(credits)), *rest)

    leak.patch.setattr(ShortAnswer, "student_blocks", generous)


def _authored_order(leak: Leak) -> None:
    canonical = options.canonical

    def careless(choices: Any, language: str) -> Any:
        texts, fixed, last = canonical(choices, language)
        return (tuple(text.source for text in choices.texts) if not last else texts), fixed, last

    leak.patch.setattr(options, "canonical", careless)


def _one_family(leak: Leak) -> None:
    """Keys and papers rendered together, so that they share one subset of each face."""

    def together(files: Any) -> Any:
        groups: dict[Any, Any] = {}
        for file in files:
            kind = "all" if isinstance(file.content, Document) else file.output.kind
            groups.setdefault((kind, file.output.profile), []).append(file)
        return {
            (members[0].output.kind, profile): members for (_, profile), members in groups.items()
        }

    for module in (cache, render):
        leak.patch.setattr(module, "render_groups", together)


def _name(leak: Leak) -> None:
    """File names that tell how much the answers say."""
    name = OutputFile.name.fget

    def telling(file: OutputFile) -> str:
        answers = [answer for section in leak.key.sections for answer in section]
        size = sum(len(answer.rationale) for answer in answers)
        return name(file).replace("students/", f"students/{size}-")

    leak.patch.setattr(OutputFile, "name", property(telling))


def _code(leak: Leak) -> None:
    """A code that also depends on the answers."""
    freeze = edition.freeze_edition

    def hashed(project: Any, pack: str, quiz: Any, *more: Any) -> Any:
        code = editions.short_code(sha256(repr(quiz).encode()).digest())
        return replace(freeze(project, pack, quiz, *more), code=code, records=())

    leak.patch.setattr(edition, "freeze_edition", hashed)


LEAKS = {
    "bold": _bold,
    "space": _space,
    "box": _square,
    "title": _title,
    "room": _room,
    "authored order": _authored_order,
    "shared glyphs": _one_family,
    "file name": _name,
    "code": _code,
}


@pytest.mark.parametrize("name", LEAKS)
def test_a_paper_that_tells_is_caught(tmp_path, monkeypatch, name):
    """The comparison that found nothing above finds each way in which a careless program would tell
    the key.
    """
    project = banks.drawn(SEEDS[0], forms=2)
    other = banks.twisted(project, random.Random(3))
    LEAKS[name](Leak(monkeypatch))
    assert interference(project, other, tmp_path)
