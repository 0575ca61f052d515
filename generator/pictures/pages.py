"""What is on a page of a PDF file, as a picture for programs that cannot place PDF."""

from __future__ import annotations

import io

_INCH = 25.4  # mm
_DOTS = 300  # to an inch
_MARGIN = 4  # pixels left around what is on the page


def drawn_page(pdf: bytes) -> tuple[bytes, float]:
    """What is on the first page, cut off at its edges: a PNG file, and how wide it is in mm.

    Raises ImportError where pypdfium2 is missing.
    """
    import pypdfium2
    from PIL import ImageChops

    page = pypdfium2.PdfDocument(pdf)[0]
    image = page.render(scale=_DOTS / 72).to_pil().convert("RGB")
    white = image.copy()
    white.paste((255, 255, 255), (0, 0, *image.size))
    left, top, right, bottom = ImageChops.difference(image, white).getbbox() or (0, 0, 1, 1)
    box = max(left - _MARGIN, 0), max(top - _MARGIN, 0), right + _MARGIN, bottom + _MARGIN
    cut = image.crop(box)
    target = io.BytesIO()
    cut.save(target, "PNG", optimize=True)
    return target.getvalue(), cut.width / _DOTS * _INCH
