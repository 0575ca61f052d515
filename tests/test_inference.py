"""The type of an item that does not say it, and the ids that are proposed for items without one."""

from __future__ import annotations

import pytest

from generator.content.nodes import MappingNode, Node
from generator.items import TYPES
from generator.items.fields import COMMON_FIELDS
from generator.items.inference import infer_type, undecided
from generator.loading.banks import load_item
from generator.loading.content import load
from generator.loading.proposed_ids import propose_ids, with_ids
from generator.loading.yaml.reader import read
from generator.problems import Problems

SHARED = [field.name for field in COMMON_FIELDS]
OF_TYPE = {
    "single": "key: A thing\ndistractors: [No thing]",
    "multiple": "keys: [A thing]\ndistractors: [No thing]",
    "true-false": "key: true",
    "matching": "pairs: [{premise: a, response: b}]",
    "ordering": "sequence: [first, second, third]",
    "cloze": "text: A {word}.",
    "numeric": "key: 12.5",
    "short-answer": "scheme: [{credit: a word, points: 1}]",
    "essay": "rubric: [{points: 1, text: good}]",
    "set": "stimulus: {passage: A leaf.}\nparts: []",
}


def parsed(text: str, path: str = "questions/b.yaml") -> Node:
    """A file's node."""
    node = read(text.encode(), path, Problems())
    assert node is not None
    return node


def inferred(text: str) -> tuple[str, str]:
    """The type that the fields of an item decide on, and else the message that says why not."""
    node = parsed(f"stem: What?\n{text}\n")
    assert isinstance(node, MappingNode)
    found = infer_type(node, TYPES.values(), SHARED)
    if found.type:
        return found.type.name, ""
    return "", undecided(found, node, "an item", "single")


@pytest.mark.parametrize("name", TYPES)
def test_the_own_fields_of_a_type_decide(name):
    """Every type is known by its required fields alone."""
    assert inferred(OF_TYPE[name]) == (name, "")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("keys: [a, b]", "multiple"),  # all options right
        ("key: 'true'\ncorrect_it: true", "true-false"),
        ("key: 7\nunit: km", "numeric"),
        ("key: between 5 and 10", "numeric"),  # not sound, but meant for a number
        ("key: 7\ndistractors: [8, 9]", "single"),
        # What no type takes is reported by the type that it is meant for.
        *((f"key: {key}", "true-false") for key in ("yes", "No", "T", "FALSE", "wahr")),
        *((f"key: '{key}'", "numeric") for key in ("4,8", "1/3", "48%", "-3 °C", "6e23")),
        ("key: A thing", "single"),
        ("key: Truth", "single"),
        # Names of other programs.
        ("answer: true", "true-false"),
        ("Key: a\noptions: [b, c]", "single"),
        ("events: [a, b, c]", "ordering"),
        ("steps: [a, b, c]", "ordering"),
        ("matches: [{left: a, right: b}]", "matching"),
        ("key: yes\ndistractors: [no]\npoints: 2\nlines: 3", "single"),
        # Where something is missing or misspelt, what is left says what was meant.
        ("parts: []", "set"),
        ("distracters: [a, b]\nkey: c", "single"),
        ("model: a text", "short-answer"),
        ("correction: a text", "true-false"),
    ],
)
def test_what_the_fields_decide_is_not_asked(text, name):
    """Fields, and where these are not enough their values, decide; one that is missing is missed
    by the type that it must be.
    """
    assert inferred(text) == (name, "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "an item needs the fields of its type"),
        ("points: 3", "an item needs the fields of its type"),
        ("order: natural", "it may be single (which needs 'distractors' and 'key') or multiple"),
        ("scoring: position", "it may be multiple (which needs 'keys') or ordering"),
        ("key: true\npairs: []", "no type of item has all these fields: an item may be single"),
        ("key: true\npairs: []", "matching (without 'key')"),
        (
            "key: a\nkeys: [a]\ndistractors: [b]",
            "an item may be single (without 'keys') or multiple (without 'key'); delete what does",
        ),
    ],
)
def test_what_does_not_decide_names_the_types_that_come_near(text, said):
    """The message says which types it may be, and what each still needs or must not have."""
    name, message = inferred(text)
    assert name == "" and said in message


def slips(name: str) -> set[str]:
    """A name of a field with a letter too few, twice or wrong, or with two of them swapped."""
    cuts = [(name[:at], name[at:]) for at in range(len(name))]
    return {
        *(head + tail[1:] for head, tail in cuts),
        *(head + tail[0] + tail for head, tail in cuts),
        *(f"{head}x{tail[1:]}" for head, tail in cuts),
        *(head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1),
    } - {name}


@pytest.mark.parametrize("name", TYPES)
def test_a_misspelt_field_that_an_item_needs_is_one_error(name):
    """Whichever letter of its name is wrong, the one error says which field it was to be, and
    nothing is said to be missing.
    """
    example = TYPES[name].example
    needed = ["stem", *(field.name for field in TYPES[name].fields if field.required)]
    tried = [
        (field, slip)
        for field in needed
        for slip in slips(field)
        if slip not in ("", "key") and f"\n{field}:" in f"\n{example}"
    ]
    assert len(tried) >= 10
    for field, slip in tried:
        problems = Problems()
        load_item(parsed(f"\n{example}".replace(f"\n{field}:", f"\n{slip}:")), problems, False)
        (error,) = problems.errors
        assert error.rule == "unknown-field", (slip, error.message)
        assert f"'{slip}' is not" in error.message and f"mean '{field}'?" in error.message


def ids(*stems: str | tuple[str, str], path: str = "questions/b.yaml") -> list[str]:
    """The ids of items in a bank by their stems; a pair is a stem and a written id."""
    return [name for _, name in sorted(_ids({path: stems}).items())]


def _ids(banks: dict[str, tuple[str | tuple[str, str], ...]]) -> dict[tuple[str, int], str]:
    found: dict[tuple[str, int], str] = {}
    files = {}
    for path, stems in banks.items():
        lines = [f"bank: {path[10:-5]}\nitems:"]
        for index, stem in enumerate(stems):
            text, name = stem if isinstance(stem, tuple) else (stem, "")
            found[path, index] = name
            lines.append(
                f"  - stem: '{text}'\n    key: true" + (f"\n    id: {name}" if name else "")
            )
        files[path] = parsed("\n".join(lines) + "\n", path)
    proposals = propose_ids(files)
    for proposal in proposals:
        assert not found[proposal.path, proposal.index]
        found[proposal.path, proposal.index] = proposal.id
    content = load(files, Problems())
    assert {item.id for bank in content.banks.values() for item in bank.items} == set(
        found.values()
    )
    return found


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("Where do the light reactions of photosynthesis happen?", "where-do-the-light-reactions"),
        ("Plants breathe.", "plants-breathe"),
        ("Which *gas* is in H~2~O?", "which-gas-is-in-h2o"),
        ("Größe, Maß und Čačak", "grosse-mass-und-cacak"),
        ("Ко је написао роман о Ђури?", "ko-je-napisao-roman-o"),
        ("Što to ''nije'' dobro, đače?", "sto-to-nije-dobro-dace"),
        ("2 + 2 = ?", "2-2"),
        ("Ինչ է սա", "b-1"),
        ("¿?", "b-1"),
        ("x" * 300, "x" * 60),
    ],
)
def test_an_id_is_the_first_words_of_the_stem(stem, name):
    """Five words in small letters a to z and digits; of another alphabet, bank and number."""
    assert ids(stem) == [name]


def test_equal_beginnings_take_more_words():
    """As many words are taken as tell a stem from every other, whether that has an id or not."""
    stems = ("Which of these is a gas at night?", "Which of these is a gas by day?")
    longer = ["which-of-these-is-a-gas-at", "which-of-these-is-a-gas-by"]
    assert ids(*stems) == longer
    assert ids((stems[0], "mine"), stems[1]) == ["mine", longer[1]]
    assert ids("Which of these is a", stems[1]) == [
        "which-of-these-is-a",
        "which-of-these-is-a-gas",
    ]


def test_equal_stems_are_numbered():
    """Of equal stems the later ones have a number, over all banks; a written id is never taken."""
    assert ids("A leaf is green.", "A leaf is green.", "A leaf is green!") == [
        *("a-leaf-is-green", "a-leaf-is-green-2", "a-leaf-is-green-3")
    ]
    assert ids("A leaf is green.", ("Other", "a-leaf-is-green")) == [
        *("a-leaf-is-green-2", "a-leaf-is-green")
    ]
    both = _ids({"questions/a.yaml": ("A leaf.",), "questions/b.yaml": ("A leaf.", "A root.")})
    assert list(both.values()) == ["a-leaf", "a-leaf-2", "a-root"]


def test_written_ids_stay_what_was_proposed():
    """Whichever proposed ids are written, the others stay as they are."""
    stems = (
        "A leaf is green.",
        "A leaf is green.",
        "A leaf is a part of plants",
        "A leaf is a part",
    )
    proposed = ids(*stems)
    assert len(set(proposed)) == 4
    for chosen in range(2 ** len(stems)):
        written = [
            (stem, name) if chosen >> n & 1 else stem
            for n, (stem, name) in enumerate(zip(stems, proposed, strict=True))
        ]
        assert ids(*written) == proposed


def test_only_items_of_plain_banks_that_have_none_get_an_id():
    """A sourced bank must give its ids itself; a faulty id is reported and not replaced."""
    plain = (
        "bank: b\nitems:\n  - {stem: One, key: true, id: Wrong Id}\n  - {stem: Two, key: true}\n"
    )
    files = {"questions/b.yaml": parsed(plain)}
    (proposal,) = propose_ids(files)
    assert (proposal.index, proposal.id) == (1, "two") and proposal.location.line == 4
    problems = Problems()
    content = load(files, problems)
    assert [item.id for item in content.banks["b"].items] == ["two"]
    assert [(p.rule, p.severity) for p in problems] == [
        *(("wrong-value", "error"), ("no-id", "warning"))
    ]
    sourced = {"questions/b.yaml": parsed(plain + "sources: [report]\n")}
    assert propose_ids(sourced) == () and with_ids(sourced, ()) == sourced
    for path in ("packs/b.yaml", "questions/evidence/b.yaml"):
        assert propose_ids({path: parsed(plain, path)}) == ()


def test_items_without_ids_are_one_warning_a_bank():
    """A bank typed without ids says so once, with how many there are, so that other problems are
    seen; one item is named with what it is called.
    """
    many = "bank: b\nitems:\n" + "".join(f"  - {{stem: S{n}, key: true}}\n" for n in range(4))
    files = {
        "questions/b.yaml": parsed(many),
        "questions/c.yaml": parsed(
            "bank: c\nitems:\n  - {stem: T, key: true}\n", "questions/c.yaml"
        ),
    }
    problems = Problems()
    content = load(files, problems)
    said = [(p.location.path, p.location.line, p.message) for p in problems]
    assert [place[:2] for place in said] == [("questions/b.yaml", 3), ("questions/c.yaml", 3)]
    assert "this item and 3 more have no id" in said[0][2] and "called 't'" in said[1][2]
    assert len(content.banks["b"].items) == 4


@pytest.mark.parametrize(
    "fields, said",
    {
        'stem: "How many?", kye: 5': "'kye' is not a field of a numeric item (did you mean 'key'?)",
        'stem: "Who?", kye: A, distractors: [B, C]': (
            "'kye' is not a field of a single item (did you mean 'key'?)"
        ),
        'stme: "Who?", key: A, distractors: [B, C]': (
            "'stme' is not a field of a single item (did you mean 'stem'?)"
        ),
        'stem: "Who?", key: A, optoins: [B, C]': (
            "'optoins' is not a field of a single item (did you mean 'distractors'?)"
        ),
        "stem: Sort., steps: [A, B, C]": (
            "'steps' is not a field of an ordering item (did you mean 'sequence'?)"
        ),
        "stem: Name it., type: short-answer, points: 1, accept: [A]": (
            "'accept' is not a field of a short-answer item (did you mean 'scheme'?)"
        ),
        "stem: Say why., points: 4, criteria: Good., type: essay": (
            "'criteria' is not a field of an essay item (did you mean 'rubric'?)"
        ),
    }.items(),
)
def test_a_field_under_a_wrong_name_is_one_error(fields, said):
    """A required field that is misspelt, or called what other programs call it, is reported once,
    with its name here: not also as missing, and not as a type that cannot be decided.
    """
    problems = Problems()
    load({"questions/b.yaml": parsed(f"bank: b\nitems:\n  - {{id: i, {fields}}}\n")}, problems)
    assert [p.message for p in problems if p.rule != "not-read"] == [said]
