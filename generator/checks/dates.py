"""Dates that texts name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.context import RuleContext, TextOwner
from generator.checks.rule import Finding, rule
from generator.content.model import Fact, Summary
from generator.content.walk import plain, prose
from generator.problems import WARNING, Location

TITLE = "Dates"

# Numbers that are not years: places in a document (pp. 2010–2031, resolution 2085) and ids
# (fc-2021, but not mid-2021).
_PLACE = (
    r"(?<!\w)(?:pp?\.|pages?|nos?\.|numbers?|§+|lines?|paragraphs?|paras?\.?|articles?|resolutions?)\s*"
    r"\d+(?:\s*[–-]\s*\d+)?"
)
_ID = (
    r"(?<![\w-])(?!(?:mid|early|late|pre|post|start|end|spring|summer|autumn|winter)-)"
    r"[a-z]\w*(?:-\w+)+"
)
_NO_YEARS = re.compile(f"{_PLACE}|{_ID}", re.IGNORECASE)
_FIGURES = re.compile(r"(?:20|19)[0-9]{2}")
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
_YEAR = re.compile(
    r"(?<![\w#§€$£])(?<![0-9][.,])(?<![A-Za-z]/)(?:19|20)[0-9]{2}(?![\w%])(?![.,][0-9])"
)


def years_after(limit: int, prose: str) -> list[int]:
    """The years after a limit that a text names, in written order."""
    if not any(
        int(figures) > limit for figures in _FIGURES.findall(prose)
    ):  # nearly all texts end here
        return []
    return [year for year in map(int, _YEAR.findall(_NO_YEARS.sub(" ", prose))) if year > limit]


@rule("later-than-source", sourced=True)
def later_than_source(context: RuleContext) -> Iterator[Finding]:
    """No text of an item or summary, and no row of a timeline, names a year later than its sources.

    The latest as-of year of the sources it cites counts (of a summary: also of those it names).  A
    year is a number of four figures from 1900 to 2099 that is no part of a larger number, an id, an
    address, code, or a page.
    Reason: the cheapest guard against invented later events.
    """
    for owner in context.text_owners:
        limit = _latest(owner, context) if owner.cites_facts else None
        if limit is None:
            continue
        for year, location in _years_after(limit, owner):
            yield Finding(
                location,
                f"the year {year} is later than the source (as of {limit}); remove it, or cite a "
                "later source. If it is not a year, write "
                f"{year // 1000},{year % 1000:03d}",
                owner.item,
            )


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


def _years_after(limit: int, owner: TextOwner) -> Iterator[tuple[int, Location]]:
    for text in owner.texts:
        if "20" in text.source or "19" in text.source:
            for year in years_after(limit, prose(text)):
                yield year, text.location
    if isinstance(owner.value, Summary):
        for event in owner.value.timeline:
            for end in (event.date.start, event.date.end):
                if end and end.year > limit:
                    yield end.year, event.location


@rule("timeline-order", WARNING, ignorable=False)
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
