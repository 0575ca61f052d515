"""Whole packs in other languages: no English is left on a page, files are sound, and what is
extracted is what was written.
"""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO
from pathlib import Path

import page as page_validation
import pikepdf
import pytest

from generator.content.figures import Figure, Series
from generator.i18n.catalog import Catalog, load_catalog
from generator.items.figure_blocks import figure_blocks
from generator.page.blocks import BubbleSheet, Document, HeaderFooter
from generator.render.accessible_text import accessible_text
from generator.render.text import text_preview
from tests.e2e.reader import text_of
from tests.languages import trial
from tests.languages.test_catalogues import ALIKE, CATALOGUES, OTHERS, values_of

# In Cyrillic only codes, ids and letters of options and forms are Latin.
_LATIN = re.compile(r"[A-Za-z]{2,}")
_FILE = re.compile(r"[\w-]+\.(?:pdf|csv)")
_CODED = re.compile(r"\b(?:[0-9A-Z]{4}-[0-9A-Z]{4}(?:-[A-Z])?|[a-z]{2}-[0-9a-z-]+|r1|[A-H]+)\b")


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The trial project of each language."""
    return {
        language: trial.write(language, tmp_path_factory.mktemp("trial") / language)
        for language in OTHERS
    }


@pytest.fixture(scope="module")
def documents(folders) -> dict[str, dict[str, Document]]:
    """The documents of each."""
    return {language: trial.documents(folder) for language, folder in folders.items()}


@pytest.fixture(scope="module")
def files(documents) -> dict[tuple[str, str], bytes]:
    """The same, printed."""
    return {
        (language, kind): trial.printed(document)
        for language, made in documents.items()
        for kind, document in made.items()
    }


def flat(text: str) -> str:
    """A text on one line, without the names of files."""
    return " ".join(_FILE.sub("", text).split())


def pieces(phrase: object) -> set[str]:
    """What a phrase prints whatever is filled in: its words between the braces, from three letters
    on.
    """
    parts = {
        part.strip(" .,;:()–")
        for text in values_of(phrase)
        for part in re.split(r"\{+\w+\}+|\*\*", text)
    }
    return {part for part in parts if len(re.findall(r"[^\W\d_]", part)) >= 3}


def english_words(text: str, language: str) -> list[str]:
    """The English phrases that stand in a text, besides those that the language has too."""
    return sorted(part for part in only_english(language) if _holds(text, part))


@cache
def only_english(language: str) -> frozenset[str]:
    """The English phrases that a language does not have as well."""
    own = flat(
        " ".join(each for phrase in CATALOGUES[language].values() for each in values_of(phrase))
    )
    english = {
        part
        for name, phrase in CATALOGUES["en"].items()
        if name not in ALIKE[language]
        for part in pieces(phrase)
    }
    return frozenset(part for part in english if not _holds(own, part))


def _holds(text: str, part: str) -> bool:
    return part in text and re.search(rf"(?<!\w){re.escape(part)}(?!\w)", text) is not None


@pytest.mark.parametrize("kind", trial.KINDS)
@pytest.mark.parametrize("language", OTHERS)
def test_no_english_word_is_left_on_a_page(documents, language, kind):
    """No document, printed or as plain text, holds a phrase of the English catalogue; each has some
    of its own.
    """
    document = documents[language][kind]
    text = flat(text_preview(document))
    assert english_words(text, language) == []
    assert (
        kind not in trial.TEXTS
        or english_words(accessible_text(document, load_catalog(language)), language) == []
    )
    assert (
        sum(
            _holds(text, part)
            for phrase in CATALOGUES[language].values()
            for part in pieces(phrase)
        )
        > 15
    )
    sheets = [block for block in document.blocks if isinstance(block, BubbleSheet)]
    page = sheets[0].words.page if sheets else document.header_footer.page
    assert document.language == language and load_catalog(language)("page") == page


def test_an_english_word_would_be_found(folders, monkeypatch):
    """Negative control: a phrase that comes from code, or is left in English, is seen."""
    ask, en, left = Catalog.__call__, load_catalog("en"), "end-of-quiz"
    monkeypatch.setattr(
        Catalog,
        "__call__",
        lambda self, name, **values: ask(en if name == left else self, name, **values),
    )
    found = english_words(flat(text_preview(trial.documents(folders["de"])["paper"])), "de")
    assert "End of the quiz" in found


def test_no_latin_word_is_left_in_cyrillic(documents):
    """A pack in Cyrillic has no word in Latin letters; codes, ids and the letters of options and
    forms stay Latin.
    """
    for kind, document in documents["sr-Cyrl"].items():
        assert _LATIN.findall(_CODED.sub("", flat(text_preview(document)))) == [], kind
    options = [
        line
        for line in text_preview(documents["sr-Cyrl"]["paper"]).splitlines()
        if re.match(r" +\( \) A  ", line)
    ]
    assert options and _LATIN.findall(_CODED.sub("", "одговор answer B")) == ["answer"]


@pytest.mark.parametrize("language", OTHERS)
def test_the_key_is_marked_in_the_language(documents, language):
    """The key says on every page whom it is not for; the row of keys has the verdict's letter in
    the language, not T or F.
    """
    catalog, key = load_catalog(language), documents[language]["key"]
    assert key.header_footer.banner == catalog("key-banner") and key.header_footer.banner.isupper()
    (row,) = (
        line
        for line in text_preview(key).splitlines()
        if line.startswith(catalog("key-row") + "  ")
    )
    assert catalog("false-short") in row.split()


@pytest.mark.parametrize("kind", trial.KINDS)
@pytest.mark.parametrize("language", OTHERS)
def test_every_file_is_valid_and_says_its_language(files, language, kind, tmp_path):
    """Every file is PDF/UA-1 and states its language, with its script where it has two, to screen
    readers and in its metadata.
    """
    path = tmp_path / "file.pdf"
    path.write_bytes(files[language, kind])
    assert [
        f"{one.rule_id}: {one.message}"
        for one in page_validation.validate_pdf(str(path), profile="ua1").failures
    ] == []
    with pikepdf.open(path) as pdf:
        assert str(pdf.Root.Lang) == language
        assert f"<rdf:li>{language}</rdf:li>" in pdf.Root.Metadata.read_bytes().decode()


@pytest.mark.parametrize("kind", trial.KINDS)
@pytest.mark.parametrize("language", OTHERS)
def test_extracted_text_is_what_was_written(documents, files, language, kind):
    """Umlauts, Latin letters with carons and Cyrillic ones come back from the file as they were
    written, localised shapes too.
    """
    extracted = set(re.findall(r"\w{3,}", text_of(files[language, kind])))
    figures = re.sub(
        r"\[[^\]]{8,}\]", "", text_preview(documents[language][kind])
    )  # an alternative text is not printed
    written = set(re.findall(r"(?<!\w)[^\W\d_]{3,}(?!\w)", figures))
    assert len(written) > 25 and written - extracted == set()


def test_slanted_cyrillic_has_its_serbian_shapes(files):
    """б, г, д, п and т slanted have the shapes that Serbian readers expect: the face with these
    shapes is embedded, once.
    """
    for language, expected in (("sr-Cyrl", True), ("de", False)):
        with pikepdf.open(BytesIO(files[language, "key"])) as pdf:
            faces = {
                str(font.BaseFont) for page in pdf.pages for font in page.resources.Font.values()
            }
        assert any(face.endswith("-Italic-SR") for face in faces) == expected, faces


def test_every_type_of_item_is_tried(folders):
    """The trial packs have an item of every type, so that no type keeps words of its own unseen."""
    from generator.items import TYPES

    for folder in folders.values():
        (bank,) = folder.glob("questions/*.yaml")
        assert {
            name
            for name in TYPES
            if re.search(rf'type: "?{name}"?\n', bank.read_text(encoding="utf-8"))
        } == set(TYPES)


@pytest.mark.parametrize("language", OTHERS)
def test_decimals_have_the_mark_of_the_language(documents, files, language):
    """On a chart's bars and axis, in keys and ranges, decimals stand behind a comma; a point would
    be found.
    """
    pages = {kind: text_of(files[language, kind]) for kind in ("paper", "key")}
    assert {"7,5", "12,5", "2,5"} <= set(re.findall(r"\d+,\d+", pages["paper"]))
    assert {"1041,5", "1041,0", "1042,0"} <= set(re.findall(r"\d+,\d+", pages["key"]))
    shown = text_preview(documents[language]["paper"]) + accessible_text(
        documents[language]["paper"], load_catalog(language)
    )
    assert shown.count("7,5") == 2
    assert ".." not in shown  # a year that ends in its full stop before another one
    assert not re.search(r"\d\.\d", "".join(pages.values()) + shown)
    assert re.search(r"\d\.\d", text_preview(trial_chart("en"))) and not re.search(
        r"\d\.\d", text_preview(trial_chart(language))
    )


def trial_chart(language: str) -> Document:
    """A chart with a decimal, by itself."""
    figure = Figure("bar-chart", "C", "A chart.", ("2008",), (Series("S", ("7.5",)),), "U")
    return Document("T", language, HeaderFooter(), figure_blocks(figure, load_catalog(language)))
