"""What is drawn meets the blueprint, is the same for the same seed, and is explained where it
cannot be had.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from drawing_banks import SEED, bank, content, item, pack

from generator.items.requirements import requirements, unfit
from generator.selection.diagnosis import obstacles
from generator.selection.select import Exclusion, SectionToFill, known_to_fit, model_problem, select

TEN = [
    item(f"k-{n}", fact=n, level="remember" if n <= 6 else "analyse", points="1" if n % 2 else "2")
    for n in range(1, 11)
]


def drawn(
    blueprint: str,
    items: list[str] = TEN,
    apart: tuple[Exclusion, ...] = (),
    turn: int = 1,
    before: tuple[str, ...] = (),
    seed: str = SEED,
    facilities: Mapping[str, Fraction] | None = None,
    equal_points: bool = False,
) -> list[str] | list[list[str]]:
    """The ids drawn by a blueprint, or the reasons in a list of their own."""
    found, problems = content(bank(*items), quiz=pack(blueprint))
    assert not problems, [str(one) for one in problems]
    plan = found.packs["quiz"].sections[0].blueprint
    assert plan
    reason = {one.id: unfit(plan, one, {}, facilities) for one in found.banks["harbour"].items}
    part = SectionToFill(
        "Drawn",
        plan,
        tuple(one for one in found.banks["harbour"].items if not reason[one.id]),
        tuple((one, reason[one.id]) for one in found.banks["harbour"].items if reason[one.id]),
        equal_points,
    )
    preferred = frozenset(before) | known_to_fit([part], facilities or {})
    selection = model_problem([part], apart, bytes.fromhex(seed), turn, preferred)
    result = select(selection)
    if result is None:
        return [[obstacle.message for obstacle in obstacles(selection)]]
    for one in requirements(plan):
        assert one.amount.holds(one.met(result[0])), one
    return [one.id for one in result[0]]


CELLS = """
banks: [harbour]
points: 6
cells:
  - {level: remember, points: 2..4}
  - {level: analyse, points: 2..}
"""


def test_draw_meets_its_blueprint_and_repeats():
    """The same blueprint, bank, seed and turn draw the same items whatever the order in the bank;
    another turn or seed others.
    """
    first = drawn(CELLS)
    assert first and drawn(CELLS) == first
    assert drawn(CELLS, list(reversed(TEN))) == first
    others = [drawn(CELLS, turn=turn) for turn in range(2, 8)]
    assert any(one != first for one in others)
    assert any(drawn(CELLS, seed=f"{n:x}" * 2 + SEED[2:]) != first for n in range(1, 9))


def test_items_of_no_cell_are_not_drawn():
    """Where there are cells, an item that none of them holds is not drawn, unless it is
    included.
    """
    found = drawn("banks: [harbour]\ncells:\n  - {level: analyse, points: 3..}")
    assert found and set(found) <= {"k-7", "k-8", "k-9", "k-10"}
    assert "k-1" in drawn(
        "banks: [harbour]\ninclude: [k-1]\ncells:\n  - {level: analyse, points: 3..}"
    )


def test_include_exclude_status_and_keep():
    """Included items are drawn, excluded, draft and retired ones never, and those drawn before are
    preferred when asked for.
    """
    kinds = [*TEN, item("k-11", fact=11, status="draft"), item("k-12", fact=12, status="retired")]
    found = drawn("banks: [harbour]\nitems: 9\ninclude: [k-3]\nexclude: [k-1]", kinds)
    assert "k-3" in found and not {"k-1", "k-11", "k-12"} & set(found)
    assert set(drawn("banks: [harbour]\nitems: 3", before=("k-2", "k-5", "k-9"))) == {
        "k-2",
        "k-5",
        "k-9",
    }


def test_a_measured_facility_keeps_out_what_is_known_to_miss_it():
    """Items known to be too easy or too hard are never drawn, those known to fit before those of
    which nothing is known, which are no obstacle; without `measured` nothing of it matters.
    """
    plan = "banks: [harbour]\nitems: {}\nmeasured: {{facility: 0.4..0.8}}"
    known = {"k-1": "0.9", "k-2": "0.3", "k-3": "0.4", "k-4": "0.8", "k-5": "0.61"}
    facilities = {name: Fraction(value) for name, value in known.items()}
    assert set(drawn(plan.format(3), facilities=facilities)) == {"k-3", "k-4", "k-5"}
    most = drawn(plan.format(8), facilities=facilities)
    assert len(most) == 8 and not {"k-1", "k-2"} & set(most)
    ((why,),) = drawn(plan.format(9), facilities=facilities)
    assert "measured facility is 0.90" in why and "measured facility is 0.30" in why
    assert {"k-1", "k-2"} <= set(drawn("banks: [harbour]\nitems: 10", facilities=facilities))


def test_types_and_difficulty_are_counted():
    """Numbers of items of a type and of a difficulty are met."""
    kinds = [item(f"e-{n}", fact=n, difficulty="easy" if n < 4 else "hard") for n in range(1, 9)]
    found = drawn(
        "banks: [harbour]\nitems: 5\ntypes: {single: 4..}\ndifficulty: {easy: 3, hard: ..2}", kinds
    )
    assert {"e-1", "e-2", "e-3"} <= set(found) and len(found) == 5


def test_items_kept_apart_are_never_drawn_together():
    """No draw holds both of a pair, and where that makes it impossible the pair is named."""
    pairs = tuple(
        Exclusion("k-1", f"k-{n}", "they test the same facts (h-01)") for n in range(2, 11)
    )
    for turn in range(1, 6):
        assert "k-1" not in drawn("banks: [harbour]\nitems: 4..9", apart=pairs, turn=turn)
    assert any("k-1" in drawn("banks: [harbour]\nitems: 4..9", turn=turn) for turn in range(1, 6))
    ((why,),) = drawn("banks: [harbour]\nitems: 10", apart=pairs)
    assert (
        "'k-1' and 'k-" in why
        and "they test the same facts" in why
        and "needs 10 items in all" in why
    )


def test_questions_to_choose_among_are_worth_the_same():
    """Where students answer some of a section's questions, all that are drawn have the same points;
    where that makes it impossible, it is said.
    """
    worth = {f"k-{n}": 1 if n % 2 else 2 for n in range(1, 11)}

    def points(equal_points):
        plan = "banks: [harbour]\nitems: 4"
        return [
            {worth[name] for name in drawn(plan, turn=turn, equal_points=equal_points)}
            for turn in range(1, 8)
        ]

    assert all(len(own) == 1 for own in points(True))
    assert any(len(own) > 1 for own in points(False)), "the control"
    ((why,),) = drawn("banks: [harbour]\nitems: 6", equal_points=True)
    assert "needs 6 items in all" in why and "so all must be worth the same" in why
    assert "must not be on one paper" not in why
    (whys,) = drawn("banks: [harbour]\nitems: 4\ninclude: [k-1, k-2]", equal_points=True)
    assert "these differ in points" in whys[0]


def test_what_a_bank_lacks_is_said():
    """A cell that the bank cannot fill is named with what it needs and what there is, and what is
    kept out and why.
    """
    ((why,),) = drawn(
        "banks: [harbour]\nexclude: [k-8]\ncells:\n  - {objective: ha-know, level: analyse, points: 6}"
    )
    assert why == (
        "Drawn: needs 6 points of ha-know at analyse, but the bank has 4 (not used: k-8 is excluded)"
    )
    ((why,),) = drawn(
        "banks: [harbour]\npoints: 3", [item(f"p-{n}", points="2", fact=n) for n in range(1, 4)]
    )
    assert (
        why
        == "Drawn: needs 3 points in all, but no selection adds up to that; the items are worth 2, 2, 2"
    )
    ((why,),) = drawn(
        "banks: [harbour]\ncells:\n  - {objective: ha-know, level: create, points: 1..}"
    )
    assert why == "Drawn: needs at least 1 point of ha-know at create, but the bank has 0"


def test_what_is_included_and_cannot_be_is_said():
    """An included item that is excluded too, and included items that are too many, are named."""
    ((why,),) = drawn("banks: [harbour]\nitems: 2\ninclude: [k-1, k-2, k-3]")
    assert why == "Drawn: the included items have 3 items in all, but the blueprint allows 2"
    ((one, *_),) = drawn("banks: [harbour]\nitems: 30\ninclude: [k-1]\nexclude: [k-1]")
    assert one == "Drawn: 'k-1' is under 'include' but cannot be used: it is excluded"


def test_the_fewest_that_contradict_each_other_are_named():
    """Of many requirements only those are named that cannot be met together; without any one of
    them there is a draw.
    """
    wanted = {
        "points": "points: 9",
        "remember": "  - {level: remember, points: 2..3}",
        "analyse": "  - {level: analyse, points: 2..5}",
    }

    def plan(left: dict[str, str]) -> str:
        cells = "\n".join(
            left.get(name, f"  - {{level: {name}, points: 0..}}")
            for name in ("remember", "analyse")
        )
        return f"banks: [harbour]\n{left.get('points', '')}\ndifficulty: {{medium: 1..}}\ncells:\n{cells}"

    ((why,),) = drawn(plan(wanted))
    assert all(
        part in why
        for part in ("9 points in all", "2–3 points at remember", "2–5 points at analyse")
    )
    assert "medium" not in why
    for name in wanted:
        assert isinstance(
            drawn(plan({key: text for key, text in wanted.items() if key != name}))[0], str
        ), name


def test_an_obstacle_names_its_section():
    """What one section lacks is said of that section, and what sections do to each other of
    none.
    """
    found, _ = content(bank(*TEN), quiz=pack("banks: [harbour]\nitems: 2"))
    plan = found.packs["quiz"].sections[0].blueprint
    few, more = found.banks["harbour"].items[:1], found.banks["harbour"].items[1:5]

    def sections(*fill: tuple[str, tuple]) -> list[int | None]:
        parts = [SectionToFill(title, plan, items) for title, items in fill]
        selection = model_problem(parts, (), bytes.fromhex(SEED))
        assert select(selection) is None
        return [obstacle.section for obstacle in obstacles(selection)]

    assert sections(("One", more), ("Two", few)) == [1]
    assert sections(("One", few), ("Two", more)) == [0]
    assert sections(("One", more[:3]), ("Two", more[:3])) == [None]
    parts = [SectionToFill(title, plan, more[:3]) for title in ("One", "Two")]
    (both,) = obstacles(model_problem(parts, (), bytes.fromhex(SEED)))
    assert "One: needs 2" in both.message and "Two: needs 2" in both.message


def test_of_a_range_of_items_the_most_are_taken():
    """Where a blueprint gives a range of items, as many are drawn as it allows."""
    assert len(drawn("banks: [harbour]\nitems: 4..9")) == 9
