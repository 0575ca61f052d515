"""Whole files of each kind, from bytes to the model: a sound one says nothing, a faulty one has
every problem in one run.
"""

from __future__ import annotations

from dataclasses import fields
from fractions import Fraction

import pytest

from generator.content.dates import DateRange, PartialDate
from generator.content.model import Content, Person, PrintSettings
from generator.items import TYPES
from generator.loading.folders import FOLDERS

EVIDENCE, BANK, SUMMARY, PACK = (
    "questions/evidence/harbour-report.yaml",
    "questions/harbour.yaml",
    "packs/summaries/harbour.yaml",
    "packs/harbour.yaml",
)

BAD_EVIDENCE = """\
source: harbour-reports
citation:
  author: A. Writer
  titel: Two Harbours
  kind: report
as_of: 2021-13
as_of_basis: guessed
people:
  - name: Ana Tešić
    protect: yes
facts:
  - id: hr_01
    status: reported
    text: The pier was [closed](now).
    ref: Section 1
  - id: hr-02
    status: claim
    date: 2020..2019
    text: The harbour office says so.
    ref: Section 2
    flags: [as-off]
  - id: hr-03
    status: denial
    text: The union denies it.
    ref: Section 2
pairs:
  - facts: []
    with: [hr-03]
    because:
"""
BAD_EVIDENCE_LINES = """\
Q:1:9: error wrong-name: 'source' is 'harbour-reports' but the file is harbour-report.yaml; change one to match the other
Q:4:3: error unknown-field: 'titel' is not a field of a citation (did you mean 'title'?)
Q:6:8: error wrong-value: '2021-13' is not a date: there is no month 13
Q:7:14: error wrong-value: 'guessed' is not allowed here; use stated or inferred
Q:10:14: error wrong-value: 'yes' is not allowed here; write true or false
Q:12:9: error wrong-value: 'hr_01' is not an id; use small letters a–z, digits and single hyphens, for example leaf-light-2
Q:14:11: error markup: at character 21 of the text: the link address 'now' is not allowed; use https://, http:// or mailto: (for the brackets themselves type \\[)
Q:16:5: error missing-field: a claim needs 'by': whose claim it is (for example by: the authors)
Q:18:11: error wrong-value: the range '2020..2019' is the wrong way round; write the earlier date first
Q:21:13: error wrong-value: 'as-off' is not allowed here; use as-of, living-person, defamation, loaded or estimate (did \
you mean 'as-of'?)
Q:22:5: error missing-field: a denial needs 'by': whose denial it is (for example by: the authors)
Q:27:12: error too-few: the list has 0 entries; it needs at least 1
Q:29:13: error empty-field: 'because' of a pair is empty; fill it in or remove it
"""
BAD_BANK = """\
bank: harbours
title:
langauge: en
objectives:
  Sequence: Put them in order.
items:
  - id: hr-one
    type: single
    objective: hr-sequence
    level: rember
    difficulty: easy
    facts: []
    stem: In which year?
    key: 2019
    distractors: [2017, 2018]
    rationale: So it was.
  - id: hr-two
    type: true-false
    status: draft
    objective: hr-sequence
    level: remember
    difficulty: easy
    facts: [hr-01]
    stem: It was 2018.
    key: no
    rationale: It was 2019.
  - id: hr-two
    type: puzzle
  - just text
"""
BAD_BANK_LINES = """\
Q:1:7: error wrong-name: 'bank' is 'harbours' but the file is harbour.yaml; change one to match the other
Q:2:7: error empty-field: 'title' of a bank is empty; fill it in or remove it
Q:3:1: error unknown-field: 'langauge' is not a field of a bank (did you mean 'language'?)
Q:5:3: error wrong-value: 'Sequence' is not an id; use small letters a–z, digits and single hyphens, for example leaf-light-2
Q:10:12: error wrong-value: 'rember' is not allowed here; use remember, understand, apply, analyse, evaluate or create \
(did you mean 'remember'?)
Q:12:12: error too-few: the list has 0 entries; it needs at least 1
Q:25:10: warning wrong-value: 'no' is not allowed here; write true or false (a draft: not yet an error)
Q:28:11: error unknown-type: 'puzzle' is not a type of item; use single, multiple, true-false, matching, ordering, cloze, numeric, short-answer, essay or set
Q:29:5: error wrong-value: expected the named fields of an item, found 'just text'; write each field on a line of its own, as stem: … and key: …
"""
BAD_SUMMARY = """\
titel: Two harbours
as_of: May 2021
sources: harbour-report
objectives: [hr-claims]
summary:
  - The pier was closed.
key_facts:
  - text: One.
    facts: hr-01
timeline:
  - date: March
    text: Closed.
    facts: [hr-01]
positions:
  - claim: Emissions fell.
    who: The harbour office
    reply: They did not.
    facts: [hr-02]
relations:
  - from: The union
    two: The office
    relation: disputes
    facts: [hr-03]
glossary: {pier: A landing stage}
"""
BAD_SUMMARY_LINES = """\
Q:1:1: error unknown-field: 'titel' is not a field of a summary (did you mean 'title'?)
Q:2:8: error wrong-value: 'May 2021' is not a date; write 2008, 2008-02 or 2008-02-17
Q:3:10: error wrong-value: expected a list, found 'harbour-report'; write each entry on a line of its own that starts with '- '
Q:4:13: error wrong-value: expected objectives, found a list; write each on a line of its own, as name: value
Q:6:5: error missing-field: a paragraph needs 'facts': the ids of the facts it rests on (for example facts: [leaf-03, leaf-07])
Q:9:12: error wrong-value: expected a list, found 'hr-01'; write each entry on a line of its own that starts with '- '
Q:11:11: error wrong-value: 'March' is not a date; write 2008, 2008-02 or 2008-02-17
Q:15:5: error missing-field: 'reply' and 'by' go together; give both, or neither if the source has no reply
Q:21:5: error unknown-field: 'two' is not a field of a relation (did you mean 'to'?)
Q:24:11: error wrong-value: expected a list, found named fields; write each entry on a line of its own that starts with '- ', and write each field on a line of its own, as term: pier and definition: A landing stage
"""
BAD_PACK = """\
pack: harbour-2
title: Two harbours
date: 2026-02-30
duration: 40 minutes
summaries: []
language: English
seed: 00000000000000000000000000000000
forms: 1000
quiz:
  sections:
    - titel: Facts
      order: shuffled
      items: hr-year
    - title: Nothing
      items: []
  section: more
print:
  paper: A5
  sides: both
  copies: 0
  profile: large
"""
BAD_PACK_LINES = """\
Q:1:7: error wrong-name: 'pack' is 'harbour-2' but the file is harbour.yaml; change one to match the other
Q:3:7: error wrong-value: '2026-02-30' is not a date: 2026-02 has no day 30
Q:4:11: error wrong-value: '40 minutes' is not allowed here; write a whole number from 1 to 600
Q:6:11: error wrong-value: 'English' is not a language tag; use one such as en, de or sr-Latn
Q:7:7: error wrong-value: this seed is not random; run 'packs reseed PACK' to get a new one
Q:8:8: error wrong-value: '1000' is not allowed here; write a whole number from 1 to 999
Q:11:7: error unknown-field: 'titel' is not a field of a section of the quiz (did you mean 'title'?)
Q:12:14: error wrong-value: 'shuffled' is not allowed here; use shuffle or as-written (did you mean 'shuffle'?)
Q:13:14: error wrong-value: expected a list, found 'hr-year'; write each entry on a line of its own that starts with '- '
Q:15:14: error too-few: the list has 0 entries; it needs at least 1
Q:16:3: error unknown-field: 'section' is not a field of a quiz (did you mean 'sections'?)
Q:18:10: error wrong-value: 'A5' is not allowed here; use A4 or Letter
Q:19:10: error wrong-value: 'both' is not allowed here; use duplex or simplex
Q:20:11: error wrong-value: '0' is not allowed here; write a whole number from 1 to 9999
Q:21:3: error unknown-field: 'profile' is not a field of print settings (did you mean 'profiles'?)
"""
CASES = {
    EVIDENCE: (BAD_EVIDENCE, BAD_EVIDENCE_LINES),
    BANK: (BAD_BANK, BAD_BANK_LINES),
    SUMMARY: (BAD_SUMMARY, BAD_SUMMARY_LINES),
    PACK: (BAD_PACK, BAD_PACK_LINES),
}


def test_a_sound_project_says_nothing_and_is_all_there(harbour, loaded):
    """A file of each kind with every field set loads without a word, and each value is where it
    belongs.
    """
    content, lines = loaded(harbour)
    assert lines == [] and len(FOLDERS) == len(fields(Content)) - len(["unread", "media"])
    assert [
        list(getattr(content, kind)) for kind in ("evidence", "banks", "summaries", "packs")
    ] == [["harbour-report"], ["harbour"], ["harbour"], ["harbour"]]
    evidence, bank = content.evidence["harbour-report"], content.banks["harbour"]
    assert evidence.as_of == PartialDate(2021, 5) and evidence.people == (
        Person("Ana Tešić", True, "", ("A. Tešić",)),
    )
    assert [(fact.id, fact.status, fact.by, fact.source) for fact in evidence.facts][1] == (
        "hr-02",
        "claim",
        "the harbour office",
        "harbour-report",
    )
    assert evidence.facts[1].date == DateRange(
        PartialDate(2019), PartialDate(2020)
    ) and evidence.facts[1].flags == ("as-of", "estimate")
    assert [ref.id for ref in evidence.pairs[0].shown] == ["hr-03"] and evidence.names == (
        "Port Ždral",
    )
    assert [(item.id, item.type, item.points) for item in bank.items] == [
        ("hr-year", "single", 1),
        ("hr-who-says", "single", Fraction(3, 2)),
        ("hr-asked", "multiple", 1),
        ("hr-closed", "true-false", 1),
        ("hr-explain", "short-answer", 2),
        ("hr-match", "matching", 3),
        ("hr-order", "ordering", Fraction(3, 2)),
        ("hr-gaps", "cloze", 3),
        ("hr-count", "numeric", 2),
        ("hr-weigh", "essay", 6),
        ("hr-passage", "set", Fraction(7, 2)),
        ("hr-grid", "set", 4),
        ("hr-chart", "set", 2),
        ("hr-table", "set", 3),
    ]
    assert {item.type for item in bank.items} == set(TYPES), (
        "an item type has come that this project lacks"
    )
    assert (
        dict(bank.objectives)["hr-claims"].source == "Tell claims from reports."
        and bank.path == BANK
    )
    summary, pack = content.summaries["harbour"], content.packs["harbour"]
    filled = "objectives summary key_facts sections timeline actors positions relations glossary discussion limits reading"
    assert {len(getattr(summary, name)) for name in filled.split()} == {1, 2} and summary.relations[
        0
    ].target == "The office"
    assert (pack.forms, pack.duration, pack.printing) == (
        2,
        40,
        PrintSettings("Letter", "simplex", 31),
    )
    assert [(section.order, [ref.id for ref in section.items]) for section in pack.sections] == [
        ("shuffle", ["hr-year", "hr-who-says", "hr-asked"]),
        ("as-written", ["hr-closed", "hr-explain"]),
        (
            "as-written",
            [
                "hr-match",
                "hr-order",
                "hr-gaps",
                "hr-count",
                "hr-weigh",
                "hr-passage",
                "hr-grid",
                "hr-chart",
                "hr-table",
            ],
        ),
    ]
    assert (
        str(pack.sections[0].items[1].location) == "packs/harbour.yaml:16:24"
        and pack.class_name.source == "Year 2"
    )


@pytest.mark.parametrize("path", [EVIDENCE, BANK, SUMMARY, PACK])
def test_every_problem_of_a_file_is_found_in_one_run(loaded, path):
    """Each kind of file with one of everything wrong: all problems, sorted, each at its line and
    column.
    """
    text, lines = CASES[path]
    assert loaded({path: text}).lines == [
        line.replace("Q:", f"{path}:", 1) for line in lines.splitlines()
    ]


@pytest.mark.parametrize(("path", "kept"), [(EVIDENCE, None), (BANK, 0), (SUMMARY, None)])
def test_a_faulty_file_leaves_out_what_cannot_be_used(loaded, path, kept):
    """A faulty item is missing from its bank; a file without what everything else needs is missing
    altogether.
    """
    content = loaded({path: CASES[path][0]}).content
    found = getattr(content, {EVIDENCE: "evidence", BANK: "banks", SUMMARY: "summaries"}[path])
    assert len(found) == (0 if kept is None else 1)
    assert kept is None or [item.id for item in found["harbour"].items] == []


@pytest.mark.parametrize("seed", ["", "seed: 1234\n"])
def test_a_pack_that_lacks_only_its_seed_is_looked_at(loaded, seed):
    """Without a seed a pack cannot be built, but what else is wrong in it is found; without a title
    it is left out.
    """
    found = loaded({PACK: pack("title", "quiz") + seed})
    assert [line.split()[1:3] for line in found.lines][0][0] == "error"
    assert [ref.id for ref in found.content.packs["harbour"].sections[0].items] == ["hr-year"]
    assert found.content.packs["harbour"].seed == ""
    assert not loaded({PACK: pack("quiz") + seed}).content.packs


def test_files_are_reported_together_and_in_order(loaded):
    """Problems of all files come in one run, sorted by file, then line and column."""
    lines = loaded({path: text for path, (text, _) in CASES.items()}).lines
    assert len(lines) == sum(len(lines.splitlines()) for _, lines in CASES.values()) > 40
    places = [
        (line.split(":")[0], int(line.split(":")[1]), int(line.split(":")[2])) for line in lines
    ]
    assert places == sorted(places)


@pytest.mark.parametrize("text", ["- a\n- b\n", "just text\n"])
@pytest.mark.parametrize(
    ("path", "of", "fields"),
    [
        (EVIDENCE, "an evidence file", "source: … and citation: …"),
        (BANK, "a bank", "bank: … and items: …"),
        (SUMMARY, "a summary", "title: …"),
        (PACK, "a pack", "pack: … and title: …"),
    ],
)
def test_a_file_of_something_else_is_one_problem(loaded, path, of, fields, text):
    """A list or a text where there must be named fields is said in one line, and nothing is
    loaded.
    """
    content, lines = loaded({path: text})
    shown = "a list" if text.startswith("-") else "'just text'"
    assert lines == [
        f"{path}:1:1: error wrong-value: expected the named fields of {of}, found {shown}; "
        f"write each field on a line of its own, as {fields}"
    ]
    assert not any(
        value for name, value in vars(content).items() if name not in ("unread", "media")
    )


MINIMAL = {
    "title": "title: T\n",
    "seed": "seed: 5d0c1f9e6b7a4c215d0c1f9e6b7a4c21\n",
    "sources": "sources: [harbour-report]\n",
    "quiz": "quiz:\n  sections:\n    - title: A\n      items: [hr-year]\n",
}


def pack(*names: str) -> str:
    """A pack with only these fields."""
    return "pack: harbour\n" + "".join(MINIMAL[name] for name in names)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            pack("title", "seed"),
            ["Q:1:1: error empty-pack: a pack needs 'summaries' or 'quiz', or both"],
        ),
        (
            pack("title", "quiz"),
            [
                "Q:1:1: error missing-field: a pack needs 'seed': 32 random hexadecimal digits; keep them secret; type 'packs check --fix' to have one written"
            ],
        ),
        (
            pack("title", "seed", "quiz") + "instructions: []\n",
            ["Q:8:15: error too-few: the list has 0 entries; it needs at least 1"],
        ),
        (pack("title", "seed", "quiz"), []),
        (pack("title", "seed", "quiz", "sources"), []),
        (pack("title", "seed") + "summaries: [harbour]\n", []),
        (
            pack("title", "seed") + "quiz:\n  sections: none\n",
            [
                "Q:5:13: error wrong-value: expected a list, found 'none'; "
                "write each entry on a line of its own that starts with '- ', with title: …"
            ],
        ),
    ],
)
def test_a_pack_needs_something_to_print_and_a_seed(loaded, text, lines):
    """Summaries or quiz may be absent, not both; a quiz needs a seed; sources are asked for by a
    check, which knows what the items rest on.

    A quiz that is there, but faulty, is not called absent.
    """
    assert loaded({PACK: text}).lines == [line.replace("Q:", f"{PACK}:", 1) for line in lines]


def test_defaults_are_those_the_guide_states(loaded):
    """A minimal pack is in English, one form, A4, duplex, one copy, sections shuffled."""
    made = loaded({PACK: pack("title", "seed", "quiz", "sources")}).content.packs["harbour"]
    assert (made.language, made.forms, made.sections[0].order) == ("en", 1, "shuffle")
    assert made.printing == PrintSettings("A4", "duplex", 1)
    assert (made.date, made.duration, made.instructions, made.summaries) == (None, None, (), ())
