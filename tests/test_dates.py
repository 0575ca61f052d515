"""Dates are as precise as they are known, and compare by the days they can mean."""

from __future__ import annotations

import calendar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content.dates import DateRange, PartialDate


@st.composite
def partials(draw):
    """Any date of any precision."""
    year = draw(st.integers(-9999, 9999).filter(bool))
    month = draw(st.integers(0, 12))
    days = calendar.monthrange(year if year > 0 else 4, month)[1] if month else 0
    day = draw(st.integers(0, days)) if month else 0
    return PartialDate(year, month, day)


@pytest.mark.parametrize(
    ("typed", "date"),
    [
        ("2008", PartialDate(2008)),
        ("2008-02", PartialDate(2008, 2)),
        ("2008-02-29", PartialDate(2008, 2, 29)),
        ("0001", PartialDate(1)),
        ("-0044", PartialDate(-44)),
        ("-0044-03-15", PartialDate(-44, 3, 15)),
    ],
)
def test_a_date_is_a_year_with_month_and_day_where_known(typed, date):
    """YYYY, YYYY-MM and YYYY-MM-DD are read, and nothing is guessed."""
    assert PartialDate.parse(typed) == date and str(date) == typed


@pytest.mark.parametrize(
    ("typed", "year"),
    [
        ("44 BCE", -44),
        ("44 BC", -44),
        ("44 B.C.", -44),
        ("44 v. Chr.", -44),
        ("44 v.Chr", -44),
        ("44 v. u. Z.", -44),
        ("44. p. n. e.", -44),
        ("44 pre nove ere", -44),
        ("44. п. н. е.", -44),
        ("−0044", -44),
        ("70 CE", 70),
        ("AD 70", 70),
        ("70 n. Chr.", 70),
        ("70. n. e.", 70),
        ("70. н. е.", 70),
    ],
)
def test_a_year_may_name_its_era(typed, year):
    """A year before the common era or of it is read as each language writes it; there is no year
    0, so that 44 BCE is -0044.
    """
    assert PartialDate.parse(typed) == PartialDate(year)
    assert DateRange.parse(f"{typed}..{typed}").start == PartialDate(year)
    assert DateRange.parse(f"{typed} .. 1900").end == PartialDate(1900)


def test_years_before_the_common_era_come_before_it():
    """Days are in order over the turn of the era, and a range that goes back is refused."""
    dates = [PartialDate.parse(text) for text in ("-0100", "-0044-03", "-0044-03-15", "0014")]
    assert sorted(dates) == dates
    assert all(a.last < b.first for a, b in zip(dates[:1], dates[1:2], strict=True))
    assert PartialDate.parse("-0044").last == (-44, 12, 31)
    assert DateRange.parse("..-0044").first < PartialDate.parse("-9999").first
    with pytest.raises(ValueError, match="the wrong way round"):
        DateRange.parse("14 CE..44 BCE")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (
            "476",
            "'476' is not a date; a year has four digits: write 0476 (or 476 CE), "
            "and before the common era -0476 (or 476 BCE)",
        ),
        (
            "14",
            "'14' is not a date; a year has four digits: write 0014 (or 14 CE), "
            "and before the common era -0014 (or 14 BCE)",
        ),
        ("-44", "'-44' is not a date; a year has four digits: write -0044 (or 44 BCE)"),
        (
            "476-09-04",
            "'476-09-04' is not a date; a year has four digits: write 0476-09-04, "
            "and before the common era -0476-09-04",
        ),
        ("−44-03", "'−44-03' is not a date; a year has four digits: write -0044-03"),
        ("0", "'0' is not a date; write 2008, 2008-02 or 2008-02-17"),
        ("08-02-17", "'08-02-17' is not a date; write 2008, 2008-02 or 2008-02-17"),
        ("17-02-2008", "'17-02-2008' is not a date; write 2008, 2008-02 or 2008-02-17"),
        ("0 BCE", "'-0000' is not a date: there is no year 0000"),
        ("-0044-02-30", "'-0044-02-30' is not a date: -0044-02 has no day 30"),
        ("44 BCE AD", "'44 BCE AD' is not a date; write 2008, 2008-02 or 2008-02-17"),
        ("", "'' is not a date; write 2008, 2008-02 or 2008-02-17"),
        ("2008-2", "'2008-2' is not a date; write 2008, 2008-02 or 2008-02-17"),
        ("17.02.2008", "'17.02.2008' is not a date; write 2008, 2008-02 or 2008-02-17"),
        ("2008-02-17T00:00", "'2008-02-17T00:00' is not a date; write 2008, 2008-02 or 2008-02-17"),
        ("2008-02\n", "'2008-02' is not a date; write 2008, 2008-02 or 2008-02-17"),
        ("٢٠٠٨", "'٢٠٠٨' is not a date; write 2008, 2008-02 or 2008-02-17"),
        ("2008-13", "'2008-13' is not a date: there is no month 13"),
        ("2008-00", "'2008-00' is not a date: there is no month 00"),
        ("2009-02-29", "'2009-02-29' is not a date: 2009-02 has no day 29"),
        ("2008-04-31", "'2008-04-31' is not a date: 2008-04 has no day 31"),
        ("2008-04-00", "'2008-04-00' is not a date: 2008-04 has no day 00"),
        ("0000", "'0000' is not a date: there is no year 0000"),
    ],
)
def test_what_is_no_date_is_refused_with_a_sentence(typed, says):
    """A date that does not exist, or is written otherwise, is refused in words for the author."""
    with pytest.raises(ValueError) as caught:
        PartialDate.parse(typed)
    assert str(caught.value) == says


@given(partials())
def test_a_date_reads_back_as_written(date):
    """Text and date say the same, in both directions; the first day is never after the last."""
    assert PartialDate.parse(str(date)) == date
    assert date.first <= date.last


def test_an_unknown_month_or_day_means_any_of_them():
    """A year lasts from January to December, a month to its last day."""
    assert (PartialDate(2008).first, PartialDate(2008).last) == ((2008, 1, 1), (2008, 12, 31))
    assert (PartialDate(2008, 2).first, PartialDate(2008, 2).last) == ((2008, 2, 1), (2008, 2, 29))
    assert PartialDate(2008, 2, 17).first == PartialDate(2008, 2, 17).last == (2008, 2, 17)


@pytest.mark.parametrize(
    ("typed", "span"),
    [
        ("2008", DateRange(PartialDate(2008), PartialDate(2008))),
        ("2008..2009-03", DateRange(PartialDate(2008), PartialDate(2009, 3))),
        ("2008-06..2008", DateRange(PartialDate(2008, 6), PartialDate(2008))),
        ("2008..", DateRange(PartialDate(2008), None)),
        ("..2020-08", DateRange(None, PartialDate(2020, 8))),
    ],
)
def test_a_range_may_be_open_at_either_end(typed, span):
    """a..b, a.. and ..b are ranges; a single date is one whose ends are the same."""
    assert DateRange.parse(typed) == span and str(span) == typed


def test_spaces_around_the_dots_do_not_matter():
    """A range may be typed with spaces."""
    assert DateRange.parse(" 2008 .. 2009 ") == DateRange.parse("2008..2009")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("..", "a range needs a date, for example 2008.., ..2020-08 or 2008..2009"),
        (
            "2009..2008",
            "the range '2009..2008' is the wrong way round; write the earlier date first",
        ),
        (
            "2008-03..2008-02",
            "the range '2008-03..2008-02' is the wrong way round; write the earlier date first",
        ),
        ("2008...2009", "'.2009' is not a date; write 2008, 2008-02 or 2008-02-17"),
        ("2008-2009", "'2008-2009' is not a date; write 2008, 2008-02 or 2008-02-17"),
        ("2008..2008-13", "'2008-13' is not a date: there is no month 13"),
    ],
)
def test_what_is_no_range_is_refused_with_a_sentence(typed, says):
    """A range without ends, or one that ends before it begins, is refused."""
    with pytest.raises(ValueError) as caught:
        DateRange.parse(typed)
    assert str(caught.value) == says


@given(st.none() | partials(), st.none() | partials())
def test_a_range_reads_back_as_written(start, end):
    """Text and range say the same; open ends reach further than any date."""
    if not start and not end or start and end and start.first > end.last:
        return
    span = DateRange(start, end)
    assert DateRange.parse(str(span)) == span
    assert span.first <= span.last
    assert start or span.first < PartialDate(1).first
    assert end or span.last > PartialDate(9999).last
