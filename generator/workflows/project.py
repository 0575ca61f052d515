"""A project read and checked: all its files, their content, and every problem in one run."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import field
from pathlib import PurePosixPath

from generator.checks.context import Forms, KeyLetter, PreviouslyAsked
from generator.checks.dependencies import used_paths
from generator.checks.listing import not_read
from generator.checks.run import check
from generator.content.model import Content, Pack
from generator.content.nodes import Node
from generator.editions.arrange import Quiz, arrange
from generator.editions.store import stored_editions
from generator.items import type_of
from generator.loading.content import load
from generator.loading.folders import BANKS, FOLDERS, PACKS, SUMMARIES
from generator.loading.proposed_ids import RULE as PROPOSED_RULE
from generator.loading.unused_banks import unused_banks
from generator.loading.yaml import reader
from generator.loading.yaml.decoding import MAX_BYTES, report_too_large
from generator.page.combining import Drawable
from generator.problems import ERROR, WARNING, Location, Problem, Problems
from generator.storage.files import ProjectFiles, TooLarge
from generator.values import dataclass
from generator.workflows.media import with_read_media
from generator.workflows.previous_use import earlier

# Bytes of banks that take about two seconds to read and check; of fewer, a build tells all.
WORTH_LEAVING = 1_000_000
DRAFT_RULE, MISSING_RULE = "draft-item", "unknown-item"


@dataclass(frozen=True)
class LoadedProject:
    """The content of a project, all problems in it (sorted), the names of its pack files, and what
    packs must not ask again.

    `banks_not_read`: how many banks were left out, because none of the packs asked for uses them;
    then only errors are among the problems of the checks.
    """

    content: Content
    problems: tuple[Problem, ...]
    pack_names: tuple[str, ...]
    previously_asked: Mapping[str, tuple[PreviouslyAsked, ...]] = field(default_factory=dict)
    banks_not_read: int = 0

    def uses(self, name: str) -> frozenset[str]:
        """The paths of all files a pack uses."""
        pack = self.content.packs.get(name)
        return used_paths(pack, self.content) if pack else frozenset([f"packs/{name}.yaml"])

    def of(self, name: str) -> tuple[Problem, ...]:
        """The problems in files a pack uses, and where it misses an item also those of any bank
        that may hold it; with them the errors of files that are to blame for an error in these.

        Those of other packs that share a file with it are not among them.
        """
        paths = self.uses(name)
        causes = {
            problem.cause
            for problem in self.problems
            if problem.location.path in paths and problem.severity == ERROR
        }
        missing = any(p.rule == MISSING_RULE and p.location.path in paths for p in self.problems)
        return tuple(
            p
            for p in self.problems
            if p.location.path in paths
            or (
                p.severity == ERROR
                and (
                    p.location.path in causes
                    or (missing and str(PurePosixPath(p.location.path).parent) == "questions")
                )
            )
        )

    def names_drafts(self, name: str) -> bool:
        """Whether a pack names items that are still drafts."""
        return any(problem.rule == DRAFT_RULE for problem in self.of(name))

    def stoppers(self, name: str, draft: bool = False) -> tuple[Problem, ...]:
        """The problems that stop a pack from being built."""
        return tuple(
            p for p in self.of(name) if p.severity == ERROR and not (draft and p.rule == DRAFT_RULE)
        )

    def pack(self, name: str) -> Pack:
        """The pack of that name.  Raises KeyError."""
        return self.content.packs[name]


def load_project(
    project: ProjectFiles, covered: Drawable | None = None, packs: Collection[str] = ()
) -> LoadedProject:
    """Everything of a project; `covered` is what the fonts can print (None: not checked).

    Where `packs` are named, banks that they do not use are left out if these are large, and then
    only errors are looked for.  If anything that the packs use is not sound, everything is read, so
    that all is said of it.
    """
    files = _read_all(project)
    unused = unused_banks(files.data, packs) if packs else frozenset[str]()
    if sum(len(files.data[path]) for path in unused) > WORTH_LEAVING:
        loaded = _load(project, files, covered, unused)
        is_known = all(name in loaded.content.packs for name in packs)
        depends_on_all = any(problem.rule == PROPOSED_RULE for problem in loaded.problems)
        if is_known and not depends_on_all and not any(map(loaded.stoppers, packs)):
            return loaded
    return _load(project, files, covered)


@dataclass(frozen=True)
class _Files:
    """The files of a project by path: their bytes, and what is wrong with those that have none."""

    data: Mapping[str, bytes]
    problems: tuple[Problem, ...]


def _read_all(project: ProjectFiles) -> _Files:
    problems, files = Problems(), {}
    for folder in FOLDERS:
        for path in project.names(folder):
            files[path] = _read(project, path, problems)
    return _Files(files, tuple(problems))


def _load(
    project: ProjectFiles, files: _Files, covered: Drawable | None, left_out: Collection[str] = ()
) -> LoadedProject:
    """The content of files; where some are left out, only errors are looked for."""
    problems = Problems()
    problems.extend(files.problems)
    if not left_out:
        _report_other_folders(project, problems)
    too_large = {problem.location.path for problem in files.problems}
    nodes: dict[str, Node] = {}
    unparsed: dict[str, str] = {}
    pack_names = []
    for path, data in files.data.items():
        right = str(PurePosixPath(path).with_suffix(".yaml"))
        has_twin = path != right and right in files.data
        if has_twin or path.endswith(".yml"):
            name = PurePosixPath(right).name
            problems.add(
                Location(path),
                "wrong-suffix",
                f"it is not read, because there is also {name}; give it another name that ends"
                " in .yaml, or remove it"
                if has_twin
                else f"rename it to {name}; .yml files are not read",
            )
            unparsed[path] = _text(data)
            continue
        if str(PurePosixPath(path).parent) == PACKS:
            pack_names.append(PurePosixPath(path).stem)
        if path in left_out:
            continue
        node = None if path in too_large else reader.read(data, path, problems)
        if node is not None:
            nodes[path] = node
        else:
            unparsed[path] = _text(data)
    content = load(nodes, problems, unparsed)
    if any(_may_place_media(data) for path, data in files.data.items() if path not in left_out):
        content = with_read_media(project, content, problems)
    previously_asked, unknown = earlier(project, content)
    problems.extend(unknown)
    found = check(
        content,
        covered,
        previously_asked=previously_asked,
        recorded=_recorded(project),
        errors_only=bool(left_out),
    )
    problems.extend(found)
    problems.extend(not_read(content.unread, tuple(problems)))
    return LoadedProject(
        content, tuple(problems), tuple(pack_names), previously_asked, len(left_out)
    )


def faulty_items(loaded: LoadedProject, paths: Collection[str]) -> frozenset[str]:
    """The ids of items of some banks that have errors, or could not be read because of them."""
    unread = [
        (name, place)
        for names in (loaded.content.unread.items, loaded.content.unread.drafts)
        for name, place in names.items()
    ]
    faulty = {name for name, place in unread if place.path in paths}
    for bank in loaded.content.banks.values():
        if bank.path not in paths:
            continue
        lines = [
            problem.location.line
            for problem in loaded.problems
            if problem.severity == ERROR and problem.location.path == bank.path
        ]
        starts = sorted(
            [(item.location.line, item.id) for item in bank.items]
            + [(place.line, name) for name, place in unread if place.path == bank.path]
        )
        for line in lines:
            faulty.update([name for start, name in starts if start <= line][-1:])
    return frozenset(faulty)


def quizzes(reading: LoadedProject, names: Collection[str] | None = None) -> dict[str, Quiz | None]:
    """Of every pack, or of those of `names`, that could be built, its quiz arranged; None of one
    without a quiz.
    """
    return {
        name: arrange(reading.pack(name), reading.content) if reading.pack(name).sections else None
        for name in (reading.pack_names if names is None else names)
        if name in reading.content.packs and not reading.stoppers(name, draft=True)
    }


def key_letters(arranged: Mapping[str, Quiz | None]) -> Forms:
    """Of every quiz, of each form, the letters of its items with one key among lettered options."""
    return {name: _letters(quiz) for name, quiz in arranged.items() if quiz}


def _letters(quiz: Quiz) -> tuple[tuple[KeyLetter, ...], ...]:
    catalog = quiz.view.catalog
    forms = []
    for form in quiz.view.forms:
        keys = []
        for section, answers, places in zip(
            quiz.view.sections, quiz.key.sections, form.sections, strict=True
        ):
            for index, order in places:
                item = section.items[index]
                item_type = type_of(item)
                if order and item_type.alternatives(item):
                    letter = item_type.short_key(item, answers[index], order, catalog)
                    keys.append(KeyLetter(letter, len(order), item_type.shuffle(item).keeps_order))
        forms.append(tuple(keys))
    return tuple(forms)


def _recorded(project: ProjectFiles) -> frozenset[str]:
    """The names of all packs with an edition on record."""
    records = (path for files in stored_editions(project).values() for path in files.records)
    return frozenset(PurePosixPath(path).parent.name for path in records)


def _text(data: bytes) -> str:
    """What a file holds, however faulty, to look for names in."""
    is_utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return data.decode("utf-16" if is_utf16 else "utf-8", "replace")


def _report_other_folders(project: ProjectFiles, problems: Problems) -> None:
    """Add a warning for each folder with YAML files that nothing reads."""
    for parent in (BANKS, PACKS):
        for folder in project.folders(parent):
            if folder in FOLDERS or not (paths := project.names(folder)):
                continue
            more = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
            problems.add(
                Location(paths[0]),
                "other-folder",
                f"this file{more} in {folder}/ will not be read; move what you need to {parent}/",
                WARNING,
            )


def _may_place_media(data: bytes) -> bool:
    """Whether a file can place a picture or a formula."""
    return b"![" in data or b"$" in data or b"picture" in data


def _read(project: ProjectFiles, path: str, problems: Problems) -> bytes:
    """The bytes of a file; none of one that is too large, which is reported."""
    try:
        return project.read(path, MAX_BYTES)
    except TooLarge:
        report_too_large(path, problems)
        return b""


def pack_names(project: ProjectFiles) -> tuple[str, ...]:
    """The names of all pack files."""
    return tuple(PurePosixPath(path).stem for path in project.names("packs", (".yaml",)))


def other_than_pack(project: ProjectFiles, typed: str) -> str:
    """What of a project is called as typed and is no pack, with what to do; "" where nothing is."""
    name = PurePosixPath(typed).stem if typed.endswith(".yaml") else typed
    for folder, kind in ((BANKS, "bank"), (SUMMARIES, "summary")):
        if f"{folder}/{name}.yaml" in project.names(folder, (".yaml",)):
            return (
                f"'{name}' is a {kind}; name a pack that prints it, or make one with "
                f"'packs new pack {name} --{kind} {name}'"
            )
    return ""
