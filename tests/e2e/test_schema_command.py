"""`packs schema` and the schemas beside new files: editors find them without a network."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from generator.loading.yaml.reader import read
from generator.problems import Problems
from generator.workflows.authoring.schema import KINDS, OTHERS, plain_value, schema
from tests.e2e.test_commands import errors, problem_lines, run

NEW = {"bank": "questions/mine.yaml", "summary": "packs/summaries/mine.yaml", "pack": "packs/mine.yaml"}  # fmt: skip


def test_the_kinds_are_listed_and_printed(tmp_path):
    """Without a kind each is listed with its place; with one its schema is printed, and nothing
    else; no project is needed.
    """
    lines = run(tmp_path, "schema").stdout.splitlines()
    assert [line.split()[0] for line in lines] == list(KINDS | OTHERS)
    for kind in KINDS | OTHERS:
        result = run(tmp_path, "schema", kind)
        assert result.exit_code == 0 and result.stderr == ""
        assert json.loads(result.stdout) == schema(kind)
    slip = run(tmp_path, "schema", "bnak")
    assert slip.exit_code == 2 and "(did you mean 'bank'?)" in slip.stderr


@pytest.mark.parametrize("kind", NEW)
def test_a_new_file_names_a_schema_that_is_there(source, kind):
    """The first line of what `new` writes leads, from the file itself, to the schema of its kind,
    which it fits; nothing loads the schema.
    """
    assert run(source, "new", kind, "mine").exit_code == 0
    text = (source / NEW[kind]).read_text(encoding="utf-8")
    first, _, rest = text.partition("\n")
    mark = "# yaml-language-server: $schema="
    assert first.startswith(mark) and mark not in rest
    path = (source / NEW[kind]).parent / first.removeprefix(mark)
    assert path.resolve() == (source / f"packs/.schemas/{kind}.json").resolve()
    assert path.read_text(encoding="utf-8") == run(source, "schema", kind).stdout
    node = read(text.encode(), NEW[kind], Problems())
    assert node is not None
    validator = Draft202012Validator(json.loads(path.read_text(encoding="utf-8")))
    assert [error.message for error in validator.iter_errors(plain_value(node))] == []
    found = problem_lines(run(source, "check").stderr)
    errors = [p for p in found if p["severity"] == "error" and p["rule"] != "placeholder"]
    assert {problem["path"] for problem in errors} <= {NEW["pack"]}


def test_an_old_schema_is_made_anew(source):
    """`new` brings the schema up to date; a damaged one stops nothing else."""
    path: Path = source / "packs/.schemas/bank.json"
    path.parent.mkdir()
    path.write_text("stale", encoding="utf-8")
    assert errors(run(source, "check")) == []
    assert run(source, "new", "bank", "mine").exit_code == 0
    assert json.loads(path.read_text(encoding="utf-8")) == schema("bank")
