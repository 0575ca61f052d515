"""In which density the papers of an edition were printed: what is made again or laid beside them
is set like them.
"""

from __future__ import annotations

from dataclasses import replace

from generator import editions
from generator.content.model import EARLIER, STANDARD, WITH_TABLES, Pack, look_noted
from generator.documents import PAPER
from generator.editions.edition import Edition
from generator.editions.store import stored_editions
from generator.render.pdf import MissingGlyph, MissingMedia, TooTall
from generator.storage.files import ProjectFiles
from generator.workflows.build.edition import edition_of_pack
from generator.workflows.build.manifest import read_manifest
from generator.workflows.build.outputs import read_name
from generator.workflows.build.page_budget import page_budget
from generator.workflows.project import load_project


def printed_density(project: ProjectFiles, pack: str, code: str) -> str:
    """The density in which an edition was handed out last, else in which its papers were built,
    else in which a build would make them now; EARLIER where none of these is known.
    """
    return (
        handed_out_density(project, code)
        or built_density(project, pack, code)
        or _present_density(project, pack, code)
        or EARLIER
    )


def handed_out_density(project: ProjectFiles, code: str) -> str:
    """The density in which an edition was handed out last, "" where no readable note says that it
    was.
    """
    files = stored_editions(project).get(code)
    notes = []
    for path in files.handouts if files else ():
        try:
            notes.append(editions.read_handout(project.read(path), code))
        except editions.Damaged:
            continue
    notes.sort(key=lambda note: (note.date, note.class_name, note.hash))
    return notes[-1].density if notes else ""


def built_density(project: ProjectFiles, pack: str, code: str) -> str:
    """The density in which a build made the papers of an edition that lie there, "" where there are
    none.
    """
    for file in read_manifest(project, pack).manifest.files:
        output = None if file.asked else read_name(pack, file.name)
        if output and (output.kind, output.code, output.profile) == (PAPER, code, STANDARD):
            return look_noted(file.density)
    return ""


def _present_density(project: ProjectFiles, pack: str, code: str) -> str:
    """The density that a pack asks for whose present edition this is, "" where it is none."""
    loaded = load_project(project)
    present = loaded.content.packs.get(pack)
    if present is None or loaded.stoppers(pack):
        return ""
    try:
        edition = edition_of_pack(project, present, loaded.content, draft=False)
        if edition is None or edition.code != code:
            return ""
        return printed_pack(project, present, edition)[0].printing.density
    except (editions.Damaged, editions.UnknownRevision, MissingGlyph, MissingMedia, TooTall):
        return ""


def printed_pack(
    project: ProjectFiles, pack: Pack, edition: Edition | None
) -> tuple[Pack, tuple[str, ...]]:
    """A pack with the density that its edition is printed in, and remarks on why: as it was handed
    out, else within the pages that the pack allows.  Raises MissingGlyph, MissingMedia, TooTall.
    """
    if edition is None:
        return pack, ()
    if handed_out_density(project, edition.code):
        pack, remark = _as_handed_out(project, pack, edition.code)
    elif pack.printing.pages:
        budget = page_budget(edition.view, pack.printing, edition.media)
        pack, remark = replace(pack, printing=budget.settings), budget.sentence(pack.printing)
    else:
        remark = ""
    return pack, (remark,) if remark else ()


def _as_handed_out(project: ProjectFiles, pack: Pack, code: str) -> tuple[Pack, str]:
    """A pack that prints its edition as it was handed out, and a remark where it asks for another
    density ("" where it does not).
    """
    printed = handed_out_density(project, code)
    now = pack.printing.density
    if printed in ("", now):
        return pack, ""
    pack = replace(pack, printing=replace(pack.printing, density=printed))
    if printed == WITH_TABLES.get(now):
        return pack, ""
    how = "as earlier versions set it" if printed == EARLIER else f"in density {printed}"
    remark = (
        f"{code} was printed {how}, and stays so; density {now} is used for the next edition "
        "of this pack"
    )
    return pack, remark


def density_to_note(project: ProjectFiles, pack: str, code: str) -> str:
    """The density that a new handout notes: that of the papers that are there, else of an earlier
    handout, else what the pack asks for.
    """
    if known := built_density(project, pack, code) or handed_out_density(project, code):
        return known
    present = load_project(project).content.packs.get(pack)
    return present.printing.density if present else EARLIER
