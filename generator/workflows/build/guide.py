"""The instructor's guide to a quiz: everything in it counted, and the files it goes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator import documents as compose
from generator import editions
from generator.checks.question import Question
from generator.content.field_types import points_text
from generator.content.model import PLAIN_TEXT, STANDARD, Content, Pack, PrintSettings
from generator.documents.common import placed
from generator.documents.guide import measures
from generator.documents.guide.model import (
    PRINTED,
    Before,
    Change,
    Guide,
    Planned,
    Printing,
    PrintPlan,
)
from generator.documents.guide.pieces import pieces
from generator.editions.arrange import Quiz
from generator.editions.printed import HandedOut, handed_out_editions
from generator.editions.quiz import AnswerKey, QuizView, RevisionNote
from generator.editions.store import load_edition
from generator.i18n.catalog import Catalog, load_catalog
from generator.items import scored_parts
from generator.items.requirements import Requirement, requirements
from generator.page.blocks import Document
from generator.storage.files import ProjectFiles
from generator.workflows.build.naming import ending
from generator.workflows.build.outputs import ClassSet, OutputFile, family_name
from generator.workflows.marking.diff import Side, telling
from generator.workflows.marking.status import revision_then
from generator.workflows.project import LoadedProject

NEW, GONE, HARMLESS = "new", "gone", "cosmetic"
HANDED_OUT = ("paper", "answer-sheet", "briefing")


def guide_values(
    reading: LoadedProject,
    pack: Pack,
    quiz: Quiz,
    code: str,
    revision: int,
    plan: PrintPlan | None = None,
    before: tuple[Before, ...] | None = None,
    planned: Sequence[Planned] = (),
    standing: RevisionNote | None = None,
) -> Guide:
    """All that the guide to a quiz tells.

    `code` is the edition's, or the draft sign; `plan` None where nothing is known of the printing, `before` None where
    nothing is known of what was printed; `planned`: the blueprints of sections that have one.
    """
    view, key = quiz.view, quiz.key
    stands = standing or RevisionNote(revision, (revision - 1,) if revision > 1 else ())
    found = tuple(pieces(view, key))
    rows = measures.crosswalk(view, key, load_catalog(view.language), stands.voids)
    evidence = measures.resting(key, found, rows)
    tested = [one.fact.id for one in evidence]
    summaries = [reading.content.summaries[ref.id] for ref in pack.summaries]
    return Guide(
        view,
        code,
        stands,
        plan,
        tuple(planned),
        measures.content(found),
        measures.contents(found, len(view.sections)),
        rows,
        measures.agreement(rows),
        measures.efforts(view, key, found, _minutes(reading.content, key)),
        measures.guessing(found),
        measures.taught(summaries, tested),
        evidence,
        measures.opposed(reading.content.evidence.values(), tested),
        _objectives(reading.content, key),
        before,
    )


def guide_document(guide: Guide, draft: bool = False) -> Document:
    """The guide in the language of its quiz."""
    return compose.guide(guide, load_catalog(guide.view.language), draft)


def guide_files(
    project: ProjectFiles,
    reading: LoadedProject,
    pack: Pack,
    quiz: Quiz,
    code: str,
    revision: int,
    wanted: Sequence[OutputFile],
    pages: Mapping[str, int],
    standing: RevisionNote | None = None,
    draft: bool = False,
) -> tuple[OutputFile, tuple[str, bytes]]:
    """The guide to a pack's quiz, and the crosswalk as a file with its path.

    `wanted` are the pack's files, with their `pages` by path as far as they are known.  Of a draft nothing was printed before.
    """
    path, crosswalk = guide_paths(pack.name, code, revision, pack.printing, draft)
    plan = print_plan(wanted, pages, pack.printing, [("crosswalk", crosswalk)])
    before = None if draft else printed_before(project, pack.name, code, quiz)
    guide = guide_values(
        reading,
        pack,
        quiz,
        code,
        revision,
        plan,
        before,
        planned_sections(pack, reading.content),
        standing,
    )
    return OutputFile(path, guide_document(guide, draft)), (
        crosswalk,
        measures.crosswalk_csv(quiz.view, guide.crosswalk),
    )


def guide_paths(
    name: str, code: str, revision: int, settings: PrintSettings, draft: bool = False
) -> tuple[str, str]:
    """Where a pack's guide and its crosswalk go."""
    stem, mark = f"output/{name}/teacher/{name}-{code}", "" if draft else f"-r{revision}"
    return f"{stem}-guide-KEY{mark}{ending(settings)}", f"{stem}-crosswalk-KEY{mark}.csv"


def print_plan(
    wanted: Sequence[OutputFile],
    pages: Mapping[str, int],
    settings: PrintSettings,
    further: Sequence[tuple[str, str]] = (),
) -> PrintPlan:
    """How the files of a pack are printed, and what belongs together.

    `pages` by path, as far as they are known; `further` are files besides, as (kind, path).  What a class set holds is counted
    by document and profile; other profiles are told without copies, for whoever needs one.
    """
    inside: dict[tuple[int, str], int] = {}
    for one in wanted:
        for document, profile in one.document.copies if isinstance(one.document, ClassSet) else ():
            inside[id(document), profile] = inside.get((id(document), profile), 0) + 1
    documents = []
    for one in wanted:
        kind, _, form = getattr(one.document, "label", "").partition(" ")
        copies = inside.get((id(one.document), one.profile), one.copies)
        if kind in HANDED_OUT and one.profile != PLAIN_TEXT and (copies or one.profile != STANDARD):
            documents.append(Printing(kind, form, one.profile, pages.get(one.path, 0), copies))
    files = [
        (family_name(one.document), one.path) for one in wanted if one.profile == STANDARD
    ] + list(further)
    named = tuple(
        (kind, tuple(path.rpartition("/")[2] for other, path in files if other == kind))
        for kind in PRINTED
    )
    return PrintPlan(
        settings.paper,
        settings.sides,
        tuple(documents),
        tuple(one for one in named if one[1]),
        settings.briefing == "with-paper" and any(one.kind == "briefing" for one in documents),
    )


def planned_sections(pack: Pack, content: Content) -> tuple[Planned, ...]:
    """What the sections with a blueprint must have, and what their items have of it, in the words of the pack's language."""
    items = {item.id: item for bank in content.banks.values() for item in bank.items}
    catalog, found = load_catalog(pack.language), []
    for n, section in enumerate(pack.sections):
        if section.blueprint:
            own = [items[ref.id] for ref in section.items]
            found.append(
                Planned(
                    n,
                    tuple(
                        (_required(one, catalog), one.planned, points_text(one.met(own)))
                        for one in requirements(section.blueprint)
                    ),
                )
            )
    return tuple(found)


def _required(one: Requirement, catalog: Catalog) -> str:
    """What a requirement asks for."""
    if one.type or one.difficulty:
        kind = catalog(f"type-{one.type}") if one.type else catalog(f"difficulty-{one.difficulty}")
        return catalog("required-items", kind=kind)
    if one.cell is None:
        return (
            catalog("required-points-all")
            if one.unit == "points"
            else catalog("required-items-all")
        )
    names = [one.cell.objective.id] if one.cell.objective else []
    levels = catalog.join_with_commas([catalog(f"level-{level}") for level in one.cell.levels])
    return catalog(
        "required-points", cell=catalog.join_with_commas([*names, levels] if levels else names)
    )


def _objectives(content: Content, key: AnswerKey) -> tuple[tuple[str, str], ...]:
    """The objectives of the banks that a quiz draws on, each text with its id."""
    wanted = {answer.id for section in key.sections for answer in section}
    banks = [
        bank for bank in content.banks.values() if any(item.id in wanted for item in bank.items)
    ]
    return tuple({text.source: name for bank in banks for name, text in bank.objectives}.items())


def _minutes(content: Content, key: AnswerKey) -> dict[str, float]:
    """What the items of a quiz need by the estimate of the checks, those of a set's parts together."""
    wanted = {answer.id for section in key.sections for answer in section}
    found = {}
    for bank in content.banks.values():
        for item in bank.items:
            if item.id in wanted:
                parts = scored_parts(item) if item.minutes is None else (item,)
                found[item.id] = sum(Question(bank, part, item, ()).minutes for part in parts)
    return found


def printed_before(project: ProjectFiles, name: str, code: str, quiz: Quiz) -> tuple[Before, ...]:
    """What a pack's last printed edition was and what changed since: this edition first, where it was printed, then the last
    other one; none where nothing was printed.
    """
    printed = [
        one for one in handed_out_editions(project) if name in one.archived.packs and one.marks
    ]
    printed.sort(key=lambda one: (one.marks[-1].date, one.archived.code))
    this = [one for one in printed if one.archived.code == code]
    others = [one for one in printed if one.archived.code != code]
    return tuple(_before(project, one, quiz) for one in (*this, *others[-1:]))


def _before(project: ProjectFiles, marked: HandedOut, quiz: Quiz) -> Before:
    code, marks = (
        marked.archived.code,
        tuple((mark.date, mark.class_name, mark.copies) for mark in marked.marks),
    )
    if not marked.archived.records:
        return Before(code, marks, readable=False)
    try:
        kept = load_edition(project, marked.archived)
        then = revision_then(kept, marked.marks)
    except (editions.Damaged, editions.UnknownRevision, ValueError):
        return Before(code, marks, readable=False)
    old, new = (kept.view, then.key), (quiz.view, quiz.key)
    found = editions.differences(*old, *new)
    lines = tuple(telling(old, new)) if quiz.view.language.partition("-")[0] == "en" else ()
    return Before(
        code, marks, _changes(old, new, found), found.rearranged, bool(found.front), True, lines
    )


def _changes(old: Side, new: Side, found: editions.Differences) -> tuple[Change, ...]:
    then, now = _numbers(old[0]), _numbers(new[0])
    before = {one.name: then[one.section, one.index] for one in editions.placed_items(*old)}
    after = {one.name: now[one.section, one.index] for one in editions.placed_items(*new)}
    changed = [
        Change(one.name, before[one.before.name], after[one.after.name], _kinds(one))
        for one in found.items
    ]
    return (
        *sorted((one for one in changed if one.kinds), key=lambda one: one.new),
        *(Change(name, 0, after[name], (NEW,)) for name in found.added),
        *(Change(name, before[name], 0, (GONE,)) for name in found.dropped),
    )


def _kinds(one: editions.ItemChange) -> tuple[str, ...]:
    """The kinds of change of an item; the harmless one only where there is no other."""
    found = [
        drift.kind
        for drift in editions.impacts(
            one.before.student, one.before.key, one.after.student, one.after.key
        )
    ]
    return tuple(kind for kind in found if kind != HARMLESS or len(found) == 1)


def _numbers(view: QuizView) -> dict[tuple[int, int], int]:
    """The number of each item on the first form, by section and index."""
    return {(one.section, one.index): one.number for one in placed(view, 0)}
