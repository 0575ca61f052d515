"""Frozen values become plain JSON and come back; the canonical bytes of old content never
change.
"""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass, field, make_dataclass
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.editions.quiz import key_from_plain, key_to_plain, view_from_plain, view_to_plain
from generator.storage.canonical_json import (
    ShapeError,
    canonical,
    from_plain,
    keyed_digest,
    to_plain,
)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4)
    ),
    max_leaves=8,
)


@dataclass(frozen=True)
class Part:
    name: str
    worth: Fraction = Fraction(1)


@dataclass(frozen=True)
class Whole:
    title: str
    count: int
    flag: bool
    parts: tuple[Part, ...]
    pair: tuple[str, int]
    note: str | None = None
    worth: Fraction = Fraction(1)
    tags: tuple[str, ...] = ()
    nested: tuple[tuple[int, tuple[int, ...]], ...] = ()
    made: tuple[int, ...] = field(default_factory=tuple)


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
WORTH = st.fractions(-50, 50, max_denominator=8)
WHOLES = st.builds(
    Whole,
    TEXT,
    st.integers(-9, 9),
    st.booleans(),
    st.lists(st.builds(Part, TEXT, WORTH), max_size=3).map(tuple),
    st.tuples(TEXT, st.integers()),
    st.none() | TEXT,
    WORTH,
    st.lists(TEXT, max_size=2).map(tuple),
    st.lists(
        st.tuples(st.integers(), st.lists(st.integers(), max_size=2).map(tuple)), max_size=2
    ).map(tuple),
    st.lists(st.integers(), max_size=2).map(tuple),
)
SAMPLE = Whole(
    "t",
    3,
    True,
    (Part("a"), Part("b", Fraction(1, 2))),
    ("x", 1),
    "n",
    Fraction(3, 2),
    ("y",),
    ((0, (1, 2)),),
)


@given(WHOLES)
def test_a_value_comes_back_as_it_was(whole):
    """Plain data goes through JSON and becomes the same value of the same types."""
    back = from_plain(Whole, json.loads(canonical(to_plain(whole))))
    assert back == whole and type(back.worth) is Fraction and type(back.flag) is bool
    assert canonical(to_plain(back)) == canonical(to_plain(whole))


def test_defaults_are_left_out():
    """A field at its default is not written, whatever its type."""
    assert to_plain(Whole("t", 0, False, (Part("a"),), ("x", 1))) == {
        "title": "t",
        "count": 0,
        "flag": False,
        "parts": [{"name": "a"}],
        "pair": ["x", 1],
    }
    assert to_plain(SAMPLE)["parts"] == [{"name": "a"}, {"name": "b", "worth": "1/2"}]


@given(st.builds(Part, TEXT, WORTH))
def test_a_class_that_learns_a_field_keeps_the_bytes_of_old_values(part):
    """A new field with a default changes neither how an old value is written nor whether it is
    read: codes stay.
    """
    fields = [("name", str), ("worth", Fraction, Fraction(1)), ("hint", str, ""), ("rank", int, 0)]
    wider = make_dataclass("Part", fields, frozen=True)
    old = canonical(to_plain(part))
    assert canonical(to_plain(wider(part.name, part.worth))) == old
    assert canonical(to_plain(from_plain(wider, json.loads(old)))) == old
    assert canonical(to_plain(wider(part.name, part.worth, "new"))) != old, (
        "a value that uses the field must differ"
    )


def test_canonical_bytes_are_sorted_tight_and_utf_8():
    """There is one spelling: names sorted, no spaces, no escapes for letters; what JSON does not
    know is refused.
    """
    assert canonical({"b": [1, True, None], "a": "š"}) == '{"a":"š","b":[1,true,null]}'.encode()
    with pytest.raises(ValueError):
        canonical(float("nan"))
    for odd in (1.5, {1}, object(), b"x", Part):
        with pytest.raises(TypeError):
            to_plain(odd)


@pytest.mark.parametrize(
    "odd",
    [
        {"title": None},
        {"title": 1},
        {"count": "3"},
        {"count": True},
        {"count": 3.0},
        {"flag": 1},
        {"parts": {}},
        {"parts": [1]},
        {"parts": [{"name": "a", "colour": 1}]},
        {"parts": [{}]},
        {"pair": ["x"]},
        {"pair": ["x", 1, 2]},
        {"pair": "x1"},
        {"worth": 1},
        {"worth": "1.5"},
        {"worth": "2/4"},
        {"worth": "1/0"},
        {"worth": "١"},
        {"worth": "1e999999999"},
        {"worth": " 1"},
        {"worth": ""},
        {"note": 1},
        {"tags": "y"},
        {"nested": [[0]]},
        {"nested": [[0, 1]]},
        {"made": None},
        {"other": 1},
    ],
    ids=repr,
)
def test_data_of_another_shape_is_refused(odd):
    """One wrong, missing or unknown entry is a ShapeError, and never a value that only looks
    right.
    """
    plain = to_plain(SAMPLE)
    assert from_plain(Whole, plain) == SAMPLE
    with pytest.raises(ShapeError):
        from_plain(Whole, {**plain, **odd})


@pytest.mark.parametrize("name", ["title", "count", "flag", "parts", "pair"])
def test_a_lacking_entry_is_named(name):
    """What has no default must be there."""
    plain = to_plain(SAMPLE)
    del plain[name]
    with pytest.raises(ShapeError, match=f"Whole lacks {name}"):
        from_plain(Whole, plain)


def places(data, path=()):
    """The path of everything in plain data."""
    yield path
    for name, entry in (
        data.items()
        if isinstance(data, dict)
        else enumerate(data)
        if isinstance(data, list)
        else ()
    ):
        yield from places(entry, (*path, name))


def mangled(data, draw):
    """Plain data in which one place holds something else, or one entry is gone."""
    path = draw(st.sampled_from(list(places(data))))
    if not path:
        return draw(JSON)
    data = copy.deepcopy(data)
    inside = data
    for step in path[:-1]:
        inside = inside[step]
    if draw(st.booleans()):
        inside[path[-1]] = draw(JSON)
    else:
        del inside[path[-1]]
    return data


@given(st.data())
def test_any_mangled_data_is_refused_or_still_means_something(data):
    """However plain data is damaged, it is a ShapeError or a value that reads back: no other
    exception.
    """
    broken = mangled(to_plain(SAMPLE), data.draw)
    try:
        back = from_plain(Whole, broken)
    except ShapeError:
        return
    assert from_plain(Whole, to_plain(back)) == back


@given(st.data())
def test_any_mangled_view_or_key_side_is_refused_or_still_means_something(quiz, data):
    """The same for whole views and key sides, whose items carry the name of their type."""
    for value, plainly, back in (
        (quiz.view, view_to_plain, view_from_plain),
        (quiz.key, key_to_plain, key_from_plain),
    ):
        plain = json.loads(canonical(plainly(value)))
        assert back(plain) == value
        try:
            got = back(mangled(plain, data.draw))
        except ShapeError:
            continue
        assert back(plainly(got)) == got


@pytest.mark.parametrize("kind", [None, 1, [], {}, "essay", ""], ids=repr)
def test_an_item_of_no_known_type_is_refused(kind, quiz):
    """The type of an item in plain data is one of the registry's, whatever stands there."""
    plain = view_to_plain(quiz.view)
    plain["sections"][0]["items"][0]["type"] = kind
    with pytest.raises(ShapeError):
        view_from_plain(plain)


@pytest.mark.parametrize(
    "sections",
    [
        [],
        [[[0, [0, 1, 2]]]],
        [[[0, [0, 1, 2]], [0, [0, 1, 2]]], []],
        [[[0, [0, 1, 2]], [1, [0, 0, 1]]], []],
        [[[0, [0, 1]], [1, [0, 1, 2]]], []],
        [[[0, [0, 1, 3]], [1, [0, 1, 2]]], []],
        [[[0, [0, 1, 2]], [2, [0, 1, 2]]], []],
        [[[0, [0, 1, -1]], [1, [0, 1, 2]]], []],
    ],
    ids=str,
)
def test_a_form_that_does_not_hold_everything_once_is_refused(sections):
    """A form names each item of each section once, and each option of an item once: no key could be
    given for another.
    """
    item = {"type": "single", "stem": "S", "points": "1", "options": ["a", "b", "c"]}
    plain = {
        "title": "T",
        "language": "en",
        "sources": [],
        "sections": [
            {"title": "A", "items": [item, {**item, "stem": "R"}]},
            {"title": "B", "items": []},
        ],
    }
    sound = {"sections": [[[1, [2, 0, 1]], [0, [0, 1, 2]]], []]}
    assert view_to_plain(view_from_plain({**plain, "forms": [sound]})) == {
        **plain,
        "forms": [sound],
    }
    with pytest.raises(ShapeError, match="a form"):
        view_from_plain({**plain, "forms": [sound, {"sections": sections}]})


def test_a_keyed_digest_is_what_other_programs_compute():
    """Orders are sorted by HMAC-SHA256 of canonical JSON; the value is one that OpenSSL printed."""
    seed = bytes.fromhex("99112233445566778899aabbccddeeff")
    digest = keyed_digest(seed, "choice", 1, "k-š")
    assert digest.hex() == ("5c1fa893d09830fe5d846b6574eeb3761c4aacc96a2d8f16ae33060fbdf85950")
    assert digest != keyed_digest(seed, "choice", 2, "k-š")
    assert digest != keyed_digest(bytes(16), "choice", 1, "k-š")
