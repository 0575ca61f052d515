"""PNG and JPEG files to pictures of pixels alone: turned upright, in sRGB or grey, on white."""

from __future__ import annotations

import struct
from io import BytesIO

from PIL import Image, ImageCms, ImageOps

from generator.page.media import Raster
from generator.pictures.jpeg import jpeg_raster, jpeg_size, without_comments
from generator.pictures.limits import KEPT_SIDE, MOST_PIXELS, MOST_SIDE
from generator.pictures.png import SIGNATURE, raster_of_pixels
from generator.pictures.refused import PictureRefused

_LOSSLESS = 2_000_000  # bytes; what would take more is a photograph
_QUALITY = 90
_FORMATS = {"png": "PNG", "jpeg": "JPEG"}
_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
# What decoders raise at files that are cut short or damaged.
_DAMAGED = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, struct.error)


def kind_of(data: bytes) -> str:
    """`png`, `jpeg`, or "" for anything else, by how the file begins."""
    if data.startswith(SIGNATURE):
        return "png"
    return "jpeg" if data.startswith(b"\xff\xd8\xff") else ""


def read_raster(data: bytes, grey: bool = False) -> Raster:
    """The picture that a PNG or JPEG file shows; with `grey`, without its colours.

    Its size is read and judged before anything is decoded.  Raises PictureRefused.
    """
    kind = kind_of(data)
    _check_size(*_size(data, kind))
    try:
        with Image.open(BytesIO(data), formats=[_FORMATS[kind]]) as image:
            _check_size(*image.size)
            if getattr(image, "is_animated", False):
                raise PictureRefused("the picture moves; save a still one")
            image.load()
            upright = ImageOps.exif_transpose(image)
            printed = _on_white(upright)
            _check_seen(printed)
            return _kept(printed, kind, grey)
    except PictureRefused:
        raise
    except (*_DAMAGED, Image.DecompressionBombError):
        raise PictureRefused("the file is cut short or damaged; save or copy it again") from None


def _size(data: bytes, kind: str) -> tuple[int, int]:
    """Width and height in pixels, as the file's header says.  Raises PictureRefused."""
    if kind == "jpeg":
        return jpeg_size(data)[:2]
    if data[12:16] != b"IHDR":
        raise PictureRefused("the file is cut short or damaged; save or copy it again")
    return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")


def _check_size(width: int, height: int) -> None:
    if not width or not height:
        raise PictureRefused("the picture has no pixels; save it again")
    if max(width, height) > MOST_SIDE or width * height > MOST_PIXELS:
        raise PictureRefused(
            f"the picture has {width:,} × {height:,} pixels; save it smaller (at most "
            f"{MOST_PIXELS // 1_000_000} million pixels, {KEPT_SIDE:,} in a row are enough)"
        )


def _check_seen(image: Image.Image) -> None:
    """Refuse a picture that is white all over.  Raises PictureRefused."""
    if all(band.getextrema() == (255, 255) for band in image.split()):
        raise PictureRefused(
            "nothing can be seen of it on white paper; let its lines be dark, or give it a ground"
        )


def _on_white(image: Image.Image) -> Image.Image:
    """In eight bits a sample, grey or sRGB, with white where it can be seen through."""
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I;16") or image.mode in ("I", "F"):
        image = image.point(lambda value: value * (1 / 257)).convert("L")
    if image.mode in ("P", "PA", "LA", "La", "RGBa") or "transparency" in image.info:
        image = image.convert("RGBA")
    if image.mode == "RGBA":
        ground = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(ground, image).convert("RGB")
    if profile and image.mode in ("L", "RGB", "CMYK"):
        image = _in_srgb(image, profile)
    return (
        image if image.mode in ("L", "RGB") else image.convert("L" if image.mode == "1" else "RGB")
    )


def _in_srgb(image: Image.Image, data: bytes) -> Image.Image:
    """With the colours that its profile means; as it is where the profile is of no use."""
    try:
        profile = ImageCms.ImageCmsProfile(BytesIO(data))
        if ImageCms.getProfileDescription(profile).startswith("sRGB"):
            return image
        converted = ImageCms.profileToProfile(image, profile, _SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, *_DAMAGED):
        return image
    return converted or image


def _kept(image: Image.Image, kind: str, grey: bool) -> Raster:
    image.thumbnail((KEPT_SIDE, KEPT_SIDE), Image.Resampling.LANCZOS, reducing_gap=None)
    if image.mode == "RGB" and (grey or _is_grey(image)):
        image = image.convert("L")
    is_grey, (width, height) = image.mode == "L", image.size
    if kind == "png":
        lossless = raster_of_pixels(image.tobytes(), width, height, is_grey)
        if len(lossless.data) <= _LOSSLESS:
            return lossless
    image.info.clear()
    target = BytesIO()
    image.save(target, "JPEG", quality=_QUALITY, subsampling=0)
    return jpeg_raster(without_comments(target.getvalue()))


def as_png(jpeg: bytes) -> bytes:
    """A photograph, as it is kept, as a PNG file."""
    target = BytesIO()
    with Image.open(BytesIO(jpeg), formats=["JPEG"]) as image:
        image.save(target, "PNG", optimize=True)
    return target.getvalue()


def _is_grey(image: Image.Image) -> bool:
    red, green, blue = image.split()
    return red.tobytes() == green.tobytes() == blue.tobytes()
