"""How many pages papers or briefings of a project take, and how full they are: a line for each.

    python -m tools.page_fill [PROJECT] [--profile NAME] [--simplex] [--answer-sheet]
    python -m tools.page_fill [PROJECT] --briefings [--simplex]

Densities of papers side by side show what a change of the layout does; `earlier` is how papers
looked before there were densities.  Briefings are in every profile, with the teacher's copy.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator import documents
from generator.content.model import EARLIER, STANDARD, Content, Pack
from generator.documents.paper import PaperLook
from generator.editions.arrange import arrange
from generator.i18n.catalog import load_catalog
from generator.page.blocks import Document
from generator.render.pdf import LOOKS, PROFILES, SHEETS, page_heights
from generator.render.pdf.styles import look_of
from generator.storage.files import ProjectFiles
from generator.workflows.build.compose import briefing_document, teachers_briefing
from generator.workflows.media import with_media
from generator.workflows.project import load_project


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("project", nargs="?", default=".", type=Path)
    parser.add_argument("--profile", choices=PROFILES, default="standard")
    parser.add_argument("--simplex", action="store_true")
    parser.add_argument("--answer-sheet", action="store_true")
    parser.add_argument("--briefings", action="store_true")
    options = parser.parse_args()
    content = load_project(ProjectFiles.find(options.project)).content
    for name, pack in content.packs.items():
        if options.briefings:
            rows = _briefings(pack, content, not options.simplex)
        else:
            rows = _papers(pack, content, options)
        for what, fills in rows:
            shown = " ".join(f"{fill:4.0%}" for fill in fills)
            print(f"{name:20} {what}  {len(fills):2}  {shown}")


def _papers(
    pack: Pack, content: Content, options: argparse.Namespace
) -> Iterator[tuple[str, Sequence[float]]]:
    """Of each form, in each density and size: its name, and how full its pages are."""
    if not pack.sections:
        return
    view = arrange(pack, content).view
    catalog = load_catalog(view.language)
    for sheet in SHEETS.values():
        for density, looks in LOOKS.items():
            how = PaperLook(options.answer_sheet, density == EARLIER)
            papers = [
                with_media(
                    documents.paper(view, form, "0000-0000-A", catalog, look=how), content.media
                )
                for form in range(len(view.forms))
            ]
            look = looks[options.profile]
            forms = page_heights(papers, look, sheet, duplex=not options.simplex)
            for form, heights in zip(view.form_names, forms, strict=True):
                fills = [tall / look.room(sheet) for tall in heights]
                yield f"{sheet.name:6} {density:8} {form}", fills


def _briefings(pack: Pack, content: Content, duplex: bool) -> Iterator[tuple[str, Sequence[float]]]:
    """The same of the briefing in each profile and size, and of the teacher's copy."""
    if not pack.topics:
        return
    copies: list[tuple[str, str, Document]] = []
    for profile in PROFILES:
        code, document = briefing_document(pack, content, profile=profile)
        copies.append((profile, profile, document))
        teachers = teachers_briefing(pack, content, code) if profile == STANDARD else None
        copies += [("teacher's", profile, teachers)] if teachers else []
    for sheet in SHEETS.values():
        for name, profile, document in copies:
            look = LOOKS[pack.printing.density][profile]
            (heights,) = page_heights([document], look, sheet, duplex=duplex)
            room = look_of(look, document).room(sheet)
            yield f"{sheet.name:6} {name:11}", [tall / room for tall in heights]


if __name__ == "__main__":
    main()
