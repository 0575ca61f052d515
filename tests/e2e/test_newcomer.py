"""From an empty folder to a printed quiz: what a newcomer types, and what the first mistakes get."""

from __future__ import annotations

import configparser
import re
from fnmatch import fnmatch
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.content.placeholders import EXAMPLE
from generator.items import TYPES
from generator.loading.yaml.mends import content_of
from generator.loading.yaml.reader import read
from generator.problems import Problems
from generator.storage.files import ProjectFiles
from generator.workflows.authoring.start import EXAMPLE_FILES
from generator.workflows.project import load_project
from tests.e2e import making
from tests.e2e.reader import text_of

ROOT = Path(__file__).parents[2]
BANK, PACK = Path("questions/water.yaml"), Path("packs/first-quiz.yaml")


def run(folder: Path, *arguments: str) -> Result:
    """The command, in this process."""
    return CliRunner().invoke(main, ["-C", str(folder), *arguments], prog_name="packs")


def went_well(folder: Path, *arguments: str) -> str:
    """What a command says that must succeed."""
    said = run(folder, *arguments)
    assert said.exit_code == 0, said.output
    return said.stdout


def texts(folder: Path, pattern: str) -> list[str]:
    """The texts of PDFs, with single spaces."""
    return [" ".join(text_of(path.read_bytes()).split()) for path in sorted(folder.glob(pattern))]


def filled(text: str) -> str:
    """A bank whose examples somebody has made their own, and whose drafts are ready."""
    lines = [line for line in text.splitlines() if not line.strip().startswith("status: draft")]
    return "\n".join(lines).replace(f"{EXAMPLE} ", "") + "\n"


# ---------------------------------------------------------------- packs init
def test_two_commands_print_a_paper(tmp_path):
    """`packs init` and `packs build` in an empty folder print papers of two forms with their keys;
    nothing has to be typed into a file, and `check` has nothing to say.
    """
    said = went_well(tmp_path, "init")
    assert re.findall(r"made  (\S+)", said) == [str(BANK), str(PACK), ".gitignore"]
    assert "packs -C" in said and "build" in said.splitlines()[-2]
    assert run(tmp_path, "check").stderr == ""
    last = went_well(tmp_path, "build").splitlines()[-2:]
    assert re.match("print .*class-set.pdf", last[0]) and "page-KEY" in last[1]
    papers = texts(tmp_path, "output/first-quiz/students/*.pdf")
    assert len(papers) == 2
    for paper in papers:
        for part in ("The water evaporates", "Ice floats on water.", "glasses", "True"):
            assert part in paper
        assert "Warmth turns" not in paper and "Source" not in paper
    keys = texts(tmp_path, "output/first-quiz/teacher/*-full-KEY-r1.pdf")
    assert len(keys) == 1 and all("The water evaporates" in key for key in keys)
    ignored = (tmp_path / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {"output/", "*.csv"} <= set(ignored)


def test_two_projects_have_seeds_of_their_own(tmp_path):
    """Each new project has a secret of its own, and the schema lines lead to files."""
    seeds = set()
    for name in ("a", "b"):
        went_well(tmp_path, "init", name)
        pack = (tmp_path / name / PACK).read_text(encoding="utf-8")
        seeds.add(re.search(r"^seed: ([0-9a-f]{32}) ", pack, re.MULTILINE)[1])
        for path in (tmp_path / name / PACK, tmp_path / name / BANK):
            first = path.read_text(encoding="utf-8").partition("\n")[0]
            schema = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)[1]
            assert (path.parent / schema).exists()
    assert len(seeds) == 2


def test_init_changes_nothing_that_is_there(tmp_path):
    """Other files of the folder stay; a folder that is a project, or in one, is refused and stays
    byte for byte; what a stopped command had begun is finished.
    """
    mine = {tmp_path / "notes.txt": b"mine", tmp_path / ".gitignore": b"*.log\n"}
    for path, data in mine.items():
        path.write_bytes(data)
    assert "kept  .gitignore" in went_well(tmp_path, "init")
    assert {path: path.read_bytes() for path in mine} == mine
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.yaml")}
    again = run(tmp_path, "init")
    assert again.exit_code == 2 and "is a project already" in again.stderr
    inner = run(tmp_path, "init", "sub")
    assert inner.exit_code == 2 and "lies in the project" in inner.stderr
    assert not (tmp_path / "sub").exists()
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.yaml")} == before
    (tmp_path / PACK).unlink()
    said = went_well(tmp_path, "init")
    assert f"made  {PACK}" in said and f"kept  {BANK}" in said
    assert (tmp_path / BANK).read_bytes() == before[tmp_path / BANK]


def test_init_names_the_file_that_is_where_a_folder_should_be(tmp_path):
    """Where a file has the name of the new project or of a folder above it, that file is named, and
    it stays as it is; no traceback.
    """
    file = tmp_path / "notes"
    file.write_text("mine")
    for folder, arguments in [
        (file, ["init"]),
        (file, ["init", "new"]),
        (tmp_path, ["init", "notes"]),
        (tmp_path, ["init", "notes/deeper/new", "--example"]),
    ]:
        stopped = run(folder, *arguments)
        assert stopped.exit_code == 2, arguments
        assert stopped.stderr == (
            f"{file.resolve()} is a file, so no project can be made there; choose another folder\n"
        )
    assert file.read_text() == "mine"


@pytest.mark.parametrize("bank", ["bank: [", "bank: fire\n", "bank: water\nitems: []\n", ""])
def test_init_says_what_is_wrong_with_a_bank_that_is_there(tmp_path, bank):
    """A stopped `init` cannot be finished with a bank that was made unreadable since: its mistakes
    are listed, the bank stays, and no pack is written.
    """
    (tmp_path / "questions").mkdir()
    (tmp_path / BANK).write_text(bank)
    said = run(tmp_path, "init")
    assert said.exit_code == 1 and said.stderr.startswith(f"{BANK}:")
    assert (tmp_path / BANK).read_text() == bank and not (tmp_path / PACK).exists()


# ---------------------------------------------------------------- the whole way
def test_a_newcomers_first_evening(tmp_path):
    """Init, an item of each type, an item typed by hand without id and quotes, `check --fix`, a new
    pack, build: every item is on both papers with its key, in sections by type, essays last.
    """
    went_well(tmp_path, "init")
    for name in TYPES:
        said = went_well(tmp_path, "new", "item", "--bank", "water", "--type", name)
        place = re.match(r"questions/water.yaml:(\d+): water-(\S+) added", said)
        lines = (tmp_path / BANK).read_text(encoding="utf-8").splitlines()
        assert place[2] == name and f"id: water-{name}" in lines[int(place[1]) - 1]
        assert lines[int(place[1]) - 2] == "", "set apart as the others are"
    checked = run(tmp_path, "check")
    assert checked.exit_code == 0 and checked.stderr.count("warning placeholder") == len(TYPES)
    with_mark = (tmp_path / BANK).read_text(encoding="utf-8").replace("status: draft", "")
    (tmp_path / BANK).write_text(with_mark, encoding="utf-8")
    refused = run(tmp_path, "build", "first-quiz")
    assert refused.exit_code == 1 and refused.stderr.count("error placeholder") == len(TYPES)
    by_hand = (
        "  - stem: What does a kettle make: steam or ice?\n"
        "    key: Steam\n    distractors: [Ice, Snow]\n"
        "    stem: Rivers run into lakes: true or false?\n    key: true\n"
    )
    (tmp_path / BANK).write_text(filled(with_mark) + by_hand, encoding="utf-8")
    assert run(tmp_path, "check").exit_code == 1
    fixed = run(tmp_path, "check", "--fix")
    assert fixed.exit_code == 0 and "id: what-does-a-kettle-make" in fixed.stdout, fixed.output
    said = went_well(tmp_path, "new", "pack", "term", "--bank", "water")
    assert f"{3 + len(TYPES) + 2} items" in said
    pack = (tmp_path / "packs/term.yaml").read_text(encoding="utf-8")
    titles = re.findall(r"- title: (.*)\n +order: (\S+)", pack)
    assert titles[0] == ("Multiple choice", "shuffle") and titles[-1] == ("Essay", "as-written")
    assert [title for title, order in titles if order == "as-written"] == [
        "Short answer",
        "Questions about one text, table or figure",
        "Essay",
    ]
    went_well(tmp_path, "build", "term")
    papers = texts(tmp_path, "output/term/students/*.pdf")
    keys = texts(tmp_path, "output/term/teacher/*-full-KEY-r1.pdf")
    assert len(papers) == 2 and len(keys) == 1
    for paper in papers:
        for part in (
            "nearest to the Sun", "mammals", "high mountain", "animal with its young",
            "butterfly", "Fill in the blanks", "two and a half hours", "plants need to grow",
            "school day begin later", "bakery", "steam or ice?", "Rivers run into lakes:",
        ):  # fmt: skip
            assert part in paper
        assert paper.index("nearest to the Sun") < paper.index("school day begin later")
    for key in keys:
        for part in ("Mercury", "Whale", "150", "Joey", "Steam", "Weighs reasons on both sides"):
            assert part in key
    assert EXAMPLE not in "".join(papers + keys)


@pytest.mark.parametrize("name", TYPES)
def test_a_new_item_leaves_the_bank_as_it_is(tmp_path, name):
    """An item is put at the end of the list, also where other fields follow it, in files of Windows
    and without a last line ending; everything else stays byte for byte.
    """
    went_well(tmp_path, "init")
    plain = "bank: b\nitems:\n- stem: A   # why\n  key: true\n\n- stem: B\n  key: true\n"
    for before in (
        plain.encode(),
        plain.rstrip().encode(),
        b"\xef\xbb\xbf" + plain.replace("\n", "\r\n").encode(),
        plain.encode() + b"\n# about the title\ntitle: T\n",
        b"bank: b\n",
        b"bank: b\nitems:\n",
        b"items:\n    - stem: >-\n        a\n      key: true\nbank: b",
    ):
        path = tmp_path / "questions/b.yaml"
        path.write_bytes(before)
        added = run(tmp_path, "new", "item", "--bank", "b", "--type", name)
        if before.startswith(b"bank: b\n") and b"stem" not in before:
            continue  # a bank without items cannot be read
        assert added.exit_code == 0, added.output
        after = path.read_bytes()
        start = next(n for n in range(len(after)) if after[: n + 1] != before[: n + 1])
        ending = b"\r\n" if b"\r\n" in before else b"\n"
        length = len(after) - len(before)
        kept = after[:start] + after[start + length :]
        assert kept == before, after.decode()
        assert (b"\r\n" in after) == (b"\r\n" in before) and after.count(ending) > 8
        problems = Problems()
        items = dict(content_of(read(after, "f", problems))["fields"])["items"]
        assert list(problems) == [] and ("type", name) in items[-1]["fields"]


def test_what_cannot_take_an_item_is_refused(tmp_path):
    """A bank in brackets, one that cannot be read, and one that is not there stay as they are."""
    went_well(tmp_path, "init")
    path = tmp_path / "questions/b.yaml"
    for text, reason in (
        ("bank: b\nitems: [{stem: A, key: true}]\n", "in brackets"),
        ("bank: b\nitems:\n  - stem: A: b\n", "cannot be read"),
    ):
        path.write_text(text, encoding="utf-8")
        said = run(tmp_path, "new", "item", "--bank", "b")
        assert said.exit_code == 1 and reason in said.stderr, said.output
        assert path.read_text(encoding="utf-8") == text
    assert run(tmp_path, "new", "item", "--bank", "watr").exit_code == 2
    assert run(tmp_path, "new", "item", "--bank", "water", "--type", "x").exit_code == 2


def test_a_new_bank_has_the_types_that_were_typed(tmp_path):
    """`new bank` takes types, or all; with sources it has the fields that a sourced bank needs."""
    went_well(tmp_path, "init")
    went_well(tmp_path, "new", "bank", "a", "--type", "cloze", "--type", "set")
    went_well(tmp_path, "new", "bank", "b", "--type", "all")
    went_well(tmp_path, "new", "evidence", "e")
    went_well(tmp_path, "new", "bank", "c", "--sources", "e")
    read_types = {
        name: re.findall(
            r"^    type: (\S+)", (tmp_path / f"questions/{name}.yaml").read_text("utf-8"), re.M
        )
        for name in "abc"
    }
    assert read_types == {"a": ["cloze", "set"], "b": list(TYPES), "c": ["single"]}
    sourced = (tmp_path / "questions/c.yaml").read_text(encoding="utf-8")
    assert "sources: [e]" in sourced and "facts: [e-01]" in sourced and "level: " in sourced
    assert "facts" not in (tmp_path / "questions/b.yaml").read_text(encoding="utf-8")
    unknown = run(tmp_path, "new", "bank", "d", "--sources", "x")
    assert unknown.exit_code == 2 and "there is no source 'x'" in unknown.stderr


def test_nothing_is_explained_twice():
    """A bank of all types has each comment once."""
    from generator.workflows.authoring.templates import bank_text

    comments = re.findall(r"  # (.*)", bank_text("b", tuple(TYPES), (), ""))
    shared = [comment for comment in comments if not comment.startswith("'packs help")]
    assert len(shared) == len(set(shared)) > 20


# ---------------------------------------------------------------- a new pack
def test_items_left_out_of_a_new_pack_are_named(tmp_path):
    """Faulty items, drafts and those kept apart are named with the reason; a bank with nothing to
    print makes no pack.
    """
    went_well(tmp_path, "init")
    bank = (
        "bank: b\nlanguage: de\nitems:\n"
        "  - {id: sound, stem: A, key: x, distractors: [y, z]}\n"
        "  - {id: twin, stem: B, key: x, distractors: [y, z], not_with: [sound]}\n"
        "  - {id: faulty, stem: C, key: x, distractors: [x, z]}\n"
        "  - {id: sketch, stem: D, key: x, distractors: [y, z], status: draft}\n"
        "  - {id: bad-sketch, stem: E, key: x, distractors: [x, z], status: draft}\n"
    )
    (tmp_path / "questions/b.yaml").write_text(bank, encoding="utf-8")
    said = run(tmp_path, "new", "pack", "p", "--bank", "b")
    assert said.exit_code == 0, said.output
    assert said.stderr.splitlines() == [
        "1 item left out, with errors: faulty",
        "2 items left out, still drafts (delete the line 'status: draft' of what is ready): "
        "bad-sketch, sketch",
        "1 item left out, not allowed on one paper with others (not_with): twin",
        "run 'packs check' to see the errors",
    ]
    pack = (tmp_path / "packs/p.yaml").read_text(encoding="utf-8")
    assert "language: de" in pack and "- title: Auswahlaufgaben" in pack
    assert re.findall(r"^ {8}- (\S+)", pack, re.MULTILINE) == ["sound"]
    (tmp_path / "questions/b.yaml").write_text(
        bank.replace("- {", "- {status: draft, ").replace(", status: draft}", "}"), "utf-8"
    )
    nothing = run(tmp_path, "new", "pack", "q", "--bank", "b")
    assert nothing.exit_code == 1 and "no item to put into a pack" in nothing.stderr
    assert not (tmp_path / "packs/q.yaml").exists()


def test_a_new_pack_writes_ids_first(tmp_path):
    """Items without ids get them in the bank, and the command says so; not where the pack's name is
    taken.
    """
    went_well(tmp_path, "init")
    path = tmp_path / "questions/b.yaml"
    before = "bank: b\nitems:\n  - stem: Does ice float on water?   # yes\n    key: true\n"
    path.write_text(before, encoding="utf-8")
    assert run(tmp_path, "new", "pack", "first-quiz", "--bank", "b").exit_code == 2
    assert path.read_text(encoding="utf-8") == before
    said = went_well(tmp_path, "new", "pack", "p", "--bank", "b")
    assert said.startswith("questions/b.yaml: 1 id written")
    written = "  - id: does-ice-float-on-water\n    stem"
    assert path.read_text(encoding="utf-8") == before.replace("  - stem", written)
    went_well(tmp_path, "build", "p")


def test_a_draw_names_faulty_items(tmp_path):
    """Items that cannot be drawn because of errors are named by `packs draw`."""
    went_well(tmp_path, "init")
    went_well(tmp_path, "new", "pack", "p", "--bank", "water", "--blueprint", "--points", "2")
    path = tmp_path / BANK
    assert run(tmp_path, "draw", "p").stderr == ""
    broken = path.read_text(encoding="utf-8").replace(
        "- The water freezes", "- The water flows uphill"
    )
    path.write_text(broken, encoding="utf-8")
    said = run(tmp_path, "draw", "p")
    assert said.stderr == "p: 1 item left out, with errors: water-puddle; run 'packs check'\n"


# ---------------------------------------------------------------- print settings
def test_marking_follows_the_pack(tmp_path):
    """Strips have the paper size of the papers, and are for the answer sheets where there are any;
    both can be typed otherwise.
    """
    went_well(tmp_path, "init")
    pack = (tmp_path / PACK).read_text(encoding="utf-8")
    changed = pack.replace("paper: A4 ", "paper: Letter ") + "  answer_sheet: true\n"
    (tmp_path / PACK).write_text(changed, encoding="utf-8")
    went_well(tmp_path, "build")
    said = run(tmp_path, "marking", "first-quiz")
    assert said.exit_code == 0 and "layout" not in said.stderr
    names = [Path(line).name for line in said.stdout.splitlines() if "strip" in line]
    assert len(names) == 2 and all("letter" in name for name in names)
    other = run(tmp_path, "marking", "first-quiz", "--no-answer-sheet", "--paper", "A4")
    others = [Path(line).name for line in other.stdout.splitlines() if "strip" in line]
    assert len(others) == 2 and not set(names) & set(others)
    assert not any("letter" in name for name in others)
    for path in tmp_path.glob("packs/*.yaml"):
        path.unlink()
    assert run(tmp_path, "marking", names[0].split("-")[2] + names[0].split("-")[3]).exit_code == 0


# ---------------------------------------------------------------- first mistakes
KEY, STEM = "key: The water evaporates", "stem: Why does a puddle disappear on a warm, dry day?"
# By kind: what stands in a file of a new project, and what is typed instead.
MISTAKES = {
    "YAML": [
        (BANK, KEY, "key: This: it evaporates"),
        (BANK, KEY, 'key: "The water evaporates'),
        (BANK, "  - id: water-ice", "    id: water-ice"),
        (BANK, "    stem: Ice floats", "\tstem: Ice floats"),
        (BANK, KEY, "key: %water evaporates"),
    ],
    "fields": [
        (BANK, "distractors:", "distracters:"),
        (BANK, STEM, "points: 1"),
        (BANK, "bank: water ", "bank: waters"),
        (BANK, "id: water-puddle", "id: Water Puddle"),
        (BANK, "id: water-ice", "id: water-puddle"),
    ],
    "answers": [
        (BANK, KEY, "key: A"),
        (BANK, KEY, "key: [The water evaporates]"),
        (BANK, "- The water freezes", "- The water evaporates"),
        (BANK, "key: 6", "key: six"),
        (BANK, "key: true", "key: yes"),
    ],
    "packs": [
        (PACK, "- water-ice", "- water-icee"),
        (PACK, "seed: ", "# seed: "),
        (PACK, "paper: A4 ", "paper: A3 "),
        (PACK, "forms: 2 ", "forms: two "),
        (PACK, "      items:\n        - water-ice", "      items: water-ice"),
    ],
}
TYPED = [
    ["bild"],
    ["build", "first-quizz"],
    ["new", "source", "botany"],
    ["new", "pack", "Week 1"],
    ["new", "item", "--bank", "watr", "--type", "matching"],
]


def test_first_mistakes_are_answered_so(tmp_path, golden):
    """Five mistakes of each kind that newcomers make, and what they are answered, as in the golden
    file: what is wrong, where, and what to type; none is answered with more than two errors.
    """
    went_well(tmp_path, "init")
    answers = []
    for kind, mistakes in MISTAKES.items():
        for path, right, wrong in mistakes:
            before = (tmp_path / path).read_text(encoding="utf-8")
            assert right in before, right
            (tmp_path / path).write_text(before.replace(right, wrong, 1), encoding="utf-8")
            said = run(tmp_path, "check")
            (tmp_path / path).write_text(before, encoding="utf-8")
            errors = [line for line in said.stderr.splitlines() if ": error " in line]
            assert said.exit_code == 1 and 1 <= len(errors) <= 2, said.output
            hint = said.stdout.partition("\n")[2]
            answers.append(
                f"{kind}: {right}\n  -> {wrong}\n{said.stderr}{hint}".replace("\t", "<tab>")
            )
    for typed in TYPED:
        said = run(tmp_path, *typed)
        assert said.exit_code == 2
        answers.append(f"typed: packs {' '.join(typed)}\n{said.stderr.splitlines()[-1]}\n")
    golden("first-mistakes.txt", "\n".join(answers))
    assert run(tmp_path, "check").stderr == "", "control: without a mistake nothing is said"


def test_outside_of_a_project_init_is_named(tmp_path):
    """Whatever is typed in an empty folder, the answer says how to start."""
    for command in ("build", "check", "list", "status", "draw", "verify"):
        said = run(tmp_path, command)
        assert said.exit_code == 2 and "packs init" in said.stderr


def test_no_help_names_the_starter_content():
    """Examples in help texts are about school subjects that everybody knows."""
    from generator.cli import COMMANDS

    for name in COMMANDS:
        said = CliRunner().invoke(main, [name, "--help"], prog_name="packs").stdout
        assert not re.search("frozen|secession|scandal|peace-op|kosovo", said), name
    assert "frozen" in making.packs(making.REPOSITORY, "list").stdout, "control"


# ---------------------------------------------------------------- packs init --example
def test_the_example_is_a_course_that_builds(tmp_path):
    """`packs init --example` makes a briefing and a quiz of every type: `check --strict` has
    nothing to say, and the papers show the picture in words, the table and the code, but no key.
    Its teacher's copy alone has a lesson and what good answers to the questions for discussion use.
    """
    said = went_well(tmp_path, "init", "--example")
    made = re.findall(r"made  (\S+)", said)
    assert made == [*EXAMPLE_FILES, ".gitignore"]
    for path in EXAMPLE_FILES:
        assert (tmp_path / path).is_file()
    strict = run(tmp_path, "check", "--strict")
    assert (strict.exit_code, strict.stderr) == (0, "")
    bank = load_project(ProjectFiles(tmp_path)).content.banks["bits"]
    assert len(bank.items) == 12 and {item.type for item in bank.items} == set(TYPES)
    went_well(tmp_path, "build")
    (briefing,) = texts(tmp_path, "output/bits-quiz/students/*-briefing-*.pdf")
    assert "is written" in briefing and 'ord("A")' in briefing and "pixel" in briefing
    for paper in texts(tmp_path, "output/bits-quiz/students/*-[AB].pdf"):
        assert "Photograph" in paper and "chr(ord" in paper
        assert "It prints C" not in paper
    keys = texts(tmp_path, "output/bits-quiz/teacher/*-full-KEY-r1.pdf")
    assert keys and all("It prints C" in key for key in keys)
    (teachers_copy,) = texts(tmp_path, "output/bits-quiz/teacher/*-teachers-copy-*.pdf")
    for taught in ("Bits in 45 minutes", "A good answer uses", "X-ray"):
        assert taught in teachers_copy and taught not in briefing
    assert "Facts" not in teachers_copy  # a column that would be empty


def test_the_example_changes_no_project(tmp_path):
    """It finishes what was begun, with a seed of its own, and is refused where files are."""
    went_well(tmp_path, "init", "--example", "a")
    pack = tmp_path / "a" / "packs" / "bits-quiz.yaml"
    seed = re.search(r"^seed: ([0-9a-f]{32}) ", pack.read_text(encoding="utf-8"), re.MULTILINE)
    assert seed
    pack.unlink()
    assert re.findall(r"made  (\S+)", went_well(tmp_path, "init", "--example", "a")) == [
        "packs/bits-quiz.yaml"
    ]
    assert seed[1] not in pack.read_text(encoding="utf-8")
    for arguments in (("--example", "a"), ("a",)):
        refused = run(tmp_path, "init", *arguments)
        assert refused.exit_code == 2 and "nothing was changed" in refused.stderr


def test_the_example_travels_with_the_package():
    """Every file of the example is named in the package's data."""
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    patterns = setup["options.package_data"]["generator.workflows.authoring"].split()
    assert all(
        any(fnmatch(f"example/{path}", pattern) for pattern in patterns) for path in EXAMPLE_FILES
    )
    assert not fnmatch("example/packs/x.txt", "example/packs/*.yaml")


@pytest.mark.parametrize("command", ["build", "draw", "reseed", "key", "marking"])
def test_a_bank_in_place_of_a_pack_is_called_a_bank(tmp_path, command):
    """Who types the name or the file of a bank where a pack is meant is told that it is a bank, and
    what makes a pack of it; a name of nothing is called none.
    """
    went_well(tmp_path, "init")
    for typed in ("water", "questions/water.yaml"):
        said = run(tmp_path, command, typed)
        assert said.exit_code == 2
        assert "'water' is a bank; name a pack that prints it" in said.stderr
        assert "'packs new pack water --bank water'" in said.stderr
    said = run(tmp_path, command, "wine")
    assert said.exit_code == 2 and "is a bank" not in said.stderr and "'wine'" in said.stderr
