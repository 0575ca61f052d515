"""What a project has, in tables and texts: packs, banks, one item with its key, a document's
proof.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from generator import documents, editions
from generator.checks.listing import listed
from generator.content.field_types import points_text
from generator.content.fields import Reference
from generator.content.marking import ItemFigures
from generator.content.model import Content, Item, Pack, PrintSettings, QuizSection
from generator.content.style import Style
from generator.documents.answer_key import key_entry
from generator.documents.paper import paper_entry, paper_look
from generator.documents.placed import Placed, placed
from generator.documents.revision_note import counting
from generator.editions.arrange import arrange
from generator.editions.edition import Edition
from generator.editions.quiz import RevisionNote, form_index
from generator.editions.store import in_recorded_words
from generator.editions.stored_texts import as_stored
from generator.i18n.catalog import Catalog, languages, load_catalog
from generator.items import TYPES, item_type, type_of
from generator.items.earlier_figures import current
from generator.items.protocol import ItemKey
from generator.items.requirements import requirements
from generator.page.blocks import Document, Entries, HeaderFooter, Options
from generator.page.markup import plain
from generator.page.one_line import in_one_line
from generator.page.understood import pictures_in
from generator.problems import ERROR
from generator.render.text import WIDTH, TextPreview, span_text, text_preview
from generator.results.analysis import FEWEST
from generator.storage.canonical_json import to_plain
from generator.storage.files import ProjectFiles
from generator.workflows.build.compose import briefing_document
from generator.workflows.project import LoadedProject

_ID_WIDTH = 28


def listing(reading: LoadedProject) -> dict[str, Any]:
    """Packs, banks, summaries and sources with what an instructor wants to know of each."""
    content = reading.content
    items = content.items_by_id
    packs = []
    for name in reading.pack_names:
        pack = content.packs.get(name)
        named = [
            items[ref.id]
            for s in (pack.sections if pack else ())
            for ref in s.items
            if ref.id in items
        ]
        packs.append(
            {
                "pack": name,
                "title": pack.title.plain if pack else "",
                "forms": pack.forms if pack and pack.sections else 0,
                "items": len(named),
                "points": points_text(_worth(pack, items) if pack else Fraction(0)),
                "summaries": [ref.id for ref in pack.summaries] if pack else [],
                "errors": len(listed(reading.stoppers(name))),
            }
        )
    banks = [
        {
            "bank": name,
            "title": bank.title,
            "items": len(bank.items),
            "ready": sum(item.status == "ready" for item in bank.items),
            "types": {
                kind: sum(item.type == kind for item in bank.items)
                for kind in TYPES
                if any(item.type == kind for item in bank.items)
            },
        }
        for name, bank in content.banks.items()
    ]
    summaries = [
        {"summary": name, "title": summary.title.plain}
        for name, summary in content.summaries.items()
    ]
    sources = [
        {"source": name, "facts": len(evidence.facts), "as_of": str(evidence.as_of)}
        for name, evidence in content.evidence.items()
    ]
    styles = [
        {
            "style": name,
            "packs": [pack.name for pack in content.packs.values() if _names(pack, name)],
        }
        for name in content.styles
    ]
    return {
        "packs": packs,
        "banks": banks,
        "summaries": summaries,
        "styles": styles,
        "sources": sources,
        "errors": sum(problem.severity == ERROR for problem in listed(reading.problems)),
    }


def _worth(pack: Pack, items: Mapping[str, Item]) -> Fraction:
    """What a pack's quiz is worth, as far as its items are known."""
    worth = Fraction(0)
    for section in pack.sections:
        points = [items[ref.id].points for ref in section.items if ref.id in items]
        worth += sum(points[: section.answer or None], Fraction(0))
    return worth


def _names(pack: Pack, style: str) -> bool:
    """Whether a pack names a style."""
    return pack.style_name is not None and pack.style_name.id == style


def items_listing(reading: LoadedProject) -> list[dict[str, str]]:
    """Every item with its bank, type, level, points, status and stem."""
    return [
        {
            "item": item.id,
            "bank": name,
            "type": item.type,
            "level": item.level,
            "points": points_text(item.points),
            "status": item.status,
            "stem": in_one_line(item.stem.source),
        }
        for name, bank in reading.content.banks.items()
        for item in bank.items
    ]


def find_item(reading: LoadedProject, name: str) -> Item | None:
    """The item of an id."""
    return reading.content.items_by_id.get(name)


def item_proof(content: Content, item: Item) -> str:
    """An item as asked, and its key with reasons and evidence, as text."""
    catalog = catalog_of(content, item)
    question_text, key_text = (
        text_preview(Document("", "en", HeaderFooter(), (block,))).strip("\n")
        for block in item_blocks(content, item)
    )
    proof = f"{item.location}\n\n{question_text}\n\n{catalog('answer-key')}\n\n{key_text}\n"
    return "\n".join([proof, *history_lines(content, item)])


def catalog_of(content: Content, item: Item) -> Catalog:
    """The fixed words of the language of an item's bank."""
    bank = next(bank for bank in content.banks.values() if item in bank.items)
    return load_catalog(bank.language if bank.language in languages() else "en")


def item_blocks(content: Content, item: Item) -> tuple[Entries, Entries]:
    """An item as asked, and its key with reasons and evidence; options in canonical order, since
    letters belong to a form.
    """
    catalog = catalog_of(content, item)
    placed, answer = placed_alone(content, item)
    return (
        Entries((paper_entry(placed, catalog),)),
        Entries((key_entry(placed, answer, catalog),)),
    )


def placed_alone(content: Content, item: Item, number: int = 1) -> tuple[Placed, ItemKey]:
    """The two halves of an item that no pack has arranged: numbered as said, its options in
    canonical order.
    """
    alone = Pack(
        "item",
        item.location.path,
        item.stem,
        None,
        None,
        None,
        None,
        None,
        None,
        (),
        (),
        (),
        catalog_of(content, item).language,
        "0" * 32,
        1,
        (QuizSection(item.stem, "as-written", (Reference(item.id, item.location),)),),
        PrintSettings(),
    )
    quiz = arrange(alone, content)
    student = quiz.view.sections[0].items[0]
    order = tuple(range(type_of(student).shuffle(student).count))
    return Placed(number, 0, 0, student, order), quiz.key.sections[0][0]


def history_lines(content: Content, item: Item) -> Iterator[str]:
    """What earlier sittings showed of an item, and of the parts of a set."""
    named = [item.id, *(part.id for part in item_type(item).parts(item))]
    for name in named:
        figures = content.figures_by_item.get(name, ())
        if not figures:
            continue
        yield f"{name} in earlier sittings:" if name != item.id else "In earlier sittings:"
        for entry in figures:
            yield _figures_line(entry)
            for option, count in entry.choices:
                yield f"      {count:>4}  {option}"
        answers = sum(entry.answers for entry in figures)
        if len(figures) > 1 and answers:
            facility = sum(entry.facility * entry.answers for entry in figures) / answers
            yield f"  together  {answers} papers  facility {float(facility):.2f}"
    own = content.figures_by_item.get(item.id, ())
    if own and not current(item, own):
        yield "It has been edited since: these figures are of how it was."


def _figures_line(entry: ItemFigures) -> str:
    """The figures of one edition on a line."""
    goes = entry.discrimination
    shown = "–" if goes is None else f"{float(goes):.2f}"
    few = "  (few papers)" if entry.answers < FEWEST else ""
    return (
        f"  {entry.date}  {entry.edition}  {entry.answers} papers  "
        f"facility {float(entry.facility):.2f}  discrimination {shown}  "
        f"left out {entry.omitted}{few}"
    )


def pack_documents(
    pack: Pack, content: Content, kind: str, form: str = "", project: ProjectFiles | None = None
) -> list[Document]:
    """The documents of a pack: kind is briefing, paper, key or key-page; all forms unless one is
    named.  What is on record in `project` has its words.  Raises ValueError, Damaged.
    """
    if kind == "briefing":
        return [briefing_document(pack, content)[1]] if pack.topics else []
    if not pack.sections:
        return []
    quiz = arrange(pack, content)
    view = in_recorded_words(project, pack.name, quiz.view) if project else quiz.view
    code, note = editions.make_record(view).code, RevisionNote(1)
    edition = Edition(pack.name, code, view, quiz.key, note, style=pack.style)
    catalog = edition.catalog
    forms = [form_index(form, pack.forms)] if form else range(pack.forms)
    if kind == "key-page":
        return [documents.key_page(edition, forms, catalog)]
    if kind == "key":
        return [documents.key(edition, index, catalog) for index in forms]
    look = paper_look(PrintSettings(), pack.style)
    return [
        documents.paper(view, index, edition.paper_code(index), catalog, look=look)
        for index in forms
    ]


def style_text(reading: LoadedProject, name: str) -> str:
    """A style, or that of a pack, field by field as it holds; "" where none has that name."""
    content = reading.content
    if name in content.styles:
        style, where = content.styles[name], f"packs/styles/{name}.yaml"
    elif name in content.packs:
        pack = content.packs[name]
        style, where = pack.style, f"of pack {name}"
        if pack.style_name:
            where += f", which names {pack.style_name.id}"
    else:
        return ""
    rows = [(field, value) for field, value in _style_rows(style) if value]
    wide = max(len(field) for field, _ in rows)
    users = [pack.name for pack in content.packs.values() if _names(pack, name)]
    used = [f"used by {', '.join(users)}"] if users else []
    lines = [f"{field:{wide}}  {value}" for field, value in rows]
    return "\n".join([f"{name}  ({where})", *used, "", *lines])


def _style_rows(style: Style) -> Iterator[tuple[str, str]]:
    """The fields of a style with what they hold, in words."""
    if style.logo:
        (logo,) = pictures_in(style.logo.source)
        yield "logo", f"{logo.alt}, {logo.width or 0:g} mm wide"
    yield "institution", "; ".join(plain(line) for line in style.institution)
    yield "header", style.header
    yield "footer", style.footer
    yield "document", style.document or "as usual in the language"
    yield "points", style.points or "as usual in the language"
    yield "fields", ", ".join(field.label or field.kind for field in style.fields) or "none"
    yield "cover", "yes" if style.cover else "no"
    yield "points_at", style.points_at
    yield "points_table", style.points_table
    yield "option_columns", str(style.option_columns or "as many as fit")
    yield "lines", style.lines
    yield "accent", "none" if style.accent is None else f"{style.accent}% of white"
    yield "face", style.face
    margins = style.margins
    named = ("inner", margins.inner), ("outer", margins.outer), ("top", margins.top)
    given = [f"{side} {mm} mm" for side, mm in (*named, ("bottom", margins.bottom)) if mm]
    yield "margins", ", ".join(given) or "those of the density"


def contents(reading: LoadedProject, pack: Pack) -> str:
    """A pack's sections with their items."""
    lines = [f"{pack.title.plain}  ({pack.path})"]
    names = [ref.id for section in pack.sections for ref in section.items]
    wide = max(_ID_WIDTH, *map(len, names)) if names else _ID_WIDTH
    for ref in pack.summaries:
        summary = reading.content.summaries.get(ref.id)
        lines.append(f"briefing  {ref.id}  {summary.title.plain if summary else '(missing)'}")
    for section in pack.sections:
        drawn = ", drawn by blueprint" if section.blueprint else ""
        rule = f", {section.answer} to answer, the {section.counts} count" if section.answer else ""
        lines += ["", f"{section.title.plain}  ({section.order}{drawn}{rule})"]
        for ref in section.items:
            item = find_item(reading, ref.id)
            known = (
                f"{item.type:13} {item.level:11} {points_text(item.points):>3}  "
                f"{in_one_line(item.stem.source)}"
                if item
                else "(missing)"
            )
            lines.append(f"  {ref.id:{wide}} {known}")
        if section.blueprint and section.items:
            items = [item for ref in section.items if (item := find_item(reading, ref.id))]
            rules = requirements(section.blueprint)
            widest = max((len(rule.what) for rule in rules), default=0)
            lines += [
                f"    {rule.what:{widest}}  "
                f"planned {rule.planned}, met {points_text(rule.met(items))}"
                for rule in rules
            ]
        elif section.blueprint:
            lines.append(f"  nothing drawn yet: 'packs draw {pack.name}'")
    return "\n".join(lines)


def key_values(edition: Edition, form: int) -> dict[str, Any]:
    """A form's key: what the revision is, and of each question its letters, its key and everything
    said of it.
    """
    view, note, catalog = edition.view, edition.note, edition.catalog
    rules = {(void.section, void.index): void.rule for void in note.voids}
    changed = {**dict.fromkeys(note.reasons, "reasons"), **dict.fromkeys(note.answers, "answer")}
    questions = []
    for item in placed(view, form):
        item_type = type_of(item.student)
        answer = edition.key.sections[item.section][item.index]
        place = item.section, item.index
        questions.append(
            {
                "number": item.number,
                "item": answer.id,
                "type": item_type.name,
                "points": str(item.student.points),
                "stem": as_stored(item.student.stem),
                "options": letters(item),
                "key": item_type.short_key(item.student, answer, item.order, catalog),
                "void": rules.get(place),
                "changed": changed.get(place),
                "answer": as_stored(to_plain(answer)),
            }
        )
    return {
        "code": edition.paper_code(form),
        "form": edition.form_names[form],
        "title": view.title,
        "revision": note.number,
        "hash": edition.hash,
        "replaces": list(note.replaces),
        "points": str(view.points),
        "points_counting": str(counting(note, view)),
        "questions": questions,
    }


def letters(item: Placed) -> dict[str, str]:
    """The options of a question under the letters they have on a form."""
    blocks = type_of(item.student).student_blocks(item.student, item.order, load_catalog("en"))
    return {
        option.letter: "\n".join(TextPreview(WIDTH).all(option.blocks)) or span_text(option.runs)
        for block in blocks
        if isinstance(block, Options)
        for option in block.entries
        if option.letter
    }


def item_text(edition: Edition, form: int, place: tuple[int, int]) -> str:
    """A question as printed on a form, and its key with reasons and evidence."""
    view, catalog = edition.view, edition.catalog
    item = next(item for item in placed(view, form) if (item.section, item.index) == place)
    void = any((void.section, void.index) == place for void in edition.note.voids)
    answer = edition.key.sections[item.section][item.index]
    question, key = (
        text_preview(Document("", "en", HeaderFooter(), (Entries((entry,)),))).strip("\n")
        for entry in (paper_entry(item, catalog), key_entry(item, answer, catalog, void))
    )
    head = (
        f"{edition.paper_code(form)}  question {item.number}  "
        f"[{points_text(item.student.points)}]  revision {edition.number}"
    )
    return f"{head}\n\n{question}\n\n{catalog('answer-key')}\n\n{key}\n"


def fact_text(loaded: LoadedProject, name: str) -> str:
    """A fact with its place, its source and the items that cite it; "" where there is none."""
    content = loaded.content
    for evidence in content.evidence.values():
        for fact in evidence.facts:
            if fact.id != name:
                continue
            by = f" by {fact.by}" if fact.by else ""
            users = [
                item.id
                for bank in content.banks.values()
                for item in bank.items
                if name in {cited.id for cited in item.facts}
            ]
            return "\n".join(
                [
                    f"{fact.location}",
                    f"{fact.id}  {fact.status}{by}  {fact.date or ''}".rstrip(),
                    fact.text.plain,
                    f"{evidence.source}, {fact.ref}",
                    f"used by: {', '.join(users) or 'no item'}",
                ]
            )
    return ""
