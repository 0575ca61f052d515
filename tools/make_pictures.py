"""Draws the pictures of the pages in docs/ from documents that the program makes:
`python -m tools.make_pictures`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps

from generator.i18n.catalog import load_catalog
from generator.items import TYPES
from generator.loading.content import load
from generator.loading.proposed_ids import propose_ids
from generator.loading.yaml.reader import read
from generator.page.blocks import Document, HeaderFooter, Heading
from generator.page.markup import parse
from generator.problems import ERROR, Problems
from generator.render.pdf import LOOKS, PROFILES, SHEETS, render_documents
from generator.workflows.authoring.guide import chapters, example_item, examples
from generator.workflows.show import item_blocks, pack_documents

ROOT = Path(__file__).resolve().parents[1]
GUIDE = ROOT / "docs" / "authoring.md"
TUTORIAL = ROOT / "docs" / "first-quiz.md"
PICTURES = ROOT / "docs" / "pictures"
MADE_FROM = PICTURES / "made-from.json"  # of each picture, the SHA-256 of the PDF it shows
SCALE = 1.5  # pixels per point
GREYS = 16
ROOM = 12  # white pixels around what is on a page
# The pack of the tutorial, with a fixed seed: one of `packs new pack` is another each time.
_PACK = """\
pack: leaves
title: Leaves
duration: 10
seed: 3f0a6c1d9b7e4285a1c4d7f02b9e6358
forms: 2
quiz:
  sections:
    - title: Multiple choice
      items: [{0}, {1}]
    - title: True or false
      items: [{2}]
    - title: Short answer
      items: [{3}]
"""


def pictured() -> dict[str, bytes]:
    """The PDF whose first page each picture shows, by the picture's name."""
    return {**dict(item_type_documents()), **dict(tutorial_documents())}


def item_type_documents() -> Iterator[tuple[str, bytes]]:
    """Each type's first example in the guide, as asked and with its key."""
    written = chapters(GUIDE.read_text(encoding="utf-8"))
    title = Heading(3, parse(load_catalog("en")("answer-key")))
    for name in TYPES:
        asked, key = item_blocks(*example_item(examples(written[name])[0]))
        document = Document(name, "en", HeaderFooter(page=""), (asked, title, key))
        look = LOOKS["standard"]["standard"]
        (file,) = render_documents([document], look, SHEETS["A4"], duplex=False)
        yield f"item-{name}", file.data


def tutorial_documents() -> Iterator[tuple[str, bytes]]:
    """The first paper of the pack that the tutorial's bank makes, and its key on a page."""
    page = TUTORIAL.read_text(encoding="utf-8")
    bank = re.search(r"(?ms)^```yaml\n(bank: .*?)^```", page)
    assert bank, "the tutorial has no bank"
    path, problems = "questions/leaves.yaml", Problems()
    written = read(bank[1].encode(), path, problems)
    assert written, list(problems)
    pack = _PACK.format(*(proposal.id for proposal in propose_ids({path: written})))
    printed = read(pack.encode(), "packs/leaves.yaml", problems)
    assert printed, list(problems)
    content = load({path: written, "packs/leaves.yaml": printed}, problems)
    errors = [str(problem) for problem in problems if problem.severity == ERROR]
    assert not errors, errors
    for name, kind in (("first-quiz-paper", "paper"), ("first-quiz-key", "key-page")):
        document = pack_documents(content.packs["leaves"], content, kind)[0]
        look = LOOKS["standard"]["standard"] if kind == "paper" else PROFILES["standard"]
        (file,) = render_documents([document], look, SHEETS["A4"], duplex=True)
        yield name, file.data


def draw(pdf: bytes) -> Image.Image:
    """A PDF's first page in grey, cut to what is on it."""
    page: Image.Image = pypdfium2.PdfDocument(pdf)[0].render(scale=SCALE).to_pil().convert("L")
    left, top, right, bottom = ImageOps.invert(page).getbbox() or (0, 0, *page.size)
    box = (
        max(0, left - ROOM),
        max(0, top - ROOM),
        min(page.width, right + ROOM),
        min(page.height, bottom + ROOM),
    )
    return page.crop(box).quantize(GREYS)


def fingerprints(documents: dict[str, bytes]) -> dict[str, str]:
    """By the name of a picture, the SHA-256 of its PDF."""
    return {name: sha256(pdf).hexdigest() for name, pdf in sorted(documents.items())}


def main() -> None:
    """Draw every picture anew, and remove those that no page has any more."""
    documents = pictured()
    PICTURES.mkdir(exist_ok=True)
    for path in PICTURES.glob("*.png"):
        if path.stem not in documents:
            path.unlink()
    for name, pdf in documents.items():
        draw(pdf).save(PICTURES / f"{name}.png", optimize=True)
    text = json.dumps(fingerprints(documents), indent=1)
    MADE_FROM.write_text(f"{text}\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
