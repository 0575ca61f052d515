"""Forms for seats: neighbours get different ones."""

from __future__ import annotations

from collections.abc import Sequence

from generator.loading.class_list import Seat
from generator.values import dataclass

_STEPS = 20_000  # tried before a room is called impossible
_ROUNDS = 50

Pair = tuple[int, int]


@dataclass(frozen=True)
class Neighbours:
    """Pairs by their places in the list: side by side or one behind the other (`near`), and
    diagonally.
    """

    near: tuple[Pair, ...]
    diagonal: tuple[Pair, ...]


@dataclass(frozen=True)
class Seated:
    """A form (from 0) for each; `clashes`: near neighbours that have the same."""

    forms: tuple[int, ...]
    clashes: tuple[Pair, ...]


def grid(seats: Sequence[Seat | None]) -> list[tuple[int, int]]:
    """Rows and places counted anew without those that nobody sits in: across an empty aisle people
    are neighbours.

    Without seats, everyone sits behind each other in one line.
    """
    taken = [seat for seat in seats if seat]
    if len(taken) < len(seats):
        return [(0, n) for n in range(len(seats))]
    rows = {row: n for n, row in enumerate(sorted({seat.row for seat in taken}))}
    places = {place: n for n, place in enumerate(sorted({seat.place for seat in taken}))}
    return [(rows[seat.row], places[seat.place]) for seat in taken]


def neighbours(spots: Sequence[tuple[int, int]]) -> Neighbours:
    """Who sits beside, behind and diagonally to whom."""
    there = {spot: n for n, spot in enumerate(spots)}

    def pairs(steps: Sequence[tuple[int, int]]) -> tuple[Pair, ...]:
        return tuple(
            (n, there[row + down, place + right])
            for (row, place), n in there.items()
            for down, right in steps
            if (row + down, place + right) in there
        )

    return Neighbours(pairs(((0, 1), (1, 0))), pairs(((1, 1), (1, -1))))


def seated(seats: Sequence[Seat | None], count: int, given: Sequence[int | None]) -> Seated:
    """A form of `count` for each seat: with two a chessboard, with four or more nobody's diagonal
    neighbour has the same.

    `given`: forms that stay, None where there is none.  With three, diagonals differ as far as
    they can.
    """
    spots = grid(seats)
    sides = neighbours(spots)
    room = _Room(len(spots), sides, count, given)
    forms = [0] * len(spots)
    for part in room.parts():
        room.fill(part, spots, forms)
    return Seated(
        tuple(forms), tuple(pair for pair in sides.near if forms[pair[0]] == forms[pair[1]])
    )


class _Room:
    """Seats with their neighbours, and what is given."""

    def __init__(
        self, size: int, sides: Neighbours, count: int, given: Sequence[int | None]
    ) -> None:
        self._count, self._given = count, given
        self._near: list[list[int]] = [[] for _ in range(size)]
        self._across: list[list[int]] = [[] for _ in range(size)]
        for pairs, table in ((sides.near, self._near), (sides.diagonal, self._across)):
            for first, second in pairs:
                table[first].append(second)
                table[second].append(first)

    def parts(self) -> list[list[int]]:
        """Seats that hang together, each part in the order of the list."""
        seen: set[int] = set()
        parts = []
        for first in range(len(self._near)):
            if first in seen:
                continue
            part, ahead = [], [first]
            seen.add(first)
            while ahead:
                seat = ahead.pop()
                part.append(seat)
                for other in (*self._near[seat], *self._across[seat]):
                    if other not in seen:
                        seen.add(other)
                        ahead.append(other)
            parts.append(sorted(part))
        return parts

    def fill(self, part: list[int], spots: Sequence[tuple[int, int]], forms: list[int]) -> None:
        """Forms for a part of the room, written into `forms`."""
        step = 1 if self._count < 4 else 2
        patterns = [
            {
                seat: self._given_or(
                    seat, (step * spots[seat][0] + spots[seat][1] + shift) % self._count
                )
                for seat in part
            }
            for shift in range(
                self._count if any(self._given[seat] is not None for seat in part) else 1
            )
        ]
        best = min(patterns, key=lambda pattern: self._cost(part, pattern))
        if self._cost(part, best)[0] and (sound := self._search(part, best)):
            best = sound
        for _ in range(_ROUNDS):
            if not self._bettered(part, best):
                break
        for seat in part:
            forms[seat] = best[seat]

    def _given_or(self, seat: int, form: int) -> int:
        given = self._given[seat]
        return form if given is None else given

    def _cost(self, part: Sequence[int], forms: dict[int, int]) -> tuple[int, int]:
        """Clashes with near neighbours and with diagonal ones, each counted from both sides."""

        def clashes(table: list[list[int]]) -> int:
            return sum(forms[seat] == forms[other] for seat in part for other in table[seat])

        return clashes(self._near), clashes(self._across)

    def _bettered(self, part: Sequence[int], forms: dict[int, int]) -> bool:
        """Let each seat in turn take the form with the fewest clashes; whether any did."""
        changed = False
        for seat in part:
            if self._given[seat] is None:
                costs = [
                    (
                        sum(forms[other] == form for other in self._near[seat]),
                        sum(forms[other] == form for other in self._across[seat]),
                        form != forms[seat],
                        form,
                    )
                    for form in range(self._count)
                ]
                form = min(costs)[-1]
                changed = changed or form != forms[seat]
                forms[seat] = form
        return changed

    def _search(self, part: Sequence[int], liked: dict[int, int]) -> dict[int, int] | None:
        """Forms without clashes of near neighbours, those between given ones apart; None where none
        are found.
        """
        forms = {seat: given for seat in part if (given := self._given[seat]) is not None}
        open_ = {seat: self._free(seat, forms) for seat in part if seat not in forms}
        trail: list[tuple[int, list[int]]] = []
        for _ in range(_STEPS):
            if not open_:
                return forms
            seat = min(open_, key=lambda seat: (len(open_[seat]), seat))
            choices = sorted(
                open_.pop(seat), key=lambda form: (form != liked[seat], form), reverse=True
            )
            while not choices:
                if not trail:
                    return None
                open_[seat] = self._free(seat, forms)
                seat, choices = trail.pop()
                del forms[seat]
                self._renew(seat, forms, open_)
            forms[seat] = choices.pop()
            trail.append((seat, choices))
            self._renew(seat, forms, open_)
        return None

    def _free(self, seat: int, forms: dict[int, int]) -> set[int]:
        return set(range(self._count)) - {
            forms[other] for other in self._near[seat] if other in forms
        }

    def _renew(self, seat: int, forms: dict[int, int], open_: dict[int, set[int]]) -> None:
        for other in self._near[seat]:
            if other in open_:
                open_[other] = self._free(other, forms)
