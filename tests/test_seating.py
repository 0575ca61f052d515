"""Forms for seats: whoever sits where, neighbours get different forms as far as the number of forms
allows.
"""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.loading.class_list import Seat
from generator.workflows.sitting.seating import grid, neighbours, seated

ROOMS = st.sets(st.builds(Seat, st.integers(1, 7), st.integers(1, 9)), min_size=1, max_size=40).map(
    lambda seats: sorted(seats, key=lambda seat: (seat.row * 7 + seat.place * 5) % 11)
)


def same(seats, forms, pairs) -> list:
    """The pairs that have the same form."""
    return [(seats[one], seats[other]) for one, other in pairs if forms[one] == forms[other]]


@settings(max_examples=40)
@given(ROOMS, st.integers(2, 9))
def test_neighbours_differ(seats, count):
    """With two forms or more, nobody's neighbour at the side, before or behind has the same; with
    four, no diagonal one has.
    """
    found = seated(seats, count, [None] * len(seats))
    sides = neighbours(grid(seats))
    assert same(seats, found.forms, sides.near) == [] and found.clashes == ()
    if count >= 4:
        assert same(seats, found.forms, sides.diagonal) == []
    assert set(found.forms) <= set(range(count))


@settings(max_examples=40)
@given(ROOMS, st.integers(2, 5), st.data())
def test_given_forms_stay_and_clashes_are_those_that_nothing_avoids(seats, count, data):
    """A form that is given is kept; the others give way to it, and what clashes is told."""
    given_forms = data.draw(
        st.lists(
            st.one_of(st.none(), st.none(), st.integers(0, count - 1)),
            min_size=len(seats),
            max_size=len(seats),
        )
    )
    found = seated(seats, count, given_forms)
    near = neighbours(grid(seats)).near
    assert all(form in (None, got) for form, got in zip(given_forms, found.forms, strict=True))
    assert sorted(found.clashes) == sorted(
        pair for pair in near if found.forms[pair[0]] == found.forms[pair[1]]
    )
    both = {
        pair
        for pair in near
        if given_forms[pair[0]] is not None and given_forms[pair[1]] is not None
    }
    if count == 5:  # one of five forms is always left beside four neighbours
        assert set(found.clashes) <= both
    if all(form is None for form in given_forms):
        assert not found.clashes


@settings(max_examples=40)
@given(
    st.integers(3, 4),
    st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4), st.integers(0, 3)), max_size=6),
)
def test_a_way_is_found_where_there_is_one(count, pinned):
    """In a full room, forms that are given and do not clash among themselves leave a way for all
    others, or none exists.
    """
    seats = [Seat(row, place) for row in range(1, 5) for place in range(1, 5)]
    forms = {Seat(row, place): form % count for row, place, form in pinned}
    found = seated(seats, count, [forms.get(seat) for seat in seats])
    if found.clashes:
        assert not possible(seats, count, forms)


def possible(seats, count, forms) -> bool:
    """Whether every seat can have a form that no neighbour has: row by row, over all ways a row can
    be filled.
    """
    rows = sorted({seat.row for seat in seats})
    above = {()}
    for row in rows:
        ways = {()}
        for place in range(1, 5):
            options = [forms[Seat(row, place)]] if Seat(row, place) in forms else range(count)
            ways = {(*way, form) for way in ways for form in options if not way or way[-1] != form}
        above = {
            way
            for way in ways
            if any(not up or all(a != b for a, b in zip(up, way, strict=True)) for up in above)
        }
    return bool(above)


def test_the_judge_of_ways_is_right():
    """The judge above says no where there is no way: two neighbours with the same form."""
    seats = [Seat(row, place) for row in range(1, 5) for place in range(1, 5)]
    assert possible(seats, 3, {Seat(1, 1): 0}) and possible(
        seats, 2, {Seat(1, 1): 0, Seat(1, 3): 0}
    )
    assert not possible(seats, 3, {Seat(1, 1): 0, Seat(1, 2): 0})
    assert not possible(seats, 2, {Seat(1, 1): 0, Seat(1, 2): 1, Seat(2, 2): 1})


def test_two_forms_make_a_chessboard():
    """In a full room, A and B alternate along rows and columns, and each is had by half."""
    seats = [Seat(row, place) for row in range(1, 7) for place in range(1, 9)]
    forms = seated(seats, 2, [None] * len(seats)).forms
    assert all(form == (seat.row + seat.place) % 2 for form, seat in zip(forms, seats, strict=True))
    assert Counter(forms) == {0: 24, 1: 24}


def test_with_three_forms_as_few_diagonals_as_can_be():
    """Four seats in a square cannot have three forms without one diagonal pair: no square has more
    than one.
    """
    seats = [Seat(row, place) for row in range(1, 5) for place in range(1, 6)]
    found = seated(seats, 3, [None] * len(seats))
    by_seat = dict(zip(seats, found.forms, strict=True))
    for row in range(1, 4):
        for place in range(1, 5):
            square = [
                by_seat[Seat(row + down, place + right)] for down in (0, 1) for right in (0, 1)
            ]
            assert len(set(square)) == 3


def test_across_an_empty_aisle_people_are_neighbours():
    """Every second seat left free, or an aisle that runs through the room, keeps nobody from
    looking.
    """
    apart = [Seat(row, place) for row in (1, 3, 5) for place in (2, 4, 6)]
    forms = seated(apart, 2, [None] * len(apart)).forms
    assert forms[:3] == (0, 1, 0) and forms[3:6] == (1, 0, 1)


def test_without_seats_the_line_of_the_list_alternates():
    """Consecutive rows of the list differ, also around a form that is given."""
    assert seated([None] * 5, 2, [None] * 5).forms == (0, 1, 0, 1, 0)
    assert seated([None] * 5, 3, [None] * 5).forms == (0, 1, 2, 0, 1)
    assert seated([None] * 4, 2, [None, 0, None, None]).forms == (1, 0, 1, 0)
    clash = seated([None] * 4, 2, [0, None, 1, None])
    assert clash.forms[0] == 0 and clash.forms[2] == 1 and len(clash.clashes) == 1


def test_one_form_clashes_everywhere():
    """With one form there is nothing to choose, and every pair of neighbours is told."""
    assert len(seated([None] * 4, 1, [None] * 4).clashes) == 3
    assert seated([], 2, []).forms == ()


@pytest.mark.parametrize("broken", [0, 5, 11])
def test_a_room_where_two_have_the_same_is_noticed(broken):
    """The comparison of these tests sees one seat that got its neighbour's form."""
    seats = [Seat(row, place) for row in range(1, 4) for place in range(1, 5)]
    forms = list(seated(seats, 2, [None] * 12).forms)
    forms[broken] = 1 - forms[broken]
    assert same(seats, forms, neighbours(grid(seats)).near)
