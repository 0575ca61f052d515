"""A class set: many copies in one file for the printer, each on sheets of its own, each still a
document for its reader.
"""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
import sample_documents
from pdf_structure import extracted, problems, read_aloud

from generator.page.blocks import Document, HeaderFooter, Heading, Paragraph, WriteIn, spans
from generator.page.markup import Span
from generator.render import pdf as rendering
from generator.render.pdf.document_renderer import DocumentRenderer

STANDARD, A4 = rendering.PROFILES["standard"], rendering.SHEETS["A4"]
BLANK = "This page is intentionally blank"


def bound(copies, profile="standard", sheet="A4", duplex=True, language="en"):
    """A class set, of documents in one profile or of pairs that say which."""
    pairs = [copy if isinstance(copy, tuple) else (copy, profile) for copy in copies]
    binding = rendering.Binding("Class set", language, BLANK, duplex)
    profiles = [(document, rendering.PROFILES[look]) for document, look in pairs]
    return rendering.bind_copies(profiles, rendering.SHEETS[sheet], binding)


def named(document: Document, name: str) -> Document:
    """The document with a name filled in."""
    return replace(
        document,
        blocks=tuple(
            replace(block, values=(name,)) if isinstance(block, WriteIn) else block
            for block in document.blocks
        ),
    )


@pytest.fixture(scope="module")
def forms() -> list[Document]:
    """Two forms of a paper."""
    return [sample_documents.paper("A", 12), sample_documents.paper("B", 12, 1)]


@pytest.fixture(scope="module")
def alone(forms) -> list[list[str]]:
    """The pages of each form when it is set by itself."""
    return [extracted(printed.data) for printed in rendering.render_documents(forms, STANDARD, A4)]


@pytest.mark.parametrize("profile", ["standard", "large-print"])
@pytest.mark.parametrize("duplex", [True, False])
def test_a_class_set_is_valid_and_sound(forms, validated, profile, duplex):
    """Bound, in any profile, on both sides or one, the file is PDF/UA-1, and every copy's tags are
    wired.
    """
    printed = bound([named(forms[n % 2], f"Student {n}") for n in range(5)], profile, duplex=duplex)
    assert validated(printed.data) == [] and problems(printed.data) == []
    with pikepdf.open(BytesIO(printed.data)) as pdf:
        assert len(pdf.pages) == printed.pages
        assert pdf.Root.ViewerPreferences.Duplex == (
            "/DuplexFlipLongEdge" if duplex else "/Simplex"
        )


def test_copies_follow_each_other_on_sheets_of_their_own(forms, alone):
    """Each copy begins on a right-hand page, and is page for page what it is by itself: numbered 1
    of n, margins and all.
    """
    pages, at = extracted(bound([forms[0], forms[1], forms[0]]).data), 0
    for copy in (alone[0], alone[1], alone[0]):
        assert at % 2 == 0
        assert pages[at : at + len(copy)] == copy
        at += len(copy)
        if len(copy) % 2:
            assert pages[at].strip() == BLANK
            at += 1
    assert at == len(pages) and any(BLANK in page for page in pages)


def test_copies_in_several_profiles_lie_in_one_file(forms, validated):
    """Each copy is page for page what it is by itself in its profile; the file is valid, and every
    face is embedded once.
    """
    looks = ["standard", "large-print", "dyslexia", "clear-print", "standard"]
    printed = bound([(named(forms[n % 2], f"Student {n}"), look) for n, look in enumerate(looks)])
    assert validated(printed.data) == [] and problems(printed.data) == []
    pages, at = extracted(printed.data), 0
    for n, (look, count) in enumerate(zip(looks, printed.each, strict=True)):
        (alone,) = rendering.render_documents(
            [named(forms[n % 2], f"Student {n}")], rendering.PROFILES[look], A4
        )
        assert at % 2 == 0 and pages[at : at + alone.pages] == extracted(alone.data)
        assert count == alone.pages + alone.pages % 2
        at += count
    assert at == printed.pages == sum(printed.each)
    with pikepdf.open(BytesIO(printed.data)) as pdf:
        names = [str(font.BaseFont)[8:] for font in pdf.pages[0].Resources.Font.values()]
        assert len(names) == len(set(names))
    with pytest.raises(AssertionError):  # the comparison above tells profiles apart
        assert (
            extracted(bound([(forms[0], "large-print")]).data)[0]
            == extracted(bound([forms[0]]).data)[0]
        )


def test_even_copies_and_single_sides_need_no_blank_page(forms, alone):
    """Where nothing is printed on the back, or the last sheet is full, no page is added."""
    pages = extracted(bound(forms, duplex=False).data)
    assert len(pages) == sum(map(len, alone)) and not any(BLANK in page for page in pages)
    even = Document(
        "T", "en", HeaderFooter(), tuple(Paragraph(spans("line")) for _ in range(50)), "even"
    )
    assert bound([even, even]).pages == 4


def test_names_differ_and_all_else_is_kept_once(forms):
    """Copies that differ in a name share every page without one: content streams, fonts, all."""
    printed = bound([named(forms[n % 2], f"Student {n} Šćepanović") for n in range(20)])
    with pikepdf.open(BytesIO(printed.data)) as pdf:
        streams = [page.Contents.objgen for page in pdf.pages]
        firsts = {stream for n, stream in enumerate(streams) if n % (len(streams) // 20) == 0}
        assert len(firsts) == 20 and len(set(streams)) <= 20 + len(streams) // 10
        assert len({page.Resources.Font.F0.objgen for page in pdf.pages}) == 1
    text = extracted(printed.data)
    per = len(text) // 20
    assert all(f"Student {n} Šćepanović" in text[n * per] for n in range(20))
    single = rendering.render_documents(forms[:1], STANDARD, A4)[0].data
    assert len(printed.data) < 20 * len(single) / 3


@pytest.mark.parametrize("duplex", [True, False])
@pytest.mark.parametrize(
    ("family", "bound_forms", "is_taken_over"),
    [((0, 1), (0, 1, 0), True), ((0, 1), (0, 0), False), ((0,), (0, 1), False)],
)
def test_what_was_laid_out_is_bound_as_it_is(
    forms, monkeypatch, duplex, family, bound_forms, is_taken_over
):
    """The file has the bytes of one that is laid out by itself, whatever was kept; what is kept of
    whole families is not laid out again.
    """
    binding = rendering.Binding("Class set", "en", BLANK, duplex)
    copies = [(forms[n], STANDARD) for n in bound_forms]
    fresh = rendering.bind_copies(copies, A4, binding)
    renderings = rendering.Renderings()
    rendering.render_documents(
        [forms[n] for n in family], STANDARD, A4, duplex=duplex, renderings=renderings
    )
    laid_out: list[Document] = []
    original = DocumentRenderer.render
    monkeypatch.setattr(
        DocumentRenderer,
        "render",
        lambda self, document: laid_out.append(document) or original(self, document),
    )
    assert rendering.bind_copies(copies, A4, binding, renderings) == fresh
    assert (not laid_out) == is_taken_over


def test_what_was_laid_out_otherwise_is_not_bound(forms):
    """Neither pages of another profile, size or side, nor any with letters numbered for a file."""
    binding = rendering.Binding("Class set", "en", BLANK)
    serbian = [
        replace(form, title="А́ б", blocks=(*form.blocks, Paragraph(spans("а́")))) for form in forms
    ]
    looks = [
        (forms, rendering.PROFILES["large-print"], A4, True),
        (forms, STANDARD, rendering.SHEETS["Letter"], True),
        (forms, STANDARD, A4, False),
        (serbian, STANDARD, A4, True),
    ]
    for documents, profile, sheet, duplex in looks:
        copies = [(document, STANDARD) for document in documents]
        renderings = rendering.Renderings()
        rendering.render_documents(documents, profile, sheet, duplex=duplex, renderings=renderings)
        fresh = rendering.bind_copies(copies, A4, binding)
        assert rendering.bind_copies(copies, A4, binding, renderings) == fresh


def test_each_copy_is_a_part_with_a_bookmark_and_page_labels(forms):
    """A bookmark and a labelled run of pages leads to each copy; names stand nowhere but on the
    papers.
    """
    printed = bound([named(forms[n % 2], "Secret Name") for n in range(3)])
    with pikepdf.open(BytesIO(printed.data)) as pdf, pdf.open_outline() as outline:
        assert [entry.title for entry in outline.root] == [
            f"{n}. {forms[0].title}" for n in (1, 2, 3)
        ]
        parts = pdf.Root.StructTreeRoot.K.K
        assert [str(part.S) for part in parts] == ["/Part"] * 3
        per = printed.pages // 3
        assert [page.label for page in pdf.pages][::per] == ["1/1", "2/1", "3/1"]
        assert pdf.pages[per + 1].label == "2/2" and str(pdf.docinfo.Title) == "Class set"
        for n, entry in enumerate(outline.root):
            assert entry.destination[0].objgen == pdf.pages[n * per].objgen
        assert (
            "Secret"
            not in repr(pdf.Root.Outlines)
            + str(pdf.docinfo)
            + pdf.Root.Metadata.read_bytes().decode()
        )
    heard = [text for path, text in read_aloud(printed.data) if text.strip() == "Name Secret Name"]
    assert len(heard) == 3


def test_documents_of_one_copy_are_bundled(forms, validated):
    """What is handed out together is one copy: its pages are counted through, and one bookmark
    holds the others.
    """
    binding = rendering.Binding("T", "en", BLANK, bundle=2)
    data = rendering.bind_copies([(form, STANDARD) for form in (*forms, *forms)], A4, binding).data
    assert validated(data) == [] and problems(data) == []
    with pikepdf.open(BytesIO(data)) as pdf, pdf.open_outline() as outline:
        assert [entry.title for entry in outline.root] == [f"{n}. {forms[0].title}" for n in (1, 2)]
        assert [[inner.title for inner in entry.children] for entry in outline.root] == [
            [forms[1].title]
        ] * 2
        half = len(pdf.pages) // 2
        assert [page.label for page in pdf.pages] == [
            f"{n}/{page + 1}" for n in (1, 2) for page in range(half)
        ]


def test_links_and_languages_of_copies_are_their_own(validated):
    """Links lie on each copy's own pages; a copy in another language says so; Serbian keeps its
    letters.
    """
    link = (
        Heading(1, spans("T")),
        Paragraph((Span("see "), Span("this", link="https://example.org"))),
    )
    slanted = (Heading(1, spans("Т")), Paragraph(spans("где", italic=True)))
    copies = [
        Document("A", "en", HeaderFooter(), link, "a"),
        Document("B", "sr-Cyrl", HeaderFooter(), slanted, "b"),
    ] * 2
    data = bound(copies).data
    assert validated(data) == [] and problems(data) == []
    with pikepdf.open(BytesIO(data)) as pdf:
        assert [len(page.get("/Annots", [])) for page in pdf.pages] == [1, 0, 0, 0] * 2
        assert [str(part.get("/Lang", "")) for part in pdf.Root.StructTreeRoot.K.K] == [
            "",
            "sr-Cyrl",
        ] * 2
        assert any(
            "Italic-SR" in str(font.BaseFont) for font in pdf.pages[0].Resources.Font.values()
        )


def test_a_broken_class_set_is_noticed(forms):
    """The checks look into every copy: marked content that another copy's element claims
    is found.
    """
    with pikepdf.open(BytesIO(bound(forms).data)) as pdf:
        parts = pdf.Root.StructTreeRoot.K.K
        parts[1].K[0].Pg = pdf.pages[0].obj
        out = BytesIO()
        pdf.save(out)
    assert problems(out.getvalue())


def test_a_class_set_is_the_same_when_made_again(forms):
    """Equal copies are equal bytes; their order matters."""
    first, again, other = bound(forms).data, bound(list(forms)).data, bound(forms[::-1]).data
    assert first == again != other


def test_no_copies_and_what_cannot_be_set_are_refused():
    """Nothing to bind, a missing glyph and an item too tall are said as elsewhere."""
    with pytest.raises(ValueError, match="no copies"):
        bound([])
    with pytest.raises(rendering.MissingGlyph):
        bound([Document("T", "en", HeaderFooter(), (Paragraph(spans("日")),), "d")])
    with pytest.raises(rendering.MissingGlyph):
        rendering.bind_copies(
            [(Document("T", "en", HeaderFooter(), (), "d"), STANDARD)],
            A4,
            rendering.Binding("T", "en", "日"),
        )


def test_a_hundred_and_twenty_copies_are_quick_and_small(forms):
    """A class of 120 with names: a few seconds at most, and less than 20 kB a copy."""
    printed = bound([named(forms[n % 2], f"Student {n}") for n in range(120)])
    assert printed.pages == 120 * (printed.pages // 120) and len(printed.data) < 120 * 20_000
