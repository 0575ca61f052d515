"""Tests of the writer of YAML: what is written is read back equal, and an edit changes nothing else."""

from __future__ import annotations

import unicodedata

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.loading.yaml import decoding, reader, writer
from generator.loading.yaml.writer import Edit
from generator.problems import Problems

LOADERS = [yaml.SafeLoader, *([yaml.CSafeLoader] if yaml.__with_libyaml__ else [])]
# What makes YAML stumble, in every mixture.
AWKWARD = [*":#-'\"\\{}[],&*!|>%@`?~\n\t\u00a0é€𝄞a", "null", "0x1", "---", "..."]
ANY = st.characters(exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn")).filter(
    lambda character: not decoding.refusal(character)
)
TEXTS = st.one_of(
    st.text(st.one_of(ANY, st.sampled_from("\n\t :#'\"-")), max_size=60),
    st.lists(st.sampled_from([*AWKWARD, " ", "  "]), max_size=12).map("".join),
    st.lists(st.sampled_from([*AWKWARD, "word", "many", "words"]), max_size=40).map(" ".join),
    st.lists(st.sampled_from([*AWKWARD, "", " ", "word", "- a", "  b"]), max_size=8).map("\n".join),
)


def read(data: str | bytes, loader: type = yaml.SafeLoader):
    """The node of a file that must have no problem."""
    problems = Problems()
    data = data if isinstance(data, bytes) else data.encode()
    node = reader.read(data, "f.yaml", problems, loader)
    assert not list(problems), (data, list(map(str, problems)))
    return node


@pytest.mark.parametrize("loader", LOADERS)
@settings(max_examples=600, deadline=None)
@given(text=TEXTS)
def test_a_text_is_read_back_equal(loader, text):
    """Any text that a file may hold comes back as it was written: as a field, as an entry, in
    brackets, and under >-, with another field behind it.
    """
    prose = "\n".join(["a:", *("  " + line for line in writer.text_lines("b:", text, 4))])
    entry = "\n".join(["a:", *("  " + line for line in writer.text_lines("-", text, 4))])
    for written in (
        f"a: {writer.inline(text)}\nz: 1\n",
        f"a:\n  - {writer.inline(text)}\nz: 1\n",
        f"a: {{b: {writer.inline(text, in_flow=True)}, c: 1}}\nz: 1\n",
        f"a: [{writer.inline(text, in_flow=True)}, 1]\nz: 1\n",
        f"{prose}\nz: 1\n",
        f"{entry}\nz: 1\n",
    ):
        node = read(written, loader)
        while not hasattr(node, "text"):
            node = node.entries[0][1] if hasattr(node, "entries") else node.items[0]
        assert node.text == unicodedata.normalize("NFC", text), written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Mercury", "Mercury"),
        ("In the stroma", "In the stroma"),
        ("750", "750"),
        ("3:1", "3:1"),
        ("a: b", '"a: b"'),
        ("C # major", '"C # major"'),
        ("true", '"true"'),
        ("-5", "-5"),
        ("- 5", '"- 5"'),
        ('He said "no": so', "'He said \"no\": so'"),
        ('It\'s "so": go', '"It\'s \\"so\\": go"'),
        ("", '""'),
    ],
)
def test_no_more_quotes_than_needed(text, written):
    """Words are written as they are; what YAML would take for something else is in quotes."""
    assert writer.inline(text) == written


def test_what_no_file_may_hold_is_not_written():
    """A character that the reader refuses is refused here too."""
    for text in ("a\u200bb", "a\x07"):
        for write in (writer.quoted, writer.inline, lambda text: writer.text_lines("a:", text, 2)):
            with pytest.raises(ValueError, match="cannot be written"):
                write(text)


def test_long_prose_is_broken_between_words():
    """A long text has lines of at most the measure, and a text of one long word has one line."""
    words = "word " * 60 + "end"
    lines = writer.text_lines("stem:", words, 6)
    assert lines[0] == "stem: >-" and len(lines) > 3 and max(map(len, lines)) <= writer.WIDTH
    assert writer.text_lines("-", "x" * 150, 4) == ["- >-", "    " + "x" * 150]


def test_several_lines_stay_lines():
    """A text of several lines, such as a list or code, is written as it is seen."""
    assert writer.text_lines("stem:", "Why:\n\n- a\n  - b", 6) == [
        "stem: |-",
        "      Why:",
        "",
        "      - a",
        "        - b",
    ]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("ending", [b"\n", b"\r\n"])
def test_an_edit_leaves_all_else_as_it_is(mark, ending):
    """Byte order mark, line endings, comments and spaces stay; places are those of the reader."""
    before = mark + "# é 𝄞\na: 𝄞é x   # why\nb:\n  - c: 1".encode().replace(b"\n", ending)
    entry = read(before).entries[1][1].items[0]
    place, value = entry.location, read(before).entries[0][1].location
    edits = [
        Edit(place.line, place.column, 0, "id: new\n    "),
        Edit(value.line, value.column, 4, "y"),
    ]
    after = writer.edited(before, edits)
    expected = "# é 𝄞\na: y   # why\nb:\n  - id: new\n    c: 1".encode().replace(b"\n", ending)
    assert after == mark + expected
    assert writer.edited(before, []) == before


def test_an_edit_outside_of_the_file_is_refused():
    """Control: a place that the file does not have is an error, never a change elsewhere."""
    for edit in (Edit(3, 1, 0, "x"), Edit(1, 9, 0, "x"), Edit(1, 3, 9, "x"), Edit(0, 1, 0, "x")):
        with pytest.raises(ValueError, match="not in"):
            writer.edited(b"a: 1\r\n", [edit])
