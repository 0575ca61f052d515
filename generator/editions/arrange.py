"""A pack and its content to a quiz: sections of items, arranged in forms."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache

from generator.content.model import Content, Evidence, Fact, Item, Pack
from generator.editions.quiz import AnswerKey, Arrangement, Form, QuizView, SectionView, SourceLine
from generator.i18n.catalog import Catalog, load_catalog
from generator.i18n.words_version import FIRST_WORDS_VERSION, WORDS_VERSION
from generator.items import (
    CitedFact,
    ItemKey,
    Shuffle,
    StudentItem,
    item_to_plain,
    item_type,
    type_of,
)
from generator.items.protocol import CommonKey
from generator.page.markup import Text
from generator.storage.canonical_json import canonical, keyed_digest
from generator.values import dataclass


@dataclass(frozen=True)
class Quiz:
    """A quiz in both halves."""

    view: QuizView
    key: AnswerKey


def arrange(pack: Pack, content: Content) -> Quiz:
    """The quiz of a pack.

    Raises KeyError when the pack refers to something that is not there: check first.
    """
    halves = _halves_by_id(content)
    seed = bytes.fromhex(pack.seed)
    sections: list[SectionView] = []
    keys: list[tuple[ItemKey, ...]] = []
    shuffles: list[tuple[bool, tuple[tuple[str, Shuffle], ...]]] = []
    for section in pack.sections:
        items = [halves(ref.id) for ref in section.items]
        shuffled = section.order == "shuffle"
        if shuffled:
            items.sort(key=lambda both: (canonical(item_to_plain(both[0])), both[1].id))
        students = tuple(student for student, _ in items)
        sections.append(
            SectionView(
                section.title.source,
                students,
                _source(section.instructions),
                section.answer,
                section.counts if section.answer else "",
            )
        )
        keys.append(tuple(key for _, key in items))
        options = tuple((key.id, type_of(student).shuffle(student)) for student, key in items)
        shuffles.append((shuffled, options))
    known: dict[tuple[int, tuple[int, ...]], tuple[int, tuple[int, ...]]] = {}  # each held once
    forms = tuple(
        Form(
            tuple(
                tuple(known.setdefault(at, at) for at in _arrangement(seed, form, *each))
                for each in shuffles
            )
        )
        for form in range(pack.forms)
    )
    return Quiz(_view(pack, content, tuple(sections), forms), AnswerKey(tuple(keys)))


def item_halves(content: Content) -> dict[str, tuple[StudentItem, ItemKey]]:
    """Both halves of every item of the banks, by id; one that refers to what is not there is left
    out.
    """
    halves = _halves_by_id(content)
    by_id: dict[str, tuple[StudentItem, ItemKey]] = {}
    for bank in content.banks.values():
        for item in bank.items:
            with suppress(KeyError):
                by_id[item.id] = halves(item.id)
    return by_id


def printed_source_names(pack: Pack, content: Content) -> tuple[str, ...]:
    """The names of the sources that a pack prints, each once: its own, or else those of its
    summaries and then those of the banks of its items.

    A summary that could not be read counts as one without sources.
    """
    if pack.sources:
        return tuple(dict.fromkeys(reference.id for reference in pack.sources))
    summaries = [content.summaries[ref.id] for ref in pack.summaries if ref.id in content.summaries]
    items = {ref.id for section in pack.sections for ref in section.items}
    banks = [
        bank
        for bank in content.banks.values()
        if bank.sources and any(item.id in items for item in bank.items)
    ]
    named = [ref for summary in summaries for ref in summary.sources]
    named += [ref for bank in banks for ref in bank.sources]
    return tuple(dict.fromkeys(reference.id for reference in named))


def printed_sources(pack: Pack, content: Content) -> tuple[Evidence, ...]:
    """The sources that a pack prints, each once.  Raises KeyError where one is not there."""
    return tuple(content.evidence[name] for name in printed_source_names(pack, content))


def code_catalog(language: str) -> Catalog:
    """The fixed words that enter codes, which never change: those of the first version."""
    return load_catalog(language, words_version=FIRST_WORDS_VERSION)


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
            source_line(evidence, code_catalog(pack.language))
            for evidence in printed_sources(pack, content)
        ),
        institution=_source(pack.institution),
        course=_source(pack.course),
        instructor=_source(pack.instructor),
        class_name=_source(pack.class_name),
        date=str(pack.date or ""),
        duration=pack.duration or 0,
        instructions=tuple(text.source for text in pack.instructions),
        words_version=WORDS_VERSION,
    )


def _source(text: Text | None) -> str:
    return text.source if text else ""


def _halves_by_id(content: Content) -> Callable[[str], tuple[StudentItem, ItemKey]]:
    """What gives both halves of the item of an id, and raises KeyError where something is not
    there.
    """
    items = {item.id: (bank, item) for bank in content.banks.values() for item in bank.items}
    facts = {fact.id: fact for evidence in content.evidence.values() for fact in evidence.facts}

    def halves(name: str) -> tuple[StudentItem, ItemKey]:
        bank, item = items[name]
        objectives = dict(bank.objectives)

        def common(part: Item) -> CommonKey:
            return CommonKey(
                part.id,
                objectives[part.objective.id].source if part.objective else "",
                part.level,
                part.difficulty,
                tuple(_cited_fact(facts[ref.id]) for ref in part.facts),
                part.rationale.source if part.rationale else "",
            )

        key: ItemKey = item_type(item).key_view(item, common)
        student: StudentItem = item_type(item).whole_student_view(item)
        return student, key

    return halves


def _cited_fact(fact: Fact) -> CitedFact:
    date = str(fact.date or "")
    return CitedFact(fact.id, fact.status, fact.text.source, fact.ref, fact.source, fact.by, date)


def _arrangement(
    seed: bytes, form: int, shuffled: bool, options: tuple[tuple[str, Shuffle], ...]
) -> Arrangement:
    """A section on a form; `options`: of each item its id and what may be arranged of it."""
    order = list(range(len(options)))
    if shuffled:
        order.sort(key=lambda index: keyed_digest(seed, "item", form, options[index][0]))
    return tuple((index, option_order(seed, form, *options[index])) for index in order)


def option_order(seed: bytes, form: int, item: str, shuffle: Shuffle) -> tuple[int, ...]:
    """The order of an item's options on a form.

    Within each run of as many forms as there are options, every option takes every letter once: a
    keyed base order is rotated by a keyed permutation of offsets, so the step from one form to the
    next differs from item to item.
    """
    if shuffle.groups:
        return _grouped(seed, form, item, shuffle)
    free, count = shuffle.free, len(shuffle.options)
    if shuffle.keeps_order:
        return tuple(range(count))
    run, step = divmod(form, free)
    base, offsets = _rotations(seed, run, item, shuffle.options[:free])
    offset = offsets[step]
    return (*base[offset:], *base[:offset], *range(free, count))


@lru_cache(1024)
def _rotations(
    seed: bytes, run: int, item: str, options: tuple[str, ...]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """An item's base order and offsets, which the forms of a run share."""
    base = sorted(
        range(len(options)),
        key=lambda index: keyed_digest(seed, "option", run, item, options[index]),
    )
    offsets = sorted(
        range(len(options)), key=lambda offset: keyed_digest(seed, "offset", run, item, offset)
    )
    return tuple(base), tuple(offsets)


def _grouped(seed: bytes, form: int, item: str, shuffle: Shuffle) -> tuple[int, ...]:
    order: tuple[int, ...] = ()
    for part, group in enumerate(shuffle.groups):
        start = len(order)
        order += tuple(start + index for index in option_order(seed, form, f"{item}/{part}", group))
    return order
