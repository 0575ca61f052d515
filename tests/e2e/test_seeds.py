"""Seeds that others know or can guess: refused in a new pack, warned of where papers are out."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.checks import packs
from generator.cli import main
from generator.content.field_types import EXAMPLE_SEED

BANK = """\
bank: leaves
items:
  - {id: leaf-1, type: true-false, stem: Leaves are green., key: true, points: 1}
  - {id: leaf-2, type: single, stem: What is green, key: A leaf, distractors: [A stone, The sea]}
"""
SEED = "4d80f8d7f0edda32c26e0b9058d1e5e7"
OTHER = "962f4b5aed546dfcb6bd6a554ea8328c"


def pack(folder: Path, name: str, seed: str) -> None:
    """Write a pack of the bank."""
    (folder / "packs").mkdir(exist_ok=True)
    (folder / f"packs/{name}.yaml").write_text(
        f"pack: {name}\ntitle: {name}\nseed: {seed}\n"
        "quiz: {sections: [{title: One, items: [leaf-1, leaf-2]}]}\n"
    )


def run(folder: Path, *arguments: str) -> tuple[int, str]:
    """The exit code, and what the command says."""
    done = CliRunner().invoke(main, ["-C", str(folder), *arguments], prog_name="packs")
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done.exit_code, done.output


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose pack `m` was built."""
    folder = tmp_path_factory.mktemp("built")
    (folder / "questions").mkdir()
    (folder / "questions/leaves.yaml").write_text(BANK)
    pack(folder, "m", SEED)
    assert run(folder, "build")[0] == 0
    return folder


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(built, tmp_path / "project"))


@pytest.mark.parametrize(
    ("name", "rule", "seed"),
    [
        ("a", "shared-seed", SEED),
        ("z", "shared-seed", SEED),
        ("a", "derived-seed", SEED[:-1] + "8"),
        ("z", "derived-seed", SEED[::-1]),
        ("z", "published-seed", EXAMPLE_SEED),
        ("z", "published-seed", EXAMPLE_SEED[:-1] + "c"),
    ],
)
def test_a_new_pack_is_refused_and_the_printed_one_keeps_its_seed(
    project: Path, name: str, rule: str, seed: str
) -> None:
    """A new pack with such a seed is not built, whatever its name; of the pack it was taken from
    nothing is said; with a seed of its own the new one is sound.
    """
    pack(project, name, seed)
    code, said = run(project, "build", name)
    assert code == 1 and f"packs/{name}.yaml:3:7: error {rule}: " in said
    assert not (project / f"packs/editions/{name}").exists()
    code, said = run(project, "check")
    assert code == 1 and said.count("-seed:") == 1 and f"run 'packs reseed {name}'" in said
    assert run(project, "build", "m")[0] == 0
    assert run(project, "reseed", name)[0] == 0
    code, said = run(project, "check")
    assert code == 0 and "-seed:" not in said


@pytest.mark.parametrize(
    ("rule", "seed"),
    [("shared-seed", SEED), ("derived-seed", SEED[:-1] + "8"), ("published-seed", EXAMPLE_SEED)],
)
def test_what_is_on_record_goes_on_being_built(
    project: Path, monkeypatch: pytest.MonkeyPatch, rule: str, seed: str
) -> None:
    """A pack that an earlier program built with such a seed is built as it was, under its code, and
    the seed is only warned of: its papers are out.
    """
    pack(project, "n", seed)
    with monkeypatch.context() as earlier:
        earlier.setattr(packs, "EXAMPLE_SEED", OTHER)
        (project / "packs/m.yaml").rename(project / "m.yaml")
        assert run(project, "build", "n")[0] == 0
        (project / "m.yaml").rename(project / "packs/m.yaml")
    code = next(project.glob("packs/editions/n/????-????.json")).stem
    status, said = run(project, "build", "m", "n")
    assert status == 0 and "2 packs up to date" in said and f"n {code}" in said
    status, said = run(project, "check")
    assert status == 0
    assert re.search(rf"n\.yaml:3:7: warning {rule}: .* \(editions of it are on record: ", said)
    # Negative control: without its records it is a new pack.
    shutil.rmtree(project / "packs/editions/n")
    assert run(project, "build", "n")[0] == 1


def test_seeds_like_the_documentations_are_not_said_to_be_like_each_other(project: Path) -> None:
    """Of two such packs each is told once that everybody can read its seed."""
    pack(project, "a", EXAMPLE_SEED)
    pack(project, "z", EXAMPLE_SEED[:-1] + "c")
    code, said = run(project, "check")
    assert code == 1 and said.count("error published-seed:") == said.count("-seed:") == 2
