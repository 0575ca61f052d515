"""The guide of a pack as a build would make it now, without building.

In: a Project with its content, and a pack that can be built.  Out: a Document.
Never writes, and never sets type: pages are told as far as a build has counted them.
"""

from __future__ import annotations

from generator.disk import Project
from generator.document import Document
from generator.manifest import read_manifest
from generator.model import Pack
from generator.planning import guide_wanted, make_plan
from generator.reading import Reading


def shown_guide(project: Project, reading: Reading, pack: Pack) -> Document | None:
    """The guide, None for a pack without a quiz.  Raises edition.Damaged, edition.UnknownRevision."""
    before, _ = read_manifest(project, f"output/{pack.name}")
    made = make_plan(project, reading, pack, False, before)
    if made.quiz is None:
        return None
    pages = {f"output/{pack.name}/{file.name}": file.pages for file in before.files}
    guide = guide_wanted(project, reading, pack, made, pages)[0].document
    return guide if isinstance(guide, Document) else None
