"""Questions that are asked twice and answered differently."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from generator.checks.context import RuleContext
from generator.checks.question import Question
from generator.checks.rule import Finding, rule
from generator.items.protocol import CommonKey
from generator.problems import WARNING

TITLE = "Contradictions"


@rule("two-keys")
def two_keys(context: RuleContext) -> Iterator[Finding]:
    """No paper asks the same question, with the same options, twice with different keys.

    Reason: one of the two keys is wrong, whatever a student writes.
    """
    for pack in context.content.packs.values():
        named = context.questions_of_pack(pack)
        places = {question.item.id: ref.location for ref, question in reversed(named)}
        for earlier, later in contradictions(question for _, question in named):
            yield Finding(
                places[later.item.id],
                f"'{later.item.id}' and '{earlier.item.id}' ask the same question but have "
                "different keys; correct one, or remove it from this pack",
            )


@rule("other-key", WARNING)
def other_key(context: RuleContext) -> Iterator[Finding]:
    """No two items of the banks ask the same question, with the same options, with different keys.

    Reason: one of the two keys is wrong, or the question lacks what makes it another.
    """
    for earlier, later in contradictions(context.questions):
        place = earlier.item.location
        yield Finding(
            later.item.stem.location,
            f"the item asks the same as '{earlier.item.id}' at {place.path}:{place.line} but has a "
            "different key; correct one, or say in the stem what differs",
            later.item,
        )


def contradictions(questions: Iterable[Question]) -> Iterator[tuple[Question, Question]]:
    """Items that look the same to a student and are marked differently, each with the first such
    one.  Parts of sets are compared with their set.
    """
    by_stem: dict[str, list[Question]] = {}
    for question in questions:
        if question.alone:
            by_stem.setdefault(" ".join(question.stem.split()), []).append(question)
    for same in by_stem.values():
        if len(same) > 1:
            yield from _contradictions(same)


def _contradictions(same_stem: Sequence[Question]) -> Iterator[tuple[Question, Question]]:
    first: dict[str, tuple[Question, str]] = {}
    for question in same_stem:
        kind = question.item_type
        seen = kind.wording_values(kind.student_view(question.item))
        looks = repr({name: part for name, part in seen.items() if name != "points"})
        marked = repr(kind.marking_values(kind.key_view(question.item, _no_common_key), {}))
        earlier, key = first.setdefault(looks, (question, marked))
        if key != marked:
            yield earlier, question


def _no_common_key(_: object) -> CommonKey:
    return CommonKey("", "", "", "", ())
