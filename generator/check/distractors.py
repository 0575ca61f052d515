"""Wrong options.

In: the survey of a project.  Out: findings.
Never compares options with each other: equal ones are a fault of shape.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.rules import Finding, rule
from generator.check.survey import Survey
from generator.check.texts import instances
from generator.items.options import Distractor
from generator.nodes import shorten
from generator.problem import WARNING


@rule("no-why", WARNING)
def no_why(survey: Survey) -> Iterator[Finding]:
    """Every distractor says why it is wrong.

    Reason: an answer key that only gives the letter cannot be used to go through a paper in class, and a distractor for
    which no reason comes to mind may be right.
    Source: design §4 and §11; assessment rule R02.
    """
    for _, item in survey.items.values():
        for distractor in instances(item.content, Distractor):
            if distractor.why is None:
                shown = shorten(distractor.text.plain)
                yield Finding(distractor.text.location,
                              f"the distractor '{shown}' does not say why it is wrong; add 'why'", item)
