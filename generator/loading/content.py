"""Nodes to the model, one module per kind of file."""

from __future__ import annotations

from pathlib import PurePosixPath

from generator.content.model import Content
from generator.content.nodes import Node
from generator.loading.banks import load_bank
from generator.loading.evidence import load_evidence
from generator.loading.packs import load_pack
from generator.loading.selections import filled, load_drawn
from generator.loading.summaries import load_summary
from generator.problems import Problems

FOLDERS = {
    "questions/evidence": "evidence",
    "questions": "banks",
    "packs/summaries": "summaries",
    "packs/drawn": "drawn",
    "packs": "packs",
}
_LOADERS = {
    "evidence": load_evidence,
    "banks": load_bank,
    "summaries": load_summary,
    "drawn": load_drawn,
    "packs": load_pack,
}


def load(files: dict[str, Node], problems: Problems) -> Content:
    """The content of a project, given the node of each file by its path; a file too faulty to use is left out."""
    content = Content({}, {}, {}, {})
    for path in sorted(files):
        name = PurePosixPath(path).stem
        kind = FOLDERS[str(PurePosixPath(path).parent)]
        loaded = _LOADERS[kind](files[path], path, problems)
        if loaded is not None:
            getattr(content, kind)[name] = loaded
    for name, pack in content.packs.items():
        content.packs[name] = filled(pack, content.drawn.get(name))
    return content
