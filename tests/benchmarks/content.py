"""What the peers print: the project that `packs` builds, as plain values.

In: the project's folder.  Out: one dictionary of texts and numbers, from which every page of every
peer is made. Never imports the program it is measured beside, and checks nothing: a peer is spared
what only `packs` promises.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from pathlib import Path
from typing import Any

import yaml

FACES = Path(__file__).resolve().parents[2] / "generator" / "render" / "pdf" / "faces"
ADVICE = (
    "A4 paper, both sides, flipped on the long edge; actual size, not fitted to the page.",
    "Every copy begins on a new sheet and is stapled separately.",
    "Hand out the forms in turn, so that neighbours have different forms.",
    "Print the answer keys and this guide separately. They are only for the instructor.",
)
GUESSING = (
    "A student who guesses every answer can expect a quarter of the points. Guessing means that the "
    "student knows nothing and can rule nothing out, and that every question is answered."
)
LEVELS = ("remember", "understand", "apply", "analyse", "evaluate")
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def gather(folder: Path) -> dict[str, Any]:
    """The one pack of a project: its briefing, its items by id, and for each form [(item, order of
    its options)].
    """
    (pack,), (bank,), (summary,), (evidence,) = (
        [yaml.load(path.read_bytes(), LOADER) for path in folder.glob(f"{where}/*.yaml")]
        for where in ("packs", "questions", "packs/summaries", "questions/evidence")
    )
    asked = [name for section in pack["quiz"]["sections"] for name in section["items"]]
    facts = {fact["id"]: fact for fact in evidence["facts"]}
    cited = evidence["citation"]
    cells = Counter(
        (item["objective"], item["level"]) for item in bank["items"] if item["id"] in asked
    )
    return {
        "advice": ADVICE,
        "guessing": GUESSING,
        "levels": LEVELS,
        "objectives": list(bank["objectives"].values()),
        "blueprint": {
            name: [cells[name, level] for level in LEVELS] for name in bank["objectives"]
        },
        "title": pack["title"],
        "course": pack["course"],
        "duration": pack["duration"],
        "briefing": summary,
        "source": f"{cited['author']}, ‘{cited['title']}’ ({cited['kind']}). Content as of {evidence['as_of']}. "
        f"Events after that date are not covered. {evidence['notice']}",
        "items": {
            item["id"]: _item(item, bank, facts) for item in bank["items"] if item["id"] in asked
        },
        "forms": [_form(asked, f"{pack['seed']} {form}") for form in range(int(pack["forms"]))],
    }


def _item(item: dict[str, Any], bank: dict[str, Any], facts: dict[str, Any]) -> dict[str, Any]:
    """Stem, options (text, why it is wrong; the first is the key), rationale, evidence and a line
    about the item.
    """
    return {
        "stem": item["stem"],
        "rationale": item["rationale"],
        "options": [(item["key"], "")]
        + [(wrong["text"], wrong["why"]) for wrong in item["distractors"]],
        "evidence": [
            (fact["id"], f"({fact['status']}, {fact['date']}) {fact['text']} – {fact['ref']}")
            for fact in map(facts.__getitem__, item["facts"])
        ],
        "about": " · ".join(
            (item["id"], bank["objectives"][item["objective"]], item["level"], item["difficulty"])
        ),
    }


def _form(asked: list[str], seed: str) -> list[tuple[str, list[int]]]:
    chance = random.Random(seed)
    return [(name, chance.sample(range(4), 4)) for name in chance.sample(asked, len(asked))]


def arguments(about: str) -> tuple[Path, Path]:
    """The command line that all peers share: the project's folder, and the folder for its files,
    which is made.
    """
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("project", type=Path)
    parser.add_argument("output", type=Path)
    given = parser.parse_args()
    given.output.mkdir(parents=True, exist_ok=True)
    return given.project, given.output
