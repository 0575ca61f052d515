"""What files hold that could not be read, by name: whatever refers to it is not to blame."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import PurePosixPath

from generator.content.fields import Reference
from generator.content.model import Bank, Content, Unread
from generator.content.nodes import ListNode, MappingNode, Node, ScalarNode
from generator.loading.folders import BANKS, EVIDENCE, PACKS, SELECTIONS, STYLES, SUMMARIES
from generator.problems import Location
from generator.values import dataclass

_ID_LINE = re.compile(
    r"^[ \t]*(?:(?:[-–—•*]|\d+[.)])[ \t]*)?id:[ \t]*[\"']?([a-z0-9]+(?:-[a-z0-9]+)*)\b",
    re.MULTILINE,
)


@dataclass(frozen=True)
class _Written:
    """The id of an item or a fact as it stands in a file, whether or not it could be read."""

    id: str
    location: Location
    is_draft: bool = False


def find_unread(files: Mapping[str, Node], unparsed: Mapping[str, str], content: Content) -> Unread:
    """What is written in files and is not in the content.

    Of a file that YAML cannot read, only names are taken, from lines that look like an id.
    """
    written = {
        **{path: tuple(_ids_of_node(node)) for path, node in files.items()},
        **{path: tuple(_ids_of_text(text, path)) for path, text in unparsed.items()},
    }
    items = _missing(written, BANKS, content.items_by_id)
    return Unread(
        items={each.id: each.location for each in items if not each.is_draft},
        drafts={each.id: each.location for each in items if each.is_draft},
        facts={each.id: each.location for each in _missing(written, EVIDENCE, content.facts_by_id)},
        objectives=_objectives(files, content),
        evidence=_unread_files(written, EVIDENCE, content.evidence),
        banks=_unread_files(written, BANKS, content.banks),
        summaries=_unread_files(written, SUMMARIES, content.summaries),
        packs=_unread_files(written, PACKS, content.packs),
        drawn=_unread_files(written, SELECTIONS, content.drawn),
        styles=_unread_files(written, STYLES, content.styles),
    )


def _in_folder(path: str, folder: str) -> bool:
    return str(PurePosixPath(path).parent) == folder


def _missing(
    written: Mapping[str, tuple[_Written, ...]], folder: str, read: Collection[str]
) -> list[_Written]:
    return [
        each
        for path, ids in written.items()
        if _in_folder(path, folder)
        for each in ids
        if each.id not in read
    ]


def _unread_files(
    paths: Collection[str], folder: str, read: Collection[str]
) -> dict[str, Location]:
    stems = {PurePosixPath(path).stem: path for path in paths if _in_folder(path, folder)}
    return {stem: Location(path) for stem, path in stems.items() if stem not in read}


def _ids_of_node(node: Node) -> Iterator[_Written]:
    """The ids in the lists of a file; also where the hyphens before them, or the name of the list,
    were forgotten.
    """
    values = [value for _, value in node.entries] if isinstance(node, MappingNode) else [node]
    for value in values:
        for entry in value.items if isinstance(value, ListNode) else (value,):
            if isinstance(entry, MappingNode):
                yield from _ids_of_entry(entry)


def _ids_of_entry(entry: MappingNode) -> Iterator[_Written]:
    texts = [(key.text, value) for key, value in entry.entries if isinstance(value, ScalarNode)]
    is_draft = ("status", "draft") in [(name, value.text.strip()) for name, value in texts]
    for name, value in texts:
        if name == "id":
            yield _Written(value.text.strip(), value.location, is_draft)


def _ids_of_text(text: str, path: str) -> Iterator[_Written]:
    line = counted = 0
    for match in _ID_LINE.finditer(text):
        line += text.count("\n", counted, match.start())
        counted = match.start()
        yield _Written(match[1], Location(path, line + 1))


def _objectives(files: Mapping[str, Node], content: Content) -> dict[tuple[str, str], Location]:
    """The objectives of banks that were read, but whose own text or name was not; where a bank has
    them in another form than a mapping, all that items and blueprints name.
    """
    unread = {}
    for bank in content.banks.values():
        node = files[bank.path]
        known = dict(bank.objectives)
        for key, value in node.entries if isinstance(node, MappingNode) else ():
            if key.text == "objectives" and isinstance(value, MappingNode):
                for name, _ in value.entries:
                    if name.text not in known:
                        unread[bank.path, name.text] = name.location
            elif key.text == "objectives":
                for reference in (*_of_items(bank), *_of_blueprints(content)):
                    unread[bank.path, reference.id] = value.location
    return unread


def _of_items(bank: Bank) -> Iterator[Reference]:
    yield from (item.objective for item in bank.items if item.objective)


def _of_blueprints(content: Content) -> Iterator[Reference]:
    for pack in content.packs.values():
        for section in pack.sections:
            if section.blueprint:
                yield from (cell.objective for cell in section.blueprint.cells if cell.objective)
