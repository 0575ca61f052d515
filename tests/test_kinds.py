"""Each kind of value: what it takes, and the sentence it has for everything else."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.content import field_types
from generator.content.blueprint import Range
from generator.content.dates import DateRange, PartialDate
from generator.content.fields import Reference
from generator.content.nodes import ListNode, ScalarNode
from generator.page.markup import Text
from generator.page.numbers import number_text
from generator.problems import NOWHERE, Problems

ONE_TO_FIVE = field_types.whole_number(1, 5)
COLOUR = field_types.choice("red", "green", "blue")
EITHER = field_types.one_of(
    (ScalarNode, COLOUR),
    (ListNode, field_types.FieldType("a list", lambda node, problems: len(node.items))),
)

TAKEN = [
    (field_types.TEXT, "a *b*", Text("a *b*")),
    (field_types.TEXT, '"1: 2"', Text("1: 2")),
    (field_types.TEXT, "no", Text("no")),
    (field_types.PROSE, "a *b*", Text("a *b*")),
    (field_types.PROSE, '"2^10 or 10^2"', Text("2\\^10 or 10\\^2")),
    (
        field_types.PROSE,
        '"a\\n\\n- b"',
        Text('\x02[{"paragraph":["a"]},{"list":[[{"paragraph":["b"]}]]}]'),
    ),
    (field_types.TEXT_OR_PICTURE, "a *b*", Text("a *b*")),
    (field_types.LINE, "a   b", "a b"),
    (field_types.LINE, "0755", "0755"),
    (field_types.ID, "fc-kosovo-2008", "fc-kosovo-2008"),
    (field_types.ID, "a", "a"),
    (field_types.ID, "2008", "2008"),
    (field_types.REFERENCE, "ar-06", Reference("ar-06", NOWHERE)),
    (COLOUR, "green", "green"),
    (EITHER, "red", "red"),
    (EITHER, "[1, 2]", 2),
    (field_types.FLAG, "true", True),
    (field_types.FLAG, "false", False),
    (ONE_TO_FIVE, "1", 1),
    (ONE_TO_FIVE, "5", 5),
    (field_types.whole_number(-3, 3), "-3", -3),
    (field_types.POINTS, "1", Fraction(1)),
    (field_types.POINTS, "0.5", Fraction(1, 2)),
    (field_types.POINTS, "2.50", Fraction(5, 2)),
    (field_types.POINTS, "200", Fraction(200)),
    (field_types.MINUTES, "3", Fraction(3)),
    (field_types.MINUTES, "0.25", Fraction(1, 4)),
    (field_types.POINTS_RANGE, "4", Range(Fraction(4), Fraction(4))),
    (field_types.POINTS_RANGE, "4..6.5", Range(Fraction(4), Fraction(13, 2))),
    (field_types.POINTS_RANGE, "4..", Range(Fraction(4))),
    (field_types.POINTS_RANGE, ".. 6", Range(Fraction(0), Fraction(6))),
    (field_types.COUNT_RANGE, "0", Range(Fraction(0), Fraction(0))),
    (field_types.COUNT_RANGE, "2..4", Range(Fraction(2), Fraction(4))),
    (field_types.FACILITY_RANGE, "0.4..0.8", Range(Fraction(2, 5), Fraction(4, 5))),
    (field_types.FACILITY_RANGE, "..1", Range(Fraction(0), Fraction(1))),
    (field_types.NUMBER, "750", Decimal(750)),
    (field_types.TOLERANCE, "0.5", Decimal("0.5")),
    (field_types.NUMBER, "-0.25", Decimal("-0.25")),
    (field_types.RIGHT_NUMBER, "-0.25", Decimal("-0.25")),
    (field_types.NUMBER, "−3", Decimal(-3)),
    (field_types.PARTIAL_DATE, "2008-02", PartialDate(2008, 2)),
    (field_types.DATE_RANGE, "..2008", DateRange(None, PartialDate(2008))),
    (field_types.FILE_ID, "mid-term-2", "mid-term-2"),
    (field_types.SEED, "5d0c1f9e6b7a4c215d0c1f9e6b7a4c21", "5d0c1f9e6b7a4c215d0c1f9e6b7a4c21"),
    (field_types.LANGUAGE, "en", "en"),
    (field_types.LANGUAGE, "sr-Latn", "sr-Latn"),
    (field_types.LANGUAGE, "sr-Latn-RS", "sr-Latn-RS"),
]
NO_FLAG = "is not allowed here; write true or false"
NO_POINTS = "is not a valid number of points; write a multiple of 0.5, from 0.5 to 200"
NO_POINTS_RANGE = (
    "is not allowed here; write points or a range of them (4, 4..6, 4.., ..6; multiples of 0.5)"
)
NO_COUNT = "is not allowed here; write a number of items or a range (1, 2..4, 2.., ..4)"
NO_MINUTES = (
    "is not a valid number of minutes; write a number above 0 and up to 300, for example 2 or 0.5"
)
NO_ID = "is not an id; use small letters a–z, digits and single hyphens, for example leaf-light-2"
NO_NUMBER = "is not allowed here; write a whole number from 1 to 5"
WRITE_OUT = (
    "is not a number; write it out, or ask for it in another unit, such as 'in units of 10^23^'"
)
NO_DECIMAL = "is not a number; use a point for decimals, for example 0.25"
ONE_NUMBER = (
    "is not a number; type one of them: one number is right, and with a 'tolerance' what is near it"
)
NO_COLOUR = "is not allowed here; use red, green or blue"
NEW_SEED = "run 'packs reseed PACK' to get a new one"
NO_SEED = f"a seed has 32 characters from 0–9 and a–f; {NEW_SEED}"
NO_BRACKETS = (
    "type it without brackets or hyphens, or in quotes if the brackets are part of the text"
)
HINT = "; if the text has ': ' in it, put it in quotes or on the next line under >-"
REFUSED = [
    (field_types.TEXT, "[a]", f"wrong-value: expected a text, found a list; {NO_BRACKETS}"),
    (field_types.TEXT, "{a: b}", f"wrong-value: expected a text, found named fields{HINT}"),
    (field_types.TEXT, "'  '", "empty-text: the text is empty; fill it in or remove it"),
    (
        field_types.TEXT,
        "'` `'",
        "empty-text: the text has only formatting signs; add words or remove it",
    ),
    (
        field_types.PROSE,
        "'a [b](c)'",
        r"markup: at character 5 of the text: the link address 'c' is not allowed; use https://, http:// or mailto: (for the brackets themselves type \[)",
    ),
    (
        field_types.TEXT_OR_PICTURE,
        '"![a](pictures/a.png)\\n\\nb"',
        "markup: there can be one picture here, or one paragraph; put what is more into the stem",
    ),
    (
        field_types.TOLERANCE,
        "5 %",
        "wrong-value: '5 %' is not a number; a tolerance is in the unit of the key: for 5% of 200 "
        "type 10",
    ),
    (field_types.LINE, "''", "wrong-value: the text is empty; fill it in or remove it"),
    (field_types.LINE, "[a]", "wrong-value: expected a line of text, found a list"),
    (field_types.ID, "Fc-1", f"wrong-value: 'Fc-1' {NO_ID}"),
    (field_types.ID, "a--b", f"wrong-value: 'a--b' {NO_ID}"),
    (field_types.ID, "a_b", f"wrong-value: 'a_b' {NO_ID}"),
    (field_types.ID, "-a", f"wrong-value: '-a' {NO_ID}"),
    (field_types.ID, "tešić", f"wrong-value: 'tešić' {NO_ID}"),
    (field_types.ID, "٣", f"wrong-value: '٣' {NO_ID}"),
    (
        field_types.ID,
        "a" * 81,
        f"wrong-value: the id '{'a' * 39}…' is longer than 80 characters; shorten it",
    ),
    (field_types.FILE_ID, "Fc-1", f"wrong-value: 'Fc-1' {NO_ID}"),
    (
        field_types.FILE_ID,
        "nul",
        "wrong-value: 'nul' cannot be the name of a file or folder on Windows; take another, for "
        "example nul-1",
    ),
    (field_types.REFERENCE, "A", f"wrong-value: 'A' {NO_ID}"),
    (COLOUR, "gren", f"wrong-value: 'gren' {NO_COLOUR} (did you mean 'green'?)"),
    (COLOUR, "black", f"wrong-value: 'black' {NO_COLOUR}"),
    (COLOUR, "[red]", "wrong-value: expected red, green or blue, found a list"),
    (field_types.choice("only"), "x", "wrong-value: 'x' is not allowed here; use only"),
    (EITHER, "{a: b}", "wrong-value: expected red, green or blue or a list, found named fields"),
    (
        field_types.FACILITY_RANGE,
        "40..80",
        "wrong-value: '40..80' is not allowed here; write a facility or a range from 0 to 1 "
        "(0.4..0.8, 0.4.., ..0.8)",
    ),
    (field_types.FLAG, "yes", f"wrong-value: 'yes' {NO_FLAG}"),
    (field_types.FLAG, "Off", f"wrong-value: 'Off' {NO_FLAG}"),
    (field_types.FLAG, "TRUE", f"wrong-value: 'TRUE' {NO_FLAG}, in small letters"),
    (field_types.FLAG, "1", f"wrong-value: '1' {NO_FLAG}"),
    (field_types.FLAG, "flase", f"wrong-value: 'flase' {NO_FLAG} (did you mean 'false'?)"),
    (ONE_TO_FIVE, "0", f"wrong-value: '0' {NO_NUMBER}"),
    (ONE_TO_FIVE, "6", f"wrong-value: '6' {NO_NUMBER}"),
    (ONE_TO_FIVE, "1.0", f"wrong-value: '1.0' {NO_NUMBER}"),
    (ONE_TO_FIVE, "1e0", f"wrong-value: '1e0' {NO_NUMBER}"),
    (ONE_TO_FIVE, "٣", f"wrong-value: '٣' {NO_NUMBER}"),
    (ONE_TO_FIVE, "two", f"wrong-value: 'two' {NO_NUMBER}"),
    (ONE_TO_FIVE, "9" * 5000, f"wrong-value: '{'9' * 39}…' {NO_NUMBER}"),
    (field_types.POINTS, "0", f"wrong-value: '0' {NO_POINTS}"),
    (field_types.POINTS, "0.25", f"wrong-value: '0.25' {NO_POINTS}"),
    (field_types.POINTS, "-1", f"wrong-value: '-1' {NO_POINTS}"),
    (field_types.POINTS, "200.5", f"wrong-value: '200.5' {NO_POINTS}"),
    (field_types.POINTS, "1/2", f"wrong-value: '1/2' {NO_POINTS}"),
    (field_types.POINTS, "½", f"wrong-value: '½' {NO_POINTS}"),
    (field_types.MINUTES, "0", f"wrong-value: '0' {NO_MINUTES}"),
    (field_types.MINUTES, "1:30", f"wrong-value: '1:30' {NO_MINUTES}"),
    (field_types.POINTS_RANGE, "4.25", f"wrong-value: '4.25' {NO_POINTS_RANGE}"),
    (field_types.POINTS_RANGE, "..", f"wrong-value: '..' {NO_POINTS_RANGE}"),
    (field_types.POINTS_RANGE, "4...6", f"wrong-value: '4...6' {NO_POINTS_RANGE}"),
    (
        field_types.POINTS_RANGE,
        "6..4",
        "wrong-value: the range '6..4' is the wrong way round; write the smaller number first",
    ),
    (field_types.COUNT_RANGE, "1.5", f"wrong-value: '1.5' {NO_COUNT}"),
    (field_types.COUNT_RANGE, "-1", f"wrong-value: '-1' {NO_COUNT}"),
    (field_types.NUMBER, "1,000", f"wrong-value: '1,000' {NO_DECIMAL}"),
    (field_types.NUMBER, "1e3", f"wrong-value: '1e3' {WRITE_OUT}"),
    (field_types.NUMBER, "5-10", f"wrong-value: '5-10' {NO_DECIMAL}"),  # it has no tolerance
    (field_types.RIGHT_NUMBER, "5e-10", f"wrong-value: '5e-10' {WRITE_OUT}"),
    (field_types.RIGHT_NUMBER, "2008-02", f"wrong-value: '2008-02' {NO_DECIMAL}"),
    (field_types.RIGHT_NUMBER, "10-5", f"wrong-value: '10-5' {NO_DECIMAL}"),
    (field_types.RIGHT_NUMBER, "1,5-2,5", f"wrong-value: '1,5-2,5' {NO_DECIMAL}"),
    (field_types.RIGHT_NUMBER, "5 or 10", f"wrong-value: '5 or 10' {ONE_NUMBER}"),
    (field_types.RIGHT_NUMBER, "5 und 10", f"wrong-value: '5 und 10' {ONE_NUMBER}"),
    (
        field_types.RIGHT_NUMBER,
        "5 ± 10%",
        "wrong-value: '5 ± 10%' is not a number; type 5 here, and the rest as the 'tolerance'; a "
        "tolerance is in the unit of the key: for 5% of 200 type 10",
    ),
    (field_types.NUMBER, "٣", f"wrong-value: '٣' {NO_DECIMAL}"),
    (field_types.NUMBER, "inf", f"wrong-value: 'inf' {NO_DECIMAL}"),
    (
        field_types.PARTIAL_DATE,
        "Feb 2008",
        "wrong-value: 'Feb 2008' is not a date; write 2008, 2008-02 or 2008-02-17",
    ),
    (
        field_types.DATE_RANGE,
        "2009..2008",
        "wrong-value: the range '2009..2008' is the wrong way round; write the earlier date first",
    ),
    (field_types.SEED, "5d0c", f"wrong-value: {NO_SEED}"),
    (field_types.SEED, "5D0C1F9E6B7A4C215D0C1F9E6B7A4C21", f"wrong-value: {NO_SEED}"),
    (field_types.SEED, "0" * 32, f"wrong-value: this seed is not random; {NEW_SEED}"),
    (
        field_types.LANGUAGE,
        "English",
        "wrong-value: 'English' is not a language tag; use one such as en, de or sr-Latn",
    ),
    (
        field_types.LANGUAGE,
        "EN",
        "wrong-value: 'EN' is not a language tag; use one such as en, de or sr-Latn",
    ),
]


@pytest.mark.parametrize(
    ("kind", "typed", "expected"), TAKEN, ids=[typed[:20] for _, typed, _ in TAKEN]
)
def test_a_value_of_the_kind_is_taken(value, kind, typed, expected):
    """What an author may type becomes a typed value, without a word."""
    got, lines = value(kind, typed)
    assert (got, lines) == (expected, []) and type(got) is type(expected)


@pytest.mark.parametrize(
    ("kind", "typed", "says"), REFUSED, ids=[typed[:20] for _, typed, _ in REFUSED]
)
def test_another_value_is_refused_with_its_place_and_a_sentence(value, kind, typed, says):
    """Everything else gives None and one problem that stands at the value and says what must stand
    there.
    """
    assert value(kind, typed) == (None, [f"f.yaml:1:4: error {says}"])


def test_every_kind_was_given_something_to_refuse():
    """No kind of this module is left out of the two lists above."""
    declared = {
        name: kind
        for name, kind in vars(field_types).items()
        if isinstance(kind, field_types.FieldType)
    }
    assert len(declared) >= 10
    for tried in (TAKEN, REFUSED):
        assert [
            name for name, kind in declared.items() if not any(kind is other for other, *_ in tried)
        ] == []


def test_a_text_keeps_its_place_and_its_lines_become_one(node):
    """A text of several lines is one line, and knows where it began."""
    problems = Problems()
    text = field_types.TEXT.read(node("f: >-\n  one\n  two\n").entries[0][1], problems)
    assert text.source == "one two" and (text.location.line, text.location.column) == (1, 4)
    reference = field_types.REFERENCE.read(node("f: ar-06\n").entries[0][1], problems)
    assert str(reference.location) == "f.yaml:1:4" and not list(problems)


@pytest.mark.parametrize(
    "typed, rule",
    {
        "f: 'a **b'": "lone-sign",
        "f: 'a `b'": "lone-sign",
        "f: width*height*depth": "lone-sign",
        "f: un**believ**able": "lone-sign",
        "f: a `w*h*d` and w*h*d, un*believ*able": "lone-sign",
        "f: width \\* height, `a*b*c`, x*y*z, 2*3*4, *a*b": "",
        "f: $ab*cd*ef$ and [there](https://a.org/ab*cd*ef)": "",
        "f: |\n  one\n  two\n": "joined-lines",
        "f: >-\n  one\n\n  two\n": "joined-lines",
        "f: 2 * 3 and *.txt, x**2, \\*note": "",
        "f: one two": "",
    }.items(),
)
def test_a_text_on_one_line_says_what_its_author_may_not_have_meant(node, typed, rule):
    """A sign that nothing closes, and line breaks that are lost, are warned of; signs of sums and
    file names are not.
    """
    problems = Problems()
    assert field_types.TEXT.read(node(typed + "\n").entries[0][1], problems)
    assert [(problem.rule, problem.severity) for problem in problems] == (
        [(rule, "warning")] if rule else []
    )


@given(st.integers(1, 400))
def test_points_are_read_and_printed_in_halves(halves):
    """Every multiple of a half is taken, and printed with ½, never as 0½."""
    points = Fraction(halves, 2)
    problems = Problems()
    assert field_types.POINTS.read(
        ScalarNode(str(float(points)), NOWHERE), problems
    ) == points and not list(problems)
    shown = field_types.points_text(points)
    assert Fraction(int(shown.rstrip("½") or 0)) + Fraction(
        shown.endswith("½"), 2
    ) == points and not shown.startswith("0")
    assert field_types.points_text(Fraction(0)) == "0"


@pytest.mark.parametrize(
    "typed, advice",
    {
        "5 to 10": "7.5 here, and 2.5 as the 'tolerance'",
        "from 5 to 10": "7.5 here, and 2.5 as the 'tolerance'",
        "between 5 and 10": "7.5 here, and 2.5 as the 'tolerance'",
        "5 bis 10": "7.5 here, and 2.5 as the 'tolerance'",
        "zwischen 5 und 10": "7.5 here, and 2.5 as the 'tolerance'",
        "od 5 do 10": "7.5 here, and 2.5 as the 'tolerance'",
        "između 5 i 10": "7.5 here, and 2.5 as the 'tolerance'",
        "између 5 и 10": "7.5 here, and 2.5 as the 'tolerance'",
        "5 à 10": "7.5 here, and 2.5 as the 'tolerance'",
        "5-10": "7.5 here, and 2.5 as the 'tolerance'",
        "5–10": "7.5 here, and 2.5 as the 'tolerance'",
        "5..10": "7.5 here, and 2.5 as the 'tolerance'",
        "-10 to -5": "-7.5 here, and 2.5 as the 'tolerance'",
        "-10 - -5": "-7.5 here, and 2.5 as the 'tolerance'",
        "0.1 to 0.25": "0.175 here, and 0.075 as the 'tolerance'",
        "10 to 30": "20 here, and 10 as the 'tolerance'",
        "5 ± 2": "5 here, and 2 as the 'tolerance'",
        "5 +/- 0.2": "5 here, and 0.2 as the 'tolerance'",
        "5 to 10 cm": "7.5 here, cm as the 'unit', and 2.5 as the 'tolerance'",
        "5 km/h bis 10 km/h": "7.5 here, km/h as the 'unit', and 2.5 as the 'tolerance'",
        "5–10%": "7.5 here, % as the 'unit', and 2.5 as the 'tolerance'",
    }.items(),
)
def test_a_range_as_the_right_number_is_told_its_middle_and_its_tolerance(typed, advice):
    """Whoever types from where to where an answer is right, in a language of the catalogues, reads
    which figures to type instead; nothing of it is taken for a unit.
    """
    problems = Problems()
    assert field_types.RIGHT_NUMBER.read(ScalarNode(typed, NOWHERE), problems) is None
    assert [p.message for p in problems] == [f"'{typed}' is not a number; type {advice}"]


DECIMALS = st.decimals(-(10**14), 10**14, places=8)


@given(DECIMALS, DECIMALS)
def test_the_figures_told_for_a_range_make_that_range(one, other):
    """What is advised can be typed, and makes right from the one end to the other and no more."""
    low, high = sorted((one, other))
    assume(low < high)
    problems = Problems()
    field_types.RIGHT_NUMBER.read(ScalarNode(f"{low:f} to {high:f}", NOWHERE), problems)
    (message,) = [p.message for p in problems]
    typed = re.fullmatch(r".*; type (\S+) here, and (\S+) as the 'tolerance'", message)
    middle = field_types.RIGHT_NUMBER.read(ScalarNode(typed[1], NOWHERE), problems)
    tolerance = field_types.TOLERANCE.read(ScalarNode(typed[2], NOWHERE), problems)
    assert (middle - tolerance, middle + tolerance) == (low, high)


@given(st.text(max_size=12))
def test_no_text_breaks_a_kind(typed):
    """Any scalar gives a value or one problem, never an exception."""
    for kind in vars(field_types).values():
        if isinstance(kind, field_types.FieldType):
            problems = Problems()
            got = kind.read(ScalarNode(typed, NOWHERE, quoted=True), problems)
            assert (got is None) == (len(problems.errors) == 1)


@given(st.decimals(-(10**9), 10**9, places=2))
def test_numbers_are_printed_as_they_were_read(number):
    """A number keeps its digits; five and more before the point stand in threes, and a minus is a
    minus.
    """
    problems = Problems()
    read = field_types.NUMBER.read(ScalarNode(f"{number:f}", NOWHERE), problems)
    shown = number_text(read)
    assert (
        not list(problems)
        and Decimal(shown.replace("\u202f", "").replace("−", "-")) == number == read
    )
    assert all(len(group) == 3 for group in shown.split(".")[0].split("\u202f")[1:])
    assert ("\u202f" in shown) == (abs(number) >= 10_000)
