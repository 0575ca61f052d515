"""How long the content checks take beside reading the files: `python -m
tests.benchmarks.bench_check [ITEMS]`.

In: how many items (10,000).  Out: seconds for reading and for checking, their ratio, and the
slowest rules. Never asserts anything, and never writes to disk.
"""

from __future__ import annotations

import random
import sys
import time

from generator.checks.context import RuleContext
from generator.checks.run import RULES, check
from generator.content.model import Content
from generator.loading.content import load
from generator.loading.yaml import reader
from generator.problems import Problems
from generator.render.pdf import coverage

_BANK = 500
_PACK = 60
_FACTS = 2000
_NOUNS, _VERBS, _KINDS, _PLACES = (
    line.split()
    for line in (
        "harbour lock barge ferry pilot mill abbey market bridge tower gate canal charter guild toll island valley orchard smith "
        "weaver printer library school bell clock road ship sail anchor rope net well pond field barn fence roof wall door",
        "built moved sold opened closed painted repaired measured guarded flooded shared burnt praised counted drained",
        "old new tall wide narrow stone wooden northern southern eastern western upper lower inner outer royal common",
        "Kotka Turku Rauma Ebro Tagus Lund Visby Delft Leiden Bruges Ghent Riga Tartu Narva Pori Oulu",
    )
)


def words(chance: random.Random, many: int) -> str:
    """A run of words that no other is likely to equal."""
    return " ".join(f"{chance.choice(_KINDS)} {chance.choice(_NOUNS)}" for _ in range(many))


def item(chance: random.Random, number: int) -> str:
    """An item of one of the four oldest types, as an author would write it."""
    kind = ("single", "single", "single", "multiple", "true-false", "short-answer")[number % 6]
    year, place, verb = chance.randint(1600, 1990), chance.choice(_PLACES), chance.choice(_VERBS)
    ask = (
        f"Which {words(chance, 1)} of {place} was {verb} in {year} when the {words(chance, 2)} stood near the "
        f"{words(chance, 1)}"
    )
    lines = [
        f"  - id: item-{number}",
        f"    type: {kind}",
        "    objective: aim",
        "    level: understand",
        f"    difficulty: {('easy', 'medium', 'hard')[number % 3]}",
        f"    facts: [f-{number % _FACTS}, f-{number * 7 % _FACTS}]",
        "    stem: >-",
        f"      {ask[6:]}." if kind == "true-false" else f"      {ask}?",
    ]
    wrong = [
        f"      - text: The {words(chance, 2)}\n        why: >-\n          It was {chance.choice(_VERBS)} in another year, "
        f"as the almanac says of the {words(chance, 2)}."
        for _ in range(3)
    ]
    lines += {
        "single": [f"    key: The {words(chance, 2)}", "    distractors:", *wrong],
        "multiple": [
            "    keys:",
            f"      - The {words(chance, 2)}",
            f"      - The {words(chance, 2)} too",
            "    choose: 2",
            "    scoring: plus-minus",
            "    distractors:",
            *wrong,
        ],
        "true-false": [f"    key: {('true', 'false')[number // 6 % 2]}"],
        "short-answer": [
            "    points: 2",
            "    scheme:",
            f"      - credit: Names the {words(chance, 1)}",
            "        points: 2",
            f"        accept: [the {words(chance, 1)}, a {words(chance, 1)}]",
        ],
    }[kind]
    if kind != "short-answer":
        lines += [
            "    rationale: >-",
            f"      The almanac reports it of the {words(chance, 3)} in {place}.",
        ]
    return "\n".join(lines)


def files(items: int) -> dict[str, bytes]:
    """The files of a project."""
    chance = random.Random(1)
    facts = "\n".join(
        f"  - id: f-{n}\n    status: reported\n    text: The {words(chance, 2)} was {chance.choice(_VERBS)}.\n"
        f"    ref: p. {n}"
        for n in range(_FACTS)
    )
    found = {
        "questions/evidence/almanac.yaml": (
            "source: almanac\ncitation: {author: A. Writer, title: Almanac, kind: handbook}\nas_of: 2020\nas_of_basis: stated\n"
            f"notice: Nothing here was checked twice.\npeople: [{{name: Márta Orosz}}]\nfacts:\n{facts}\n"
        )
    }
    for first in range(0, items, _BANK):
        name = f"bank-{first // _BANK:03d}"
        body = "\n".join(item(chance, number) for number in range(first, min(first + _BANK, items)))
        found[f"questions/{name}.yaml"] = (
            f"bank: {name}\ntitle: Bank\nobjectives: {{aim: Know it.}}\nitems:\n{body}\n"
        )
        asked = ", ".join(f"item-{number}" for number in range(first, min(first + _PACK, items)))
        found[f"packs/{name}.yaml"] = (
            f"pack: {name}\ntitle: Pack\nsources: [almanac]\nseed: {chance.getrandbits(128):032x}\n"
            f"quiz: {{sections: [{{title: One, items: [{asked}]}}]}}\n"
        )
    return {path: text.encode() for path, text in found.items()}


def timed(action: object, *arguments: object) -> tuple[float, object]:
    """Seconds, and what the action gives."""
    start = time.perf_counter()
    result = action(*arguments)  # type: ignore[operator]
    return time.perf_counter() - start, result


def read(project: dict[str, bytes]) -> Content:
    """The content of files; they are sound."""
    problems = Problems()
    nodes = {path: reader.read(data, path, problems) for path, data in project.items()}
    content = load({path: node for path, node in nodes.items() if node is not None}, problems)
    assert not len(problems), [str(problem) for problem in problems][:3]
    return content


def main() -> None:
    """Print the figures."""
    items = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    project = files(items)
    reading, content = timed(read, project)
    assert isinstance(content, Content)
    checking, problems = timed(check, content, coverage())
    assert isinstance(problems, tuple)
    print(
        f"{items} items in {len(project)} files, {sum(map(len, project.values())) / 1e6:.1f} MB; {len(problems)} problems"
    )
    print(
        f"reading {reading:6.2f} s\nchecking {checking:5.2f} s\nchecking / reading = {checking / reading:.2f}"
    )
    context = RuleContext(content, coverage())
    shared = timed(
        lambda: (
            context.text_owners,
            context.questions,
            context.printed_english,
            [question.texts for question in context.questions],
        )
    )[0]
    print(f"\nlaying out {shared:.2f} s; the slowest rules, each once that is done:")
    slow = sorted(
        (
            (timed(lambda rule=rule: list(rule.find(context)))[0], name)
            for name, rule in RULES.items()
        ),
        reverse=True,
    )
    for seconds, name in slow[:12]:
        print(f"{seconds:6.2f} s  {name}")


if __name__ == "__main__":
    main()
