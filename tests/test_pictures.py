"""Pictures of ten makes and more: what is kept of them is what can be seen, and nothing else."""

from __future__ import annotations

import hashlib
import zlib
from io import BytesIO

import pytest
from PIL import Image, ImageCms, ImageDraw
from PIL.PngImagePlugin import PngInfo

from generator.pictures import limits
from generator.pictures.jpeg import jpeg_raster
from generator.pictures.kept import DamagedMedia, picture_file, read_picture_file
from generator.pictures.png import SIGNATURE, png_file, read_png_file
from generator.pictures.raster import kind_of, read_raster
from generator.pictures.refused import PictureRefused
from generator.pictures.shown import shown_file

SECRET = b"thylakoid"
SIZE = (60, 40)


def drawn(mode: str = "RGB") -> Image.Image:
    """A picture that is not the same upside down, nor in any two quarters."""
    image = Image.new("RGB", SIZE, "white")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, 29, 19), fill=(200, 30, 30))
    pen.rectangle((30, 20, 59, 39), fill=(20, 60, 160))
    return image.convert(mode)


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    """The file of a picture."""
    target = BytesIO()
    image.save(target, form, **options)
    return target.getvalue()


def shown(data: bytes, grey: bool = False) -> Image.Image:
    """What is kept of a file, as another program shows it."""
    kept = read_raster(data, grey)
    suffix, file = picture_file(kept)
    assert read_picture_file(suffix, file) == kept
    image = Image.open(BytesIO(file))
    assert image.info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    return image


def translucent() -> Image.Image:
    """Half of what is behind it is seen."""
    image = drawn("RGBA")
    image.putalpha(Image.new("L", SIZE, 128))
    return image


def sixteen_bits() -> Image.Image:
    """Sixteen bits of grey."""
    return drawn("L").convert("I").point(lambda value: value * 257).convert("I;16")


def palette_with_hole() -> bytes:
    """A palette, of which one colour is not there."""
    image = drawn().quantize(8)
    return saved(image, "PNG", transparency=image.getpixel((0, 0)))


def with_profile(form: str) -> bytes:
    """With the profile of its colours."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return saved(drawn(), form, icc_profile=profile)


def interlaced() -> bytes:
    """An Adam7 file of one colour, which Pillow reads and does not write."""
    head = (8).to_bytes(4, "big") * 2 + bytes([8, 0, 0, 0, 1])
    passes = ((1, 1), (1, 1), (2, 1), (2, 2), (4, 2), (4, 4), (8, 4))
    rows = b"".join((b"\0" + bytes([90]) * width) * height for width, height in passes)
    return SIGNATURE + b"".join(
        len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")
        for name, body in ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    )


MAKES = {
    "grey": saved(drawn("L"), "PNG"),
    "black and white": saved(drawn("1"), "PNG"),
    "palette": saved(drawn().quantize(8), "PNG"),
    "palette with a hole": palette_with_hole(),
    "alpha": saved(translucent(), "PNG"),
    "grey and alpha": saved(drawn("LA"), "PNG"),
    "16 bits": saved(sixteen_bits(), "PNG"),
    "interlaced": interlaced(),
    "profile": with_profile("PNG"),
    "JPEG": saved(drawn(), "JPEG", quality=95),
    "grey JPEG": saved(drawn("L"), "JPEG", quality=95),
    "progressive": saved(drawn(), "JPEG", quality=95, progressive=True),
    "CMYK": saved(drawn("CMYK"), "JPEG", quality=95),
    "profile in JPEG": with_profile("JPEG"),
}


@pytest.mark.parametrize("make", MAKES)
def test_a_picture_of_any_make_is_read(make):
    """Each is kept in eight bits, grey or RGB, and shows the same: red, blue and white where they
    are.
    """
    image = shown(MAKES[make])
    assert image.mode in ("L", "RGB")
    if make == "interlaced":
        assert image.size == (8, 8) and set(image.tobytes()) == {90}
        return
    assert image.size == SIZE
    assert near(image, (50, 5), (255, 255, 255))
    if make == "palette with a hole":
        assert near(image, (10, 10), (255, 255, 255))
    elif make == "alpha":
        assert near(image, (10, 10), (227, 142, 142))
    elif image.mode == "L" and make != "black and white":
        assert near(image, (10, 10), (81, 81, 81))
    elif image.mode == "RGB":
        assert near(image, (10, 10), (200, 30, 30)) and near(image, (45, 30), (20, 60, 160))


def near(image: Image.Image, point: tuple[int, int], colour: tuple[int, int, int]) -> bool:
    """Whether a pixel has nearly a colour: JPEG and conversions are not exact."""
    return all(
        abs(a - b) < 14 for a, b in zip(image.convert("RGB").getpixel(point), colour, strict=True)
    )


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photograph_is_turned_upright(form, orientation):
    """EXIF's eight orientations: the picture is kept as it was meant to be seen."""
    turned = {
        2: [Image.Transpose.FLIP_LEFT_RIGHT], 3: [Image.Transpose.ROTATE_180],
        4: [Image.Transpose.FLIP_TOP_BOTTOM], 5: [Image.Transpose.TRANSPOSE],
        6: [Image.Transpose.ROTATE_90], 7: [Image.Transpose.TRANSVERSE],
        8: [Image.Transpose.ROTATE_270],
    }  # fmt: skip
    image = drawn()
    for step in turned.get(orientation, []):
        image = image.transpose(step)
    exif = Image.Exif()
    exif[0x0112] = orientation
    kept = shown(saved(image, form, exif=exif, **({"quality": 95} if form == "JPEG" else {})))
    assert kept.size == SIZE and near(kept, (10, 10), (200, 30, 30))
    assert near(kept, (45, 30), (20, 60, 160))


def test_colours_are_left_out_on_demand_and_where_there_are_none():
    """`grey` keeps one sample a pixel, and so does a picture whose colours are all grey."""
    assert shown(MAKES["profile"], grey=True).mode == "L"
    assert shown(saved(drawn("L").convert("RGB"), "PNG")).mode == "L"
    assert shown(MAKES["profile"]).mode == "RGB"


def full_of_secrets() -> dict[str, tuple[bytes, bytes]]:
    """Files whose metadata name an answer, each beside one without metadata."""
    info = PngInfo()
    info.add_text("Comment", SECRET.decode())
    info.add_itxt("XML:com.adobe.xmp", f"<x>{SECRET.decode()}</x>")
    info.add_text("Title", SECRET.decode(), zip=True)
    exif = Image.Exif()
    exif[0x010E], exif[0x9286] = SECRET.decode(), SECRET
    png, jpeg = saved(drawn(), "PNG"), saved(drawn(), "JPEG", quality=95)
    xmp = b"http://ns.adobe.com/xap/1.0/\0<x>" + SECRET + b"</x>"
    loaded = saved(drawn(), "JPEG", quality=95, exif=exif, comment=SECRET)
    marked = b"\xff\xe1" + (len(xmp) + 2).to_bytes(2, "big") + xmp
    return {
        "PNG": (saved(drawn(), "PNG", pnginfo=info, exif=exif), png),
        "PNG with more behind it": (png + SECRET, png),
        "JPEG": (loaded, jpeg),
        "JPEG with XMP": (jpeg[:2] + marked + jpeg[2:], jpeg),
        "JPEG with more behind it": (jpeg + SECRET, jpeg),
    }


@pytest.mark.parametrize("name", full_of_secrets())
def test_nothing_that_cannot_be_seen_is_kept(name):
    """Comments, EXIF, XMP and what is behind the end leave no trace: the picture is that of a file
    without them, with the same id, so that no code tells them apart.
    """
    loaded, bare = full_of_secrets()[name]
    assert SECRET in loaded or name == "PNG"
    assert read_raster(loaded) == read_raster(bare)
    assert SECRET not in picture_file(read_raster(loaded))[1]
    shown = shown_file(loaded)
    assert SECRET not in shown and kind_of(shown) == kind_of(loaded)
    assert shown_file(shown) == shown
    assert shown != loaded and shown_file(bare) == bare
    if kind_of(loaded) == "png":
        assert read_raster(shown).id == read_raster(loaded).id


def test_another_picture_has_another_id():
    """The control of the test above: one pixel changes the id, and so does a size."""
    image = drawn()
    first = read_raster(saved(image, "PNG"))
    image.putpixel((59, 39), (20, 60, 161))
    assert read_raster(saved(image, "PNG")).id != first.id
    assert read_raster(saved(image.crop((0, 0, 59, 40)), "PNG")).id != first.id


def test_an_id_is_that_of_the_pixels_however_they_are_packed():
    """How zlib packs pixels does not matter to the id."""
    kept = read_raster(MAKES["grey"])
    loosely = type(kept)(
        kept.id, "png", kept.width, kept.height, True, zlib.compress(zlib.decompress(kept.data), 1)
    )
    assert read_png_file(png_file(loosely)).id == kept.id and loosely.data != kept.data


def test_a_photograph_saved_as_png_is_kept_as_jpeg():
    """What would take megabytes without loss is a photograph; it has no more pixels than paper
    shows, and no program's data.
    """
    chance = hashlib.shake_256(b"noise").digest(3000 * 900 * 3)
    kept = read_raster(saved(Image.frombytes("RGB", (3000, 900), chance), "PNG"))
    assert (kept.kind, kept.width, kept.height) == ("jpeg", limits.KEPT_SIDE, 720)
    assert kind_of(shown_file(saved(Image.frombytes("RGB", (3000, 900), chance), "PNG"))) == "png"
    assert jpeg_raster(kept.data) == kept and b"JFIF" not in kept.data


def header_of(width: int, height: int) -> bytes:
    """A PNG of that size, which has no pixels."""
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 2, 0, 0, 0])
    return (
        SIGNATURE
        + (13).to_bytes(4, "big")
        + b"IHDR"
        + head
        + zlib.crc32(b"IHDR" + head).to_bytes(4, "big")
    )


def bomb() -> bytes:
    """A sound PNG of few bytes and very many pixels, all of one colour."""
    width = height = 7000
    rows = zlib.compress(b"\0" * (height * (width // 8 + 1)), 9)
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([1, 0, 0, 0, 0])
    return SIGNATURE + b"".join(
        len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")
        for name, body in ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b""))
    )


def jpeg_header(width: int, height: int) -> bytes:
    """A JPEG whose frame says that it is so large."""
    data = bytearray(MAKES["JPEG"])
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = height.to_bytes(2, "big") + width.to_bytes(2, "big")
    return bytes(data)


ATTACKS = {
    "50,000 × 50,000": (header_of(50_000, 50_000), "50,000 × 50,000 pixels"),
    "2^31 wide": (header_of(2**31 - 1, 1), "2,147,483,647 × 1 pixels"),
    "bomb": (bomb(), "7,000 × 7,000 pixels"),
    "JPEG header": (jpeg_header(65_000, 65_000), "65,000 × 65,000 pixels"),
    "no pixels": (header_of(0, 5), "no pixels"),
    "only a header": (header_of(5, 5), "cut short or damaged"),
    "nothing": (SIGNATURE, "cut short or damaged"),
    "nothing of a JPEG": (b"\xff\xd8\xff", "cut short or damaged"),
    "truncated": (MAKES["profile"][:-40], "cut short or damaged"),
    "truncated JPEG": (MAKES["JPEG"][: len(MAKES["JPEG"]) // 2], "cut short or damaged"),
    "flipped": (bytes([*MAKES["grey"][:50], 0x55, *MAKES["grey"][51:]]), "cut short or damaged"),
    "two frames": (
        MAKES["JPEG"][:2] + b"\xff\xfe\0\4ab" + jpeg_header(60_000, 60_000)[2:],
        "60,000 × 60,000 pixels",
    ),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_refused_in_a_sentence(name, monkeypatch):
    """A size is judged by the header, before anything is decoded; what is cut short is damaged."""
    data, sentence = ATTACKS[name]
    if "pixels" in sentence:
        monkeypatch.setattr(Image, "open", lambda *given, **named: pytest.fail("it was decoded"))
    with pytest.raises(PictureRefused, match=sentence):
        read_raster(data)


@pytest.mark.parametrize(
    "image",
    [
        Image.new("RGB", (9, 9), "white"),
        Image.new("RGBA", (9, 9), (0, 0, 0, 0)),
        Image.new("L", (9, 9), 255),
    ],
    ids=["white", "clear", "grey"],
)
def test_a_picture_of_nothing_is_refused(image):
    """White on white paper, as it is typed or where it can be seen through; a dot is something."""
    with pytest.raises(PictureRefused, match="nothing can be seen of it on white paper"):
        read_raster(saved(image, "PNG"))
    dotted = image.convert("RGBA")
    dotted.putpixel((4, 4), (0, 0, 0, 255))
    assert read_raster(saved(dotted, "PNG"))


def test_an_animation_is_refused():
    """A moving picture is not one picture."""
    moving = saved(drawn(), "PNG", save_all=True, append_images=[drawn("L").convert("RGB")])
    with pytest.raises(PictureRefused, match="moves"):
        read_raster(moving)


def test_a_kind_is_known_by_how_a_file_begins():
    """Not by its name."""
    assert [kind_of(MAKES[make]) for make in ("grey", "CMYK")] == ["png", "jpeg"]
    assert kind_of(b"GIF89a") == kind_of(b"") == ""


@pytest.mark.parametrize("make", ["grey", "JPEG", "alpha"])
def test_a_kept_file_proves_itself(make):
    """A byte changed anywhere in a kept file changes what it is known by, or it cannot be read."""
    kept = read_raster(MAKES[make])
    suffix, data = picture_file(kept)
    for at in range(0, len(data), 7):
        changed = bytes([*data[:at], data[at] ^ 0x10, *data[at + 1 :]])
        try:
            assert read_picture_file(suffix, changed).id != kept.id, at
        except DamagedMedia:
            continue
