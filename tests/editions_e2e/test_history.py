"""Random courses: whatever happens, a build ends where a clean one does, and every paper there ever
was has its right key.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from generator import documents
from generator.editions.arrange import arrange
from generator.editions.store import FoundEdition
from generator.i18n.catalog import load_catalog
from generator.storage.files import ProjectFiles
from generator.workflows.build import cache
from generator.workflows.build.cache import BuildCache, Cause
from generator.workflows.build.outputs import OutputFile
from generator.workflows.project import load_project
from generator.workflows.sitting import reprint
from tests.edition_values import edition_of
from tests.editions_e2e import history
from tests.editions_e2e.history import Course
from tests.editions_e2e.stand_in import Real
from tests.editions_e2e.witness import Witness

ROUNDS = int(os.environ.get("PACKS_HISTORY_ROUNDS", "40"))
SPAN = 20  # rounds that a course lasts


def course(seed: int, folder: Path, rounds: int, **more: Any) -> Witness:
    """A course that was lived through."""
    begun = Course.begun(seed)
    folder.mkdir(parents=True)
    history.write(begun, folder)
    witness = Witness(begun, folder, **more)
    for _ in range(rounds):
        witness.round()
        if witness.wrong:
            break
    return witness


@pytest.mark.parametrize("seed", range(max(1, ROUNDS // SPAN)))
def test_any_course_keeps_its_promises(tmp_path, seed):
    """After every round: today's files are a clean build's, byte for byte, and keys fit papers by
    an independent reading.
    """
    witness = course(seed, tmp_path / "course", SPAN)
    witness.ask()
    assert witness.wrong == []
    assert len(witness.papers) >= 10 and witness.asked > 100 and len(set(witness.told)) >= 8


@pytest.mark.parametrize("seed", range(1000, 1000 + max(1, ROUNDS // 200)))
def test_a_course_in_print_keeps_its_promises(tmp_path, seed):
    """The same with the real typesetter: every paper ever built is read from its PDF by PDFium, and
    so is its key.
    """
    witness = course(seed, tmp_path / "course", 8, renderer=Real(), read=history.read_pdf)
    witness.wrong or witness.ask()
    assert witness.wrong == []
    assert len(witness.papers) >= 3 and witness.asked > 30


# ---------------------------------------------------------------- the tests above are not blind
def caught(tmp_path: Path, attempts: int = 6) -> list[str]:
    """What random courses find wrong with a program that was spoiled."""
    for seed in range(attempts):
        witness = course(seed, tmp_path / str(seed), SPAN)
        witness.wrong or witness.ask()
        if witness.wrong:
            return witness.wrong
    return []


def test_keys_from_seed_and_todays_bank_are_caught(tmp_path, monkeypatch):
    """A program that works a key out anew, from the pack's seed and the bank as it is, gives wrong
    keys, and that is seen.
    """

    def anew(found: FoundEdition) -> list[Any]:
        reading = load_project(ProjectFiles.find(next(iter(tmp_path.glob("*/questions"))).parent))
        pack = reading.pack("course")
        quiz = arrange(pack, reading.content)
        forms = [form for form in found.forms if form < pack.forms] or [0]
        other = edition_of(quiz.view, quiz.key, code=found.edition.code)
        return [documents.key(other, form, load_catalog("en")) for form in forms]

    monkeypatch.setattr(reprint, "key_documents", anew)
    assert "the key of" in caught(tmp_path, 1)[0]


def test_a_cache_that_trusts_times_is_caught(tmp_path, monkeypatch):
    """A program that takes a file for current because it is newer than its sources leaves wrong
    files, and that is seen.
    """

    def by_time(build: BuildCache, output: OutputFile, input_hash: str) -> Cause:
        root = build.project.root
        file = root / output.path
        sources = [*(root / "packs").rglob("*.yaml"), *(root / "questions").rglob("*.yaml")]
        newest = max(source.stat().st_mtime for source in sources)
        known = output.name in build.previous.manifest.named
        is_newer = known and file.exists() and file.stat().st_mtime >= newest
        return Cause.UNCHANGED if is_newer else Cause.NEW_FILE

    monkeypatch.setattr(BuildCache, "_cause", by_time)
    assert "not what a clean build makes" in caught(tmp_path)[0]


def test_a_cache_that_forgets_the_neighbours_is_caught(tmp_path, monkeypatch):
    """A program that sets only the changed file of a family, though its font subset is shared, is
    seen.
    """
    groups = cache.hashed_groups

    def apart(files: Any, *rest: Any) -> Any:
        return [group for file in files for group in groups([file], *rest)]

    monkeypatch.setattr(cache, "hashed_groups", apart)
    assert "not what a clean build makes" in caught(tmp_path)[0]
