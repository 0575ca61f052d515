"""What a project has, in tables and texts: packs, banks, one item with its key, a document's
proof.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from generator import documents, editions
from generator.content.field_types import points_text
from generator.content.fields import Reference
from generator.content.model import Item, Pack, PrintSettings, QuizSection
from generator.documents.answer_key import key_entry
from generator.documents.common import Placed
from generator.documents.paper import paper_entry
from generator.editions.arrange import arrange
from generator.editions.quiz import form_index, form_name
from generator.i18n.catalog import languages, load_catalog
from generator.items import TYPES, type_of
from generator.items.requirements import requirements
from generator.page.blocks import Document, Entries, HeaderFooter
from generator.problems import ERROR
from generator.render.text import text_preview
from generator.workflows.build.files import briefing_document
from generator.workflows.project import LoadedProject


def listing(reading: LoadedProject) -> dict[str, Any]:
    """Packs, banks, summaries and sources with what an instructor wants to know of each."""
    content = reading.content
    items = {item.id: item for bank in content.banks.values() for item in bank.items}
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
                "points": points_text(sum((i.points for i in named), start=Fraction(0))),
                "summaries": [ref.id for ref in pack.summaries] if pack else [],
                "errors": len(reading.stoppers(name)),
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
    return {
        "packs": packs,
        "banks": banks,
        "summaries": summaries,
        "sources": sources,
        "errors": sum(problem.severity == ERROR for problem in reading.problems),
    }


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
            "stem": item.stem.plain,
        }
        for name, bank in reading.content.banks.items()
        for item in bank.items
    ]


def find_item(reading: LoadedProject, name: str) -> Item | None:
    """The item of an id."""
    return next(
        (item for bank in reading.content.banks.values() for item in bank.items if item.id == name),
        None,
    )


def item_proof(reading: LoadedProject, item: Item) -> str:
    """An item as asked, and its key with reasons and evidence; options in canonical order, since letters belong to a form."""
    bank = next(bank for bank in reading.content.banks.values() if item in bank.items)
    catalog = load_catalog(bank.language if bank.language in languages() else "en")
    alone = Pack(
        "item",
        bank.path,
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
        catalog.language,
        "0" * 32,
        1,
        (QuizSection(item.stem, "as-written", (Reference(item.id, item.location),)),),
        PrintSettings(),
    )
    quiz = arrange(alone, reading.content)
    asked = quiz.view.sections[0].items[0]
    placed = Placed(1, 0, 0, asked, tuple(range(type_of(asked).shuffle(asked).count)))
    student = Entries((paper_entry(placed, catalog),))
    teacher = Entries((key_entry(placed, quiz.key.sections[0][0], catalog),))
    asked_text, key_text = (
        text_preview(Document("", "en", HeaderFooter(), (block,))).strip("\n")
        for block in (student, teacher)
    )
    return f"{item.location}\n\n{asked_text}\n\n{catalog('answer-key')}\n\n{key_text}\n"


def pack_documents(reading: LoadedProject, pack: Pack, kind: str, form: str = "") -> list[Document]:
    """The documents of a pack: kind is briefing, paper or key; all forms unless one is named.  Raises ValueError."""
    if kind == "briefing":
        return [briefing_document(pack, reading)[1]] if pack.summaries else []
    if not pack.sections:
        return []
    quiz = arrange(pack, reading.content)
    catalog, count = load_catalog(pack.language), pack.forms
    code = editions.make_record(quiz.view).code
    forms = [form_index(form, count)] if form else range(count)
    made = []
    for index in forms:
        whole = editions.paper_code(code, form_name(index, count))
        made.append(
            documents.paper(quiz.view, index, whole, catalog)
            if kind == "paper"
            else documents.key(quiz.view, quiz.key, index, whole, 1, catalog)
        )
    return made


def contents(reading: LoadedProject, pack: Pack) -> str:
    """A pack's sections with their items."""
    lines = [f"{pack.title.plain}  ({pack.path})"]
    for ref in pack.summaries:
        summary = reading.content.summaries.get(ref.id)
        lines.append(f"briefing  {ref.id}  {summary.title.plain if summary else '(missing)'}")
    for section in pack.sections:
        drawn = ", drawn by blueprint" if section.blueprint else ""
        lines += ["", f"{section.title.plain}  ({section.order}{drawn})"]
        for ref in section.items:
            item = find_item(reading, ref.id)
            known = (
                f"{item.type:13} {item.level:11} {points_text(item.points):>3}  {item.stem.plain}"
                if item
                else "(missing)"
            )
            lines.append(f"  {ref.id:28} {known}")
        if section.blueprint and section.items:
            items = [item for ref in section.items if (item := find_item(reading, ref.id))]
            wanted = requirements(section.blueprint)
            wide = max((len(one.what) for one in wanted), default=0)
            lines += [
                f"    {one.what:{wide}}  planned {one.planned}, met {points_text(one.met(items))}"
                for one in wanted
            ]
        elif section.blueprint:
            lines.append(f"  nothing drawn yet: 'packs draw {pack.name}'")
    return "\n".join(lines)


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
