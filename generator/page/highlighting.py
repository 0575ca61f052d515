"""Which words of code are set bold: the only importer of pygments."""

from __future__ import annotations

from collections.abc import Sequence

from generator.page.markup import MarkupError, Span, Spans, merged

_MISSING = (
    'highlighting code needs pygments; install it with  pip install "briefing-packs[code]"  or '
    "remove the word highlight"
)


def highlighted(lines: Sequence[str], language: str) -> tuple[Spans, ...]:
    """Lines of code whose keywords are bold and whose comments are italic.

    What is understood here is kept by records, so that no other version of pygments changes a
    printed paper.  Raises MarkupError where pygments is missing or does not know the language.
    """
    try:
        from pygments.lexers import get_lexer_by_name
        from pygments.token import Comment, Keyword, Operator
        from pygments.util import ClassNotFound
    except ImportError:
        raise MarkupError(0, _MISSING) from None
    try:
        lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        raise MarkupError(
            0, f"pygments knows no language '{language}'; correct it, or remove the word highlight"
        ) from None
    read: list[list[Span]] = [[]]
    for kind, text in lexer.get_tokens("\n".join(lines)):
        bold = kind in Keyword or kind in Operator.Word
        for n, part in enumerate(text.split("\n")):
            if n:
                read.append([])
            read[-1].append(Span(part, bold=bold, italic=kind in Comment))
    spans = tuple(merged(line) for line in read)
    if ["".join(span.text for span in line) for line in spans] != list(lines):
        raise AssertionError(f"pygments read other code than it was given: {lines!r}")
    return spans
