"""What goes out in a format and comes in again is the same, or the report says what is not."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given, settings

from generator.exchange.answers import cloze_fields
from generator.exchange.exchanged import (
    LOST,
    ExchangedItem,
    Fields,
    Format,
    Note,
    Notes,
    Value,
    Written,
    list_of,
)
from generator.exchange.formats import FORMATS, guess_format
from generator.exchange.markup_text import escaped, understood
from tests.exchange.strategies import KINDS, items

BOTH = [known for known in FORMATS.values() if known.reads and known.writes]


def read_texts(value: Value) -> object:
    """A value with its texts as they are understood: the same words can be escaped otherwise."""
    if isinstance(value, list):
        return [read_texts(entry) for entry in value]
    if isinstance(value, dict):
        return {name: read_texts(entry) for name, entry in value.items()}
    return understood(value)


def comparable(fields: Fields) -> dict[str, object]:
    """Fields as they are understood, without what says nothing: a type that the others decide,
    points that go without saying, and the id, which not every format has.
    """
    kept = {name: value for name, value in fields.items() if name != "id"}
    if kept.get("points") == "1":
        del kept["points"]
    if kept.get("type") in ("single", "true-false", "numeric"):
        del kept["type"]
    read = {name: read_texts(value) for name, value in kept.items()}
    for name in {"keys", "distractors"} & read.keys():  # they are shuffled
        read[name] = sorted(map(str, list_of(kept, name)))
    return read


TEXT_FIELDS = (
    "stem", "rationale", "unit", "key", "keys", "distractors", "sequence", "pairs", "unused", "scheme", "text",
)  # fmt: skip
# What a note must speak of where a text has changed: no other note excuses it.
SPEAKS_OF_TEXT = re.compile(
    "bold|paragraph|list|rationale|said|a stem was added|is the stem|begins|why|'unit'|options True and False"
)


_THIRD_PAIR: list[Value] = [{"premise": "c", "response": "z"}]


def there_and_back(known: Format, fields: Fields) -> tuple[Fields, tuple[Note, ...]]:
    """What comes in again of an item, and the notes of both ways, without that the id is lost."""
    written = known.write("Bank", [ExchangedItem("item-1", fields)])
    (out,) = written.items
    notes = list(out.notes)
    if out.is_lost:
        return {}, tuple(notes)
    back = [item for item in known.read(written.data) if not item.is_lost]
    assert len(back) <= 1
    notes += [note for item in known.read(written.data) for note in item.notes]
    kept = [note for note in notes if note != Note(LOST, "'id'")]
    return (back[0].fields if back else {}), tuple(kept)


def unreported(known: Format, fields: Fields) -> str:
    """What changed without a note, or was noted without a change; "" where all is well."""
    back, notes = there_and_back(known, fields)
    same = comparable(back) == comparable(fields)
    if not same and not notes:
        return f"{comparable(fields)} became {comparable(back)} without a word"
    read, sent = comparable(back), comparable(fields)
    changed = [name for name in TEXT_FIELDS if read.get(name) != sent.get(name)]
    if back and changed and not any(SPEAKS_OF_TEXT.search(note.what) for note in notes):
        return f"{changed} changed without a word: {sent} became {read}, and the notes are {notes}"
    if same and any(note.kind == LOST for note in notes):
        return f"nothing was lost of {fields}, but {notes}"
    return ""


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("known", BOTH, ids=lambda known: known.name)
def test_what_comes_back_is_the_same_or_noted(known, kind):
    """For every type and format: equal without a note, and no loss is noted that is none."""

    @settings(max_examples=20, deadline=None)
    @given(items(kind))
    def holds(fields):
        assert unreported(known, fields) == ""

    holds()


class _Forgetful(Format):
    """A format that drops the rationale and says nothing: what the test above must find."""

    name, title, suffix = "forgetful", "Forgetful", ".xml"

    def read(self, data: bytes) -> list[ExchangedItem]:
        return FORMATS["moodle"].read(data)

    def write(self, title: str, items: Sequence[ExchangedItem]) -> Written:
        bare = [
            ExchangedItem(item.place, {k: v for k, v in item.fields.items() if k != "rationale"})
            for item in items
        ]
        return FORMATS["moodle"].write(title, bare)


@pytest.mark.parametrize("known", FORMATS.values(), ids=lambda known: known.name)
def test_a_format_says_what_it_can_do(known):
    """What a format says it reads and writes it does, and nothing else: 'packs export' offers what
    is written, 'packs import' what is read.
    """
    does = vars(Format)
    assert known.reads == (type(known).read is not does["read"])
    assert known.writes == (type(known).write is not does["write"])
    assert known.reads or known.writes


@pytest.mark.parametrize("text", ["%50% of it", "[plain] words", "// a comment"])
def test_words_that_begin_like_signs_of_gift_come_back(text):
    """An answer, a reason, a premise or an entry of an ordering that begins like a weight, a format
    or a comment comes back with these words.
    """
    typed = escaped(text)
    one_of_three: Fields = {"key": "yes", "distractors": [{"text": typed, "why": typed}, "maybe"]}
    credit: Value = {"credit": typed, "points": "1"}
    pairs: list[Value] = [{"premise": p, "response": r} for p, r in ((typed, "x"), ("b", typed))]
    for fields in (
        {"type": "single", "stem": typed, "rationale": typed, "points": "1", **one_of_three},
        {"type": "single", "stem": "Why?", "key": typed, "distractors": ["no"], "points": "1"},
        {"type": "matching", "stem": "Why?", "points": "3", "pairs": [*pairs, *_THIRD_PAIR]},
        {"type": "ordering", "stem": "Why?", "points": "3", "sequence": [typed, "b", "c"]},
        {"type": "short-answer", "stem": "Why?", "points": "1", "scheme": [credit]},
    ):
        back, _ = there_and_back(FORMATS["gift"], fields)
        for name in fields.keys() - {"type", "points", "id", "scoring"}:
            assert comparable(back)[name] == comparable(fields)[name], name


def test_a_text_that_names_its_answers_is_no_gift():
    """Braces in a question of an Aiken file, or of numbered ones, are read as signs of it: taken for
    GIFT, all the file was one question.
    """
    braces = b"What does {=x} do?\nA) This\nB) That\nANSWER: A\n"
    for data, name in ((braces, "aiken"), (b"1. " + braces, "text")):
        known = guess_format("quiz.txt", data)
        assert known is not None and known.name == name
        (item,) = known.read(data)
        assert item.fields["key"] == "This" and "{=x}" in str(item.fields["stem"])


def test_gift_is_recognised_in_texts_alone():
    """A text that has its signs is GIFT, a file of another kind with them is not, nor one that is no
    text.
    """
    gift = FORMATS["gift"]
    signs = b"::One:: Which? {=This ~That}"
    assert gift.recognises("a.txt", signs) and gift.recognises("a.gift", b"no signs")
    assert not gift.recognises("a.md", signs) and not gift.recognises("a.txt", b"Which? This.")
    assert not gift.recognises("a.txt", b"\x81\x00\xfe")


def test_a_silent_loss_is_found():
    """Negative control: a format that forgets the rationale is caught, and one that cries loss."""
    fields: Fields = {
        "id": "item-1",
        "type": "numeric",
        "stem": "How many?",
        "key": "3",
        "rationale": "Because.",
    }
    assert "without a word" in unreported(_Forgetful(), fields)
    assert unreported(FORMATS["moodle"], fields) == ""


_GAPPED = (
    "Take {two | 2} tablets of {aspirin} a day.",
    "They *give {off} oxygen*, {a} {b}{c}; ({d}).",
    "First {one} of them.\n\nThen {another}",
)


@pytest.mark.parametrize("text", _GAPPED)
@pytest.mark.parametrize("bank", [{}, {"word_bank": ["zzz"]}], ids=["typed", "word-bank"])
@pytest.mark.parametrize("name", ["moodle", "qti12", "qti22"])
def test_a_text_keeps_what_is_around_its_gaps(name, text, bank):
    """Spaces, marks that go on behind a gap, and paragraphs: none is lost on the way out, nor on
    the way in; a stem that a format has no place for goes out above the text, and is one again.
    """
    points = str(text.count("{"))
    fields: Fields = {"type": "cloze", "stem": "Fill in.", "text": text, "points": points, **bank}
    back, _ = there_and_back(FORMATS[name], fields)
    one_spelling = re.sub(r" \| \w+", "", text) if bank else text  # in a list
    assert (back["stem"], back["text"]) == ("Fill in.", one_spelling)


@pytest.mark.parametrize(
    "above", ["The {sun}.", "- a list", "| a |", "> said", "1. one", "![x](y.png)"]
)
def test_what_is_no_instruction_above_a_text_stays_in_it(above):
    """A line with a blank, a list, a table, a quotation or a picture is no stem."""
    notes = Notes()
    fields = cloze_fields(f"{above}\n\nThe {{moon}}.", 1, "", notes)
    assert fields["stem"] == "Fill in the blanks." and str(fields["text"]).startswith(above)


def test_formulas_in_blanks_on_their_way():
    """QTI 1.2 keeps one; where students type words, as in Moodle and QTI 2, its signs go out and
    the report says so; the text behind it is whole.
    """
    text = r"It is {$\frac{1}{2}$ g} of {salt} or $\frac{a}{b}$."
    fields: Fields = {"type": "cloze", "stem": "Fill in.", "text": text, "points": "2"}
    assert str(there_and_back(FORMATS["qti12"], fields)[0]["text"]).endswith(text)
    for name in ("moodle", "qti22"):
        back, notes = there_and_back(FORMATS[name], fields)
        assert str(back["text"]).endswith(r"{\\frac\{1\}\{2\} g} of {salt} or $\frac{a}{b}$.")
        assert "lost" in {note.kind for note in notes}
