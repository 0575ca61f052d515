"""`packs draw` as an author meets it: what it writes, what a build makes of it, and when it has to
be run again.
"""

from __future__ import annotations

import json
import re

import pytest
from click.testing import CliRunner
from drawing_banks import bank, item, pack, project, seed_of

from generator.checks.english import listed
from generator.cli import main

ITEMS = [item(f"k-{n}", fact=n, level="remember" if n <= 8 else "analyse") for n in range(1, 13)]
PLAN = "banks: [harbour]\npoints: 4\ncells:\n  - {level: remember, points: 2..}\n  - {level: analyse, points: 1..}"


@pytest.fixture
def folder(tmp_path):
    """A project with one pack that is to be drawn."""
    return project(tmp_path, bank(*ITEMS), quiz=pack(PLAN))


def packs(folder, *arguments):
    """Run a command."""
    return CliRunner().invoke(main, ["-C", str(folder), *arguments], catch_exceptions=False)


def drawn(folder, name="quiz"):
    """The ids in a draw's file."""
    return re.findall(
        r"^      - (k-\d+)$",
        (folder / f"packs/drawn/{name}.yaml").read_text(encoding="utf-8"),
        re.M,
    )


def change(path, old, new):
    """Replace a text in a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_build_asks_for_the_draw_and_never_draws(folder):
    """Without a draw nothing is built, and the message names the command; after it check and build
    pass, and files stay.
    """
    done = packs(folder, "build")
    assert (
        done.exit_code == 1
        and "run 'packs draw quiz'" in done.output
        and not (folder / "packs/drawn").exists()
    )
    done = packs(folder, "draw")
    assert done.exit_code == 0 and "planned 4, met 4" in done.output and len(drawn(folder)) == 4
    before = (folder / "packs/drawn/quiz.yaml").read_bytes()
    assert packs(folder, "check").exit_code == 0
    assert packs(folder, "build").exit_code == 0
    assert (folder / "packs/drawn/quiz.yaml").read_bytes() == before
    paper = packs(folder, "show", "quiz", "--document", "paper").output
    assert all(f"What of {name} is right?" in paper for name in drawn(folder))
    done = packs(folder, "draw", "quiz")
    assert (
        "drawn as before" in done.output
        and (folder / "packs/drawn/quiz.yaml").read_bytes() == before
    )


def test_a_grown_bank_changes_no_draw(folder):
    """New items in the bank neither change nor spoil what was drawn; a change of points that breaks
    the blueprint is an error.
    """
    packs(folder, "draw")
    names = drawn(folder)
    (folder / "questions/harbour.yaml").write_text(
        bank(*ITEMS, item("k-13", fact=13)), encoding="utf-8"
    )
    assert packs(folder, "check").exit_code == 0 and drawn(folder) == names
    text = bank(*ITEMS).replace(
        f"- id: {names[0]}\n    type: single\n    objective: ha-know\n    level: remember\n    points: 1",
        f"- id: {names[0]}\n    type: single\n    objective: ha-know\n    level: remember\n    points: 2",
    )
    assert text != bank(*ITEMS)
    (folder / "questions/harbour.yaml").write_text(text, encoding="utf-8")
    done = packs(folder, "build")
    assert (
        done.exit_code == 1
        and "has 5 points in all; its blueprint asks for 4. Run 'packs draw quiz'" in done.output
    )
    assert packs(folder, "draw", "--keep").exit_code == 0
    assert packs(folder, "check").exit_code == 0 and len(set(names) & set(drawn(folder))) >= 2


def test_an_impossible_blueprint_leaves_everything_as_it_was(folder):
    """When nothing can be drawn it says why, keeps the old draw, and fails; --dry-run writes
    nothing at all.
    """
    packs(folder, "draw")
    before = (folder / "packs/drawn/quiz.yaml").read_bytes()
    change(folder / "packs/quiz.yaml", "analyse, points: 1..", "analyse, points: 9..")
    done = packs(folder, "draw", "quiz")
    assert (
        done.exit_code == 1
        and "needs at least 9 points at analyse, but the bank has 4" in done.output
    )
    assert (folder / "packs/drawn/quiz.yaml").read_bytes() == before
    change(folder / "packs/quiz.yaml", "analyse, points: 9..", "analyse, points: 1..")
    done = packs(folder, "draw", "--turn", "5", "--dry-run", "--output", "json")
    assert (
        json.loads(done.output)[0]["turn"] == 5
        and (folder / "packs/drawn/quiz.yaml").read_bytes() == before
    )


def test_turns_are_kept(folder):
    """Another turn gives another draw, the file remembers which, and drawing again gives the
    same.
    """
    seen = set()
    for turn in range(1, 6):
        packs(folder, "draw", "--turn", str(turn))
        seen.add(tuple(drawn(folder)))
    assert len(seen) > 1 and "turn: 5" in (folder / "packs/drawn/quiz.yaml").read_text(
        encoding="utf-8"
    )
    last = drawn(folder)
    packs(folder, "draw")
    assert drawn(folder) == last


def test_items_that_a_bank_keeps_apart_are_not_drawn_together(tmp_path):
    """`not_with` holds in a draw, and two items that key the same fact are never drawn together
    either.
    """
    items = [
        item("k-1", fact=1, not_with="[k-2, k-3]"),
        item("k-2", fact=2),
        item("k-3", fact=3),
        item("k-4", fact=4),
        item("k-5", fact=4),
    ]
    folder = project(tmp_path, bank(*items), quiz=pack("banks: [harbour]\nitems: 3"))
    assert packs(folder, "draw").exit_code == 0
    assert not {"k-4", "k-5"} <= set(drawn(folder)) and "k-1" not in drawn(folder)
    change(folder / "packs/quiz.yaml", "items: 3", "items: 3\n        include: [k-1]")
    done = packs(folder, "draw")
    assert (
        done.exit_code == 1
        and "'k-1' and 'k-2' must not be on one paper: one names the other in 'not_with'"
        in done.output
    )


def test_two_packs_stay_disjoint(tmp_path):
    """A pack that names another in `not_in` draws nothing that the other has, in one command for
    both.
    """
    second = pack(PLAN, "second", "  not_in: [quiz]\n")
    folder = project(tmp_path, bank(*ITEMS), quiz=pack(PLAN), second=second)
    assert packs(folder, "draw").exit_code == 0
    assert not set(drawn(folder)) & set(drawn(folder, "second"))
    assert packs(folder, "check").exit_code == 0
    (folder / "packs/drawn/second.yaml").write_text(
        (folder / "packs/drawn/quiz.yaml")
        .read_text(encoding="utf-8")
        .replace("pack: quiz", "pack: second"),
        encoding="utf-8",
    )
    done = packs(folder, "check")
    assert (
        done.exit_code == 1 and "also in pack quiz (not_in); run 'packs draw second'" in done.output
    )


@pytest.mark.parametrize("noted", [True, False])
def test_a_pack_in_not_in_keeps_out_its_items_under_new_ids(tmp_path, noted):
    """A pack's name stands for its items also where the bank has since given them other ids: what
    was printed of it is known by its words, whether or not it was noted as handed out.
    """
    second = pack(PLAN, "second", "  not_in: [quiz]\n")
    folder = project(tmp_path, bank(*ITEMS), quiz=pack(PLAN), second=second)
    packs(folder, "draw", "quiz")
    packs(folder, "build", "quiz")
    if noted:
        packs(folder, "printed", "quiz", "--class", "7b", "--date", "2026-12-07", "--copies", "2")
    renamed = {name: f"k-9{name[2:]}" for name in drawn(folder)}
    for old, new in renamed.items():
        change(folder / "questions/harbour.yaml", f"- id: {old}\n", f"- id: {new}\n")
    for turn in "123":
        assert packs(folder, "draw", "second", "--turn", turn).exit_code == 0
        assert not {*renamed.values()} & {*drawn(folder, "second")}
    change(folder / "packs/drawn/second.yaml", drawn(folder, "second")[0], min(renamed.values()))
    done = packs(folder, "check")
    assert f"'{min(renamed.values())}' is in " in done.output
    assert "of pack quiz (not_in); run 'packs draw second'" in done.output


def test_a_pack_in_not_in_keeps_out_what_was_handed_out_of_it(tmp_path):
    """Next year's quiz asks nothing that this year's class had, though the pack has other items by
    then, or none; what was built and not handed out may be asked.  An item is told of once.
    """
    second = pack(PLAN, "second", "  not_in: [quiz]\n")
    folder = project(tmp_path, bank(*ITEMS), quiz=pack(PLAN), second=second)
    packs(folder, "draw", "quiz")
    packs(folder, "build", "quiz")
    code = next((folder / "packs/editions/quiz").glob("????-????.json")).stem
    had = (folder / "packs/drawn/quiz.yaml").read_text(encoding="utf-8")
    again = folder / "packs/drawn/second.yaml"
    again.write_text(had.replace("pack: quiz", "pack: second"), encoding="utf-8")
    packs(folder, "draw", "quiz", "--turn", "2")
    both = {*drawn(folder)} & {*drawn(folder, "second")}
    assert len(both) == 1
    done = packs(folder, "check")
    assert f"'{min(both)}' is also in pack quiz" in done.output and code not in done.output
    packs(folder, "printed", code, "--class", "7b", "--date", "2026-12-07", "--copies", "2")
    others = listed([f"'{name}'" for name in sorted({*drawn(folder, "second")} - both)])
    done = packs(folder, "check")
    assert f"{others} are in {code} of pack quiz (not_in)" in done.output
    (folder / "packs/quiz.yaml").unlink()
    everything = listed([f"'{name}'" for name in sorted(drawn(folder, "second"))])
    assert f"{everything} are in {code} of pack quiz (not_in)" in packs(folder, "check").output


def test_a_resit_asks_nothing_that_was_sat(folder):
    """`packs new pack --resit-of` keeps the blueprint and the class, draws what was not asked, and
    can be built.
    """
    packs(folder, "draw")
    packs(folder, "build")
    code = next((folder / "packs/editions/quiz").glob("????-????.json")).stem
    packs(folder, "printed", code, "--class", "Group B", "--date", "2026-12-07", "--copies", "20")
    done = packs(folder, "new", "pack", "again", "--resit-of", f"{code}-A")
    assert done.exit_code == 0, done.output
    text = (folder / "packs/again.yaml").read_text(encoding="utf-8")
    assert f"not_in: [{code}]" in text and "Group B" in text and "points: 4" in text
    sat = drawn(folder)
    assert packs(folder, "draw", "again").exit_code == 0
    assert not set(sat) & set(drawn(folder, "again"))
    assert packs(folder, "check").exit_code == 0 and packs(folder, "build", "again").exit_code == 0
    # What was sat stays known by its words, though the bank gives it another id.
    new = drawn(folder, "again")[0]
    change(folder / "questions/harbour.yaml", f"- id: {sat[0]}\n", "- id: k-99\n")
    change(folder / "packs/drawn/again.yaml", f"- {new}\n", "- k-99\n")
    done = packs(folder, "check")
    assert done.exit_code == 1 and f"'k-99' is in {code}" in done.output


def test_a_resit_of_items_chosen_by_hand_gets_a_blueprint(tmp_path):
    """The blueprint of a hand-made quiz follows from what was sat: points of each objective and
    level, give or take one.
    """
    by_hand = pack("x: y").replace(
        "      blueprint:\n        x: y\n", "      items: [k-1, k-2, k-9]\n"
    )
    folder = project(tmp_path, bank(*ITEMS), quiz=by_hand)
    assert packs(folder, "build").exit_code == 0
    code = next((folder / "packs/editions/quiz").glob("????-????.json")).stem
    assert packs(folder, "new", "pack", "again", "--resit-of", code).exit_code == 0
    assert packs(folder, "draw", "again").exit_code == 0
    names = drawn(folder, "again")
    assert (
        len(names) == 3
        and not set(names) & {"k-1", "k-2", "k-9"}
        and set(names) & {"k-10", "k-11", "k-12"}
    )


def test_a_resit_of_a_pack_that_is_gone_names_the_sources_of_its_record(tmp_path):
    """Without the pack's file the sources are those of the facts that the edition's items cite."""
    folder = project(tmp_path, bank(*ITEMS), quiz=pack("banks: [harbour]\nitems: 3"))
    for command in ("draw", "build"):
        assert packs(folder, command, "quiz").exit_code == 0
    code = next((folder / "packs/editions/quiz").glob("????-????.json")).stem
    (folder / "packs/quiz.yaml").unlink()
    done = packs(folder, "new", "pack", "again", "--resit-of", code)
    assert done.exit_code == 0, done.output
    assert "\nsources: [chronicle]\n" in (folder / "packs/again.yaml").read_text(encoding="utf-8")


def test_a_resit_is_printed_as_the_first_sitting_was(tmp_path):
    """Answer sheets, profiles, density and style come with a resit; a section of one type gets no
    items of a type that only other sections had.
    """
    by_hand = pack("x: y").replace(
        "      blueprint:\n        x: y\n",
        "      items: [k-1]\n    - title: Verdicts\n      new_page: true\n      items: [t-1]\n",
    )
    printed = (
        "print:\n  answer_sheet: true\n  profiles: [standard, large-print]\n  density: roomy\n"
    )
    verdict = item("t-1").replace("type: single", "type: true-false")
    verdict = re.sub(r"(?s)key: .*?  rationale", "key: true\n  rationale", verdict)
    folder = project(tmp_path, bank(*ITEMS, verdict), quiz=by_hand + printed)
    done = packs(folder, "build")
    assert done.exit_code == 0, done.output
    assert packs(folder, "new", "pack", "again", "--resit-of", "quiz").exit_code == 0
    text = (folder / "packs/again.yaml").read_text(encoding="utf-8")
    for line in printed.splitlines()[1:]:
        assert f"{line}\n" in text
    first, second = text.split("title:")[2:]
    assert "true-false: 0" in first and "single: 0" not in first and "new_page" not in first
    assert "single: 0" in second and "true-false: 0" not in second and "new_page: true" in second


def test_a_resit_prints_of_the_briefing_what_the_first_sitting_did(tmp_path):
    """Parts, topics, other packs, margin, marks and density of the briefing come with a resit; of a
    pack that says nothing of its briefing, nothing does.
    """
    said = "briefing:\n  without: [reading]\n  topics: []\n  margin: false\n  density: compact\n"
    others = "briefing:\n  parts: [summary, text]\n  not_in: [other]\n  marks: false\n"
    quiz = pack("x: y").replace("      blueprint:\n        x: y\n", "      items: [k-1]\n")
    for name, briefing in (("said", said), ("others", others), ("silent", "")):
        folder = project(
            tmp_path / name,
            bank(*ITEMS),
            quiz=quiz.replace("quiz:\n", f"summaries: [topic]\n{briefing}quiz:\n", 1),
            other=quiz.replace("pack: quiz", "pack: other").replace(
                seed_of("quiz"), seed_of("other")
            ),
        )
        (folder / "packs/summaries").mkdir(exist_ok=True)
        (folder / "packs/summaries/topic.yaml").write_text("title: T\nsummary: [A text.]\n")
        done = packs(folder, "build")
        assert done.exit_code == 0, done.output
        assert packs(folder, "new", "pack", "again", "--resit-of", "quiz").exit_code == 0
        text = (folder / "packs/again.yaml").read_text(encoding="utf-8")
        assert briefing in text and ("briefing:" in text) == bool(briefing)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("points: 4\n", "points: 4..2\n", "the range '4..2' is the wrong way round"),
        ("points: 4\n", "points: few\n", "write points or a range of them"),
        ("points: 4\n", "types: {singel: 2}\n", "(did you mean 'single'?)"),
        ("banks: [harbour]", "banks: [harbor]", "(did you mean 'harbour'?)"),
        (
            "level: remember, points: 2..",
            "levle: remember, points: 2..",
            "'levle' is not a field of a cell",
        ),
        ("{level: remember, points: 2..}", "{points: 2..}", "a cell needs 'objective' or 'level'"),
        (
            "    - title: Drawn\n",
            "    - title: Drawn\n      items: [k-1]\n",
            "this section has both 'items' and 'blueprint'",
        ),
        (
            "quiz:\n",
            "quiz:\n  not_in: [nothing]\n",
            "'nothing' is neither a pack nor an edition code; correct the name",
        ),
    ],
)
def test_faults_of_a_blueprint_are_told_with_their_place(folder, old, new, says):
    """Each fault is one line with file, line and what to type; nothing is drawn."""
    change(folder / "packs/quiz.yaml", old, new)
    done = packs(folder, "draw", "quiz")
    assert done.exit_code == 1 and says in done.output, done.output
    assert (
        re.search(r"packs/quiz\.yaml:\d+:\d+: error", done.output)
        and not (folder / "packs/drawn").exists()
    )


def test_usage(folder):
    """A pack that is not there is a matter of usage; one without a blueprint has nothing to
    draw.
    """
    assert packs(folder, "draw", "quizz").exit_code == 2
    by_hand = pack("x: y", "other").replace(
        "      blueprint:\n        x: y\n", "      items: [k-1]\n"
    )
    (folder / "packs/other.yaml").write_text(by_hand, encoding="utf-8")
    done = packs(folder, "draw", "other")
    assert done.exit_code == 1 and "nothing to draw" in done.output


def test_a_class_is_not_asked_again(folder):
    """`unseen_by` keeps out what was printed for that class, and nothing that another class had."""
    packs(folder, "draw")
    packs(folder, "build")
    code = next((folder / "packs/editions/quiz").glob("????-????.json")).stem
    packs(folder, "printed", code, "--class", "Group  b", "--date", "2026-12-07", "--copies", "20")
    sat = set(drawn(folder))

    def drawn_for(name: str, quiz: str) -> set[str]:
        (folder / f"packs/{name}.yaml").write_text(pack(PLAN, name, quiz), encoding="utf-8")
        assert packs(folder, "draw", name).exit_code == 0
        return set(drawn(folder, name))

    assert not sat & drawn_for("same", "  unseen_by: [Group B]\n")
    anyone = drawn_for("third", "")
    assert sat & anyone and drawn_for("third", "  unseen_by: [Group C]\n") == anyone
    change(folder / "packs/third.yaml", "Group C", "group b")
    done = packs(folder, "build", "third")
    assert (
        done.exit_code == 1
        and f"in {code}, printed for group b; run 'packs draw third'" in done.output
    )


def test_a_class_that_had_nothing_is_named(folder):
    """Who types a class otherwise than it was noted is warned, where items are drawn and where they
    are checked, because nothing is kept out then; capitals and spaces make no difference.
    """
    packs(folder, "draw")
    packs(folder, "build")
    packs(folder, "handout", "quiz", "--class", "7 b", "--date", "2026-12-07", "--copies", "20")
    sat = set(drawn(folder))
    for number, typed in enumerate(("7B", "7-b", "8 c")):
        name = f"year-{number}"
        quiz = f"  unseen_by: [{typed}]\n"
        (folder / f"packs/{name}.yaml").write_text(pack(PLAN, name, quiz), encoding="utf-8")
        done, checked = packs(folder, "draw", name), packs(folder, "check")
        assert done.exit_code == 0
        warned, again = (
            [
                line
                for line in run.output.splitlines()
                if line.startswith(f"packs/{name}.yaml") and "warning unknown-edition" in line
            ]
            for run in (done, checked)
        )
        assert warned == again
        if typed == "7B":
            assert not warned and not sat & set(drawn(folder, name))
        else:
            assert len(warned) == 1 and f"handed out to '{typed}'" in warned[0]
            assert ("did you mean '7 b'" in warned[0]) == (typed == "7-b")


def test_a_new_pack_by_blueprint_can_be_drawn_and_built(folder):
    """`packs new pack --bank B --blueprint` says what the bank has, and its first ranges can be
    drawn as they stand.
    """
    done = packs(
        folder, "new", "pack", "week-3", "--bank", "harbour", "--blueprint", "--points", "5"
    )
    assert done.exit_code == 0 and "run 'packs draw week-3'" in done.output
    text = (folder / "packs/week-3.yaml").read_text(encoding="utf-8")
    assert (
        "the bank has 12 points in 12 ready items" in text
        and "ha-know   # remember 8, analyse 4" in text
    )
    assert packs(folder, "draw", "week-3").exit_code == 0
    assert 4 <= len(drawn(folder, "week-3")) <= 6
    assert packs(folder, "build", "week-3").exit_code == 0
    for wrong in (
        ["--blueprint"],
        ["--bank", "harbour", "--points", "5"],
        ["--resit-of", "7K3Q-2M4P", "--blueprint"],
        ["--resit-of", "7K3Q-2M4P", "--points", "5"],
        ["--resit-of", ""],
    ):
        assert packs(folder, "new", "pack", "other", *wrong).exit_code == 2


def test_a_section_to_choose_in_is_drawn_with_equal_points(tmp_path):
    """`answer` in a section makes the draw take items of equal points, which the checks want."""
    items = [item(f"k-{n}", fact=n, points="1" if n % 2 else "2") for n in range(1, 9)]
    folder = project(tmp_path, bank(*items), quiz=pack("banks: [harbour]\nitems: 3"))
    change(folder / "packs/quiz.yaml", "- title: Drawn\n", "- title: Drawn\n      answer: 2\n")
    for turn in range(1, 6):
        assert packs(folder, "draw", "quiz", "--turn", str(turn)).exit_code == 0
        assert len({int(name[2:]) % 2 for name in drawn(folder)}) == 1
        assert "answer-some" not in packs(folder, "check", "quiz").output
    change(folder / "packs/quiz.yaml", "items: 3", "items: 5")
    refused = packs(folder, "draw", "quiz")
    assert refused.exit_code == 1 and "so all must be worth the same" in refused.output


def test_what_was_remembered_is_drawn_by(folder):
    """Marks of a first paper, remembered, decide what the next pack draws: only what was neither too
    easy nor too hard, and it builds; where nothing fits, each item is named with its facility and
    nothing is written; a typing mistake in the range does not tell to delete the draw.
    """
    packs(folder, "draw")
    assert packs(folder, "build").exit_code == 0
    key = json.loads(packs(folder, "key", "quiz", "--output", "json").stdout)[0]["questions"]
    shares = (1.0, 0.6, 0.5, 0.1)  # of twenty papers, what earned the point
    rows = [
        ",".join([f"s{n}", "A", *("1" if n < share * 20 else "0" for share in shares)])
        for n in range(20)
    ]
    heads = ",".join(["number", "form", *(str(question["number"]) for question in key)])
    marks = folder / "marks.csv"
    marks.write_text("\n".join([heads, *rows]), encoding="utf-8")
    done = packs(
        folder, "results", "quiz", "--marks", str(marks), "--remember", "--date", "2026-05-04"
    )
    assert done.exit_code == 0 and "questions/history/harbour.yaml" in done.output
    measured = {question["item"]: share for question, share in zip(key, shares, strict=True)}
    fitting = {name for name, share in measured.items() if 0.4 <= share <= 0.8}
    others = sorted({f"k-{n}" for n in range(1, 13)} - set(measured))
    plan = (
        f"banks: [harbour]\nitems: 2\nexclude: [{', '.join(others)}]\n"
        "measured: {facility: 0.4..0.8}"
    )
    path = folder / "packs/next.yaml"
    path.write_text(pack(plan, "next"), encoding="utf-8")
    done = packs(folder, "draw", "next")
    assert done.exit_code == 0, done.output
    assert set(drawn(folder, "next")) == fitting and len(fitting) == 2
    assert packs(folder, "build", "next").exit_code == 0
    kept = (folder / "packs/drawn/next.yaml").read_bytes()
    change(path, "0.4..0.8", "0.65..0.95")
    done = packs(folder, "draw", "next")
    assert done.exit_code == 1 and "its measured facility is 0.10" in done.output
    assert (folder / "packs/drawn/next.yaml").read_bytes() == kept
    change(path, "0.65..0.95", "80%")
    done = packs(folder, "check")
    assert "'80%' is not allowed here" in done.output and "stale-draw" not in done.output


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        ("forms: 2", "forms: [2", "packs/quiz.yaml:5:8: error unclosed-bracket: "),
        ("points: 4", "points: four", "packs/quiz.yaml:11:17: error wrong-value: 'four' "),
        ("blueprint:", "blueprnt:", "packs/quiz.yaml:9:7: error unknown-field: 'blueprnt' "),
    ],
)
def test_a_pack_that_could_not_be_read_is_not_passed_over(folder, old, new, error):
    """Without a name all packs are drawn, and so one of which it cannot be told whether it has a
    blueprint: its error comes first, before what is only broken by it, the others are drawn, and
    the exit code is 1.
    """
    after = pack(PLAN, "resit", quiz="  not_in: [quiz]\n")
    (folder / "packs/resit.yaml").write_text(after, encoding="utf-8")
    (folder / "packs/other.yaml").write_text(pack(PLAN, "other"), encoding="utf-8")
    change(folder / "packs/quiz.yaml", old, new)
    done = packs(folder, "draw")
    assert done.exit_code == 1 and done.stdout.startswith("quiz: no items were drawn")
    assert error in done.stderr and done.stderr.startswith("packs/quiz.yaml:")
    assert "neither a pack" not in done.output and len(drawn(folder, "other")) == 4


def test_a_pack_without_a_quiz_has_nothing_to_draw(folder):
    """Negative control: a sound pack without a blueprint is passed over in silence."""
    (folder / "packs/fixed.yaml").write_text(
        f"pack: fixed\ntitle: Fixed\nsources: [chronicle]\nseed: {seed_of('fixed')}\n"
        "quiz: {sections: [{title: One, items: [k-1]}]}\n",
        encoding="utf-8",
    )
    done = packs(folder, "draw")
    assert done.exit_code == 0 and "fixed" not in done.output
