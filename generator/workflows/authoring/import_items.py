"""Items of other programs' files put into a bank, with a report of each."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace

from generator.content.nodes import ListNode, MappingNode, Node, ScalarNode, shorten
from generator.editions.media import placed_media
from generator.exchange.exchanged import (
    CHANGED,
    GUESSED,
    MOST_QUESTIONS,
    ExchangedItem,
    ExchangeError,
    Fields,
    Format,
    Note,
    Notes,
    Value,
)
from generator.exchange.formats import FORMATS, guess_format
from generator.loading.banks import load_bank
from generator.loading.proposed_ids import propose_ids
from generator.loading.yaml import decoding
from generator.loading.yaml.reader import read
from generator.loading.yaml.writer import entry_lines
from generator.page.combining import without_marks
from generator.page.commonmark import unfolded
from generator.pictures.formulas import FormulasMissing, check_formula
from generator.pictures.refused import FormulaRefused
from generator.problems import Problems
from generator.storage.files import ProjectFiles
from generator.values import dataclass
from generator.workflows.authoring.new import PATHS, with_items, write_with_schema

NEW, SAME, DIFFERENT, LEFT_OUT = "new", "same", "different", "left-out"
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_ID = 60
_ORDER = ("id", "type", "objective", "level", "difficulty", "facts", "stem", "points")


@dataclass(frozen=True)
class ImportedItem:
    """An item of a file and what became of it: new in the bank, the same as one that is there,
    different from the one there with its id (which stays), or left out.

    `twin`: of a new item, what is the same as it elsewhere ("item leaf-gas of bank leaves"), or "".
    """

    file: str
    place: str
    outcome: str
    id: str
    notes: tuple[Note, ...]
    twin: str = ""

    @property
    def is_draft(self) -> bool:
        """Whether a person must look at it before it can be printed."""
        return self.outcome == NEW and any(note.kind == GUESSED for note in self.notes)


@dataclass(frozen=True)
class Imported:
    """What an import did, or would do."""

    bank: str
    path: str
    formats: Mapping[str, str]
    items: tuple[ImportedItem, ...]

    def count(self, outcome: str) -> int:
        """How many items had an outcome."""
        return sum(item.outcome == outcome for item in self.items)


def read_file(
    name: str, data: bytes, format_name: str | None
) -> tuple[Format, list[ExchangedItem]]:
    """A file's format and items.  Raises ExchangeError with the file's name."""
    try:
        known = FORMATS[format_name] if format_name else guess_format(name, data)
        if known is None or not known.reads:
            names = ", ".join(sorted(each.name for each in FORMATS.values() if each.reads))
            raise ExchangeError(f"its format is not known; name it with --format ({names})")
        return known, known.read(data)
    except ExchangeError as error:
        raise ExchangeError(f"{name}: {error}") from None


def import_items(
    project: ProjectFiles,
    bank: str,
    files: Sequence[tuple[str, Format, Sequence[ExchangedItem]]],
    dry_run: bool = False,
) -> Imported:
    """Put the items of files into a bank, which is made where it is missing.

    What is in the bank already stays as it is.  Raises ExchangeError, NotAppended, DiskError.
    """
    questions = sum(len(items) for _, _, items in files)
    if questions > MOST_QUESTIONS:
        raise ExchangeError(
            f"there are {questions:,} questions; at most {MOST_QUESTIONS:,} are imported at once; "
            "split the file, and import its parts into banks of their own"
        )
    path = PATHS["bank"].format(bank)
    writes = not dry_run and any(not item.is_lost for _, _, items in files for item in items)
    with project.lock() if writes else nullcontext():
        data = project.read(path) if project.exists(path) else None
        banks = dict(_all_banks(project))
        candidates = [
            _Candidate(name, item) for name, _, items in files for item in map(_clean, items)
        ]
        report = _merge(candidates, banks, path)
        new = [candidate for candidate in candidates if candidate.outcome == NEW]
        if new:
            text = _bank_text(bank, [candidate.fields for candidate in new])
            _check_size(path, len(data or b"") + len(text))
            if data is not None:
                text, _ = with_items(data, path, [entry_lines(each.fields) for each in new])
            if not dry_run:
                _write(project, path, text, data is None, new)
    formats = {name: known.name for name, known, _ in files}
    return Imported(bank, path, formats, tuple(report))


@dataclass
class _Candidate:
    file: str
    item: ExchangedItem
    outcome: str = LEFT_OUT
    id: str = ""
    twin: str = ""

    @property
    def fields(self) -> Fields:
        """The item's fields as they are written: id first, a draft where something was guessed."""
        fields = {name: value for name, value in self.item.fields.items() if name != "id"}
        ordered: Fields = {"id": self.id}
        ordered |= {name: fields[name] for name in _ORDER if name in fields}
        ordered |= {name: value for name, value in fields.items() if name not in ordered}
        if any(note.kind == GUESSED for note in self.item.notes):
            ordered["status"] = "draft"
        return ordered


def _merge(
    candidates: Sequence[_Candidate], banks: Mapping[str, Mapping[str, Fields]], path: str
) -> list[ImportedItem]:
    """Decide on each item, and give the report; `banks` are the items of each by its path."""
    there = banks.get(path, {})
    taken = {name for items in banks.values() for name in items}
    same_here = {_fingerprint(fields): name for name, fields in there.items()}
    twins = {
        _fingerprint(fields): f"item {name} of {other}"
        for other, items in banks.items()
        if other != path
        for name, fields in items.items()
    }
    for candidate in candidates:
        if candidate.item.is_lost:
            continue
        given = _slug(candidate.item.fields.get("id", ""))
        fingerprint = _fingerprint(candidate.item.fields)
        if fingerprint in same_here:
            candidate.outcome, candidate.id = SAME, same_here[fingerprint]
            candidate.item = replace(candidate.item, notes=())
        elif given and given in there:
            candidate.outcome, candidate.id = DIFFERENT, given
            notes = Notes()
            notes.changed(
                f"nothing: the bank's item '{given}' is another one now; it stays as it is. "
                "Rename one of them to have both"
            )
            candidate.item = replace(candidate.item, notes=notes.all)
        else:
            candidate.outcome = NEW
            candidate.twin = twins.get(fingerprint, "")
            twins.setdefault(fingerprint, f"{candidate.item.place} of {candidate.file}")
            candidate.id = given if given and given not in taken else ""
            if candidate.id:
                taken.add(candidate.id)
            elif given:
                note = Note(CHANGED, f"its id: '{given}' is another item's")
                candidate.item = replace(candidate.item, notes=(*candidate.item.notes, note))
    _propose_ids(candidates, taken, path)
    _find_faults(candidates, path)
    return [
        ImportedItem(each.file, each.item.place, each.outcome, each.id, each.item.notes, each.twin)
        for each in candidates
    ]


def _propose_ids(candidates: Sequence[_Candidate], taken: set[str], path: str) -> None:
    """Give an id to each new item that has none."""
    new = [candidate for candidate in candidates if candidate.outcome == NEW]
    node = _node(_bank_text("", [each.fields for each in new], with_ids=False), path)
    proposals = {
        proposal.index: proposal.id for proposal in propose_ids({path: node} if node else {})
    }
    for index, candidate in enumerate(new):
        name = candidate.id or proposals.get(index, f"item-{index + 1}")
        number = 2
        while not candidate.id and name in taken:
            name, number = f"{proposals.get(index, 'item')}-{number}", number + 1
        candidate.id = name
        taken.add(name)


def _find_faults(candidates: Sequence[_Candidate], path: str) -> None:
    """Note what is wrong with each new item, as a bank's own items are read."""
    for candidate in candidates:
        if candidate.outcome != NEW:
            continue
        problems = Problems()
        data = _bank_text("", [{**candidate.fields, "status": "ready"}])
        node = read(data, path, problems)
        bank = load_bank(node, path, problems) if node else None
        errors = [problem.message for problem in problems if problem.rule != "wrong-name"]
        errors += _formula_faults(bank)
        errors = list(dict.fromkeys(errors))
        if errors or bank is None or not bank.items:
            notes = [Note(GUESSED, f"put this right: {message}") for message in errors]
            candidate.item = replace(candidate.item, notes=(*candidate.item.notes, *notes))


def _formula_faults(bank: object) -> list[str]:
    """Why formulas of a bank cannot be printed; nothing where the libraries for it are missing."""
    faults = []
    for latex, displayed in sorted(placed_media(bank).formulas):
        try:
            check_formula(latex, displayed)
        except FormulasMissing:
            return []
        except FormulaRefused as refused:
            faults.append(f"the formula {shorten(latex)}: {refused}")
    return faults


def _check_size(path: str, size: int) -> None:
    """Raise ExchangeError for a bank of so many bytes that it could not be read."""
    if size > decoding.MAX_BYTES:
        raise ExchangeError(
            f"{path} would be larger than {decoding.MAX_BYTES // 1_000_000} MB, and no such bank "
            "can be read; import into several banks with --bank"
        )


def _write(
    project: ProjectFiles, path: str, text: bytes, begins: bool, new: Sequence[_Candidate]
) -> None:
    for candidate in new:
        for name, picture in candidate.item.files.items():
            project.write(name, picture)
    if begins:
        write_with_schema(project, "bank", path, text.decode())
    else:
        project.write(path, text)


def _bank_text(bank: str, items: Sequence[Fields], with_ids: bool = True) -> bytes:
    lines = [f"bank: {bank or 'bank'}", "items:"]
    for n, fields in enumerate(items):
        written = fields if with_ids else {key: v for key, v in fields.items() if key != "id"}
        if n:
            lines.append("")
        lines += entry_lines(written, 2)
    return ("\n".join(lines) + "\n").encode()


def _clean(item: ExchangedItem) -> ExchangedItem:
    """An item without characters that no file may have."""
    notes = Notes()

    def clean(value: Value) -> Value:
        if isinstance(value, list):
            return [clean(entry) for entry in value]
        if isinstance(value, dict):
            return {name: clean(entry) for name, entry in value.items()}
        text = unicodedata.normalize("NFC", value).replace("\t", "    ").strip()
        kept = "".join(sign for sign in text if sign == "\n" or not decoding.refusal(sign))
        if kept != text:
            notes.changed("characters that cannot be seen are gone")
        return "\n".join(line.rstrip() for line in kept.split("\n"))

    fields = {name: clean(value) for name, value in item.fields.items()}
    return replace(item, fields=fields, notes=(*item.notes, *notes.all))


def _slug(text: Value) -> str:
    """An id as ours are, or "" where nothing of it is left."""
    if not isinstance(text, str):
        return ""
    words = re.findall(r"[a-z0-9]+", without_marks(text.casefold()))
    slug = "-".join(words)[:_LONGEST_ID].strip("-")
    return slug if _ID.fullmatch(slug) else ""


def _fingerprint(fields: Fields) -> str:
    """What of an item tells it from others: not its id, nor what is added to it in the bank."""
    left_out = {"id", "status", "notes", "objective", "level", "difficulty", "facts", "reviewed_by"}
    comparable = {name: value for name, value in fields.items() if name not in left_out}
    if comparable.get("points") == "1":
        del comparable["points"]
    if comparable.get("type") in ("single", "true-false"):
        del comparable["type"]
    return json.dumps(comparable, sort_keys=True)


def fields_of_node(node: Node) -> Value:
    """What is written in a node, without places, as if every text was under |."""
    if isinstance(node, ScalarNode):
        return node.text if node.literal else unfolded(node.text)
    if isinstance(node, ListNode):
        return [fields_of_node(entry) for entry in node.items]
    return {key.text: fields_of_node(value) for key, value in node.entries}


def _items_of(node: Node | None) -> dict[str, Fields]:
    """The items that a bank has, by id."""
    items: dict[str, Fields] = {}
    for entry in item_nodes(node):
        fields = fields_of_node(entry)
        if isinstance(fields, dict):
            items[str(fields.get("id", f"#{len(items)}"))] = fields
    return items


def item_nodes(node: Node | None) -> Iterator[Node]:
    """The entries of a bank's list of items."""
    if isinstance(node, MappingNode):
        for key, value in node.entries:
            if key.text == "items" and isinstance(value, ListNode):
                yield from value.items


def _all_banks(project: ProjectFiles) -> Iterator[tuple[str, dict[str, Fields]]]:
    """Each bank's path, and its items by id."""
    for path in project.names("questions", (".yaml",)):
        yield path, _items_of(_node(project.read(path), path))


def _node(data: bytes, path: str) -> Node | None:
    return read(data, path, Problems()) if data else None
