"""The instructor's guide to a quiz: everything in it counted, and the files it goes to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from generator import documents, editions
from generator.checks.question import Question
from generator.content.field_types import points_text
from generator.content.model import PLAIN_TEXT, STANDARD, Content, Item, Pack, PrintSettings
from generator.documents import BRIEFING, CROSSWALK, GUIDE, KINDS
from generator.documents.class_set import ClassSet
from generator.documents.guide import counting
from generator.documents.guide.crosswalk import crosswalk, crosswalk_csv
from generator.documents.guide.key_agreement import agreement
from generator.documents.guide.model import Before, Change, Guide, Planned, Printing, PrintPlan
from generator.documents.placed import placed
from generator.documents.styled import in_style_of
from generator.editions.edition import Edition
from generator.editions.quiz import AnswerKey
from generator.editions.store import HandedOut, handed_out_editions, load_edition
from generator.i18n.catalog import Catalog
from generator.items import scored_parts
from generator.items.requirements import Requirement, requirements
from generator.page.blocks import Document, PlanRow
from generator.page.media import joined_media
from generator.storage.files import ProjectFiles
from generator.workflows.build.compose import compose_files
from generator.workflows.build.edition import edition_of_pack
from generator.workflows.build.manifest import read_manifest
from generator.workflows.build.outputs import (
    ComposedFile,
    DataFile,
    OutputFile,
    PrintedPages,
    output_file,
    path_of,
)
from generator.workflows.marking.diff import Side, telling
from generator.workflows.marking.status import revision_then
from generator.workflows.media import with_media

NEW, GONE, HARMLESS = "new", "gone", "cosmetic"


def compose_guide(
    project: ProjectFiles,
    pack: Pack,
    content: Content,
    edition: Edition,
    files: Sequence[ComposedFile],
    pages: Mapping[str, PrintedPages],
) -> list[ComposedFile]:
    """The guide to an edition, and the crosswalk for a program.

    `files` are the pack's other files, with their `pages` by path as far as they are known.  Of a
    draft nothing was handed out before.
    """
    guide_file = output_file(GUIDE, edition, pack.printing)
    crosswalk_file = output_file(CROSSWALK, edition, pack.printing)
    guide = guide_values(
        pack,
        content,
        edition,
        print_plan(files, pages, pack.printing, [crosswalk_file]),
        None if edition.draft else handed_out_before(project, edition),
        planned_sections(pack, content, edition.catalog),
    )
    rows = crosswalk_csv(edition.view, guide.crosswalk)
    document = in_style_of(guide_document(guide, edition.catalog), edition)
    document = with_media(document, joined_media(edition.media, content.media))
    return [ComposedFile(guide_file, document), ComposedFile(crosswalk_file, DataFile(rows))]


def preview_guide(project: ProjectFiles, pack: Pack, content: Content) -> Document | None:
    """The guide as a build would make it now, without building; None for a pack without a quiz.

    Raises Damaged, UnknownRevision.
    """
    edition = edition_of_pack(project, pack, content, draft=False)
    if edition is None:
        return None
    listed = read_manifest(project, pack.name).manifest.files
    pages = {path_of(pack.name, file.name): file.printed_pages for file in listed}
    files = compose_files(pack, content, edition, draft=False)
    guide = compose_guide(project, pack, content, edition, files, pages)[0].content
    return guide if isinstance(guide, Document) else None


def guide_document(guide: Guide, catalog: Catalog | None = None) -> Document:
    """The guide in the words of its quiz, where no others are given."""
    document = documents.guide(guide, catalog or guide.view.catalog)
    return replace(document, splits=True)


def guide_values(
    pack: Pack,
    content: Content,
    edition: Edition,
    plan: PrintPlan | None = None,
    before: tuple[Before, ...] | None = None,
    planned: Sequence[Planned] = (),
) -> Guide:
    """All that the guide to an edition says.

    `plan` is None where nothing is known of the printing, `before` None where nothing is known of
    what was handed out; `planned`: the blueprints of sections that have one.
    """
    view, key = edition.view, edition.key
    questions = tuple(counting.questions(view, key))
    rows = crosswalk(view, key, edition.catalog, edition.note.voids)
    evidence = counting.resting(key, questions, rows)
    tested = [resting.fact.id for resting in evidence]
    summaries = [content.summaries[ref.id] for ref in pack.summaries]
    return Guide(
        view,
        edition.code,
        edition.note,
        plan,
        tuple(planned),
        counting.content(questions),
        counting.contents(questions, len(view.sections)),
        rows,
        agreement(rows),
        counting.efforts(view, key, questions, _minutes(content, key)),
        counting.guessing(questions),
        counting.taught(summaries, tested),
        evidence,
        counting.opposed(content.evidence.values(), tested),
        _objectives(content, key),
        before,
    )


def print_plan(
    files: Sequence[ComposedFile],
    pages: Mapping[str, PrintedPages],
    settings: PrintSettings,
    further: Sequence[OutputFile] = (),
) -> PrintPlan:
    """How the files of a pack are printed, and what belongs together.

    `pages` by path, as far as they are known; `further` are files besides.  What a class set holds
    is counted by document and profile; other profiles are listed without copies, for whoever needs
    one.
    """
    in_set = Counter(
        (id(document), profile)
        for file in files
        if isinstance(file.content, ClassSet)
        for document, profile in file.content.copies
    )
    printings = []
    for file in files:
        output = file.output
        copies = in_set.get((id(file.content), output.profile), file.copies)
        planned = output.kind.copies_for_class and output.kind.in_guide
        if not planned or output.profile == PLAIN_TEXT:
            continue
        if copies or output.profile != STANDARD:
            printed = pages.get(file.path, PrintedPages(0))
            printings.append(
                Printing(
                    output.kind.name,
                    output.form,
                    output.profile,
                    printed.pages,
                    copies,
                    printed.fills,
                    printed.alike,
                    printed.closer,
                )
            )
    outputs = [file.output for file in files if file.output.profile == STANDARD] + list(further)
    listed: list[tuple[str, tuple[str, ...]]] = []
    for kind in KINDS:
        names = tuple(file.path.rpartition("/")[2] for file in outputs if file.kind is kind)
        if kind.in_guide and names:
            listed.append((kind.name, names))
    with_paper = settings.briefing == "with-paper"
    return PrintPlan(
        settings.paper,
        settings.sides,
        tuple(printings),
        tuple(listed),
        with_paper and any(printing.kind == BRIEFING.name for printing in printings),
    )


def planned_sections(pack: Pack, content: Content, catalog: Catalog) -> tuple[Planned, ...]:
    """What the sections with a blueprint must have, and what their items have of it, in words."""
    sections = []
    for index, section in enumerate(pack.sections):
        if section.blueprint:
            own = [content.items_by_id[ref.id] for ref in section.items]
            rows = tuple(_plan_row(rule, own, catalog) for rule in requirements(section.blueprint))
            sections.append(Planned(index, rows))
    return tuple(sections)


def _plan_row(rule: Requirement, items: Sequence[Item], catalog: Catalog) -> PlanRow:
    """A requirement and what items have of it; one without an upper end ends where they do."""
    met, least, most = rule.met(items), rule.amount.least, rule.amount.most
    return PlanRow(
        _required(rule, catalog),
        rule.planned,
        points_text(met),
        float(least),
        float(max(least, met) if most is None else most),
        float(met),
    )


def _required(rule: Requirement, catalog: Catalog) -> str:
    """What a requirement asks for."""
    if rule.type:
        return catalog("required-items", kind=catalog(f"type-{rule.type}"))
    if rule.difficulty:
        return catalog("required-items", kind=catalog(f"difficulty-{rule.difficulty}"))
    if rule.cell is None:
        if rule.unit == "points":
            return catalog("required-points-all")
        return catalog("required-items-all")
    names = [rule.cell.objective.id] if rule.cell.objective else []
    if rule.cell.levels:
        names.append(
            catalog.join_with_commas([catalog(f"level-{level}") for level in rule.cell.levels])
        )
    return catalog("required-points", cell=catalog.join_with_commas(names))


def _objectives(content: Content, key: AnswerKey) -> tuple[tuple[str, str], ...]:
    """The objectives of the banks that a quiz draws on, each text with its id."""
    ids = {answer.id for section in key.sections for answer in section}
    banks = [bank for bank in content.banks.values() if any(item.id in ids for item in bank.items)]
    return tuple({text.source: name for bank in banks for name, text in bank.objectives}.items())


def _minutes(content: Content, key: AnswerKey) -> dict[str, float]:
    """What the items of a quiz need by the estimate of the checks, those of a set's parts
    together.
    """
    ids = {answer.id for section in key.sections for answer in section}
    minutes = {}
    for bank in content.banks.values():
        for item in bank.items:
            if item.id in ids:
                parts = scored_parts(item) if item.minutes is None else (item,)
                minutes[item.id] = sum(Question(bank, part, item, ()).minutes for part in parts)
    return minutes


def handed_out_before(project: ProjectFiles, edition: Edition) -> tuple[Before, ...]:
    """What a pack's last handed-out edition was and what changed since: this edition first, where
    it was handed out, then the last other one; none where nothing was handed out.
    """
    handed_out = [
        other
        for other in handed_out_editions(project)
        if edition.pack in other.files.packs and other.handouts
    ]
    handed_out.sort(key=lambda other: (other.handouts[-1].date, other.files.code))
    this = [other for other in handed_out if other.files.code == edition.code]
    others = [other for other in handed_out if other.files.code != edition.code]
    now = edition.view, edition.key
    return tuple(_before(project, other, now) for other in (*this, *others[-1:]))


def _before(project: ProjectFiles, handed_out: HandedOut, now: Side) -> Before:
    code = handed_out.files.code
    handouts = tuple(
        (handout.date, handout.class_name, handout.copies) for handout in handed_out.handouts
    )
    if not handed_out.files.records:
        return Before(code, handouts, readable=False)
    try:
        stored = load_edition(project, handed_out.files)
        revision = revision_then(stored.revisions, handed_out.handouts)
    except (editions.Damaged, editions.UnknownRevision, ValueError):
        return Before(code, handouts, readable=False)
    then = stored.view, revision.key
    differences = editions.differences(*then, *now)
    in_english = now[0].language.partition("-")[0] == "en"
    return Before(
        code,
        handouts,
        _changes(then, now, differences),
        differences.rearranged,
        bool(differences.front),
        lines=tuple(telling(then, now)) if in_english else (),
    )


def _changes(then: Side, now: Side, differences: editions.Differences) -> tuple[Change, ...]:
    old, new = _numbers(then), _numbers(now)
    changed = [
        Change(item.name, old[item.before.name], new[item.after.name], _impacts(item))
        for item in differences.items
    ]
    return (
        *sorted((change for change in changed if change.kinds), key=lambda change: change.new),
        *(Change(name, 0, new[name], (NEW,)) for name in differences.added),
        *(Change(name, old[name], 0, (GONE,)) for name in differences.dropped),
    )


def _impacts(item: editions.ItemChange) -> tuple[str, ...]:
    """The kinds of change of an item; the harmless one only where there is no other."""
    before, after = item.before, item.after
    kinds = [
        impact.kind
        for impact in editions.impacts(before.student, before.key, after.student, after.key)
    ]
    return tuple(kind for kind in kinds if kind != HARMLESS or len(kinds) == 1)


def _numbers(side: Side) -> dict[str, int]:
    """The number of each item on the first form, by its id."""
    numbers = {(item.section, item.index): item.number for item in placed(side[0], 0)}
    return {item.name: numbers[item.section, item.index] for item in editions.placed_items(*side)}
