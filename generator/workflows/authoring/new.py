"""New files and new items, and a new seed in an old pack."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from generator.content.nodes import ListNode, MappingNode, Node, ScalarNode
from generator.loading.yaml.mends import content_of
from generator.loading.yaml.reader import read
from generator.loading.yaml.writer import Edit, edited
from generator.problems import Problem, Problems
from generator.storage.files import ProjectFiles
from generator.values import dataclass
from generator.workflows.authoring.schema import PATH as SCHEMA_PATH
from generator.workflows.authoring.schema import schema_text, with_schema_line

PATHS = {
    "pack": "packs/{}.yaml",
    "bank": "questions/{}.yaml",
    "summary": "packs/summaries/{}.yaml",
    "evidence": "questions/evidence/{}.yaml",
}
_BOM = b"\xef\xbb\xbf"


class AlreadyThere(Exception):
    """A new file whose name is taken: one sentence for people."""


class NotAppended(Exception):
    """A file that cannot take a new item: one sentence for people."""


@dataclass(frozen=True)
class NewFile:
    """A file that was made: its path, and which of the project's folders had to be made for it."""

    path: str
    folders: tuple[str, ...]


def new_seed() -> str:
    """128 random bits in hexadecimal digits."""
    return secrets.token_hex(16)


def create_file(project: ProjectFiles, kind: str, name: str, text: str) -> NewFile:
    """Write a new file of a kind of `PATHS`, and the folders of a project that are missing.

    Beside the packs goes the schema that its first line names, for editors.

    Raises AlreadyThere, DiskError.
    """
    with project.lock():
        path = require_free(project, kind, name)
        folders = project.start()
        write_with_schema(project, kind, path, text)
    return NewFile(path, folders)


def require_free(project: ProjectFiles, kind: str, name: str) -> str:
    """The path of a new file.  Raises AlreadyThere where its name is taken."""
    path = PATHS[kind].format(name)
    if project.exists(path):
        raise AlreadyThere(f"{path} already exists; choose another name")
    return path


def write_with_schema(project: ProjectFiles, kind: str, path: str, text: str) -> None:
    """Write a new file whose first line names its schema, and the schema; the caller holds the
    lock.
    """
    project.write(SCHEMA_PATH.format(kind), f"{schema_text(kind)}\n".encode())
    project.write(path, with_schema_line(path, kind, text).encode())


# ---------------------------------------------------------------- a new item


def append_item(project: ProjectFiles, path: str, lines: Sequence[str]) -> int:
    """Put an item at the end of a bank, of which everything else stays byte for byte; gives the
    line that it begins on.  `lines` are those of an entry of a list in column 1.

    Raises NotAppended, DiskError.
    """
    with project.lock():
        data, line = with_items(project.read(path), path, [lines])
        project.write(path, data)
    return line


def with_items(data: bytes, path: str, entries: Sequence[Sequence[str]]) -> tuple[bytes, int]:
    """A bank with more items, given the lines of each, and the line that the first of them begins
    on.  Raises NotAppended.
    """
    bank, problems = _read(data, path)
    if not isinstance(bank, MappingNode) or problems:
        raise NotAppended(f"{path} cannot be read; run 'packs check', correct it and try again")
    text = data.removeprefix(_BOM).decode().split("\n")
    items = next((value for key, value in bank.entries if key.text == "items"), None)
    head, between, indent = "", "\n", 2
    if items is None:
        head = "items:\n"
    elif isinstance(items, ListNode):
        indent = items.location.column - 1
    if isinstance(items, ListNode) and not text[items.location.line - 1][indent:].startswith("-"):
        raise NotAppended(
            f"'items' of {path} is in brackets; write each item on lines of its own that start "
            "with '- ', and try again"
        )
    if isinstance(items, ListNode):
        between = "\n" if _has_gaps(items, text) else ""
        head += between
    ending = b"\r\n" if b"\r\n" in data else b"\n"
    here = _end_of_items(bank, items, text)
    whole = data if here is not None or data.endswith(b"\n") else data + ending
    before = b"".join(whole.splitlines(keepends=True)[:here])
    written = between.join(
        "".join(f"{' ' * indent}{line}\n" if line else "\n" for line in lines) for lines in entries
    )
    changed = before + f"{head}{written}".encode().replace(b"\n", ending) + whole[len(before) :]
    line = before.count(b"\n") + head.count("\n") + 1
    _require_appended(bank, changed, path, len(entries))
    return changed, line


def _end_of_items(bank: MappingNode, items: Node | None, text: Sequence[str]) -> int | None:
    """How many lines of a bank are before the place of its next item; None for all."""
    if items is None:
        return None
    after = [key.location.line for key, _ in bank.entries if key.location > items.location]
    if not after:
        return None
    line = min(after) - 1
    # Comments and empty lines above the next field belong to it.
    while line and (not text[line - 1].strip() or text[line - 1].startswith("#")):
        line -= 1
    return line


def _has_gaps(items: ListNode, text: Sequence[str]) -> bool:
    """Whether items are set apart by empty lines; a single item is taken for one that is."""
    gaps = [_is_below_a_gap(item.location.line - 1, text) for item in items.items[1:]]
    return not gaps or any(gaps)


def _is_below_a_gap(line: int, text: Sequence[str]) -> bool:
    """Whether the line above, counted from 0 and comments apart, is empty."""
    while line and text[line - 1].lstrip().startswith("#"):
        line -= 1
    return line > 0 and not text[line - 1].strip()


def _require_appended(bank: MappingNode, changed: bytes, path: str, count: int) -> None:
    """Raise NotAppended unless a changed bank says what it said, and so many items more."""
    node, problems = _read(changed, path)
    appended = isinstance(node, MappingNode) and not problems
    if appended:
        before, after = _fields(bank), _fields(node)
        old, new = before.pop("items", None) or [], after.pop("items", None)
        appended = before == after and isinstance(new, list) and new[:-count] == old
    if not appended:
        raise NotAppended(
            f"no item can be put at the end of {path}; write each item on lines of its own that "
            "start with '- ', and try again"
        )


def _fields(node: Node | None) -> dict[str, object]:
    entries = node.entries if isinstance(node, MappingNode) else ()
    return {key.text: content_of(value) for key, value in entries}


def _read(data: bytes, path: str) -> tuple[Node | None, list[Problem]]:
    problems = Problems()
    return read(data, path, problems), list(problems)


# ---------------------------------------------------------------- a new seed


def reseeded(data: bytes, path: str, seed: str) -> bytes | None:
    """The file with another seed, nothing else changed; None where no seed can be found in it."""
    node, _ = _read(data, path)
    for key, value in node.entries if isinstance(node, MappingNode) else ():
        if key.text == "seed" and isinstance(value, ScalarNode) and value.text:
            place, quote = value.location, 1 if value.quoted else 0
            edit = Edit(place.line, place.column + quote, len(value.text), seed)
            try:
                changed = edited(data, [edit])
            except ValueError:  # a text that is on other lines
                return None
            return changed if changed.replace(seed.encode(), value.text.encode()) == data else None
    return None


def reseed_pack(project: ProjectFiles, path: str) -> bool:
    """Give a pack file a new seed; False where it has no seed to replace, and stays as it is."""
    with project.lock():
        changed = reseeded(project.read(path), path, new_seed())
        if changed is None:
            return False
        project.write(path, changed)
    return True
