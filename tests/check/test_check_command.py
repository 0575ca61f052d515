"""`packs check`: what it reports on, how, and with which exit code."""

import json
import re
import shutil

import pytest
from checking import REPOSITORY
from click.testing import CliRunner

from generator.checks.run import RULES
from generator.cli import main

CASE = REPOSITORY / "tests" / "cases" / "one-of-everything"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A project with one of everything wrong, and one file with no more than warnings."""
    made = tmp_path_factory.mktemp("project")
    shutil.copytree(CASE, made, dirs_exist_ok=True)
    bank = (made / "questions" / "deutsch.yaml").read_text(encoding="utf-8")
    for old, new in (
        ("bank: deutsch", "bank: mild"),
        ("fremd", "mild-one"),
        ("tausend", "mild-two"),
        ("{text: Am Abend, why: Zu spät.}", "Am Abend"),
    ):
        bank = bank.replace(old, new)
    (made / "questions" / "mild.yaml").write_text(bank, encoding="utf-8")
    return made


def run(folder, *arguments):
    """The exit code, standard output and standard error."""
    result = CliRunner().invoke(main, ["-C", str(folder), "check", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def lines(report):
    """The problems of a report, without the count."""
    return report.splitlines()[:-1]


def test_everything_at_once(folder):
    """All problems in one run, one line each, then the count; exit 1.  They are sorted by place:
    first those of the form of files, then those that checks find.
    """
    code, out, err = run(folder)
    problems = lines(err)
    assert code == 1 and len(problems) > 80
    stages = [line.split(": ")[1].split(" ")[1] in RULES for line in problems]
    assert stages == sorted(stages) and {True, False} == set(stages)
    places = [
        tuple(int(part) if part.isdigit() else part for part in line.split(": ")[0].split(":"))
        for line in problems
    ]
    assert places[: stages.count(False)] == sorted(places[: stages.count(False)])
    assert places[stages.count(False) :] == sorted(places[stages.count(False) :])
    errors, warnings, notes = (
        sum(f": {severity} " in line for line in problems)
        for severity in ("error", "warning", "note")
    )
    assert err.splitlines()[-1] == f"{errors} errors, {warnings} warnings, {notes} notes"
    assert out.startswith("checked 4 packs, 5 banks with ")


def test_paths_limit_the_report(folder):
    """Files and folders limit what is said, not what is found; exit codes follow what is said."""
    whole = lines(run(folder)[2])
    for path in (
        "questions/harbour.yaml",
        "packs",
        "packs/summaries",
        "questions/evidence/almanac.yaml",
        ".",
    ):
        said = lines(run(folder, path)[2])
        assert (
            said
            == [line for line in whole if path == "." or line.startswith((f"{path}:", f"{path}/"))]
            != []
        )
    two = lines(run(folder, "questions/deutsch.yaml", "questions/lone.yaml")[2])
    assert two == [
        line for line in whole if line.startswith(("questions/deutsch.yaml", "questions/lone.yaml"))
    ]
    assert run(folder, "questions/deutsch.yaml")[0] == 0
    assert run(folder, "questions/mild.yaml")[0] == 0
    assert run(folder, "questions/mild.yaml", "--strict")[0] == 1


def test_paths_of_the_current_folder_count(folder, monkeypatch):
    """A path is one of the current folder, or of the project."""
    monkeypatch.chdir(folder / "questions")
    assert (
        lines(run(folder, "harbour.yaml")[2])
        == lines(run(folder, "questions/harbour.yaml")[2])
        != []
    )


@pytest.mark.parametrize("path", ["nothing.yaml", "questions/nothing.yaml", "..", "/"])
def test_other_paths_are_a_mistake_in_the_call(folder, path):
    """A path that is not of the project is said to be so; exit 2."""
    code, _, err = run(folder, path)
    assert code == 2 and "is not a file or folder of this project" in err


def test_select_and_skip(folder):
    """Rules limit what is said; what keeps a file from being read is always said."""
    shape = ": error unknown-field: "
    said = lines(run(folder, "--select", "no-why, key-longest")[2])
    rules = {line.split(": ")[1].split(" ")[1] for line in said}
    assert rules == {"no-why", "key-longest", "unknown-field"}
    skipped = lines(run(folder, "--skip", "no-why,key-longest")[2])
    assert sorted(said + skipped) == sorted(
        lines(run(folder)[2]) + [line for line in said if shape in line]
    )
    neither = lines(run(folder, "--select", "no-why", "--skip", "no-why")[2])
    assert len(neither) == 1 and shape in neither[0]


def test_an_ignore_is_judged_by_all_rules(folder):
    """What is selected does not make an `ignore` needless."""
    whole = [line for line in lines(run(folder)[2]) if "needless-ignore" in line]
    assert lines(run(folder, "--select", "needless-ignore")[2])[:-1] == [] or whole
    assert [
        line for line in lines(run(folder, "--select", "needless-ignore")[2]) if "needless" in line
    ] == whole


@pytest.mark.parametrize(
    "arguments", [("--select", "key-longst"), ("--skip", "key-longst"), ("--explain", "key-longst")]
)
def test_a_misspelt_rule_is_a_mistake_in_the_call(folder, arguments):
    """The rule meant is named; exit 2."""
    code, _, err = run(folder, *arguments)
    assert code == 2 and "there is no rule 'key-longst' (did you mean 'key-longest'?)" in err


def test_json(folder):
    """A program gets the same problems and counts."""
    code, out, err = run(folder, "--output", "json")
    said = json.loads(out)
    whole = lines(run(folder)[2])
    assert code == 1 and err == ""
    assert len(said["problems"]) == len(whole) == sum(said["counts"].values())
    for problem, line in zip(said["problems"], whole, strict=True):
        place = ":".join(
            str(part) for part in (problem["path"], problem["line"], problem["column"]) if part
        )
        assert line == f"{place}: {problem['severity']} {problem['rule']}: {problem['message']}"


def test_list(folder):
    """Every rule has a line with its severity."""
    code, out, _ = run(folder, "--list")
    assert code == 0
    for name, line in zip(RULES, out.splitlines(), strict=False):
        assert line.split()[:2] == [name, RULES[name].severity] and RULES[name].says in line
    assert [
        rule["rule"] for rule in json.loads(run(folder, "--list", "--output", "json")[1])
    ] == list(RULES)


@pytest.mark.parametrize("rule", RULES)
def test_explain(folder, rule):
    """Every rule can be explained: its severity, what it asks for, why."""
    code, out, _ = run(folder, "--explain", rule)
    assert code == 0
    assert out.startswith(f"{rule}: {RULES[rule].severity}") and "\nReason: " in out
    assert ("may ignore it" in out) == RULES[rule].ignorable
    assert (
        json.loads(run(folder, "--explain", rule, "--output", "json")[1])["promise"]
        == RULES[rule].promise
    )


def test_letters_are_looked_at(tmp_path):
    """The key letters of the forms are reported, though no file holds them: here the options' order
    is given.
    """
    items = "".join(
        f"  - {{id: it-{n}, type: single, objective: aim, level: remember, difficulty: easy, facts: [f-{n}], "
        f"stem: Which is boat {n} of them all?, key: Aura {n}, "
        f"distractors: [{{text: Vega {n}, why: No.}}, {{text: Nova {n}, why: No.}}], "
        f"order: [Aura {n}, Vega {n}, Nova {n}], rationale: It is.}}\n"
        for n in range(6)
    )
    facts = "".join(
        f"  - {{id: f-{n}, status: reported, text: So it is., ref: p. {n}}}\n" for n in range(6)
    )
    names = ", ".join(f"it-{n}" for n in range(6))
    files = {
        "questions/evidence/log.yaml": "source: log\ncitation: {author: A, title: T, kind: k}\nas_of: 2020\nas_of_basis: stated\n"
        f"notice: Once.\nfacts:\n{facts}",
        "questions/boats.yaml": f"bank: boats\ntitle: Boats\nobjectives: {{aim: Know it.}}\nitems:\n{items}",
        "packs/paper.yaml": "pack: paper\ntitle: P\nsources: [log]\nseed: 99112233445566778899aabbccddeeff\nforms: 2\n"
        f"quiz: {{sections: [{{title: One, items: [{names}]}}]}}\n",
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(
            text.replace("stem: Which", "stem: 'Which").replace("all?", "all?'"), encoding="utf-8"
        )
    code, _, err = run(tmp_path)
    assert code == 0, err
    assert (
        "packs/paper.yaml:1:1: warning letter-run: on 2 of 2 forms (for example form A), 5 keys in a row are A;"
        in err
    )
    assert "warning letter-often: on 2 of 2 forms (for example form A), 6 of 6 keys are A;" in err
    # A build counts them among the warnings that it leaves to `check`.
    left = CliRunner().invoke(main, ["-C", str(tmp_path), "build"]).stderr
    assert f"{err.count(': warning ')} warnings; run 'packs check' to see them" in left
    # No seed moves options whose order is given.
    assert "reseed" not in err and err.count("take distractors that put some keys elsewhere") == 2
    bank = tmp_path / "questions/boats.yaml"
    text = bank.read_text(encoding="utf-8")
    bank.write_text(re.sub(r"order: \[.*?\], ", "", text), encoding="utf-8")
    for seed in range(20):
        pack = files["packs/paper.yaml"].replace("seed: 99", f"seed: {seed:02}")
        (tmp_path / "packs/paper.yaml").write_text(pack, encoding="utf-8")
        if "letter-" in (err := run(tmp_path)[2]):
            break
    assert "run 'packs reseed paper'" in err and "elsewhere" not in err
