"""Every file is valid PDF/UA-1, sound in structure and correct in syntax; and the checks that say
so can fail.
"""

from __future__ import annotations

import re
import zlib
from io import BytesIO

import pikepdf
import pytest
from pdf_structure import extracted, problems, read_aloud

from generator.page.blocks import (
    Bullets,
    Definitions,
    Entries,
    Entry,
    Heading,
    Lines,
    Notice,
    Option,
    Options,
    Paragraph,
    Table,
    WriteIn,
    spans,
)

LABELS = ("paper A", "key A", "briefing", "stress", "types")


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize(
    ("profile", "sheet"), [("standard", "A4"), ("standard", "Letter"), ("large", "A4")]
)
def test_every_file_is_valid_and_sound(render, samples, validated, label, profile, sheet):
    """A file of any kind, on any sheet, in any size, is PDF/UA-1, and its tags are wired as they
    should be.
    """
    data = render(samples[label], profile, sheet)
    assert validated(data) == []
    assert problems(data) == []


def test_an_empty_document_is_one_valid_page(render, validated):
    """Nothing to set gives an empty page, not a broken file."""
    data = render([()])[0]
    assert validated(data) == []
    with pikepdf.open(BytesIO(data)) as pdf:
        assert len(pdf.pages) == 1


def test_empty_blocks_are_harmless(render, validated):
    """Blocks that hold nothing leave no trace and break nothing."""
    empty = (
        Paragraph(()),
        Heading(2, ()),
        Bullets(()),
        Definitions(()),
        Options(()),
        Entries(()),
        Notice(()),
        WriteIn(()),
        Lines(0),
        Table((), (), (), "s"),
        Table((spans("head"),), (), (1,), "s"),
        Entries((Entry("1", ()),)),
        Bullets(((),)),
        Options((Option("A", ()),)),
        Definitions((((), ()),)),
    )
    data = render([(Heading(1, spans("T")), *empty, Paragraph(spans("end")))])[0]
    assert validated(data) == [] and problems(data) == []
    assert extracted(data)[0].split() == ["T", "head", "1", "•", "A", "end"]


def test_no_documents_are_no_files(render):
    """An empty family has no files."""
    assert render([]) == []


def broken(data: bytes, how) -> bytes:
    """A file after `how` has changed it."""
    with pikepdf.open(BytesIO(data)) as pdf:
        how(pdf)
        out = BytesIO()
        pdf.save(out)
        return out.getvalue()


def _content(pdf, pattern: bytes, new: bytes, page: int = 0) -> None:
    stream = pdf.pages[page].Contents
    changed, count = re.subn(pattern, new, stream.read_bytes(), count=1, flags=re.DOTALL)
    assert count == 1
    stream.write(changed)


def _swap_parents(pdf) -> None:
    row = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
    row[0], row[1] = row[1], row[0]


def _swap_blocks(pdf) -> None:
    kids = pdf.Root.StructTreeRoot.K.K
    kids[0], kids[1] = kids[1], kids[0]


def _claim_twice(pdf) -> None:
    kids = pdf.Root.StructTreeRoot.K.K
    kids[1].K = kids[0].K


def _unwire_link(pdf) -> None:
    link = next(page.Annots[0] for page in pdf.pages if "/Annots" in page)
    link.StructParent = 99_999


STRUCTURE = {
    "hidden from readers": lambda pdf: _content(pdf, rb"/H1<</MCID 0>>BDC", b"/Artifact BMC"),
    "outside marked content": lambda pdf: _content(pdf, rb"/H1<</MCID 0>>BDC(.*?)EMC", rb"\1"),
    "is P, its element is H1": lambda pdf: _content(pdf, rb"/H1<</MCID 0>>", b"/P<</MCID 0>>"),
    "opened twice": lambda pdf: _content(pdf, rb"<</MCID 1>>", b"<</MCID 0>>"),
    "leads from 0 to another": _swap_parents,
    "not the order of painting": _swap_blocks,
    "claimed twice": _claim_twice,
    "link is not wired": _unwire_link,
}


@pytest.mark.parametrize("finding", STRUCTURE)
def test_the_structure_check_finds_what_is_broken(sample_files, finding):
    """Each thing that the structure check promises to find, it finds."""
    assert any(
        finding in problem
        for problem in problems(broken(sample_files["briefing"], STRUCTURE[finding]))
    )


def _no_language(pdf) -> None:
    del pdf.Root.Lang


def _no_contents(pdf) -> None:
    for page in pdf.pages:
        for link in page.get("/Annots", []):
            del link.Contents


@pytest.mark.parametrize("how", [_no_language, _no_contents])
def test_the_validator_finds_what_is_broken(sample_files, validated, how):
    """The validator looks at these files: one without a language, or with a mute link, fails."""
    assert validated(broken(sample_files["briefing"], how))


def test_the_syntax_check_finds_what_is_broken(sample_files, validated):
    """A stream with damaged data fails the syntax check."""
    data = sample_files["briefing"]
    start = data.index(b"stream\n", data.index(b"/Filter/FlateDecode")) + 7
    assert zlib.decompressobj().decompress(data[start:])
    assert validated(data[: start + 10] + b"\0" * 10 + data[start + 20 :])


def test_nested_lists_lie_inside_their_items(render, samples):
    """A list in a list is part of the item it belongs to, as a reader expects."""
    paths = {path for path, _ in read_aloud(render(samples["briefing"]))}
    assert "/Document/L/LI/LBody/L/LI/LBody/L/LI/LBody/P" in paths
    assert "/Document/L/LI/LBody/L/LI/Lbl" in {
        path for path, _ in read_aloud(render(samples["paper A"]))
    }


def test_table_heads_say_what_they_head(sample_files):
    """Every head cell has a scope, column heads lie in THead, and a table has a summary."""
    with pikepdf.open(BytesIO(sample_files["briefing"])) as pdf:
        tables = [kid for kid in pdf.Root.StructTreeRoot.K.K if kid.S == "/Table"]
        assert [str(table.A.Summary) for table in tables] == ["Events in order", "Who backs whom"]
        for table in tables:
            head, body = table.K
            assert (head.S, body.S) == ("/THead", "/TBody")
            assert {str(cell.A.Scope) for cell in head.K[0].K} == {"/Column"}
        assert [str(cell.S) for cell in tables[1].K[1].K[0].K] == ["/TH", "/TD", "/TD"]
        assert str(tables[1].K[1].K[0].K[0].A.Scope) == "/Row"


def test_points_are_read_after_the_stem(render, samples):
    """Points stand in the margin, but are read right after the paragraph they stand beside."""
    heard = read_aloud(render(samples["paper A"]))
    at = next(n for n, (_, text) in enumerate(heard) if text.startswith("Which earlier case"))
    assert [text for _, text in heard[at - 1 : at + 4]] == ["1", heard[at][1], "[1]", "A", "Kosovo"]
