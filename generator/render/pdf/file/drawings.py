"""Pictures and formulas to PDF objects, each once in a file."""

from __future__ import annotations

from generator.page.media import Drawing, PictureData, Raster, Shape
from generator.render.pdf.file.objects import packed


def picture_object(picture: PictureData) -> bytes:
    """The body of the stream that draws a picture: in a square of 1 if it has pixels, otherwise in
    its own points.
    """
    return _image(picture) if isinstance(picture, Raster) else _form(picture)


def _image(raster: Raster) -> bytes:
    space, samples = ("Gray", 1) if raster.grey else ("RGB", 3)
    if raster.kind == "png":
        coding = (
            "/Filter/FlateDecode/DecodeParms"
            f"<</Predictor 15/Colors {samples}/BitsPerComponent 8/Columns {raster.width}>>"
        )
    else:
        coding = "/Filter/DCTDecode"
    head = (
        f"<</Type/XObject/Subtype/Image/Width {raster.width}/Height {raster.height}"
        f"/ColorSpace/Device{space}/BitsPerComponent 8{coding}/Length {len(raster.data)}>>"
    )
    return b"%bstream\n%b\nendstream" % (head.encode(), raster.data)


def _form(drawing: Drawing) -> bytes:
    low, bleed = -drawing.bleed, drawing.bleed
    box = f"[{low:g} {low:g} {drawing.width + bleed:g} {drawing.height + bleed:g}]"
    content = "\n".join(_shape(shape) for shape in drawing.shapes).encode()
    entries = f"/Type/XObject/Subtype/Form/BBox{box}/Resources<<>>".encode()
    return packed(content, entries, level=9)


def _shape(shape: Shape) -> str:
    parts = ["q", *(f"{clip} W n" for clip in shape.clips)]
    rule = "*" if shape.even_odd else ""
    if shape.fill:
        parts.append(colour(shape.fill, "g", "rg"))
    if shape.stroke:
        dash = f"[{shape.dash}] 0 d" if shape.dash else ""
        parts += [colour(shape.stroke, "G", "RG"), f"{shape.width} w", dash]
        parts.append(f"{shape.caps} J {shape.joins} j")
    paint = ("B" if shape.stroke else "f") + rule if shape.fill else "S"
    return " ".join(part for part in [*parts, shape.path, paint, "Q"] if part)


def colour(parts: str, grey: str, mixed: str) -> str:
    """The operator that sets a Shape's colour."""
    return f"{parts} {mixed if ' ' in parts else grey}"
