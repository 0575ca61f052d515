"""What a first mistake is told: its cause once, at its place, and what follows from it only counted."""

import ast
import re
from pathlib import Path

import pytest
from checking import REPOSITORY
from click.testing import CliRunner

from generator.checks.listing import MOST_IN_A_FILE, listed
from generator.checks.run import RULES
from generator.cli import main
from generator.content.fields import Field
from generator.items import TYPES
from generator.items.fields import COMMON_FIELDS
from generator.loading import banks, blueprints, evidence, packs, selections, styles, summaries
from generator.loading.rules import READING_RULES
from generator.problems import ERROR, NOTE, WARNING, Location, Problem, Problems
from generator.storage.files import ProjectFiles
from generator.workflows.project import load_project

BANK, EVIDENCE = "questions/leaves.yaml", "questions/evidence/botany.yaml"
PACK, DRAWN_PACK = "packs/week-1.yaml", "packs/week-2.yaml"
DRAWN, SUMMARY = "packs/drawn/week-2.yaml", "packs/summaries/leaf.yaml"
SEED = "5d0c1f9e6b7a4c215d0c1f9e6b7a4c2"
OTHER_SEED = "e4b19c07f25d4830a6171c95d8e0b3f2"
NUMBERS = range(1, 13)
WORDS = [
    "root",
    "stem",
    "bark",
    "twig",
    "leaf",
    "bud",
    "petal",
    "pollen",
    "nectar",
    "seed",
    "fruit",
    "cone",
]


def item(number):
    """An item of its own about a fact of its own."""
    word = WORDS[number - 1]
    return f"""\
  - id: ps-{number:02}
    type: single
    objective: parts
    level: remember
    difficulty: easy
    facts: [f-{number:02}]
    stem: Which part does sentence {number} name?
    key: the {word}
    distractors: [some stone, some sand, some clay]
    rationale: Sentence {number} names the {word}.
"""


def fact(number):
    """A fact."""
    return f"""\
  - id: f-{number:02}
    status: reported
    text: Sentence {number} names the {WORDS[number - 1]}.
    ref: page {number}
"""


FILES = {
    BANK: "bank: leaves\ntitle: Leaves\nobjectives:\n  parts: Name the parts.\nitems:\n"
    + "".join(map(item, NUMBERS)),
    EVIDENCE: "source: botany\ncitation: {author: A. Author, title: Leaves, kind: textbook}\n"
    "as_of: 2020\nas_of_basis: stated\nnotice: One book.\nfacts:\n" + "".join(map(fact, NUMBERS)),
    SUMMARY: "title: Leaves\nas_of: 2020\nsources: [botany]\nobjectives: {leaf: Say what it is.}\n"
    "summary:\n  - text: Sentence 1 names the root.\n    facts: [f-01]\n",
    PACK: f"pack: week-1\ntitle: Week 1\nsummaries: [leaf]\nseed: {SEED}1\nquiz:\n  sections:\n"
    "    - title: All\n      items:\n" + "".join(f"        - ps-{n:02}\n" for n in NUMBERS),
    DRAWN_PACK: f"pack: week-2\ntitle: Week 2\nsources: [botany]\nseed: {OTHER_SEED}\nquiz:\n"
    "  sections:\n    - title: Some\n      blueprint: {banks: [leaves], items: 3}\n",
    DRAWN: "pack: week-2\nsections:\n  - title: Some\n    items: [ps-01, ps-02, ps-03]\n",
}


@pytest.fixture
def project(tmp_path):
    """A function that writes the sound project with texts replaced in one file, and its folder."""

    def write(path="", *replacements, **names):
        for name, text in FILES.items():
            if name == path:
                for old, new in replacements:
                    assert old in text
                    text = text.replace(old, new, 1)
            file = tmp_path / names.get("rename", {}).get(name, name)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return tmp_path

    return write


def run(folder, *arguments):
    """Exit code and the lines of what is wrong, without the count."""
    result = CliRunner().invoke(main, ["-C", str(folder), *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stderr.splitlines()[:-1]


def errors(lines):
    """The errors and the notes about what could not be read, without the messages."""
    return [
        re.sub(r"(:\d+)+(?=: )", "", line).rpartition(": ")[0].split(": ", 2)[:2]
        for line in lines
        if ": error " in line
    ]


def loaded(folder):
    """The project as commands read it."""
    return load_project(ProjectFiles.find(folder))


def test_the_sound_project_has_no_errors(project):
    """Control: what is reported below is reported of the mistakes alone."""
    folder = project()
    assert errors(run(folder, "check")[1]) == []
    assert not loaded(folder).stoppers("week-1") and not loaded(folder).stoppers("week-2")


MISTAKES = {
    "a colon": (BANK, ("key: the leaf", "key: the leaf: green")),
    "an open quote": (BANK, ("stem: Which part does sentence 5 name?", 'stem: "Which part?')),
    "a missing field": (BANK, ("    stem: Which part does sentence 2 name?\n", "")),
    "a misspelt field of a fact": (EVIDENCE, ("ref: page 1\n", "reff: page 1\n")),
    "a misspelt field of a source": (EVIDENCE, ("as_of: 2020", "as_off: 2020")),
    "a colon in a fact": (EVIDENCE, ("text: Sentence 1 names", "text: Sentence 1: names")),
    "an empty objective": (BANK, ("  parts: Name the parts.", "  parts:\n  other: Name it.")),
    "a colon in a summary": (SUMMARY, ("title: Leaves", "title: Leaves: again")),
    "a summary without a date": (SUMMARY, ("as_of: 2020\n", "")),
    "a colon in a draw": (DRAWN, ("title: Some", "title: Some: more")),
    "a colon in a pack": (DRAWN_PACK, ("title: Week 2", "title: Week: 2")),
    "a pack without a seed": (DRAWN_PACK, (f"seed: {OTHER_SEED}\n", "")),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_only_the_file_with_the_mistake_is_said_to_be_wrong(project, mistake):
    """Every error that is listed is in the file with the mistake; none asks whether another id was
    meant that is there.
    """
    path, *replacements = MISTAKES[mistake]
    code, lines = run(project(path, *replacements), "check")
    wrong = [line for line in lines if ": error " in line]
    assert code == 1 and wrong and all(line.startswith(path) for line in wrong), lines
    assert not any(f"did you mean '{name}" in line for line in lines for name in ("ps-", "f-"))


@pytest.mark.parametrize("mistake", MISTAKES)
def test_what_is_not_listed_still_stops_the_packs(project, mistake):
    """Nothing is built that refers to what could not be read: the problems that are only counted
    are among those that stop a pack.
    """
    path, *replacements = MISTAKES[mistake]
    reading = loaded(project(path, *replacements))
    hidden = {problem for problem in reading.problems if problem.cause}
    stopped = [name for name in reading.pack_names if reading.stoppers(name)]
    assert stopped
    for name in stopped:
        assert any(problem.location.path == path for problem in reading.stoppers(name))
    for problem in hidden:
        for name in reading.pack_names:
            if problem.severity == ERROR and problem.location.path == f"packs/{name}.yaml":
                assert problem in reading.stoppers(name)


def entry(declared, name):
    """The type of the entries of a list among declared fields."""
    return next(field.kind.entry for field in declared if field.name == name)


def quiz_section():
    """The type of a section of a pack's quiz."""
    return entry(
        next(field.kind.fields for field in packs.FIELDS if field.name == "quiz"), "sections"
    )


@pytest.mark.parametrize(
    ("kind", "text", "meant"),
    [
        (quiz_section(), "{title: One, itmes: [a]}", "items"),
        (
            entry(summaries.FIELDS, "positions"),
            "{claim: A, who: B, rpely: C, by: D, facts: [a]}",
            "reply",
        ),
        (entry(styles.FIELDS, "fields"), "{lable: Seat}", "label"),
        (
            entry(banks.FIELDS, "items"),
            "{id: a, stem: B., key: false, correct_it: true, corection: C.}",
            "correction",
        ),
        (
            entry(summaries.FIELDS, "figures"),
            "{kind: bar-chart, caption: C, alt: D, facts: [a], categries: [x], "
            "series: [{name: V, values: [5]}]}",
            "categories",
        ),
        (quiz_section(), "{title: One, blueprnt: {banks: [a], items: 1}}", "blueprint"),
        (blueprints.BLUEPRINT, "{banks: [a], itmes: 3}", "items"),
        (blueprints.BLUEPRINT, "{banks: [a], cels: [{level: apply, points: 1}]}", "cells"),
        (blueprints.BLUEPRINT, "{banks: [a], cells: [{levle: apply, points: 1}]}", "level"),
        (entry(evidence.FIELDS, "facts"), "{id: a, status: claim, bby: A, text: B., ref: C}", "by"),
    ],
)
def test_one_of_two_fields_that_is_misspelt_is_one_error(node, kind, text, meant):
    """Where one of two fields is needed, the one under a wrong name is not said to be missing."""
    problems = Problems()
    kind.read(node(text), problems)
    (error,) = problems.errors
    assert error.rule == "unknown-field" and f"did you mean '{meant}'?" in error.message


def test_a_colon_in_a_bank_of_twelve_is_one_error(project):
    """One error at the colon, and one line that counts the items and the places that name them."""
    folder = project(BANK, ("key: the leaf", "key: the leaf: green"))
    code, lines = run(folder, "check")
    first, second, *others = lines
    assert code == 1 and f"{BANK}:53:" in first and " error colon-in-text: " in first
    assert (
        " note not-read: 12 items of this bank could not be read because of it; 16 places" in second
    )
    assert not [line for line in others if ": error " in line]
    assert run(folder, "build")[0] == 1 and not list(folder.glob("output/*/students/*"))


def test_a_faulty_fact_is_counted(project):
    """A fact that is there but faulty is not called missing; the next fact is not offered for it."""
    lines = run(project(EVIDENCE, ("ref: page 1\n", "reff: page 1\n")), "check")[1]
    assert [line.split(": ")[1] for line in lines if ": error " in line] == ["error unknown-field"]
    assert any("1 fact of this file could not be read because of " in x for x in lines)


@pytest.mark.parametrize(
    ("path", "old", "new", "says"),
    [
        (PACK, "- ps-04\n", "- ps-44\n", "error unknown-item: item 'ps-44' was not found"),
        (BANK, "[f-04]", "[f-44]", "error unknown-fact: fact 'f-44' is not in any evidence file"),
        (PACK, "[leaf]", "[leave]", "error unknown-summary: summary 'leave' was not found"),
    ],
)
def test_a_misspelt_id_is_still_an_error_of_its_own(project, path, old, new, says):
    """Near miss: what is not there at all is listed where it is named, with what was meant."""
    lines = run(project(path, (old, new)), "check")[1]
    assert any(says in line and "did you mean '" in line for line in lines)
    assert not any("not-read" in line for line in lines)


def test_a_misspelt_id_beside_a_faulty_file_is_listed(project):
    """Near miss: a faulty bank hides only what names its own items."""
    folder = project(BANK, ("key: the leaf", "key: the leaf: green"))
    (folder / PACK).write_text(FILES[PACK].replace("ps-12", "qq-12"), encoding="utf-8")
    lines = run(folder, "check")[1]
    assert [line for line in lines if "unknown-item: item 'qq-12' was not found" in line]


def test_a_faulty_draft_is_listed_where_a_pack_names_it(project):
    """A draft's faults are warnings, so the pack that names it has the error, and it says where."""
    folder = project(BANK, ("    stem: Which part does sentence 2 name?\n", "    status: draft\n"))
    code, lines = run(folder, "check", "packs")
    assert code == 1
    assert f"item 'ps-02' is a draft that could not be read; fix its errors at {BANK}:16" in (
        "\n".join(lines)
    )


def test_where_the_cause_is_not_asked_for_each_file_says_it_once(project):
    """`packs check PATH` exits with 1 and says which file to mend, once for each file."""
    folder = project(BANK, ("key: the leaf", "key: the leaf: green"))
    code, lines = run(folder, "check", PACK)
    assert code == 1 and len(lines) == 1
    assert f"is in {BANK} but could not be read" in lines[0]
    assert lines[0].endswith("(11 more places like this)")


def test_a_file_with_the_wrong_suffix_is_the_cause(project):
    """What a .yml file holds is not called missing."""
    folder = project(rename={BANK: "questions/leaves.yml"})
    assert errors(run(folder, "check")[1]) == [["questions/leaves.yml", "error wrong-suffix"]]


@pytest.mark.parametrize("twin", ["questions/leaves.YAML", "questions/leaves.yml"])
def test_of_two_files_with_one_name_the_unread_one_is_reported(project, twin):
    """A bank that differs from another only in its suffix does not vanish without a word."""
    folder = project()
    (folder / twin).write_text((folder / BANK).read_text())
    code, lines = run(folder, "check")
    assert code == 1 and errors(lines) == [[twin, "error wrong-suffix"]]
    (line,) = [line for line in lines if "wrong-suffix" in line]
    assert "there is also leaves.yaml" in line and "remove it" in line


def test_a_copy_of_a_bank_is_one_mistake(project):
    """Of a bank that was copied for next year, one line says so, not one for each item."""
    folder = project()
    copy = FILES[BANK].replace("bank: leaves", "bank: leaves2")
    (folder / "questions/leaves2.yaml").write_text(copy, encoding="utf-8")
    lines = [line for line in run(folder, "check")[1] if "duplicate-id" in line]
    assert len(lines) == 1 and lines[0].startswith("questions/leaves2.yaml:6:"), lines
    assert (
        f"'ps-01' and {len(NUMBERS) - 1} more of this file are already used in {BANK}" in lines[0]
    )


def test_a_file_in_a_folder_that_nothing_reads_is_named(project):
    """A bank in a folder of its own is not passed over in silence; near miss: drawn items and the
    schemas of editors are where they belong.
    """
    folder = project()
    (folder / "packs/.schemas").mkdir()
    (folder / "packs/.schemas/x.yaml").write_text("x", encoding="utf-8")
    assert not [line for line in run(folder, "check")[1] if "other-folder" in line]
    for name in ("a.yaml", "b.yml"):
        (folder / "questions/week-1").mkdir(exist_ok=True)
        (folder / "questions/week-1" / name).write_text(FILES[BANK], encoding="utf-8")
    code, lines = run(folder, "check")
    lines = [line for line in lines if "other-folder" in line]
    assert code == 0 and len(lines) == 1, lines
    assert lines[0].startswith(
        "questions/week-1/a.yaml: warning other-folder: this file and 1 more"
    )
    assert lines[0].endswith("move what you need to questions/")


@pytest.mark.parametrize("text", ["\ufeff" + FILES[BANK], FILES[BANK].partition("items:\n")[2]])
def test_items_of_a_file_that_is_no_bank_are_not_called_missing(project, text):
    """What UTF-16 or a list without its name holds is known by its ids: one error, and a count."""
    folder = project()
    (folder / BANK).write_bytes(text.encode("utf-16-le" if text[0] == "\ufeff" else "utf-8"))
    code, lines = run(folder, "check")
    assert code == 1 and not [line for line in lines if "unknown-item" in line], lines
    assert [line for line in lines if "not-read" in line]


def test_causes_come_before_effects():
    """What is wrong with the form of files comes first, then what their content breaks; in each,
    by file and line.
    """
    form = [
        Problem(Location(f"{name}.yaml", line), "missing-field", "m")
        for name in "bz"
        for line in (2, 9)
    ]
    form += [Problem(Location("z.yaml", 10), rule, "m") for rule in ("yaml-tag", "empty-field")]
    meaning = [Problem(Location(f"{name}.yaml", 1), "unknown-item", "m") for name in "az"]
    assert listed([*meaning, *reversed(form)]) == (*form, *meaning)


def test_a_class_list_is_listed_by_place_alone():
    """Near miss: the name of a check on a class list, which no check reads, changes no order."""
    rules = ("no-name", "missing-glyph", "no-seat")
    rows = [Problem(Location("a.csv", line), rule, "m") for line, rule in enumerate(rules, 1)]
    assert listed(reversed(rows)) == tuple(rows)


def test_a_cause_hides_nothing_without_an_error():
    """Control: an effect of a file that has no error of its own in the list is listed."""
    effect = Problem(Location("a", 1), "unknown-item", "m", ERROR, "b")
    for cause in (Problem(Location("b", 1), "missing-field", "m", WARNING), effect):
        assert effect in listed([effect, cause])
    assert effect not in listed([effect, Problem(Location("b", 1), "missing-field", "m")])


@pytest.mark.parametrize("severity", [ERROR, WARNING])
@pytest.mark.parametrize("rule", ["missing-field", "unknown-fact", "key-longest"])
def test_at_most_two_hundred_problems_of_a_file(rule, severity):
    """Of each kind of problem, 200 of a file are listed, and a line says how many more there are;
    an error is not pushed out by warnings, and another file has room of its own.
    """
    many = [Problem(Location("b", n), rule, "m", severity) for n in range(1, MOST_IN_A_FILE + 51)]
    late = Problem(Location("b", 999), rule, "the last", ERROR)
    other = Problem(Location("c", 1), rule, "m", NOTE)
    shown = listed([*many, late, other])
    assert len(shown) == MOST_IN_A_FILE + 2 and other in shown
    assert (late in shown) == (severity == WARNING)
    more = next(problem for problem in shown if problem.rule == "more-problems")
    assert more.message.startswith("51 more problems") and more.severity == severity
    assert len(listed(many[:MOST_IN_A_FILE])) == MOST_IN_A_FILE


def test_a_pack_without_seed_and_sources_says_both(project):
    """A missing field hides no other fault of the same file."""
    folder = project(DRAWN_PACK, (f"seed: {OTHER_SEED}\n", ""), ("sources: [botany]\n", ""))
    lines = "\n".join(run(folder, "check")[1])
    assert "needs 'seed'" in lines and "needs 'sources'" in lines


@pytest.mark.parametrize(
    ("path", "replacements", "says"),
    [
        (
            EVIDENCE,
            [("status: reported", "status: claim"), ("    ref: page 1\n", "")],
            ["a fact needs 'ref'", "a claim needs 'by'"],
        ),
        (
            DRAWN_PACK,
            [("- title: Some\n      blueprint: {banks: [leaves], items: 3}", "- order: shuffle")],
            ["needs 'title'", "a section needs 'items' or 'blueprint'"],
        ),
        (
            DRAWN_PACK,
            [("{banks: [leaves], items: 3}", "{include: [ps-01]}")],
            ["a blueprint needs 'banks'", "a blueprint needs 'points', 'items' or 'cells'"],
        ),
        (
            BANK,
            [("type: single", "type: singel"), ("level: remember", "level: rember")],
            ["'singel' is not a type of item", "'rember' is not allowed here"],
        ),
    ],
)
def test_a_first_fault_hides_no_second(project, path, replacements, says):
    """Both faults of one entry are reported in one run."""
    lines = [x for x in run(project(path, *replacements), "check")[1] if x.startswith(path)]
    for words in says:
        assert any(words in line for line in lines), (words, lines)


KEYS = "key: the root\n    distractors: [some stone, some sand, some clay]"


@pytest.mark.parametrize("key", ["A", "c", "(a)", "b)", "D.", '"A"'])
def test_a_letter_is_no_key(project, key):
    """The letter of an option, as other formats have it, is refused beside options in words."""
    folder = project(BANK, (KEYS, KEYS.replace("the root", key)))
    lines = run(folder, "check")[1]
    assert [line for line in lines if "error letter-as-key: " in line and "not its letter" in line]


@pytest.mark.parametrize(
    "options",
    [
        "key: A\n    distractors: [B, C, D]",  # vitamins
        "key: A\n    distractors: [B, AB, O]",  # blood groups
        "key: C\n    distractors: [He, Na, Fe]",  # symbols
        'key: "7"\n    distractors: ["8", "9", "10"]',
        "key: M\n    distractors: [some stone, some sand, some clay]",  # no item has so many options
        "key: vitamin A\n    distractors: [vitamin B, vitamin C, vitamin D]",
    ],
)
def test_a_letter_among_letters_is_a_key(project, options):
    """Near misses: options that are letters, symbols or numbers themselves."""
    lines = run(project(BANK, (KEYS, options)), "check")[1]
    assert not [line for line in lines if "letter-as-key" in line]


@pytest.mark.parametrize(
    ("keys", "refused"),
    [("[A, C]", True), ("[(a), (c)]", True), ("[the root, A]", False), ("[vitamin A, C]", False)],
)
def test_letters_are_no_keys_of_a_multiple_item(project, keys, refused):
    """All keys being letters is refused; one letter beside words is a text."""
    options = f"keys: {keys}\n    choose: 2\n    scoring: plus-minus\n    distractors: [sand, clay]"
    folder = project(BANK, ("type: single", "type: multiple"), (KEYS, options))
    assert any("letter-as-key" in line for line in run(folder, "check")[1]) == refused


def test_a_letter_that_is_the_answer_can_be_kept(project):
    """C beside Fortran is no letter of an option: a reason, or a stem that asks for a language,
    keeps it.
    """
    ignored = f"{KEYS.replace('the root', 'A')}\n    ignore: {{letter-as-key: it is meant so}}"
    lines = run(project(BANK, (KEYS, ignored)), "check")[1]
    assert not any("letter-as-key" in line for line in lines)


def test_a_forgotten_hyphen_is_one_problem(project):
    """An item without its hyphen goes on the one before; that is guessed, once."""
    lines = run(project(BANK, ("  - id: ps-02", "    id: ps-02")), "check")[1]
    (wrong,) = [line for line in lines if ": error " in line]
    assert f"{BANK}:16:5: error duplicate-field: " in wrong
    assert "'id' appears again on line 16: a '- ' is missing before it?" in wrong
    assert any("note not-read: 1 item of this bank" in line for line in lines)


@pytest.mark.parametrize(
    "twice", ["    id: ps-01\n    type: single", "    type: single\n    type: single"]
)
def test_a_field_written_twice_is_no_forgotten_hyphen(project, twice):
    """Near misses: the first field twice in a row, and another field twice."""
    lines = run(project(BANK, ("    type: single", twice)), "check")[1]
    assert any("is written twice in this single item" in line for line in lines)
    assert not any("is missing before it" in line for line in lines)


REPORTING = {"Problem", "Hint", "_refuse", "_add"}


def rule_names(source):
    """The names of rules in the calls of a module that report something."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func).rpartition(".")
        if called[2] in REPORTING or (called[2] == "add" and called[0].endswith("problems")):
            for argument in (*node.args, *(word.value for word in node.keywords)):
                if isinstance(argument, ast.Constant) and re.fullmatch(
                    r"[a-z0-9]+(-[a-z0-9]+)+|markup|encoding", str(argument.value)
                ):
                    yield argument.value
    for node in ast.parse(source).body:  # names that stand in a constant of their own
        if (
            isinstance(node, ast.Assign)
            and isinstance(node.value, ast.Constant)
            and re.search(r"RULE|NOT_READ|UNLISTED", ast.unparse(node.targets[0]))
        ):
            yield node.value.value


def test_every_name_that_is_printed_can_be_explained():
    """`packs check --explain` knows every name of a rule that any module reports."""
    names = {
        name
        for path in Path(REPOSITORY, "generator").rglob("*.py")
        for name in rule_names(path.read_text(encoding="utf-8"))
    }
    assert {"colon-in-text", "missing-field", "unknown-edition", "no-name", "not-read"} <= names
    assert len(names) > 80
    assert names <= {*RULES, *READING_RULES}
    assert not set(RULES) & set(READING_RULES)


def test_the_search_for_names_sees_one():
    """Negative control: a name that nobody has explained is found."""
    assert list(rule_names('problems.add(place, "never-heard-of", "m")')) == ["never-heard-of"]


@pytest.mark.parametrize("name", READING_RULES)
def test_names_of_reading_are_explained(name):
    """Each has one sentence."""
    result = CliRunner().invoke(main, ["check", "--explain", name])
    assert result.exit_code == 0 and result.stdout.splitlines()[0] == f"{name}: always reported"
    assert READING_RULES[name].endswith(".") and READING_RULES[name] in result.stdout


def declared_fields():
    """Every field of every file and item, with those inside."""
    waiting = [
        *COMMON_FIELDS,
        *(field for kind in TYPES.values() for field in kind.fields),
        *(
            field
            for module in (banks, evidence, packs, selections, summaries)
            for field in module.FIELDS
        ),
    ]
    while waiting:
        field = waiting.pop()
        yield field
        kind = field.kind
        while kind.entry:
            kind = kind.entry
        waiting.extend(kind.fields)


def test_examples_are_of_a_neutral_subject():
    """No example in a message comes from the starter content."""
    starter = "".join(
        path.read_text(encoding="utf-8") for path in (REPOSITORY / "questions").rglob("*.yaml")
    )
    names = set(re.findall(r"\b(?:ar|cs|fc)-[a-z0-9-]+", starter))
    places = {"Kosovo", "Russia", "Azerbaijan", "Armenia", "Georgia", "Serbia", "Dayton", "Minsk"}
    assert "fc-kosovo-precedent" in names or len(names) > 100
    fields: list[Field] = list(declared_fields())
    assert len(fields) > 100
    for field in fields:
        words = set(re.findall(r"[\w-]+", field.example))
        assert not words & (names | places), field


def test_other_commands_count_what_is_listed(project):
    """`packs list` and `packs build` give the number of errors that there are to mend."""
    folder = project(BANK, ("key: the leaf", "key: the leaf: green"))
    run_list = CliRunner().invoke(main, ["-C", str(folder), "list"])
    assert "1 error in the project" in run_list.stderr
    run_build = CliRunner().invoke(main, ["-C", str(folder), "build", "week-1"])
    assert "week-1 was not built: 1 error." in run_build.stdout
    assert "colon-in-text" in run_build.stderr


SOME = "[some stone, some sand, some clay]"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (SOME, SOME[:-1], "error unclosed-bracket: the bracket that opens here is never closed"),
        ("  - id: ps-02", "  -id: ps-02", "error bad-indentation: each entry of a list begins"),
        ("  - id: ps-02", "  – id: ps-02", "error bad-indentation: each entry of a list begins"),
        ("  - id: ps-02", "  2. id: ps-02", "error bad-indentation: each entry of a list begins"),
        ("the root", r'"2 \times 3"', r"error bad-escape: in double quotes '\t' is a sign of its own"),
        ("the root", r'"the angle \beta"', r"'\beta' loses a letter; type \\beta"),
        ("the root", r'"$\nu$ of light"', r"error bad-escape: in double quotes '\n' is a sign"),
        ("key: the root", "answer: the root", "'answer' is not a field of a single item (did you mean 'key'?)"),
        ("distractors: [", "options: [", "(did you mean 'distractors'?)"),
        ("type: single", "type: multiple-choice", "(did you mean 'single'?)"),
    ],
)  # fmt: skip
def test_a_slip_is_one_error_that_says_what_was_meant(project, old, new, said):
    """One slip of a newcomer is one error, at its place, in words that help."""
    assert old in (FILES[BANK] + KEYS)
    change = (KEYS, KEYS.replace(old, new)) if old in KEYS else (old, new)
    folder = project(BANK, change)
    errors_said = [line for line in run(folder, "check")[1] if ": error " in line]
    assert len(errors_said) == 1 and said in errors_said[0], errors_said


def test_a_bracket_that_is_open_at_the_end_of_an_entry_is_named(project):
    """The next entry is not read as text of the list that nobody closed."""
    folder = project(BANK, (KEYS, KEYS))
    bank = "bank: open\nitems:\n  - stem: A\n    key: b\n    distractors: [c, d\n  - stem: E\n"
    (folder / "questions/open.yaml").write_text(bank, encoding="utf-8")
    (said,) = [line for line in run(folder, "check", "questions/open.yaml")[1] if "error" in line]
    assert "open.yaml:5:22: error unclosed-bracket: the bracket before this text is never" in said


@pytest.mark.parametrize(
    "key", [r'"C:\\times"', r"'2 \times 3'", r'"one\nuse"', r'"one\ttwo"', r"$2 \times 3$"]
)
def test_a_backslash_that_is_kept_is_no_error(project, key):
    """Near misses: a doubled backslash, single quotes, none, line breaks and tabs before words."""
    lines = run(project(BANK, (KEYS, KEYS.replace("the root", key))), "check")[1]
    assert not any("bad-escape" in line for line in lines)


@pytest.mark.parametrize("typed", ["objectives:\n  - parts: Name the parts.", "objectives: parts"])
@pytest.mark.parametrize("sourced", [True, False])
def test_objectives_in_another_form_are_one_mistake(project, typed, sourced):
    """A list or a text in place of objectives is one error, of `check` and of `draw`; neither the
    items nor a blueprint that name one are to blame.
    """
    folder = project(BANK, ("objectives:\n  parts: Name the parts.", typed))
    pack = (folder / DRAWN_PACK).read_text(encoding="utf-8")
    blueprint = pack.replace("items: 3}", "items: 3, cells: [{objective: parts, points: 3}]}")
    if not sourced:
        (folder / BANK).write_text(
            re.sub(r"    facts: .*\n", "", (folder / BANK).read_text(encoding="utf-8"))
        )
    (folder / DRAWN_PACK).write_text(blueprint, encoding="utf-8")
    for command in (["check"], ["draw", "week-2"]):
        told = CliRunner().invoke(main, ["-C", str(folder), *command]).stderr
        assert told.count(" error wrong-value: expected objectives") == 1, told
        assert "error unknown-" not in told
