"""The edition that a pack makes now: its quiz arranged, and frozen under its code."""

from __future__ import annotations

from dataclasses import replace

from generator.content.model import Content, Pack
from generator.editions.arrange import arrange
from generator.editions.edition import DRAFT, Edition
from generator.editions.quiz import RevisionNote
from generator.editions.store import freeze_edition
from generator.storage.files import ProjectFiles
from generator.workflows.build.outputs import has_papers


def edition_of_pack(
    project: ProjectFiles, pack: Pack, content: Content, draft: bool
) -> Edition | None:
    """The edition that a pack makes now, with the records to write; None for a pack without a quiz.

    Raises Damaged, UnknownRevision.
    """
    if not pack.sections:
        return None
    quiz = arrange(pack, content)
    if draft:
        draft_of = Edition(pack.name, DRAFT, quiz.view, quiz.key, RevisionNote(0))
        return replace(draft_of, media=content.media, style=pack.style)

    def printed(code: str) -> bool:
        return has_papers(project, pack.name, code)

    return freeze_edition(project, pack.name, quiz, printed, content.media, pack.style)
