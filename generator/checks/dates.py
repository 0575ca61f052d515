"""Dates that texts name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.context import RuleContext, TextOwner
from generator.checks.rule import Finding, rule
from generator.checks.years import LaterYear, asks_when, later_years
from generator.content.model import Fact, Summary
from generator.content.walk import plain, prose
from generator.problems import WARNING, Location

TITLE = "Dates"

_DATED = re.compile(r"(?<!\d)(?:1[89]|20)\d{2}(?!\d)|\bas\s+of\b", re.IGNORECASE)
_TITLE = (
    r"(?:(?:vice[- ]|deputy )?president|(?:deputy )?"
    r"(?:prime|foreign|interior|defence|defense|finance) minister|"
    r"minister(?: of (?:the )?\w+)?|chancellor|premier|secretary[- ]general|ambassador|"
    r"governor|mayor|king|queen|emperor|head of (?:state|government))"
)
_OFFICES = (
    "president",
    "minister",
    "chancellor",
    "premier",
    "secretary",
    "ambassador",
    "governor",
    "mayor",
    "king",
    "queen",
    "emperor",
    "head of",
)
_TIMED = re.compile(r"\b(?:then|former|late|ex-\w+|future|first|last)\b", re.IGNORECASE)


@rule("later-than-source", sourced=True)
def later_than_source(context: RuleContext) -> Iterator[Finding]:
    """No text of an item or summary, and no row of a timeline, tells of a year later than its
    sources.

    The latest as-of year of the sources it cites counts (of a summary: also of those it names).  A
    year is a number of four figures from 1900 to 2099 that is used as one: after a word such as in,
    since or a month, before a word such as election, in brackets, at the end of a sentence, or as
    the answer to when.  Numbers with a unit (2050 m), counted things (2048 bytes), sums, pages,
    codes and parts of larger numbers are none.  Targets and forecasts are left to `year-ahead`.
    Reason: the cheapest guard against invented later events.
    """
    for owner, limit, later, location in _later(context):
        if later.surely:
            yield Finding(
                location,
                f"the year {later.year} is later than the source (as of {limit}); remove it, or "
                f"cite a later source{_unless(owner)}",
                owner.item,
            )


@rule("year-ahead", WARNING, sourced=True)
def year_ahead(context: RuleContext) -> Iterator[Finding]:
    """A target, forecast or title that names a year later than its sources (by 2050, the 2030
    Agenda), and a number that may be such a year, is in a source.

    Which of them a source names, only a reader can tell.
    Reason: the cheapest guard against invented later events.
    """
    for owner, limit, later, location in _later(context):
        if not later.surely:
            yield Finding(
                location,
                f"{later.year} may be a year later than the source (as of {limit}); if it is a "
                "target or forecast, see that the source names it"
                + (", then ignore this check with a reason" if owner.item else ""),
                owner.item,
            )


def _unless(owner: TextOwner) -> str:
    return ", or ignore this check with a reason if it is not a year" if owner.item else ""


@rule("undated-item", WARNING, sourced=True)
def undated_item(context: RuleContext) -> Iterator[Finding]:
    """An item based on a fact flagged as-of names a year, or says as of when.

    It counts wherever it is printed on the paper: in stem, options or passage.
    Reason: such a fact may no longer hold when the paper is sat, and the line on the front is
    easily missed.
    """
    for question in context.questions:
        facts = [context.facts[ref.id] for ref in question.item.facts if ref.id in context.facts]
        flagged = [fact for fact in facts if "as-of" in fact.flags]
        if (
            flagged
            and not question.parts
            and not any(_DATED.search(text.source) for text in (*question.seen, *question.around))
        ):
            yield Finding(
                question.item.stem.location,
                f"{flagged[0].id} was true only at its date, but the item names no year; add "
                f"{_dated(flagged, context)}",
                question.item,
            )


@rule("undated-office", WARNING, sourced=True)
def undated_office(context: RuleContext) -> Iterator[Finding]:
    """An item that gives a person of the register an office names a year, or says then, former or
    late.

    Reason: offices change hands, and the paper may be used again.
    """
    names = context.name_register.surnames
    if not names:
        return
    person = rf"(?:[^\W\d_][\w’'-]*\s+){{0,2}}(?:{'|'.join(map(re.escape, names))})"
    pattern = re.compile(
        rf"\b(?i:{_TITLE})\s+{person}(?!\w)|\b{person},\s+(?:[\w’'-]+\s+){{0,2}}(?i:{_TITLE})\b"
    )
    for question in context.english_questions:
        if not any(context.contains_any(text, _OFFICES) for text in question.seen):
            continue
        shown = [plain(text) for text in question.seen]
        match = next((match for text in shown if (match := pattern.search(text))), None)
        if match and not any(_DATED.search(text) or _TIMED.search(text) for text in shown):
            facts = [
                context.facts[ref.id] for ref in question.item.facts if ref.id in context.facts
            ]
            yield Finding(
                question.item.stem.location,
                f"'{match[0]}' has no year; add one, for example {_dated(facts, context)}",
                question.item,
            )


def _dated(facts: list[Fact], context: RuleContext) -> str:
    """How to write the year of the sources of some facts, as examples to type."""
    evidence = context.content.evidence
    years = [evidence[fact.source].as_of.year for fact in facts if fact.source in evidence]
    return f"'in {max(years)}' or 'as of {max(years)}'" if years else "'in …' or 'as of …'"


def _latest(owner: TextOwner, context: RuleContext) -> int | None:
    names = {context.facts[ref.id].source for ref in owner.cited if ref.id in context.facts}
    if isinstance(owner.value, Summary):
        names |= {ref.id for ref in owner.value.sources}
    evidence = context.content.evidence
    return max((evidence[name].as_of.year for name in names if name in evidence), default=None)


def _later(context: RuleContext) -> Iterator[tuple[TextOwner, int, LaterYear, Location]]:
    """Every year after its sources that an item or summary names, with the year of these."""
    for owner in context.text_owners:
        limit = _latest(owner, context) if owner.cites_facts else None
        if limit is not None:
            for later, location in _years_of(owner, limit):
                yield owner, limit, later, location


def _years_of(owner: TextOwner, limit: int) -> Iterator[tuple[LaterYear, Location]]:
    bare_is_year = owner.item is None or any(asks_when(plain(text)) for text in owner.texts)
    for text in owner.texts:
        if "20" in text.source or "19" in text.source:
            for later in later_years(limit, prose(text), bare_is_year):
                yield later, text.location
    if isinstance(owner.value, Summary):
        for event in owner.value.timeline:
            for end in (event.date.start, event.date.end):
                if end and end.year > limit:
                    yield LaterYear(end.year, surely=True), event.location


@rule("timeline-order", WARNING)
def timeline_order(context: RuleContext) -> Iterator[Finding]:
    """The rows of a timeline are in order of their first day; a row whose beginning is open may be
    anywhere.

    Reason: students read order on the page as order in time.
    """
    for summary in context.content.summaries.values():
        latest = (-10000, 0, 0)
        for event in summary.timeline:
            if event.date.start and event.date.first < latest:
                yield Finding(
                    event.location, f"the row for {event.date} comes after a later date; move it up"
                )
            latest = max(latest, event.date.first)
