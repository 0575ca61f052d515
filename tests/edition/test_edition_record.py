"""Records: frozen, they come back whole or not at all."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.content.fields import Reference
from generator.content.model import Item
from generator.editions import Damaged, DamagedRecord, make_record, read_record
from generator.editions.compare import changed_view_fields
from generator.editions.quiz import (
    Form,
    QuizView,
    SectionView,
    SourceLine,
    view_from_plain,
    view_to_plain,
)
from generator.i18n.words_version import FIRST_WORDS_VERSION, WORDS_VERSION
from generator.items import TYPES, options, single
from generator.page.commonmark import understand
from generator.page.markup import Text, parse, plain
from generator.problems import NOWHERE
from generator.storage.canonical_json import ShapeError
from generator.storage.sealed_json import seal

EXAMPLE_CODE, WHOLE_CODE = "93JK-8WSF", "05SG-Q809"
SMALL = QuizView(
    "T",
    "en",
    (),
    (SectionView("S", (single.SingleItem("Q?", Fraction(1, 2), ("a", "b")),)),),
    (Form((((0, (1, 0)),),)),),
)
SMALL_CANONICAL = (
    '{"forms":[{"sections":[[[0,[1,0]]]]}],"language":"en","sections":[{"items":[{"options":["a","b"],"points":"1/2",'
    '"stem":"Q?","type":"single"}],"title":"S"}],"sources":[],"title":"T"}'
)
SMALL_FILE = """\
{
 "schema": 1,
 "code": "EFBM-YQYR",
 "sha256": "73d74f5fd2f29883d8ba6ffd6cea5d9127a7dcde6734da3e1bbdef988344dd41",
 "view": {
  "forms": [
   {"sections":[[[0,[1,0]]]]}
  ],
  "language": "en",
  "sections": [
   {
    "items": [
     {"options":["a","b"],"points":"1/2","stem":"Q?","type":"single"}
    ],
    "title": "S"
   }
  ],
  "sources": [],
  "title": "T"
 }
}
"""


def slips(data: bytes) -> Iterator[bytes]:
    """A file cut at every byte, and every byte flipped in every bit, lost, doubled, or turned to a
    space or figure.
    """
    for place in range(len(data)):
        yield data[:place]
        yield data[place + 1 :]
        yield data[:place] + data[place : place + 1] + data[place:]
        for value in {data[place] ^ 1 << bit for bit in range(8)} | set(b" \n0"):
            yield data[:place] + bytes([value]) + data[place + 1 :]


def outcomes(read: Callable[[bytes], Any], sound: Any, data: bytes) -> tuple[int, int]:
    """How many slips are refused in one plain sentence, and how many read as the same; any other
    outcome fails.
    """
    refused = same = 0
    for slip in slips(data):
        try:
            found = read(slip)
        except Damaged as damaged:
            assert str(damaged).isprintable() and len(str(damaged)) < 160
            refused += 1
        else:
            assert found == sound
            assert (
                slip == data or slip.split() == data.split() or json.loads(slip) == json.loads(data)
            )
            same += 1
    return refused, same


def test_the_canonical_form_is_pinned(view: QuizView, whole_view: QuizView) -> None:
    """Three fixed views have the codes written here, in every later version: a changed canonical
    form turns this red.
    """
    assert make_record(view).code == EXAMPLE_CODE
    assert make_record(whole_view).code == WHOLE_CODE
    assert make_record(SMALL).data.decode() == SMALL_FILE
    assert hashlib.sha256(SMALL_CANONICAL.encode()).hexdigest() in SMALL_FILE


def test_a_record_by_hand_comes_back(whole_view: QuizView) -> None:
    """A view with every item type comes back equal, under the same code, in the same bytes."""
    record = make_record(whole_view)
    assert read_record(record.data) == record
    assert {type(item) for section in whole_view.sections for item in section.items} == {
        kind.student_class for kind in TYPES.values()
    }


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_record_comes_back(views: st.SearchStrategy[QuizView], data: st.DataObject) -> None:
    """Any view comes back equal, under the same code, in the same bytes."""
    view = data.draw(views)
    record = make_record(view)
    assert read_record(record.data) == record and record.view == view


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_different_views_have_different_codes(
    views: st.SearchStrategy[QuizView], data: st.DataObject
) -> None:
    """Codes are equal exactly when views are."""
    one, two = data.draw(views), data.draw(views)
    assert (make_record(one).code == make_record(two).code) == (one == two)


def test_damage_never_makes_another_view(view: QuizView) -> None:
    """A record cut or changed at any byte is refused in a sentence, or reads as the same; a hash is
    what does it.
    """
    record = make_record(view)
    refused, same = outcomes(read_record, record, record.data)
    assert refused > 10 * len(record.data) and 0 < same < len(record.data)

    wrong = 0
    for slip in slips(record.data):
        try:
            wrong += view_from_plain(json.loads(slip)["view"]) != view
        except (ValueError, KeyError, TypeError, AttributeError):
            continue
    assert wrong > 1000, "damage that only a hash can find was among what was tried"


def test_line_ends_and_indents_do_not_damage(view: QuizView) -> None:
    """A record that git or an editor gave other line ends or indents is the same record."""
    record = make_record(view)
    flat = json.dumps(json.loads(record.data)).encode()
    for data in (record.data.replace(b"\n", b"\r\n"), b"\n\n" + record.data, flat):
        assert data != record.data and read_record(data) == record


def test_every_thing_a_student_sees_is_in_the_code(whole_view: QuizView) -> None:
    """Changing any field of the view, a source, a section, an item or a form changes the code."""
    view = whole_view
    code, section, rest = make_record(view).code, view.sections[0], view.sections[1:]
    changed = [
        replace(view, **{f.name: _other(getattr(view, f.name))})
        for f in fields(view)
        if f.name not in ("sections", "forms", "words_version")
    ]
    changed += [
        replace(view, sources=(replace(view.sources[0], **{f.name: "x"}),))
        for f in fields(SourceLine)
    ]
    changed.append(replace(view, sections=(replace(section, title="x"), *rest)))
    changed.append(replace(view, forms=view.forms[::-1]))
    changed.append(replace(view, forms=view.forms[:1]))
    for s, n in ((s, n) for s, each in enumerate(view.sections) for n in range(len(each.items))):
        items = view.sections[s].items
        for f in fields(items[n]):
            twin = replace(items[n], **{f.name: _other(getattr(items[n], f.name))})
            new = replace(view.sections[s], items=(*items[:n], twin, *items[n + 1 :]))
            changed.append(
                replace(view, sections=(*view.sections[:s], new, *view.sections[s + 1 :]))
            )
    codes = [make_record(each).code for each in changed]
    assert code not in codes and len(set(codes)) == len(codes) > 80


def _other(value: Any) -> Any:
    if isinstance(value, bool) or value is None:
        return not value
    if is_dataclass(value):
        name = next(f.name for f in fields(value) if isinstance(getattr(value, f.name), str))
        return replace(value, **{name: "other"})
    if value == ():
        return ("other",)
    return (
        value + 1
        if isinstance(value, (int, Fraction))
        else value + "x"
        if isinstance(value, str)
        else value[:-1]
    )


def test_texts_of_several_blocks_are_spelled_out_under_schema_2(view: QuizView) -> None:
    """A record that holds such a text says so by its schema, so that no earlier program prints it
    wrongly; blocks that are none are refused, and so is a text that only looks like some.
    """
    section, *rest = view.sections
    typed = "What does it print?\n\n```python\nx = 0\n```\n\n- a\n- b\n\n| c | d |\n|---|---|\n| 1 | 2 |"
    stem = understand(typed, blocks=True, literal=True)
    items = (replace(section.items[0], stem=stem), *section.items[1:])
    mixed = replace(view, sections=(replace(section, items=items), *rest))
    record = make_record(mixed)
    assert json.loads(make_record(view).data)["schema"] == 1
    stored = json.loads(record.data)
    assert stored["schema"] == 2 and read_record(record.data) == record
    shown = stored["view"]["sections"][0]["items"][0]["stem"]
    assert shown == {
        "blocks": [
            {"paragraph": ["What does it print?"]},
            {"code": [["x = 0"]], "language": "python"},
            {"list": [[{"paragraph": ["a"]}], [{"paragraph": ["b"]}]]},
            {"table": [[["c"], ["d"]], [["1"], ["2"]]]},
        ]
    }
    plain = view_to_plain(mixed)
    for wrong in ([{"heading": []}], [3], "x", [{"paragraph": [{"colour": "red"}]}], {"a": 1}):
        plain["sections"][0]["items"][0]["stem"] = {"blocks": wrong}
        with pytest.raises(ShapeError):
            view_from_plain(plain)
    plain["sections"][0]["items"][0]["stem"] = stem
    with pytest.raises(ShapeError):
        view_from_plain(plain)


def test_a_record_says_in_which_words_it_is_printed(view: QuizView) -> None:
    """A record of today names the version of its fixed words, under a schema that no earlier
    program reads, and under the same code; one that names none has the first words, and one that
    names words of the future is of a newer program.
    """
    earlier, today = (
        make_record(replace(view, words_version=version))
        for version in (FIRST_WORDS_VERSION, WORDS_VERSION)
    )
    assert earlier == make_record(view) and b"words_version" not in earlier.data
    assert read_record(earlier.data).view.words_version == FIRST_WORDS_VERSION
    assert today.code == earlier.code and json.loads(today.data)["schema"] == 3
    assert read_record(today.data) == today and today.view != earlier.view
    for version in (0, -1, WORDS_VERSION + 1):
        future = make_record(replace(view, words_version=version)).data
        with pytest.raises(DamagedRecord, match="newer version"):
            read_record(future)


def test_what_was_read_by_earlier_rules_is_printed_as_it_was(view: QuizView) -> None:
    """A record whose text had lost its signs prints it so again; the same bank makes another
    edition today, and what became of the text counts as another wording.
    """
    section, *rest = view.sections
    typed = "Is *2^10 or 10^2* more?"

    def edition_of(stem: str) -> QuizView:
        items = (replace(section.items[0], stem=stem), *section.items[1:])
        return replace(view, sections=(replace(section, items=items), *rest))

    earlier, today = edition_of(typed), edition_of(understand(typed))
    read = read_record(make_record(earlier).data)
    assert "sup" in [span.script for span in parse(read.view.sections[0].items[0].stem)]
    assert plain(today.sections[0].items[0].stem) == "Is 2^10 or 10^2 more?"
    assert json.loads(make_record(today).data)["schema"] == 1
    assert make_record(today).code != read.code
    before, after = (each.sections[0].items[0] for each in (earlier, today))
    assert changed_view_fields(before, after) == ("stem",)


def test_no_answer_is_in_the_code() -> None:
    """Which option is key, and reasons, rationale, facts, notes and reviewers leave code and record
    alone.
    """

    def frozen(key: str, **changed: Any) -> bytes:
        texts = ["Bosnia", "Kosovo", "Nagorno-Karabakh"]
        texts.remove(key)
        whys = changed.pop("whys", (None, None))
        choices = options.Choices(
            (_text(key),), tuple(map(options.Distractor, map(_text, texts), whys))
        )
        item = replace(_item(choices), **changed)
        return make_record(
            replace(
                SMALL,
                sections=(SectionView("S", (TYPES["single"].student_view(item),)),),
                forms=(Form((((0, (2, 0, 1)),),)),),
            )
        ).data

    hidden = {f.name for f in fields(Item)} - {
        "type",
        "stem",
        "points",
        "content",
        "lines",
        "location",
    }
    sound = frozen("Kosovo")
    assert {frozen(key) for key in ("Bosnia", "Kosovo", "Nagorno-Karabakh")} == {sound}
    assert frozen("Kosovo", whys=(_text("No."), None)) == sound
    assert len(hidden) > 7 and {frozen("Kosovo", **{name: object()}) for name in hidden} == {sound}
    assert frozen("Kosovo", stem=_text("Another?")) != sound


def _text(source: str) -> Text:
    return Text(source, NOWHERE)


def _item(choices: options.Choices) -> Item:
    cited = Reference("fc-16", NOWHERE)
    return Item(
        "fc-1",
        "single",
        cited,
        "understand",
        "medium",
        (cited,),
        _text("Which?"),
        Fraction(1),
        choices,
    )


def test_defaults_are_left_out(view: QuizView) -> None:
    """A field at its default is in no file, so that a version that adds one keeps every code."""
    assert b"institution" not in make_record(view).data
    assert b'"institution":"x"' in make_record(replace(view, institution="x")).data.replace(
        b": ", b":"
    )


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"schema": 4}, "a newer version of packs wrote it; update packs"),
        ({"schema": 2}, "its schema is not that of its content"),
        ({"schema": 3}, "its schema is not that of its content"),
        ({"schema": True}, "outer fields"),
        ({"schema": "1"}, "outer fields"),
        ({"code": "0000-0000"}, "its code is not that of its content"),
        ({"code": None}, "its code is not that of its content"),
        ({"sha256": "0" * 64}, "its content does not match its hash"),
        ({"sha256": 5}, "its content does not match its hash"),
        ({"note": "x"}, "outer fields"),
        ({"view": "\ud800"}, "its content does not match its hash"),
    ],
)
def test_a_record_that_says_otherwise_is_refused(
    view: QuizView, change: dict[str, Any], says: str
) -> None:
    """Another schema, code, hash or field is refused, and the sentence says what to do."""
    with pytest.raises(DamagedRecord, match=says) as refused:
        read_record(json.dumps({**json.loads(make_record(view).data), **change}).encode())
    assert "update packs" in str(refused.value) or "from version control or a backup" in str(
        refused.value
    )


def test_a_name_given_twice_is_refused(view: QuizView) -> None:
    """JSON readers differ in which of two equal names they believe; ours believes neither."""
    data = make_record(view).data
    twice = data.replace(
        b'"title": "Frozen conflicts"', b'"title": "x", "title": "Frozen conflicts"'
    )
    assert json.loads(twice) == json.loads(data)
    with pytest.raises(DamagedRecord):
        read_record(twice)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[]",
        b"1",
        b"null",
        b"NaN",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"schema": ' * 5000,
        b"9" * 5000,
        b"\xef\xbb\xbf{}",
        b'{"schema": 1.0}',
        b"<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> theirs\n",
    ],
)
def test_what_was_never_a_record_is_refused(data: bytes) -> None:
    """Empty files, other JSON, deep nesting and conflict marks give a sentence, not a traceback."""
    with pytest.raises(DamagedRecord):
        read_record(data)


def test_a_sound_hash_over_a_strange_view_is_refused(view: QuizView) -> None:
    """A file whose hash fits but whose view this version does not know asks for a newer one."""
    plain = view_to_plain(view)
    strange = [
        {**plain, "colour": "red"},
        {**plain, "forms": [{"sections": []}]},
        {**plain, "title": 5},
        {**plain, "sections": [{"title": "S", "items": [{"type": "drawing"}]}]},
        {**plain, "sections": [{"title": "S", "items": [{"type": []}]}]},
        {**plain, "duration": True},
        {**plain, "words_version": "2"},
    ]
    for each in strange:
        with pytest.raises((ShapeError, TypeError)):
            view_from_plain(each)
        sealed = json.loads(seal("view", each, code="?"))
        with pytest.raises(DamagedRecord, match="newer version"):
            read_record(json.dumps(sealed).encode())


@settings(max_examples=80, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(["title", "items", "sections", "forms", "type", "sources"]), inner
            )
        ),
    )
)
def test_sealed_nonsense_is_refused(nonsense: Any) -> None:
    """Whatever a stranger seals is refused in a sentence."""
    with pytest.raises(DamagedRecord):
        read_record(seal("view", nonsense, code="7K3Q-2M4P") if _encodes(nonsense) else b"")


def _encodes(value: Any) -> bool:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _big(forms: int, choices: int) -> QuizView:
    draw = random.Random(1)
    orders = [tuple(draw.sample(range(choices), choices)) for _ in range(500)]
    texts = tuple(f"An option of usual length, number {n}" for n in range(choices))
    items = tuple(
        single.SingleItem(
            f"Which earlier case did Russia cite in August 2008, when dealing with Abkhazia ({n})?",
            Fraction(1),
            texts,
        )
        for n in range(40)
    )
    places = [
        tuple((index, draw.choice(orders)) for index in draw.sample(range(40), 40))
        for _ in range(forms)
    ]
    return QuizView(
        "T", "en", (), (SectionView("S", items),), tuple(Form((each,)) for each in places)
    )


@pytest.mark.parametrize("choices", [4, 8])
def test_a_thousand_forms_stay_small(choices: int) -> None:
    """999 forms of 40 items take less than 1 MB, with four options each and with as many as there
    can be.
    """
    record = make_record(_big(999, choices))
    assert len(record.data) < 1_000_000
    assert record.data.count(b"\n") < 1_100


def test_items_and_forms_have_a_line_each(view: QuizView) -> None:
    """Two records compare line by line: one item changed is one line changed."""
    (one, *items), section = view.sections[0].items, view.sections[0]
    changed = replace(
        view,
        sections=(replace(section, items=(replace(one, stem="x"), *items)), *view.sections[1:]),
    )
    before, after = (make_record(each).data.decode().splitlines() for each in (view, changed))
    names = [
        new.split(":")[0].strip() for old, new in zip(before, after, strict=True) if old != new
    ]
    assert names == ['"code"', '"sha256"', '{"options"']
