"""The nodes of all files of a project to its content."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TypeVar

from generator.content.model import Content
from generator.content.nodes import Node
from generator.loading.banks import load_bank
from generator.loading.evidence import load_evidence
from generator.loading.folders import BANKS, EVIDENCE, HISTORY, PACKS, SELECTIONS, STYLES, SUMMARIES
from generator.loading.history import load_history
from generator.loading.packs import load_pack, with_style
from generator.loading.proposed_ids import propose_ids, warnings_of, with_ids
from generator.loading.selections import load_selection, with_selection
from generator.loading.styles import load_style
from generator.loading.summaries import load_summary
from generator.loading.unread import find_unread
from generator.problems import Problems

T = TypeVar("T")


def load(
    files: Mapping[str, Node], problems: Problems, unparsed: Mapping[str, str] | None = None
) -> Content:
    """The content of a project, given the node of each file by its path.

    `unparsed`: the texts of files that have no node, because YAML cannot read them.  They, files
    too faulty to use, and single items, facts and objectives that are, are left out of the content
    and named in its `unread`.  Items of plain banks that have no id go by a proposed one.
    """

    def load_all(folder: str, load_file: Callable[[Node, str, Problems], T | None]) -> dict[str, T]:
        loaded: dict[str, T] = {}
        for path in sorted(files):
            if str(PurePosixPath(path).parent) == folder:
                value = load_file(files[path], path, problems)
                if value is not None:
                    loaded[PurePosixPath(path).stem] = value
        return loaded

    proposals = propose_ids(files)
    problems.extend(warnings_of(proposals))
    files = with_ids(files, proposals)
    selections = load_all(SELECTIONS, load_selection)
    styles = load_all(STYLES, load_style)
    packs = load_all(PACKS, load_pack)
    content = Content(
        evidence=load_all(EVIDENCE, load_evidence),
        banks=load_all(BANKS, load_bank),
        summaries=load_all(SUMMARIES, load_summary),
        packs={
            name: with_style(with_selection(pack, selections.get(name)), styles)
            for name, pack in packs.items()
        },
        drawn=selections,
        styles=styles,
        history=load_all(HISTORY, load_history),
    )
    return replace(content, unread=find_unread(files, unparsed or {}, content))
