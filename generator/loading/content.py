"""The nodes of all files of a project to its content."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import TypeVar

from generator.content.model import Content
from generator.content.nodes import Node
from generator.loading.banks import load_bank
from generator.loading.evidence import load_evidence
from generator.loading.packs import load_pack
from generator.loading.selections import load_selection, with_selection
from generator.loading.summaries import load_summary
from generator.problems import Problems

EVIDENCE, BANKS = "questions/evidence", "questions"
SUMMARIES, SELECTIONS, PACKS = "packs/summaries", "packs/drawn", "packs"
FOLDERS = (EVIDENCE, BANKS, SUMMARIES, SELECTIONS, PACKS)
T = TypeVar("T")


def load(files: Mapping[str, Node], problems: Problems) -> Content:
    """The content of a project, given the node of each file by its path.

    A file too faulty to use is left out.
    """

    def load_all(folder: str, load_file: Callable[[Node, str, Problems], T | None]) -> dict[str, T]:
        loaded: dict[str, T] = {}
        for path in sorted(files):
            if str(PurePosixPath(path).parent) == folder:
                value = load_file(files[path], path, problems)
                if value is not None:
                    loaded[PurePosixPath(path).stem] = value
        return loaded

    selections = load_all(SELECTIONS, load_selection)
    packs = load_all(PACKS, load_pack)
    return Content(
        evidence=load_all(EVIDENCE, load_evidence),
        banks=load_all(BANKS, load_bank),
        summaries=load_all(SUMMARIES, load_summary),
        packs={name: with_selection(pack, selections.get(name)) for name, pack in packs.items()},
        drawn=selections,
    )
