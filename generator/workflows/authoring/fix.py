"""`packs check --fix`: what is certain is written into authors' files, and no more."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import field

from generator.content.fields import Field, FieldType
from generator.content.nodes import ListNode, MappingNode, Node, ScalarNode
from generator.editions.arrange import arrange
from generator.editions.quiz import QuizView
from generator.items import item_type
from generator.loading.folders import FOLDERS
from generator.loading.proposed_ids import propose_ids
from generator.loading.yaml.decoding import MAX_BYTES
from generator.loading.yaml.mends import content_of, mended
from generator.loading.yaml.reader import read
from generator.loading.yaml.writer import Edit, edited
from generator.problems import Problems
from generator.storage.files import ProjectFiles, TooLarge
from generator.values import dataclass
from generator.workflows.authoring.new import new_seed
from generator.workflows.authoring.schema import KINDS
from generator.workflows.project import LoadedProject, load_project

# The rules some of whose findings can be mended, and do not say so themselves.
MENDABLE = frozenset(
    ("wrong-suffix", "duplicate-field", "tab-indentation", "colon-in-text", "special-sign")
)
_SUFFIX, _FORMER_SUFFIX = ".yaml", ".yml"


@dataclass(frozen=True)
class ChangedLine:
    """A line that is another: its number, counted before for lines that are gone, after for new
    ones; and its text.
    """

    number: int
    text: str
    is_new: bool


@dataclass(frozen=True)
class FixedFile:
    """A file with what was certain mended; `former_path`: where it was, if it has a new name."""

    path: str
    before: bytes
    after: bytes
    former_path: str

    @property
    def lines(self) -> tuple[ChangedLine, ...]:
        """What is different, line by line."""
        old, new = (_text(data).split("\n") for data in (self.before, self.after))
        changed: list[ChangedLine] = []
        matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
        for kind, a, b, c, d in matcher.get_opcodes():
            if kind != "equal":
                changed += [ChangedLine(n + 1, old[n], False) for n in range(a, b)]
                changed += [ChangedLine(n + 1, new[n], True) for n in range(c, d)]
        return tuple(changed)


@dataclass(frozen=True)
class _Preview(ProjectFiles):
    """A project's files as if some were changed already; None stands for a file that is gone."""

    changed: Mapping[str, bytes | None] = field(default_factory=dict)

    def read(self, relative: str, limit: int | None = None) -> bytes:
        """The file's bytes."""
        data = self.changed.get(relative)
        return super().read(relative, limit) if data is None else data

    def names(
        self, folder: str, suffixes: tuple[str, ...] = (_SUFFIX, _FORMER_SUFFIX)
    ) -> tuple[str, ...]:
        """The files of a folder."""
        there = dict.fromkeys(super().names(folder, suffixes), b"")
        here = {
            path: data
            for path, data in self.changed.items()
            if path.rpartition("/")[0] == folder and path.endswith(suffixes)
        }
        return tuple(sorted(path for path, data in {**there, **here}.items() if data is not None))


def fix_files(
    project: ProjectFiles, chosen: Callable[[str], bool], write: bool = True
) -> tuple[FixedFile, ...]:
    """Mend the chosen files of a project, and write them unless only asked what would be.

    Mended are: a name in .yml, tabs, texts that need quotes, hyphens that were forgotten, and
    missing ids, seeds and `sources`. A file is left as it is where its mended text does not say
    what was meant, and where the quiz of a pack that can be built would be another one.

    Raises DiskError.
    """
    with project.lock():
        fixed = tuple(_fixed_files(project, chosen))
        for file in fixed if write else ():
            if file.former_path != file.path:
                project.move(file.former_path, file.path)
            if file.after != file.before:
                project.write(file.path, file.after)
    return fixed


def _fixed_files(project: ProjectFiles, chosen: Callable[[str], bool]) -> Iterator[FixedFile]:
    before = _files(project)
    former = {_name(path, before): path for path in before if chosen(path)}
    files = {_name(path, before) if chosen(path) else path: data for path, data in before.items()}
    names = _field_names()
    for path in former:
        files[path] = mended(files[path], path, names)
    files = _with_fields(files, _ids(files, former))
    loaded = load_project(_preview(project, before, files))
    files = _with_fields(
        files, {**_seeds(files, loaded, former), **_sources(files, loaded, former)}
    )
    if files == before:
        return
    kept = _same_quizzes(project, before, files)
    for path, former_path in former.items():
        data = before[former_path]
        if path in kept and (path != former_path or files[path] != data):
            yield FixedFile(path, data, files[path], former_path)


def _files(project: ProjectFiles) -> dict[str, bytes]:
    """All files of authors that are not too large to read."""
    files = {}
    for folder in FOLDERS:
        for path in project.names(folder):
            with suppress(TooLarge):
                files[path] = project.read(path, MAX_BYTES)
    return files


def _name(path: str, files: Mapping[str, bytes]) -> str:
    """The path with the ending that is read, where that is free."""
    right = path.removesuffix(_FORMER_SUFFIX) + _SUFFIX
    return right if path.endswith(_FORMER_SUFFIX) and right not in files else path


def _preview(
    project: ProjectFiles, before: Mapping[str, bytes], after: Mapping[str, bytes]
) -> _Preview:
    changed: dict[str, bytes | None] = {path: None for path in before if path not in after}
    changed.update(after)
    return _Preview(project.root, project.operations, changed)


def _same_quizzes(
    project: ProjectFiles, before: Mapping[str, bytes], after: Mapping[str, bytes]
) -> frozenset[str]:
    """The files that may be changed: all, or where the quiz of a pack would be another one, those
    that change none.
    """
    quizzes = _quizzes(load_project(project))
    if _keeps(quizzes, load_project(_preview(project, before, after))):
        return frozenset(after)
    return frozenset(
        path
        for path, data in after.items()
        if path not in before
        or before[path] == data
        or _keeps(quizzes, load_project(_preview(project, before, {**before, path: data})))
    )


def _keeps(quizzes: Mapping[str, QuizView], loaded: LoadedProject) -> bool:
    after = _quizzes(loaded)
    return all(after.get(name) == view for name, view in quizzes.items())


def _quizzes(loaded: LoadedProject) -> dict[str, QuizView]:
    """What students see of the quiz of each pack that can be built, in all forms."""
    return {
        name: arrange(pack, loaded.content).view
        for name, pack in loaded.content.packs.items()
        if pack.sections and not loaded.stoppers(name, draft=True)
    }


# ---------------------------------------------------------------- fields that are missing


@dataclass(frozen=True)
class _MissingField:
    """A field to be written as the first of the mapping that begins at a place."""

    line: int
    column: int
    name: str
    value: str


_Files = Mapping[str, bytes]
_Missing = dict[str, list[_MissingField]]


def _ids(files: _Files, chosen: Mapping[str, str]) -> _Missing:
    """The proposed ids of items that have none."""
    read_files = {path: read(data, path, Problems()) for path, data in files.items()}
    nodes = {path: node for path, node in read_files.items() if node is not None}
    missing: _Missing = {}
    for proposal in propose_ids(nodes):
        if proposal.path in chosen:
            place = proposal.location
            missing.setdefault(proposal.path, []).append(
                _MissingField(place.line, place.column, "id", proposal.id)
            )
    return missing


def _seeds(files: _Files, loaded: LoadedProject, chosen: Mapping[str, str]) -> _Missing:
    """A new seed for each pack that has none."""
    return {
        pack.path: [_before_quiz(files[pack.path], pack.path, "seed", new_seed())]
        for pack in loaded.content.packs.values()
        if pack.path in chosen and not _names(files[pack.path], pack.path) & {"seed"}
    }


def _sources(files: _Files, loaded: LoadedProject, chosen: Mapping[str, str]) -> _Missing:
    """The sources of the facts that the items of a bank cite, where it does not name them."""
    facts = loaded.content.facts_by_id
    missing: _Missing = {}
    for bank in loaded.content.banks.values():
        cited = [
            reference.id
            for item in bank.items
            for part in (item, *item_type(item).parts(item))
            for reference in part.facts
        ]
        if bank.path in chosen and cited and not bank.sources and facts.keys() >= set(cited):
            sources = dict.fromkeys(facts[name].source for name in cited)
            value = f"[{', '.join(sources)}]"
            missing[bank.path] = [_before_quiz(files[bank.path], bank.path, "sources", value)]
    return missing


def _before_quiz(data: bytes, path: str, name: str, value: str) -> _MissingField:
    """A field of a file, above its last one: the long part of packs and banks."""
    node = _sound(data, path)
    place = node.location if node else None
    if isinstance(node, MappingNode):
        long = [key for key, value in node.entries if not isinstance(value, ScalarNode)]
        place = (long or [node.entries[-1][0]])[0].location
    return _MissingField(place.line if place else 0, place.column if place else 0, name, value)


def _names(data: bytes, path: str) -> set[str]:
    node = _sound(data, path)
    return {key.text for key, _ in node.entries} if isinstance(node, MappingNode) else set()


def _with_fields(files: _Files, missing: _Missing) -> dict[str, bytes]:
    """The files with these fields and nothing else that is new; one where that fails as it was."""
    return {
        path: _with_its_fields(data, path, missing.get(path, [])) for path, data in files.items()
    }


def _with_its_fields(data: bytes, path: str, missing: Sequence[_MissingField]) -> bytes:
    before = _sound(data, path)
    if not missing or before is None:
        return data
    lines, edits = _text(data).split("\n"), []
    for new in missing:
        head, rest = lines[new.line - 1][: new.column - 1], lines[new.line - 1][new.column - 1 :]
        if rest.startswith("{"):
            edits.append(Edit(new.line, new.column + 1, 0, f"{new.name}: {new.value}, "))
        else:
            margin = " " * len(head)
            edits.append(Edit(new.line, new.column, 0, f"{new.name}: {new.value}\n{margin}"))
    after = edited(data, edits)
    node = _sound(after, path)
    expected = [(new.name, _content(new.value)) for new in missing]
    return after if node is not None and _added(before, node) == expected else data


def _content(value: str) -> object:
    return value[1:-1].split(", ") if value.startswith("[") else value


def _added(before: Node, after: Node) -> list[tuple[str, object]] | None:
    """The fields that the one node has more than the other, in order; None where they differ
    otherwise.
    """
    if isinstance(before, MappingNode) and isinstance(after, MappingNode):
        added: list[tuple[str, object]] = []
        old = list(before.entries)
        for key, value in after.entries:
            if not old or old[0][0].text != key.text:
                added.append((key.text, content_of(value)))
                continue
            inner = _added(old.pop(0)[1], value)
            if inner is None:
                return None
            added += inner
        return None if old else added
    if isinstance(before, ListNode) and isinstance(after, ListNode):
        inners = [_added(*pair) for pair in zip(before.items, after.items, strict=False)]
        if len(before.items) != len(after.items) or None in inners:
            return None
        return [entry for inner in inners for entry in inner or ()]
    return [] if content_of(before) == content_of(after) else None


def _sound(data: bytes, path: str) -> Node | None:
    problems = Problems()
    node = read(data, path, problems)
    return None if list(problems) else node


def _text(data: bytes) -> str:
    return data.decode("utf-8-sig", "replace").replace("\r\n", "\n")


# ---------------------------------------------------------------- names of fields


def _field_names() -> frozenset[str]:
    """The names of all fields of all kinds of file, in small letters."""
    names: set[str] = set()
    for kind in KINDS.values():
        for declared in kind.fields:
            _gather(declared, names, set())
    return frozenset(names)


def _gather(declared: Field, names: set[str], seen: set[int]) -> None:
    names.add(declared.name.lower())
    waiting: list[FieldType[object]] = [declared.kind]
    while waiting:
        kind = waiting.pop()
        if id(kind) in seen:
            continue
        seen.add(id(kind))
        waiting += [*kind.alternatives, *([kind.entry] if kind.entry else [])]
        for inner in (*kind.fields, *(f for _, fields in kind.variants for f in fields)):
            _gather(inner, names, seen)
