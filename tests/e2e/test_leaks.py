"""What teachers alone may know stands in no file for students: words planted in every teacher-only
field are looked for.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from generator.content.fields import Field, FieldType, Scalar
from generator.items import TYPES
from generator.items.fields import COMMON_FIELDS
from tests.e2e import banks, making
from tests.e2e.search import Haystack, told

PRINTED = {
    "rationale",
    "why",
    "credit",
    "accept",
    "reject",
    "model",
    "correction",
    "rubric",
    "indicative",
    "objective",
    "fact",
    "fact ref",
    "fact by",
}
NEVER_PRINTED = {
    "reviewed_by",
    "notes",
    "ignore",
    "bank title",
    "person",
    "role",
    "name",
    "because",
}
# What of an item students see, or what is a name of the program and no text.
SEEN = {
    *("type", "stem", "stem_below", "figure", "stimulus", "provenance", "key", "keys", "order"),
    *("distractors.text", "last", "unit", "unused", "pairs", "sequence.text", "word_bank"),
}
SEEDS = range(2 * making.ROUNDS)


@dataclass
class Planted:
    """A project with a word of its own in every teacher-only field."""

    folder: Path
    project: banks.Project
    words: dict[str, set[str]] = field(default_factory=dict)

    @property
    def all(self) -> set[str]:
        return set().union(*self.words.values())


def planted(seed: int, folder: Path) -> Planted:
    """A random project whose key side is all words that stand nowhere else; its ids are such words
    too.
    """
    chance = random.Random(seed)
    made = Planted(folder, banks.Project())

    def word(what: str) -> str:
        new = "q" + "".join(chance.choice("bcdfghjkmnpqrstvwxz") for _ in range(11))
        made.words.setdefault(what, set()).add(new)
        return new

    drawn = banks.drawn(seed, forms=2)
    for item in drawn.items.values():
        if item["type"] == "true-false":
            item.update(key=True)  # twisted, it is false and has a correction
    project = banks.twisted(drawn, chance, lambda what: f"Some {word(what)} there.")
    ids = {item["id"]: word("item id") for item in project.items.values()}
    for evidence in project.evidence.values():
        ids.update({fact["id"]: word("fact id") for fact in evidence["facts"]})
    for name, bank in project.banks.items():
        ids[name] = word("bank")
        ids.update({objective: word("objective id") for objective in bank["objectives"]})
    made.project = _renamed(project, ids)
    made.project.write(folder)
    return made


def _renamed(project: banks.Project, ids: dict[str, str]) -> banks.Project:
    def change(value: Any) -> Any:
        if isinstance(value, dict):
            return {ids.get(name, name): change(entry) for name, entry in value.items()}
        if isinstance(value, list):
            return [change(entry) for entry in value]
        return ids.get(value, value) if isinstance(value, str) else value

    return banks.Project(
        change(project.evidence),
        change(project.banks),
        change(project.summaries),
        change(project.packs),
    )


def haystacks(folder: Path, side: str) -> Iterator[tuple[str, Haystack]]:
    """The files of one side, taken apart."""
    for path, data in making.files(folder, "output").items():
        if f"/{side}/" in path or side == "students" and "/print/" in path:
            yield path, Haystack(data, path, path.endswith(".pdf"))


@pytest.mark.parametrize("seed", SEEDS)
def test_no_teacher_only_word_reaches_students(tmp_path, seed):
    """No word of a reason, scheme, fact, note, reviewer or id stands in a student's file, in any
    part, in any spelling.

    Nor does the seed, nor a path of the project.  What keys print is found in the keys by the same
    search.
    """
    made = planted(seed, tmp_path / "qxcanaryfolder")
    making.build(made.folder)
    secrets = {
        form
        for pack in made.project.packs.values()
        for form in (pack["seed"], bytes.fromhex(pack["seed"]))
    }
    places = {"qxcanaryfolder", tmp_path.name, "questions/", ".yaml"}
    looked = 0
    for path, haystack in haystacks(made.folder, "students"):
        assert told(made.all | secrets | places, haystack) == {}, path
        looked += 1
    assert looked >= 3
    in_keys: set[str | bytes] = set()
    for path, haystack in haystacks(made.folder, "teacher"):
        in_keys |= set(told(made.all, haystack))
        assert told(secrets | places, haystack) == {}, path
    for what in PRINTED - {"objective", "fact", "fact ref", "fact by"}:
        assert made.words.get(what, set()) <= in_keys, what
    for what in PRINTED:
        assert made.words[what] & in_keys, what
    for what in NEVER_PRINTED:
        assert made.words[what].isdisjoint(in_keys), what
    assert set(made.words) == PRINTED | NEVER_PRINTED | {
        "item id",
        "fact id",
        "objective id",
        "bank",
    }


def declared_texts(kind: FieldType[Any], path: str) -> Iterator[str]:
    """The paths of all fields below one in which any text may be written; parts are items."""
    for inner in kind.alternatives:
        yield from declared_texts(inner, path)
    if kind.entry:
        yield from declared_texts(kind.entry, path)
    elif kind.fields and not kind.variants:
        yield from declared_in(kind.fields, f"{path}.")
    elif kind.scalar == Scalar():
        yield path


def declared_in(fields: Iterable[Field], above: str = "") -> Iterator[str]:
    """The same of several fields."""
    for each in fields:
        yield from declared_texts(each.kind, above + each.name)


def planted_in(value: Any, words: set[str], path: str = "") -> Iterator[str]:
    """The paths of all texts of an item that hold a planted word."""
    if isinstance(value, dict):
        for name, inner in value.items():
            below = path if path == "ignore" else f"{path}.{name}".lstrip(".")
            yield from planted_in(inner, words, below)
    elif isinstance(value, list):
        for inner in value:
            yield from planted_in(inner, words, path)
    elif isinstance(value, str) and any(word in value for word in words):
        yield path


def test_a_word_is_planted_in_every_field(tmp_path):
    """Each text that an item of any type is declared to have is seen by students, or has had a word
    planted in it: a new field is on the one side or the other.
    """
    found: dict[str, set[str]] = {}
    for seed in range(12):
        made = planted(seed, tmp_path / str(seed))
        for item in made.project.items.values():
            found.setdefault(item["type"], set()).update(planted_in(item, made.all))
    for name, kind in TYPES.items():
        texts = set(declared_in((*COMMON_FIELDS, *kind.fields)))
        assert len(texts) > 10
        seen = {path for path in texts if {path, path.partition(".")[0]} & SEEN}
        assert texts - seen - found[name] == set(), name


def test_no_record_of_a_paper_holds_what_teachers_know(tmp_path):
    """The record of a view holds no answer, no id and no seed; neither record nor revision holds
    the seed.
    """
    made = planted(0, tmp_path)
    making.build(tmp_path)
    secrets = {
        form
        for pack in made.project.packs.values()
        for form in (pack["seed"], bytes.fromhex(pack["seed"]))
    }
    for path, data in making.files(tmp_path, "packs/editions", "output").items():
        if path.endswith(".json"):
            text = data.decode()
            assert not [one for one in secrets if isinstance(one, str) and one in text], path
            assert "-key-" in path or not [word for word in made.all if word in text], path
            assert "-key-" not in path or [word for word in made.words["rationale"] if word in text]


def test_building_says_nothing_of_answers(source):
    """What `build` prints, warnings included, holds no key, no reason and no wrong option: it may
    stand on a projector.
    """
    project = banks.read(source)
    items = [item for item in project.items.values() if item.get("distractors")]
    for item in items:  # a wrong option without a reason is worth a warning
        item["distractors"][0] = banks.text_of(item["distractors"][0])
    project.write(source)
    options = {
        banks.text_of(text)[:20]
        for item in items
        for text in banks.KINDS[item["type"]].options(item)
    }
    prose = {item["rationale"][:20] for item in items}
    ran = making.packs(source, "build")
    assert ran.returncode == 0, ran.stderr
    assert "revision 1" in ran.stdout
    assert [text for text in options | prose if text in ran.stdout + ran.stderr] == []
    checked = making.packs(source, "check")
    assert [text for text in options if text in checked.stderr], (
        "check does not say which option lacks its reason"
    )


def test_no_file_holds_who_or_where(tmp_path):
    """No name of the user, the computer's folders or the home folder stands in any file that is
    built.
    """
    folder = planted(0, tmp_path / "qxprojectfolder").folder
    home = tmp_path / "qxhomefolder"
    home.mkdir()
    ran = making.packs(
        folder,
        "build",
        env={
            "USER": "qxusername",
            "LOGNAME": "qxusername",
            "USERNAME": "qxusername",
            "HOME": str(home),
            "HOSTNAME": "qxhostname",
            "EMAIL": "qxmail@example.org",
        },
    )
    assert ran.returncode == 0, ran.stderr
    names = {"qxprojectfolder", "qxusername", "qxhomefolder", "qxhostname", "qxmail", str(tmp_path)}
    for path, data in making.built(folder).items():
        assert told(names, Haystack(data, path, path.endswith(".pdf"))) == {}, path


# ---------------------------------------------------------------- the search can find
WORD = "qzvtmwbkxh"


def _saved(data: bytes, how: Callable[[pikepdf.Pdf], None]) -> bytes:
    with pikepdf.open(BytesIO(data)) as pdf:
        how(pdf)
        out = BytesIO()
        pdf.save(out, compress_streams=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()


def _content(ops: bytes) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].contents_add(pikepdf.Stream(pdf, ops))

    return change


def _tree(name: str) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.StructTreeRoot.K.K[0][name] = pikepdf.String(f"the key is {WORD}")

    return change


def _attach(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["a.txt"] = pikepdf.AttachedFileSpec(pdf, f"<{WORD}>".encode() * 9)


def _annotate(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Annots = pikepdf.Array(
        [
            pdf.make_indirect(
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot,
                    Subtype=pikepdf.Name.Text,
                    Rect=pikepdf.Array([0, 0, 9, 9]),
                    Contents=WORD,
                )
            )
        ]
    )


def _outline(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(f"{WORD} is right", 0))


def _xmp(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as metadata:
        metadata["dc:description"] = WORD.upper()


HIDING: dict[str, Callable[[bytes], bytes]] = {
    "document information": lambda data: _saved(
        data, lambda pdf: pdf.docinfo.__setitem__("/Keywords", WORD)
    ),
    "metadata": lambda data: _saved(data, _xmp),
    "catalog": lambda data: _saved(
        data, lambda pdf: pdf.Root.__setitem__("/PieceInfo", pikepdf.Dictionary(Key=WORD))
    ),
    "name of an entry": lambda data: _saved(
        data, lambda pdf: pdf.Root.__setitem__(f"/{WORD}", pikepdf.Name.Yes)
    ),
    "name of a destination": lambda data: _saved(
        data,
        lambda pdf: pdf.Root.__setitem__(
            "/Names",
            pikepdf.Dictionary(
                Dests=pikepdf.Dictionary(Names=[f"q3-{WORD}", pikepdf.Array([pdf.pages[0].obj])])
            ),
        ),
    ),
    "page label": lambda data: _saved(
        data, lambda pdf: pdf.Root.PageLabels.Nums[1].__setitem__("/P", WORD)
    ),
    "bookmark": lambda data: _saved(data, _outline),
    "attachment": lambda data: _saved(data, _attach),
    "annotation": lambda data: _saved(data, _annotate),
    "script": lambda data: _saved(
        data,
        lambda pdf: pdf.Root.__setitem__(
            "/OpenAction", pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=f"var a='{WORD}'")
        ),
    ),
    "alternative text": lambda data: _saved(data, _tree("/Alt")),
    "replacement text": lambda data: _saved(data, _tree("/ActualText")),
    "expansion": lambda data: _saved(data, _tree("/E")),
    "comment in a page": lambda data: _saved(data, _content(f"% {WORD}\n".encode())),
    "invisible text": lambda data: _saved(
        data,
        _content(
            f"/Artifact BMC BT 3 Tr /Fr 1 Tf <{WORD.encode('utf-16-be').hex()}> Tj ET EMC".encode()
        ),
    ),
    "text in pieces": lambda data: _saved(
        data,
        _content(
            "/Artifact BMC BT 3 Tr [{}] TJ ET EMC".format(
                " 9 ".join(f"<{c.encode('utf-16-be').hex()}>" for c in WORD)
            ).encode()
        ),
    ),
    "unreachable stream": lambda data: _saved(
        data, lambda pdf: pdf.Root.__setitem__("/Old", pikepdf.Stream(pdf, f"key: {WORD}".encode()))
    ),
    "after the end": lambda data: data + f"% {WORD}".encode(),
    "backwards": lambda data: data + b"% " + WORD[::-1].encode(),
    "hexadecimal": lambda data: data + b"% " + WORD.encode().hex().encode(),
    "base64": lambda data: data + b"% eHh4cXp2dG13Ymt4aHh4eHg=",
}


@pytest.mark.parametrize("place", HIDING)
def test_the_search_finds_a_word_wherever_it_hides(two, place):
    """A word put into a paper on purpose is found in each place where programs have been known to
    leave one.
    """
    data = making.papers(two, "arms-scandal")[0].read_bytes()
    assert Haystack(data).places(WORD) == []
    assert Haystack(HIDING[place](data)).places(WORD)


def test_the_search_finds_a_seed_in_any_spelling(two):
    """A seed's bytes are found raw, in hexadecimal and in base64."""
    data = making.papers(two, "arms-scandal")[0].read_bytes()
    seed = bytes.fromhex(
        re.search(r"seed: (\w{32})", (two / "packs/arms-scandal.yaml").read_text(encoding="utf-8"))[
            1
        ]
    )
    assert Haystack(data).places(seed) == []
    for hidden in (
        seed,
        seed.hex().encode(),
        seed.hex().upper().encode(),
        pikepdf.String(seed).unparse(),
    ):
        assert Haystack(data + b"% " + hidden).places(seed)
