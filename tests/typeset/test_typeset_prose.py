"""Texts of several blocks on pages: all of them, in reading order, and tagged as what they are."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from document_words import words_of
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_structure import extracted, placed_words, read_aloud

from generator.page.blocks import Block, CodeBlock, Document, HeaderFooter, LineBlock, spans
from generator.page.commonmark import authored_blocks
from generator.page.markup import MarkupError

WORDS = (
    "Lemma",
    "tree",
    "*leaf*",
    "**root**",
    "`a + b`",
    "x^2^",
    "H~2~O",
    "2 * 3",
    "~50",
    "a_b",
    "5 > 3",
    "C:\\d",
)


def lines_of(words: Sequence[str]) -> str:
    """Words on one line."""
    return " ".join(words)


LINE = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(lines_of)
LINES = st.lists(LINE, min_size=1, max_size=3).map("\n".join)
BARS = st.lists(st.sampled_from(("a", "b *c*", "`d`", "5")), min_size=3, max_size=3)


def listed(entries: Sequence[str], sign: str) -> str:
    """A list of entries, further lines indented."""
    return "\n".join(f"{sign} " + entry.replace("\n", "\n   ") for entry in entries)


def fenced(code: str) -> str:
    """Code between fences."""
    return f"```python\n{code}\n```"


def table(rows: Sequence[Sequence[str]]) -> str:
    """A pipe table."""
    head, *body = (f"| {' | '.join(row)} |" for row in rows)
    return "\n".join([head, "|---" * 3 + "|", *body])


def quoted(text: str) -> str:
    """A quotation."""
    return "\n".join(f"> {line}" for line in text.split("\n"))


CODE = (
    st.lists(
        st.sampled_from(("x = 0", "for i in y:", "    x += *i", "", "print(`x`)  # 2 ** 3")),
        min_size=1,
        max_size=5,
    )
    .map("\n".join)
    .filter(str.strip)
)
CHUNK = st.one_of(
    LINES,
    st.lists(LINES, min_size=1, max_size=3).map(lambda entries: listed(entries, "-")),
    st.lists(LINE, min_size=1, max_size=3).map(lambda entries: listed(entries, "1.")),
    CODE.map(fenced),
    st.lists(BARS, min_size=2, max_size=4).map(table),
    LINES.map(quoted),
)
TEXT = st.lists(CHUNK, min_size=1, max_size=4).map("\n\n".join)


def document(*blocks: Block) -> Document:
    """Blocks on pages without head and foot."""
    return Document("T", "en", HeaderFooter(page=""), blocks, "the test")


@settings(max_examples=6, deadline=None)
@given(st.lists(TEXT, min_size=50, max_size=60), st.sampled_from(["standard", "dyslexia"]))
def test_another_program_reads_every_word_in_order(render, texts, profile):
    """Hundreds of generated texts: what pypdfium2 extracts of their pages is what they say."""
    blocks: list[Block] = []
    for text in texts:
        try:
            blocks += authored_blocks(text, blocks=True, literal=True)
        except MarkupError:
            pytest.fail(f"{text!r} is sound")
    made = document(*blocks)

    assert len(blocks) >= len(texts)
    read = [word for page in extracted(render([made], profile)[0]) for word in page.split()]
    assert read == words_of(made)


def test_code_keeps_its_lines_and_spaces(render):
    """Each line of code is a line of the page, indented as typed."""
    code = CodeBlock((spans("if a:"), spans("    b()"), (), spans("c(  1  )")))
    data = render([document(code)])[0]
    lines = [text.removesuffix(" ") for path, text in read_aloud(data) if path.endswith("/Code")]
    assert lines == ["if a:", "    b()", "c(  1  )"]
    at = {word: (x, y) for word, x, y, *_ in placed_words(data)}
    assert at["b()"][0] - at["if"][0] > 4 * 6 and at["b()"][1] != at["if"][1]


def test_lines_whose_ends_are_kept_are_lines_of_the_page(render):
    """A verse is set as it was typed."""
    data = render([document(LineBlock((spans("Roses are red,"), spans("\u00a0\u00a0violets"))))])[0]
    assert [line.strip() for line in extracted(data)[0].strip().split("\n")] == [
        "Roses are red,",
        "violets",
    ]


def test_blocks_are_tagged_as_what_they_are(render, samples):
    """A screen reader meets quotations, lists in them, code line by line, and tables."""
    paths = [path for path, _ in read_aloud(render(samples["prose"]))]
    for part in (
        "/BlockQuote/P",
        "/BlockQuote/L/LI/LBody",
        "/P/Code",
        "/LI/LBody/P/Code",
        "/Table/",
        "/LBody/L/LI",
    ):
        assert any(part in path for path in paths), part
    assert sum(path.endswith("/Document/P/Code") for path in paths) == 6
