"""Revisions: numbered, never lost, merged when two people made them."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from itertools import combinations, permutations
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.editions import Damaged, DamagedRevision, Revision, UnknownRevision, latest, revise
from generator.editions.quiz import AnswerKey, Void
from generator.editions.revision import current_revisions, read_revision
from generator.items import CitedFact
from generator.storage.sealed_json import seal

CODE = "7K3Q-2M4P"


def added(revisions: list[Revision], key: AnswerKey) -> Revision:
    """The next revision; there must be one."""
    revision = revise(CODE, revisions, key)
    assert revision is not None
    return revision


def test_the_first_revision(key: AnswerKey) -> None:
    """With nothing on record the first revision has number 1 and replaces nothing; its hash is
    pinned.
    """
    revision = added([], key)
    assert (revision.number, revision.replaces, revision.key) == (1, (), key)
    assert revision.hash[:16] == "768b962af76edf45"


def test_equal_answers_add_nothing(key: AnswerKey, other: AnswerKey) -> None:
    """A build that changes no answer adds no revision, however often it runs."""
    one = added([], key)
    two = added([one], other)
    assert revise(CODE, [one], key) is None
    assert revise(CODE, [two, one, two], other) is None


def test_a_correction_replaces_the_latest(key: AnswerKey, other: AnswerKey) -> None:
    """A changed key side becomes the next number and names what it replaces."""
    one = added([], key)
    two = added([one], other)
    assert (two.number, two.replaces, latest([two, one])) == (2, (one.hash,), two)


def test_going_back_is_a_new_revision(key: AnswerKey, other: AnswerKey) -> None:
    """Returning to earlier answers is revision 3, not revision 1 again."""
    one = added([], key)
    two = added([one], other)
    three = added([one, two], key)
    assert (three.number, three.key) == (3, key)
    assert len({one.hash, two.hash, three.hash}) == 3
    assert all(latest(order) == three for order in permutations([one, two, three]))


def test_two_peoples_revisions_merge(key: AnswerKey, other: AnswerKey) -> None:
    """Two second revisions, merged by git, are replaced by a third, even when its answers are those
    of one of them.
    """
    one, (mine, yours) = added([], key), (other, _third(key))
    two, too = added([one], mine), added([one], yours)
    assert two.number == too.number == 2 and two.hash != too.hash
    with pytest.raises(UnknownRevision, match="2 revisions with the number 2") as refused:
        latest([one, two, too])
    assert set(refused.value.choices) == {two, too}
    assert all(each.hash[:8] in str(refused.value) for each in (two, too))
    for answers in (mine, yours, key):
        made = {added(list(order), answers) for order in permutations([one, two, too])}
        (three,) = made
        assert (three.number, set(three.replaces), three.key) == (3, {two.hash, too.hash}, answers)
        assert latest([one, two, too, three]) == three
        assert revise(CODE, [one, two, too, three], answers) is None


def test_the_same_correction_by_two_people_is_one_file(key: AnswerKey, other: AnswerKey) -> None:
    """Who makes the same correction from the same state makes the same bytes under the same
    hash.
    """
    one = added([], key)
    assert added([one], other) == added([read_revision(one.data, CODE)], other)


def test_a_shorter_line_is_replaced_too(key: AnswerKey, other: AnswerKey) -> None:
    """Where one person went on to revision 3, the higher number counts, and the next build replaces
    both heads.
    """
    one = added([], key)
    two, too = added([one], other), added([one], _third(key))
    three = added([one, too], key)
    known = [one, two, too, three]
    assert current_revisions(known) == (two, three) and latest(known) == three
    four = added(known, key)
    assert (four.number, set(four.replaces)) == (4, {two.hash, three.hash})


def test_equal_answers_by_two_ways_are_no_quarrel(key: AnswerKey, other: AnswerKey) -> None:
    """Two heads of one number that say the same answer for each other, until a build replaces
    both.
    """
    one = added([], key)
    two, too = added([one], other), added([one], _third(key))
    left, right = added([one, two], key), added([one, too], key)
    known = [one, two, too, left, right]
    assert left.hash != right.hash and latest(known).key == key
    assert latest(known) == latest(known[::-1])
    assert added(known, key).number == 4


def test_no_answers_on_record_is_said(key: AnswerKey) -> None:
    """Without any revision there is no latest one."""
    with pytest.raises(UnknownRevision, match="no answers on record"):
        latest([])


def _third(key: AnswerKey) -> AnswerKey:
    first_section, (verdict, *rest) = key.sections
    return AnswerKey((first_section, (replace(verdict, correction="It said no."), *rest)))


def test_every_field_of_every_answer_counts(key: AnswerKey) -> None:
    """A change in any field of any Answer, or of a fact it cites, is a new revision that comes back
    whole.
    """
    one, seen = added([], key), set()
    for s, section in enumerate(key.sections):
        for n, answer in enumerate(section):
            for changed in _changed(answer):
                new = (*section[:n], changed, *section[n + 1 :])
                two = added([one], AnswerKey((*key.sections[:s], new, *key.sections[s + 1 :])))
                assert read_revision(two.data, CODE) == two
                seen.add(two.hash)
    assert len(seen) == 4 * (6 + len(fields(CitedFact))) + 2 + 2 + 2 + 2


def _changed(answer: Any) -> list[Any]:
    facts = [
        replace(answer, facts=(replace(answer.facts[0], **{f.name: "x"}),))
        for f in fields(CitedFact)
    ]
    return facts + [
        replace(answer, **{f.name: _other(getattr(answer, f.name))}) for f in fields(answer)
    ]


def _other(value: Any) -> Any:
    return (
        not value
        if isinstance(value, bool)
        else value + "x"
        if isinstance(value, str)
        else value[:-1]
    )


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_revision_comes_back(keys: st.SearchStrategy[AnswerKey], data: st.DataObject) -> None:
    """Any key side, and any history of them, comes back equal from its bytes and has one latest."""
    known: list[Revision] = []
    for key in data.draw(st.lists(keys, min_size=1, max_size=4)):
        revision = revise(CODE, known, key)
        known += [revision] if revision else []
        assert latest(known).key == key
    assert [read_revision(each.data, CODE) for each in known] == known
    assert [each.number for each in known] == list(range(1, len(known) + 1))


def test_ids_and_facts_are_recorded_in_full(key: AnswerKey) -> None:
    """A revision can be understood without the bank: item ids and facts stand in it, one answer a
    line.
    """
    lines = added([], key).data.decode().splitlines()
    answers = [json.loads(line.strip().rstrip(",")) for line in lines if '"type":' in line]
    assert [answer["id"] for answer in answers] == ["fc-1", "fc-2", "fc-3", "fc-4"]
    assert answers[0]["facts"][0]["text"] == "Russia cited Kosovo."


def test_damage_never_makes_other_answers(key: AnswerKey, other: AnswerKey) -> None:
    """A revision cut or changed at any byte is refused in a sentence, or reads as the same."""
    revision = added([added([], key)], other)
    refused = same = 0
    for place in range(len(revision.data)):
        flips = {revision.data[place] ^ 1 << bit for bit in range(8)} | set(b" \n0")
        changed = [
            revision.data[:place] + bytes([value]) + revision.data[place + 1 :] for value in flips
        ]
        for slip in (revision.data[:place], *changed):
            try:
                found = read_revision(slip, CODE)
            except DamagedRevision as damaged:
                assert (
                    str(damaged).startswith("this key revision cannot be used: ")
                    and str(damaged).isprintable()
                )
                refused += 1
            else:
                assert found == revision
                same += 1
    assert refused > 8 * len(revision.data) and 0 < same < len(revision.data)


def test_another_editions_revision_is_refused(key: AnswerKey) -> None:
    """A file moved to another edition is not taken for its answers; nor is a record for a
    revision.
    """
    with pytest.raises(DamagedRevision, match="does not belong to 0000-0000"):
        read_revision(added([], key).data, "0000-0000")
    with pytest.raises(DamagedRevision):
        read_revision(seal("view", {}, code=CODE), CODE)


@pytest.mark.parametrize(
    "change",
    [
        {"number": 0},
        {"number": 2},
        {"number": True},
        {"number": "1"},
        {"replaces": ["0" * 64]},
        {"replaces": [5]},
        {"number": 2, "replaces": ["x"]},
        {"number": 2, "replaces": ["1" * 64, "0" * 64]},
        {"number": 2, "replaces": ["0" * 64] * 2},
        {"number": 2, "replaces": "0" * 64},
        {"more": 1},
        {"code": 5},
        {"key": {}},
        {"key": [{}]},
        {"key": [[{"type": []}]]},
        {"key": [[{"type": "drawing"}]]},
    ],
)
def test_sealed_nonsense_is_refused(key: AnswerKey, change: dict[str, Any]) -> None:
    """A revision whose hash fits and whose fields do not is refused in a sentence."""
    plain = json.loads(added([], key).data)["revision"]
    with pytest.raises(Damaged):
        read_revision(seal("revision", {**plain, **change}), CODE)
    assert read_revision(seal("revision", plain), CODE).number == 1


def test_several_voids_are_read_back(key: AnswerKey) -> None:
    """Whatever is void, in whatever number and places, a revision that says so is sound, and has a
    line for each, so that two people's changes are seen apart.
    """
    places = [(s, n) for s, section in enumerate(key.sections) for n in range(len(section))]
    assert len(places) > 3
    for count in (1, 2, 3):
        for some in combinations(places, count):
            voids = tuple(Void(*place, "full") for place in some)
            revision = revise(CODE, [], key, voids)
            assert revision is not None
            assert read_revision(revision.data, CODE).voids == voids
            lines = [line for line in revision.data.splitlines() if b'"full"' in line]
            assert len(lines) == count and all(b"}" in line for line in lines)
