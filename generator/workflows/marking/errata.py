"""What to hand out and what to mark again after a printed edition proved wrong."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace

from generator import documents, editions
from generator.content.field_types import points_text
from generator.content.model import Content, PrintSettings
from generator.documents import ERRATA, REMARK
from generator.documents.placed import Placed, placed
from generator.documents.revision_note import void_mark
from generator.documents.styled import in_style_of
from generator.editions.edition import Edition, revision_note
from generator.editions.store import FoundEdition, lost_revision
from generator.items import Shuffle, StudentItem, type_of
from generator.page.blocks import Document
from generator.page.fingerprint import fingerprint
from generator.page.media import joined_media
from generator.render.text import text_preview
from generator.storage.files import ProjectFiles
from generator.storage.sealed_json import LOST
from generator.values import dataclass
from generator.workflows.build.outputs import ComposedFile, output_file
from generator.workflows.marking.status import TodaysItems, handouts_of, revision_then
from generator.workflows.media import with_media
from generator.workflows.sitting.reprint import write_files


@dataclass(frozen=True)
class Errata:
    """The slips and lists of the forms meant; the items that no slip can put right, with the
    reason, those that could not be read today, of which nothing is known, and those that have
    another answer in the banks than in the latest key, which no list knows yet.
    """

    slips: tuple[ComposedFile, ...]
    remarks: tuple[ComposedFile, ...]
    beyond: tuple[tuple[str, str], ...]
    unread: tuple[str, ...]
    not_applied: tuple[str, ...]


def errata(
    found: FoundEdition, content: Content, then: editions.Revision, settings: PrintSettings
) -> Errata:
    """The slips for an edition; `then` is the revision its copies were marked with."""
    edition, catalog = found.edition, found.edition.catalog
    today = TodaysItems(content)
    mended, beyond = _mended(edition, today)
    media = joined_media(edition.media, content.media)
    slips: list[ComposedFile] = []
    remarks: list[ComposedFile] = []
    for form in found.forms:
        questions = list(_questions(edition, form, mended))
        if questions:
            code = edition.paper_code(form)
            document = documents.errata(edition.view, form, code, questions, catalog)
            text = fingerprint(document.blocks).encode()
            sign = editions.short_code(hashlib.sha256(text).digest())
            file = replace(output_file(ERRATA, edition, settings, form), sign=sign)
            slips.append(ComposedFile(file, with_media(in_style_of(document, edition), media)))
        if rows := list(_rows(edition, form, then)):
            document = documents.remarking(edition, form, rows, then.number, catalog)
            file = replace(output_file(REMARK, edition, settings, form), since=then.number)
            remarks.append(ComposedFile(file, with_media(in_style_of(document, edition), media)))
    printed = list(editions.placed_items(edition.view, edition.key))
    not_applied = tuple(
        old.name
        for old, new in editions.match_items(printed, today.items)
        if new.student == old.student
        and editions.changes_marking(old.student, old.key, new.student, new.key)
    )
    return Errata(
        tuple(slips), tuple(remarks), tuple(beyond), today.not_compared(edition), not_applied
    )


Mending = dict[tuple[int, int], tuple[StudentItem, StudentItem, dict[str, str]]]


def _mended(edition: Edition, today: TodaysItems) -> tuple[Mending, list[tuple[str, str]]]:
    """The items that read otherwise now: the new and the old way, and which text replaces which;
    and those beyond a slip.
    """
    printed = list(editions.placed_items(edition.view, edition.key))
    mended: Mending = {}
    beyond = []
    for old, new in editions.match_items(printed, today.items):
        impacts = editions.impacts(old.student, old.key, new.student, new.key)
        if not any(impact.kind == "wording" for impact in impacts):
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


def _questions(edition: Edition, form: int, mended: Mending) -> Iterator[tuple[Placed, str]]:
    """The questions of a form as they must read, each with the stem on paper where that differs."""
    for item in placed(edition.view, form):
        if (item.section, item.index) in mended:
            new, old, replaced = mended[item.section, item.index]
            order = _order(_shuffle(old), _shuffle(new), item.order, replaced)
            assert order is not None
            yield replace(item, student=new, order=order), old.stem if old.stem != new.stem else ""


def _shuffle(student: StudentItem) -> Shuffle:
    return type_of(student).shuffle(student)


def _order(
    old: Shuffle, new: Shuffle, order: tuple[int, ...], replaced: dict[str, str]
) -> tuple[int, ...] | None:
    """The order in which each new option comes under the letter of the one it replaces; None where
    there is none.
    """
    if len(old.groups) != len(new.groups) or len(old.options) != len(new.options):
        return None
    new_order: tuple[int, ...] = ()
    before = after = 0
    for group, other in zip(old.groups, new.groups, strict=True):
        part = tuple(index - before for index in order[before : before + group.count])
        inner = _order(group, other, part, replaced)
        if inner is None:
            return None
        new_order += tuple(index + after for index in inner)
        before, after = before + group.count, after + other.count
    if old.groups:
        return new_order
    texts = [text if text in new.options else replaced.get(text, "") for text in old.options]
    if sorted(texts) != sorted(new.options):
        return None
    return tuple(new.options.index(texts[index]) for index in order)


def _rows(
    edition: Edition, form: int, then: editions.Revision
) -> Iterator[tuple[str, str, str, str]]:
    """The questions of a form to mark again: number, key as it was and is, points."""
    catalog, after = edition.catalog, edition.note
    before = revision_note(edition.view, then, edition.revisions)
    rules = {(void.section, void.index): void.rule for void in after.voids}
    for item in placed(edition.view, form):
        place = item.section, item.index
        old, new = (key.sections[item.section][item.index] for key in (then.key, edition.key))
        marks = [void_mark(note, item, catalog) for note in (before, after)]
        if marks[0] == marks[1] and not editions.changes_marking(
            item.student, old, item.student, new
        ):
            continue
        was, is_now = (
            mark or type_of(item.student).short_key(item.student, key, item.order, catalog)
            for mark, key in zip(marks, (old, new), strict=True)
        )
        if place in rules and marks[1]:
            is_now = catalog("remark-full") if rules[place] == "full" else catalog("remark-none")
        elif was == is_now:
            is_now = catalog("remark-see")
        yield str(item.number), was, is_now, points_text(item.student.points)


def errata_since_handout(
    project: ProjectFiles, found: FoundEdition, content: Content, settings: PrintSettings
) -> Errata:
    """The slips for an edition; its copies were marked with the key that held at the handout.

    Raises DamagedRevision where that key is lost, so that nothing can be said of it.
    """
    edition = found.edition
    handouts = handouts_of(project, edition.code)
    if path := lost_revision(edition.pack, edition.code, edition.revisions, handouts):
        why = f"copies were marked with it, and it is damaged or gone{LOST}"
        raise editions.DamagedRevision(why).named(path)
    then = revision_then(edition.revisions, handouts)
    return errata(found, content, then, settings)


def slip_texts(slips: Errata) -> list[str]:
    """Every slip as plain text: those for students, then those for markers."""
    return [
        text_preview(slip.content)
        for slip in (*slips.slips, *slips.remarks)
        if isinstance(slip.content, Document)
    ]


def write_slips(
    project: ProjectFiles, pack: str, slips: Errata, settings: PrintSettings
) -> Iterator[str]:
    """Write every slip as a PDF; gives their paths.  Raises DiskError, TooTall, MissingGlyph."""
    for slip in (*slips.slips, *slips.remarks):
        yield from write_files(project, pack, [slip], [slip.path], settings)
