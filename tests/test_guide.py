"""`packs help`: every chapter from the package alone, and of each type what its example prints."""

from __future__ import annotations

import re
from configparser import ConfigParser
from fnmatch import fnmatch
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import generator
from generator.cli import main
from generator.items import TYPES
from generator.workflows.authoring import guide
from generator.workflows.authoring.guide import TOPICS, chapters, examples, proof, topic_text

ROOT = Path(__file__).resolve().parents[1]
SINGLE = "    type: single\n    stem: Which?\n    key: This\n    distractors: [{text: That, why: No.}, {text: Else, why: No.}]\n    rationale: So.\n"


@pytest.fixture
def run(tmp_path):
    """Run `packs help` where there is no project."""

    def run_help(*arguments: str):
        return CliRunner().invoke(
            main, ["-C", str(tmp_path), "help", *arguments], prog_name="packs"
        )

    return run_help


@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_is_shown(run, topic):
    """Each chapter is there without a project, with its text, in lines that fit a terminal."""
    result = run(topic)
    assert result.exit_code == 0 and result.stderr == ""
    assert result.stdout.startswith(f"{TOPICS[topic][0]}\n===")
    assert len(result.stdout) > 200
    written = [line for line in result.stdout.splitlines() if not line.startswith((" ", "|"))]
    assert max(map(len, written)) <= 100
    prose = re.sub(r"`[^`]*`", "", "\n".join(written))
    assert "](" not in prose and "```" not in result.stdout


@pytest.mark.parametrize("topic", TOPICS)
def test_no_word_is_broken_at_a_hyphen(run, topic):
    """What is to be typed, as --output or questions/my-bank.yaml, is on one line."""
    lines = run(topic).stdout.splitlines()
    assert [line for line in lines if re.search(r"\w-$|--$", line)] == []


def test_the_topics_cover_the_guide():
    """No chapter of the guide is left out, and the list has every type of item."""
    headings = {heading for shown in TOPICS.values() for heading in shown}
    assert set(chapters(guide.guide())) - headings == {"Writing for packs"}
    assert set(TYPES) <= set(TOPICS)


def test_what_messages_point_to_is_there():
    """Every `packs help TOPIC` that the program tells people to type is a topic."""
    package = Path(generator.__file__).parent
    told = {
        topic
        for path in package.rglob("*.py")
        for topic in re.findall(r"packs help ([a-z][a-z-]*)", path.read_text(encoding="utf-8"))
    }
    assert len(told) >= 5 and told <= set(TOPICS)


def test_a_comment_in_code_is_no_heading():
    """The control of the test above: only headings part chapters."""
    page = "# One\n\ntext\n\n```yaml\n# comment\n```\n\n## Two\n\nmore\n"
    assert chapters(page) == {"One": "text\n\n```yaml\n# comment\n```", "Two": "more"}


@pytest.mark.parametrize("name", TYPES)
def test_a_type_shows_its_fields_example_and_proof(name):
    """The proof is made from the example that is shown, by the program's own way to paper and
    key.
    """
    shown = topic_text(name)
    found = examples(chapters(guide.guide())[name])
    assert found and all(f"type: {name}" in example for example in found)
    for example in found:
        assert example.rstrip() in shown and proof(example) in shown
        stem, key = proof(example).split("\nAnswer key\n")
        assert stem.startswith("1.  ") and len(key) > 50
    for field in TYPES[name].fields:
        assert f"  {field.name}" in shown and field.description.split()[0] in shown


def test_a_proof_follows_its_example():
    """Another example gives another proof, and one that is not sound gives none."""
    student, key = proof(SINGLE).split("\nAnswer key\n")
    assert "Which?" in student and "✓" not in student and re.search(r"✓ . +This", key)
    assert "Those" in proof(SINGLE.replace("key: This", "key: Those"))
    with pytest.raises(ValueError, match="did you mean 'key'"):
        proof(SINGLE.replace("key: This", "kye: This"))


def test_the_list_and_a_slip(run):
    """`--list` has a line for every topic; a topic that is not there is answered with the one that
    was meant.
    """
    lines = run("--list").stdout.splitlines()
    assert [line.split()[0] for line in lines] == list(TOPICS)
    start = run().stdout
    assert all(f"  {line}\n" in start for line in lines)
    result = run("matchign")
    assert result.exit_code == 2 and "(did you mean 'matching'?)" in result.stderr
    assert "packs help --list" in result.stderr


def test_only_a_terminal_gets_a_pager(run, monkeypatch):
    """What goes to a file or a program is printed whole; on a terminal a long chapter is paged, a
    short one is not.
    """
    paged: list[str] = []
    monkeypatch.setattr(click, "echo_via_pager", paged.append)
    assert len(run("set").stdout) > 1000 and paged == []
    monkeypatch.setattr("generator.cli.help._on_terminal", lambda: True)
    assert run("set").stdout == "" and paged == [f"{topic_text('set')}\n"]
    assert run("later").stdout and len(paged) == 1


def unpacked(package_data: dict[str, list[str]]) -> list[str]:
    """The files of the package that are neither modules nor in the package data."""
    package = ROOT / "generator"
    missing = []
    for path in sorted(package.rglob("*")):
        if path.is_dir() or path.suffix == ".py" or "__pycache__" in path.parts:
            continue
        inner = path.relative_to(ROOT)
        homes = [parent for parent in inner.parents if (ROOT / parent / "__init__.py").is_file()]
        home = homes[0]
        patterns = package_data.get(".".join(home.parts), [])
        if not any(fnmatch(inner.relative_to(home).as_posix(), pattern) for pattern in patterns):
            missing.append(inner.as_posix())
    return missing


def test_what_the_package_reads_is_packed():
    """Everything that an installed package needs is in the wheel: guide, catalogues, fonts.

    The schemas are made from the program, so they are wherever it is.
    """
    config = ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    section = config["options.package_data"]
    data = {name: section[name].split() for name in section}
    assert unpacked(data) == []
    del data["generator.workflows.authoring"]
    example = sorted((ROOT / "generator/workflows/authoring/example").rglob("*.*"))
    assert unpacked(data) == [
        "generator/workflows/authoring/authoring.md",
        *(path.relative_to(ROOT).as_posix() for path in example),
    ]
    assert "graft docs" in (ROOT / "MANIFEST.in").read_text(encoding="utf-8").splitlines()
