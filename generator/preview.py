"""The guide of a pack as a build would make it now, without building.

In: a Project with its content, and a pack that can be built.  Out: a Document.
Never writes, and never sets type: pages are told as far as a build has counted them.
"""

from __future__ import annotations

from generator.disk import Project
from generator.document import Document
from generator.guiding import guide_files
from generator.manifest import read_manifest
from generator.model import Pack
from generator.planning import make_plan
from generator.reading import Reading
from generator.records import revisions_with, standing


def shown_guide(project: Project, reading: Reading, pack: Pack) -> Document | None:
    """The guide, None for a pack without a quiz.  Raises edition.Damaged, edition.UnknownRevision."""
    before, _ = read_manifest(project, f"output/{pack.name}")
    made = make_plan(project, reading, pack, False, before)
    if made.quiz is None:
        return None
    pages = {f"output/{pack.name}/{file.name}": file.pages for file in before.files}
    known = revisions_with(project, made.code, made.records)
    stands = next((standing(made.quiz.view, one, known) for one in known if one.hash == made.hash), None)
    guide, _ = guide_files(project, reading, pack, made.quiz, made.code, made.revision, made.wanted, pages, stands)
    return guide.document if isinstance(guide.document, Document) else None
