"""Texts that `packs new` leaves for authors to replace: found while untouched, and nothing else."""

import pytest
from checking import problems_of

from generator.content.placeholders import _FORMER, EXAMPLE, PLACEHOLDERS, is_placeholder
from generator.items import TYPES
from generator.workflows.authoring import templates

BANK, SUMMARY, EVIDENCE = "questions/b.yaml", "packs/summaries/s.yaml", "questions/evidence/e.yaml"
PLAIN, PLAIN_SUMMARY = "questions/p.yaml", "packs/summaries/t.yaml"


def new_files() -> dict[str, str]:
    """A project of nothing but new files, which refer to one another."""
    return {
        EVIDENCE: templates.evidence_text("e"),
        BANK: templates.bank_text("b", tuple(TYPES), ("e",), "e-01"),
        SUMMARY: templates.summary_text("s", templates.Example("e", "2020-08", "e-01")),
        PLAIN_SUMMARY: templates.summary_text("t", None),
        PLAIN: templates.bank_text("p", tuple(TYPES), (), ""),
    }


def made_ready(text: str) -> str:
    """A bank whose items are no drafts any more."""
    return "".join(
        line for line in text.splitlines(keepends=True) if not line.strip().startswith("status:")
    )


def ready_files() -> dict[str, str]:
    """New files whose items are ready."""
    files = new_files()
    return {**files, BANK: made_ready(files[BANK]), PLAIN: made_ready(files[PLAIN])}


def reported(files: dict[str, str]) -> list[tuple[str, str]]:
    """Where a text is called a new file's, with the severity."""
    return [(p.location.path, p.severity) for p in problems_of(files) if p.rule == "placeholder"]


def test_a_new_file_has_no_other_error():
    """An item is named once, and so is what else a file has: but for these, new files of all types
    have no error.
    """
    problems = problems_of(ready_files())
    assert {p.rule for p in problems if p.severity == "error"} == {"placeholder"}
    counts = {
        path: sum(place == path for place, _ in reported(ready_files())) for path in new_files()
    }
    assert counts == {
        EVIDENCE: 1,
        SUMMARY: 1,
        PLAIN_SUMMARY: 1,
        PLAIN: len(TYPES),
        BANK: len(TYPES) + 1,
    }


@pytest.mark.parametrize("sourced", [False, True])
@pytest.mark.parametrize("name", TYPES)
def test_an_example_passes_once_its_texts_are_replaced(name, sourced):
    """Each type's example is a sound item: with its mark taken away a plain bank has nothing to
    report, and a sourced one no error.
    """
    sources = ("e",) if sourced else ()
    bank = made_ready(templates.bank_text("b", (name,), sources, "e-01")).replace(f"{EXAMPLE} ", "")
    evidence = templates.evidence_text("e")
    for number, text in enumerate(PLACEHOLDERS.values()):
        replacement = f"Something of our own, number {number}."
        bank, evidence = bank.replace(text, replacement), evidence.replace(text, replacement)
    problems = problems_of({BANK: bank, **({EVIDENCE: evidence} if sourced else {})})
    assert [p for p in problems if p.severity == "error"] == [], bank
    if not sourced:
        assert [str(p) for p in problems if p.severity == "warning"] == []


def test_each_marked_text_alone_is_found():
    """Control: whoever replaces all texts of an example but one is told of that one."""
    for name, item_type in TYPES.items():
        assert EXAMPLE in "".join(item_type.example.splitlines()[:2])
        bank = made_ready(templates.bank_text("p", (name,), (), ""))
        parts = bank.split(f"{EXAMPLE} ")
        for number in range(1, len(parts)):
            left = "".join(parts[:number]) + f"{EXAMPLE} " + "".join(parts[number:])
            assert reported({PLAIN: left}) == [(PLAIN, "error")], left


def test_drafts_of_a_new_bank_are_only_warned_of():
    """Items in a new bank are drafts, so that packs beside them can be built; the bank's objective
    waits until an item is ready.
    """
    severities = {severity for path, severity in reported(new_files()) if path in (BANK, PLAIN)}
    assert severities == {"warning"}


@pytest.mark.parametrize("name", PLACEHOLDERS)
def test_a_text_that_is_replaced_is_not_reported(name):
    """Control: whoever replaces a text, or only adds to it, is not told of it any more."""
    text = PLACEHOLDERS[name]
    assert is_placeholder(f" {text}\n ".replace(" ", "\n "))
    for other in (f"{text} Really", text[:-1], text.upper(), f"“{text}”", ""):
        assert not is_placeholder(other)
    assert any(text in data for data in new_files().values())


def test_banks_of_earlier_versions_are_known():
    """A template that was made long ago and never filled in is still refused."""
    assert all(map(is_placeholder, _FORMER))


def test_texts_that_only_look_so_are_not_reported():
    """Near misses: what an author may well write."""
    for text in (
        "The right answer",
        "A wrong answer",
        "What happened?",
        "First section",
        "Say why.",
        "Example: a cat",
        "Give an (example) of it",
    ):
        assert not is_placeholder(text)


def test_a_retired_item_is_left_alone():
    """An item that is printed no more is not worth a word."""
    files = new_files()
    retired = {
        **files,
        **{path: files[path].replace("status: draft", "status: retired") for path in (BANK, PLAIN)},
    }
    assert [path for path, _ in reported(retired) if path in (BANK, PLAIN)] == []
