"""What to hand out and what to mark again after a printed edition proved wrong."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator import documents, editions
from generator.content.field_types import points_text
from generator.content.model import PrintSettings
from generator.documents.common import Placed, placed
from generator.documents.revision_note import void_mark
from generator.editions.arrange import item_halves
from generator.editions.lookup import FoundEdition
from generator.editions.quiz import form_name
from generator.editions.store import revision_note
from generator.i18n.catalog import load_catalog
from generator.items import Shuffle, StudentItem, type_of
from generator.page.blocks import Document
from generator.render.text import text_preview
from generator.storage.files import ProjectFiles
from generator.workflows.build.naming import ending
from generator.workflows.build.outputs import OutputFile
from generator.workflows.marking.status import handouts_of, revision_then
from generator.workflows.project import LoadedProject
from generator.workflows.sitting.reprint import write_asked


@dataclass(frozen=True)
class Errata:
    """The slips of the forms meant with their paths, and items that no slip can put right, with the reason."""

    slips: tuple[OutputFile, ...]
    remarks: tuple[OutputFile, ...]
    beyond: tuple[tuple[str, str], ...]


def errata(found: FoundEdition, reading: LoadedProject, then: editions.Revision) -> Errata:
    """The slips for an edition; `then` is the revision its copies were marked with."""
    mended, beyond = _mended(found, reading)
    slips: list[OutputFile] = []
    remarks: list[OutputFile] = []
    catalog, count = load_catalog(found.view.language), len(found.view.forms)
    for form in found.forms:
        code = editions.paper_code(found.code, form_name(form, count))
        questions = list(_questions(found, form, mended))
        if questions:
            document = documents.errata(found.view, form, code, questions, catalog)
            sign = editions.short_code(hashlib.sha256(repr(document.blocks).encode()).digest())
            slips.append(
                OutputFile(
                    f"output/{found.pack}/students/{found.pack}-{code}-errata-{sign}.pdf", document
                )
            )
        if rows := list(_rows(found, form, then)):
            document = documents.remarking(
                found.view, form, code, rows, then.number, found.revision.number, catalog
            )
            name = f"{found.pack}-{code}-REMARK-r{then.number}-r{found.revision.number}.pdf"
            remarks.append(OutputFile(f"output/{found.pack}/teacher/{name}", document))
    return Errata(tuple(slips), tuple(remarks), tuple(beyond))


Mending = dict[tuple[int, int], tuple[StudentItem, StudentItem, dict[str, str]]]


def _mended(found: FoundEdition, reading: LoadedProject) -> tuple[Mending, list[tuple[str, str]]]:
    """The items that read otherwise now: the new and the old way, and which text stands for which; and those beyond a slip."""
    today = [
        editions.PlacedItem(0, n, *both)
        for n, both in enumerate(item_halves(reading.content).values())
    ]
    printed = list(editions.placed_items(found.view, found.revision.key))
    mended: Mending = {}
    beyond = []
    for old, new in editions.match_items(printed, today):
        drift = editions.impacts(old.student, old.key, new.student, new.key)
        if not any(one.kind == "wording" for one in drift):
            continue
        replaced = editions.replacements(old.student, new.student)
        if type(old.student) is not type(new.student) or old.student.points != new.student.points:
            beyond.append(
                (old.name, "its type or its points changed: void it, or let it stand as printed")
            )
        elif (
            _order(
                _shuffle(old.student),
                _shuffle(new.student),
                tuple(range(_shuffle(old.student).count)),
                replaced,
            )
            is None
        ):
            beyond.append((old.name, "its options are others: no slip can put it right"))
        else:
            mended[old.section, old.index] = new.student, old.student, replaced
    return mended, beyond


def _questions(found: FoundEdition, form: int, mended: Mending) -> Iterator[tuple[Placed, str]]:
    """The questions of a form as they must read, each with the stem on paper where that differs."""
    for item in placed(found.view, form):
        if (item.section, item.index) in mended:
            new, old, replaced = mended[item.section, item.index]
            order = _order(_shuffle(old), _shuffle(new), item.order, replaced)
            assert order is not None
            yield replace(item, asked=new, order=order), old.stem if old.stem != new.stem else ""


def _shuffle(asked: StudentItem) -> Shuffle:
    return type_of(asked).shuffle(asked)


def _order(
    old: Shuffle, new: Shuffle, order: tuple[int, ...], replaced: dict[str, str]
) -> tuple[int, ...] | None:
    """The order in which each new option stands under the letter of the one it replaces; None where there is none."""
    if len(old.groups) != len(new.groups) or len(old.options) != len(new.options):
        return None
    found: tuple[int, ...] = ()
    before = after = 0
    for group, other in zip(old.groups, new.groups, strict=True):
        part = tuple(index - before for index in order[before : before + group.count])
        inner = _order(group, other, part, replaced)
        if inner is None:
            return None
        found += tuple(index + after for index in inner)
        before, after = before + group.count, after + other.count
    if old.groups:
        return found
    texts = [text if text in new.options else replaced.get(text, "") for text in old.options]
    if sorted(texts) != sorted(new.options):
        return None
    return tuple(new.options.index(texts[index]) for index in order)


def _rows(
    found: FoundEdition, form: int, then: editions.Revision
) -> Iterator[tuple[str, str, str, str]]:
    """The questions of a form to mark again: number, key as it was and is, points."""
    catalog, now = load_catalog(found.view.language), found.revision
    before, after = (revision_note(found.view, one, found.kept.revisions) for one in (then, now))
    rules = {(void.section, void.index): void.rule for void in now.voids}
    for item in placed(found.view, form):
        place = item.section, item.index
        old, new = (one.key.sections[item.section][item.index] for one in (then, now))
        marks = [void_mark(stands, item, catalog) for stands in (before, after)]
        if marks[0] == marks[1] and not editions.changes_marking(item.asked, old, item.asked, new):
            continue
        was, is_now = (
            mark or type_of(item.asked).short_key(item.asked, one, item.order, catalog)
            for mark, one in zip(marks, (old, new), strict=True)
        )
        if place in rules and marks[1]:
            is_now = catalog("remark-full") if rules[place] == "full" else catalog("remark-none")
        elif was == is_now:
            is_now = catalog("remark-see")
        yield str(item.number), was, is_now, points_text(item.asked.points)


def errata_since_handout(
    project: ProjectFiles, found: FoundEdition, loaded: LoadedProject
) -> Errata:
    """The slips for an edition; its copies were marked with the key that held at the handout."""
    then = revision_then(found.kept, handouts_of(project, found.code))
    return errata(found, loaded, then)


def slip_texts(slips: Errata) -> list[str]:
    """Every slip as plain text: those for students, then those for markers."""
    return [
        text_preview(file.document)
        for file in (*slips.slips, *slips.remarks)
        if isinstance(file.document, Document)
    ]


def write_slips(
    project: ProjectFiles, found: FoundEdition, slips: Errata, paper: str
) -> Iterator[str]:
    """Write every slip as a PDF; gives their paths. Raises DiskError, TooTall, MissingGlyph."""
    settings = PrintSettings(paper=paper)
    for file in (*slips.slips, *slips.remarks):
        path = file.path.removesuffix(".pdf") + ending(settings)
        yield from write_asked(
            project, found.pack, [OutputFile(path, file.document)], [path], settings
        )
