"""Rules about what a type of item offers to the checks, asked of a type that offers all of it."""

from dataclasses import dataclass, replace
from fractions import Fraction
from types import SimpleNamespace

import pytest

from generator.checks.context import RuleContext
from generator.checks.run import RULES
from generator.content.dates import DateRange
from generator.content.fields import Reference
from generator.content.model import Bank, Content, Item
from generator.items import TYPES, protocol
from generator.items.options import Choices, Distractor
from generator.page.markup import Text
from generator.problems import NOWHERE, Location


@dataclass(frozen=True)
class Offered:
    """The content of the type: what each function gives."""

    sequence: tuple = ()
    matching: tuple | None = None
    gapped: str = ""
    figures: tuple = ()
    passages: tuple = ()
    right_texts: tuple = ()
    choices: Choices | None = None
    parts: tuple = ()


@pytest.fixture
def found(monkeypatch):
    """What a rule finds in an item of that type."""
    names = ("sequence", "matching", "gapped", "figures", "passages", "right_texts")
    module = SimpleNamespace(
        NAME="offering",
        TOGETHER=True,
        wrong_texts=lambda content: (),
        shuffle=lambda asked: protocol.NOTHING,
        asked=lambda item: protocol.StudentItem(item.stem.source, item.points),
        minutes=lambda item: 7,
        **{name: lambda content, name=name: getattr(content, name) for name in names},
    )
    monkeypatch.setitem(TYPES, "offering", module)

    def find(rule, content, **changes):
        return [
            finding.message
            for finding in RULES[rule].find(RuleContext(project(item(content, **changes))))
        ]

    return find


def item(content, **changes):
    """An item of the type."""
    made = Item(
        "it",
        "offering",
        Reference("aim", NOWHERE),
        "remember",
        "easy",
        (),
        Text("Arrange them.", Location("q", 3, 4)),
        Fraction(1),
        content,
        location=Location("q", 2, 2),
    )
    return replace(made, **changes)


def project(*items):
    """A project with one bank."""
    return Content({}, {"b": Bank("b", "questions/b.yaml", "B", "en", (), items)}, {}, {})


def events(*dates):
    """A sequence of events with these dates."""
    return Offered(
        sequence=tuple(
            (Text(f"Event {n}"), DateRange.parse(date) if date else None)
            for n, date in enumerate(dates)
        )
    )


@pytest.mark.parametrize(
    ("rule", "content"),
    [
        ("order-unsure", events("1990", "1995", "1995-03", "1999")),
        ("order-unsure", events("1990..1996", "1995")),
        ("sequence-length", events("1990", "1995", "1999")),
        ("matching-size", Offered(matching=((Text("a"),) * 3, (Text("b"),) * 4, False))),
        ("matching-size", Offered(matching=((Text("a"),) * 4, (Text("b"),) * 4, False))),
        (
            "matching-sides",
            Offered(matching=((Text("short"),) * 4, (Text("much longer"),) * 5, False)),
        ),
        ("gap-place", Offered(gapped="In 1990 the ___ of the ___ was sold to the ___.")),
        ("gap-place", Offered(gapped="It rained. The ___ of the mill was sold.")),
        ("gap-article", Offered(gapped="In the yard of the mill stood an ___ of oak.")),
        ("alternative-text", Offered(figures=((NOWHERE, None),))),
        ("alternative-text", Offered(figures=((NOWHERE, Text("A map.")),))),
        (
            "alternative-text",
            Offered(
                figures=((NOWHERE, Text("A map of the harbour with the lock at Kotka.")),),
                right_texts=(Text("Kotka"),),
            ),
        ),
        (
            "reading-ease",
            Offered(
                passages=(Text("Institutional considerations necessitated reorganization. " * 30),)
            ),
        ),
    ],
)
def test_hits(found, rule, content):
    """What is offered and wrong is reported."""
    assert found(rule, content)


@pytest.mark.parametrize(
    ("rule", "content"),
    [
        ("order-unsure", events("1990", "1995-02", "1995-03", "1999")),
        ("order-unsure", events("1990", "", "1980")),
        ("sequence-length", events("1990", "1995", "1999", "2001")),
        ("sequence-length", Offered()),
        ("matching-size", Offered(matching=((Text("a"),) * 4, (Text("b"),) * 5, False))),
        ("matching-size", Offered(matching=((Text("a"),) * 4, (Text("b"),) * 3, True))),
        (
            "matching-sides",
            Offered(matching=((Text("much longer"),) * 4, (Text("short"),) * 5, False)),
        ),
        ("matching-sides", Offered(matching=((Text("alike"),) * 4, (Text("equal"),) * 5, False))),
        (
            "gap-place",
            Offered(
                gapped="In 1990 the wheel of the ___ was sold to the ___. In 2001 it was ___ again."
            ),
        ),
        ("gap-place", Offered(gapped="It has no gap.")),
        ("gap-article", Offered(gapped="In the yard of the mill stood a(n) ___ of oak.")),
        ("gap-article", Offered(gapped="In the yard of the mill stood the ___ of oak.")),
        (
            "alternative-text",
            Offered(
                figures=((NOWHERE, Text("A map of the harbour with a lock.")),),
                right_texts=(Text("Kotka"),),
            ),
        ),
        ("alternative-text", Offered()),
        ("reading-ease", Offered(passages=(Text("The mill was sold to the abbey. " * 30),))),
    ],
)
def test_near_misses(found, rule, content):
    """What is offered and right is not reported."""
    assert found(rule, content) == []


def test_parts_are_checked_and_their_set_may_ignore(found):
    """A part of a set is looked at like an item, in the set's name: its `ignore` counts for them."""
    from generator.checks.run import check

    part = item(
        Offered(
            choices=Choices(
                (Text("Key"),), (Distractor(Text("One")), Distractor(Text("Two"), Text("No.")))
            )
        )
    )
    whole = item(Offered(parts=(replace(part, id="part", location=Location("q", 9, 9)),)))
    reported = [problem.rule for problem in check(project(whole))]
    assert "no-why" in reported and "needless-ignore" not in reported
    silenced = check(project(replace(whole, ignore=(("no-why", "they are obvious"),))))
    assert "no-why" not in [problem.rule for problem in silenced]
    assert "needless-ignore" not in [problem.rule for problem in silenced]


def test_a_type_says_how_long_it_takes(found):
    """The minutes a type states count."""
    context = RuleContext(project(item(Offered())))
    assert [one.minutes for one in context.questions] == [7]
