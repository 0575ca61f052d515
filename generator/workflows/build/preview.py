"""The guide of a pack as a build would make it now, without building."""

from __future__ import annotations

from generator.content.model import Pack
from generator.page.blocks import Document
from generator.storage.files import ProjectFiles
from generator.workflows.build.manifest import read_manifest
from generator.workflows.build.plan import guide_wanted, make_plan
from generator.workflows.project import LoadedProject


def shown_guide(project: ProjectFiles, reading: LoadedProject, pack: Pack) -> Document | None:
    """The guide, None for a pack without a quiz.  Raises edition.Damaged, edition.UnknownRevision."""
    before, _ = read_manifest(project, f"output/{pack.name}")
    made = make_plan(project, reading, pack, False, before)
    if made.quiz is None:
        return None
    pages = {f"output/{pack.name}/{file.name}": file.pages for file in before.files}
    guide = guide_wanted(project, reading, pack, made, pages)[0].document
    return guide if isinstance(guide, Document) else None
