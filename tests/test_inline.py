"""The first notation, in which records keep texts: it becomes runs by rules that never change."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content.figures import as_markup
from generator.page.markup import MarkupError, Span, Text, link_allowed, parse, plain
from generator.problems import Location

UNDERSTOOD = {
    "": (),
    "plain": (Span("plain"),),
    "a **b** c": (Span("a "), Span("b", bold=True), Span(" c")),
    "*it*": (Span("it", italic=True),),
    "***both***": (Span("both", bold=True, italic=True),),
    "**a *b***": (Span("a ", bold=True), Span("b", bold=True, italic=True)),
    "`x*y`": (Span("x*y", code=True),),
    "`a\\`b`": (Span("a`b", code=True),),
    "H~2~O": (Span("H"), Span("2", script="sub"), Span("O")),
    "x^2^": (Span("x"), Span("2", script="sup")),
    "[text](https://example.org/a?b=1#c)": (Span("text", link="https://example.org/a?b=1#c"),),
    "**[a** b](mailto:a@example.org)": (
        Span("a", bold=True, link="mailto:a@example.org"),
        Span(" b", link="mailto:a@example.org"),
    ),
    "[a](https://a.org)[b](https://b.org)": (
        Span("a", link="https://a.org"),
        Span("b", link="https://b.org"),
    ),
    "[a\\]b](https://a.org)": (Span("a]b", link="https://a.org"),),
    "[a\\\\](https://a.org)": (Span("a\\", link="https://a.org"),),
    "[a](https://a.org/*_~)": (Span("a", link="https://a.org/*_~"),),
    r"\*\*\`\~\^\[\]\(\)\_\\": (Span("**`~^[]()_\\"),),
    r"C:\new \a": (Span(r"C:\new \a"),),
    "a_b_c __d__ <b>&amp;": (Span("a_b_c __d__ <b>&amp;"),),
    "[aside] and [b] (c) ](": (Span("[aside] and [b] (c) ]("),),
    "one\n  two \nthree": (Span("one two three"),),
    "ends in \\": (Span("ends in \\"),),
}
REFUSED = {
    "a **b": (2, r"** is opened and never closed; for the sign itself type \*"),
    "5 * 3": (2, r"* is opened and never closed; for the sign itself type \*"),
    "~5 km": (0, r"~ is opened and never closed; for the sign itself type \~"),
    "x^2": (1, r"^ is opened and never closed; for the sign itself type \^"),
    "a `b": (2, r"` is opened and never closed; for the sign itself type \`"),
    "*a **b*": (3, r"** is opened and never closed; for the sign itself type \*"),
    "****": (2, r"there is nothing between ** and **; for the sign itself type \*"),
    "a ``": (3, r"there is nothing between ` and `; for the sign itself type \`"),
    "x [a](https://a.org": (2, "the link's address has no closing bracket )"),
    "[](https://a.org)": (0, "the link has no text"),
    "[a](note)": (0, "the link address 'note' is not allowed; use https://, http:// or mailto:"),
    "[a](javascript:alert)": (
        0,
        "the link address 'javascript:alert' is not allowed; use https://, http:// or mailto:",
    ),
    "[`a](https://a.org) b`": (
        0,
        "a ` in the link's text is closed only behind the link; close it before ]",
    ),
}
MARKED = st.text(
    st.sampled_from("ab *`~^[]()\\\n_:/") | st.characters(exclude_categories=["Cs", "Cc"]),
    max_size=40,
)


@pytest.mark.parametrize("source", UNDERSTOOD)
def test_markup_becomes_runs(source):
    """Bold, italic, code, sub, sup, links and escapes are understood, and nothing else is."""
    assert parse(source) == UNDERSTOOD[source]
    assert plain(source) == "".join(run.text for run in UNDERSTOOD[source])


@pytest.mark.parametrize("source", REFUSED)
def test_what_cannot_be_understood_has_a_place_and_a_remedy(source):
    """Markup without end, empty markup and links to anywhere else are refused, with offset and what
    to type.
    """
    with pytest.raises(MarkupError) as caught:
        parse(source)
    assert (caught.value.offset, str(caught.value)) == REFUSED[source]


@given(MARKED)
def test_any_text_is_runs_or_a_refusal_with_a_place_in_it(source):
    """No text breaks the parser: runs are never empty and never alike side by side, an offset lies
    in the text.
    """
    try:
        runs = parse(source)
    except MarkupError as error:
        assert 0 <= error.offset < len(source)
        return
    assert all(run.text and "\n" not in run.text for run in runs)
    styles = [(run.bold, run.italic, run.code, run.script, run.link) for run in runs]
    assert all(one != other for one, other in zip(styles, styles[1:], strict=False))
    assert all(link_allowed(run.link) for run in runs if run.link)


@given(MARKED)
def test_escaped_text_prints_as_it_stands(text):
    """Every sign of the markup has an escape: escaped text is one plain run, whatever it holds."""
    text = " ".join(text.split())
    assert parse(as_markup(text)) == ((Span(text),) if text else ())


@given(
    st.text(st.sampled_from("ab "), min_size=1, max_size=8).filter(str.strip),
    st.sampled_from(["**", "*", "`", "~", "^"]),
)
def test_markup_never_changes_the_characters(text, mark):
    """What markup surrounds stands unchanged in its run."""
    assert plain(f"{mark}{text}{mark}") == text


@pytest.mark.parametrize(
    "address", ["https://a.org", "HTTP://a.org/x", "mailto:a@b.org", "https://a.org/%20?q=[1]"]
)
def test_plain_web_and_mail_addresses_are_links(address):
    """http, https and mailto are links."""
    assert link_allowed(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "a.org",
        "//a.org",
        "/etc/passwd",
        "file:///etc/passwd",
        "javascript:x",
        "data:text/html,x",
        "ftp://a.org",
        "https:",
        "https://",
        "mailto:",
        "https://a b.org",
        "https://ä.org",
        "https://a.org/\x00",
        'https://a.org/"',
        "https://a.org/<b>",
        "https://[::1",
    ],
)
def test_other_addresses_are_not(address):
    """No other scheme, no spaces, no quotes, no letters outside ASCII: nothing that a reader's
    program may run or misread.
    """
    assert not link_allowed(address)


def test_a_text_knows_where_it_stands_and_is_equal_by_what_it_says():
    """Two texts are equal when their sources are, wherever they stand."""
    here, there = Text("*a* b", Location("f.yaml", 3, 5)), Text("*a* b", Location("g.yaml"))
    assert here == there and hash(here) == hash(there) and here != Text("a b")
    assert here.runs == (Span("a", italic=True), Span(" b")) and here.plain == "a b"


def test_long_texts_of_nothing_but_signs_are_read_in_no_time():
    """A field of the longest length allowed cannot hold up a build."""
    for sign in ("[", "](", "*", "\\[", "[a](", "**a**"):
        try:
            parse(sign * (20_000 // len(sign)))
        except MarkupError as error:
            assert error.offset < 20_000
