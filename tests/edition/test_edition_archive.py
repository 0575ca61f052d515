"""The archive: names lead to editions and back, and copies made by others are left alone."""

from __future__ import annotations

import pytest

from generator.editions import (
    EditionFiles,
    Revision,
    UnknownRevision,
    choose_revision,
    group_by_code,
    handout_name,
    record_name,
    revise,
    revision_name,
    short_code,
    unknown_files,
)
from generator.editions.quiz import AnswerKey

CODE, OTHER = "7K3Q-2M4P", "8CGD-YT83"
HASH = "0123456789abcdef" * 4
COPIES = (
    f"packs/editions/fc/{CODE} (1).json",
    f"packs/editions/fc/{CODE}-DESKTOP-4711.json",
    f"packs/editions/fc/{CODE}.json.orig",
    f"packs/editions/fc/{CODE}-key-0123456789abcdef (2).json",
    f"packs/editions/fc/{CODE}-key-0123456789abcde.json",
    f"packs/editions/fc/{CODE.lower()}.json",
    "packs/editions/fc/7K3Q-2M4Q.json",
    f"packs/editions/{CODE}.json",
    f"packs/editions/fc/old/{CODE}.json",
    f"packs/editions/.trash/{CODE}.json",
    f"packs/editions/fc/Copy of {CODE}.json",
    f"packs/editions/fc/{CODE}.json\n",
)


def test_names_lead_back_to_their_editions() -> None:
    """Record, revisions and printed marks are found under their code, in any order, whatever lies
    beside.
    """
    names = [
        record_name("fc", CODE),
        revision_name("fc", CODE, HASH),
        revision_name("fc", CODE, "f" * 64),
        handout_name("fc", CODE, HASH),
        record_name("arms", OTHER),
    ]
    found = group_by_code([*COPIES, *reversed(names), "packs/fc.yaml", "output/fc/manifest.json"])
    assert (
        found
        == group_by_code(names)
        == {
            CODE: EditionFiles(CODE, ("fc",), (names[0],), (names[1], names[2]), (names[3],)),
            OTHER: EditionFiles(OTHER, ("arms",), (names[4],)),
        }
    )


def test_one_edition_in_two_folders_is_one() -> None:
    """A code in two packs' folders, as after a pack was renamed, is one edition with the revisions
    of both.
    """
    found = group_by_code(
        [record_name("new", CODE), record_name("old", CODE), revision_name("old", CODE, HASH)]
    )[CODE]
    assert found.packs == ("new", "old") and len(found.records) == 2
    assert found.revisions == (revision_name("old", CODE, HASH),)


def test_a_revision_without_a_record_is_seen() -> None:
    """A lost record does not hide its revisions."""
    assert group_by_code([revision_name("fc", CODE, HASH)])[CODE].records == ()


@pytest.mark.parametrize("name", COPIES)
def test_copies_are_ignored_and_reported(name: str) -> None:
    """What sync software or a person copied, renamed or misplaced belongs to no edition, and is
    named.
    """
    assert group_by_code([name]) == {}
    ours = [
        record_name("fc", CODE),
        revision_name("fc", CODE, HASH),
        handout_name("fc", CODE, HASH),
    ]
    assert unknown_files([name, *ours]) == (name,)


def test_hidden_and_other_files_are_not_reported() -> None:
    """`.gitignore`, temporary files and files elsewhere are nobody's business."""
    assert (
        unknown_files(
            ["packs/editions/.gitignore", "packs/editions/fc/.tmp-1-2", f"packs/fc/{CODE} (1).json"]
        )
        == ()
    )


def _history(key: AnswerKey, other: AnswerKey) -> list[Revision]:
    """r1, and two people's r2."""
    third = AnswerKey((key.sections[1], key.sections[0]))
    one = revise(CODE, [], key)
    assert one is not None
    return [
        one,
        *(each for each in (revise(CODE, [one], other), revise(CODE, [one], third)) if each),
    ]


def test_a_revision_is_chosen_by_number_or_hash(key: AnswerKey, other: AnswerKey) -> None:
    """A number, `r` and a number, or the first four symbols of a hash in either case mean one
    revision.
    """
    one, two, too = _history(key, other)
    for wanted in ("1", "r1", " R1 ", one.hash, one.hash[:4].upper()):
        assert choose_revision([too, one, two], wanted) == one
    assert choose_revision([one, two, too], two.hash[:8]) == two
    assert choose_revision([one, two]) == two
    assert choose_revision([one, two, two], "2") == two


def test_two_of_one_number_are_refused_and_listed(key: AnswerKey, other: AnswerKey) -> None:
    """Where two have the number, none is guessed: both hashes are named, also when no number was
    asked for.
    """
    one, two, too = _history(key, other)
    for wanted in ("2", "r2", None):
        with pytest.raises(UnknownRevision, match="2 revisions with the number 2") as refused:
            choose_revision([one, two, too], wanted)
        assert set(refused.value.choices) == {two, too}
        assert choose_revision([one, two, too], str(refused.value).rsplit(" ", 1)[1]) in (two, too)


@pytest.mark.parametrize(
    "wanted", ["", "0", "3", "99999999999999999999999", "²", "zzzz", "\x1b[31m", "r", "abc", "--"]
)
def test_what_is_no_revision_is_refused(key: AnswerKey, other: AnswerKey, wanted: str) -> None:
    """What names none is refused in one line that lists what there is."""
    history = _history(key, other)
    with pytest.raises(UnknownRevision, match="is not one of them") as refused:
        choose_revision(history, wanted)
    assert str(refused.value).isprintable()
    assert all(each.hash[:8] in str(refused.value) for each in history)


def test_short_hashes_that_fit_two_are_refused(key: AnswerKey, other: AnswerKey) -> None:
    """First symbols that fit two revisions, and fewer than four, mean none."""
    one, two, _ = _history(key, other)
    twin = Revision(CODE, 5, two.hash[:6] + "x" * 58, two.key, (), two.data)
    with pytest.raises(UnknownRevision, match="could be any of these"):
        choose_revision([one, two, twin], two.hash[:5])
    assert choose_revision([one, two, twin], two.hash[:7]) == two


def test_nothing_on_record_is_said() -> None:
    """Without revisions there is nothing to choose."""
    for wanted in (None, "1"):
        with pytest.raises(UnknownRevision, match="no answers on record"):
            choose_revision([], wanted)


def test_editions_come_by_code() -> None:
    """Whatever their packs are called, editions are listed in the order of their codes."""
    codes = sorted(short_code(bytes([n]) * 32) for n in range(6))
    names = [record_name("zyxwvu"[n], code) for n, code in enumerate(codes)]
    assert list(group_by_code(names)) == codes
