"""Fairness to sources and to living people."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.context import RuleContext
from generator.checks.english import unquoted, words
from generator.checks.question import Question
from generator.checks.rule import Finding, rule
from generator.content.model import ATTRIBUTED, Fact
from generator.content.walk import plain, prose
from generator.problems import WARNING

TITLE = "Attribution"

_ENDORSED = ("allegation", "judgement")
_A = {
    "allegation": "an allegation",
    "judgement": "a judgement",
    "claim": "a claim",
    "denial": "a denial",
}
_SAYS = (
    r"according\s+to",
    r"in\s+the\s+(?:view|opinion|words|account|judgement|eyes)\s+of",
    "claim(?:s|ed|ing)?",
    "den(?:y|ies|ied|ial|ials|ying)",
    "sa(?:y|ys|id|ying)",
    "alleg(?:e|es|ed|edly|ing|ation|ations)",
    "argu(?:e|es|ed|ing|ment|ments)",
    "assert(?:s|ed|ion)?",
    "describe[sd]?",
    "report(?:s|ed|edly)",
    "state(?:d|ment|ments)",
    "accus(?:e|es|ed|ation|ations)",
    "complain(?:s|ed|t|ts)?",
    "maintain(?:s|ed)",
    "insist(?:s|ed)",
    "suggest(?:s|ed|ion)?",
    "conclud(?:e|es|ed)",
    "judg(?:e|es|ed|ement|ements)",
    "believ(?:e|es|ed)",
    "consider(?:s|ed)",
    "regard(?:s|ed)",
    "call(?:s|ed)",
    "writ(?:es|ing|er|ers)",
    "wrote",
    "ascrib(?:e|es|ed)",
    "attribut(?:e|es|ed)",
    "blam(?:e|es|ed)",
    r"credit(?:s|ed)\s+\w+\s+with",
    "explanation",
    "explain(?:s|ed)",
    "sees",
    "views",
    "opinions?",
    "reckon(?:s|ed)",
    r"estimat(?:e|es|ed)\s+by",
    r"the\s+(?:commentary|author|writer|source|article|critic|reviewer)(?:[’']s)?",
    r"(?:his|her|their|whose)\s+(?:view|account|opinion|judgement|words)",
)
_ATTRIBUTES = re.compile(rf"\b(?:{'|'.join(_SAYS)})\b", re.IGNORECASE)

# Words that take a side, and what makes some of them plain where it follows or precedes them.
_PLAIN_REGIMES = "".join(
    f"(?<!{kind} )"
    for kind in (
        "sanctions",
        "legal",
        "visa",
        "trade",
        "tax",
        "control",
        "treaty",
        "customs",
        "rate",
    )
)
_SPARED = {
    "imposed": r"imposed(?!\W+(?:\w+\W+){0,3}?(?:sanctions?|tariffs?|tax(?:es)?|dut(?:y|ies)"
    r"|bans?|embargo(?:es)?|fines?|curfews?|limits?|quotas?|fees?|penalt(?:y|ies)|restrictions?|conditions?|blockade))",
    "regime": rf"{_PLAIN_REGIMES}regimes?",
    "puppet": r"puppets?(?!\W+(?:theatre|theater|show|play|master)s?)",
    "rogue": r"rogue(?!\W+(?:wave|elephant|planet)s?)",
}
_PLAIN = (
    "aggressors?",
    r"butchers?(?=\s+of)",
    "cronies",
    "fanatics?",
    "henchm[ae]n",
    "illegitimate",
    "infamous",
    "militants?",
    "mouthpieces?",
    "notorious",
    "so-called",
    "stooges?",
    "terrorists?",
    "thugs?",
    "last thing (?:it|he|she|they) needs?",
)
_LOADED_WORDS = (
    *_SPARED,
    "aggressor",
    "butcher",
    "cronies",
    "fanatic",
    "henchm",
    "illegitimate",
    "infamous",
    "last thing",
    "militant",
    "mouthpiece",
    "notorious",
    "so-called",
    "stooge",
    "terrorist",
    "thug",
)
_LOADED = re.compile(
    rf"(?<![\w-])(?:{'|'.join((*_SPARED.values(), *_PLAIN))})(?![\w-])", re.IGNORECASE
)
_ARTICLES = ("a", "an", "the")


@rule("pair-incomplete", sourced=True)
def pair_incomplete(context: RuleContext) -> Iterator[Finding]:
    """An item or summary that uses all of a pair's `facts` shows all of its `with`.

    Shown means: listed in the same item's facts, or cited anywhere in the same summary.
    Reason: an accusation without its reply, or a claim without its denial, is one-sided in print.
    """
    for owner in context.text_owners:
        if not owner.cites_facts:
            continue
        used = {ref.id for ref in owner.cited}
        for pair in (pair for fact in used for pair in context.pairs_by_first_fact.get(fact, ())):
            missing = [ref.id for ref in pair.shown if ref.id not in used]
            if missing and all(ref.id in used for ref in pair.facts):
                facts = " and ".join(ref.id for ref in pair.facts)
                replies = " and ".join(missing)
                them = "it" if len(missing) == 1 else "them"
                yield Finding(
                    owner.first_citation(pair.facts[-1].id),
                    f"{facts} must always appear together with {replies} ({pair.because}); "
                    f"mention {replies} too and add {them} to 'facts'",
                    owner.item,
                )


@rule("status-in-true-false", sourced=True)
def status_in_true_false(context: RuleContext) -> Iterator[Finding]:
    """A true-false item is not based on an allegation, a judgement or a fact flagged defamation.

    Reason: its verdict would make the examiner the one who says so, and the false half would invent
    an accusation.
    Source: Haladyna, Downing & Rodriguez 2002 (no items about opinions).
    """
    for question in context.questions:
        if question.verdict is None:
            continue
        for ref in question.item.facts:
            fact = context.facts.get(ref.id)
            if fact and (fact.status in _ENDORSED or "defamation" in fact.flags):
                what = _A[fact.status] if fact.status in _ENDORSED else "flagged 'defamation'"
                yield Finding(
                    ref.location,
                    f"{ref.id} is {what}, but a true-false item would call it true or false; use "
                    "another item type and ask who says it",
                    question.item,
                )


@rule("protected-distractor", sourced=True)
def protected_distractor(context: RuleContext) -> Iterator[Finding]:
    """A wrong option that names a protected person has been reviewed by somebody.

    Reason: a distractor about a living person is an invented statement about them in print.
    """
    for question in context.questions:
        reviewed = question.item.reviewed_by or question.owner.reviewed_by
        for text in () if reviewed or question.parts else question.wrong_texts:
            if name := context.name_register.protected_person(text.plain):
                yield Finding(
                    text.location,
                    f"a wrong option names {name}, a protected person; remove the name, or have "
                    "the item reviewed and fill in 'reviewed_by'",
                    question.item,
                )


@rule("unattributed", sourced=True)
def unattributed(context: RuleContext) -> Iterator[Finding]:
    """An item based on a claim, denial, judgement or allegation says whose it is, in stem or key.

    It counts when the stem, a key or the passage names the source (the commentary, the author),
    uses a verb of saying (according to, claimed, denied, argues …), or when a key names the party
    itself.
    Reason: without it the paper says in its own voice what one party says.
    Source: Haladyna, Downing & Rodriguez 2002 (opinions only as somebody's).
    """
    for question in context.english_questions:
        facts = [context.facts[ref.id] for ref in question.item.facts if ref.id in context.facts]
        said = [fact for fact in facts if fact.status in ATTRIBUTED]
        if said and not question.parts and not _attributed(question, said):
            fact = said[0]
            if fact.by:
                missing = f"by {fact.by}, but neither stem nor key names {fact.by}"
            else:
                missing = "by somebody, but neither stem nor key says by whom"
            yield Finding(
                question.item.stem.location,
                f"{fact.id} is {_A[fact.status]} {missing}; add who says it",
                question.item,
            )


def _attributed(question: Question, said: list[Fact]) -> bool:
    keys = " ".join(plain(text) for text in question.right)
    shown = [question.stem, keys, *(plain(text) for text in question.around)]
    shown += [] if question.choices else [plain(text) for text in question.seen]
    if any(_ATTRIBUTES.search(text) for text in shown):
        return True
    named = {word.casefold() for word in words(keys)}
    return any(fact.by and _party(fact.by) <= named for fact in said)


def _party(by: str) -> set[str]:
    return {
        word.casefold()
        for word in words(by)
        if word[0].isupper() and word.casefold() not in _ARTICLES
    } or {by}


@rule("loaded-word", WARNING, sourced=True)
def loaded_word(context: RuleContext) -> Iterator[Finding]:
    """No printed text uses in its own voice a word that takes a side (regime, puppet, militants,
    so-called …).

    In quotation marks it is somebody else's; an imposed tax and a sanctions regime are plain words.
    Reason: students learn the word before they can judge it.
    """
    for item, text in context.printed_english:
        if context.contains_any(text, _LOADED_WORDS) and (
            match := _LOADED.search(unquoted(prose(text)))
        ):
            yield Finding(
                text.location,
                f"'{match[0]}' is a loaded word; use a neutral one, or put it in quotation marks "
                "and say who uses it",
                item,
            )
