"""Texts that `packs new` leaves for authors to replace: found while untouched, and nothing else."""

import pytest
from checking import problems_of

from generator.content.placeholders import PLACEHOLDERS, is_placeholder
from generator.workflows.authoring import new

BANK, SUMMARY, EVIDENCE = "questions/b.yaml", "packs/summaries/s.yaml", "questions/evidence/e.yaml"


def new_files() -> dict[str, str]:
    """A project of nothing but new files, which refer to one another."""
    return {
        EVIDENCE: new.evidence_skeleton("e"),
        BANK: new.bank_skeleton("b", ("single",), "e-01"),
        SUMMARY: new.summary_skeleton("s", "e", "2020-08", "e-01"),
    }


def reported(files: dict[str, str]) -> list[tuple[str, str]]:
    """Where a text is called a new file's, with the severity."""
    return [(p.location.path, p.severity) for p in problems_of(files) if p.rule == "placeholder"]


def test_every_placeholder_of_a_new_file_is_found():
    """Each of the texts is in a new file and is reported there; but for them, new files have no
    error.
    """
    files = new_files()
    ready = {**files, BANK: files[BANK].replace("status: draft", "status: ready")}
    problems = problems_of(ready)
    assert {p.rule for p in problems if p.severity == "error"} == {"placeholder"}
    written = " ".join(" ".join(files.values()).split())
    counts = [written.count(" ".join(text.split())) for text in PLACEHOLDERS.values()]
    assert min(counts) >= 1
    # 'why' and 'other_why' begin alike, but none is a part of another.
    assert len(reported(ready)) == sum(counts)


def test_a_draft_in_a_new_bank_can_be_built_as_a_draft():
    """The one item of a new bank is a draft, so its texts are warned of, and its objective waits
    until an item is ready.
    """
    severities = {severity for path, severity in reported(new_files()) if path == BANK}
    assert severities == {"warning"}


@pytest.mark.parametrize("name", PLACEHOLDERS)
def test_a_text_that_is_replaced_is_not_reported(name):
    """Control: whoever replaces a text, or only adds to it, is not told of it any more."""
    text = PLACEHOLDERS[name]
    assert is_placeholder(f" {text}\n ".replace(" ", "\n "))
    for other in (f"{text} Really", text[:-1], text.upper(), f"“{text}”", ""):
        assert not is_placeholder(other)
    files = new_files()
    path = next(path for path, data in files.items() if text in data)
    changed = {**files, path: files[path].replace(text, "Something else")}
    assert len(reported(changed)) < len(reported(files)) or name == "objective"


def test_texts_that_only_look_so_are_not_reported():
    """Near misses: what an author may well write."""
    for text in (
        "The right answer",
        "A wrong answer",
        "What happened?",
        "First section",
        "Say why.",
    ):
        assert not is_placeholder(text)


def test_a_retired_item_is_left_alone():
    """An item that is printed no more is not worth a word."""
    files = new_files()
    retired = {**files, BANK: files[BANK].replace("status: draft", "status: retired")}
    assert [path for path, _ in reported(retired) if path == BANK] == []
