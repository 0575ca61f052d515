"""Which files a pack depends on."""

from __future__ import annotations

from generator.content.model import Content, Pack
from generator.content.walk import written_texts
from generator.editions.arrange import printed_source_names
from generator.problems import NOWHERE


def used_paths(pack: Pack, content: Content) -> frozenset[str]:
    """The paths of all files that a pack depends on.

    They are its own, its selection, its style, its summaries, the banks of its items, and the
    evidence that these cite or that the pack prints.  A summary or source that could not be read
    counts under the path it would have; an id that is in two files counts in both.
    """
    paths = {pack.path}
    if any(section.blueprint for section in pack.sections):
        paths.add(f"packs/drawn/{pack.name}.yaml")
    if pack.style_name:
        paths.add(f"packs/styles/{pack.style_name.id}.yaml")
    paths.update(f"packs/summaries/{reference.id}.yaml" for reference in pack.summaries)
    paths.update(f"questions/evidence/{name}.yaml" for name in printed_source_names(pack, content))

    item_ids = {reference.id for section in pack.sections for reference in section.items}
    cited: set[str] = set()
    for bank in content.banks.values():
        for item in bank.items:
            if item.id in item_ids:
                paths.add(bank.path)
                cited |= _cited_facts(item)
    for reference in pack.summaries:
        if reference.id in content.summaries:
            cited |= _cited_facts(content.summaries[reference.id])
    for evidence in content.evidence.values():
        if any(fact.id in cited for fact in evidence.facts):
            paths.add(evidence.path)
    return frozenset(paths)


def _cited_facts(value: object) -> set[str]:
    return {reference.id for reference in written_texts(value, NOWHERE).cited}
