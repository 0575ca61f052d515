"""Students' files searched for what the key side holds, and for what no paper has a use for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict

from generator import editions
from generator.content.model import Content
from generator.documents import ANSWER_SHEET, PAPER, Audience
from generator.editions.edition import StoredEdition
from generator.editions.store import load_edition, stored_editions
from generator.i18n.catalog import load_catalog
from generator.items import ItemKey
from generator.page.markup import MarkupError, plain
from generator.storage.files import ProjectFiles
from generator.values import dataclass
from generator.workflows.build.outputs import built_packs, names_present, path_of, read_name
from generator.workflows.build.verify import Finding
from generator.workflows.leaks.needles import Needles, found_in_parts, needles
from generator.workflows.leaks.pdf_parts import take_apart

LEAK = "leak"
_SIDES = (Audience.STUDENT, Audience.PRINTER)
_SEED = 32  # hexadecimal digits


@dataclass(frozen=True)
class LeakSearch:
    """What was found, and how many files were searched for how many texts."""

    findings: tuple[Finding, ...]
    files: int
    needles_count: int


def find_leaks(project: ProjectFiles, content: Content) -> LeakSearch:
    """Every file for students or the printer, searched.  Raises NoPdfReader, DiskError.

    An edition's own records say what its key side holds, so that papers of earlier editions are
    searched as well as new ones; a briefing is searched for the keys of all editions of its pack.
    """
    stored = _stored(project)
    findings: list[Finding] = []
    files = needles_count = 0
    for pack in built_packs(project):
        needles_for: dict[tuple[str, bool], Needles] = {}
        own = [edition for edition in stored.values() if pack in edition.packs]
        for name in names_present(project, pack):
            output = read_name(pack, name)
            if not name.startswith(tuple(f"{side.value}/" for side in _SIDES)):
                continue
            code = output.code if output and output.code in stored else ""
            strict = output is not None and output.kind in (PAPER, ANSWER_SHEET)
            if (code, strict) not in needles_for:
                of = [stored[code]] if code else own
                needles_for[code, strict] = _needles(pack, of, content, strict)
            sought = needles_for[code, strict]
            files, needles_count = files + 1, max(needles_count, len(sought))
            path = path_of(pack, name)
            for why in _search(path, project.read(path), sought):
                findings.append(Finding(path, LEAK, why))
    return LeakSearch(tuple(sorted(set(findings))), files, needles_count)


def _stored(project: ProjectFiles) -> dict[str, StoredEdition]:
    """The editions on record, by code; `packs verify` names those that are damaged."""
    loaded = {}
    for code, files in stored_editions(project).items():
        if files.records:
            try:
                loaded[code] = load_edition(project, files)
            except editions.Damaged:
                continue
    return loaded


def _needles(pack: str, own: Sequence[StoredEdition], content: Content, strict: bool) -> Needles:
    """What to look for in files of some editions of a pack; `strict`: evidence may not be there
    either, because no briefing is.
    """
    secret: list[tuple[str, str]] = []
    allowed: list[str] = []
    for edition in own:
        allowed += _strings(asdict(edition.view))
        allowed += _strings(load_catalog(edition.view.language).phrases)
        for key in _keys(edition):
            secret += _texts_of_key(key)
    known = content.packs.get(pack)
    if not strict:
        summaries = [summary.id for summary in known.summaries] if known else [*content.summaries]
        for name in summaries:
            allowed += (
                _strings(asdict(content.summaries[name])) if name in content.summaries else ()
            )
        for evidence in content.evidence.values():
            allowed += _strings(asdict(evidence))
    texts = [(form, what) for text, what in secret for form in _forms(text)]
    names = {key.id for edition in own for key in _keys(edition)}
    sought = needles(texts, [*allowed, *(_forms(text)[-1] for text in allowed)])
    for name in names:
        sought.add_name(name, f"the name of {name}")
    if known and len(known.seed) == _SEED:
        sought.add(known.seed, "the seed")
        sought.add_bytes(bytes.fromhex(known.seed), "the seed")
    return sought


def _keys(edition: StoredEdition) -> Iterator[ItemKey]:
    for revision in edition.revisions:
        for section in revision.key.sections:
            yield from section


def _forms(text: str) -> tuple[str, ...]:
    """A text as it is kept, and as it is printed."""
    try:
        return text, plain(text)
    except MarkupError:  # a phrase of the program's own, or a LaTeX source
        return (text,)


def _texts_of_key(key: ItemKey) -> Iterator[tuple[str, str]]:
    """The texts of an item's key side, each with what it is."""
    values = asdict(key)
    for name, value in values.items():
        for text in _strings(value):
            yield text, f"{name} of {values['id']}"


def _strings(value: object) -> Iterator[str]:
    """Every text within plain values."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, entry in value.items():
            yield from _strings(key)
            yield from _strings(entry)
    elif isinstance(value, (tuple, list, frozenset)):
        for entry in value:
            yield from _strings(entry)


def _search(path: str, data: bytes, sought: Needles) -> Iterator[str]:
    """Why a file is a leak."""
    parts: dict[str, tuple[bytes, ...]] = {"name": (path.encode(),), "bytes": (data,)}
    if path.endswith(".pdf"):
        taken = take_apart(data)
        parts |= taken.parts
        for sentence in taken.unusual:
            yield f"no student's file has this: {sentence}"
    for what, places in sorted(found_in_parts(sought, parts).items()):
        yield f"{what} is in it ({', '.join(sorted(places))})"
