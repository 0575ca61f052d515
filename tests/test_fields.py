"""One reader turns named fields into values and reports every fault of shape in one pass, each with
its place.
"""

from __future__ import annotations

import pytest

from generator.content.field_types import FILE_ID, FLAG, ID, LINE, TEXT, choice, whole_number
from generator.content.fields import (
    Field,
    fields_of,
    list_of,
    mapping_of,
    read_fields,
    text_or_fields,
)
from generator.content.messages import did_you_mean
from generator.content.nodes import MappingNode, ScalarNode, describe, shorten
from generator.problems import ERROR, NOTE, WARNING, ContentError, Location, Problem, Problems

PLACE = (
    Field("name", LINE, "its name", "Tovuz", required=True),
    Field("size", whole_number(1, 9), "its size", "3"),
)


def as_read(fields, problems):
    """The fields themselves."""
    return fields


THING = (
    Field("id", ID, "names the thing", "thing-1", required=True),
    Field("title", TEXT, "what it is called", "A thing", required=True),
    Field("colour", choice("red", "green"), "its colour", "red", default="red"),
    Field("reviewed_by", LINE, "who has seen it", "A. Reader", default=""),
    Field("count", whole_number(0, 9), "how many", "2"),
    Field("tags", list_of(ID, 1, 3), "its tags", "[a, b]", default=()),
    Field("place", fields_of("a place", PLACE, as_read), "where it is", "see above"),
    Field("names", mapping_of(LINE, ID, "names"), "other names", "{de: Ding}", default=None),
    Field("ready", FLAG, "whether it is ready", "true", default=False),
)

BAD = """\
titel: A thing
id: Thing
colour: gren
colour: red
reviewed-by: me
count:
tags: [a, B, c, d]
place:
  nmae: Tovuz
  size: [1]
names:
  de: Ding
  de: Sache
  EN: thing
  FR: chose
ready: yes
2008: x
"""
FOUND = """\
f.yaml:1:1: error unknown-field: 'titel' is not a field of a thing (did you mean 'title'?)
f.yaml:2:5: error wrong-value: 'Thing' is not an id; use small letters a–z, digits and single hyphens, for example leaf-light-2
f.yaml:3:9: error wrong-value: 'gren' is not allowed here; use red or green (did you mean 'green'?)
f.yaml:4:1: error duplicate-field: 'colour' is written twice in this thing (the first is on line 3); delete one
f.yaml:5:1: error unknown-field: 'reviewed-by' is not a field of a thing (did you mean 'reviewed_by'?)
f.yaml:6:7: error empty-field: 'count' of a thing is empty; fill it in or remove it
f.yaml:7:7: error too-many: the list has 4 entries; at most 3 are allowed
f.yaml:7:11: error wrong-value: 'B' is not an id; use small letters a–z, digits and single hyphens, for example leaf-light-2
f.yaml:9:3: error unknown-field: 'nmae' is not a field of a place (did you mean 'name'?)
f.yaml:10:9: error wrong-value: expected a whole number from 1 to 9, found a list
f.yaml:13:3: error duplicate-field: 'de' is written twice in names; delete one
f.yaml:14:3: error wrong-value: 'EN' is not an id; use small letters a–z, digits and single hyphens, for example leaf-light-2
f.yaml:15:3: error wrong-value: 'FR' is not an id; use small letters a–z, digits and single hyphens, for example leaf-light-2
f.yaml:16:8: error wrong-value: 'yes' is not allowed here; write true or false
f.yaml:17:1: error unknown-field: '2008' is not a field of a thing
"""


def read(node, text, declared=THING, of="a thing"):
    """The record of a text, and the problems as printed."""
    problems = Problems()
    return read_fields(node(text), declared, problems, of), [str(problem) for problem in problems]


def test_every_fault_is_found_in_one_pass_with_its_place(node):
    """Unknown, duplicate, missing, mistyped and empty fields, in nested records and lists, are all
    there, sorted, with hints.
    """
    found, lines = read(node, BAD)
    assert lines == FOUND.splitlines()
    assert found is not None and not found.complete
    assert found["tags"] == ("a", "c", "d"), "what is sound in a list is kept"
    assert found["colour"] is None or found["colour"] == "red"


def test_a_sound_record_has_values_defaults_and_places(node):
    """Present fields are read, absent ones have their defaults, and each present one knows its
    place.
    """
    found, lines = read(
        node, "id: a-1\ntitle: 'A: b'\ntags: [x]\nplace:\n  name: Y\n  size: 3\nnames: {de: Ding}\n"
    )
    assert lines == [] and found.complete
    assert (found["id"], found["title"].source) == ("a-1", "A: b")
    assert (found["colour"], found["count"], found["ready"]) == ("red", None, False)
    assert found["place"].values == {"name": "Y", "size": 3} and found["names"] == {"de": "Ding"}
    assert "colour" not in found and "title" in found
    assert str(found.place("title")) == "f.yaml:2:8" and found.place(
        "colour"
    ) == found.location == Location("f.yaml", 1, 1)


@pytest.mark.parametrize(("name", "fits"), [("nul", False), ("com1", False), ("nul-1", True)])
def test_a_file_is_never_called_what_windows_keeps_for_devices(node, name, fits):
    """A project that was written on one system can be copied to every other."""
    declared = (Field("pack", FILE_ID, "names the file", "mid-term", required=True),)
    _, lines = read(node, f"pack: {name}\n", declared, "a pack")
    assert (lines == []) is fits
    assert fits or f"take another, for example {name}-1" in lines[0]


def test_what_has_no_fields_is_no_record(node):
    """A list or a text in place of named fields is one problem, and None."""
    declared = (Field("f", fields_of("a place", PLACE, as_read), "a place", "…"),)
    assert read(node, "f: [a]\n", declared)[1] == [
        "f.yaml:1:4: error wrong-value: expected the named fields of a place, found a list; "
        "write each field on a line of its own, as name: …"
    ]
    assert read(node, "- a\n")[0] is None


CREDIT = (
    Field("credit", TEXT, "the idea", "a word", required=True),
    Field("points", whole_number(0, 9), "its worth", "1", required=True),
    Field("note", LINE, "a note", "see above"),
)
BELOW = "write each field on a line of its own, as"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("{a word: 2}", f"found 'a word: 2'; {BELOW} credit: a word and points: 2"),
        ("{2: a word}", f"found '2: a word'; {BELOW} credit: a word and points: 2"),
        ("[a word, 2]", f"found '[a word, 2]'; {BELOW} credit: a word and points: 2"),
        ("a word = 2", f"found 'a word = 2'; {BELOW} credit: a word and points: 2"),
        ("a word - 2", f"found 'a word - 2'; {BELOW} credit: a word and points: 2"),
        ("'2: a word'", f"found '2: a word'; {BELOW} credit: a word and points: 2"),
        ("[a, b]", f"found a list; {BELOW} credit: … and points: …"),
        ("[a, 2, b]", f"found a list; {BELOW} credit: … and points: …"),
        ("a-2", f"found 'a-2'; {BELOW} credit: … and points: …"),
    ],
)
def test_two_texts_without_the_names_of_their_fields_are_told_both(value, typed, says):
    """Where two fields are needed and their texts are typed without names, the one error says
    which text goes where, by what each field can hold.
    """
    kind = fields_of("a credit", CREDIT, as_read)
    assert value(kind, typed)[1] == [
        f"f.yaml:1:4: error wrong-value: expected the named fields of a credit, {says}"
    ]


def test_a_list_of_two_texts_each_written_as_names_says_what_to_type(value):
    """A mapping in place of a list of such entries is answered with its first entry; where the
    hyphen alone is missing, nothing is said of names.
    """
    kind = list_of(fields_of("a credit", CREDIT, as_read))
    (line,) = value(kind, "{a word: 2, another: 1}")[1]
    assert line.endswith(f"starts with '- ', and {BELOW} credit: a word and points: 2")
    (line,) = value(kind, "{credit: a word, points: 2}")[1]
    assert line.endswith("on a line of its own that starts with '- '")


def test_one_name_that_is_nearly_a_field_is_that_field(value):
    """A single field, right or misspelt, is a field and not a text without a name."""
    for typed in ("{credit: 2}", "{kredit: 2}"):
        lines = value(fields_of("a credit", CREDIT, as_read), typed)[1]
        assert any("needs 'points'" in line for line in lines)
        assert not any("credit: credit" in line for line in lines)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("pionts", "points"),
        ("Points", "points"),
        ("reviewed-by", "reviewed_by"),
        ("reviewedby", "reviewed_by"),
        ("diff", "difficulty"),
        ("xyz", None),
        ("", None),
    ],
)
def test_a_slip_is_answered_with_the_name_meant(typed, meant):
    """Swapped letters, capitals, hyphens for underscores and beginnings are recognised; what is
    like nothing gets no hint.
    """
    hint = did_you_mean(typed, ["points", "reviewed_by", "difficulty", "id"])
    assert hint == (f" (did you mean '{meant}'?)" if meant else "")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("[]", "f.yaml:1:4: error too-few: the list has 0 entries; it needs at least 1"),
        (
            "[a, b, c, d]",
            "f.yaml:1:4: error too-many: the list has 4 entries; at most 3 are allowed",
        ),
        (
            "a",
            "f.yaml:1:4: error wrong-value: expected a list, found 'a'; write each entry on a line of its own that starts with '- '",
        ),
        (
            "{a: b}",
            "f.yaml:1:4: error wrong-value: expected a list, found named fields; write each entry on a line of its own that starts with '- '",
        ),
    ],
)
def test_a_list_has_its_limits(value, typed, says):
    """Too few, too many, or no list at all is a problem at the list."""
    assert value(list_of(ID, 1, 3), typed)[1] == [says]
    assert value(list_of(ID, 1, 3), "[a, b]") == (("a", "b"), [])


def test_a_text_may_stand_for_its_fields(value):
    """Where only one field matters, the text alone will do; its place is the text's."""
    kind = text_or_fields(
        "name",
        "a place",
        PLACE,
        lambda found, problems: (found["name"], found["size"], str(found.place("name"))),
    )
    assert value(kind, "Tovuz") == (("Tovuz", None, "f.yaml:1:4"), [])
    assert value(kind, "{name: Tovuz, size: 2}") == (("Tovuz", 2, "f.yaml:1:11"), [])
    assert value(kind, "{size: 2}") == (
        None,
        [
            "f.yaml:1:4: error missing-field: a place needs 'name': its name "
            "(for example name: Tovuz)"
        ],
    )


def test_a_faulty_record_is_never_built(value):
    """What `build` is given is complete: it need not look for what is missing."""
    built = []
    kind = fields_of("a place", PLACE, lambda found, problems: built.append(found) or "built")
    assert value(kind, "{size: 10}")[0] is None and built == []
    assert value(kind, "{name: Y}")[0] == "built" and len(built) == 1


def test_free_names_are_a_mapping(value):
    """Named values must be named values."""
    kind = mapping_of(LINE, ID, "objectives")
    assert value(kind, "{a: b, c: d}") == ({"a": "b", "c": "d"}, [])
    assert value(kind, "[a]") == (
        None,
        [
            "f.yaml:1:4: error wrong-value: expected objectives, found a list; write each on a line of its own, as name: value"
        ],
    )


def test_a_node_is_described_as_an_author_sees_it():
    """Descriptions name what stands there, shortened, on one line."""
    here = Location("f.yaml", 1, 1)
    assert (
        describe(MappingNode((), here)) == "named fields"
        and describe(ScalarNode("", here)) == "an empty value"
    )
    assert (
        describe(ScalarNode("", here, quoted=True)) == "''"
        and describe(ScalarNode("a\n b", here)) == "'a b'"
    )
    assert shorten("x" * 41) == "x" * 39 + "…" and shorten("x" * 40) == "x" * 40


def test_problems_are_kept_once_sorted_and_counted():
    """A collection gives each finding once, by file, line and column; only errors stop a build;
    quoted text stays on its line.
    """
    problems = Problems()
    for line, column, severity in ((10, 1, WARNING), (9, 2, ERROR), (9, 1, NOTE), (9, 2, ERROR)):
        problems.add(Location("b.yaml", line, column), "rule", "says\n\x1b[31m so", severity)
    problems.add(Location("a.yaml"), "rule", "the whole file")
    assert [str(problem) for problem in problems] == [
        "a.yaml: error rule: the whole file",
        "b.yaml:9:1: note rule: says [31m so",
        "b.yaml:9:2: error rule: says [31m so",
        "b.yaml:10:1: warning rule: says [31m so",
    ]
    assert len(problems) == 4 and problems.error_count == len(problems.errors) == 2
    two = [Problem(Location("b"), "r", "m"), Problem(Location("a"), "r", "m")]
    assert str(ContentError(two)) == "a: error r: m; b: error r: m"
