"""A key is found again by the code on its paper, whatever has become of bank, pack and files; and
nothing is half done.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import generator.workflows.build.build
from generator.cli import main as packs_main
from generator.editions import UnknownCode
from generator.editions.store import find_edition
from generator.render.pdf import coverage
from generator.storage.files import DiskError, Operations, ProjectFiles
from generator.workflows.build.manifest import read_manifest, write_manifest
from generator.workflows.project import load_project
from tests.e2e import banks, making, reader
from tests.e2e.reader import Paper, squeezed

PACK = "quiz"
# From one write of a build that fails to the next that is tried.
STEP = 1 if os.environ.get("PACKS_CRASH_ALL") else 3
KEYED = r"(?m)^ +✓ (?:\d+ +)?([A-Z]  (?:.+\n)+?)(?= +✓|\n|\Z| +[A-Z]: )"


class Ran:
    """What the command printed, and its exit code; it runs in this process."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        result = CliRunner().invoke(packs_main, ["-C", str(folder), *arguments], prog_name="packs")
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        self.code, self.out, self.err = result.exit_code, result.stdout, result.stderr


def edit(folder: Path, name: str, **fields: Any) -> None:
    """Change fields of an item, fact or pack in its file; None takes a field away."""
    project = banks.read(folder)
    facts = {
        fact["id"]: fact for evidence in project.evidence.values() for fact in evidence["facts"]
    }
    thing = {**facts, **project.packs, **project.items}[name]
    thing.update(fields)
    for field in [field for field in thing if thing[field] is None]:
        del thing[field]
    project.write(folder)


def paper_of(folder: Path, form: str) -> tuple[Path, Paper]:
    """A form of the pack as printed."""
    (path,) = [path for path in making.papers(folder, PACK) if path.stem.endswith(f"-{form}")]
    return path, reader.read_paper(path.read_bytes())


def agreements(text: str, paper: Paper) -> tuple[int, int]:
    """How many of the letters that a key's text gives stand before the same option on a paper, and
    how many do not.

    Parts of questions have letters of their own and are left out.
    """
    good = bad = 0
    for block in re.split(r"(?m)^(?=\d+\. )", text)[1:]:
        question = paper.questions[int(block.split(".")[0])]
        for said in re.findall(KEYED, block) if question.options else ():
            text = re.sub(" <http[^>]+>|[`_^]", "", said[1:])  # the marks of a proof
            fits = squeezed(question.options.get(said[0], "no such option")) in squeezed(text)
            good, bad = good + fits, bad + (not fits)
    return good, bad


def item_of(folder: Path, kind: str) -> str:
    """The first item of a type that the pack asks."""
    project = banks.read(folder)
    asked = [
        name for section in project.packs[PACK]["quiz"]["sections"] for name in section["items"]
    ]
    return next(name for name in asked if project.items[name]["type"] == kind)


def both(folder: Path, revision: int) -> list[tuple[Paper, reader.Key]]:
    """The pack's papers with their keys of a revision."""
    return [
        (reader.read_paper(path.read_bytes()), reader.read_key(making.key_of(path, revision)))
        for path in making.papers(folder, PACK)
    ]


def codes(folder: Path) -> set[str]:
    """The edition codes of a pack's papers."""
    return {
        reader.read_paper(path.read_bytes()).code.rsplit("-", 1)[0]
        for path in making.papers(folder, PACK)
    }


# ---------------------------------------------------------------- keys for ever
@pytest.fixture
def orphaned(built_small: Path) -> tuple[Path, dict[str, Paper]]:
    """A project whose pack, bank and evidence are gone after its papers were printed, and the
    papers.
    """
    papers = {form: paper_of(built_small, form)[1] for form in "AB"}
    for path in [*built_small.glob("packs/*.yaml"), *built_small.glob("questions/**/*.yaml")]:
        path.unlink()
    return built_small, papers


def test_the_key_of_a_paper_outlives_its_bank_and_pack(orphaned):
    """With bank, evidence and pack deleted, the code from the footer still gives that form's key,
    letter by letter.
    """
    folder, papers = orphaned
    for form, paper in papers.items():
        ran = Ran(folder, "key", paper.code)
        assert ran.code == 0, ran.err
        good, bad = agreements(ran.out, paper)
        assert good >= 3 and bad == 0
        assert f"Form {form} of ‘The quiz’, revision 1" in ran.out
        begins = squeezed(ran.out.split("begins:")[1]).replace("^", "")  # before what is raised
        assert squeezed(paper.questions[1].stem)[:30] in begins
    other = Ran(folder, "key", papers["A"].code).out
    assert agreements(other, papers["B"])[1] > 0, "control: the key of form A must not fit form B"


def test_the_key_of_all_forms_is_given_without_a_letter(orphaned):
    """The edition's code alone gives the keys of all its forms."""
    folder, papers = orphaned
    ran = Ran(folder, "key", papers["A"].code[:9])
    assert ran.code == 0
    assert "Form A of" in ran.out and "Form B of" in ran.out


def test_a_key_on_a_page_found_again_is_the_one_that_was_built(built_small):
    """`--short --output pdf` sets the key on a page from the record alone: the same bytes as the
    file built with the paper.
    """
    path, paper = paper_of(built_small, "B")
    key = making.teachers(path, "page")
    before = key.read_bytes()
    key.unlink()
    alone = Ran(built_small, "key", paper.code, "--short", "--output", "pdf")
    assert alone.code == 0
    assert alone.out.split() == [str(key.relative_to(built_small))]
    assert key.read_bytes() == before


def test_the_key_of_one_form_is_written_as_pdf(built_small):
    """`--output pdf` writes the key of the form in hand under its own name, and that key fits its
    paper.
    """
    path, paper = paper_of(built_small, "B")
    ran = Ran(built_small, "key", paper.code, "--output", "pdf")
    assert ran.code == 0
    (name,) = ran.out.split()
    assert name.endswith(f"{path.stem}-KEY-r1.pdf")
    assert reader.disagreements(paper, reader.read_key((built_small / name).read_bytes())) == []


def test_the_short_key_as_text_has_the_form_in_hand_or_all(built_small):
    """`--short` prints the answers of all forms side by side, or of the one form whose code was
    typed, in its own order; there is no short JSON.
    """
    code = paper_of(built_small, "B")[1].code
    both_forms = Ran(built_small, "key", code[:9], "--short").out
    one = Ran(built_small, "key", code, "--short").out
    assert "Rows are in the order of form A" in both_forms and code[:9] in both_forms
    assert "Rows are in the order" not in one and code in one
    refused = Ran(built_small, "key", code, "--short", "--output", "json")
    assert (refused.code, refused.out) == (2, "") and "--short" in refused.err


def test_one_key_found_again_is_the_one_built_with_its_neighbours(tmp_path):
    """A key set alone has the bytes it has among the keys of all forms, though these share their
    faces.
    """
    project = banks.drawn(1, forms=4)
    pack = {
        **project.packs["quiz"],
        "quiz": {
            "sections": [
                {
                    "title": "1",
                    "items": [
                        name
                        for name, item in project.items.items()
                        if item["type"] in ("true-false", "short-answer")
                    ],
                }
            ]
        },
    }
    pack.pop("print", None)
    project.packs = {"quiz": pack}
    making.build(project.write(tmp_path))
    codes = [reader.read_paper(path.read_bytes()).code for path in making.papers(tmp_path)]
    assert Ran(tmp_path, "key", codes[0][:9], "--output", "pdf").code == 0
    before = making.files(tmp_path, "output")
    for code in codes:
        (path,) = tmp_path.glob(f"output/quiz/teacher/*{code}-KEY-r1.pdf")
        path.unlink()
        ran = Ran(tmp_path, "key", code, "--output", "pdf")
        assert ran.code == 0, ran.err
        assert making.files(tmp_path, "output") == before


@pytest.mark.parametrize(
    "typed",
    [
        str.lower,
        lambda code: code.replace("-", ""),
        lambda code: code.replace("-", " "),
        lambda code: code.replace("0", "O").replace("1", "l"),
        lambda code: code.replace("-", "–"),
    ],
)
def test_a_code_is_understood_as_people_type_it(quizzes, typed):
    """Small letters, no dashes, O for 0 and l for 1 in the edition's part: the same key."""
    for path in making.papers(quizzes):
        code = reader.read_paper(path.read_bytes()).code
        typing = (
            typed(code[:9]) + typed(code[9:])
            if "O" not in typed("0")
            else typed(code[:9]) + code[9:]
        )
        ran = Ran(quizzes, "key", typing)
        assert ran.code == 0, ran.err
        assert ran.out == Ran(quizzes, "key", code).out


def test_a_wrong_code_is_answered_with_the_nearest(quizzes):
    """A slip in a code never gives a key: exit code 2, one line, and the code that was probably
    meant.
    """
    code = paper_of(quizzes, "A")[1].code
    edition = code[:9]
    swapped = (
        code[1] + code[0] + code[2:]
        if code[0] != code[1]
        else code[0] + code[2] + code[1] + code[3:]
    )
    wrong = [swapped, code[:3] + ("7" if code[3] != "7" else "8") + code[4:], edition[:-1]]
    for typed in wrong:
        ran = Ran(quizzes, "key", typed)
        assert (ran.code, ran.out) == (2, "")
        assert f"did you mean {edition}" in ran.err
        assert len(ran.err.strip().split("\n")) == 1
    for typed in ("ZZZZ-ZZZZ-A", "", "hello", edition + "-Q", edition + "-AB", "\x1b[31m"):
        ran = Ran(quizzes, "key", typed)
        assert (ran.code, ran.out) == (2, ""), typed
        assert "Traceback" not in ran.err and "\x1b" not in ran.err


def test_every_single_slip_in_a_code_is_caught(quizzes):
    """No other symbol in any of the eight places, and no swap of neighbours, gives a key."""
    code = paper_of(quizzes, "A")[1].code[:9]
    alphabet, found = "0123456789ABCDEFGHJKMNPQRSTVWXYZ", 0
    project = ProjectFiles.find(quizzes)
    for place, right in enumerate(code):
        if right == "-":
            continue
        for symbol in alphabet.replace(right, "")[:: 1 if making.ROUNDS > 1 else 5]:
            with pytest.raises(UnknownCode):
                find_edition(project, code[:place] + symbol + code[place + 1 :])
            found += 1
    assert found > 40
    assert find_edition(project, code).edition.code == code


# ---------------------------------------------------------------- revisions and editions
def revised(folder: Path) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Students' and teachers' files of the pack, built now."""
    making.build(folder, [PACK])
    found = making.files(folder, f"output/{PACK}")
    return (
        {path: data for path, data in found.items() if "/students/" in path},
        {path: data for path, data in found.items() if "/teacher/" in path},
    )


def test_a_better_reason_is_a_new_revision_of_the_same_paper(built_small):
    """A rationale edited: papers and codes stay, keys become r2; `key` gives r2, and r1 when
    asked.
    """
    folder = built_small
    students, teachers = revised(folder)
    code = paper_of(folder, "A")[1].code
    edit(folder, item_of(folder, "single"), rationale="It is told who said what, and xenolith.")
    after, keys = revised(folder)
    assert after == students
    assert {path.replace("-KEY-r2", "-KEY-r1") for path in keys} == set(teachers)
    assert not set(keys) & set(teachers)
    newest, old = Ran(folder, "key", code), Ran(folder, "key", code, "--revision", "1")
    assert "xenolith" in newest.out and "xenolith" not in old.out
    assert "revision 2" in newest.out and "Revision 2, replaces revision 1" in newest.out
    assert "revision 1 of its key" in old.out
    (full,) = (path for path in keys if "-full-KEY" in path)
    assert {key.revision for key in reader.read_full_key((folder / full).read_bytes())} == {2}
    unknown = Ran(folder, "key", code, "--revision", "9")
    assert (unknown.code, unknown.out) == (2, "")


def test_a_corrected_key_is_a_new_revision_of_the_same_paper(built_small):
    """Another option made the key: the paper's bytes and code stay, and the new key fits it."""
    folder = built_small
    students, _ = revised(folder)
    before = {paper.code: key.strip for paper, key in both(folder, 1)}
    name = item_of(folder, "single")
    item = banks.read(folder).items[name]
    wrong = item["distractors"][0]
    others = [{"text": item["key"], "why": "It was thought right."}, *item["distractors"][1:]]
    edit(folder, name, key=banks.text_of(wrong), distractors=others)
    after, keys = revised(folder)
    assert after == students and keys
    for paper, key in both(folder, 2):
        assert reader.disagreements(paper, key) == []
        assert sum(old != new for old, new in zip(before[paper.code], key.strip, strict=True)) == 1


def test_another_text_of_a_cited_fact_is_a_new_revision(built_small):
    """Only a fact's text edited: revision 2, though the bank was not touched."""
    folder = built_small
    students, _ = revised(folder)
    fact = banks.read(folder).items[item_of(folder, "single")]["facts"][0]
    edit(folder, fact, text="It is told in other words, and xenolith.")
    after, keys = revised(folder)
    assert {name: data for name, data in after.items() if "-briefing-" not in name} == {
        name: data for name, data in students.items() if "-briefing-" not in name
    }
    assert all("-KEY-r2" in path for path in keys)
    assert "xenolith" in Ran(folder, "key", paper_of(folder, "A")[1].code).out


def test_the_way_back_is_a_revision_too(built_small):
    """Going back to earlier answers is revision 3, and building again makes no further one."""
    folder = built_small
    name = item_of(folder, "single")
    reason = banks.read(folder).items[name]["rationale"]
    edit(folder, name, rationale="It is told, and no more.")
    revised(folder)
    edit(folder, name, rationale=reason)
    for _ in range(2):
        _, keys = revised(folder)
        assert all("-KEY-r3" in path for path in keys)
    assert len(making.files(folder, f"packs/editions/{PACK}")) == 4


def test_another_stem_is_another_edition(built_small):
    """A stem edited: new papers under a new code; the old code still gives the old key."""
    folder = built_small
    before, old, stem = (
        codes(folder),
        paper_of(folder, "A")[1],
        banks.read(folder).items[item_of(folder, "single")]["stem"],
    )
    edit(
        folder,
        item_of(folder, "single"),
        stem="Which complaint of 2020 does the commentary report?",
    )
    revised(folder)
    assert codes(folder).isdisjoint(before)
    assert not [path for path in making.files(folder, f"output/{PACK}") if min(before) in path], (
        "old papers were left behind"
    )
    ran = Ran(folder, "key", old.code)
    assert ran.code == 0 and squeezed(stem)[:20] in squeezed(ran.out)
    assert agreements(ran.out, old)[1] == 0


def test_what_printing_decides_is_no_part_of_the_code(built_small):
    """Paper size and copies change file names at most, never the code or a record."""
    folder = built_small
    before, records = codes(folder), making.files(folder, "packs/editions")
    edit(folder, PACK, print={"paper": "Letter", "copies": "12"})
    revised(folder)
    assert codes(folder) == before
    assert making.files(folder, "packs/editions") == records
    assert all(path.stem.endswith("-letter") for path in making.papers(folder, PACK))


def test_a_damaged_record_never_gives_a_key(built_small):
    """A record or revision changed by one letter is refused with a sentence and exit code 1, by
    `key` and by `build`.
    """
    folder, code = built_small, paper_of(built_small, "A")[1].code
    for path in sorted((folder / f"packs/editions/{PACK}").glob("*.json")):
        whole = path.read_bytes()
        path.write_bytes(whole.replace(b"treaty", b"treatx", 1))
        ran = Ran(folder, "key", code)
        named = f"{path.relative_to(folder).as_posix()}: this "
        assert (ran.code, ran.out) == (1, "") and f"{named}" in ran.err
        assert "cannot be used" in ran.err and named in Ran(folder, "build", PACK).err
        before = making.files(folder, f"output/{PACK}")
        built = Ran(folder, "build", PACK)
        assert built.code == 1 and "damaged-record" in built.err
        assert making.files(folder, f"output/{PACK}") == before
        path.write_bytes(whole)
    assert Ran(folder, "key", code).code == 0


def revised_single(folder: Path) -> tuple[str, Path, Path]:
    """An edition whose key has two revisions: its code, and the files of the older and newer."""
    paper = paper_of(folder, "A")[1]
    older = set((folder / f"packs/editions/{PACK}").glob("*-key-*.json"))
    name = item_of(folder, "single")
    item = banks.read(folder).items[name]
    wrong = item["distractors"][0]
    text = wrong["text"] if isinstance(wrong, dict) else wrong
    edit(folder, name, key=text, distractors=[item["key"], *item["distractors"][1:]])
    assert Ran(folder, "build", PACK).code == 0
    (newer,) = set((folder / f"packs/editions/{PACK}").glob("*-key-*.json")) - older
    return paper.code, *older, newer


def test_damage_to_an_older_revision_stops_no_newer_one(built_small):
    """The key that holds today replaces the damaged one, so it is printed; the damaged one is
    refused by name, and `build` goes on.
    """
    folder, paper = built_small, paper_of(built_small, "A")[1]
    code, older, _ = revised_single(folder)
    right = agreements(Ran(folder, "key", code).out, paper)
    older.write_bytes(older.read_bytes()[:-20])
    ran = Ran(folder, "key", code)
    assert ran.code == 0 and agreements(ran.out, paper) == right and right[0] and not right[1]
    assert "revision 2" in ran.out and "not on record" in ran.out
    first = Ran(folder, "key", code, "--revision", "1")
    assert first.code != 0 and first.out == "" and older.name in first.err
    assert Ran(folder, "build", PACK).code == 0
    assert Ran(folder, "verify").code == 1


def test_damage_to_the_newest_revision_is_never_passed_over(built_small):
    """Negative control: where the damaged revision may be the one that holds, no other is given."""
    folder = built_small
    code, _, newer = revised_single(folder)
    newer.write_bytes(newer.read_bytes()[:-20])
    ran = Ran(folder, "key", code)
    assert (ran.code, ran.out) == (1, "") and newer.name in ran.err


def test_status_says_nothing_of_what_it_could_not_read(built_small):
    """What cannot be compared is never unchanged: a damaged record, the key that was in force at
    the printing, an item whose file has an error.
    """
    folder, code = built_small, paper_of(built_small, "A")[1].code.rsplit("-", 1)[0]
    arguments = ("--copies", "3", "--class", "7b", "--date", "2024-05-01")
    assert Ran(folder, "handout", code, *arguments).code == 0
    assert "nothing changed" in Ran(folder, "status").out
    name = item_of(folder, "single")
    edit(folder, name, key=None)
    ran = Ran(folder, "status")
    assert ran.code == 1 and name in ran.err and "no longer in the banks" not in ran.out
    assert "  nothing changed\n" not in ran.out
    (record,) = (folder / f"packs/editions/{PACK}").glob(f"{code}.json")
    whole = record.read_bytes()
    record.write_bytes(whole[:-20])
    ran = Ran(folder, "status")
    assert ran.code == 1 and record.name in ran.err and "nothing changed" not in ran.out
    record.write_bytes(whole)


def test_status_knows_not_what_changed_since_a_damaged_key(built_small):
    """Where the key of the printing is damaged, the next one is not taken for it."""
    folder = built_small
    code = paper_of(folder, "A")[1].code.rsplit("-", 1)[0]
    arguments = ("--copies", "3", "--class", "7b", "--date", "2024-05-01")
    assert Ran(folder, "handout", code, *arguments).code == 0
    _, older, _ = revised_single(folder)
    assert "answer" in Ran(folder, "status").out
    older.write_bytes(older.read_bytes()[:-20])
    ran = Ran(folder, "status")
    assert ran.code == 1 and older.name in ran.err and "nothing changed" not in ran.out


def test_diff_with_a_pack_that_cannot_be_built_invents_nothing(built_small):
    """Where today's quiz cannot be made, nothing is said of its forms, front page or order, and an
    item that could not be read is not gone.
    """
    folder = built_small
    code = paper_of(folder, "A")[1].code.rsplit("-", 1)[0]
    assert Ran(folder, "diff", code, "now").out == "nothing differs\n"
    name, other = item_of(folder, "single"), item_of(folder, "true-false")
    edit(folder, name, key=None)
    ran = Ran(folder, "diff", code, "now")
    assert ran.out == f"{name}: could not be read, so it is not compared\n"
    assert "cannot be built now" in ran.err
    edit(folder, other, stem="Something else altogether is asked here.")
    changed = Ran(folder, "diff", code, "now").out
    assert f"\n{other} (question " in f"\n{changed}" and "Something else" in changed


def test_a_lost_key_side_is_never_made_up(built_small):
    """Where papers are made and their key side is lost, no build writes a revision 1 from today's
    bank; a fresh start may.
    """
    folder, code = built_small, paper_of(built_small, "A")[1].code
    lost = {
        path: path.read_bytes() for path in (folder / f"packs/editions/{PACK}").glob("*-key-*.json")
    }
    assert lost
    for path in lost:
        path.unlink()
    ran = Ran(folder, "key", code)
    assert ran.code != 0 and ran.out == ""
    built = Ran(folder, "build", PACK)
    assert built.code == 1 and "damaged-record" in built.err and "key file" in built.err
    assert not list((folder / f"packs/editions/{PACK}").glob("*-key-*.json"))
    shutil.rmtree(folder / "output")
    assert Ran(folder, "build", PACK).code == 0, "with no paper about, a build may begin again"


# ---------------------------------------------------------------- the order of writing
class Spy(Operations):
    """Notes which files come into being, in order; fails at the nth if asked."""

    def __init__(self, fail_at: int = -1) -> None:
        self.named: list[str] = []
        self.removed: list[str] = []
        self.fail_at = fail_at

    def _note(self, kind: list[str], path: Any) -> None:
        if len(self.named) + len(self.removed) == self.fail_at:
            raise OSError(28, "No space left on device")
        kind.append(str(path))

    def link(self, old: Any, new: Any) -> None:
        self._note(self.named, new)
        Operations.link(old, new)

    def rename(self, old: Any, new: Any) -> None:
        self._note(self.named, new)
        Operations.rename(old, new)

    def replace(self, old: Any, new: Any) -> None:
        self._note(self.named, new)
        Operations.replace(old, new)

    def unlink(self, path: Any) -> None:
        if ".tmp-" not in str(path):
            self._note(self.removed, path)
        Operations.unlink(path)


def build_with(folder: Path, spy: Spy) -> None:
    """Build the pack `short` through a spy."""
    project = ProjectFiles(folder.resolve(), spy)
    generator.workflows.build.build.build(project, load_project(project, coverage()), ["short"])


def test_records_are_written_before_papers(small):
    """On the disk the view's record comes first, its key second, then the printed files; the
    manifest forgets old ones last.
    """
    spy = Spy()
    build_with(small, spy)
    order = [
        "record"
        if "/editions/" in name and "-key-" not in name
        else "revision"
        if "/editions/" in name
        else "manifest"
        if name.endswith("manifest.json")
        else "printed"
        for name in spy.named
    ]
    assert order[:3] == [
        "record",
        "revision",
        "manifest",
    ]  # of what is going to be there: a build that dies must know its own
    assert set(order[3:]) == {"printed"}
    changed = banks.read(small)
    changed.packs["short"]["title"] = "Another title"
    changed.write(small)
    spy = Spy()
    build_with(small, spy)
    assert ["editions/" in name for name in spy.named[:3]] == [True, True, False]
    assert spy.named[-1].endswith("manifest.json") and spy.removed


def test_a_full_disk_at_any_moment_leaves_whole_files(small, tmp_path):
    """Whichever write fails, every file is the old or the new one, and the next build mends all."""
    making.build(small, ["short"])
    before = making.built(small)
    edited = banks.read(small)
    for item in edited.items.values():
        item["stem"] = f"Another question {item['id']}?"
    for pack in edited.packs.values():
        pack["title"] = "Another title"
    edited.write(small)
    reference = Path(shutil.copytree(small, tmp_path / "reference"))
    making.build(reference, ["short"])
    after = making.built(reference)
    step, failures = 0, 0
    while True:
        folder = Path(shutil.copytree(small, tmp_path / f"at-{step}"))
        spy = Spy(step)
        try:
            build_with(folder, spy)
        except DiskError as error:
            assert "the disk is full" in str(error)
            failures += 1
        else:
            break
        for path, data in making.built(folder).items():
            if not path.endswith("manifest.json"):
                assert data in (before.get(path), after.get(path)), (
                    f"{path} is neither old nor new after step {step}"
                )
        if any(
            "-KEY-" in path for path in after if (folder / path).exists() and path not in before
        ):
            assert all((folder / path).exists() for path in after if "/editions/" in path), (
                "a paper without its record"
            )
        making.build(folder, ["short"])
        assert making.built(folder) == after
        shutil.rmtree(folder)
        step += STEP
    assert failures > 5


def test_a_build_that_fails_leaves_the_old_files(built_small, monkeypatch):
    """An error of content, or one of the program in the midst of composing, changes no file."""
    folder = built_small
    before = making.built(folder)
    edit(folder, item_of(folder, "single"), stem="Another question?")

    def broken(*arguments: Any, **named: Any) -> Any:
        raise RuntimeError("in the midst")

    with monkeypatch.context() as patch:
        patch.setattr(sys.modules["generator.documents.full_key"], "full_key", broken)
        with pytest.raises(RuntimeError):
            making.build(folder, [PACK])
    assert making.built(folder) == before
    edit(folder, item_of(folder, "multiple"), choose="7")
    ran = Ran(folder, "build", PACK)
    assert ran.code == 1 and "wrong-choose" in ran.err
    assert "Its old files are unchanged" in ran.out
    assert making.built(folder) == before


@pytest.mark.parametrize("handed_out", [False, True])
def test_keys_that_earlier_programs_built_form_by_form(built_small, handed_out):
    """Where an edition was handed out they stay, because somebody may have printed them; of any
    other a build takes them away.  A later revision takes them away in both cases.
    """
    folder, code = built_small, paper_of(built_small, "A")[1].code
    assert Ran(folder, "key", code[:9], "--output", "pdf").code == 0
    project = ProjectFiles.find(folder)
    listed = read_manifest(project, PACK).manifest
    older = [file.name for file in listed.files if "-A-KEY-r1" in file.name]
    assert len(older) == 1
    with project.lock():  # as if a build had made them
        files = tuple(replace(file, asked=False) for file in listed.files)
        write_manifest(project, PACK, replace(listed, files=files))
    if handed_out:
        arguments = ("--class", "Year 2", "--date", "2026-12-07", "--copies", "30")
        assert Ran(folder, "handout", code, *arguments).code == 0
    path = folder / f"output/{PACK}/{older[0]}"
    assert Ran(folder, "build", PACK).code == 0
    assert path.exists() == handed_out
    assert "no problems" in Ran(folder, "verify").out
    edit(folder, item_of(folder, "single"), rationale="It is told otherwise.")
    assert Ran(folder, "build", PACK).code == 0
    assert not path.exists()
    assert "no problems" in Ran(folder, "verify").out


# ---------------------------------------------------------------- drafts
def test_a_draft_is_built_as_a_draft_or_not_at_all(built_small):
    """A pack with a draft item is refused; with --draft all its documents are marked, it has no
    code and no record.

    The next plain build takes the drafts away.
    """
    folder = built_small
    records, before = making.files(folder, "packs/editions"), making.files(folder, f"output/{PACK}")
    name = item_of(folder, "single")
    edit(folder, name, status="draft")
    refused = Ran(folder, "build", PACK)
    assert refused.code == 1 and "draft-item" in refused.err
    assert making.files(folder, f"output/{PACK}") == before
    ran = Ran(folder, "build", PACK, "--draft")
    assert ran.code == 0, ran.err
    assert "error" not in ran.err
    drafts = making.files(folder, f"output/{PACK}")
    pdfs = [path for path in drafts if path.endswith(".pdf")]
    assert len(pdfs) == len(
        [path for path in before if path.endswith(".pdf") and "/print/" not in path]
    )  # none for a class
    assert all("-DRAFT" in path for path in pdfs)
    assert {Path(path).name for path in pdfs} >= {
        f"{PACK}-DRAFT-A.pdf",
        f"{PACK}-DRAFT-page-KEY.pdf",
        f"{PACK}-DRAFT-full-KEY.pdf",
    }
    for path in pdfs:
        pages = reader.text_of(drafts[path]).split("Page ")
        assert reader.text_of(drafts[path]).count("DRAFT") >= len(pages) - 1, path
        assert not reader.CODE.search(reader.text_of(drafts[path])), path
    assert making.files(folder, "packs/editions") == records
    edit(folder, name, status=None)
    assert Ran(folder, "build", PACK).code == 0
    assert making.files(folder, f"output/{PACK}") == before
    assert making.files(folder, "packs/editions") == records


def test_only_what_the_program_made_is_removed(built_small):
    """Files that people put beside the built ones, and built ones they have written in, stay."""
    folder = built_small
    mine = folder / f"output/{PACK}/students/notes for Monday.txt"
    mine.write_text("mine")
    annotated = making.papers(folder, PACK)[0]
    annotated.write_bytes(annotated.read_bytes() + b"% my remarks")
    edit(
        folder,
        item_of(folder, "single"),
        stem="Which complaint of 2020 does the commentary report?",
    )
    revised(folder)
    assert mine.read_text() == "mine"
    assert annotated.read_bytes().endswith(b"% my remarks")
