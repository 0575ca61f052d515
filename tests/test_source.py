"""Tests of the YAML reader: what authors type comes back as typed, or with a sentence that says
what to type.
"""

from __future__ import annotations

import ast
import re
import unicodedata
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.content import nodes
from generator.loading.yaml import decoding, events, parser, reader
from generator.loading.yaml.events import Place
from generator.loading.yaml.hints import Failure, explain
from generator.problems import Problems

CASES = Path(__file__).parent / "cases_source"
LOADERS = {"SafeLoader": yaml.SafeLoader}
if yaml.__with_libyaml__:
    LOADERS["CSafeLoader"] = yaml.CSafeLoader


def reworded(base: type) -> type:
    """A loader that gives up where another does, for reasons in words that no version has."""

    class Reworded(base):
        def check_event(self, *choices):
            try:
                return super().check_event(*choices)
            except yaml.MarkedYAMLError as error:
                raise type(error)(
                    "anchor", error.context_mark, "mapping values escape", error.problem_mark
                ) from None

    return Reworded


REWORDED = {f"reworded {name}": reworded(loader) for name, loader in LOADERS.items()}
SOURCE = Path(reader.__file__).parent
RULE = re.compile(r"[a-z]+(?:-[a-z0-9]+)+")
NO_RULES = {"utf-8-sig", "utf-8"}


def read(data: str | bytes, loader: type = events.LOADER) -> tuple[nodes.Node | None, list[str]]:
    """Read a text or bytes; problems as printed."""
    problems = Problems()
    node = reader.read(
        data if isinstance(data, bytes) else data.encode(), "f.yaml", problems, loader
    )
    return node, [str(problem) for problem in problems]


def plain(node: nodes.Node | None):
    """Strip a node of its places."""
    if isinstance(node, nodes.MappingNode):
        return [(key.text, plain(value)) for key, value in node.entries]
    return [plain(item) for item in node] if isinstance(node, nodes.ListNode) else node.text


def refused() -> list[tuple[str | bytes, list[str]]]:
    """Give the cases of refused.txt: what is typed and the problems it makes."""
    found: list[tuple[str | bytes, list[str]]] = []
    for line in (CASES / "refused.txt").read_text(encoding="utf-8").split("\n"):
        if line.startswith(">>> "):
            found.append((ast.literal_eval(line[4:]), []))
        elif line and not line.startswith("#"):
            found[-1][1].append(line)
    return found


def messages_have(data: str | bytes, rule: str, where: str = "") -> None:
    """Assert that a text is refused by one rule at one place, by both parsers."""
    for loader in LOADERS.values():
        found = read(data, loader)[1]
        assert [line.split(": ")[1] for line in found] == [f"error {rule}"], found
        assert found[0].startswith(f"f.yaml{where}: "), found


def spans(node: nodes.Node):
    """Every scalar below a node."""
    if isinstance(node, nodes.ScalarNode):
        yield node
    children = node.items if isinstance(node, nodes.ListNode) else ()
    for child in (
        children
        if not isinstance(node, nodes.MappingNode)
        else [part for pair in node.entries for part in pair]
    ):
        yield from spans(child)


@pytest.mark.parametrize(
    "loader", [*LOADERS.values(), *REWORDED.values()], ids=[*LOADERS, *REWORDED]
)
@pytest.mark.parametrize("case", refused(), ids=lambda case: ascii(case[0])[:50])
def test_refused(case, loader):
    """What cannot be used is refused with its place and one sentence, the same from either parser.

    No sentence hangs on the words in which a parser gives its reasons.
    """
    assert read(case[0], loader)[1] == case[1]


def test_reworded_loaders_say_something_else():
    """The control of the test above: the words of a reworded loader are not its parser's."""
    for name, loader in LOADERS.items():
        said = []
        for each in (loader, REWORDED[f"reworded {name}"]):
            with pytest.raises(yaml.MarkedYAMLError) as caught:
                list(yaml.parse("a: [b, c\nd: e\n", Loader=each))
            said.append((caught.value.problem, str(caught.value.problem_mark)))
        assert said[0][0] != said[1][0] == "mapping values escape" and said[0][1] == said[1][1]


def test_cases_cover_every_rule():
    """Every rule that the reader can name has a case, and each case has a problem."""
    literals = {
        node.value
        for path in SOURCE.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and RULE.fullmatch(node.value)
    }
    shown = {line.split(": ")[1].split()[1] for _, lines in refused() for line in lines}
    elsewhere = {
        "file-too-large",
        "too-many",
        "too-deep",
        "text-too-long",
        "name-too-long",
        "yaml-syntax",
    }  # below
    assert literals - NO_RULES - elsewhere == shown
    assert elsewhere < literals
    assert len(refused()) > 120
    assert all(lines for _, lines in refused())


def test_sentences_are_free_of_jargon():
    """No sentence repeats the parser's words."""
    jargon = re.compile(
        r"token|scalar|block (mapping|end|collection)|simple key|flow|indicator|parsing|scanning"
    )
    shown = [line.split(": ", 2)[2] for _, lines in refused() for line in lines]
    assert [message for message in shown if jargon.search(message)] == []
    assert jargon.search("did not find expected block end")


@pytest.mark.parametrize(
    "typed",
    [
        *["[1,2,3]", "[1, 2]", "[1.5,2, 3]", "['1,5', 2]", "[a,1, b2,3c]", "[1,a, 2]", "[1,2b, 3]"],
        *["['lakes (of', 'Sweden)']", "[a), (b]"],
    ],
)
def test_texts_of_a_list_are_not_taken_for_parted_ones(typed):
    """The control of what is refused as one text that a comma parted in two: numbers in a list of
    one kind of comma, with a point, in quotes or beside words, and brackets in quotes.
    """
    assert read(f"a: {typed}\n".encode())[1] == []


@pytest.mark.parametrize("loader", LOADERS.values(), ids=LOADERS)
def test_accepted(loader):
    """Good files give no problem and every scalar as typed: nothing is a number, a date or a
    boolean.
    """
    node, problems = read((CASES / "accepted.yaml").read_bytes(), loader)
    assert problems == []
    got = dict(plain(node))
    assert got["words"] == [
        "no",
        "yes",
        "on",
        "off",
        "y",
        "~",
        "null",
        ".inf",
        "1:30",
        "0755",
        "0x1F",
        "1_000",
        "1.50",
        "2008-02-01",
        "2008",
        "=",
        "4..",
    ]
    assert got["as_of_basis"] == "inferred"
    assert got["basis"] == "stated"
    assert (got["flags"], got["empty"]) == ([], "")
    assert got["types"] == [("single", "4.."), ("set", "1")]
    assert got["nested"] == [
        [("facts", ["ar-06"]), ("with", ["ar-07"])],
        ["deep", "deeper"],
        [("a", "b"), ("quoted name", "c")],
    ]
    assert got["text"] == (
        "text with {OSCE, Organization}, [brackets], \"quotes\", 'more', **bold**, `code`, C#, a#b, "
        "5 > 4 | 3 & 2 * 1 ! @ %"
    )
    assert got["url"] == "https://example.org/a?b=c#d"
    assert got["wrapped"] == "A sentence that goes on on the next line, and on the third."
    assert got["folded"] == 'He said: "no" # this is no comment - and **this** is no list.'
    assert got["literal"] == "one\n  two\n\nthree\n"
    assert got["double"] == 'tab \t, quote ", backslash \\, ž ž, 😀 😀'
    assert (got["single"], got["spread"]) == ("it's", "over two lines")
    assert got["tabbed"] == "one two"
    assert got["nbsp"] == "a\u00a0b\u202fc"


def test_places():
    """Every node knows line and column from 1, counted in characters; quoted text is marked as
    such.
    """
    node, problems = read("č: 'b'\nd:\n  - 😀: ~\n    f: [g, \"\"]\n")
    assert problems == []
    (_, b), (_, entries) = node.entries
    assert (str(node.location), str(b.location), b.quoted) == ("f.yaml:1:1", "f.yaml:1:4", True)
    assert str(entries.location) == "f.yaml:3:3"
    (smile, tilde), (f, listed) = entries.items[0].entries
    assert [str(one.location) for one in (smile, tilde, f, listed)] == [
        "f.yaml:3:5",
        "f.yaml:3:8",
        "f.yaml:4:5",
        "f.yaml:4:8",
    ]
    assert [(one.text, one.quoted) for one in listed] == [("g", False), ("", True)]
    assert not tilde.quoted


def test_duplicate_names_stay():
    """A name written twice stands twice: the reader of fields reports both lines."""
    node, problems = read("a: 1\nb: 2\na: 3\n")
    assert (plain(node), problems) == ([("a", "1"), ("b", "2"), ("a", "3")], [])


def test_line_ends_and_byte_order_mark():
    """CRLF and a byte order mark change neither texts nor places."""
    typed = "a: b\nc: |\n  d\n  e\nf: *x\n"
    for loader in LOADERS.values():
        assert read(b"\xef\xbb\xbf" + typed.replace("\n", "\r\n").encode(), loader) == read(
            typed, loader
        )


def test_last_line_without_end():
    """A file whose last line has no end reads like one that has."""
    for typed in ("a: b", "a: |\n  b", "a: 'b", "a: [b", "a:", "a: b #c"):
        assert read(typed) == read(typed + "\n")


def test_composed_and_decomposed_letters_are_alike():
    """Text is NFC whatever the keyboard made."""
    composed, decomposed = "Tešić", unicodedata.normalize("NFD", "Tešić")
    assert decomposed != composed
    assert plain(read(f"{decomposed}: {decomposed}\n")[0]) == [(composed, composed)]


def test_empty_values_have_one_place():
    """Where nothing stands, both parsers say alike where."""
    for typed in ("a:\nb: {c: , d: }\n", "- \n-\n", "a: {b:   }\n", "a:\n  b:\n\nc: d\n"):
        results = [read(typed, loader) for loader in LOADERS.values()]
        assert all(result == results[0] for result in results), typed
        assert results[0][1] == []


def test_a_hint_hides_no_error():
    """A warning about the line before does not stand in for the fault that ends the file."""
    found = read("- Kosovo: a precedent\nb: c\n")[1]
    assert [line.split(": ")[1] for line in found] == [
        "warning colon-in-text",
        "error bad-indentation",
    ]


def test_later_problems_are_found_in_the_same_run():
    """Refused parts and characters do not hide each other, nor the fault of syntax that ends the
    file.
    """
    found = read("a: !t b\nc: &x d\ne: *x\nf\u200b: g\nh: i #j\nk: l: m\nn: *x\n")[1]
    assert [line.split(": ")[1] for line in found] == [
        "error yaml-tag",
        "error yaml-anchor",
        "error yaml-alias",
        "error forbidden-character",
        "error text-after-hash",
        "error colon-in-text",
    ]


def test_node_in_spite_of_problems():
    """Where the structure is whole the node is given, so that later stages can report in the same
    run.
    """
    assert plain(read("a: !t b\nc: *x\nd: e\u200bf\n? g\n: h\n<<: i\n[j]: k\nl: m\n")[0]) == [
        ("a", "b"),
        ("c", "*x"),
        ("d", "e\ufffcf"),
        ("g", "h"),
        ("l", "m"),
    ]


def test_size():
    """A file over 16 MB is refused unread; one byte less is read."""
    filled = b"a: b\n#" + b" " * (decoding.MAX_BYTES - 7) + b"\n"
    assert len(filled) == 16_000_000
    assert read(filled)[1] == []
    assert read(filled + b"\n")[1] == [
        "f.yaml: error file-too-large: the file is larger than 16 MB; split it into several files"
    ]


def test_length():
    """A text over 20,000 characters is refused at its place; one of 20,000 is not."""
    messages_have("a: b\nc: " + "x" * 20_001, "text-too-long", ":2:4")
    messages_have("- >-\n  " + "x " * 10_001, "text-too-long", ":1:3")
    assert read("a: " + "ž" * 20_000)[1] == []


def test_long_names():
    """A text before a colon that is too long for a name is refused as what it is."""
    messages_have("x" * 1100 + ": v\n", "name-too-long", ":1:1")
    assert read("x" * 1000 + ": v\n")[1] == []


@pytest.mark.parametrize(
    "typed",
    [
        "[" * 17,
        "- " * 16 + "- a",
        "{a: " * 17,
        "[" * 100_000,
        "- " * 100_000,
        "[\n" * 50_000,
        "\n".join(" " * n + "a:" for n in range(17)) + " b",
    ],
)
def test_depth(typed):
    """Nesting over 16 is refused, however deep it goes on, by a sentence and never by a full
    stack.
    """
    for loader in LOADERS.values():
        assert [line.split(": ")[1] for line in read(typed, loader)[1]] == ["error too-deep"]


def shallow(base: type) -> type:
    """A loader that gives up at the end of the first line with brackets, before it reports any."""

    class Shallow(base):
        def check_event(self, *choices):
            more = super().check_event(*choices)
            event = self.peek_event() if more else None
            if isinstance(event, yaml.SequenceStartEvent) and event.flow_style:
                mark = yaml.Mark("f", 0, event.start_mark.line, 10_000, None, 0)
                raise yaml.scanner.ScannerError("", None, "nests too deep", mark)
            return more

    return Shallow


@pytest.mark.parametrize("loader", LOADERS.values(), ids=LOADERS)
@pytest.mark.parametrize(
    ("typed", "where"),
    [
        ("[" * 100, "1:17"),
        ("a: ['[[[', [], " + "[" * 100, "1:30"),
        ("- [{b: [[[[[ # [[[[[[[[[[[[[[[[[\n" + "[" * 100, "2:9"),
        ("{b: " + "[" * 100, "1:20"),
    ],
)
def test_depth_is_counted_before_the_parser_gives_up(loader, typed, where):
    """Nesting is refused at the bracket that goes too deep, also where a parser gives up before."""
    for each in (loader, shallow(loader)):
        found = [line.split(": ")[:2] for line in read(typed, each)[1]]
        if each is loader or "\n" not in typed:
            assert found == [[f"f.yaml:{where}", "error too-deep"]]


def test_brackets_in_a_text_are_no_nesting():
    """The control of the test above: brackets in a text without quotes nest nothing."""
    found = read("a: b" + " [" * 20 + " c: d\n")[1]
    assert [line.split(": ")[1] for line in found] == ["error colon-in-text"]


def test_depth_of_16_is_read():
    """The limit does not refuse what stands at it."""
    assert read("[" * 16 + "a" + "]" * 16)[1] == []


def test_number_of_values(monkeypatch):
    """A file of very many values is refused before it fills the memory."""
    monkeypatch.setattr(parser, "MAX_NODES", 10)
    messages_have("- a\n" * 11, "too-many", ":11:3")
    assert read("- a\n" * 9)[1] == []


def test_number_of_problems():
    """A file full of one fault does not flood the screen."""
    found = read("- *x\n" * 1000)[1]
    assert len(found) == parser.MAX_PROBLEMS + 2
    assert [line for line in found if "too-many" in line] == [
        "f.yaml:201:3: error too-many: the file has more than 200 problems; reading stopped here"
    ]
    assert len(read("- [lakes (of Finland, Sweden)]\n" * 1000)[1]) == parser.MAX_PROBLEMS + 2
    found = read("a: b\u200b\n" * 1000)[1]
    assert len(found) == decoding.MAX_PLACES + 1
    assert found[-1].endswith("(and 979 more places like this)")
    assert [line.split(": ")[0] for line in found] == [f"f.yaml:{n}:5" for n in range(1, 22)]


def test_every_character_is_judged():
    """Letters, marks, numbers, punctuation, symbols, spaces are allowed; all else is refused, raw
    and escaped.
    """
    allowed = {
        code for code in range(0x20, 0x11000) if unicodedata.category(chr(code))[0] in "LMNPSZ"
    }
    allowed |= {9, 10}
    allowed -= set(map(ord, "\u2028\u2029\ufffc\ufffd\u115f\u1160\u3164\uffa0\ufe0e\ufe0f"))
    assert {code for code in range(0x11000) if not decoding.refusal(chr(code))} == allowed
    for code in (
        0x200B,
        0x200C,
        0x200D,
        0x200E,
        0x200F,
        0x061C,
        *range(0x202A, 0x202F),
        *range(0x2060, 0x206A),
        0xFEFF,
        0x85,
        0x2028,
        0x2029,
        0xE000,
        0xFFFF,
        0x10FFFF,
        0x1B,
        0x7F,
    ):
        assert any("forbidden-character" in line for line in read(f"a: b{chr(code)}c\n")[1]), hex(
            code
        )
        messages_have(f'a: "b\\U{code:08x}c"\n', "forbidden-character", ":1:6")


def test_comments_are_set_apart_by_two_spaces():
    """A real comment is no problem; a hash behind one space is, because prose has it so."""
    for typed in (
        "a: b  # c\n",
        "a: b\t# c\n",
        "a: b  #c\n",
        "# c\na: b\n",
        "a: # c\n  - b\n",
        "a: 'b' # c\n",
        "a: [b, c] # d\n",
        "a: >- # b\n  c # d\n",
        "a: C#\n",
        "a: b#c\n",
    ):
        assert read(typed)[1] == [], typed
    messages_have("a: b # c\n", "text-after-hash", ":1:6")


def test_unexplained_syntax_has_a_sentence_too():
    """A refusal that no sentence was written for still says where and what to look at."""
    hint = explain(Failure(Place(0, 3), ["a: b"]))
    assert (hint.place, hint.rule) == ((0, 3), "yaml-syntax")


@pytest.mark.parametrize("kind", [yaml.scanner.ScannerError, yaml.parser.ParserError])
@pytest.mark.parametrize("marked", [True, False])
def test_an_unknown_refusal_is_reported_at_its_place(kind, marked):
    """Whatever a later version refuses is reported with file, line, column and what to do."""

    class Refusing(yaml.SafeLoader):
        def check_event(self, *choices):
            if super().check_event(yaml.ScalarEvent) and self.peek_event().value == "c":
                place = self.peek_event().start_mark if marked else None
                raise kind("reading", None, "this is new", place)
            return super().check_event(*choices)

    node, problems = read("a: b\nd: c\n", Refusing)
    assert node is None and len(problems) == 1
    where = "f.yaml:2:4" if marked else "f.yaml:2:1"
    assert problems[0].startswith(
        f"{where}: error yaml-syntax: the file cannot be read from here on; "
    )
    assert "check the indentation" in problems[0] and "this is new" not in problems[0]


PIECES = [
    "a",
    "b: ",
    "text ",
    "- ",
    "\n",
    "\n  ",
    "\n    ",
    "\n- ",
    "\n  - ",
    "'",
    '"',
    "[",
    "]",
    "{",
    "}",
    ", ",
    ": ",
    ":",
    " #",
    "  # c",
    "#",
    "*",
    "**b** ",
    "&x ",
    "!t ",
    "|",
    ">-",
    "|\n    x",
    "? ",
    "?",
    "%",
    "@",
    "`",
    "\\",
    "\\u202e",
    "\\x41",
    "\\q",
    "\\U00110000",
    "\\ud800",
    "\t",
    "---",
    "\n---\n",
    "\n...\n",
    "<<: ",
    "é",
    "\u200b",
    "\x85",
    "\r",
    "\r\n",
    "😀",
    "\ufeff",
    "=",
    "~",
    "items:\n",
    "  - id: x\n",
    "    stem: y z\n",
    "\x00",
    " ",
]
FUZZ = settings(
    max_examples=250, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)


def consistent(data: bytes, loader: type) -> tuple[nodes.Node | None, list[str]]:
    """Read whatever it is and hold what is promised of any content."""
    problems = Problems()
    node = reader.read(data, "f.yaml", problems, loader)
    assert node is not None or problems.errors
    lines = data.count(b"\n") + 1
    for problem in problems:
        assert problem.location.path == "f.yaml" and 0 <= problem.location.line <= lines
        assert problem.location.line or problem.rule in ("empty-file", "file-too-large")
        assert problem.message and problem.message == problem.message.strip()
    if node is not None and not problems.errors:
        for scalar in spans(node):
            assert (
                not any(map(decoding.refusal, scalar.text))
                and len(scalar.text) <= parser.MAX_LENGTH
            )
            assert scalar.text == unicodedata.normalize("NFC", scalar.text)
            assert 1 <= scalar.location.line <= lines and scalar.location.column >= 1
    return node, [str(problem) for problem in problems.errors]


@FUZZ
@given(st.binary(max_size=200))
def test_any_bytes(data):
    """No bytes raise anything, and what is refused has a place."""
    for loader in LOADERS.values():
        consistent(data, loader)


@FUZZ
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_anything_like_yaml(typed):
    """No text like YAML raises anything; either both parsers refuse it or both give the same
    node.
    """
    results = [consistent(typed.encode(), loader) for loader in LOADERS.values()]
    assert len({bool(errors) for _, errors in results}) == 1, results
    if not results[0][1]:
        assert all(result == results[0] for result in results)


@FUZZ
@given(st.data())
def test_damaged_file(data):
    """A good file with a few pieces typed into it raises nothing and the parsers agree on whether
    it is good.
    """
    typed = (CASES / "accepted.yaml").read_text(encoding="utf-8")
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(typed)))
        typed = (
            typed[:at]
            + data.draw(st.sampled_from(PIECES))
            + typed[at + data.draw(st.integers(0, 2)) :]
        )
    results = [consistent(typed.encode(), loader) for loader in LOADERS.values()]
    assert len({bool(errors) for _, errors in results}) == 1, results


@settings(FUZZ, max_examples=120)
@given(
    st.dictionaries(
        st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True),
        st.text(st.characters(codec="utf-8"), min_size=1, max_size=40).filter(
            lambda value: not any(map(decoding.refusal, value))
        ),
        min_size=1,
        max_size=5,
    )
)
def test_quoted_text_comes_back(values):
    """Whatever may be printed comes back from quotes as typed, in NFC."""
    typed = "".join(f"{name}: {quoted(value)}\n" for name, value in values.items())
    node, problems = read(typed)
    assert problems == []
    assert plain(node) == [
        (name, unicodedata.normalize("NFC", value)) for name, value in values.items()
    ]


def quoted(value: str) -> str:
    """Put a text in double quotes."""
    return (
        '"'
        + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
        + '"'
    )
