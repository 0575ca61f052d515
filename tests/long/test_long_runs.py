"""A sample of each long run, and that each would notice a fault."""

from __future__ import annotations

import os
import random
from types import SimpleNamespace

import pytest

from generator.cli import COMMANDS
from tests.e2e import reader
from tests.e2e.reader import Paper
from tests.editions_e2e import test_crash_commands as crash
from tests.long import clean_papers, faults, many_forms, self_marking


def test_copied_keys_earn_every_point_and_one_slip_loses_one_question():
    """Answers read from the printed keys of some random packs, typed in, earn all points; with one
    changed, exactly that question's.
    """
    forms, _, answers, wrong = self_marking.run(4)
    assert forms >= 4 and answers > 20 and wrong == []


def test_papers_of_every_profile_are_answered_alike(monkeypatch):
    """Read by the independent reader, a form in large print, clear print and for dyslexia has the
    standard paper's questions, options and answers to type; where an option is another, the run
    says of which paper.
    """
    forms, papers, _, wrong = self_marking.run(1, profiles=True)
    assert papers == 3 * forms and wrong == []
    sound = reader.read_paper

    def spoiled(data: bytes, *layout: float) -> Paper:
        paper = sound(data, *layout)
        lettered = [question for question in paper.questions.values() if question.options]
        if layout == self_marking.PROFILES["dyslexia"]:
            lettered[0].options["A"] += "!"
        return paper

    monkeypatch.setattr(reader, "read_paper", spoiled)
    monkeypatch.setattr(self_marking, "_disagreements", lambda found, answers: [])
    spoiled_run = self_marking.run(1, profiles=True)
    assert len(spoiled_run.wrong) == forms
    assert all(" in dyslexia: question " in line for line in spoiled_run.wrong)


@pytest.mark.parametrize(("size", "paragraphs"), [(17.1, 1), (15.5, 2)])
def test_a_last_line_of_code_is_read_with_its_option(size, paragraphs):
    """In large print, too, a line most of which is code, set a twentieth smaller, goes on with what
    is above it; what is set smaller still is something else.
    """
    option = reader.Line(0, 375.1, 18, ("D", "report", "denied"), (70, 100, 160), 220)
    code = reader.Line(0, 349.9, size, ("H2O", "code"), (100, 140), 180)
    assert len(reader.paragraphs([option, code])) == paragraphs


def test_a_wrong_key_is_noticed(monkeypatch):
    """Where one answer of the key is another, the run says which question lost its points."""
    sound = self_marking.typed

    def spoiled(page, paper: Paper, catalog):
        answers = sound(page, paper, catalog)
        name = next(name for name, answer in answers.items() if "answer" in name)
        return {**answers, name: "-"}

    monkeypatch.setattr(self_marking, "typed", spoiled)
    assert self_marking.run(1).wrong


def test_clean_files_of_random_packs_are_silent():
    """The search for leaks says nothing of the files of some random packs."""
    files, alarms = clean_papers.run(8)
    assert files >= 8 and alarms == []


def test_keys_of_many_forms_fit_their_papers():
    """Every paper of a pack in some forms agrees with its key and the bank."""
    assert many_forms.run(3, "warm-up") == (3, [])


def test_a_key_of_another_form_is_noticed(monkeypatch):
    """Where the keys of two forms are swapped, the run says of both that they do not fit."""
    keys_of = many_forms.making.keys_of

    def swapped(*which):
        keys = keys_of(*which)
        return {"A": keys["B"], "B": keys["A"]}

    monkeypatch.setattr(many_forms.making, "keys_of", swapped)
    differences = many_forms.run(2, "warm-up")[1]
    assert {text.partition(".pdf")[0][-1] for text in differences} == {"A", "B"}


@pytest.mark.skipif(os.name == "nt", reason="processes are stopped as POSIX does it")
def test_a_command_holds_under_every_fault(tmp_path, monkeypatch):
    """Every command is tried. One that writes, at some operations and moments and without its
    outputs: all holds; where a lost output had another exit code, the run says so of each.
    """
    monkeypatch.setattr(faults, "MOMENTS", 2)
    start = crash.begun(tmp_path / "start")
    writing = {command.arguments(start)[0] for command in crash.COMMANDS.values()}
    assert writing | {words[0] for words in faults.READING.values()} == {*COMMANDS}
    row = faults.row_of("new", start, tmp_path / "new", 2)
    assert row.wrong == [] and row.operations > 20 and row.outputs == 6
    assert row.tried == dict.fromkeys(crash.WAYS, 2)
    monkeypatch.setattr(faults, "DISK_ERROR", 0)
    spoiled = faults.row_of("new", start, tmp_path / "again", 1)
    assert {what.partition(":")[0] for what in spoiled.wrong} == {
        "stdout full",
        "stdout closed",
        "stdout not read",
        "stderr closed",
    }


STOPPED = "stopped; every file is whole\n"


@pytest.mark.parametrize(
    ("ended", "left", "says"),
    [
        (faults.Ended(130, "", STOPPED), [], []),
        (faults.Ended(0, "made", ""), [], []),
        (faults.Ended(-2, "", ""), [], []),  # before the program was there to answer
        (faults.Ended(0, "", ""), [], ["it says ''"]),
        (faults.Ended(130, "", "boom\n"), [], [r"it says 'boom\n'"]),
        (faults.Ended(130, "", f"Traceback in generator\n{STOPPED}"), [], ["it says 'Traceback"]),
        (faults.Ended(1, "", f"generator\n{STOPPED}"), [], ["exit code 1: generator"]),
        (faults.Ended(130, "", STOPPED), ["new.yaml is left"], ["new.yaml is left"]),
    ],
)
def test_what_is_wrong_after_ctrl_c_is_noticed(monkeypatch, ended, left, says):
    """A command that was stopped, or done before, and left nothing unfinished is well; any other
    exit code, silence, a traceback and what is left are told.
    """
    monkeypatch.setattr(faults, "MOMENTS", 1)
    trial = SimpleNamespace(
        name="new",
        seconds=1.0,
        sound=faults.Ended(0, "made", ""),
        again=lambda: None,
        begin=lambda: None,
        ended=lambda *_: ended,
        wrong_files=lambda: iter(left),
    )
    row = faults.Row("new")
    faults.stop_at_moments(trial, random.Random(1), row)
    assert len(row.wrong) == len(says)
    assert all(expected in told for expected, told in zip(says, row.wrong, strict=True))
    assert row.moments == (ended.code != -2)
