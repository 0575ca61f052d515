"""What all tests share: small authored files, read by the program's own reader, and golden text
files.
"""

from __future__ import annotations

import difflib
import gc
import os
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, settings

from generator.content.fields import FieldType
from generator.content.model import Content
from generator.content.nodes import Node
from generator.editions.arrange import Quiz, arrange
from generator.loading.content import load
from generator.loading.yaml import reader
from generator.problems import Problems

# A busy machine is no fault of the program: no example is timed, here or in any other test that
# states nothing else. The same examples in every run, so that a change is judged by what it
# changes; PACKS_TEST_RANDOM draws new ones.
settings.register_profile(
    "calm",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=not os.environ.get("PACKS_TEST_RANDOM"),
)
settings.load_profile("calm")

GOLDEN = Path(__file__).parent / "golden"

EVIDENCE = """\
source: harbour-report
citation:
  author: A. Writer
  title: Two Harbours
  kind: report
  published: May 2021
  note: Its author speaks for *herself* alone.
as_of: 2021-05
as_of_basis: inferred
notice: Everything here rests on one report.
people:
  - name: Ana Tešić
    protect: true
    also: [A. Tešić]
names: [Port Ždral]
facts:
  - id: hr-01
    date: 2019-03
    status: reported
    text: The pier was closed in March 2019.
    ref: Section 1, paragraph 2
  - id: hr-02
    date: 2019..2020
    status: claim
    by: the harbour office
    text: The harbour office says that CO~2~ fell by a half.
    ref: Section 2, paragraph 1
    flags: [as-of, estimate]
  - id: hr-03
    status: denial
    by: the union
    text: The union denies that anyone was asked.
    ref: Section 2, paragraph 4
pairs:
  - facts: [hr-02]
    with: [hr-03]
    because: claim and denial travel together
"""

BANK = """\
bank: harbour
title: Two harbours
language: en
objectives:
  hr-sequence: Put the events at the harbour in order.
  hr-claims: Tell claims from reports.
items:
  - id: hr-year
    type: single
    objective: hr-sequence
    level: remember
    difficulty: easy
    facts: [hr-01]
    stem: In which year was the pier closed?
    key: '2019'
    distractors:
      - text: '2017'
        why: The pier was *opened* then.
      - '2021'
    rationale: The report gives March 2019.
  - id: hr-who-says
    type: single
    objective: hr-claims
    level: understand
    difficulty: medium
    facts: [hr-02, hr-03]
    points: 1.5
    stem: Who says that CO~2~ fell by a half?
    key: The harbour office
    distractors:
      - text: The union
        why: It speaks of something else.
      - text: The **mayor**
        why: The report does not quote her.
      - None of these
    last: None of these
    rationale: It is the harbour office’s claim.
  - id: hr-asked
    type: multiple
    objective: hr-claims
    level: analyse
    difficulty: hard
    facts: [hr-02, hr-03]
    stem: Which bodies speak in the report?
    keys: [The harbour office, The union]
    distractors: [The mayor, The bank]
    choose: 2
    scoring: plus-minus
    rationale: Both are quoted.
  - id: hr-closed
    type: true-false
    objective: hr-sequence
    level: remember
    difficulty: easy
    facts: [hr-01]
    stem: The pier was closed in 2018.
    key: false
    correct_it: true
    correction: The pier was closed in **2019**.
    rationale: The report gives March 2019.
  - id: hr-explain
    type: short-answer
    objective: hr-claims
    level: evaluate
    difficulty: hard
    facts: [hr-02, hr-03]
    points: 2
    stem: >-
      Explain why the claim and the denial must be read together, and say what the report leaves open to its readers.
    scheme:
      - credit: names the claim
        points: 1
        accept: [the office’s figure, a half]
        reject: [a third]
      - credit: names the denial
        points: 1
    model: The office claims a fall; the union denies that anyone was asked.
  - id: hr-match
    type: matching
    objective: hr-claims
    level: understand
    difficulty: medium
    facts: [hr-01, hr-02, hr-03]
    stem: Match each body with what the report has of it.
    pairs:
      - premise: The harbour office
        response: says that CO~2~ fell by a half
      - premise: The union
        response: says that nobody was asked
      - premise: The *report*
        response: dates the closing of the pier
    unused: [counts the ships]
    rationale: The three are in sections 1 and 2.
  - id: hr-order
    type: ordering
    objective: hr-sequence
    level: remember
    difficulty: easy
    facts: [hr-01, hr-02]
    points: 1.5
    stem: Put these in order of time.
    sequence:
      - text: The pier is **built**
        date: 2017
      - text: The pier is closed
        date: 2019-03
      - The report is published
    scoring: adjacent-pairs
    rationale: The dates are in section 1.
  - id: hr-gaps
    type: cloze
    objective: hr-sequence
    level: remember
    difficulty: easy
    facts: [hr-01]
    stem: Fill in the blanks.
    text: >-
      The {pier | landing stage} was closed in {March | month 3} 2019, says the *report*; the gas is {CO~2~}.
    word_bank: [April, quay]
    rationale: Section 1 says so.
  - id: hr-count
    type: numeric
    objective: hr-sequence
    level: apply
    difficulty: medium
    facts: [hr-02]
    points: 2
    stem: Take emissions as 24,000 tonnes before. How many were left after a fall by a half?
    key: 12000
    tolerance: 500
    unit: tonnes of CO~2~
    rationale: Half of 24,000.
  - id: hr-weigh
    type: essay
    objective: hr-claims
    level: evaluate
    difficulty: hard
    facts: [hr-02, hr-03]
    points: 6
    lines: 3
    planning: 2
    stem: How far can the claim of the harbour office be relied on?
    rubric:
      - points: 0..2
        text: Repeats the claim.
      - points: 5..6
        text: Weighs claim *and* denial and reaches a judgement.
      - points: 3..4
        text: Names both.
    indicative: [the office reports on itself, the union speaks of something else]
  - id: hr-passage
    type: set
    objective: hr-claims
    level: analyse
    difficulty: medium
    facts: [hr-01, hr-02, hr-03]
    stem: Read the passage and answer all parts.
    stimulus:
      passage:
        - >-
          The harbour office **says that CO~2~ fell by a half between 2019 and 2020**; it does not say how that was measured,
          nor by whom, and the report adds no table.
        - The union says that nobody was asked.
    provenance: Written for this test after the *report*
    kind: paraphrase
    parts:
      - type: single
        stem: Who objects?
        key: The union
        distractors: [The mayor, {text: The office, why: It claims.}]
        rationale: Line 4 says so.
      - type: short-answer
        level: evaluate
        points: 1.5
        lines: 1
        stem: Say in which lines the claim stands and whose it is.
        scheme:
          - credit: lines 1 and 2
            points: 1
          - credit: the office’s
            points: 0.5
      - type: true-false
        difficulty: easy
        facts: [hr-03]
        stem: The union was asked.
        key: false
        rationale: It says that nobody was.
  - id: hr-grid
    type: set
    objective: hr-claims
    level: apply
    difficulty: medium
    facts: [hr-02, hr-03]
    stem: Fill in the grid, then answer.
    stimulus:
      figure:
        kind: matrix
        caption: Who speaks to whom
        alt: A grid of three bodies by three bodies.
        blanks: true
        relations:
          - {from: The union, to: The office, relation: disputes}
          - {from: The office, to: The union, relation: informs}
          - {from: The office, to: The mayor, relation: asks}
    provenance: After the report
    kind: data
    parts:
      - type: numeric
        stem: How many cells hold a relation?
        key: 3
        rationale: Three relations.
      - type: matching
        stem: Match each body with what it does.
        pairs:
          - {premise: The union, response: speaks first}
          - {premise: The office, response: speaks last}
          - {premise: The mayor, response: listens}
        rationale: As in the grid.
  - id: hr-chart
    type: set
    objective: hr-sequence
    level: apply
    difficulty: easy
    facts: [hr-02]
    stem: Use the chart and the words.
    stimulus:
      figure:
        kind: bar-chart
        caption: Emissions
        alt: Bar chart of emissions in two years.
        categories: ['2019', '2020']
        series:
          - name: Emissions
            values: [24000, 12000]
        unit: tonnes
    provenance: Counts of the harbour office
    kind: data
    parts:
      - type: ordering
        stem: Begin with the smallest.
        sequence: [Half of it, Emissions of 2020 and 1 t, Emissions of 2019]
        scoring: all-or-nothing
        rationale: 6,000 is less than 12,001.
      - type: cloze
        stem: Fill in the blank.
        text: Emissions fell {by} a half.
        rationale: Plain words.
  - id: hr-table
    type: set
    objective: hr-sequence
    level: apply
    difficulty: easy
    facts: [hr-02]
    stem: Use the table.
    stimulus:
      table:
        caption: Emissions by *year*
        head: [Year, Tonnes of CO~2~]
        rows:
          - ['2019', 24 000]
          - ['2020', 12 000]
    provenance: Counts of the harbour office
    kind: data
    parts:
      - type: multiple
        stem: Which years does it hold?
        keys: ['2019', '2020']
        distractors: ['2021']
        choose: any
        scoring: per-option
        rationale: Two rows.
      - type: essay
        points: 2
        booklet: true
        stem: Discuss what it leaves out.
        rubric:
          - {points: 2, text: Discusses.}
          - {points: 0..1, text: Names.}
"""

SUMMARY = """\
title: Two harbours
subtitle: What one report says
as_of: 2021-05
sources: [harbour-report]
objectives:
  hr-claims: Tell claims from reports.
summary:
  - text: >-
      The pier was closed in **March 2019**. The harbour office claims that CO~2~ fell; see
      [the report](https://example.org/report).
    facts: [hr-01, hr-02, hr-03]
key_facts:
  - text: The pier has been closed since 2019.
    facts: [hr-01]
sections:
  - heading: The pier
    paragraphs:
      - text: It was closed in March 2019.
        facts: [hr-01]
timeline:
  - date: 2019-03
    text: The pier is closed.
    facts: [hr-01]
  - date: 2019..2020
    text: Emissions fall, says the office.
    facts: [hr-02]
actors:
  - name: The union
    role: Speaks for the dockers
    facts: [hr-03]
positions:
  - claim: Emissions fell by a half.
    who: The harbour office
    facts: [hr-02]
  - claim: Everybody was asked.
    who: The harbour office
    reply: Nobody was.
    by: The union
    facts: [hr-03]
relations:
  - from: The union
    to: The office
    relation: disputes
    facts: [hr-03]
  - from: The office
    to: The union
    relation: informs
    facts: [hr-02]
glossary:
  - term: pier
    definition: A landing stage built out into the water.
discussion:
  - Whose numbers would settle it?
limits:
  - The report carries no date.
reading:
  - A. Writer, *Harbours*.
"""

PACK = """\
pack: harbour
title: Two harbours
institution: Example College
course: Ports and people
instructor: Dr A. Example
class: Year 2
date: 2026-12-07
duration: 40
summaries: [harbour]
language: en
seed: 5d0c1f9e6b7a4c215d0c1f9e6b7a4c21
forms: 2
quiz:
  sections:
    - title: Facts
      items: [hr-year, hr-who-says, hr-asked]
    - title: Reading
      order: as-written
      items: [hr-closed, hr-explain]
    - title: Every other type
      order: as-written
      items: [hr-match, hr-order, hr-gaps, hr-count, hr-weigh, hr-passage, hr-grid, hr-chart, hr-table]
print:
  paper: Letter
  sides: simplex
  copies: 31
"""


class Loaded(NamedTuple):
    """What became of authored files: their content, and the problems as printed."""

    content: Content
    lines: list[str]


@pytest.fixture(autouse=True)
def garbage_is_collected() -> Iterator[None]:
    """`packs build` collects no garbage, because its process ends; one that runs tests goes on."""
    yield
    gc.enable()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that writes golden files anew."""
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write tests/golden/ anew; look at the difference",
    )


@pytest.fixture(scope="session")
def harbour() -> dict[str, str]:
    """A whole small project: a file of each kind, by path, with everything set somewhere."""
    return {
        "questions/evidence/harbour-report.yaml": EVIDENCE,
        "questions/harbour.yaml": BANK,
        "packs/summaries/harbour.yaml": SUMMARY,
        "packs/harbour.yaml": PACK,
    }


@pytest.fixture(scope="session")
def loaded() -> Callable[[dict[str, str]], Loaded]:
    """Read and load files given as path → text."""

    def run(files: dict[str, str]) -> Loaded:
        problems = Problems()
        nodes = {
            path: reader.read(textwrap.dedent(text).encode(), path, problems)
            for path, text in files.items()
        }
        content = load({path: node for path, node in nodes.items() if node is not None}, problems)
        return Loaded(content, [str(problem) for problem in problems])

    return run


@pytest.fixture(scope="session")
def node() -> Callable[[str], Node]:
    """The node of a text that the reader has nothing to say about; its file is f.yaml."""

    def run(text: str) -> Node:
        problems = Problems()
        found = reader.read(textwrap.dedent(text).encode(), "f.yaml", problems)
        assert found is not None and not list(problems), [str(problem) for problem in problems]
        return found

    return run


@pytest.fixture(scope="session")
def value(node: Callable[[str], Node]) -> Callable[..., tuple[object, list[str]]]:
    """What a kind makes of a field's value, as typed behind `f: `, and the problems as printed."""

    def run(kind: FieldType[object], typed: str) -> tuple[object, list[str]]:
        problems = Problems()
        return kind.read(node(f"f: {typed}\n").entries[0][1], problems), [
            str(problem) for problem in problems
        ]

    return run


class NotGolden(AssertionError):
    """A text that is not its golden file's."""


def hold(path: Path, text: str, update: bool = False) -> None:
    """Hold a text to a golden file, or write the file when `update` is set."""
    if update:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    before = path.read_bytes().decode("utf-8") if path.exists() else ""
    if before != text:
        shown = difflib.unified_diff(
            before.splitlines(True), text.splitlines(True), path.name, "now"
        )
        raise NotGolden(
            f"{path.name} differs; look, then run with --update-golden\n{''.join(shown)}"
        )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Hold a text to the file of that name in tests/golden/; with --update-golden, write it."""
    return lambda name, text: hold(GOLDEN / name, text, request.config.getoption("--update-golden"))


@pytest.fixture(scope="session")
def hold_golden() -> Callable[..., None]:
    """The comparison itself, for tests that prove that it fails."""
    return hold


@pytest.fixture(scope="session")
def quiz(harbour: dict[str, str], loaded: Callable[[dict[str, str]], Loaded]) -> Quiz:
    """The quiz of the whole small project."""
    content = loaded(harbour).content
    return arrange(content.packs["harbour"], content)
