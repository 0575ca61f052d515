"""A pack's papers and keys, or a bank's items, as files for a word processor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from generator.content.model import STANDARD, Content, Item, Pack
from generator.documents.editable import bank_listing, editable_key, editable_paper
from generator.editions.arrange import arrange
from generator.exchange.exchanged import ExchangeError
from generator.exchange.zip_files import read_zip, write_zip
from generator.i18n.catalog import load_catalog
from generator.page.blocks import Block, Document, HeaderFooter, Picture
from generator.page.media import Media, Raster
from generator.render.pdf import LOOKS, SHEETS, MissingMedia, render_documents
from generator.render.word import FigureFile, word_file
from generator.workflows.media import with_media
from generator.workflows.show import catalog_of, placed_alone

_MISSING = 'to write Word documents, run: pip install "briefing-packs[docx]"'
_DOTS = 150 / 25.4  # pixels to a mm, of a picture whose width nobody says: as on paper
_LOOK = LOOKS["standard"][STANDARD]


def pack_files(pack: Pack, content: Content) -> Mapping[str, bytes]:
    """The paper and the key of every form, by what is behind the pack's name in their files'
    names; a key is in no paper's file.

    Raises ExchangeError where a library is missing.
    """
    quiz, style = arrange(pack, content), pack.style
    catalog = load_catalog(pack.language, style.document, style.points)
    files: dict[str, bytes] = {}
    for form, name in enumerate(quiz.view.form_names):
        documents = {
            f"-{name}": editable_paper(quiz.view, form, catalog, style),
            f"-{name}-KEY": editable_key(quiz.view, quiz.key, form, catalog),
        }
        for ending, document in documents.items():
            files[ending] = _written(document, content.media, pack.printing.paper)
    return files


def bank_file(title: str, items: Sequence[Item], content: Content) -> bytes:
    """All of some items of a bank, with their answers.

    Raises ExchangeError where there is none, or a library is missing.
    """
    if not items:
        raise ExchangeError(f"there is no item to write in '{title}'")
    banks = {item.id: name for name, bank in content.banks.items() for item in bank.items}
    halves = [
        placed_alone(_with_one(content, banks[item.id], item), item, number)
        for number, item in enumerate(items, 1)
    ]
    document = bank_listing(title, halves, catalog_of(content, items[0]))
    return _written(document, content.media, "A4")


def _with_one(content: Content, bank: str, item: Item) -> Content:
    """Content with one item only: what arranges it looks at all that there are."""
    return replace(content, banks={bank: replace(content.banks[bank], items=(item,))})


def _written(document: Document, media: Media, paper: str) -> bytes:
    document = with_media(document, media)
    try:
        data = word_file(document, paper, partial(_figure, document))
    except ImportError:
        raise ExchangeError(_MISSING) from None
    except MissingMedia as error:
        raise ExchangeError(str(error)) from None
    return write_zip(read_zip(data))  # without today's date


def _figure(document: Document, block: Block) -> FigureFile:
    """A picture as it is where it is one of pixels; everything else as it is drawn on paper.

    Raises ImportError, MissingMedia.
    """
    from generator.pictures.jpeg import with_header
    from generator.pictures.kept import picture_file
    from generator.pictures.pages import drawn_page

    if isinstance(block, Picture):
        picture = document.media.pictures.get(block.sha256)
        if isinstance(picture, Raster):
            width = picture.width / _DOTS if block.width is None else block.width
            suffix, data = picture_file(picture)
            return FigureFile(with_header(data) if suffix == "jpg" else data, width)
    alone = Document("", document.language, HeaderFooter(page=""), (block,), media=document.media)
    (drawn,) = render_documents([alone], _LOOK, SHEETS["A4"])
    return FigureFile(*drawn_page(drawn.data))
