"""What authors type: CommonMark as far as the allow-list goes, and nothing swallowed."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.loading.yaml import reader
from generator.page.blocks import (
    Block,
    Bullets,
    CodeBlock,
    DisplayFormula,
    LineBlock,
    Paragraph,
    Picture,
    Quotation,
    spans,
)
from generator.page.commonmark import (
    authored_blocks,
    emphasis_in_word,
    lone_sign,
    loses_lines,
    lost_backslash,
    raised_in_word,
    understand,
)
from generator.page.markup import MarkupError, Span, first_notation, merged, parse, plain
from generator.page.understood import blocks_of, is_kept_as_blocks, keep, table_block
from generator.problems import Problems

POWERS_AND_LOGIC = (
    "2^(n+1)+3^(n+1)",
    "2^3^4",
    "2^(3^4)",
    "10^-3/10^-6",
    "x^2y^3z^2",
    "x^a+y^b",
    "[^a][^b]",
    "~p∧~q",
    "(~p)∨(~q)",
    "¬p∧~q∨~r",
    "~a,~b",
    "~5–~6",
    "~/a:~/b",
)
RAISED_AND_LOWERED = {
    "s^-1^mol^-1^": "-1 -1",
    "e^-x^dx": "-x",
    "10^3^-10^-2^": "3 -2",
    "x^n+1^-y^n^": "n+1 n",
    "Ca^2+^(aq)": "2+",
    "C~n~H~2n+1~OH": "n 2n+1",
    "[Cu(NH~3~)~4~]^2+^": "3 4 2+",
    "^14^C and ~92~U": "14 92",
    "^2S+1^L~J~, **^3-1^P** and (^2+^H)": "2S+1 J 3-1 2+",
    "f^(n)^(x)": "(n)",
    "Ca^2+^2Cl^-^": "2+ -",
    "x^n+1^ = y^n-1^": "n+1 n-1",
    "c~H+~ and c~OH-~": "H+ OH-",
    "log~2~8 and x~i,j~": "2 i,j",
    "(a+b)^2^(a-b)^2^": "2 2",
}
# Signs that look like markup and are none: all are printed.
AS_TYPED = (
    "Which is larger, 2^10 or 10^2?",
    "Between ~50 and ~60 people came.",
    "Is 2 * 3 * 4 equal to 24?",
    "Do *.txt and *.md match it?",
    "Is it in ~/docs or ~/music?",
    "x^2+y^2=z^2",
    "~~gone~~ and ^^up^^",
    "** not bold ** and * not slanted *",
    "****",
    "a **b",
    "a `b",
    "5 * 3",
    "~5 km",
    "x^2",
    "_a_ and __b__ in a_b_c ___",
    "<b>x</b> &amp; &lt; <https://a.org>",
    "# no heading",
    "> 5 km",
    "- 5",
    "+ 3",
    "1914. A year",
    "[aside] and [b] (c) ](",
    "A costs $5 and B costs $6.",
    "$5–$10, or US$5 and A$6",
    "It costs $5, or 5 $ for some",
    "He has $5 left or US$ in cash",
    "$HOME:$PATH",
    "| a | b |",
    "C:\\new \\a",
    "ends in \\",
    "f[i] = 3! and ![",
    "footnote[^1] and a ^ b ~ c",
    "2*3*4 = 24",
    "1*1, 2*2, 3*3",
    "f**2 + g**2",
    "2**3**2",
    "a*b*c and 5*x*y",
    "x*y + z*w",
    "k*m=n*p",
    "p < 0.05*, p < 0.01**, p < 0.001***",
    "(a+b)*c + d*(e+f)",
    "w*x*(y+z)",
    "(a|b)*abb(a|b)*",
    "COUNT(*), SUM(*), x[*] and ('*', \"*\", '**')",
    "t.*, u.* and a.*?b.*?c",
    '(see below)*, "so"*, (there)*',
    "See https://a.org/~b/c~d, http://a.org/a^b^c and https://a.org/*a*b/ there",
    "https://a.org/$a$",
    "SELECT * FROM t WHERE n*2 > m*3",
)
UNDERSTOOD = {
    "a **b** c": (Span("a "), Span("b", bold=True), Span(" c")),
    "*it* and ***both***": (
        Span("it", italic=True), Span(" and "), Span("both", bold=True, italic=True),
    ),
    "un*believ*able": (Span("un"), Span("believ", italic=True), Span("able")),
    "vitamin **B**12 and *n*1": (
        Span("vitamin "), Span("B", bold=True), Span("12 and "), Span("n", italic=True), Span("1"),
    ),
    "(*n*2) or x**y**": (
        Span("("), Span("n", italic=True), Span("2) or x"), Span("y", bold=True),
    ),
    '**(a)**, (**?**) **"b"**!': (
        Span("(a)", bold=True), Span(", ("), Span("?", bold=True), Span(") "),
        Span('"b"', bold=True), Span("!"),
    ),
    "*http://a.org/* ([*https://a.org/b*](https://a.org))": (
        Span("http://a.org/", italic=True), Span(" ("),
        Span("https://a.org/b", italic=True, link="https://a.org"), Span(")"),
    ),
    "`x*y` and ``a`b``": (Span("x*y", code=True), Span(" and "), Span("a`b", code=True)),
    "`a\\_b`": (Span("a\\_b", code=True),),
    "H~2~O, x^2^, x^n+1^": (
        Span("H"), Span("2", script="sub"), Span("O, x"), Span("2", script="sup"), Span(", x"),
        Span("n+1", script="sup"),
    ),
    "x^*a*^": (Span("x"), Span("a", italic=True, script="sup")),
    "[a](https://a.org/b_(c))": (Span("a", link="https://a.org/b_(c)"),),
    "[*a* b](mailto:a@example.org)": (
        Span("a", italic=True, link="mailto:a@example.org"),
        Span(" b", link="mailto:a@example.org"),
    ),
    r"\*a\* \_b\_ \{c\} \$5\$ \# \\ \~ \^": (Span("*a* _b_ {c} $5$ # \\ ~ ^"),),
    "$x^2$ is": (Span("x^2", formula="x^2"), Span(" is")),
    r"let $\frac{a}{b}$, $5 \text{ m}$": (
        Span("let "), Span(r"\frac{a}{b}", formula=r"\frac{a}{b}"), Span(", "),
        Span(r"5 \text{ m}", formula=r"5 \text{ m}"),
    ),
}  # fmt: skip
REFUSED = {
    "x [a](https://a.org": "the link's address has no end",
    "[a](https://a b.org)": "the link's address has no end",
    "[a](note)": "the link address 'note' is not allowed",
    "[a](javascript:alert)": "the link address 'javascript:alert' is not allowed",
    '[a](https://a.org "title")': "a link has no title here",
    "see ![a](b.png) here": "a picture needs a line of its own",
    "Why is $$x^2$$ so?": "a formula between $$ and $$ needs lines of its own",
    "Why is\n$$\nx^2\n$$ so?": "a formula between $$ and $$ needs lines of its own",
    "| a | b |\n|---|---|\n| 1 | 2 | 3 |": "the row has 3 cells but the head has 2",
    "| a | b |\n|---|\n| 1 | 2 |": "the head of a table has 2 cells and the line under it 1",
    "a | b\n--- | :-: | ---\n1 | 2": "the head of a table has 2 cells and the line under it 3",
    "1914. war\n1918. peace": "the list's number 1918 would be printed as another one",
    "```python\nx = 1": "the code that begins with ``` has no end",
    "``` x = 1\ny = 2\n```": "'x = 1' is no name of a language",
    "> " * 30 + "a\n\nb": "lists or quotations are in each other too often",
    "![](b.png)\n": "a picture needs words between [ and ]",
    "![a](pictures/b c.png)\n": "rename the file, or write ![…](<pictures/b c.png>)",
    "![a] (b.PNG)": "or a space before or in it: 'b.PNG'",
    "![a](b(1.svg)": "the picture's address has no end",
    "![a](b.png){size=3}\n": "all that may be beside it is {width=60mm} or {grey}",
    "![a](b.png){width=0mm}\n": "with a width from 1 mm to 999 mm",
}


@pytest.mark.parametrize("typed", ["- a\n- b\n", "Two:\n1. a\n2. b", "> a\n> b"])
def test_a_list_is_refused_where_only_a_paragraph_can_be(typed):
    """In captions, cells, premises and bands a list or quotation of several lines is an error, and
    not joined; one line that begins so is printed, and prose may hold them.
    """
    with pytest.raises(MarkupError, match="there can be no list or quotation here"):
        understand(typed, literal=True)
    assert understand(typed, blocks=True, literal=True)
    assert plain(understand("- 5 km\nnorth", literal=True)) == "- 5 km north"


def test_a_picture_is_refused_where_only_a_paragraph_can_be():
    """The message names a place for it, and not an empty line that would not help."""
    for typed in ("![a](b.png)", "see ![a](b.png)"):
        with pytest.raises(MarkupError, match="there can be no picture here.*into the stem"):
            understand(typed)
    assert understand("![a](b.png)", blocks=True)


def of(text: str) -> Paragraph:
    """A paragraph of plain words."""
    return Paragraph(spans(text))


BLOCKS: dict[str, tuple[Block, ...]] = {
    "one\n\ntwo": (of("one"), of("two")),
    "Roses are red,\nviolets are blue": (LineBlock((spans("Roses are red,"), spans("violets are blue"))),),
    "x = 0\nfor i in range(3):\n    x = x + i": (
        LineBlock((spans("x = 0"), spans("for i in range(3):"), spans("\u00a0\u00a0\u00a0\u00a0x = x + i"))),
    ),
    "one\\\ntwo  \nthree\nfour\\": (
        LineBlock((spans("one"), spans("two"), spans("three"), spans("four\\"))),
    ),
    "- a\n- b": (Bullets(((of("a"),), (of("b"),))),),
    "* a\n  - b": (Bullets(((of("a"), Bullets(((of("b"),),))),)),),
    "1. a\n2. b": (Bullets(((of("a"),), (of("b"),)), True),),
    "3. a\n4. b": (Bullets(((of("a"),), (of("b"),)), True, 3),),
    "x = 5\n+ 3": (LineBlock((spans("x = 5"), spans("+ 3"))),),
    "```python\nx = 0\n\n  y\n```": (CodeBlock((spans("x = 0"), (), spans("  y")), "python"),),
    "~~~\na*b*\n~~~\nend": (CodeBlock((spans("a*b*"),)), of("end")),
    "a:\n\n    if x:\n        y": (of("a:"), CodeBlock((spans("if x:"), spans("    y")))),
    "> a\n\nb": (Quotation((of("a"),)), of("b")),
    "| a | *b* |\n|---|:-:|\n| 1 \\| 2 | |": (
        table_block((spans("a"), spans("b", italic=True)), ((spans("1 | 2"), ()),)),
    ),
    "$$\nx^2\n$$": (DisplayFormula("x^2", "x^2"),),
    "$$x^2$$": (DisplayFormula("x^2", "x^2"),),
    "# a\n---\nb": (LineBlock((spans("# a"), spans("---"), spans("b"))),),
    "<div>\nb": (LineBlock((spans("<div>"), spans("b"))),),
    "[a]: https://a.org\n\nb": (of("[a]: https://a.org"), of("b")),
}  # fmt: skip
WRAPPED = (
    "Leaves take in carbon dioxide through openings that are too\n"
    "small to be seen; they are open by day, while there is light,\n"
    "and closed at night."
)


@pytest.mark.parametrize("typed", AS_TYPED)
def test_a_sign_that_is_no_markup_is_printed(typed):
    """What CommonMark and Pandoc do not take for markup is printed as typed, in every record too."""
    assert plain(understand(typed)) == typed
    assert plain(understand(typed, blocks=True, literal=True)) == typed


@pytest.mark.parametrize("typed", UNDERSTOOD)
def test_markup_becomes_spans(typed):
    """Emphasis, code, scripts, links, escapes and formulas are understood, and kept."""
    assert parse(understand(typed)) == UNDERSTOOD[typed]


@pytest.mark.parametrize("typed", REFUSED)
def test_what_would_be_lost_is_refused(typed):
    """Whatever the parser would leave out is reported, with a place in the text."""
    with pytest.raises(MarkupError) as caught:
        understand(typed, blocks=True, literal=True)
    assert REFUSED[typed] in str(caught.value) and 0 <= caught.value.offset < len(typed)


@pytest.mark.parametrize("typed", BLOCKS)
def test_lines_become_blocks(typed):
    """Paragraphs, kept lines, lists, code, quotations, tables and formulas, whose record gives them
    back.
    """
    assert authored_blocks(typed, blocks=True, literal=True) == BLOCKS[typed]
    assert blocks_of(understand(typed, blocks=True, literal=True)) == BLOCKS[typed]


def test_line_breaks_are_lost_only_where_prose_was_wrapped_by_hand():
    """Lines that are as long as the next word allows are one paragraph; any other line keeps its
    end, unless the text is printed on one line, which is said.
    """
    assert understand(WRAPPED, blocks=True, literal=True) == " ".join(WRAPPED.split("\n"))
    assert (
        not loses_lines(WRAPPED, True) and loses_lines("a\nb", True) and loses_lines("a\nb", False)
    )
    shorter = WRAPPED.replace(" seen; they", "\nseen; they")
    assert len(blocks_of(understand(shorter, blocks=True, literal=True))[0].lines) == 4
    asked = "Who wrote this line, which has more than fifty letters?\nAnd when?"
    assert len(blocks_of(understand(asked, blocks=True, literal=True))[0].lines) == 2
    uneven = (
        "The first of these lines had room for more of the next one,\nwhich goes on until it is far "
        "longer than the first line was, so that nobody took it for prose,\nand ends."
    )
    assert len(blocks_of(understand(uneven, blocks=True, literal=True))[0].lines) == 3


def test_a_folded_text_has_paragraphs_where_it_had_empty_lines():
    """Under >- a line break was an empty line; where blocks begin, lines are as they are."""
    assert authored_blocks("one\ntwo", blocks=True) == (of("one"), of("two"))
    assert authored_blocks("one:\n- a\n- b", blocks=True) == (
        of("one:"), Bullets(((of("a"),), (of("b"),))),
    )  # fmt: skip
    for lost in ("see ``` x = 0 ```", "| a | b | |---|---| | 1 | 2 |"):
        with pytest.raises(MarkupError, match="need their line breaks"):
            understand(lost, blocks=True)


def test_a_text_on_one_line_is_one_paragraph():
    """Nothing at the start of a text on one line makes it a list, a quotation or a heading."""
    for typed in ("- 5", "1. Weltkrieg", "> 5 km", "# 3", "    a"):
        assert not is_kept_as_blocks(understand(typed, blocks=True, literal=True))


def test_a_picture_has_its_address_until_it_is_read():
    """Address, alternative text, longer description, width and grey are what its author typed."""
    typed = 'See:\n\n![A *leaf*](pictures/a.jpg "Green, with\nveins."){width=60mm}'
    assert blocks_of(understand(typed, blocks=True, literal=True)) == (
        of("See:"),
        Picture("pictures/a.jpg", "A leaf", "Green, with veins.", 60.0, "jpeg"),
    )
    assert blocks_of(understand("![A](b.png) {grey}", blocks=True)) == (Picture("grey:b.png", "A"),)


def test_keywords_of_code_are_bold_where_its_author_asks_for_it():
    """`highlight` behind the language sets keywords bold and comments italic; no character changes,
    and the record keeps it.
    """
    typed = "```python highlight\n\nif a in b:  # why\n\tc = 'if'\n\n```\nend"
    kept = understand(typed, blocks=True, literal=True)
    code = blocks_of(kept)[0]
    assert isinstance(code, CodeBlock) and code.language == "python"
    assert ["".join(span.text for span in line) for line in code.lines] == [
        "", "if a in b:  # why", "\tc = 'if'", "",
    ]  # fmt: skip
    assert [span.text for span in code.lines[1] if span.bold] == ["if", "in"]
    assert [span.text for span in code.lines[1] if span.italic] == ["# why"]
    plainly = understand(typed.replace(" highlight", ""), blocks=True, literal=True)
    assert not any(span.bold for line in blocks_of(plainly)[0].lines for span in line)


def test_highlighting_says_what_it_needs(monkeypatch):
    """An unknown language and a missing pygments are a sentence each."""
    with pytest.raises(MarkupError, match="pygments knows no language 'blub'"):
        understand("```blub highlight\na\n```", blocks=True, literal=True)
    monkeypatch.setitem(sys.modules, "pygments.lexers", None)
    with pytest.raises(MarkupError, match=r'pip install "briefing-packs\[code\]"'):
        understand("```python highlight\na = 1\n```", blocks=True, literal=True)


def test_texts_without_signs_need_no_parser():
    """Most texts are plain: the parser is not even loaded for them."""
    program = (
        "import sys\nfrom generator.page.commonmark import understand\n"
        "understand('Plain words, 5 > 3.', blocks=True)\nprint('markdown_it' in sys.modules)\n"
        "understand('*a*')\nprint('markdown_it' in sys.modules)"
    )
    shown = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert shown.stdout.split() == ["False", "True"]


@pytest.mark.parametrize(
    "typed", ["plain", "a **b** `c` H~2~O", "[t](https://a.org)", "\\* \\^", "(a) _b_ [c]"]
)
def test_what_both_rules_read_alike_is_kept_as_typed(typed):
    """A text that means the same by the first rules stays as it is: upgrading renames no edition."""
    assert understand(typed) == typed


SPANS = st.builds(
    Span,
    st.text(st.sampled_from("ab *`~^[]()\\_{}$"), min_size=1, max_size=6),
    st.booleans(), st.booleans(), st.booleans(), st.sampled_from(["", "sub", "sup"]),
    st.sampled_from(["", "", "https://a.org"]),
)  # fmt: skip


@given(st.lists(SPANS, max_size=5))
def test_the_first_notation_can_say_all_spans_but_formulas(read):
    """Any spans are kept as a text that the frozen parser reads back."""
    read = merged(read)
    assert parse(first_notation(read)) == read
    assert parse(keep((Paragraph(read),))) == read


# Authored lines with every sign there is; letters are numbered, so that none can stand for another.
PARTS = st.sampled_from(
    ["*", "**", "`", "``", "~", "^", "$", "$$", "\\", "[", "](", ")", "https://a.org", "![", "<b>", "&amp;",
     "{", "}", "|", "|---|", "#", ">", "- ", "+ ", "1. ", "2) ", "```", "~~~", "_", "__", "\n", "\n\n", "\n    ",
     " ", "  ", "\\\n", "x", "y", "ä", "5", "2^10", "=", "---", "!", "(", "]", "[x]: y", "[^1]"]
)  # fmt: skip
MARKS = re.compile(r"[0-9]+[.)](?=\s|$)", re.M)


LINES = st.lists(PARTS, max_size=8).map("".join) | st.sampled_from(
    ["[x]: y", "# x", "---", "***", "===", "<div>", "<b>x", "+ x", "7. x", "    x", "> x", "| x | y |", "- x",
     "|---|---|", "```", "~~~ y", "$$", "![x](y)", "[^x]: y", ""]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    st.lists(PARTS, max_size=24).map("".join) | st.lists(LINES, max_size=9).map("\n".join),
    st.booleans(),
)
def test_no_letter_is_ever_swallowed(typed, literal):
    """Whatever is typed: it is refused, or every letter and sign that is no markup is printed."""
    if not typed.strip():
        return
    try:
        kept = understand(typed, blocks=True, literal=literal)
    except MarkupError as error:
        assert 0 <= error.offset < max(1, len(typed))
        return
    printed = everything(blocks_of(kept))
    unseen = MARKS.sub("", re.sub(r"\]\(https://a\.org\)|```[xyä5]*|~~~[xyä5]*", "", typed))
    for letter in "xyä5<b&;":
        assert printed.count(letter) >= unseen.count(letter), (letter, typed, printed)


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=30)
)
def test_a_backslash_before_every_sign_prints_the_text_itself(text):
    """Every sign there is has an escape: with all of them, a text is printed as it is, in records
    too.
    """
    escaped = re.sub(r"[!-/:-@\[-`{-~]", r"\\\g<0>", text)
    assert plain(understand(escaped)) == text
    assert (
        plain(understand(f"{escaped}\n\n- {escaped}", blocks=True, literal=True))
        == f"{text}\n{text}"
    )


def everything(blocks: tuple[Block, ...]) -> str:
    """All characters of blocks."""
    return "".join(
        re.findall(r"(?:text|link|formula)='((?:[^'\\]|\\.)*)'", repr(blocks))
    ) + "".join(re.findall(r'(?:text|link|formula)="((?:[^"\\]|\\.)*)"', repr(blocks)))


def test_the_longest_texts_of_nothing_but_signs_are_read():
    """A field of the longest length allowed cannot hold up a build, nor end the program."""
    signs = ["[", "](", "*", "\\[", "[a](", "**a**", "~a", "^", "$a", "> ", "- ", "| ", "a\n", "`"]
    for sign, literal in [*((sign, False) for sign in signs), ("[", True), ("^", True)]:
        try:
            understand(sign * (20_000 // len(sign)), blocks=True, literal=literal)
        except MarkupError as error:
            assert error.offset < 20_000


def test_signs_that_nothing_closes_are_found():
    """What may have been meant as markup is told from signs of sums, names of files and escapes."""
    assert lone_sign("a **b") == "**" and lone_sign("a *b") == "*" and lone_sign("`b") == "`"
    signs = ("x**2", "2*(3+4)*5", "https://a.org/*a")
    for typed in (*AS_TYPED[:8], "a **b** and *.txt", "\\*a", "`*a`", *signs):
        assert not lone_sign(typed), typed
    in_code = "~~~python\ndef total(*parts, **names):\n~~~"
    for typed in (in_code, "Read:\n\n    int *p;", "$$\n*a\n$$", f"* a\n* b **c**\n\n{in_code}"):
        assert not lone_sign(typed), typed
    assert lone_sign(f"{in_code}\n\nSay *this.") == "*"


@pytest.mark.parametrize("typed", POWERS_AND_LOGIC)
def test_signs_of_powers_and_logic_are_printed(typed):
    """Carets and tildes of sums, towers, patterns and logic are printed: read as markup they would
    raise or lower what is between two of them, and vanish.
    """
    assert plain(understand(typed)) == typed
    assert all(not span.script for span in parse(understand(typed)))


@pytest.mark.parametrize("typed, scripts", RAISED_AND_LOWERED.items())
def test_what_is_raised_and_lowered_stays_so(typed, scripts):
    """Signs, charges, whole brackets, isotopes and formulas of chemistry are raised and lowered as
    in Pandoc, whatever is right behind them.
    """
    spans = parse(understand(typed))
    assert [span.text for span in spans if span.script] == scripts.split()
    assert not {"^", "~"}.intersection("".join(span.text for span in spans))


@pytest.mark.parametrize(
    "typed, word",
    {
        "The words a^nb^n are in it.": "a^nb^n",
        "x^10^y and m^th^ and A^T^A": "",
        "x~1~^ab^y and x^ab^~1~y": "",
        "`a^nb^n`": "",
    }.items(),
)
def test_letters_raised_within_a_word_are_found(typed, word):
    """What may be two powers, and is read as one, is found."""
    assert raised_in_word(parse(understand(typed))) == word


@pytest.mark.parametrize(
    "typed, word",
    {
        "Delete *.* and go on": "*.*",
        "The sign **+** is *not*, *a.b* is": "",
        "Say it: un*believ*able": "un*believ*able",
        "First.\n\n* a **b** c\n* im**poss**ible": "im**poss**ible",
        "~~~\nwidth*height*depth\n~~~": "",
        "Code:\n\n    width*height*depth": "",
        "$$\nab*cd*ef\n$$": "",
        "![ab*cd*ef](pictures/leaf.png)": "",
        "| ab |\n|---|\n| `ab*cd*ef` |": "",
    }.items(),
)
def test_emphasis_within_a_word_is_found_where_it_is_printed_so(typed, word):
    """Stars in code, formulas, alternative texts and addresses emphasise nothing."""
    assert emphasis_in_word(parse(understand(typed, blocks=True, literal=True))) == word


@pytest.mark.parametrize(
    "typed, line",
    {
        "stem: >-\n  Which are true?\n  - one\n  - two\n": 3,
        "stem: >\n  | a | b |\n  |---|---|\n  | 1 | 2 |\n": 3,
        "stem: >-\n  First\n  1. one\n  2. two\n  3. three\n": 3,
        "stem: |\n  Which are true?\n  - one\n  - two\n": 0,
        "stem: >-\n  It fell by 5\n  - 3 of them twice – and more.\n": 0,
        "stem: >-\n  Which are true?\n\n  - one\n\n  - two\n": 0,
        "stem: >-\n  Which are true?\n\n    - one\n    - two\n": 0,
    }.items(),
)
def test_a_list_whose_lines_are_joined_is_found(typed, line):
    """Under > the lines of a list or table are joined: that is said, at the first such line."""
    problems = Problems()
    reader.read(typed.encode(), "f.yaml", problems)
    assert [(problem.rule, problem.severity, problem.location.line) for problem in problems] == (
        [("folded-list", "warning", line)] if line else []
    )


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        (r"Which does \d+\.\d* match?", r"\d+.\d*"),
        (r"Open C:\new\_old now.", r"C:\new_old"),
        ("Two:\n\n- \\w\\[a\\]\n- x\n", r"\w[a]"),
        (r"Which does `\d+\.\d*` match?", ""),
        (r"Open C:\new\old or C:\\a\\b\c now.", ""),
        (r"What does \n do in 2 \* 3 \* 4?", ""),
        (r"Is $\frac{a}{b}\,x$ or \$5 more?", ""),
        (r"Is **\d** or *\w+* right?", ""),
    ],
)
def test_a_word_that_loses_some_backslashes_is_named(typed, word):
    """A pattern or a path of which a sign is taken for an escape is not printed as typed: it is
    warned of, unless all backslashes are there, are escapes, or are in code or formulas.
    """
    assert lost_backslash(parse(understand(typed, blocks=True, literal=True)), typed) == word
