"""How often the rules are right: `python -m tests.check.accuracy` prints precision and recall per
rule.

In: the labelled items; for rules that judge nothing, the drop-in cases.  Out: counts per rule.
Never judges a rule by what it was written for: every rule is asked about every entry.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from checking import CASES, case_problems, expected, near_misses  # noqa: E402
from labelled import entries, named  # noqa: E402

from generator.checks.run import RULES  # noqa: E402


@dataclass
class Score:
    """Entries that a rule reports rightly, wrongly, and misses; `near`: near misses it was
    shown.
    """

    right: int = 0
    false_alarms: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    near: int = 0

    @property
    def precision(self) -> float:
        """The share of its reports that are right."""
        reported = self.right + len(self.false_alarms)
        return self.right / reported if reported else 1.0

    @property
    def recall(self) -> float:
        """The share of what it ought to report that it does."""
        wanted = self.right + len(self.missed)
        return self.right / wanted if wanted else 1.0


@cache
def scores() -> dict[str, Score]:
    """Every labelled rule with its score, by name."""
    found = {rule: Score() for rule in sorted(named())}
    for entry in entries():
        reported = entry.reported()
        for rule in reported | entry.hits | entry.near:
            score = found.setdefault(rule, Score())
            if rule in reported and rule in entry.hits:
                score.right += 1
            elif rule in reported:
                score.false_alarms.append(entry.name)
            elif rule in entry.hits:
                score.missed.append(entry.name)
            score.near += rule in entry.near
    return found


@cache
def exact_scores() -> dict[str, Score]:
    """The rules that no labelled item names, which look things up and judge nothing: by the lines
    that the cases expect.
    """
    found = {rule: Score() for rule in sorted(RULES) if rule not in scores()}
    for case in CASES:
        lines, wanted = [str(problem) for problem in case_problems(case)], expected(case)
        for rule, score in found.items():
            told, meant = (
                {line for line in some if f" {rule}: " in line} for some in (lines, wanted)
            )
            score.right += len(told & meant)
            score.false_alarms += sorted(line.partition(": ")[0] for line in told - meant)
            score.missed += sorted(line.partition(": ")[0] for line in meant - told)
            score.near += sum(name == rule for name, _, _ in near_misses(case))
    return found


MEASURED = Path(__file__).parents[2] / "generator" / "checks" / "measured.py"
_HEAD = '''"""How often rules were right on labelled items, as `tests.check.accuracy --write` found."""

# By rule: its reports that a careful reader agreed with, and all its reports.
MEASURED: dict[str, tuple[int, int]] = {
'''


def measured() -> str:
    """The module that tells users how often each rule is right."""
    rows = [
        f'    "{rule}": ({score.right}, {score.right + len(score.false_alarms)}),\n'
        for rule, score in sorted(scores().items())
        if score.right or score.false_alarms
    ]
    return _HEAD + "".join(rows) + "}\n"


def main() -> None:
    """Print the table; with --write also the program's own."""
    if "--write" in sys.argv:
        MEASURED.write_text(measured(), encoding="utf-8")
    found = {**scores(), **exact_scores()}
    print(f"{len(entries())} labelled projects, {len(CASES)} cases, {len(found)} rules")
    print(f"{'rule':22} {'precision':>9} {'recall':>7} {'hits':>5} {'near':>5}  wrong")
    for rule, score in found.items():
        wrong = [f"+{name}" for name in score.false_alarms] + [f"-{name}" for name in score.missed]
        print(
            f"{rule:22} {score.precision:9.2f} {score.recall:7.2f} {score.right + len(score.missed):5} {score.near:5}  "
            f"{' '.join(wrong)}".rstrip()
        )


if __name__ == "__main__":
    main()
