"""Tests of mends of YAML: what is certain is mended, what is not stays byte for byte."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.loading.yaml import mends, reader
from generator.problems import Problems

NAMES = frozenset({"id", "stem", "key", "distractors", "text", "why", "title", "items", "pack"})


def mended(text: str) -> str:
    """A text after all mends, which are made at once: a second time there is nothing to do."""
    data = mends.mended(text.encode(), "f.yaml", NAMES)
    assert mends.mended(data, "f.yaml", NAMES) == data
    return data.decode()


def content(text: str):
    """What a file says; it must have no problem."""
    problems = Problems()
    node = reader.read(text.encode(), "f.yaml", problems)
    assert not list(problems), list(map(str, problems))
    return mends.content_of(node)


@pytest.mark.parametrize(
    ("line", "after"),
    [
        ("stem: Which of these: a, b?", 'stem: "Which of these: a, b?"'),
        ('stem: Say "a: b": why?', "stem: 'Say \"a: b\": why?'"),
        ('stem: It\'s "so": why?', 'stem: "It\'s \\"so\\": why?"'),
        ("stem: Why: a or b?", 'stem: "Why: a or b?"'),
        ("stem: 12: the number", 'stem: "12: the number"'),
        ("key: %d prints it", 'key: "%d prints it"'),
        ("key: @home", 'key: "@home"'),
        ("key: `print`", 'key: "`print`"'),
        ("key: *Rome*", 'key: "*Rome*"'),
        ("key: **Rome** first", 'key: "**Rome** first"'),
        ("key: &c is an address", 'key: "&c is an address"'),
        ("key: !important", 'key: "!important"'),
        ('key: "No" is wrong', "key: '\"No\" is wrong'"),
        ("key: 'No' is wrong", "key: \"'No' is wrong\""),
    ],
)
def test_texts_are_put_in_quotes(line, after):
    """Signs that YAML stumbles over in a text of one line get quotes, and all else stays."""
    before = f"# a comment\nitems:\n  - id: a   # one\n    {line}\n    title: B\n  - {line}\n"
    fixed = mended(before)
    assert fixed == before.replace(line, after)
    name, _, typed = line.partition(": ")
    assert content(fixed) == {
        "fields": [
            (
                "items",
                [
                    {"fields": [("id", "a"), (name, typed), ("title", "B")]},
                    {"fields": [(name, typed)]},
                ],
            )
        ]
    }


WORDS = ["a", "b:", ": c", "#d", " # e", "'f'", '"g', "*h*", "**i**", "!j", "%k", "@l", "`m`", "n?"]
WORDS += ["[o]", "{p}", "- q", "key: r", "\\s", "é", "|", ">", "&t", "?"]


@settings(max_examples=500, deadline=None)
@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=5), behind=st.booleans())
def test_what_is_mended_reads_as_it_was_typed(words, behind):
    """Whatever signs are in a text: either nothing is changed, or the text reads as it was typed,
    to the end of its line, and its neighbours as before.
    """
    typed = " ".join(words)
    more = "    title: z\n" if behind else ""
    before = f"items:\n  - id: y\n    stem: {typed}\n{more}"
    after = mended(before)
    if after != before:
        expected = [("id", "y"), ("stem", unicodedata.normalize("NFC", typed.strip()))]
        expected += [("title", "z")] if behind else []
        assert content(after) == {"fields": [("items", [{"fields": expected}])]}


def test_an_entry_with_a_colon_is_a_text():
    """In a list of texts a sentence with a colon gets quotes."""
    before = "items:\n  - key: a\n    distractors:\n      - Rome: an example\n      - other\n"
    assert mended(before) == before.replace("Rome: an example", '"Rome: an example"')


@pytest.mark.parametrize(
    "text",
    [
        "stem: Which one is it? key: A\n",  # two fields on one line
        "stem: key: A\n",
        "stem: Which? Key: A\n",
        "stem: Why: a   # a comment\n",
        "stem: Why: a\n  and more of it\n",  # a text of two lines
        "items: [a, Why: b, {c: d: e}]\n",
        'stem: "never closed\nkey: b: c\n',
        "stem: a: b\n key: c\n",  # another fault beside it
        "- Stem: Which one?\n",  # a field's name in capitals
        "stem: {a} is a set\n",
        "stem: C # major\n",
        "stem: a\u200b: b\n",
        "stem: >- Which: one\n",
    ],
)
def test_what_is_not_certain_stays(text):
    """Where more than one reading is possible, or another fault is left, nothing is changed."""
    assert mended(text) == text


def test_questions_in_brackets_are_put_in_quotes():
    """A question mark in brackets, which parsers read differently, gets its text quotes; several on
    a line do; where an entry's end is not plain to see it stays.
    """
    before = "items:\n  - {stem: Why?, key: a}\n  - distractors: [Why?, How so?,No, Who?]\n"
    after = 'items:\n  - {stem: "Why?", key: a}\n  - distractors: ["Why?", "How so?",No, "Who?"]\n'
    assert mended(before) == after
    for unsure in ("items: [Why?\n  so, b]\n", "items: [it's so?, b]\n", "items: [a: b?, c]\n"):
        assert mended(unsure) == unsure


def test_a_forgotten_hyphen_is_set():
    """An entry whose first field begins again is two entries; a field written twice is not."""
    entry = "    stem: Why?   # asked\n    key: a\n\n"
    before = "items:\n" + entry.replace("    stem", "  - stem", 1) + entry * 2
    assert mended(before) == "items:\n" + entry.replace("    stem", "  - stem", 1) * 3
    twice = "items:\n  - stem: Why?\n    key: a\n    key: b\n"
    assert mended(twice) == twice
    in_braces = "items:\n  - {stem: a, key: b, stem: c, key: d}\n"
    assert mended(in_braces) == in_braces


def test_tabs_become_spaces_where_every_width_says_the_same():
    """A file indented with tabs reads one way only; one that does not stays."""
    before = "items:\n\t- stem: Why?\n\t  key: a\n\t- stem: How?\n\t  key: b\n"
    assert content(mended(before)) == content(before.replace("\t", "  "))
    mixed = "items:\n    - stem: Why?\n\t  key: a\n"
    assert content(mended(mixed)) == content(mixed.replace("\t", "    "))
    for unsure in ("stem: |\n  a\n\tb\n", "items:\n\t- stem: a\n\t  key: &x b\n"):
        assert mended(unsure) == unsure


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_endings_and_marks_stay(mark):
    """A file of Windows keeps its line endings and its byte order mark."""
    before = f"{mark}# x\r\nstem: a: b\r\nkey: c\r\n"
    assert mended(before) == before.replace("a: b", '"a: b"')
