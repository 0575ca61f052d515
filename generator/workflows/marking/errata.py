"""What to hand out and what to mark again after a printed edition proved wrong."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator import documents, editions
from generator.content.field_types import points_text
from generator.content.model import Content, PrintSettings
from generator.documents import ERRATA, REMARK
from generator.documents.errata import Row
from generator.documents.placed import Placed, placed
from generator.documents.styled import in_style_of
from generator.editions.edition import Edition, marked_otherwise
from generator.editions.revision import SHOWN
from generator.editions.store import FoundEdition, lost_revision
from generator.i18n.catalog import Catalog
from generator.items import Shuffle, StudentItem, type_of
from generator.page.blocks import Document
from generator.page.fingerprint import fingerprint
from generator.page.media import joined_media
from generator.render.text import text_preview
from generator.storage.files import ProjectFiles
from generator.storage.sealed_json import LOST
from generator.values import dataclass
from generator.workflows.build.outputs import ComposedFile, output_file
from generator.workflows.marking.status import TodaysItems, handouts_of, revisions_used
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
    found: FoundEdition,
    content: Content,
    marked_with: Sequence[editions.Revision],
    settings: PrintSettings,
) -> Errata:
    """The slips for an edition; `marked_with`: the other revisions that copies may have been marked
    with, of which those that need the same list share it.
    """
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
        lists: dict[tuple[Row, ...], list[str]] = {}
        for then in marked_with:
            lists.setdefault(tuple(_rows(edition, form, then)), []).append(_name(edition, then))
        for rows, names in lists.items():
            if not rows:
                continue
            said = catalog.join_with_commas(names)
            document = documents.remarking(edition, form, rows, said, catalog)
            file = replace(output_file(REMARK, edition, settings, form), since=names[0])
            remarks.append(ComposedFile(file, with_media(in_style_of(document, edition), media)))
    printed = list(editions.placed_items(edition.view, edition.key))
    void = {(dropped.section, dropped.index) for dropped in edition.note.voids}
    not_applied = tuple(
        old.name
        for old, new in editions.match_items(printed, today.items)
        if new.student == old.student
        and (old.section, old.index) not in void
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


def _name(edition: Edition, revision: editions.Revision) -> str:
    """The number of a revision, with the first symbols of its hash where two have that number."""
    alike = [other for other in edition.revisions if other.number == revision.number]
    return str(revision.number) + (f"-{revision.hash[:SHOWN]}" if len(alike) > 1 else "")


def _rows(edition: Edition, form: int, then: editions.Revision) -> Iterator[Row]:
    """The questions of a form to mark again: number, key as it was and is, points."""
    catalog, now = edition.catalog, edition.revision
    assert now is not None
    changed = marked_otherwise(edition.view, then, now)
    for item in placed(edition.view, form):
        place = item.section, item.index
        if place not in changed:
            continue
        was, is_now = (
            _void_words(revision, place, catalog)
            or type_of(item.student).short_key(
                item.student, revision.key.sections[item.section][item.index], item.order, catalog
            )
            for revision in (then, now)
        )
        if was == is_now:
            is_now = catalog("remark-see")
        yield str(item.number), was, is_now, points_text(item.student.points)


def _void_words(revision: editions.Revision, place: tuple[int, int], catalog: Catalog) -> str:
    """What comes of a void question, "" of one that counts."""
    rules = {(void.section, void.index): void.rule for void in revision.voids}
    if place not in rules:
        return ""
    return catalog("remark-full") if rules[place] == "full" else catalog("remark-none")


def errata_since_handout(
    project: ProjectFiles, found: FoundEdition, content: Content, settings: PrintSettings
) -> Errata:
    """The slips for an edition; its copies were marked with the key that held at a handout, or
    with a later one.

    Raises DamagedRevision where such a key is lost, so that nothing can be said of it.
    """
    edition = found.edition
    handouts = handouts_of(project, edition.code)
    if path := lost_revision(edition.pack, edition.code, edition.revisions, handouts):
        why = f"copies may have been marked with it, and it is damaged or gone{LOST}"
        raise editions.DamagedRevision(why).named(path)
    marked_with = revisions_used(edition, handouts)
    return errata(found, content, marked_with, settings)


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
