"""In which density and layout, and with what answer sheets, the papers of an edition were printed:
what is made again or laid beside them is set like them.
"""

from __future__ import annotations

from dataclasses import replace

from generator import editions
from generator.content.model import EARLIER, STANDARD, Layout, Pack, PrintedLook, PrintSettings
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


def printed_look(project: ProjectFiles, pack: str, code: str) -> PrintedLook:
    """The look in which an edition was handed out last, else in which its papers were built, else
    in which a build would make them now; the one of EARLIER where none of these is known.
    """
    return (
        handed_out_look(project, code)
        or built_look(project, pack, code)
        or _present_look(project, pack, code)
        or PrintedLook()
    )


def printed_digits(project: ProjectFiles, pack: str, code: str) -> int:
    """How many digits a student's number has on the answer sheets of an edition: as on those whose
    geometry is kept, where these are alike, else as its pack has it now, else as usual.
    """
    files = stored_editions(project).get(code)
    kept = set()
    for path in files.sheets if files else ():
        try:
            kept.add(editions.read_sheet(project.read(path), code).digits)
        except editions.Damaged:
            continue
    if len(kept) == 1:
        return kept.pop()
    present = load_project(project).content.packs.get(pack)
    return (present.printing if present else PrintSettings()).sheet_digits


def handed_out_look(project: ProjectFiles, code: str) -> PrintedLook | None:
    """The look in which an edition was handed out last, None where no readable note says that it
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
    return PrintedLook(notes[-1].density, notes[-1].layout) if notes else None


def built_look(project: ProjectFiles, pack: str, code: str) -> PrintedLook | None:
    """The look in which a build made the papers of an edition that lie there, None where there are
    none.
    """
    manifest = read_manifest(project, pack).manifest
    for file in manifest.files:
        output = None if file.asked else read_name(pack, file.name)
        if output and (output.kind, output.code, output.profile) == (PAPER, code, STANDARD):
            layout = manifest.layout if manifest.edition == code else Layout()
            return PrintedLook(file.density, layout)
    return None


def _present_look(project: ProjectFiles, pack: str, code: str) -> PrintedLook | None:
    """The look that a pack asks for whose present edition this is, None where it is none."""
    loaded = load_project(project)
    present = loaded.content.packs.get(pack)
    if present is None or loaded.stoppers(pack):
        return None
    try:
        edition = edition_of_pack(project, present, loaded.content, draft=False)
        if edition is None or edition.code != code:
            return None
        return printed_pack(project, present, edition)[0].printing.look
    except (editions.Damaged, editions.UnknownRevision, MissingGlyph, MissingMedia, TooTall):
        return None


def printed_pack(
    project: ProjectFiles, pack: Pack, edition: Edition | None
) -> tuple[Pack, tuple[str, ...]]:
    """A pack with the look that its edition is printed in, and remarks on why it or the style is
    not the pack's: as it was handed out, else within the pages that the pack allows.

    Raises MissingGlyph, MissingMedia, TooTall.
    """
    if edition is None:
        return pack, ()
    if look := handed_out_look(project, edition.code):
        pack, remark = _as_handed_out(pack, edition.code, look)
    elif pack.printing.pages:
        budget = page_budget(edition.view, pack.printing, edition.media, edition.style)
        pack, remark = replace(pack, printing=budget.settings), budget.sentence(pack.printing)
    else:
        remark = ""
    remarks = [remark] if remark else []
    if edition.style != pack.style:
        remarks.append(
            f"{edition.code} was printed in another style, and stays so; the style of the pack is "
            "used for its next edition, and for 'packs reprint --style today'"
        )
    return pack, tuple(remarks)


def _as_handed_out(pack: Pack, code: str, look: PrintedLook) -> tuple[Pack, str]:
    """A pack that prints its edition as it was handed out, and a remark where it asks for another
    look ("" where it does not).
    """
    now, remarks = pack.printing, []
    if look.density != now.density:
        how = (
            "as earlier versions set it"
            if look.density == EARLIER
            else f"in density {look.density}"
        )
        remarks.append(
            f"{code} was printed {how}, and stays so; density {now.density} is used for the next "
            "edition of this pack"
        )
    if changed := _changed(look.layout, now.layout):
        remarks.append(
            f"{code} was printed with other pages ({changed}), and stays so; what the pack says of "
            "pages is used for its next edition"
        )
    return replace(pack, printing=now.with_look(look)), "; ".join(remarks)


def _changed(printed: Layout, now: Layout) -> str:
    """The settings of a pack in which two layouts differ, as authors write them."""
    differs = {
        "stimuli": printed.stimuli != now.stimuli,
        "booklet": printed.booklet != now.booklet,
        "new_page": printed.new_pages != now.new_pages,
        "together": printed.together != now.together,
    }
    return ", ".join(name for name, other in differs.items() if other)


def look_to_note(project: ProjectFiles, pack: str, code: str) -> PrintedLook:
    """The look that a new handout notes: that of the papers that are there, else of an earlier
    handout, else what the pack asks for.
    """
    if known := built_look(project, pack, code) or handed_out_look(project, code):
        return known
    present = load_project(project).content.packs.get(pack)
    return present.printing.look if present else PrintedLook()
