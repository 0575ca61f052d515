"""A small plain project whose quiz has a section of which some questions are answered, two sets and
what sections say of pages; for tests.
"""

from __future__ import annotations

SINGLE = """\
  - id: mc-{n}
    stem: Which part of a cell of kind {n} makes energy available?
    key: Mitochondrion {n}
    distractors: [Nucleus {n}, Wall {n}, Vacuole {n}]
"""
OPEN = """\
  - id: open-{n}
    type: short-answer
    points: 4
    lines: {n}
    stem: Explain how a plant of kind {n} lives through a dry summer.
    scheme:
      - {{points: 2, credit: Stores water}}
      - {{points: 2, credit: Closes its pores}}
"""
SETS = """\
  - id: set-text
    type: set
    stem: Read the text and answer the questions.
    provenance: Written for this bank
    kind: data
    stimulus:
      passage:
        - A bakery opens at six in the morning and closes at two in the afternoon.
    parts:
      - {type: numeric, stem: "For how many hours is it open?", key: 8, points: 2}
      - {stem: "When does it close?", key: At two, distractors: [At noon, At four], points: 2}
  - id: set-table
    type: set
    stem: Use the table.
    stimulus:
      table:
        caption: Rainfall in the valley
        head: [Year, Amount]
        rows: [["2012", "3"], ["2013", "4"]]
    parts:
      - {type: numeric, stem: "How much fell in 2013?", key: 4, points: 2}
      - {stem: "Which year was wetter?", key: "2013", distractors: ["2012"], points: 2}
"""
BANK = "\n".join(
    [
        "bank: cells\ntitle: Cells\nlanguage: en\nitems:",
        *(SINGLE.format(n=n) for n in range(1, 7)),
        *(OPEN.format(n=n) for n in range(1, 4)),
        SETS,
    ]
)
PACK = """\
pack: plants
title: Cells and plants
language: {language}
seed: 962f4b5aed546dfcb6bd6a554ea8328c
forms: {forms}
quiz:
  sections:
    - title: Facts
      items: [mc-1, mc-2, mc-3, mc-4]
    - title: Explaining
{explaining}
      items: [open-1, open-2, open-3]
    - title: Reading
      order: as-written
{reading}
      items: [mc-5, mc-6, set-text, set-table]
print: {{{printing}}}
"""
TWO_OF_THREE = "      answer: 2"


def project(
    explaining: str = TWO_OF_THREE,
    reading: str = "",
    printing: str = "",
    forms: int = 2,
    language: str = "en",
) -> dict[str, str]:
    """The files of the project, with more fields of two of its sections and of its printing."""
    pack = PACK.format(
        explaining=explaining, reading=reading, printing=printing, forms=forms, language=language
    )
    bank = BANK.replace("language: en", f"language: {language}")
    lines = "\n".join(line for line in pack.split("\n") if line.strip())
    return {"questions/cells.yaml": bank, "packs/plants.yaml": lines + "\n"}
