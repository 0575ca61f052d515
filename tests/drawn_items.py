"""Items of every type drawn at random, and the same with another key side.

In: hypothesis' draw.  Out: items of the model, and for each one that students cannot tell from it.
A new item type is one entry in MAKERS and one in TWISTS.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from generator.content.dates import DateRange, PartialDate
from generator.content.fields import Reference
from generator.content.figures import Figure, Link, Series
from generator.content.model import Item
from generator.items import (
    TYPES,
    cloze,
    essay,
    matching,
    multiple,
    numeric,
    ordering,
    protocol,
    short_answer,
    true_false,
)
from generator.items import item_set as sets
from generator.items.options import Choices, Distractor
from generator.page.commonmark import understand
from generator.page.markup import Text
from generator.problems import NOWHERE

TEXTS = (
    "Armenia",
    "Azerbaijan",
    "*Georgia*",
    "Kosovo",
    "Russia",
    "CO~2~ of Serbia",
    "Turkey",
    "None of these",
    "1999",
    "10",
    "May 2008",
    "Zagreb",
    "a **longer** answer with `code` in it",
    "1,000 km",
    "éclair",
    "\\*starred\\*",
    understand(
        "What is this?\n\n- a list\n- of *two*\n\n> two\n> lines", blocks=True, literal=True
    ),
    understand("```python\nif a:\n    b\n```", blocks=True, literal=True),
)
COMMON: dict[str, Any] = {
    "objective": "Know it.",
    "level": "apply",
    "difficulty": "hard",
    "facts": (),
}
Draw = Callable[[Any], Any]


def texts(draw: Draw, least: int, most: int) -> list[Text]:
    """Some texts, no two alike."""
    return [
        Text(source)
        for source in draw(
            st.lists(st.sampled_from(TEXTS), min_size=least, max_size=most, unique=True)
        )
    ]


def item(name: str, kind: str, content: Any, **more: Any) -> Item:
    """An item whose stem is unlike any other's."""
    common = {
        "objective": Reference("obj", NOWHERE),
        "level": "apply",
        "difficulty": "hard",
        "facts": (Reference("f-1", NOWHERE),),
        "points": TYPES[kind].default_points(content) or Fraction(3),
        "rationale": Text("Because."),
    }
    return Item(
        **{
            **common,
            "id": name,
            "type": kind,
            "stem": Text(f"About {name}?"),
            "content": content,
            **more,
        }
    )


def _choices(draw: Draw, keys: int) -> Choices:
    found = texts(draw, max(2, keys), 12)
    order, last = (
        draw(st.sampled_from(["", "natural", "shuffle"])),
        draw(st.sampled_from([None, found[-1]])),
    )
    return Choices(tuple(found[:keys]), tuple(map(Distractor, found[keys:])), order, last)


def _multiple(draw: Draw) -> multiple.Content:
    keys = draw(st.integers(1, 4))
    return multiple.Content(
        _choices(draw, keys),
        draw(st.sampled_from([0, keys])),
        draw(st.sampled_from(multiple.SCORING)),
    )


def _matching(draw: Draw) -> matching.Content:
    premises, responses, reuse = texts(draw, 3, 8), texts(draw, 8, 12), draw(st.booleans())
    return _matched(draw, premises, responses, reuse)


def _matched(
    draw: Draw, premises: list[Text], responses: list[Text], reuse: bool
) -> matching.Content:
    """Premises with responses in any way; every response stands somewhere."""
    given = draw(st.permutations(responses))[: len(premises)]
    if reuse:
        given = [draw(st.sampled_from(given)) for _ in premises]
    unused = [text for text in draw(st.permutations(responses)) if text not in given]
    pairs = [
        matching.Pair(*pair) for pair in zip(draw(st.permutations(premises)), given, strict=True)
    ]
    return matching.Content(tuple(pairs), tuple(unused), reuse)


def _date(draw: Draw) -> DateRange | None:
    year = draw(st.none() | st.integers(1900, 2020))
    return DateRange(PartialDate(year), PartialDate(year)) if year else None


def _ordering(draw: Draw) -> ordering.Content:
    steps = tuple(ordering.Step(text, _date(draw)) for text in texts(draw, 3, 10))
    return ordering.Content(steps, draw(st.sampled_from(ordering.SCORING)))


def _cloze(draw: Draw) -> cloze.Content:
    words = [text.source for text in texts(draw, 3, 9)]
    count = draw(st.integers(1, 3))
    pieces = tuple(
        draw(st.sampled_from(["", "The ", " and ", " *fell* in ", ". Then "]))
        for _ in range(count + 1)
    )
    bank = None if draw(st.booleans()) else tuple(map(Text, words[count:]))
    return cloze.Content(_gapped(draw, pieces, words[:count]), bank)


def _gapped(draw: Draw, pieces: tuple[str, ...], words: list[str]) -> cloze.Gapped:
    further = [f"further {n} " + "long " * draw(st.integers(0, 9)) for n in range(len(words))]
    blanks = tuple(
        (word, *((further[n],) if draw(st.booleans()) else ())) for n, word in enumerate(words)
    )
    return cloze.Gapped(pieces, blanks, (Text("The"),))


def _essay(draw: Draw) -> essay.Content:
    return essay.Content(
        *_marked(draw, 6), draw(st.booleans()), draw(st.none() | st.integers(1, 9))
    )


def _marked(draw: Draw, points: int) -> tuple[tuple[essay.Band, ...], tuple[Text, ...]]:
    cut = draw(st.integers(1, points - 1))
    bands = (
        essay.Band((cut + 1, points), draw(st.sampled_from(texts(draw, 1, 3)))),
        essay.Band((0, cut), Text("Weak.")),
    )
    return bands, tuple(texts(draw, 0, 4))


def _short(draw: Draw) -> short_answer.Content:
    credits = tuple(
        short_answer.Credit(text, Fraction(2), (Text("or so"),), (Text("not so"),))
        for text in texts(draw, 2, 5)
    )
    return short_answer.Content(credits, draw(st.sampled_from([None, Text("So it was.")])))


def _decimal(draw: Draw) -> Decimal:
    return Decimal(draw(st.integers(-(10**9), 10**9))).scaleb(-draw(st.integers(0, 6)))


def _figure(draw: Draw) -> Figure:
    kind, blanks = (
        draw(st.sampled_from(["bar-chart", "line-chart", "matrix", "diagram"])),
        draw(st.booleans()),
    )
    made = Figure(kind, "A *caption*", "What it shows.", blanks=blanks)
    if kind.endswith("chart"):
        names = draw(
            st.lists(
                st.sampled_from(["2010", "2011", "2012", "2013"]),
                min_size=1,
                max_size=4,
                unique=True,
            )
        )
        series = tuple(
            Series(name, tuple(f"{_decimal(draw):f}" for _ in names))
            for name in ("Visits", "Loans")[: len(names)]
        )
        return replace(
            made, categories=tuple(names), series=series, unit=draw(st.sampled_from(["", "km"]))
        )
    return replace(made, links=_links(draw, ("Baku", "Tbilisi", "Belgrade", "Yerevan")))


def _links(draw: Draw, actors: tuple[str, ...]) -> tuple[Link, ...]:
    """Relations in any order in which every actor has a part."""
    ring = list(zip(actors, actors[1:] + actors[:1], strict=True))
    more = [
        (one, other)
        for one in actors
        for other in actors
        if one != other and (one, other) not in ring
    ]
    pairs = draw(
        st.permutations(ring + draw(st.lists(st.sampled_from(more), unique=True, max_size=4)))
    )
    turn = draw(st.booleans())
    return tuple(
        Link(*(pair[::-1] if turn else pair), draw(st.sampled_from(["backs", "arms", "disputes"])))
        for pair in pairs
    )


def _stimulus(draw: Draw) -> sets.Stimulus:
    kind = draw(st.sampled_from(["passage", "table", "figure"]))
    if kind == "passage":
        return sets.Stimulus(passage=tuple(texts(draw, 1, 3)))
    if kind == "table":
        cells = [text.source for text in texts(draw, 4, 4)]
        return sets.Stimulus(
            table=sets.TableData(
                "A *caption*", tuple(cells[:2]), (tuple(cells[2:]), tuple(cells[:2]))
            )
        )
    return sets.Stimulus(figure=_figure(draw))


def _set(draw: Draw) -> sets.Content:
    kinds = draw(
        st.lists(st.sampled_from([kind for kind in TYPES if kind != "set"]), min_size=2, max_size=4)
    )
    parts = tuple(item(f"part-{n}", kind, MAKERS[kind](draw)) for n, kind in enumerate(kinds))
    return sets.Content(
        _stimulus(draw), Text("Written *so*"), draw(st.sampled_from(sets.KINDS)), parts
    )


MAKERS: dict[str, Callable[[Draw], Any]] = {
    "single": lambda draw: _choices(draw, 1),
    "multiple": _multiple,
    "true-false": lambda draw: true_false.Content(draw(st.booleans()), draw(st.booleans()), None),
    "matching": _matching,
    "ordering": _ordering,
    "cloze": _cloze,
    "numeric": lambda draw: numeric.Content(
        _decimal(draw), abs(_decimal(draw)), draw(st.sampled_from([None, Text("k*m*")]))
    ),
    "short-answer": _short,
    "essay": _essay,
    "set": _set,
}


@st.composite
def drawn(draw: Draw, name: str = "it-1", kind: str = "") -> Item:
    """An item of that type, or of any."""
    kind = kind or draw(st.sampled_from(list(TYPES)))
    lines = (
        draw(st.none() | st.integers(0, 9))
        if kind in ("numeric", "essay", "short-answer")
        else None
    )
    points = {"essay": Fraction(6), "short-answer": Fraction(2)}.get(kind)
    content = MAKERS[kind](draw)
    points = points or draw(st.sampled_from([TYPES[kind].default_points(content), Fraction(5, 2)]))
    return item(
        name,
        kind,
        content,
        lines=lines,
        points=TYPES[kind].default_points(content) if kind == "set" else points,
    )


def sample(kind: str, **more: object) -> Item:
    """An item of that type by hand."""
    a, b, c, d = (Text(text) for text in "abcd")
    choices = Choices((a, b), (Distractor(c), Distractor(d)))
    year = DateRange(PartialDate(1999), PartialDate(1999))
    parts = (
        item("p-a", "numeric", numeric.Content(5, 0, None)),
        item("p-b", "true-false", true_false.Content(True, True, None)),
    )
    links = (Link("A", "B", "backs"), Link("B", "A", "arms"))

    def about(**stimulus: object) -> sets.Content:
        return sets.Content(sets.Stimulus(**stimulus), c, "data", parts)

    content = {
        "single": lambda: replace(choices, keys=(a,)),
        "multiple": lambda: multiple.Content(choices, 2, "plus-minus"),
        "true-false": lambda: true_false.Content(True, True, None),
        "matching": lambda: matching.Content(
            (matching.Pair(a, b), matching.Pair(b, c), matching.Pair(c, d)), (a,), False
        ),
        "ordering": lambda: ordering.Content(
            (ordering.Step(a, year), ordering.Step(b), ordering.Step(c)), "position"
        ),
        "cloze": lambda: cloze.Content(
            cloze.Gapped(("x ", " y"), (("a", "b"),), (Text("x "),)), (c,)
        ),
        "numeric": lambda: numeric.Content(5, 0, Text("km")),
        "short-answer": lambda: short_answer.Content((short_answer.Credit(a, Fraction(3)),), None),
        "essay": lambda: essay.Content(
            (essay.Band((1, 2), a), essay.Band((0, 0), b)), (), False, 2
        ),
        "passage": lambda: about(passage=(a, b)),
        "table": lambda: about(table=sets.TableData("C", ("h", "i"), (("a", "b"),))),
        "matrix": lambda: about(figure=Figure("matrix", "C", "alt", links=links)),
        "grid": lambda: about(figure=Figure("matrix", "C", "alt", links=links, blanks=True)),
        "chart": lambda: about(
            figure=Figure("bar-chart", "C", "alt", ("x",), (Series("s", ("1",)),))
        ),
    }[kind]()
    return item("it-1", kind if kind in TYPES else "set", content, **more)


# ---------------------------------------------------------------- the other key side


def _mixed(held: Choices, draw: Draw) -> Choices:
    found = draw(st.permutations(held.texts))
    cut = len(held.keys)
    return replace(
        held,
        keys=tuple(found[:cut]),
        distractors=tuple(Distractor(text, Text("Why.")) for text in found[cut:]),
    )


def _rematch(held: matching.Content, draw: Draw) -> matching.Content:
    responses = {
        text.source: text for text in (*(pair.response for pair in held.pairs), *held.unused)
    }
    return _matched(
        draw, [pair.premise for pair in held.pairs], list(responses.values()), held.reuse
    )


def _reorder(held: ordering.Content, draw: Draw) -> ordering.Content:
    return replace(
        held,
        sequence=tuple(
            ordering.Step(step.text, _date(draw)) for step in draw(st.permutations(held.sequence))
        ),
    )


def _refill(held: cloze.Content, draw: Draw) -> cloze.Content:
    """Without a word bank any words; with one, its words in other blanks and in another order."""
    count = len(held.gapped.blanks)
    if held.word_bank is None:
        return replace(
            held,
            gapped=_gapped(
                draw, held.gapped.segments, [text.source for text in texts(draw, count, count)]
            ),
        )
    words = draw(
        st.permutations(
            [*(ways[0] for ways in held.gapped.blanks), *(text.source for text in held.word_bank)]
        )
    )
    return replace(
        held,
        gapped=_gapped(draw, held.gapped.segments, words[:count]),
        word_bank=tuple(map(Text, words[count:])),
    )


def _remark(held: essay.Content, draw: Draw) -> essay.Content:
    rubric, indicative = _marked(draw, 6)
    return replace(held, rubric=rubric, indicative=indicative)


def _recount(held: numeric.Content, draw: Draw) -> numeric.Content:
    return replace(held, key=_decimal(draw), tolerance=abs(_decimal(draw)))


def _redraw(figure: Figure, draw: Draw) -> Figure:
    """A figure with blanks whose cells hold something else."""
    if figure.links:
        return replace(
            figure,
            links=_links(draw, draw(st.permutations(("Baku", "Tbilisi", "Belgrade", "Yerevan")))),
        )
    other = tuple(
        replace(one, values=tuple(f"{_decimal(draw):f}" for _ in one.values))
        for one in figure.series
    )
    return replace(figure, series=other)


def _reset(held: sets.Content, draw: Draw) -> sets.Content:
    figure = held.stimulus.figure
    stimulus = (
        replace(held.stimulus, figure=_redraw(figure, draw))
        if figure and figure.blanks
        else held.stimulus
    )
    return replace(held, stimulus=stimulus, parts=tuple(twisted(part, draw) for part in held.parts))


TWISTS: dict[str, Callable[[Any, Draw], Any]] = {
    "single": _mixed,
    "multiple": lambda held, draw: replace(held, choices=_mixed(held.choices, draw)),
    "true-false": lambda held, draw: replace(
        held, key=not held.key, correction=Text("Put right.") if held.key else None
    ),
    "matching": _rematch,
    "ordering": _reorder,
    "cloze": _refill,
    "numeric": _recount,
    "short-answer": lambda held, draw: _short(draw),
    "essay": _remark,
    "set": _reset,
}


def twisted(one: Item, draw: Draw) -> Item:
    """The item with every key-side field drawn anew, and nothing else changed that a student
    sees.
    """
    return replace(
        one,
        content=TWISTS[one.type](one.content, draw),
        level="create",
        difficulty="easy",
        rationale=Text("Else."),
        reviewed_by="A. Reader",
        notes="Mind it.",
        ignore=(("no-why", "so it is"),),
    )


def item_key(one: Item) -> protocol.ItemKey:
    """The key side of an item, with that of its parts."""

    def common(part: Item) -> protocol.CommonKey:
        rationale = part.rationale.source if part.rationale else ""
        return protocol.CommonKey(id=part.id, **COMMON, rationale=rationale)

    return TYPES[one.type].key_view(one, common)


def shown_texts(one: Item) -> list[str]:
    """The markup of every option, premise and event of an item, for tests that look whether one got
    lost.
    """
    shuffle = TYPES[one.type].shuffle(TYPES[one.type].student_view(one))
    return [text for group in (shuffle.groups or (shuffle,)) for text in group.options]
