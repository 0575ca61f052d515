"""The instructor's guide to a quiz: everything in it counted, and the files it goes to.

In: a project's content, a quiz with its code and revision, how it is printed, what was printed before.  Out: a Guide, its
document, the crosswalk as a file.
Never writes, and never gives a student document anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator import compose, edition, measure
from generator.assemble import Quiz
from generator.check.posed import Posed
from generator.compose.parts import placed
from generator.disk import Project
from generator.document import Document
from generator.guide import PRINTED, Before, Change, Guide, Planned, Printing, PrintPlan
from generator.kinds import points_text
from generator.measure.pieces import pieces
from generator.model import PLAIN_TEXT, STANDARD, Content, Pack, PrintSettings
from generator.naming import ending
from generator.printed import Marked, printed_editions
from generator.reading import Reading
from generator.records import keep
from generator.requirements import Requirement, requirements
from generator.requirements import pieces as pieces_of
from generator.status import revision_then
from generator.telling import Side, telling
from generator.view import KeySide, Standing, View
from generator.wanted import Collated, Wanted, family_name
from generator.words import Words, words

NEW, GONE, HARMLESS = "new", "gone", "cosmetic"
HANDED_OUT = ("paper", "answer-sheet", "briefing")


def guide_values(reading: Reading, pack: Pack, quiz: Quiz, code: str, revision: int, plan: PrintPlan | None = None,
                 before: tuple[Before, ...] | None = None, planned: Sequence[Planned] = (), standing: Standing | None = None
                 ) -> Guide:
    """All that the guide to a quiz tells.

    `code` is the edition's, or the draft sign; `plan` None where nothing is known of the printing, `before` None where
    nothing is known of what was printed; `planned`: the blueprints of sections that have one.
    """
    view, key = quiz.view, quiz.key
    stands = standing or Standing(revision, (revision - 1,) if revision > 1 else ())
    found = tuple(pieces(view, key))
    rows = measure.crosswalk(view, key, words(view.language), stands.voids)
    evidence = measure.resting(key, found, rows)
    tested = [one.fact.id for one in evidence]
    summaries = [reading.content.summaries[ref.id] for ref in pack.summaries]
    return Guide(
        view, code, stands, plan, tuple(planned), measure.content(found), measure.contents(found, len(view.sections)), rows,
        measure.agreement(rows), measure.efforts(view, key, found, _minutes(reading.content, key)), measure.guessing(found),
        measure.taught(summaries, tested), evidence, measure.opposed(reading.content.evidence.values(), tested),
        _objectives(reading.content, key), before)


def guide_document(guide: Guide, draft: bool = False) -> Document:
    """The guide in the language of its quiz."""
    return compose.guide(guide, words(guide.view.language), draft)


def guide_files(project: Project, reading: Reading, pack: Pack, quiz: Quiz, code: str, revision: int, wanted: Sequence[Wanted],
                pages: Mapping[str, int], standing: Standing | None = None, draft: bool = False
                ) -> tuple[Wanted, tuple[str, bytes]]:
    """The guide to a pack's quiz, and the crosswalk as a file with its path.

    `wanted` are the pack's files, with their `pages` by path as far as they are known.  Of a draft nothing was printed before.
    """
    path, crosswalk = guide_paths(pack.name, code, revision, pack.printing, draft)
    plan = print_plan(wanted, pages, pack.printing, [("crosswalk", crosswalk)])
    before = None if draft else printed_before(project, pack.name, code, quiz)
    guide = guide_values(reading, pack, quiz, code, revision, plan, before, planned_sections(pack, reading.content), standing)
    return Wanted(path, guide_document(guide, draft)), (crosswalk, measure.crosswalk_csv(quiz.view, guide.crosswalk))


def guide_paths(name: str, code: str, revision: int, settings: PrintSettings, draft: bool = False) -> tuple[str, str]:
    """Where a pack's guide and its crosswalk go."""
    stem, mark = f"output/{name}/teacher/{name}-{code}", "" if draft else f"-r{revision}"
    return f"{stem}-guide-KEY{mark}{ending(settings)}", f"{stem}-crosswalk-KEY{mark}.csv"


def print_plan(wanted: Sequence[Wanted], pages: Mapping[str, int], settings: PrintSettings,
               further: Sequence[tuple[str, str]] = ()) -> PrintPlan:
    """How the files of a pack are printed, and what belongs together.

    `pages` by path, as far as they are known; `further` are files besides, as (kind, path).  What a class set holds is counted
    by document and profile; other profiles are told without copies, for whoever needs one.
    """
    inside: dict[tuple[int, str], int] = {}
    for one in wanted:
        for document, profile in one.document.copies if isinstance(one.document, Collated) else ():
            inside[id(document), profile] = inside.get((id(document), profile), 0) + 1
    documents = []
    for one in wanted:
        kind, _, form = getattr(one.document, "label", "").partition(" ")
        copies = inside.get((id(one.document), one.profile), one.copies)
        if kind in HANDED_OUT and one.profile != PLAIN_TEXT and (copies or one.profile != STANDARD):
            documents.append(Printing(kind, form, one.profile, pages.get(one.path, 0), copies))
    files = [(family_name(one.document), one.path) for one in wanted if one.profile == STANDARD] + list(further)
    named = tuple((kind, tuple(path.rpartition("/")[2] for other, path in files if other == kind)) for kind in PRINTED)
    return PrintPlan(settings.paper, settings.sides, tuple(documents), tuple(one for one in named if one[1]),
                     settings.briefing == "with-paper" and any(one.kind == "briefing" for one in documents))


def planned_sections(pack: Pack, content: Content) -> tuple[Planned, ...]:
    """What the sections with a blueprint must have, and what their items have of it, in the words of the pack's language."""
    items = {item.id: item for bank in content.banks.values() for item in bank.items}
    spoken, found = words(pack.language), []
    for n, section in enumerate(pack.sections):
        if section.blueprint:
            own = [items[ref.id] for ref in section.items]
            found.append(Planned(n, tuple((_required(one, spoken), one.planned, points_text(one.met(own)))
                                          for one in requirements(section.blueprint))))
    return tuple(found)


def _required(one: Requirement, spoken: Words) -> str:
    """What a requirement asks for."""
    if one.type or one.difficulty:
        kind = spoken(f"type-{one.type}") if one.type else spoken(f"difficulty-{one.difficulty}")
        return spoken("required-items", kind=kind)
    if one.cell is None:
        return spoken("required-points-all") if one.unit == "points" else spoken("required-items-all")
    names = [one.cell.objective.id] if one.cell.objective else []
    levels = spoken.listed([spoken(f"level-{level}") for level in one.cell.levels])
    return spoken("required-points", cell=spoken.listed([*names, levels] if levels else names))


def _objectives(content: Content, key: KeySide) -> tuple[tuple[str, str], ...]:
    """The objectives of the banks that a quiz draws on, each text with its id."""
    wanted = {answer.id for section in key.sections for answer in section}
    banks = [bank for bank in content.banks.values() if any(item.id in wanted for item in bank.items)]
    return tuple({text.source: name for bank in banks for name, text in bank.objectives}.items())


def _minutes(content: Content, key: KeySide) -> dict[str, float]:
    """What the items of a quiz need by the estimate of the checks, those of a set's parts together."""
    wanted = {answer.id for section in key.sections for answer in section}
    found = {}
    for bank in content.banks.values():
        for item in bank.items:
            if item.id in wanted:
                parts = pieces_of(item) if item.minutes is None else (item,)
                found[item.id] = sum(Posed(bank, part, item, ()).minutes for part in parts)
    return found


def printed_before(project: Project, name: str, code: str, quiz: Quiz) -> tuple[Before, ...]:
    """What a pack's last printed edition was and what changed since: this edition first, where it was printed, then the last
    other one; none where nothing was printed.
    """
    printed = [one for one in printed_editions(project) if name in one.archived.packs and one.marks]
    printed.sort(key=lambda one: (one.marks[-1].date, one.archived.code))
    this = [one for one in printed if one.archived.code == code]
    others = [one for one in printed if one.archived.code != code]
    return tuple(_before(project, one, quiz) for one in (*this, *others[-1:]))


def _before(project: Project, marked: Marked, quiz: Quiz) -> Before:
    code, marks = marked.archived.code, tuple((mark.date, mark.class_name, mark.copies) for mark in marked.marks)
    if not marked.archived.records:
        return Before(code, marks, readable=False)
    try:
        kept = keep(project, marked.archived)
        then = revision_then(kept, marked.marks)
    except (edition.Damaged, edition.UnknownRevision, ValueError):
        return Before(code, marks, readable=False)
    old, new = (kept.view, then.key), (quiz.view, quiz.key)
    found = edition.differences(*old, *new)
    lines = tuple(telling(old, new)) if quiz.view.language.partition("-")[0] == "en" else ()
    return Before(code, marks, _changes(old, new, found), found.rearranged, bool(found.front), True, lines)


def _changes(old: Side, new: Side, found: edition.Differences) -> tuple[Change, ...]:
    then, now = _numbers(old[0]), _numbers(new[0])
    before = {one.name: then[one.section, one.index] for one in edition.held(*old)}
    after = {one.name: now[one.section, one.index] for one in edition.held(*new)}
    changed = [Change(one.name, before[one.before.name], after[one.after.name], _kinds(one)) for one in found.items]
    return (*sorted((one for one in changed if one.kinds), key=lambda one: one.new),
            *(Change(name, 0, after[name], (NEW,)) for name in found.added),
            *(Change(name, before[name], 0, (GONE,)) for name in found.dropped))


def _kinds(one: edition.ItemChange) -> tuple[str, ...]:
    """The kinds of change of an item; the harmless one only where there is no other."""
    found = [drift.kind for drift in edition.drifts(one.before.asked, one.before.answer, one.after.asked, one.after.answer)]
    return tuple(kind for kind in found if kind != HARMLESS or len(found) == 1)


def _numbers(view: View) -> dict[tuple[int, int], int]:
    """The number of each item on the first form, by section and index."""
    return {(one.section, one.index): one.number for one in placed(view, 0)}
