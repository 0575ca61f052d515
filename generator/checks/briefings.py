"""What a pack's briefing gives away of the questions that are on its paper."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property, lru_cache

from generator.checks.context import RuleContext
from generator.checks.english import listed, sentences, words
from generator.checks.question import Question
from generator.checks.rule import Finding, rule
from generator.content.field_types import points_text
from generator.content.model import LEVELS, Pack, Summary
from generator.content.nodes import shorten
from generator.content.walk import plain, written_texts
from generator.page.markup import Text
from generator.problems import NOWHERE, WARNING
from generator.values import dataclass

TITLE = "Briefings"

_RECALL = LEVELS[0]
_LEAST_WORDS = 3  # of substance: fewer say too little to be recognised
_SAID = 0.8  # of a credit’s words, more than that in one sentence
_SAID_OF_KEY, _MORE_THAN_WRONG = 0.75, 0.4  # of a key’s words, and so much more than of others’
_STEM = 5  # letters by which forms of a word are recognised: judged, judges, judgement
_EMPTY_WORDS = (
    "a an and another any are as at be been being both but by can could did do does each either "
    "for from had has have he her him his how i if in into is it its may might more most must no "
    "nor not of on one only or other our out over own say says shall she should so some such than "
    "that the their them then there these they this those through to too two under up was we were "
    "what when where which while who whom whose why will with would you your"
)
_SCHEME_WORDS = (  # what a marking scheme says of the student
    "adds answer example explain explains fact first gives namely names point reason second "
    "states student"
)
_EMPTY = frozenset(f"{_EMPTY_WORDS} {_SCHEME_WORDS}".split())
_QUOTES = "’”\"' "
_ASIDE = re.compile(r"\([^()]*\)|[,:] (?:for example|such as|namely)\b.*", re.DOTALL)


@dataclass(frozen=True)
class _Sentence:
    """A sentence of a summary, with the stem of each word, "" for one without substance."""

    text: str
    stems: tuple[str, ...]

    def share(self, answer: _Answer) -> float:
        """Of the stems of an answer, the share that stands in it so close together; none where a
        number is missing, or where it says the same words from last to first.
        """
        if answer.stems.isdisjoint(self.stems) or any(
            stem[0].isdigit() and stem not in self.stems for stem in answer.stems
        ):
            return 0.0
        windows = range(max(1, len(self.stems) - answer.within + 1))
        most = max(
            len(answer.stems.intersection(self.stems[at : at + answer.within])) for at in windows
        )
        return 0.0 if self._turns_round(answer) else most / len(answer.stems)

    def _turns_round(self, answer: _Answer) -> bool:
        """Whether three words in a row of the answer are said from last to first, and no *by* is
        the reason: the council chose a master, a master chose the council.
        """
        said = [stem for stem in dict.fromkeys(self.stems) if stem in answer.stems]
        in_order = [stem for stem in answer.in_order if stem in self.stems]
        backwards = set(_in_a_row(in_order)).intersection(_in_a_row(said[::-1]))
        return bool(backwards) and _names_the_doer(self.text) == _names_the_doer(answer.text)


@dataclass(frozen=True)
class _Answer:
    """What earns points, or a wrong option, with its stems of substance, each once and in order."""

    text: str
    in_order: tuple[str, ...]

    @cached_property
    def stems(self) -> frozenset[str]:
        """Its stems of substance."""
        return frozenset(self.in_order)

    @cached_property
    def within(self) -> int:
        """How many words a sentence may take to say it."""
        return 2 * len(words(self.text))


@dataclass(frozen=True)
class Disclosure:
    """A question, one of the texts that earn its points, and the sentence that nearly says it."""

    question: Question
    text: Text
    summary: Summary
    sentence: str


# English summaries and their sentences, by the id of each.
_Said = Mapping[str, tuple[Summary, Sequence[_Sentence]]]


@rule("told-in-briefing", WARNING)
def told_in_briefing(context: RuleContext) -> Iterator[Finding]:
    """No pack's briefing nearly says, as one sentence, what earns half of the points of an item
    above *remember*: its keys, or the credits of its scheme.

    English keys and credits of at least three words of substance count.  A credit is nearly said
    where more than four fifths of these stand close together in a sentence of a summary; a key
    where all of them do, or three quarters and two fifths more than of any wrong option.
    A sentence that lacks a number of it, or has three of its words from last to first, does not
    say it.
    Nothing counts that the passage or table of the item says as well.  Questions for discussion say
    nothing.
    Reason: who has read that sentence remembers the answer, so that an item called *analyse* tests
    recall.  What a briefing says in other words is often missed.
    """
    packs_with: dict[tuple[str, str], list[str]] = {}
    first: dict[tuple[str, str], Disclosure] = {}
    said = {
        name: (summary, _sentences(summary))
        for name, summary in context.content.summaries.items()
        if summary.language.partition("-")[0] == "en"
    }
    for pack in context.content.packs.values():
        for disclosure in _of_pack(context, pack, said):
            clue = disclosure.question.item.id, disclosure.text.source
            packs_with.setdefault(clue, []).append(pack.name)
            first.setdefault(clue, disclosure)
    for clue, packs in packs_with.items():
        disclosure = first[clue]
        item = disclosure.question.item
        yield Finding(
            disclosure.text.location,
            f"the briefing of pack {listed(packs)} nearly says this, so that an item of level "
            f"{item.level} tests recall: '{shorten(disclosure.sentence)}' in "
            f"{disclosure.summary.path}; take that sentence out of the summary, or make the level "
            f"{_RECALL}",
            item,
        )


def _of_pack(context: RuleContext, pack: Pack, said: _Said) -> Iterator[Disclosure]:
    english = [said[reference.id] for reference in pack.summaries if reference.id in said]
    for _, question in context.questions_of_pack(pack) if english else ():
        yield from _disclosures(question, english)


def _disclosures(
    question: Question, summaries: Sequence[tuple[Summary, Sequence[_Sentence]]]
) -> Iterator[Disclosure]:
    """What summaries disclose of a question above *remember*; nothing, where it is less than half
    of what earns its points.
    """
    if not question.english or question.item.level in ("", _RECALL):
        return
    credited = question.credited or tuple((key, Fraction(1)) for key in question.keys_as_written)
    disclosed = [
        (disclosure, points)
        for text, points in credited
        if (disclosure := _disclosure(question, text, summaries))
    ]
    earned = sum(points for _, points in disclosed)
    if disclosed and 2 * earned >= sum(points for _, points in credited):
        yield from (disclosure for disclosure, _ in disclosed)


def _disclosure(
    question: Question, text: Text, summaries: Sequence[tuple[Summary, Sequence[_Sentence]]]
) -> Disclosure | None:
    answer = _answer(text)
    if answer.text.rstrip(_QUOTES).endswith("?"):
        return None
    wrong = [] if question.credited else [_answer(option) for option in question.wrong_texts]
    printed = (sentence for around in question.around for sentence in _split(plain(around)))
    if any(_is_said(sentence, answer, ()) for sentence in printed):
        return None
    for summary, said in summaries:
        for sentence in said:
            if _is_said(sentence, answer, wrong):
                return Disclosure(question, text, summary, sentence.text)
    return None


def _is_said(sentence: _Sentence, answer: _Answer, wrong: Sequence[_Answer]) -> bool:
    """Whether a sentence says most of an answer: of a key all, or clearly more than of any wrong
    option.
    """
    share = sentence.share(answer)
    if len(answer.stems) < _LEAST_WORDS:
        return False
    if share == 1 or not wrong and share > _SAID:
        return True
    if not wrong or share < _SAID_OF_KEY:
        return False
    return share - max(sentence.share(option) for option in wrong) >= _MORE_THAN_WRONG


def _answer(text: Text) -> _Answer:
    """What a text says, without what it gives as examples."""
    shown = _ASIDE.sub(" ", plain(text))
    return _Answer(shown, tuple(dict.fromkeys(stem for stem in _stems(shown) if stem)))


def _in_a_row(stems: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Each three that follow each other."""
    return zip(stems, stems[1:], stems[2:], strict=False)


def _names_the_doer(text: str) -> bool:
    return "by" in text.casefold().split()


def _sentences(summary: Summary) -> tuple[_Sentence, ...]:
    printed = summary.for_students
    statements = (
        summary.summary,
        summary.key_facts,
        summary.sections,
        summary.timeline,
        summary.actors,
        summary.positions,
        summary.glossary,
        summary.limits,
        printed.grids,
        printed.arguments,
    )
    texts = written_texts(statements, NOWHERE).texts
    return tuple(sentence for text in texts for sentence in _split(plain(text)))


def _split(text: str) -> tuple[_Sentence, ...]:
    return tuple(_Sentence(sentence, _stems(sentence)) for sentence in sentences(text))


@lru_cache(maxsize=65536)
def _stems(text: str) -> tuple[str, ...]:
    return tuple(_stem(word.casefold()) for word in words(text))


def _stem(word: str) -> str:
    if word.startswith("$"):  # a formula
        return word
    bare = word.removesuffix("’s").removesuffix("'s").removesuffix("’").rstrip("s")
    return "" if {word, bare} & _EMPTY else bare[:_STEM]


@rule("script-points")
def script_points(context: RuleContext) -> Iterator[Finding]:
    """A script earns no more points than its item has.

    Reason: a marker takes a script as a measure.
    """
    for summary in context.content.summaries.values():
        for script in summary.teaching.scripts if summary.teaching else ():
            if script.item.id not in context.items:
                continue
            _, item = context.items[script.item.id]
            if script.points > item.points:
                yield Finding(
                    script.location,
                    f"this script earns {script.points} points, but '{item.id}' has "
                    f"{points_text(item.points)}; lower its 'points'",
                )
