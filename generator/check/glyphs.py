"""Characters that can be printed.

In: the survey of a project, which holds what the typesetter covers.  Out: findings.
Never opens a font.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from generator.check.rules import Finding, rule
from generator.check.survey import Survey
from generator.check.texts import plain

_NAMED = 3


@rule("missing-glyph", needed_to_print=True)
def missing_glyph(survey: Survey) -> Iterator[Finding]:
    """Every character of a text that may be printed has a glyph in the bundled faces.

    Reason: ReportLab drops or blots a character it cannot draw, without a word.
    Source: design §8; assessment rule X01; models notes (`ź` lost).
    """
    if survey.covered is None:
        return
    covered = frozenset(map(chr, survey.covered))
    for holding in survey.holdings:
        for text in holding.texts:
            if covered.issuperset(text.source):  # nearly all texts end here, before their markup is read
                continue
            if missing := sorted(set(plain(text)) - covered):
                yield Finding(text.location, f"no bundled face can draw {_names(missing)}; write it in another way",
                              holding.item)


def _names(missing: list[str]) -> str:
    named = [f"'{c}' (U+{ord(c):04X} {unicodedata.name(c, 'without a name')})" for c in missing[:_NAMED]]
    return ", ".join(named) + (f" and {len(missing) - _NAMED} more" if len(missing) > _NAMED else "")
