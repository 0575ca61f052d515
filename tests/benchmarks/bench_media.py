"""What a picture and a formula cost: `python -m tests.benchmarks.bench_media [ROUNDS]`.

In: how often each is tried (3).  Out: medians of milliseconds of one processor to read one, to read
it again as it was kept, and to place it in a document; kilobytes in the file.  The photographs are
tried once: they take seconds.  Never asserts anything, and never writes to disk.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from io import BytesIO
from statistics import median

from PIL import Image

from generator.page.blocks import Block, DisplayFormula, Document, HeaderFooter, Paragraph, Picture
from generator.page.markup import Span
from generator.page.media import Media
from generator.pictures.formulas import read_formula
from generator.pictures.kept import formula_file, picture_file, read_formula_file, read_picture_file
from generator.pictures.raster import read_raster
from generator.pictures.svg import read_svg
from generator.render import pdf

FORMULAS = {
    "one letter": r"x",
    "short formula": r"x^2",
    "quadratic": r"x=\frac{-b\pm\sqrt{b^2-4ac}}{2a}",
    "integral": r"\int_0^\infty e^{-x^2}\,dx=\frac{\sqrt{\pi}}{2}",
    "matrix": r"\begin{pmatrix}a&b&c\\d&e&f\\g&h&i\end{pmatrix}",
}
PHOTOGRAPH, SCREEN, DRAWN = (4000, 3000), (1600, 900), (800, 500)


def photograph(size: tuple[int, int]) -> Image.Image:
    """A picture in which no two rows are alike."""
    parts = [
        Image.effect_mandelbrot(size, (-2 + n / 9, -1.5, 1, 1.5 - n / 7), 80) for n in range(3)
    ]
    return Image.merge("RGB", parts)


def saved(image: Image.Image, form: str) -> bytes:
    """The file of a picture."""
    target = BytesIO()
    image.save(target, form)
    return target.getvalue()


def map_of(paths: int) -> bytes:
    """An SVG with so many curves."""
    lines = "".join(
        f'<path d="M{n % 90} {n % 40}C{n % 70} 9 {n % 50} 40 {n % 80} {n % 45}" fill="none" '
        'stroke="#246" stroke-width=".2"/>'
        for n in range(paths)
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50">{lines}</svg>'.encode()


def milliseconds(rounds: int, action: Callable[[], object]) -> float:
    """The median of what an action takes of a processor, the first time apart where there are
    more: it loads libraries.
    """
    times = []
    for _ in range(rounds if rounds == 1 else rounds + 1):
        start = time.process_time()
        action()
        times.append(1000 * (time.process_time() - start))
    times = times[1:] or times
    return median(times)


def placed(block: Block | None, media: Media) -> bytes:
    """A page with a block, or without."""
    blocks = (Paragraph((Span("Text."),)), *([block] if block else []))
    document = Document("T", "en", HeaderFooter(), blocks, media=media)
    return pdf.render_documents([document], pdf.PROFILES["standard"], pdf.SHEETS["A4"])[0].data


def row(name: str, rounds: int, steps: tuple[Callable[[], object], ...], size: int) -> None:
    """One line of the table."""
    costs = [milliseconds(rounds, step) for step in steps]
    print(f"{name:22}" + "".join(f"{cost:12.1f}" for cost in costs) + f"{size / 1000:12.1f}")


def main() -> None:
    """Print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    print(f"{'':22}{'read ms':>12}{'kept ms':>12}{'page ms':>12}{'in PDF kB':>12}")
    bare = len(placed(None, Media()))
    photo = photograph(PHOTOGRAPH)
    files = {
        "photograph, JPEG 12 MP": saved(photo, "JPEG"),
        "photograph, PNG 12 MP": saved(photo, "PNG"),
        "screen, PNG": saved(photograph(SCREEN).quantize(32).convert("RGB"), "PNG"),
        "drawing, grey PNG": saved(photograph(DRAWN).convert("L").quantize(8), "PNG"),
        "map, SVG 200 curves": map_of(200),
        "map, SVG 5,000 curves": map_of(5000),
    }
    for name, data in files.items():
        read = read_svg if name.startswith("map") else read_raster
        picture = read(data)
        suffix, kept = picture_file(picture)
        block, media = Picture(picture.id, name), Media({picture.id: picture})
        steps = (
            lambda read=read, data=data: read(data),
            lambda suffix=suffix, kept=kept: read_picture_file(suffix, kept),
            lambda block=block, media=media: placed(block, media),
        )
        few = 1 if name.startswith("photograph") else rounds
        row(name, few, steps, len(placed(block, media)) - bare)
    for name, latex in FORMULAS.items():
        formula = read_formula(latex, True)
        kept = formula_file((latex, True), formula)
        block, media = DisplayFormula(latex, name), Media(formulas={(latex, True): formula})
        steps = (
            lambda latex=latex: read_formula(latex, True),
            lambda kept=kept: read_formula_file(kept),
            lambda block=block, media=media: placed(block, media),
        )
        row(name, rounds, steps, len(placed(block, media)) - bare)
    print(
        f"{'a page without':22}{'':24}{milliseconds(rounds, lambda: placed(None, Media())):12.1f}"
    )


if __name__ == "__main__":
    main()
