"""How the papers of an edition were printed, so that what is made for marking fits them."""

from __future__ import annotations

from dataclasses import replace

from generator.content.model import STANDARD, PrintSettings
from generator.documents import ANSWER_SHEET, PAPER
from generator.editions.edition import Edition
from generator.storage.files import ProjectFiles
from generator.workflows.build.density import printed_digits, printed_look
from generator.workflows.build.manifest import read_manifest
from generator.workflows.build.outputs import read_name
from generator.workflows.project import load_project


def print_settings(
    project: ProjectFiles, edition: Edition, paper: str | None = None
) -> PrintSettings:
    """Paper size, sides and answer sheet of the papers that were built of an edition; where none
    are listed, those of its pack, and where there is no pack, the usual ones.  Density and layout
    are those in which they were printed.  `paper` takes the place of the size, where it was asked
    for.
    """
    settings = _as_printed(project, edition)
    return replace(settings, paper=paper) if paper else settings


def _as_printed(project: ProjectFiles, edition: Edition) -> PrintSettings:
    listed = read_manifest(project, edition.pack).manifest.files
    outputs = [read_name(edition.pack, file.name) for file in listed if not file.asked]
    built = [output for output in outputs if output and output.code == edition.code]
    papers = [output for output in built if output.kind is PAPER and output.profile == STANDARD]
    look = printed_look(project, edition.pack, edition.code)
    digits = printed_digits(project, edition.pack, edition.code)
    if papers:
        has_sheets = any(output.kind is ANSWER_SHEET for output in built)
        paper, sides = papers[0].paper, papers[0].sides
        return PrintSettings(
            paper=paper, sides=sides, answer_sheet=has_sheets, sheet_digits=digits
        ).with_look(look)
    pack = load_project(project).content.packs.get(edition.pack)
    usual = pack.printing if pack else PrintSettings()
    return PrintSettings(
        paper=usual.paper, sides=usual.sides, answer_sheet=usual.answer_sheet, sheet_digits=digits
    ).with_look(look)
