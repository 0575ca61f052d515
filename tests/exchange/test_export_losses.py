"""Each word of an item is in the exported file or named in its report, and what the report calls
lost is not in the file.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Collection, Iterator, Sequence
from copy import deepcopy
from dataclasses import replace
from itertools import count

import pytest

from generator.exchange.exchanged import LOST, ExchangedItem, Fields, Format, Note, Value, Written
from generator.exchange.formats import FORMATS

TO = [known for known in FORMATS.values() if known.writes]
_WORD = re.compile(r"planted\d+")
_LOOKS = re.compile("bold, italic|paragraphs, lists|widths and long descriptions")
_numbers = count(1)


def word() -> str:
    """A word that is nowhere else."""
    return f"planted{next(_numbers)}"


def rich() -> str:
    """A text with words in blocks of every kind."""
    return (
        f"{word()} **{word()}** H~{word()}~ `{word()}` ${word()}$ [{word()}](https://e.org/{word()})"
        f"\n\n- {word()}\n- {word()}\n\n| {word()} | b |\n|---|---|\n| c | {word()} |\n\n"
        f"```\n{word()}\n```\n\n$$\n{word()}\n$$\n\n> {word()}\n\n"
        f'![{word()}](pictures/a.png "{word()}")'
    )


def common() -> Fields:
    """What items of every type may say."""
    return {
        "objective": word(), "level": word(), "difficulty": word(), "facts": [word(), word()],
        "stem": rich(), "stem_below": word(), "points": "2", "rationale": rich(),
        "figure": {"kind": "bar-chart", "caption": word(), "alt": word(), "series": [word()]},
        "reviewed_by": word(), "minutes": "3", "lines": "4", "notes": word(),
        "not_with": [word()], "ignore": {"key-longest": word()},
    }  # fmt: skip


_OF_PARTS = {"stem", "stem_below", "figure", "rationale"}  # of a set the parts have these


def _of(names: Collection[str]) -> Fields:
    return {name: value for name, value in common().items() if name in names}


def why() -> Value:
    """A wrong option."""
    return {"text": word(), "why": word()}


def own(kind: str) -> Fields:
    """What items of a type say besides."""
    if kind == "set":
        table: Fields = {"caption": word(), "head": [word(), word()], "rows": [[word(), word()]]}
        figure: Fields = {"kind": "bar-chart", "caption": word(), "alt": word()}
        return {
            "stimulus": {"passage": [word(), {"text": word()}], "table": table, "figure": figure},
            "provenance": word(),
            "parts": [
                {**_of(_OF_PARTS), "type": part, **own(part)} for part in ("single", "numeric")
            ],
        }
    return {
        "single": {"key": rich(), "distractors": [why(), word()], "last": word()},
        "multiple": {
            "keys": [word(), word()],
            "distractors": [why(), word()],
            "choose": "2",
            "scoring": "all-or-nothing",
            "last": word(),
        },
        "true-false": {"key": "true", "correct_it": "true", "correction": word()},
        "matching": {
            "pairs": [{"premise": word(), "response": word()} for _ in range(3)],
            "unused": [word()],
        },
        "ordering": {
            "sequence": [word(), {"text": word(), "date": word()}, word()],
            "scoring": "position",
        },
        "cloze": {"text": f"The {{{word()} | {word()}}} {{{word()}}}", "word_bank": [word()]},
        "gaps": {"text": f"The {{{word()} | {word()}}} {{{word()}}}"},
        "numeric": {"key": "12", "tolerance": "0.5", "unit": word()},
        "short-answer": {
            "scheme": [{"credit": word(), "points": "2", "accept": [word()], "reject": [word()]}],
            "model": word(),
        },
        "two credits": {
            "scheme": [
                {"credit": word(), "points": "1", "accept": [word()], "reject": [word()]},
                {"credit": word(), "points": "1"},
            ],
            "model": word(),
        },
        "essay": {
            "rubric": [{"points": "1..2", "text": word()}, {"points": "0", "text": word()}],
            "indicative": [word()],
            "booklet": "true",
            "planning": "3",
        },
    }[kind]


_TYPES = {"gaps": "cloze", "two credits": "short-answer"}
KINDS = (
    "single", "multiple", "true-false", "matching", "ordering", "cloze", "gaps", "numeric",
    "short-answer", "two credits", "essay", "set",
)  # fmt: skip


def furnished(kind: str) -> Fields:
    """An item of a type with words of its own in every field."""
    head: Fields = {"id": word(), "type": _TYPES.get(kind, kind)}
    shared = common() if kind != "set" else _of(common().keys() - _OF_PARTS | {"stem"})
    return {**head, **shared, **own(kind)}


def exported(known: Format, fields: Fields) -> tuple[str, set[str], bool]:
    """All that is in the file of an item, the losses that the report names, and whether the item
    is in it.
    """
    files = {"pictures/a.png": b"picture"} if known.holds_pictures else {}
    written = known.write("Bank", [ExchangedItem("item-1", fields, files=files)])
    parts = [written.data]
    if written.data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(written.data)) as archive:
            parts = [archive.read(name) for name in archive.namelist()]
    text = "\n".join(part.decode("utf-8", "ignore") for part in parts)
    (item,) = written.items
    lost = {note.what for note in item.notes if note.kind == LOST}
    return html.unescape(html.unescape(text)), lost, not item.is_lost


def without(fields: Fields, planted: str) -> Iterator[Fields]:
    """An item without a word: without its text, or what that is in, up to a field."""
    for path in _paths(fields, planted):
        for length in range(len(path), 0, -1):
            other = deepcopy(fields)
            holder: Value = other
            for step in path[: length - 1]:
                holder = holder[step]  # type: ignore[index,call-overload]
            last = path[length - 1]
            value = holder[last]  # type: ignore[index,call-overload]
            if isinstance(value, str) and value != planted:
                holder[last] = value.replace(planted, "")  # type: ignore[index,call-overload]
            else:
                del holder[last]  # type: ignore[arg-type]
            yield other
            if isinstance(value, str) and value != planted:
                return


def _paths(value: Value, planted: str) -> Iterator[tuple[str | int, ...]]:
    if isinstance(value, str):
        if re.search(rf"{planted}\b", value):
            yield ()
        return
    entries = value.items() if isinstance(value, dict) else enumerate(value)
    for name, inner in entries:
        yield from ((name, *path) for path in _paths(inner, planted))


def faults(known: Format, fields: Fields) -> list[str]:
    """Words that are neither in the file nor reported, and losses that are none."""
    text, lost, is_written = exported(known, fields)
    if not is_written:
        return [] if lost else ["the item is lost without a word"]
    in_file = set(_WORD.findall(text))
    real: set[str] = set()
    found = []
    for planted in dict.fromkeys(_WORD.findall(str(fields))):
        if planted in in_file:
            continue
        (path, *_) = _paths(fields, planted)
        named = {f"'{name}'" for name in path} & lost  # the whole field
        named |= {
            what
            for each in without(fields, planted)
            for what in lost - exported(known, each)[1]
            if not _said_of_setting(what)
        }
        if re.search(rf'"{planted}"\)|/{planted}\)', str(fields)):
            # What is behind a link or a picture goes with the looks of any text of the item.
            named |= {what for what in lost if _LOOKS.search(what)}
        real |= named
        if not named:
            found.append(f"{path} is lost without a word")
    return found + [f"'{what}' is no loss" for what in lost - real if not _said_of_setting(what)]


def _said_of_setting(what: str) -> bool:
    """Whether a loss is of a number or choice, in which no word can be planted."""
    return what in {f"'{name}'" for name in ("minutes", "lines", "points", "correct_it", "booklet",
                                             "planning", "scoring", "choose")}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("known", TO, ids=lambda known: known.name)
def test_every_word_goes_out_or_is_reported(known, kind):
    """For each type and format, of an item with everything that authors can say of it."""
    assert faults(known, furnished(kind)) == []


def test_a_loss_that_is_not_reported_is_found():
    """Negative control: a format that says nothing, and one that cries loss."""

    class Silent(type(FORMATS["gift"])):  # type: ignore[misc]
        def write(self, title: str, items: Sequence[ExchangedItem]) -> Written:
            written = FORMATS["gift"].write(title, items)
            return Written(written.data, tuple(replace(each, notes=()) for each in written.items))

    class Crying(type(FORMATS["gift"])):  # type: ignore[misc]
        def write(self, title: str, items: Sequence[ExchangedItem]) -> Written:
            written = FORMATS["gift"].write(title, items)
            more = (Note(LOST, "the stem"),)
            noted = (replace(each, notes=(*each.notes, *more)) for each in written.items)
            return Written(written.data, tuple(noted))

    item = furnished("numeric")
    assert "('unit',) is lost without a word" in faults(Silent(), item)
    assert faults(Crying(), item) == ["'the stem' is no loss"]
