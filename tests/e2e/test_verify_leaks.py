"""`packs verify --leaks` finds whatever of the key side is in a student's file, and is silent on
sound ones.
"""

from __future__ import annotations

import base64
import shutil
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner
from PIL import Image

from generator.cli import main
from generator.workflows.leaks.needles import needles
from generator.workflows.leaks.pdf_parts import take_apart
from tests.e2e import making
from tests.e2e.test_leaks import _content, _saved, _tree

REASON = "Photons of blue light are absorbed by chlorophyll before anything else happens here."
BANK = f"""\
bank: leaves
items:
  - id: lf-light-reactions
    stem: Where do the light reactions of photosynthesis take place?
    key: In the thylakoid membranes
    distractors: [In the stroma, In the cell wall, In the nucleus]
    rationale: {REASON}
  - id: lf-explain
    type: short-answer
    stem: Explain why a leaf looks green.
    points: 2
    scheme:
      - {{points: 1, credit: It says that green light is reflected rather than absorbed}}
      - {{points: 1, credit: It says that red and blue light are absorbed}}
"""
SEED = "0f1e2d3c4b5a69788796a5b4c3d2e1f0"
PACK = f"""\
pack: leaves
title: Leaves
seed: {SEED}
forms: 2
quiz:
  sections:
    - title: All
      items: [lf-light-reactions, lf-explain]
print: {{paper: A4, copies: 4, profiles: [plain-text]}}
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """A small project, built."""
    folder = tmp_path_factory.mktemp("leaves")
    for name, text in (("questions/leaves.yaml", BANK), ("packs/leaves.yaml", PACK)):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    making.build(folder)
    return folder


def lines(folder: Path) -> list[str]:
    """What the command says of leaks."""
    ran = CliRunner().invoke(main, ["-C", str(folder), "verify", "--leaks"])
    return [line for line in ran.stdout.splitlines() if ": leak: " in line]


def test_clean_files_say_nothing_and_a_changed_paper_is_named(built, tmp_path):
    """Nothing is said of what was built; of a paper with a reason in it, where and of which item;
    the exit code is 1.
    """
    folder = shutil.copytree(built, tmp_path / "copy")
    clean = making.packs(folder, "verify", "--leaks")
    assert clean.returncode == 0 and "no problems" in clean.stdout
    assert "searched 5 files" in clean.stderr
    paper = next((folder / "output/leaves/students").glob("*-A.pdf"))
    paper.write_bytes(_saved(paper.read_bytes(), _tree("/Alt")))
    assert lines(folder) == []  # words that are in no key
    text = next((folder / "output/leaves/students").glob("*-A-plain-text.txt"))
    text.write_text(text.read_text("utf-8") + REASON, "utf-8")
    (told,) = lines(folder)
    assert "rationale of lf-light-reactions is in it" in told and "plain-text.txt" in told
    assert making.packs(folder, "verify", "--leaks").returncode == 1


def _plain(words: str) -> Callable[[bytes], bytes]:
    return lambda data: data + b"\n% " + words.encode()


def _in_information(data: bytes) -> bytes:
    return _saved(data, lambda pdf: pdf.docinfo.__setitem__("/Title", REASON))


def _in_an_element(data: bytes) -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.StructTreeRoot.K.K[0].Alt = pikepdf.String(REASON)

    return _saved(data, change)


def _as_a_bookmark(data: bytes) -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem(REASON, 0))

    return _saved(data, change)


def _as_a_link(data: bytes) -> bytes:
    uri = pikepdf.String("https://example.org/" + REASON.replace(" ", "%20"))
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Link,
        Rect=[0, 0, 1, 1],
        A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=uri),
    )

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(link)])

    return _saved(data, change)


def _drawn(data: bytes, **entries: pikepdf.Object | int) -> Callable[[bytes], bytes]:
    """A paper whose first page draws something of its own: a form, or a picture."""

    def change(pdf: pikepdf.Pdf) -> None:
        resources = pdf.pages[0].obj.Resources
        drawn = pdf.make_stream(data, Type=pikepdf.Name.XObject, **entries)
        resources.XObject = pikepdf.Dictionary(Zz=drawn)
        pdf.pages[0].contents_add(pdf.make_stream(b"/Artifact BMC q /Zz Do Q EMC"))

    return lambda paper: _saved(paper, change)


def _form(content: bytes) -> Callable[[bytes], bytes]:
    return _drawn(content, Subtype=pikepdf.Name.Form, BBox=pikepdf.Array([0, 0, 9, 9]))


def _photograph() -> Callable[[bytes], bytes]:
    data = BytesIO()
    Image.new("L", (8, 8)).save(data, "JPEG", comment=REASON.encode())
    return _drawn(
        data.getvalue(),
        Subtype=pikepdf.Name.Image,
        Filter=pikepdf.Name.DCTDecode,
        ColorSpace=pikepdf.Name.DeviceGray,
        BitsPerComponent=8,
        Width=8,
        Height=8,
    )


def _octal(words: str) -> bytes:
    return b"(" + b"".join(b"\\%03o" % byte for byte in words.encode()) + b")"


PIECES = [_octal(REASON[at : at + 5]) for at in range(0, len(REASON), 5)]


def _set(change: Callable[[pikepdf.Pdf], None]) -> Callable[[bytes], bytes]:
    return lambda data: _saved(data, change)


def _shown(words: bytes) -> Callable[[bytes], bytes]:
    return lambda data: _saved(data, _content(b"/Artifact BMC BT %b Tj ET EMC" % words))


HEX = REASON.encode().hex().encode()
WORDS: dict[str, Callable[[bytes], bytes]] = {
    "title": _in_information,
    "alternative text": _in_an_element,
    "bookmark": _as_a_bookmark,
    "text of a page": _shown(b"(%b)" % REASON.encode()),
    "text in pieces": _set(_content(b"/Artifact BMC BT [%b] TJ ET EMC" % b" -20 ".join(PIECES))),
    "pieces of text": _set(
        _content(b"/Artifact BMC BT %b ET EMC" % b"".join(b"%b Tj " % piece for piece in PIECES))
    ),
    "marks of a page": _set(_content(b"/Span <</ActualText %b>> BDC EMC" % _octal(REASON))),
    "pieces of marks": _set(
        _content(b"".join(b"/Span <</ActualText %b>> BDC EMC " % piece for piece in PIECES))
    ),
    "text of a drawing": _form(b"BT [%b] TJ ET" % b" 5 ".join(PIECES)),
    "comment of a photograph": _photograph(),
    "link": _as_a_link,
    "UTF-16 on a page": _shown(b"<%b>" % REASON.encode("utf-16-be").hex().encode()),
    "raw": _plain(REASON),
    "without spaces, in capitals": _plain(REASON.upper().replace(" ", "")),
    "backwards": _plain(REASON[::-1]),
    "hexadecimal": lambda data: data + b"%" + HEX,
    "base64": lambda data: data + b"%" + base64.b64encode(REASON.encode()),
    "base64 behind other letters": lambda data: data + b"%xx" + base64.b64encode(REASON.encode()),
    "UTF-16": lambda data: data + REASON.encode("utf-16-be"),
    "little-endian UTF-16": lambda data: data + REASON.encode("utf-16-le"),
    "URL": _plain("".join(f"%{byte:02x}" for byte in REASON.encode())),
    "entities": _plain("".join(f"&#{ord(sign)};" for sign in REASON)),
    "a part of it": _plain(REASON[11:60]),
    "a stream that nothing refers to": lambda data: (
        data + b"999 0 obj<<>>stream\n" + zlib.compress(REASON.encode()) + b"\nendstream"
    ),
    "another item's scheme": _plain("green light is reflected rather than absorbed"),
    "an item's name": _plain("lf-light-reactions"),
    "the seed": _plain(SEED),
    "the seed's bytes": lambda data: data + bytes.fromhex(SEED),
}


def test_a_name_of_a_file_is_searched_too(built, tmp_path):
    """A paper whose file is called after an item is named."""
    folder = shutil.copytree(built, tmp_path / "copy")
    paper = next((folder / "output/leaves/students").glob("*-B.pdf"))
    paper.rename(paper.with_stem(f"{paper.stem}-lf-light-reactions"))
    assert any("the name of lf-light-reactions is in it (name)" in line for line in lines(folder))


@pytest.mark.parametrize("channel", WORDS)
def test_words_of_the_key_are_found_in_every_channel(built, tmp_path, channel):
    """A paper that holds a reason, a scheme, a name or the seed is named, however it is hidden."""
    folder = shutil.copytree(built, tmp_path / "copy")
    paper = next((folder / "output/leaves/students").glob("*-B.pdf"))
    paper.write_bytes(WORDS[channel](paper.read_bytes()))
    told = " ".join(lines(folder))
    assert " is in it (" in told and paper.name in told


def _attach(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["a.txt"] = pikepdf.AttachedFileSpec(pdf, b"B, C, D")


def _annotate(pdf: pikepdf.Pdf) -> None:
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], Contents="B"
    )
    pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(note)])


def _xmp(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as metadata:
        metadata["dc:description"] = "1B 2C"


def _script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="b=1")


def _spare(pdf: pikepdf.Pdf) -> None:
    pdf.Root.PieceInfo = pikepdf.Dictionary(B=1)


SHAPES: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "attachment": (_set(_attach), "/EmbeddedFiles"),
    "annotation": (_set(_annotate), "annotation /Text"),
    "metadata": (_set(_xmp), "dc:description in its metadata"),
    "script": (_set(_script), "/OpenAction"),
    "private entry": (_set(_spare), "/PieceInfo"),
    "information": (
        _set(lambda pdf: pdf.docinfo.__setitem__("/Keywords", "B")),
        "/Keywords in its information",
    ),
    "invisible text": (_set(_content(b"/Artifact BMC BT 3 Tr ET EMC")), "operator Tr"),
    "invisible text of a drawing": (_form(b"BT 3 Tr (B) Tj ET"), "operator Tr"),
    "comment in a drawing": (_form(b"% 1B 2C\n"), "comment on a page"),
    "comment on a page": (_set(_content(b"% 1B 2C\n")), "comment on a page"),
    "after the end": (lambda data: data + b"1B 2C", "follows its end"),
    "second version": (lambda data: data + data[-200:], "does not end once"),
    "no PDF": (lambda data: b"1B 2C", "cannot be read"),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_what_a_paper_has_no_use_for_is_named(built, shape):
    """A single letter is no word to search for: what could carry one is named by its shape."""
    paper = next((built / "output/leaves/students").glob("*-A.pdf")).read_bytes()
    assert take_apart(paper).unusual == ()
    change, says = SHAPES[shape]
    assert any(says in sentence for sentence in take_apart(change(paper)).unusual)


def test_what_students_may_see_is_not_looked_for():
    """Words of the paper, also across two of its texts, are no needles; one word more is."""
    secret = "The harbour was closed in the winter of that year because of ice"
    shown = ["The harbour was closed in the winter", "of that year because of ice and wind"]
    assert len(needles([(secret, "it")], shown)) == 0
    assert len(needles([(secret + " alone, and by order of the king", "it")], shown)) > 0
