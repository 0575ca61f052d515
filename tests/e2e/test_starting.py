"""From an empty folder to a project, from any folder in it, and what the shell is told at TAB."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import generator.__main__
from generator.cli import build, main
from generator.storage.files import NotAProject, ProjectFiles
from tests.e2e import making


def run(folder: Path, *arguments: str) -> Result:
    """The command, in this process."""
    return CliRunner().invoke(main, ["-C", str(folder), *arguments], prog_name="packs")


# ---------------------------------------------------------------- a new project
@pytest.mark.parametrize(
    ("kind", "path"),
    [
        ("evidence", "questions/evidence/x.yaml"),
        ("bank", "questions/x.yaml"),
        ("summary", "packs/summaries/x.yaml"),
        ("pack", "packs/x.yaml"),
    ],
)
def test_any_new_file_starts_a_project(tmp_path, kind, path):
    """In an empty folder `packs new` makes the folders and says so; the second file finds them."""
    said = run(tmp_path, "new", kind, "x")
    assert said.exit_code == 0 and (tmp_path / path).exists(), said.output
    first, second = said.stdout.splitlines()
    assert first == f"packs/ and questions/ made in {tmp_path.resolve()}, which is a project now"
    assert second.startswith(f"{path} made; ")
    assert run(tmp_path, "list").exit_code == 0
    again = run(tmp_path, "new", kind, "y")
    assert again.exit_code == 0 and "which is a project now" not in again.stdout


def test_a_command_that_fails_starts_no_project(tmp_path):
    """A mistake in the call of `packs new` leaves the folder as it was; so does any other command,
    which says how to start one.
    """
    for arguments in (("new", "pack", "Bad Name"), ("new", "pack", "x", "--bank", "none")):
        assert run(tmp_path, *arguments).exit_code == 2
    refused = run(tmp_path, "build")
    assert refused.exit_code == 2 and "packs init" in refused.stderr
    assert list(tmp_path.iterdir()) == []


def test_new_evidence_passes_but_for_its_placeholders(tmp_path):
    """The template loads, has two facts, and `check` reports nothing but what is to be
    replaced.
    """
    run(tmp_path, "new", "evidence", "botany")
    checked = run(tmp_path, "check")
    assert checked.exit_code == 1 and "2 facts" in checked.stdout
    rules = {line.split(": ")[1].split(" ")[1] for line in checked.stderr.splitlines()[:-1]}
    assert rules == {"placeholder", "untested-facts"}


# ---------------------------------------------------------------- from anywhere in a project
def test_a_project_is_found_from_any_folder_in_it(source):
    """From each folder of a project every command says and does what it does at its top."""
    at_top = run(source, "list").stdout
    for folder in ("packs", "packs/summaries", "questions/evidence"):
        assert run(source / folder, "list").stdout == at_top
        assert making.packs(source, "list", cwd=source / folder).stdout == at_top
    (source / "deep/er").mkdir(parents=True)
    assert run(source / "deep/er", "list").stdout == at_top
    assert not (source / "packs/output").exists()
    assert run(source / "packs", "new", "bank", "x").stdout.startswith("questions/x.yaml made")


def test_the_nearest_project_is_taken(tmp_path):
    """Of a project in a project the inner one is found; half a project is passed over."""
    for folder in ("packs", "questions", "inner/packs", "inner/questions", "half/packs"):
        (tmp_path / folder).mkdir(parents=True)
    root = tmp_path.resolve()
    assert ProjectFiles.find(tmp_path / "inner/packs").root == root / "inner"
    assert ProjectFiles.find(tmp_path / "half/packs").root == root
    with pytest.raises(NotAProject):
        ProjectFiles.find(tmp_path / "none")


def test_paths_are_typed_from_where_one_is_and_shown_from_the_top(source):
    """A file that is named is the one seen from the current folder, or one as messages show it."""
    bank = source / "questions/arms-scandal.yaml"
    bank.write_text(bank.read_text(encoding="utf-8") + "nonsense: 1\n", encoding="utf-8")
    for path in ("arms-scandal.yaml", "questions/arms-scandal.yaml", "."):
        said = making.packs(source, "check", path, cwd=source / "questions")
        assert said.stderr.startswith("questions/arms-scandal.yaml:"), said.stderr
    said = making.packs(source, "check", "packs", cwd=source / "questions")
    assert "nonsense" not in said.stderr
    assert making.packs(source, "check", "nowhere.yaml", cwd=source / "questions").returncode == 2


# ---------------------------------------------------------------- Ctrl-C
def test_ctrl_c_is_answered_in_one_line(small, monkeypatch):
    """Wherever a command is stopped it says what state things are in, with the exit code 130."""

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    whole = run(small, "list")
    monkeypatch.setattr(build, "build_once", interrupted)
    stopped = run(small, "build")
    assert stopped.exit_code == 130 and stopped.stderr.startswith("stopped; every file is whole")
    assert len(stopped.stderr.splitlines()) == 1 and "Aborted" not in stopped.output
    monkeypatch.setattr("generator.cli.program.import_module", interrupted)
    stopped = run(small, "list")
    assert stopped.exit_code == 130 and len(stopped.stderr.splitlines()) == 1
    assert whole.exit_code == 0 and "stopped" not in whole.output


def test_ctrl_c_while_the_program_is_loaded(monkeypatch, capsys):
    """Also where no command is there to answer, or any more, nobody sees a traceback, and it is
    said that nothing was changed only where that is sure.
    """

    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("generator.cli.main", interrupted)
    with pytest.raises(SystemExit) as stopped:
        generator.__main__.run()
    assert stopped.value.code == 130
    assert capsys.readouterr().err == "stopped; every file is whole\n"
    monkeypatch.delattr("generator.cli.main")
    monkeypatch.setattr("generator.cli.__getattr__", lambda name: interrupted(), raising=False)
    with pytest.raises(SystemExit):
        generator.__main__.run()
    assert capsys.readouterr().err == "stopped; nothing was changed\n"


INTERRUPTED_IMPORT = """\
import sys
from generator.__main__ import run

class Named:
    def __set_name__(self, *_):
        raise KeyboardInterrupt

class Interrupting:
    module, way = sys.argv.pop(1), sys.argv.pop(1)

    def find_spec(self, name, *_):
        if name == self.module and self.way == "a class":
            type("Made", (), {"field": Named()})
        if name == self.module:
            raise KeyboardInterrupt

sys.meta_path.insert(0, Interrupting())
run()
"""


@pytest.mark.parametrize(
    ("module", "way"),
    [
        ("generator.cli", "a module"),
        ("generator.cli", "a class"),
        ("click", "a module"),
        ("generator.problems", "a module"),
        ("generator.storage.files", "a module"),
        ("generator.cli.list_content", "a module"),
        ("generator.loading.content", "a module"),
        ("generator.loading.content", "a class"),
        ("yaml", "a module"),
        ("nothing", "a module"),
    ],
)
def test_ctrl_c_at_any_import_is_one_line(tmp_path, module, way):
    """Whichever module is being loaded, by the program or by a command, and while a class is made,
    which Python reports as another error: one line and exit code 130; a module that is not loaded
    stops nothing (the control).
    """
    run(tmp_path, "new", "pack", "x")
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED_IMPORT, module, way, "-C", tmp_path, "list"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if module == "nothing":
        assert done.returncode == 0 and "stopped" not in done.stderr
    else:
        assert done.returncode == 130, done.stderr
        assert done.stderr.startswith("stopped; ") and done.stderr.count("\n") == 1


# ---------------------------------------------------------------- names at TAB
def at_tab(folder: Path, *words: str) -> list[str]:
    """What bash is offered for a line of words, the last of which is being typed."""
    line = " ".join(["packs", *words])
    environment = {
        **os.environ,
        "_PACKS_COMPLETE": "bash_complete",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words)),
    }
    code = "from generator.cli import main; main(prog_name='packs')"
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.stderr == "", ran.stderr
    return [line.partition(",")[2] for line in ran.stdout.splitlines() if line]


def test_packs_are_offered_at_tab(source):
    """The names of packs that begin as typed are offered, also with -C and from a subfolder."""
    assert at_tab(source, "build", "") == ["arms-scandal", "counter-secession"]
    for command in ("key", "class-set", "reseed", "draw", "errata", "diff"):
        assert at_tab(source, command, "co") == ["counter-secession"]
    assert at_tab(source / "packs", "key", "arms") == ["arms-scandal"]
    assert at_tab(source.parent, "-C", str(source), "key", "arms") == ["arms-scandal"]
    assert "class-set" in at_tab(source, "cl")


def test_nothing_is_offered_where_something_is_amiss(source, tmp_path_factory):
    """Outside a project, for an unknown command and for other names, TAB is silent."""
    nowhere = tmp_path_factory.mktemp("nowhere")
    assert at_tab(nowhere, "build", "a") == []
    assert at_tab(nowhere, "-C", "none", "build", "a") == []
    assert at_tab(source, "bild", "a") == []
    assert at_tab(source, "build", "z") == []
