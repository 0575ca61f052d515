"""What is to be fast, how fast, and how that is measured: one function for each row of
docs/performance.md.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.benchmarks import bench_check, workload
from tests.benchmarks.processes import ROOT, Cost, packs, python, spent

BANK_ITEMS = 10_000
PEER = "Typst"
# What every build imports, the libraries among it, before it reads the first file.
IMPORTED = (
    "generator.cli.build",
    "generator.checks.run",
    "generator.render.pdf.render",
    "generator.workflows.build.build",
)


@dataclass(frozen=True)
class Figure:
    """One row: what was measured, in words, the number, the most that it is to be, and what both
    are of ("×", "s", "MiB").  `told`: the costs behind it.
    """

    name: str
    value: float
    goal: float
    unit: str
    told: str

    @property
    def is_met(self) -> bool:
        """Whether the goal is reached."""
        return self.value <= self.goal


class Workshop:
    """Projects in a folder of their own, and what it costs to build them.

    `rounds`: how often each pair of commands is run, in turn.
    """

    def __init__(self, folder: Path, rounds: int, has_peer: bool, say: Callable[[str], None]):
        self.folder, self.rounds, self.has_peer, self.say = folder, rounds, has_peer, say

    def project(self, forms: int, copies: int = 1) -> Path:
        """The project with so many forms and copies."""
        return workload.written_once(self.folder, forms, copies)

    def build(self, forms: int, copies: int = 1) -> Cost:
        """A build from nothing."""
        return built_from_nothing(self.project(forms, copies))

    def peer(self, forms: int) -> Cost:
        """The same pages set by the peer."""
        output = self.folder / f"peer-{forms}"
        return set_by_peer("tests.benchmarks.peer_typst", self.project(forms), output)

    def in_turn(self, *runs: Callable[[], Cost], rounds: int = 0) -> list[tuple[Cost, ...]]:
        """The costs of several commands, round by round."""
        return [tuple(run() for run in runs) for _ in range(rounds or self.rounds)]


def set_by_peer(module: str, project: Path, output: Path) -> Cost:
    """The pages of a project set by a peer, with nothing left over from before."""
    shutil.rmtree(output, ignore_errors=True)
    return spent(python("-m", module, str(project), str(output)))


def built_from_nothing(project: Path, *arguments: str) -> Cost:
    """A build of a project of which nothing was built before."""
    shutil.rmtree(project / "output", ignore_errors=True)
    shutil.rmtree(project / "packs" / "editions", ignore_errors=True)
    return spent(packs(project, "build", *arguments))


def middle(costs: list[float], unit: str = " s", digits: int = 2) -> str:
    """A median with its unit."""
    return f"{median(costs):.{digits}f}{unit}"


def figures(shop: Workshop) -> Iterator[Figure]:
    """Every row that can be measured here, in the order of the page."""
    for row in (
        first_build,
        further_form,
        up_to_date,
        edited_rationale,
        class_set,
        memory,
        beside_a_large_bank,
        help_text,
    ):
        shop.say(row.__name__.replace("_", " "))
        yield from row(shop)
    shop.say("")


def first_build(shop: Workshop) -> Iterator[Figure]:
    """One pack from nothing beside the peer."""
    if not shop.has_peer:
        return
    start = python("-c", f"import {', '.join(IMPORTED)}")
    runs = shop.in_turn(lambda: shop.build(1), lambda: shop.peer(1), lambda: spent(start))
    yield Figure(
        f"first build of one pack (briefing, paper, key on a page, full key, guide), beside {PEER}",
        median(own.cpu / peer.cpu for own, peer, _ in runs),
        2.2,
        "×",
        f"{middle([own.cpu for own, _, _ in runs])}, "
        f"{middle([begun.cpu for _, _, begun in runs])} of it Python's start and imports, "
        f"and {middle([peer.cpu for _, peer, _ in runs])}",
    )


def further_form(shop: Workshop) -> Iterator[Figure]:
    """What each of 29 more forms adds, beside the peer."""
    if not shop.has_peer:
        return
    runs = shop.in_turn(
        lambda: shop.build(1), lambda: shop.build(30), lambda: shop.peer(1), lambda: shop.peer(30)
    )
    own = [1e3 * (many.cpu - few.cpu) / 29 for few, many, _, _ in runs]
    peer = [1e3 * (many.cpu - few.cpu) / 29 for _, _, few, many in runs]
    yield Figure(
        f"each further form, its paper and its part of the keys (1 to 30 forms), beside {PEER}",
        median(ours / theirs for ours, theirs in zip(own, peer, strict=True)),
        1 / 15,
        "×",
        f"{middle(own, ' ms', 1)} and {middle(peer, ' ms', 1)}",
    )


def up_to_date(shop: Workshop) -> Iterator[Figure]:
    """Nothing to do in the starter project, beside the peer's single pack."""
    if not shop.has_peer:
        return
    starter = shop.folder / "starter"
    for name in ("packs", "questions"):
        shutil.copytree(ROOT / name, starter / name, dirs_exist_ok=True)
    for _ in range(2):
        spent(packs(starter, "build"))
    runs = shop.in_turn(lambda: spent(packs(starter, "build")), lambda: shop.peer(1))
    yield Figure(
        f"`packs build` of all starter packs with nothing to do, beside {PEER}'s single pack",
        median(own.cpu / peer.cpu for own, peer in runs),
        1 / 2,
        "×",
        f"{middle([own.cpu for own, _ in runs])} and {middle([peer.cpu for _, peer in runs])}",
    )


def edited_rationale(shop: Workshop) -> Iterator[Figure]:
    """A build after one rationale was edited, beside a build from nothing."""
    project = shop.project(30)
    bank = project / f"questions/{workload.NAME}.yaml"
    asked = workload.asked_items(project)[0]

    def edited() -> Cost:
        text = bank.read_text(encoding="utf-8")
        before, behind = text.split(f"  - id: {asked}\n")
        changed = behind.replace("    rationale: >-\n", "    rationale: >-\n      And so.\n", 1)
        bank.write_text(f"{before}  - id: {asked}\n{changed}", encoding="utf-8")
        return spent(packs(project, "build"))

    runs = shop.in_turn(lambda: shop.build(30), edited)
    yield Figure(
        "one rationale edited in a quiz of 30 forms, beside a build from nothing",
        median(edit.cpu / clean.cpu for clean, edit in runs),
        1 / 3,
        "×",
        f"{middle([edit.cpu for _, edit in runs])} and {middle([clean.cpu for clean, _ in runs])}",
    )


def class_set(shop: Workshop) -> Iterator[Figure]:
    """What the class set adds to a build, beside what the papers add to it."""
    runs = shop.in_turn(
        lambda: shop.build(1), lambda: shop.build(200), lambda: shop.build(200, 200), rounds=2
    )
    bound = [whole.cpu - papers.cpu for _, papers, whole in runs]
    single = [papers.cpu - few.cpu for few, papers, _ in runs]
    yield Figure(
        "the class set of 200 forms, beside the 200 papers",
        median(one / other for one, other in zip(bound, single, strict=True)),
        1 / 2,
        "×",
        f"{middle(bound)} and {middle(single)}",
    )


def memory(shop: Workshop) -> Iterator[Figure]:
    """The largest memory of a build of 999 forms."""
    ((few, many),) = shop.in_turn(lambda: shop.build(30), lambda: shop.build(999), rounds=1)
    yield Figure(
        "the most memory that a build of 999 forms takes",
        many.peak,
        90,
        "MiB",
        f"{few.peak:.0f} MiB at 30 forms; {many.cpu:.0f} s for 999",
    )


def beside_a_large_bank(shop: Workshop) -> Iterator[Figure]:
    """A pack of 20 items in a project with 10,000 others."""
    project = shop.folder / "large"
    workload.write(project, 1)
    files = bench_check.files(BANK_ITEMS)
    for path, data in files.items():
        if not path.startswith("packs/"):
            (project / path).parent.mkdir(parents=True, exist_ok=True)
            (project / path).write_bytes(data)
    events = python("-m", "tests.benchmarks.yaml_events", str(project))
    runs = shop.in_turn(
        lambda: shop.build(1),
        lambda: built_from_nothing(project, workload.NAME),
        lambda: spent(packs(project, "build", workload.NAME, "--explain")),
        lambda: spent(events),
    )
    added = [beside.cpu - alone.cpu for alone, beside, _, _ in runs]
    parsed = [parse.cpu for _, _, _, parse in runs]
    yield Figure(
        f"what {BANK_ITEMS:,} items in other banks add to a first build of one pack of 20, beside "
        "PyYAML's C events of all files",
        median(own / other for own, other in zip(added, parsed, strict=True)),
        2,
        "×",
        f"{middle(added)} and {middle(parsed)}",
    )
    yield Figure(
        "the whole of a later build of that pack, everything compared anew (`--explain`)",
        median(later.cpu for _, _, later, _ in runs),
        1.5,
        "s",
        "",
    )


def help_text(shop: Workshop) -> Iterator[Figure]:
    """`packs --help` beside the library that reads the command line."""
    command = python("-m", "generator", "--help")
    library = python("-c", "import click")
    spent(command)
    runs = shop.in_turn(lambda: spent(command), lambda: spent(library), rounds=2 * shop.rounds)
    yield Figure(
        "`packs --help`, beside Python that imports click",
        median(own.cpu / bare.cpu for own, bare in runs),
        1.5,
        "×",
        f"{middle([1e3 * own.cpu for own, _ in runs], ' ms', 0)} and "
        f"{middle([1e3 * bare.cpu for _, bare in runs], ' ms', 0)}",
    )
