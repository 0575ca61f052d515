"""How many pages the papers of a project take, and how full they are: a line for each form.

    python -m tools.page_fill [PROJECT] [--profile NAME] [--simplex] [--answer-sheet]

Densities side by side show what a change of the layout does; `earlier` is how papers looked before
there were densities.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from generator import documents
from generator.content.model import EARLIER
from generator.documents.paper import PaperLook
from generator.editions.arrange import arrange
from generator.i18n.catalog import load_catalog
from generator.render.pdf import LOOKS, PROFILES, SHEETS, page_heights
from generator.storage.files import ProjectFiles
from generator.workflows.media import with_media
from generator.workflows.project import load_project


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("project", nargs="?", default=".", type=Path)
    parser.add_argument("--profile", choices=PROFILES, default="standard")
    parser.add_argument("--simplex", action="store_true")
    parser.add_argument("--answer-sheet", action="store_true")
    options = parser.parse_args()
    content = load_project(ProjectFiles.find(options.project)).content
    for name, pack in content.packs.items():
        if not pack.sections:
            continue
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
                    fills = " ".join(f"{tall / look.room(sheet):4.0%}" for tall in heights)
                    print(f"{name:20} {sheet.name:6} {density:8} {form}  {len(heights):2}  {fills}")


if __name__ == "__main__":
    main()
