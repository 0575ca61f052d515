"""A pack and its content to a quiz: sections of items, arranged in forms."""

from __future__ import annotations

import hashlib
import hmac
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from generator.content.model import Content, Evidence, Fact, Item, Pack
from generator.editions.quiz import (
    AnswerKey,
    Arrangement,
    Form,
    QuizView,
    SectionView,
    SourceLine,
    item_to_plain,
)
from generator.i18n.catalog import Catalog, load_catalog
from generator.items import TYPES, CitedFact, ItemKey, Shuffle, StudentItem
from generator.page.markup import Text
from generator.storage.canonical_json import canonical


@dataclass(frozen=True)
class Quiz:
    """A quiz in both halves."""

    view: QuizView
    key: AnswerKey


def arrange(pack: Pack, content: Content) -> Quiz:
    """The quiz of a pack.  Raises KeyError when the pack refers to something that is not there: check first."""
    items, facts = content.items_by_id, content.facts_by_id
    objectives = {
        item.id: dict(bank.objectives) for bank in content.banks.values() for item in bank.items
    }
    seed = bytes.fromhex(pack.seed)
    sections, answers, drawn = [], [], []
    for section in pack.sections:
        asked = [
            (items[ref.id], TYPES[items[ref.id].type].asked(items[ref.id])) for ref in section.items
        ]
        if section.order == "shuffle":
            asked.sort(key=lambda pair: (canonical(item_to_plain(pair[1])), pair[0].id))
        sections.append(SectionView(section.title.source, tuple(view for _, view in asked)))
        answers.append(tuple(_answer(item, facts, objectives) for item, _ in asked))
        shuffles = tuple((item.id, TYPES[item.type].shuffle(view)) for item, view in asked)
        drawn.append((section.order == "shuffle", shuffles))
    forms = tuple(
        Form(tuple(_arrange(seed, form, *each) for each in drawn)) for form in range(pack.forms)
    )
    return Quiz(_view(pack, content, tuple(sections), forms), AnswerKey(tuple(answers)))


def item_halves(content: Content) -> dict[str, tuple[StudentItem, ItemKey]]:
    """Every item of the banks as asked and as answered; one that refers to what is not there is left out."""
    facts = content.facts_by_id
    found: dict[str, tuple[StudentItem, ItemKey]] = {}
    for bank in content.banks.values():
        objectives = dict.fromkeys((item.id for item in bank.items), dict(bank.objectives))
        for item in bank.items:
            with suppress(KeyError):
                answer: Any = _answer(item, facts, objectives)
                found[item.id] = TYPES[item.type].asked(item), answer
    return found


def printed_sources(pack: Pack, content: Content) -> tuple[Evidence, ...]:
    """The sources a pack prints: its own list, or those of its summaries, each once."""
    named = [ref.id for ref in pack.sources] or [
        ref.id for summary in pack.summaries for ref in content.summaries[summary.id].sources
    ]
    return tuple(content.evidence[name] for name in dict.fromkeys(named))


def source_line(evidence: Evidence, catalog: Catalog) -> SourceLine:
    """How a source is named on student documents, with the quotation marks of their language."""
    cited = evidence.citation
    parts = [
        f"{cited.author}, {catalog('quoted', text=cited.title)} ({cited.kind})",
        cited.publisher,
        cited.published,
        cited.url,
    ]
    notice = evidence.notice.source if evidence.notice else ""
    return SourceLine(
        ", ".join(part for part in parts if part), str(evidence.as_of), evidence.as_of_basis, notice
    )


def _view(
    pack: Pack, content: Content, sections: tuple[SectionView, ...], forms: tuple[Form, ...]
) -> QuizView:
    return QuizView(
        title=pack.title.source,
        language=pack.language,
        sections=sections,
        forms=forms,
        sources=tuple(
            source_line(evidence, load_catalog(pack.language))
            for evidence in printed_sources(pack, content)
        ),
        institution=_source(pack.institution),
        course=_source(pack.course),
        instructor=_source(pack.instructor),
        class_name=_source(pack.class_name),
        date=str(pack.date or ""),
        duration=pack.duration or 0,
        instructions=tuple(text.source for text in pack.instructions),
    )


def _source(text: Text | None) -> str:
    return text.source if text else ""


def _answer(item: Item, facts: dict[str, Fact], objectives: dict[str, dict[str, Text]]) -> object:
    cited = tuple(
        CitedFact(
            fact.id,
            fact.status,
            fact.text.source,
            fact.ref,
            fact.source,
            fact.by,
            str(fact.date or ""),
        )
        for fact in (facts[ref.id] for ref in item.facts)
    )
    module = TYPES[item.type]
    common = {
        "id": item.id,
        "objective": objectives[item.id][item.objective.id].source,
        "level": item.level,
        "difficulty": item.difficulty,
        "facts": cited,
        "rationale": item.rationale.source if item.rationale else "",
    }
    if hasattr(module, "parts"):
        common["parts"] = tuple(
            _answer(part, facts, {part.id: objectives[item.id]}) for part in module.parts(item)
        )
    return module.answered(item, common)


def _arrange(
    seed: bytes, form: int, shuffled: bool, shuffles: tuple[tuple[str, Shuffle], ...]
) -> Arrangement:
    order = list(range(len(shuffles)))
    if shuffled:
        order.sort(key=lambda index: _draw(seed, "item", form, shuffles[index][0]))
    return tuple((index, option_order(seed, form, *shuffles[index])) for index in order)


def option_order(seed: bytes, form: int, item: str, shuffle: Shuffle) -> tuple[int, ...]:
    """The order of an item's options on a form.

    Within each run of as many forms as there are options, every option takes every letter once: a keyed base order is
    rotated by a keyed permutation of offsets, so the step from one form to the next differs from item to item.
    """
    if shuffle.groups:
        return _grouped(seed, form, item, shuffle)
    count = len(shuffle.options)
    free = count - shuffle.pinned
    if shuffle.fixed or free < 2:
        return tuple(range(count))
    run, step = divmod(form, free)
    base, offsets = _turns(seed, run, item, shuffle.options[:free])
    turn = offsets[step]
    return (*base[turn:], *base[:turn], *range(free, count))


@lru_cache(1024)
def _turns(
    seed: bytes, run: int, item: str, options: tuple[str, ...]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """An item's base order and offsets, which the forms of a run share."""
    base = sorted(
        range(len(options)), key=lambda index: _draw(seed, "option", run, item, options[index])
    )
    offsets = sorted(
        range(len(options)), key=lambda offset: _draw(seed, "offset", run, item, offset)
    )
    return tuple(base), tuple(offsets)


def _grouped(seed: bytes, form: int, item: str, shuffle: Shuffle) -> tuple[int, ...]:
    order: tuple[int, ...] = ()
    for part, group in enumerate(shuffle.groups):
        start = len(order)
        order += tuple(start + index for index in option_order(seed, form, f"{item}/{part}", group))
    return order


def _draw(seed: bytes, *parts: str | int) -> bytes:
    """A number nobody can guess without the seed (HMAC-SHA256, RFC 2104)."""
    return hmac.new(seed, canonical(list(parts)), hashlib.sha256).digest()
