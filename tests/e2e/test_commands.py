"""The commands: what they print, their exit codes, and that a mistake is answered with a sentence,
never with a traceback.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

import generator
from generator.checks.run import RULES
from generator.cli import COMMANDS, GROUPS, main
from generator.cli.program import SENTENCES
from tests.e2e import banks, making

PROBLEM = re.compile(
    r"(?P<path>[\w/.-]+\.ya?ml)(?::(?P<line>\d+)(?::(?P<column>\d+))?)?: (?P<severity>error|warning|note) "
    r"(?P<rule>[a-z0-9-]+): \S.*"
)
TALLY = re.compile(
    r"\d+ errors?(, \d+ warnings?)?(, \d+ notes?)?|\d+ warnings?(, \d+ notes?)?|\d+ notes?"
)
WARNINGS = re.compile(r"\d+ warnings?; run 'packs check' to see them")


def run(folder: Path, *arguments: str) -> Result:
    """Run a command in this process; an exception is a failure of the test."""
    result = CliRunner().invoke(main, ["-C", str(folder), *arguments], prog_name="packs")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def problem_lines(text: str) -> list[re.Match[str]]:
    """The problems in what was printed; every line is a problem in the promised form, or counts
    them.
    """
    problems = []
    for line in text.splitlines():
        problem = PROBLEM.fullmatch(line)
        assert problem or TALLY.fullmatch(line) or WARNINGS.fullmatch(line), line
        if problem:
            problems.append(problem)
    return problems


def errors(result: Result) -> list[str]:
    """The rules of the errors that a command printed."""
    return [
        problem["rule"]
        for problem in problem_lines(result.stderr)
        if problem["severity"] == "error"
    ]


def every_command(
    group: click.Command = main, path: tuple[str, ...] = ()
) -> Iterator[tuple[str, ...]]:
    """All commands and subcommands, with the program itself."""
    yield path
    if isinstance(group, click.Group):
        context = click.Context(group)
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            assert command is not None
            yield from every_command(command, (*path, name))


# ---------------------------------------------------------------- help
@pytest.mark.parametrize("command", list(every_command()), ids=" ".join)
def test_every_help_ends_with_an_example(command):
    """`--help` of every command says what it does and shows how, by a line that begins with
    `packs`.
    """
    result = CliRunner().invoke(main, [*command, "--help"], prog_name="packs")
    assert result.exit_code == 0
    assert result.output.startswith("Usage: packs")
    assert re.search(r"Example:\s+packs " + " ".join(command), result.output)
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    "command", [command for command in every_command() if command], ids=" ".join
)
def test_the_examples_are_commands(command):
    """The example that a help text shows names commands and options that there are."""
    shown = CliRunner().invoke(main, [*command, "--help"], prog_name="packs").output
    words = re.search(r"Example:\s+packs ([^\n]+)", shown)[1].split()
    group: click.Command = main
    while isinstance(group, click.Group):
        group = group.get_command(click.Context(group), words.pop(0))
        assert group is not None
    options = {name for parameter in group.params for name in parameter.opts}
    assert {word for word in words if word.startswith("-")} <= options


def test_the_list_of_commands_says_what_each_does_in_a_whole_sentence():
    """`packs --help` has one line for each command, in the groups of the table, and none is cut
    off.
    """
    shown = CliRunner().invoke(main, ["--help"], prog_name="packs").output
    sections = shown.partition("Write:\n")
    lines = [line for line in (sections[1] + sections[2]).splitlines() if line]
    rows = [line for line in lines if line.startswith("  ")]
    assert [line.split()[0] for line in rows] == list(COMMANDS)
    assert [line for line in rows if not line.endswith(".") or line.endswith("...")] == []
    names = [name for group, commands in GROUPS.items() for name in (f"{group}:", *commands)]
    assert [line.split()[0] for line in lines] == names


def test_the_list_of_commands_has_the_sentences_that_their_help_begins_with():
    """They stand in a table, so that the list loads no command; the table is true."""
    begins = {
        name: import_module(f"generator.cli.{module}").command.get_short_help_str(1000)
        for name, module in COMMANDS.items()
    }
    assert begins == SENTENCES
    code = "import sys; from generator.cli import main\nmain(['--help'], standalone_mode=False)\n"
    code += "sys.exit('generator.cli.build' in sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True)
    assert loaded.returncode == 0, loaded.stderr


def test_a_former_name_of_a_command_works_for_ever(two):
    """`packs printed` is `packs handout`; only the new name is listed and suggested."""
    help_texts = [run(two, name, "--help").stdout for name in ("handout", "printed")]
    assert help_texts[0] == help_texts[1] and "Usage: packs handout " in help_texts[0]
    for name in ("handout", "printed"):
        refused = run(two, name, "7K3Q-2M4P", "--copies", "30")
        assert refused.exit_code == 2 and "no edition" in refused.stderr
    assert "printed" not in COMMANDS
    mistyped = run(two, "printd")
    assert mistyped.exit_code == 2 and "did you mean 'printed'" not in mistyped.stderr


def test_help_and_an_empty_call_load_no_typesetter(tmp_path):
    """`--help`, `--version` and `list` are quick: they import neither reportlab nor what reads
    PDFs.
    """
    code = (
        "import sys; from generator.cli import main\n"
        "try: main(sys.argv[1:])\nexcept SystemExit: pass\n"
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'reportlab', 'PIL', 'fontTools'}), file=sys.stderr)"
    )
    making.copy_starter(tmp_path, "arms-scandal")
    for arguments in (["--help"], ["--version"], ["build", "--help"], ["list"], ["check"]):
        ran = making.packs(tmp_path, *arguments, program=(making.PROGRAM[0], "-c", code))
        assert ran.stderr.splitlines()[-1] == "[]", arguments


def test_the_installed_command_and_the_package_agree(two):
    """The command as users start it, in a process of its own, with its exit code and version."""
    ran = making.packs(two, "--version")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert re.fullmatch(r"packs \d+\.\d+\.\d+\S*\n", ran.stdout)
    assert making.packs(two, "list").stdout == run(two, "list").stdout


TRAPS = ("click", "yaml", "reportlab", "reportlab_settings", "json", "fractions")
MODULE = (sys.executable, "-m", "generator")


@pytest.fixture
def trapped(small):
    """A project with files named like modules, which end the program that imports one."""
    for name in TRAPS:
        (small / f"{name}.py").write_text("raise SystemExit('sprung')\n", encoding="utf-8")
    return small


def run_trapped(folder: Path, program: tuple[str, ...], *arguments: str) -> tuple[int, str]:
    """The exit code and standard error of a program, started as Python does by default."""
    ran = making.packs(folder, *arguments, env={"PYTHONSAFEPATH": ""}, program=program)
    return ran.returncode, ran.stderr.strip()


def copy_package(folder: Path) -> Path:
    """A folder with the package in it, as a checkout has it; gives the package."""
    package = Path(generator.__file__).parent
    return shutil.copytree(
        package, folder / "generator", ignore=shutil.ignore_patterns("__pycache__")
    )


@pytest.mark.parametrize("checkout", [False, True], ids=["installed", "checkout"])
def test_a_strangers_module_in_the_current_folder_is_not_run(trapped, checkout):
    """`python -m generator` in somebody's project runs no click.py or yaml.py that lies there."""
    if checkout:
        copy_package(trapped)
    code, complaints = run_trapped(trapped, MODULE, "build")
    assert code == 0 and "sprung" not in complaints, complaints
    assert making.papers(trapped)


def test_the_traps_are_sprung_without_the_guard(trapped):
    """Control: Python itself runs a stranger's modules, as does the package without its guard."""
    for name in TRAPS:
        assert run_trapped(trapped, (sys.executable, "-c", f"import {name}")) == (1, "sprung")
    (copy_package(trapped) / "__main__.py").write_text(
        "from generator.cli import main\n\nmain()\n", encoding="utf-8"
    )
    assert run_trapped(trapped, MODULE, "build") == (1, "sprung")


def test_a_path_that_python_was_told_to_leave_alone_stays(trapped):
    """Where Python does not put the current folder first, nothing is taken off the path."""
    for option in ("-I", "-P") if sys.version_info >= (3, 11) else ("-I",):
        paths = f"import sys; sys.path.insert(0, {str(Path(generator.__file__).parents[1])!r})"
        start = "import runpy; runpy.run_module('generator', run_name='__main__', alter_sys=True)"
        check = "import atexit; atexit.register(lambda: print(len(sys.path), file=sys.stderr))"
        count = f"{paths}; print(len(sys.path), file=sys.stderr); {check}; {start}"
        _, said = run_trapped(trapped, (sys.executable, option, "-c", count), "--version")
        before, after = said.split()
        assert before == after


# ---------------------------------------------------------------- exit codes
@pytest.fixture
def with_briefing(tmp_path: Path) -> Path:
    """One of the repository's packs with its briefing, not built."""
    return making.copy_starter(tmp_path / "source", "arms-scandal")


def test_exit_code_0(with_briefing):
    """Sound content: every command succeeds, and complains of nothing but what is worth a
    warning.
    """
    for arguments in (
        ["check"],
        ["build"],
        ["list"],
        ["list", "--items"],
        ["show", "arms-scandal"],
        ["show", "ar-route"],
        ["show", "ar-06"],
        ["show", "arms-scandal", "--document", "briefing"],
    ):
        result = run(with_briefing, *arguments)
        assert result.exit_code == 0 and result.stdout, arguments
        assert errors(result) == []


def test_exit_code_2(tmp_path, two):
    """A mistake in the call is 2, with one sentence: no project, unknown command, pack, option,
    form, code.
    """
    (tmp_path / "packs").mkdir()
    calls = {("check",): "is not a project"}
    for arguments, says in calls.items():
        result = run(tmp_path, *arguments)
        assert result.exit_code == 2 and says in result.stderr and "-C DIR" in result.stderr
    for arguments, says in {
        ("bild",): "did you mean 'build'?",
        ("build", "arms-scandle"): "did you mean 'arms-scandal'?",
        ("show", "ar-rout"): "did you mean 'ar-route'?",
        ("reseed", "counter-secesion"): "did you mean 'counter-secession'?",
        ("new", "pack", "mine", "--bank", "arms-scandel"): "did you mean 'arms-scandal'?",
        ("build", "--nonsense"): "No such option",
        ("show", "arms-scandal", "--document", "paper", "--form", "Q"): "has no form Q",
        ("show", "ar-route", "--document", "paper"): "need the name of a pack",
        ("new", "pack", "Not A Name"): "is not a valid name",
        ("new", "pack", "aux"): "take another, for example aux-1",
        ("key", "7K3Q-2M4P"): "no edition",
        ("key",): "Missing argument",
        ("new",): "Usage",
    }.items():
        result = run(two, *arguments)
        assert result.exit_code == 2, arguments
        assert says in result.stderr + result.stdout * (arguments == ("new",)), arguments
        assert "Traceback" not in result.output


def test_exit_code_3(small):
    """A disk that will not is 3, with one sentence and no traceback."""
    (small / "output").write_text("a file where a folder should be")
    ran = making.packs(small, "build")
    assert ran.returncode == 3
    assert ran.stderr.startswith("cannot ") and len(ran.stderr.splitlines()) == 1


def test_a_second_build_at_the_same_time_is_refused(small):
    """While one command writes in a project, another is told so, and changes nothing."""
    from generator.storage.files import ProjectFiles

    with ProjectFiles.find(small).lock():
        ran = making.packs(small, "build")
    assert ran.returncode == 3 and "another packs command" in ran.stderr
    assert making.built(small) == {}


@pytest.mark.parametrize("name", COMMANDS)
def test_no_command_works_outside_a_project(tmp_path, name):
    """In a folder that is no project every command says so, with exit code 2, and makes nothing
    there; `new` and `import` make a project, but not of a folder that is not there, `init` of any;
    those that speak of the program alone work there too.
    """
    command = main.get_command(click.Context(main), name)
    assert command is not None
    required = sum(
        isinstance(parameter, click.Argument) and parameter.required for parameter in command.params
    )
    arguments = ["pack", "mine"] if name == "new" else ["7K3Q-2M4P-B", "mine"][:required]
    if name == "import":  # it makes a project, as `new` does
        arguments = ["--format", "text", __file__]
    for parameter in command.params:
        value = __file__ if isinstance(parameter.type, click.File) else "1"
        if isinstance(parameter.type, click.Choice):
            value = parameter.type.choices[0]
        arguments += (
            [parameter.opts[0], value]
            if isinstance(parameter, click.Option) and parameter.required
            else []
        )
    starts = name in ("new", "import")
    folder = tmp_path / "none" if starts else tmp_path
    result = run(folder, name, *arguments)
    if name == "init":
        assert result.exit_code == 0 and (tmp_path / "packs").is_dir()
        return
    if name in ("schema", "help"):
        assert result.exit_code == 0 and result.stderr == ""
    else:
        assert result.exit_code == 2
        assert ("is not a folder" if starts else "is not a project") in result.stderr
    assert list(tmp_path.iterdir()) == []


# ---------------------------------------------------------------- faulty content
def bank(**changes: str) -> str:
    """A bank with one item, fields replaced by lines as an author would type them."""
    lines = {
        "id": "id: z-one",
        "type": "type: single",
        "objective": "objective: z-o",
        "level": "level: remember",
        "difficulty": "difficulty: easy",
        "facts": "facts: [f-1]",
        "stem": "stem: Which one?",
        "key": "key: The first",
        "distractors": "distractors: [The second, The third]",
        "rationale": "rationale: Because it is.",
        **changes,
    }
    body = "\n".join("    " + line.replace("\n", "\n    ") for line in lines.values() if line)
    return f"bank: zebra\ntitle: Zebra\nobjectives:\n  z-o: Tell.\nitems:\n  -{body[3:]}\n"


FAULTS: dict[str, tuple[str | bytes, str, int]] = {  # content, rule, line
    "typo in a field": (bank(key="key: The first\nnote: x"), "unknown-field", 14),
    "missing key": (bank(key=""), "missing-field", 6),
    "missing rationale": (bank(rationale=""), "missing-field", 6),
    "duplicate field": (bank(level="level: remember\nlevel: apply"), "duplicate-field", 10),
    "id of another bank": (bank(id="id: q-0"), "duplicate-id", 6),
    "unknown type": (bank(type="type: singel"), "unknown-type", 7),
    "unknown fact": (bank(facts="facts: [f-99]"), "unknown-fact", 11),
    "unknown objective": (bank(objective="objective: z-p"), "unknown-objective", 8),
    "equal options": (
        bank(distractors="distractors: [The  first, The third]"),
        "equal-options",
        14,
    ),
    "no distractor": (bank(distractors="distractors: []"), "too-few", 14),
    "a tab": (bank(stem="\tstem: Which one?"), "tab-indentation", 12),
    "Windows-1252": (bank(stem="stem: Which café?").encode("cp1252"), "not-utf-8", 12),
    "UTF-16": (bank().encode("utf-16"), "not-utf-8", 1),
    "a hash in text": (bank(stem="stem: Which C # one?"), "text-after-hash", 12),
    "a colon in text": (bank(stem="stem: Which: one?"), "colon-in-text", 12),
    "bold first": (bank(stem="stem: **Which** one?"), "yaml-alias", 12),
    "text after quotes": (bank(stem='stem: "Which" one?'), "text-after-quote", 12),
    "bracket first": (bank(stem="stem: [Which] one?"), "text-after-bracket", 12),
    "tag": (bank(key="key: !!int 30"), "yaml-tag", 13),
    "anchor": (bank(key="key: &a The first"), "yaml-anchor", 13),
    "control character": (bank(key='key: "The \\x1b[31mfirst"'), "forbidden-character", 13),
    "bidi control": (bank(key="key: The \u202efirst"), "forbidden-character", 13),
    "a link to anywhere": (bank(stem="stem: Which [one](two)?"), "markup", 12),
    "missing glyph": (bank(stem="stem: Which 漢字?"), "missing-glyph", 12),
    "later year": (bank(stem="stem: Which one of 2031?"), "later-than-source", 12),
    "not a bank": ("- just\n- a list\n", "wrong-value", 1),
    "an empty file": ("", "empty-file", 0),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_one_line_with_its_place(small, name):
    """A faulty bank gives one line `path:line:column: error rule: sentence` per problem, a count,
    exit code 1, no traceback.

    No pack uses that bank, so all packs are built; the exit code tells that something is wrong.
    """
    content, rule, line = FAULTS[name]
    (small / "questions/zebra.yaml").write_bytes(
        content if isinstance(content, bytes) else content.encode()
    )
    result = run(small, "check")
    assert result.exit_code == 1
    assert errors(result) == [rule], result.stderr
    (problem,) = [
        problem for problem in problem_lines(result.stderr) if problem["severity"] == "error"
    ]
    assert (problem["path"], abs(int(problem["line"] or 0) - line) <= (not line)) == (
        "questions/zebra.yaml",
        True,
    ), problem[0]
    assert result.stdout.startswith("checked 2 packs")


def test_no_is_a_text_like_any_other(small):
    """`no`, `yes`, `1:30` and `0755` are options as typed, not what YAML makes of them."""
    (small / "questions/zebra.yaml").write_text(
        bank(key="key: no", distractors="distractors: [yes, 1:30, 0755, null, 1e3]")
    )
    assert errors(run(small, "check")) == []
    shown = run(small, "show", "z-one").stdout
    assert all(
        re.search(rf"\( \) [A-F]  {re.escape(text)}\n", shown)
        for text in ("no", "yes", "1:30", "0755", "null", "1e3")
    )
    assert re.search(r"✓ [A-F]  no\n", shown)


def test_all_faults_are_told_in_one_run(small):
    """Faults of several files and several in one file come together, those of the form of files
    before those that checks find and each sorted by place, each once, then their number.
    """
    (small / "questions/zebra.yaml").write_text(
        bank(level="level: rember", facts="facts: [f-99]", key="kye: x")
    )
    (small / "packs/other.yaml").write_text("pack: another\ntitle: T\n")
    (small / "questions/evidence/more.yml").write_text("source: more\n")
    for command in ("check", "build"):
        lines = run(small, command).stderr.splitlines()
        problems = [line for line in lines if PROBLEM.fullmatch(line)]
        assert len(problems) >= 5
        assert len(problems) == len(set(problems))
        places = [
            (
                p[0].split(": ")[1].split()[1] in RULES,
                p["path"],
                int(p["line"] or 0),
                int(p["column"] or 0),
            )
            for p in map(PROBLEM.fullmatch, problems)
            if p
        ]
        assert places == sorted(places)
        assert f"{len([p for p in problems if ': error ' in p])} errors" in lines[-1] + lines[-2]


def test_a_faulty_bank_stops_only_the_packs_that_use_it(source):
    """A fault in one bank stops the packs that use it, by name; the others are built, and the exit
    code is 1.
    """
    path = source / "questions/counter-secession.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("level: ", "levl: ", 1), encoding="utf-8"
    )
    result = run(source, "build")
    assert result.exit_code == 1
    paths = {problem["path"] for problem in problem_lines(result.stderr)}
    assert paths <= {"questions/counter-secession.yaml", "packs/counter-secession.yaml"}
    assert re.search(r"(?m)^arms-scandal  \w{4}-\w{4}  revision 1  2 forms$", result.stdout)
    assert making.papers(source, "arms-scandal")
    assert "counter-secession was not built: " in result.stdout
    assert not making.papers(source, "counter-secession")
    assert run(source, "build", "arms-scandal").exit_code == 0
    assert run(source, "build", "counter-secession").exit_code == 1


def test_a_pack_that_misses_items_tells_what_is_wrong_with_the_bank(source):
    """When a bank cannot be read at all, building one pack by name is refused and says so, and
    does not say of its items that they are missing.
    """
    path = source / "questions/arms-scandal.yaml"
    path.write_bytes(path.read_bytes() + b"    minutes: 1\n\tx: 1\n")
    result = run(source, "build", "arms-scandal")
    assert result.exit_code == 1
    assert set(errors(result)) == {"tab-indentation"}
    assert "arms-scandal was not built: 1 error" in result.stdout
    other = run(source, "build", "counter-secession")
    assert (other.exit_code, errors(other)) == (0, [])


def test_a_pack_in_trouble_of_its_own_stops_no_other(source):
    """A pack file that cannot be read at all is told, and every other pack is built.  Nothing is
    said of old files where there are none.
    """
    (source / "packs/broken.yaml").write_text("pack: broken\ntitle: [\n")
    result = run(source, "build")
    assert result.exit_code == 1
    assert re.search(
        "(?m)^broken was not built: [0-9]+ errors?[.] It has no files yet$", result.stdout
    )
    assert len(making.papers(source)) == 4


# ---------------------------------------------------------------- what is printed
def test_build_says_which_file_to_print(with_briefing):
    """The class set first, with its copies and all its sheets; the briefing beside it; then each
    paper by itself; and last, where the list is long, what to print once more.
    """
    shown = run(with_briefing, "build", "arms-scandal").stdout
    rows = [line.split()[0] for line in shown.splitlines()[1:]]
    assert rows == [
        *("print", "print", "mark", "single", "keep", "single", "keep", "keep", "keep"),
        *("print", "mark", "print"),
    ]
    path, copies, each, whole = re.findall(
        r"print   (\S+)  .all (\d+) copies, (\d+) sheets each: (\d+) sheets, duplex", shown
    )[0]
    papers = re.findall(r"single  (\S+)  \((\d+) pages, (\d+) sheets\)", shown)
    assert "class-set" in path and (copies, int(whole)) == ("30", 30 * int(each))
    for path, pages, sheets in papers:
        assert (
            (with_briefing / path).exists()
            and sheets == each
            and int(sheets) == -(-int(pages) // 2)
        )
    (briefing,) = re.findall(
        r"print   (\S+)  \((\d+) pages, (\d+) sheets; 30 copies: (\d+) sheets, duplex\)", shown
    )
    assert "briefing" in briefing[0] and int(briefing[3]) == 30 * int(briefing[2])
    assert len(re.findall(r"mark    (\S+-page-KEY-r1\.pdf)", shown)) == 1
    assert len(re.findall(r"keep    (\S+-full-KEY-r1\.pdf)", shown)) == 1
    assert "-guide-KEY-r1.pdf  (" in shown and "-crosswalk-KEY-r1.csv  (text)" in shown


def test_nothing_is_coloured_or_animated_when_piped(source):
    """Piped output has no escape sequences, carriage returns or progress bars, even when a terminal
    is claimed.
    """
    ran = making.packs(
        source, "build", env={"FORCE_COLOR": "1", "TERM": "xterm-256color", "CLICOLOR_FORCE": "1"}
    )
    assert ran.returncode == 0
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", ran.stdout + ran.stderr)


def test_no_control_character_of_an_author_is_printed(small):
    """What authors and callers type never reaches the terminal as a control character: not in
    problems, lists or usage errors.
    """
    evil = "\x1b]0;owned\x07\x1b[31m\u202e\x9b"
    (small / "questions/zebra.yaml").write_bytes(
        bank(
            key=f"{evil}: The first", stem='stem: "Which \\e[31m\\u202e one?"', type=f"type: {evil}"
        ).encode()
    )
    (small / "packs/summaries/zebra.yaml").write_bytes(f"title: {evil}\n{evil}: 1\n".encode())
    for arguments in (
        ["check"],
        ["build"],
        ["list"],
        ["list", "--items"],
        ["list", "--output", "json"],
        ["show", "quiz"],
        ["build", evil],
        ["--" + evil],
        ["build", "--" + evil],
        ["show", evil],
        ["key", evil],
        ["reseed", evil],
        ["new", "pack", evil],
        [evil],
        ["new", "pack", "mine", "--bank", evil],
    ):
        result = run(small, *arguments)
        assert result.output
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", result.output), arguments


def test_lists_are_json_for_programs(two):
    """`list --output json` and `list --items --output json` are JSON that holds what the tables
    hold.
    """
    shown = json.loads(run(two, "list", "--output", "json").stdout)
    assert {pack["pack"] for pack in shown["packs"]} == {
        path.stem for path in (two / "packs").glob("*.yaml")
    }
    items = json.loads(run(two, "list", "--items", "--output", "json").stdout)
    assert {item["item"] for item in items} == set(banks.read(two).items)


def test_show_tells_of_an_item_with_its_key_and_of_a_fact(two):
    """`show` prints an item as asked and its key, where it stands, and a fact with the items that
    use it.
    """
    shown = run(two, "show", "ar-route").stdout
    assert re.match(r"questions/arms-scandal\.yaml:\d+:\d+\n", shown)
    assert "✓ " in shown and "Evidence:" in shown
    assert "ar-route" in run(two, "show", "ar-06").stdout.split("used by:")[1]


def test_looking_writes_nothing(source):
    """check, list, show and key make no file and change none."""
    before = {path: path.read_bytes() for path in sorted(source.rglob("*")) if path.is_file()}
    for arguments in (
        ["check"],
        ["list"],
        ["list", "--items"],
        ["show", "arms-scandal", "--document", "key"],
        ["key", "7K3Q-2M4P"],
    ):
        run(source, *arguments)
    assert {
        path: path.read_bytes() for path in sorted(source.rglob("*")) if path.is_file()
    } == before


# ---------------------------------------------------------------- new files
def test_skeletons_load_and_are_never_overwritten(source):
    """`new` makes files that `check` accepts, but for what their authors must fill in; a second
    `new` changes nothing.
    """
    paths = {
        "evidence": "questions/evidence/mine.yaml",
        "bank": "questions/mine.yaml",
        "summary": "packs/summaries/mine.yaml",
        "pack": "packs/mine.yaml",
    }
    for kind, path in paths.items():
        result = run(source, "new", kind, "mine")
        assert result.exit_code == 0 and result.stdout.startswith(path), result.output
    problems = problem_lines(run(source, "check").stderr)
    assert [
        (p["path"], p["rule"])
        for p in problems
        if p["severity"] == "error" and p["rule"] != "placeholder"
    ] == [("packs/mine.yaml", "unknown-item")]
    untouched = {p["path"] for p in problems if p["rule"] == "placeholder"}
    assert untouched == {*paths.values()} - {paths["pack"]}
    before = {path: (source / path).read_bytes() for path in paths.values()}
    for kind in paths:
        again = run(source, "new", kind, "mine")
        assert again.exit_code == 2 and "already exists" in again.stderr
    assert {path: (source / path).read_bytes() for path in paths.values()} == before


def test_a_new_pack_of_a_bank_and_a_summary_can_be_built_at_once(source):
    """`new pack NAME --summary S --bank B` is a pack that builds as it stands, with a seed of its
    own.
    """
    seeds = set()
    for name in ("mid-term", "mid-term-2"):
        assert (
            run(
                source, "new", "pack", name, "--summary", "arms-scandal", "--bank", "arms-scandal"
            ).exit_code
            == 0
        )
        assert run(source, "build", name).exit_code == 0
        seeds.add(banks.read(source).packs[name]["seed"])
    assert len(seeds) == 2 and all(re.fullmatch("[0-9a-f]{32}", seed) for seed in seeds)
    assert len(making.papers(source, "mid-term")) == 2
    assert errors(run(source, "check")) == []


def test_a_new_pack_leaves_out_what_must_not_stand_beside_its_other_items(source):
    """Of two items that a bank keeps apart, `new pack --bank` takes the one that stands first, and
    it says how many are left.
    """
    items = banks.read(source).banks["arms-scandal"]["items"]
    ready = [item["id"] for item in items if item.get("status") != "retired"]
    said = run(source, "new", "pack", "mid-term", "--bank", "arms-scandal").stderr
    sections = banks.read(source).packs["mid-term"]["quiz"]["sections"]
    taken = [item for section in sections for item in section["items"]]
    assert taken[0] == ready[0] == "ar-summons" and "ar-talks" not in taken
    assert f"{len(ready) - len(taken)} items left out, not allowed on one paper" in said
    assert "ar-talks" in said


def test_a_new_bank_with_a_pack_can_be_built_as_a_draft(source):
    """The item in a new bank is a draft; a pack that names it is built with --draft and not
    without.
    """
    run(source, "new", "bank", "mine")
    run(source, "new", "pack", "mine")
    pack = source / "packs/mine.yaml"
    text = pack.read_text(encoding="utf-8")
    pack.write_text(re.sub("write-here-the-id-of-an-item.*", "mine-single", text), encoding="utf-8")
    assert run(source, "build", "mine").exit_code == 1
    drafted = run(source, "build", "mine", "--draft")
    assert drafted.exit_code == 0, drafted.stderr
    assert "draft" in drafted.stdout


def test_reseed_changes_the_seed_and_nothing_else(source):
    """`reseed` puts other random digits where the seed stands; comments, spaces and line ends stay
    as they are.
    """
    path = source / "packs/arms-scandal.yaml"
    for before in (
        path.read_bytes(),
        path.read_bytes().replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf# seed: no\n" + path.read_bytes(),
        path.read_bytes().replace(b"seed: ", b"seed:   '").replace(b"c0442b", b"c0442b'  # secret"),
    ):
        path.write_bytes(before)
        assert run(source, "reseed", "arms-scandal").exit_code == 0
        after = path.read_bytes()
        seeds = [re.search(rb"seed:\s+'?([0-9a-f]{32})", data)[1] for data in (before, after)]
        assert seeds[0] != seeds[1] and len(seeds[1]) == 32
        assert after.replace(seeds[1], seeds[0]) == before
    assert run(source, "build", "arms-scandal").exit_code == 0


def test_reseed_makes_new_forms_and_old_papers_keep_their_keys(built_two):
    """After `reseed` the next build has other papers under another code; the old code is still
    answered.
    """
    old = {path.name for path in making.papers(built_two, "arms-scandal")}
    code = re.search(r"arms-scandal-(\S{9})-A", min(old))[1]
    run(built_two, "reseed", "arms-scandal")
    assert run(built_two, "build", "arms-scandal").exit_code == 0
    assert old.isdisjoint({path.name for path in making.papers(built_two, "arms-scandal")})
    assert run(built_two, "key", code + "-A").exit_code == 0


# ---------------------------------------------------------------- the tests can fail
@pytest.mark.parametrize(
    "line",
    [
        "Traceback (most recent call last):",
        "error: something",
        "questions/a.yaml:1: wrong",
        "",
        "questions/a.yaml:1:2: error Some_Rule: text",
    ],
)
def test_a_line_of_another_form_is_noticed(line):
    """Control: what is no problem line and no count is not taken for one."""
    problem_lines("questions/a.yaml:1:2: error some-rule: text\n1 error")
    with pytest.raises(AssertionError):
        problem_lines(f"questions/a.yaml:1:2: error some-rule: text\n{line}\n1 error")


def test_faults_stand_in_a_bank_that_is_sound_without_them(small):
    """Control: the bank that the faults are put into has none."""
    (small / "questions/zebra.yaml").write_text(bank())
    result = run(small, "check")
    assert result.exit_code == 0
    assert errors(result) == [] and "no-why" in result.stderr
