"""A pack's name in the place of a code: its edition last built, never another one in silence."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from tests.e2e import banks, making

LAST_BUILT = "the edition last built is"
HANDOUT = ("--class", "Year 2", "--date", "2026-12-07", "--copies", "30")


def run(folder: Path, *arguments: str) -> Result:
    """The command, in this process."""
    return CliRunner().invoke(main, ["-C", str(folder), *arguments], prog_name="packs")


def code_of(folder: Path, pack: str = "quiz") -> str:
    """The code of the edition last built of a pack."""
    manifest = json.loads((folder / f"output/{pack}/manifest.json").read_text(encoding="utf-8"))
    return re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", manifest["manifest"]["edition"])[0]


@pytest.mark.parametrize(
    "arguments",
    [
        ("key", "EDITION"),
        ("key", "EDITION", "--output", "pdf"),
        ("marking", "EDITION", "--rows", "3"),
        ("handout", "EDITION", *HANDOUT),
        ("correct", "EDITION"),
        ("errata", "EDITION"),
        ("reprint", "EDITION", "--paper", "Letter"),
        ("diff", "EDITION"),
        ("diff", "EDITION", "EDITION"),
        ("show", "EDITION-A", "--item", "1"),
        ("new", "pack", "resit", "--resit-of", "EDITION"),
    ],
    ids=" ".join,
)
def test_a_command_takes_a_packs_name_for_its_code(built_small, arguments):
    """Whatever a command says of a code it says of the pack too, and it says which code that is."""
    code = code_of(built_small)
    by_name = run(built_small, *(word.replace("EDITION", "quiz") for word in arguments))
    # What is there already is said to be so.
    for made in (built_small / "packs").glob("**/*-printed-*.json"):
        made.unlink()
    (built_small / "packs/resit.yaml").unlink(missing_ok=True)
    by_code = run(built_small, *(word.replace("EDITION", code) for word in arguments))
    assert (by_name.exit_code, by_name.stdout) == (by_code.exit_code, by_code.stdout)
    assert by_name.exit_code == 0, by_name.stderr
    assert f"{LAST_BUILT} {code}" in by_name.stderr and LAST_BUILT not in by_code.stderr


@pytest.mark.parametrize(
    "command", ["key", "marking", "handout", "correct", "errata", "reprint", "diff", "class-set"]
)
def test_the_usage_says_that_both_are_taken(command):
    """`--help` shows CODE|PACK."""
    shown = CliRunner().invoke(main, [command, "--help"], prog_name="packs").output
    assert "CODE|PACK" in shown.partition("\n\n")[0]


def test_a_name_with_a_form_is_that_form(built_small):
    """`quiz-B` is form B of the pack, in small letters too; there is no form Q."""
    code = code_of(built_small)
    for typed in ("quiz-B", "quiz-b"):
        assert run(built_small, "key", typed).stdout == run(built_small, "key", f"{code}-B").stdout
    assert run(built_small, "key", "quiz-A").stdout != run(built_small, "key", "quiz-B").stdout
    refused = run(built_small, "key", "quiz-Q")
    assert refused.exit_code == 2 and "has no form Q" in refused.stderr
    refused = run(built_small, "class-set", "quiz-B", "--list", __file__)
    assert refused.exit_code == 2 and "without a form letter: quiz" in refused.stderr


def test_a_pack_that_is_called_so_comes_before_a_form(built_small):
    """Where another pack is called quiz-b, its name means that pack, and `quiz-B` is refused: it
    could be either.
    """
    text = (built_small / "packs/quiz.yaml").read_text(encoding="utf-8")
    other = re.sub(r"(?m)^pack: .*", "pack: quiz-b", text)
    other = re.sub(r"(?m)^seed: .*", "seed: 5d0c1f9e6b7a4c215d0c1f9e6b7a4c21", other)
    (built_small / "packs/quiz-b.yaml").write_text(other, encoding="utf-8")
    assert "quiz-b has not been built yet" in run(built_small, "key", "quiz-b").stderr
    making.build(built_small, ["quiz-b"])
    assert (
        f"{LAST_BUILT} {code_of(built_small, 'quiz-b')}" in run(built_small, "key", "quiz-b").stderr
    )
    refused = run(built_small, "key", "quiz-B")
    assert refused.exit_code == 2 and refused.stdout == ""
    assert "can be the pack 'quiz-b' or form B of 'quiz'" in refused.stderr


def test_the_name_means_the_edition_last_built(built_small):
    """After a build of another edition the name finds that one, and the old code its own key."""
    old = code_of(built_small)
    old_key = run(built_small, "key", old).stdout
    assert run(built_small, "reseed", "quiz").exit_code == 0
    assert f"{LAST_BUILT} {old}" in run(built_small, "key", "quiz").stderr
    making.build(built_small, ["quiz"])
    new = code_of(built_small)
    assert new != old and run(built_small, "key", "quiz").stdout != old_key
    assert f"{LAST_BUILT} {new}" in run(built_small, "key", "quiz").stderr
    assert run(built_small, "key", old).stdout == old_key


def test_a_recorded_code_comes_before_a_pack_of_that_name(built_small):
    """A code is on paper, so it keeps its meaning whatever a pack is called."""
    code = code_of(built_small)
    key = run(built_small, "key", code.lower()).stdout
    text = (built_small / "packs/quiz.yaml").read_text(encoding="utf-8")
    renamed = re.sub(r"(?m)^pack: .*", f"pack: {code.lower()}", text)
    (built_small / f"packs/{code.lower()}.yaml").write_text(renamed, encoding="utf-8")
    again = run(built_small, "key", code.lower())
    assert again.stdout == key and LAST_BUILT not in again.stderr


def test_nothing_built_says_what_to_do(small):
    """A pack of which nothing or only a draft is built has no key: the sentence says to build, or
    to give a code.
    """
    for says in ("quiz has not been built yet", "only a draft of quiz is built"):
        refused = run(small, "key", "quiz")
        assert refused.exit_code == 1 and refused.stdout == ""
        assert says in refused.stderr and "packs build quiz" in refused.stderr
        assert "the code of a paper" in refused.stderr
        project = banks.read(small)
        for bank in project.banks.values():
            for item in bank["items"]:
                item["status"] = "draft"
        project.write(small)
        assert run(small, "build", "quiz", "--draft").exit_code == 0


def test_what_is_neither_gets_the_nearest_of_both(built_small):
    """A mistyped name or code is answered with the nearest; what is like neither, with none."""
    code = code_of(built_small)
    for typed in ("quizz", "quiz-1x"):
        refused = run(built_small, "key", typed)
        assert refused.exit_code == 2 and "did you mean 'quiz'?" in refused.stderr
    slip = ("3" if code[0] != "3" else "4") + code[1:]
    refused = run(built_small, "key", slip)
    assert refused.exit_code == 2 and f"did you mean {code}?" in refused.stderr
    refused = run(built_small, "key", "nonsense-here")
    assert refused.exit_code == 2 and "there is no pack 'nonsense-here', and " in refused.stderr
    assert "did you mean" not in refused.stderr


def test_a_handout_asks_for_all_it_lacks_at_once(built_small):
    """One sentence names class, date and copies where neither paper nor call has them; with all of
    them the note is made.
    """
    project = banks.read(built_small)
    for field in ("class", "date"):
        project.packs["quiz"].pop(field, None)
    project.write(built_small)
    making.build(built_small, ["quiz"])
    said = run(built_small, "handout", "quiz")
    assert said.exit_code == 2
    assert "give them with --class CLASS and --date DATE; say how many copies" in said.stderr
    said = run(built_small, "handout", "quiz", "--copies", "3", "--class", "Year 2")
    assert "there is no date on the paper; give it with --date DATE" in said.stderr
    complaint = said.stderr.partition("Error:")[2]
    assert "class" not in complaint and "copies" not in complaint
    assert not list(built_small.glob("packs/editions/quiz/*-printed-*"))
    assert run(built_small, "handout", "quiz", *HANDOUT).exit_code == 0
    assert list(built_small.glob("packs/editions/quiz/*-printed-*"))


# ---------------------------------------------------------------- files that are left behind
def test_files_of_earlier_revisions_and_editions_are_named(built_small, tmp_path):
    """A strip and a named class set that a build has left behind stay and are named in a line each,
    until they are removed; current ones are not.
    """
    listed = tmp_path / "class list.csv"
    listed.write_text("name,number\nA,1\n", encoding="utf-8")
    code = code_of(built_small)
    run(built_small, "marking", "quiz")
    run(built_small, "class-set", "quiz", "--list", str(listed))
    assert "belongs to" not in run(built_small, "build", "quiz").stderr

    run(built_small, "correct", f"{code}-A", "--void", "1", "full")
    said = run(built_small, "build", "quiz").stderr
    strips = sorted(built_small.glob("output/quiz/teacher/*-strip-KEY-r1.pdf"))
    assert strips and said.count("belongs to revision 1 of the key") == len(strips)
    assert "class-set-named" not in said

    run(built_small, "reseed", "quiz")
    said = run(built_small, "build", "quiz").stderr
    named = f"output/quiz/print/quiz-{code}-class-set-named-of-class-list.pdf"
    assert f"{named} belongs to the earlier edition {code}; remove it" in said
    assert (built_small / named).exists() and all(strip.exists() for strip in strips)
    (built_small / named).unlink()
    assert named not in run(built_small, "build", "quiz").stderr


def test_files_of_a_handed_out_edition_are_current(built_small, tmp_path):
    """Control: the class set of an earlier edition that was handed out is not called left behind."""
    listed = tmp_path / "list.csv"
    listed.write_text("name,number\nA,1\n", encoding="utf-8")
    run(built_small, "class-set", "quiz", "--list", str(listed))
    run(built_small, "handout", "quiz", *HANDOUT)
    run(built_small, "reseed", "quiz")
    assert "belongs to" not in run(built_small, "build", "quiz").stderr
