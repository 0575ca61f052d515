"""Which files a pack rests on."""

from __future__ import annotations

from collections.abc import Iterator

from generator.content.model import Content, Item, Pack, Summary
from generator.content.walk import written_texts
from generator.problems import NOWHERE


def printed_sources(pack: Pack, content: Content) -> tuple[str, ...]:
    """The names of the sources a pack prints: its own list, or those of its summaries that are there, each once."""
    named = pack.sources or [
        ref
        for summary in pack.summaries
        if summary.id in content.summaries
        for ref in content.summaries[summary.id].sources
    ]
    return tuple(dict.fromkeys(ref.id for ref in named))


def used_paths(pack: Pack, content: Content) -> frozenset[str]:
    """The paths of the pack's file and draw, its summaries, the banks of its items, and the evidence these cite or it prints.

    A summary or source that could not be read counts under the path it would have; an id that stands in two files
    counts in both.
    """
    wanted = {ref.id for section in pack.sections for ref in section.items}
    held = [
        (bank.path, item)
        for bank in content.banks.values()
        for item in bank.items
        if item.id in wanted
    ]
    summaries = [content.summaries[ref.id] for ref in pack.summaries if ref.id in content.summaries]
    cited = set(_cited([item for _, item in held], summaries))
    return frozenset(
        [
            pack.path,
            *(f"packs/drawn/{pack.name}.yaml",)
            * any(section.blueprint for section in pack.sections),
            *(path for path, _ in held),
            *(f"packs/summaries/{ref.id}.yaml" for ref in pack.summaries),
            *(f"questions/evidence/{name}.yaml" for name in printed_sources(pack, content)),
            *(
                evidence.path
                for evidence in content.evidence.values()
                if any(fact.id in cited for fact in evidence.facts)
            ),
        ]
    )


def _cited(items: list[Item], summaries: list[Summary]) -> Iterator[str]:
    for owner in (*items, *summaries):
        yield from (ref.id for ref in written_texts(owner, NOWHERE).cited)
