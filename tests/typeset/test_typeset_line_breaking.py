"""Where lines end: what is worked out here is what ReportLab says."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from generator.render.pdf import line_breaking
from generator.render.pdf.fonts import load_font
from generator.render.pdf.line_breaking import Care, FontRun, Owner, Unclear, break_lines, first_fit
from generator.render.pdf.styles import Type

KIND = Type(10.0, 13.0)
FONTS = [load_font(name) for name in ("NotoSans-Regular", "NotoSans-Bold", "NotoSansMono-Regular")]
WORDS = [
    "a",
    "of",
    "the",
    "salt-road",
    "salt-road,",
    "harbour,",
    "council’s",
    "«Łódź»",
    "toll-gates;",
    "customs-house",
    "well-to-do-people",
    "Nagorno-Karabakh-ceasefire:",
    "1990–1995",
    "sr-001-sr-002",
    "südost-europäische",
    "extraordinarily-",
    "–",
    "-",
]
RARE = [
    *("customs-house’s", "(north-eastern)", "12,500\u00a0km", "pp.\u202f12-14", "вечно-зелени"),
    *("e\u0301te\u0301-passe\u0301es", "\u2003", "\u3000", "a\u2009b"),
    *("https://example.org/a-very/long-address", "Donaudampfschifffahrtsgesellschaft-kapitän"),
]


def random_runs(chance: random.Random) -> list[FontRun]:
    """A paragraph of one or several runs, whose ends are wherever they like."""
    words = chance.choices(WORDS, k=40) + chance.choices(RARE, k=chance.choice([0, 0, 0, 3]))
    text = " ".join(chance.sample(words, len(words)))
    count, sizes = chance.choice([1, 1, 2, 5, 12]), chance.choice([[10.0], [10.0, 6.5]])
    cuts = sorted({0, len(text), *(chance.randrange(len(text)) for _ in range(count - 1))})
    return [
        FontRun(
            text[start:end],
            chance.choice(FONTS),
            chance.choice(sizes),
            chance.choice([0.0, 0.0, 3.0]),
            Owner(0),
        )
        for start, end in pairwise(cuts)
    ]


def lines_of(runs, width, hang, care) -> list[str]:
    """The text of each line."""
    lines = break_lines(runs, width, KIND, hang, care)
    return ["".join(run.text for run in line) for line in lines]


def by_reportlab(*arguments) -> list[int]:
    """Instead of what is worked out here."""
    raise Unclear


@pytest.mark.parametrize("care", [Care(), Care(tidy=True, hyphens=True), Care(True, True, True)])
def test_lines_end_where_reportlab_ends_them(care, monkeypatch):
    """In runs of several fonts and sizes, with hyphens, hanging lines and spaces of all kinds, each
    line is what ReportLab's paragraph has on it; many paragraphs do not need it.
    """
    chance = random.Random(1)
    worked_out = 0

    def counted(*arguments) -> list[int]:
        nonlocal worked_out
        counts = first_fit(*arguments)
        worked_out += 1
        return counts

    for _ in range(300):
        runs, width, hang = (
            random_runs(chance),
            chance.uniform(100, 500),
            chance.choice([0.0, 18.0]),
        )
        monkeypatch.setattr(line_breaking, "first_fit", counted)
        own = lines_of(runs, width, hang, care)
        monkeypatch.setattr(line_breaking, "first_fit", by_reportlab)
        assert own == lines_of(runs, width, hang, care)
    assert worked_out > 30


@pytest.mark.parametrize(
    ("text", "wider"),
    [("two so\u00adft words", 0.1), ("two\u1680words more", 0.1), ("exactly as wide", 0.0)],
)
def test_what_is_not_certain_is_asked(text, wider):
    """Soft hyphens, white space that is no space, and a line as wide as its words but for rounding;
    the control: plain words in another width.
    """
    run = FontRun(text, FONTS[0], 10.0, 0.0, Owner(0))
    with pytest.raises(Unclear):
        first_fit([(text, run)], run.width + wider, 0.0, True)
    plain = run._replace(text="exactly as wide")
    assert first_fit([(plain.text, plain)], plain.width + 0.1, 0.0, True) == [13]
