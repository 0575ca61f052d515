"""Rules about what a type of item tells the checks, tried on a type that tells all of it."""

from dataclasses import dataclass, replace
from fractions import Fraction

import pytest

from generator.checks.context import RuleContext
from generator.checks.run import RULES
from generator.content.dates import DateRange
from generator.content.fields import Reference
from generator.content.model import Bank, Content, Item
from generator.items import TYPES, ItemKey, ItemType, StudentItem
from generator.items.options import Choices, Distractor
from generator.items.protocol import MatchingPairs
from generator.page.markup import Text
from generator.problems import NOWHERE, Location


@dataclass(frozen=True)
class Told:
    """The content of the type: what each method gives."""

    sequence: tuple = ()
    matching: MatchingPairs | None = None
    gapped: str = ""
    figures: tuple = ()
    passages: tuple = ()
    right_texts: tuple = ()
    choices: Choices | None = None
    parts: tuple = ()


class TellingType(ItemType[Told, StudentItem, ItemKey]):
    """A type whose content says what each method gives."""

    name = "telling"
    fields = ()
    student_class = StudentItem
    key_class = ItemKey

    def read(self, values, problems):
        return Told()

    def student_view(self, item):
        return StudentItem(item.stem.source, item.points)

    def key_view(self, item, common):
        return ItemKey(*common(item))

    def student_blocks(self, student, order, catalog):
        return ()

    def key_blocks(self, student, key, order, catalog):
        return ()

    def parts(self, item):
        return item.content.parts

    def choices(self, content):
        return content.choices

    def right_texts(self, content):
        return content.right_texts or super().right_texts(content)

    def events_in_order(self, content):
        return content.sequence

    def matching_pairs(self, content):
        return content.matching

    def gapped_text(self, content):
        return content.gapped

    def passages(self, content):
        return content.passages

    def figures(self, content):
        return content.figures

    def estimated_minutes(self, item):
        return 7


@pytest.fixture
def found(monkeypatch):
    """What a rule finds in an item of that type."""
    monkeypatch.setitem(TYPES, "telling", TellingType())

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
        "telling",
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
    return Told(
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
        ("matching-size", Told(matching=MatchingPairs((Text("a"),) * 3, (Text("b"),) * 4, False))),
        ("matching-size", Told(matching=MatchingPairs((Text("a"),) * 4, (Text("b"),) * 4, False))),
        (
            "matching-sides",
            Told(matching=MatchingPairs((Text("short"),) * 4, (Text("much longer"),) * 5, False)),
        ),
        ("gap-place", Told(gapped="In 1990 the ___ of the ___ was sold to the ___.")),
        ("gap-place", Told(gapped="It rained. The ___ of the mill was sold.")),
        ("gap-article", Told(gapped="In the yard of the mill stood an ___ of oak.")),
        ("alternative-text", Told(figures=((NOWHERE, None),))),
        ("alternative-text", Told(figures=((NOWHERE, Text("A map.")),))),
        (
            "key-in-alternative-text",
            Told(
                figures=((NOWHERE, Text("A map of the harbour with the lock at Kotka.")),),
                right_texts=(Text("Kotka"),),
            ),
        ),
        (
            "reading-ease",
            Told(
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
        ("sequence-length", Told()),
        ("matching-size", Told(matching=MatchingPairs((Text("a"),) * 4, (Text("b"),) * 5, False))),
        ("matching-size", Told(matching=MatchingPairs((Text("a"),) * 4, (Text("b"),) * 3, True))),
        (
            "matching-sides",
            Told(matching=MatchingPairs((Text("much longer"),) * 4, (Text("short"),) * 5, False)),
        ),
        (
            "matching-sides",
            Told(matching=MatchingPairs((Text("alike"),) * 4, (Text("equal"),) * 5, False)),
        ),
        (
            "gap-place",
            Told(
                gapped="In 1990 the wheel of the ___ was sold to the ___. In 2001 it was ___ again."
            ),
        ),
        ("gap-place", Told(gapped="It has no gap.")),
        ("gap-article", Told(gapped="In the yard of the mill stood a(n) ___ of oak.")),
        ("gap-article", Told(gapped="In the yard of the mill stood the ___ of oak.")),
        (
            "alternative-text",
            Told(
                figures=((NOWHERE, Text("A map of the harbour with a lock.")),),
                right_texts=(Text("Kotka"),),
            ),
        ),
        ("alternative-text", Told()),
        ("reading-ease", Told(passages=(Text("The mill was sold to the abbey. " * 30),))),
    ],
)
def test_near_misses(found, rule, content):
    """What is offered and right is not reported."""
    assert found(rule, content) == []


def test_parts_are_checked_and_their_set_may_ignore(found):
    """A part of a set is looked at like an item, in the set's name: its `ignore` counts for
    them.
    """
    from generator.checks.run import check

    part = item(
        Told(
            choices=Choices(
                (Text("Key"),), (Distractor(Text("One")), Distractor(Text("Two"), Text("No.")))
            )
        )
    )
    whole = item(Told(parts=(replace(part, id="part", location=Location("q", 9, 9)),)))
    reported = [problem.rule for problem in check(project(whole))]
    assert "no-why" in reported and "needless-ignore" not in reported
    silenced = check(project(replace(whole, ignore=(("no-why", "they are obvious"),))))
    assert "no-why" not in [problem.rule for problem in silenced]
    assert "needless-ignore" not in [problem.rule for problem in silenced]


def test_a_type_says_how_long_it_takes(found):
    """The minutes a type states count."""
    context = RuleContext(project(item(Told())))
    assert [one.minutes for one in context.questions] == [7]
