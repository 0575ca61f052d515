"""Pictures of every make, from their file to what a page of a built paper shows."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageDraw

from tests.e2e import making
from tests.e2e.test_pictures_e2e import EVIDENCE, HEAD, PACK

RED, BLUE, WHITE = (200, 30, 30), (20, 60, 160), (255, 255, 255)
SIZE = (600, 400)
_DPI = 96
# Where in the picture, as shares of its width and height, from the left and from the top.
PLACES = {"upper left": (0.25, 0.25), "upper right": (0.75, 0.25)}
PLACES |= {"lower left": (0.25, 0.75), "lower right": (0.75, 0.75)}
Colour = tuple[int, int, int]


def drawn(mode: str = "RGB") -> Image.Image:
    """Red in the upper left, blue in the lower right, white elsewhere."""
    image = Image.new("RGB", SIZE, WHITE)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, 299, 199), fill=RED)
    pen.rectangle((300, 200, 599, 399), fill=BLUE)
    return image.convert(mode)


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    """The file of a picture."""
    target = BytesIO()
    image.save(target, form, **options)
    return target.getvalue()


def see_through() -> bytes:
    """Black and red of no opacity where white is expected, red and blue elsewhere."""
    image = Image.new("RGBA", SIZE, (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, 299, 199), fill=(*RED, 255))
    pen.rectangle((300, 0, 599, 199), fill=(*RED, 0))
    pen.rectangle((300, 200, 599, 399), fill=(*BLUE, 255))
    return saved(image, "PNG")


def half_through() -> bytes:
    """Half of the white paper is seen behind red and blue."""
    image = drawn("RGBA")
    image.putalpha(128)
    return saved(image, "PNG")


def palette() -> bytes:
    """Colours by number, one of them, a green, not there."""
    image = Image.new("P", SIZE, 2)
    image.putpalette([*RED, *BLUE, 0, 200, 0])
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, 299, 199), fill=0)
    pen.rectangle((300, 200, 599, 399), fill=1)
    return saved(image, "PNG", transparency=2)


def sixteen_bits() -> bytes:
    """Sixteen bits of grey."""
    return saved(drawn("L").convert("I").point(lambda value: value * 257).convert("I;16"), "PNG")


def turned() -> bytes:
    """As a camera held upright keeps it: turned to the left, with a note to turn it back."""
    exif = Image.Exif()
    exif[0x0112] = 6
    return saved(drawn().transpose(Image.Transpose.ROTATE_90), "JPEG", quality=95, exif=exif)


# As drawing programs write them: a box that begins elsewhere, layers that are moved, styles by
# attribute, by `style` and by class.
LAYERS = b"""<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<svg width="150mm" height="100mm" viewBox="-30 20 150 100" version="1.1" id="svg5"
   xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
   xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"
   xmlns="http://www.w3.org/2000/svg" xmlns:svg="http://www.w3.org/2000/svg">
  <sodipodi:namedview id="namedview7" pagecolor="#ffffff" inkscape:zoom="0.74" />
  <defs id="defs2" />
  <g inkscape:label="Layer 1" inkscape:groupmode="layer" id="layer1" transform="translate(-30,20)">
    <rect style="fill:#c81e1e;fill-opacity:1;stroke:none;stroke-width:0.26" id="rect31"
       width="75" height="50" x="0" y="0" />
    <g transform="matrix(0,50,-75,0,150,50)" id="g40">
      <path d="M 0,0 H 1 V 1 H 0 Z" id="path41" style="fill:#143ca0;fill-rule:evenodd" />
    </g>
  </g>
</svg>
"""
CLASSES = b"""<?xml version="1.0" encoding="utf-8"?>
<!-- Generator: a drawing program -->
<svg version="1.1" id="Layer_1" xmlns="http://www.w3.org/2000/svg" x="0px" y="0px"
  viewBox="100 100 600 400" style="enable-background:new 100 100 600 400;" xml:space="preserve">
<style type="text/css">
  .st0{fill:#C81E1E;}
  .st1{fill:#143CA0;stroke:#143CA0;stroke-width:2;stroke-miterlimit:10;}
</style>
<g id="upper"><polygon class="st0" points="400,300 100,300 100,100 400,100 "/></g>
<g transform="translate(100 100) scale(2)"><rect x="150" y="100" class="st1" width="149"
  height="99"/></g>
</svg>
"""
MAKES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "PNG in RGB": ("png", lambda: saved(drawn(), "PNG")),
    "PNG with alpha": ("png", see_through),
    "PNG half seen through": ("png", half_through),
    "PNG with a palette": ("png", palette),
    "PNG of 16 bits": ("png", sixteen_bits),
    "PNG in grey": ("png", lambda: saved(drawn("L"), "PNG")),
    "PNG of one bit": ("png", lambda: saved(drawn("L").point([0] * 128 + [255] * 128, "1"), "PNG")),
    "JPEG in RGB": ("jpg", lambda: saved(drawn(), "JPEG", quality=95)),
    "JPEG in CMYK": ("jpg", lambda: saved(drawn("CMYK"), "JPEG", quality=95)),
    "JPEG turned": ("jpg", turned),
    "JPEG, progressive": ("jpg", lambda: saved(drawn(), "JPEG", quality=95, progressive=True)),
    "SVG with layers": ("svg", lambda: LAYERS),
    "SVG with classes": ("svg", lambda: CLASSES),
}


def grey(colour: Colour) -> Colour:
    """How light a colour is, as ITU-R BT.601 has it."""
    light = round((299 * colour[0] + 587 * colour[1] + 114 * colour[2]) / 1000)
    return light, light, light


def expected(make: str) -> dict[str, Colour]:
    """What the four quarters of a picture show."""
    red, blue = RED, BLUE
    if "half" in make:
        red, blue = (227, 142, 142), (137, 157, 207)
    elif "16" in make or "grey" in make:
        red, blue = grey(RED), grey(BLUE)
    elif "one bit" in make:
        red = blue = (0, 0, 0)
    return dict(zip(PLACES, (red, WHITE, WHITE, blue), strict=True))


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Image.Image]:
    """What a built paper shows where the pictures are, by make."""
    folder = tmp_path_factory.mktemp("makes")
    for name in ("packs", "questions/evidence", "pictures"):
        (folder / name).mkdir(parents=True)
    items = []
    for n, (make, (ending, file)) in enumerate(MAKES.items()):
        (folder / f"pictures/p{n}.{ending}").write_bytes(file())
        items.append(
            f"  - id: make-{n}\n{HEAD}    stem: |\n      Look.\n\n"
            f"      ![{make}](pictures/p{n}.{ending}){{width=60mm}}\n\n      What is it?\n"
            "    key: Yes\n    distractors: [{text: No, why: no}, {text: Perhaps, why: no}]\n"
            "    rationale: So.\n"
        )
    bank = "bank: bio\ntitle: Makes\nlanguage: en\nobjectives: {leaf: Say it.}\nitems:\n"
    (folder / "questions/bio.yaml").write_text(bank + "".join(items), encoding="utf-8")
    (folder / "questions/evidence/lab.yaml").write_text(EVIDENCE, encoding="utf-8")
    names = ", ".join(f"make-{n}" for n in range(len(MAKES)))
    pack = PACK.replace("bio-leaf, bio-pick", names).replace("forms: 2", "forms: 1")
    pack = pack.replace(", profiles: [clear-print, large-print, dyslexia, plain-text]", "")
    (folder / "packs/bio.yaml").write_text(pack, encoding="utf-8")
    making.build(folder)
    (path,) = (folder / "output/bio/students").glob("*-A.pdf")
    return cut_out(path)


def cut_out(path: Path) -> dict[str, Image.Image]:
    """The figures of a file as a reader shows them, by their alternative texts: each is cut out of
    its page by the box that the file says it has.
    """
    shown = {}
    with pikepdf.open(path) as pdf:
        pages = {page.objgen: n for n, page in enumerate(pdf.pages)}
        figures = [
            (str(thing.Alt), pages[thing.Pg.objgen], [float(n) for n in thing.A.BBox])
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/Figure"
        ]
    rendered = pypdfium2.PdfDocument(path)
    try:
        sheets = [page.render(scale=_DPI / 72).to_pil().convert("RGB") for page in rendered]
    finally:
        rendered.close()
    for alt, n, (left, bottom, right, top) in figures:
        tall = sheets[n].height
        box = [round(at * _DPI / 72) for at in (left, right)]
        box += [tall - round(at * _DPI / 72) for at in (top, bottom)]
        shown[alt] = sheets[n].crop((box[0], box[2], box[1], box[3]))
    return shown


def seen(image: Image.Image) -> dict[str, Colour]:
    """The colours in the middle of the four quarters."""
    return {
        place: image.getpixel((int(x * image.width), int(y * image.height)))  # type: ignore[misc]
        for place, (x, y) in PLACES.items()
    }


def alike(shown: dict[str, Colour], right: dict[str, Colour], most: int = 12) -> bool:
    """Whether no colour differs by more; JPEG and CMYK are not exact."""
    return all(
        abs(a - b) <= most
        for place in PLACES
        for a, b in zip(shown[place], right[place], strict=True)
    )


@pytest.mark.parametrize("make", MAKES)
def test_a_page_shows_a_picture_as_its_file_has_it(pages, make):
    """Upright, in its colours, over white, where the page says it is; and its edges are its own."""
    image = pages[make]
    assert abs(image.width - 60 / 25.4 * _DPI) <= 2 and abs(image.height - 40 / 25.4 * _DPI) <= 2
    assert alike(seen(image), expected(make)), (seen(image), expected(make))
    red = expected(make)["upper left"]
    assert alike({**seen(image), "upper left": image.getpixel((4, 4))}, expected(make)), red


def test_a_picture_turned_mirrored_or_of_other_colours_would_be_seen(pages):
    """The control of the test above."""
    image = pages["PNG in RGB"]
    assert alike(seen(image), expected("PNG in RGB"))
    for way in (
        Image.Transpose.FLIP_LEFT_RIGHT,
        Image.Transpose.FLIP_TOP_BOTTOM,
        Image.Transpose.ROTATE_90,
        Image.Transpose.ROTATE_180,
    ):
        assert not alike(seen(image.transpose(way)), expected("PNG in RGB")), way
    inverted = image.point(lambda value: 255 - value)
    assert not alike(seen(inverted), expected("PNG in RGB"))
    swapped = Image.merge("RGB", image.split()[::-1])
    assert not alike(seen(swapped), expected("PNG in RGB"))
