"""A project of a typical size, invented from a seed: one source, 60 items, one briefing, one pack.

In: a folder and a number of forms.  Out: the YAML files of a project in which `packs check` finds
nothing to report. Never uses anything but the seed: the same arguments write the same bytes on
every machine.
"""

from __future__ import annotations

import argparse
import random
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

NAME = "salt-road"
ITEMS, ASKED, FACTS, ROWS = 60, 20, 120, 12
SUMMARY_WORDS, SECTIONS, PARAGRAPHS, PARAGRAPH_WORDS = 150, 5, 3, 75  # 1,275 words of running text
STEM_WORDS, OPTION_WORDS, RATIONALE_WORDS = 25, 8, 30

# Words drawn from a few are all alike: above this level the briefing would tell some keys.
LEVEL = "remember"
DIFFICULTIES = ("easy", "medium", "hard")
STATES, THINGS, DEEDS, PLACES, JOINTS = map(
    str.split,
    (
        """quiet northern coastal elderly crowded narrow disputed wealthy hurried patient distant former careful uneasy
    hidden ample frozen shallow broad silent wooden double sudden formal loyal remote steady proud bitter modern""",
        """harbour council bridge ledger envoy granary ferry quarry charter garrison market orchard signal treaty tower
    witness warehouse convoy tariff meadow caravan lantern parish cistern railway archive customs-house delegate
    ministry café lighthouse salt-pan toll-gate Çeşme Göteborg Łódź Ærø Malmö Kraków São-Tomé""",
        """guards measures repairs refuses borrows inherits describes surrounds supplies delays protects inspects abandons
    rebuilds forbids admits crosses divides shelters records outlasts overlooks finances copies follows""",
        "beside beyond against behind above below towards without around near under despite",
        "while because although until before after whenever unless",
    ),
)


def words(chance: random.Random, count: int) -> list[str]:
    """As many words, which read like a sentence and say nothing."""
    made: list[str] = []
    while len(made) < count:
        made += [chance.choice(JOINTS)] if made else []
        made += ["the", chance.choice(STATES), chance.choice(THINGS), chance.choice(DEEDS), "the"]
        made += [
            chance.choice(THINGS),
            chance.choice(PLACES),
            "the",
            chance.choice(STATES),
            chance.choice(THINGS),
        ]
    return [
        *made[: count - 1],
        made[count - 1] if made[count - 1] in THINGS else chance.choice(THINGS),
    ]


def sentence(chance: random.Random, count: int, end: str = ".") -> str:
    """One sentence of so many words."""
    text = " ".join(words(chance, count)) + end
    return text[0].upper() + text[1:]


def prose(chance: random.Random, count: int) -> str:
    """Sentences of 9 to 21 words, so many words in all."""
    made, left = [], count
    while left:
        length = left if left <= 21 else min(chance.randint(9, 21), left - 9)
        made.append(sentence(chance, length))
        left -= length
    return " ".join(made)


def evidence(chance: random.Random) -> Iterator[str]:
    """The source: its facts have a year each, in order of time."""
    yield f"source: {NAME}-survey\ncitation:\n"
    yield "  author: N. Nobody\n  title: A Survey of the Salt Road\n  kind: invented report\n"
    yield "as_of: 1990-06\nas_of_basis: stated\nnotice: All of it is invented to measure a program.\nfacts:\n"
    for n in range(FACTS):
        yield f"  - id: {fact_id(n)}\n    date: {1930 + n // 2}\n    status: reported\n"
        yield f"    text: {folded(sentence(chance, 14), 6)}    ref: Chapter {n // 3 + 1}, paragraph {n % 3 + 1}\n"


def bank(chance: random.Random) -> Iterator[str]:
    """The items, all single with four options and two facts of their own; the key is nowhere the
    longest option.
    """
    yield f"bank: {NAME}\ntitle: The salt road\nlanguage: en\nsources: [{NAME}-survey]\nobjectives:\n"
    yield "".join(f"  {NAME}-{n}: {sentence(chance, 10)}\n" for n in range(1, 5)) + "items:\n"
    for n in range(ITEMS):
        options: set[str] = set()
        while len(options) < 4:
            options.add(sentence(chance, OPTION_WORDS + chance.randint(-2, 2), ""))
        first, *others = sorted(options, key=lambda option: (len(option), option))
        key = others.pop(chance.randrange(2))
        yield f"  - id: {item_id(n)}\n    type: single\n    objective: {NAME}-{n % 4 + 1}\n"
        yield f"    level: {LEVEL}\n    difficulty: {DIFFICULTIES[n % len(DIFFICULTIES)]}\n"
        yield f"    facts: [{fact_id(2 * n)}, {fact_id(2 * n + 1)}]\n"
        yield f"    stem: {folded(sentence(chance, STEM_WORDS + chance.randint(-5, 5), '?'), 6)}"
        yield f"    key: {key}\n    distractors:\n"
        for option in (first, *others):
            yield f"      - text: {option}\n        why: {folded(sentence(chance, 9), 10)}"
        yield f"    rationale: {folded(prose(chance, RATIONALE_WORDS), 6)}"


def summary(chance: random.Random) -> Iterator[str]:
    """The briefing: 1,275 words of running text, a timeline and a glossary; it cites every fact."""
    each = FACTS // (SECTIONS * PARAGRAPHS)
    cited = [f"[{', '.join(map(fact_id, range(n, n + each)))}]" for n in range(0, FACTS, each)]
    yield f"title: The salt road\nsubtitle: Sixty invented years\nas_of: 1990-06\nsources: [{NAME}-survey]\n"
    yield f"objectives:\n  {NAME}-1: {sentence(chance, 10)}\nsummary:\n"
    yield f"  - text: {folded(prose(chance, SUMMARY_WORDS), 6)}    facts: {cited[0]}\nsections:\n"
    for section in range(SECTIONS):
        yield f"  - heading: {sentence(chance, 4, '')}\n    paragraphs:\n"
        for facts in cited[section * PARAGRAPHS : (section + 1) * PARAGRAPHS]:
            yield f"      - text: {folded(prose(chance, PARAGRAPH_WORDS), 10)}        facts: {facts}\n"
    yield "timeline:\n"
    for n in range(ROWS):
        yield f"  - date: {1930 + 5 * n}\n    text: {folded(sentence(chance, 12), 6)}    facts: [{fact_id(10 * n)}]\n"
    yield "glossary:\n"
    for n in range(ROWS):
        yield f"  - term: {STATES[n]} {THINGS[n]}\n    definition: {folded(sentence(chance, 16), 6)}"


def pack(chance: random.Random, forms: int, copies: int) -> Iterator[str]:
    """The pack: the briefing, 20 of the 60 items in an order of their own on each form; with more
    than one copy, a class set.
    """
    yield f"pack: {NAME}\ntitle: The salt road\ncourse: A course that nobody gives\nduration: 40\nsummaries: [{NAME}]\n"
    yield f"seed: {chance.getrandbits(128):032x}\nforms: {forms}\nquiz:\n  sections:\n    - title: Questions\n"
    asked = sorted(chance.sample(range(ITEMS), ASKED))
    yield f"      order: shuffle\n      items: [{', '.join(item_id(n) for n in asked)}]\n"
    yield f"print:\n  paper: A4\n  sides: duplex\n  copies: {copies}\n"


def folded(text: str, indent: int) -> str:
    """Prose as authors write it: folded, on lines of its own."""
    lines = textwrap.wrap(text, 110 - indent, break_long_words=False, break_on_hyphens=False)
    return ">-\n" + "".join(" " * indent + line + "\n" for line in lines)


def item_id(number: int) -> str:
    """The id of an item, counted from 0."""
    return f"{NAME}-item-{number + 1:02}"


def fact_id(number: int) -> str:
    """The id of a fact, counted from 0."""
    return f"sr-{number + 1:03}"


def asked_items(folder: Path) -> list[str]:
    """The ids of the items that the pack of a project asks."""
    text = (folder / f"packs/{NAME}.yaml").read_text(encoding="utf-8")
    return re.findall(rf"\b{NAME}-item-[0-9]+", text)


def written_once(folder: Path, forms: int, copies: int = 1) -> Path:
    """The project with so many forms and copies among those in a folder, written when it is first
    asked for.
    """
    project = folder / f"project-{forms}-{copies}"
    if not project.exists():
        write(project, forms, copies)
    return project


def write(folder: Path, forms: int, copies: int = 1, seed: int = 1) -> None:
    """Write the project into a folder."""
    files = {
        f"questions/evidence/{NAME}-survey.yaml": evidence,
        f"questions/{NAME}.yaml": bank,
        f"packs/summaries/{NAME}.yaml": summary,
        f"packs/{NAME}.yaml": lambda chance: pack(chance, forms, copies),
    }
    for path, make in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes("".join(make(random.Random(f"{seed} {path}"))).encode())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Write the project that the benchmarks build.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--forms", type=int, default=1)
    parser.add_argument("--copies", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    write(given.folder, given.forms, given.copies, given.seed)
