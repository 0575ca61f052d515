"""SVG files: what is drawn of them, and what is refused."""

from __future__ import annotations

import cmath
from itertools import pairwise

import pytest

from generator.page.media import Drawing
from generator.pictures.kept import DamagedMedia, picture_file, read_picture_file
from generator.pictures.refused import PictureRefused
from generator.pictures.shown import shown_file
from generator.pictures.svg import read_svg

SECRET = "thylakoid"


def svg(body: str, attributes: str = 'viewBox="0 0 100 50"') -> bytes:
    """An SVG file with something in it; user units are pixels of 0.75 points."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f"{attributes}>{body}</svg>"
    ).encode()


def drawn(body: str, attributes: str = 'viewBox="0 0 100 50"') -> Drawing:
    """The drawing of a file; what is kept of it is the same."""
    drawing = read_svg(svg(body, attributes))
    suffix, data = picture_file(drawing)
    assert suffix == "json" and read_picture_file(suffix, data) == drawing
    return drawing


def test_a_file_that_goes_out_shows_the_same_and_says_nothing_else():
    """Titles, comments, names and what only programs read are not in it; the drawing is the same,
    its texts and what is used twice too.
    """
    data = svg(
        f"<title>{SECRET}</title><!-- {SECRET} --><metadata>{SECRET}</metadata>"
        f"<style>.{SECRET} {{stroke: #333}}</style>"
        f'<defs><clipPath id="{SECRET}"><rect width="9" height="9"/></clipPath></defs>'
        f'<g data-{SECRET}="x" aria-label="{SECRET}" clip-path="url(#{SECRET})">'
        f'<path id="{SECRET}-2" class="{SECRET}" d="M0 0L9 9"/></g>'
        f'<use xlink:href="#{SECRET}-2" x="3"/><text x="9" y="9">A &lt; B &amp; C</text>'
    )
    assert SECRET.encode() in data
    shown = shown_file(data)
    assert SECRET.encode() not in shown
    assert read_svg(shown) == read_svg(data) and shown_file(shown) == shown


PATHS = {
    "M 0 50 L 4 50 H 8 V 46 Z": "0 0 m 3 0 l 6 0 l 6 3 l h",
    "m0 50l4 0h4v-4z": "0 0 m 3 0 l 6 0 l 6 3 l h",
    "M0,50 4,50 8,46": "0 0 m 3 0 l 6 3 l",
    "M0 50C4 50 8 46 8 42S12 34 16 34": "0 0 m 3 0 6 3 6 6 c 6 9 9 12 12 12 c",
    "M0 50Q6 50 6 44T12 38": "0 0 m 3 0 4.5 1.5 4.5 4.5 c 4.5 7.5 6 9 9 9 c",
    "M0-.5.5.5": "0 37.88 m 0.38 37.12 l",
    "M0 50 z m4 0 l4 0": "0 0 m h 3 0 m 6 0 l",
    "M0 50a4 4 0 0 1 8 0": "0 0 m 0 1.66 1.34 3 3 3 c 4.66 3 6 1.66 6 0 c",
    "M0 50a4 4 0 018 0": "0 0 m 0 1.66 1.34 3 3 3 c 4.66 3 6 1.66 6 0 c",
    "M0 50a0 4 0 0 1 8 0": "0 0 m 6 0 l",
}


@pytest.mark.parametrize("data", PATHS)
def test_a_path_is_read_as_svg_says(data):
    """Every command, relative and absolute, repeated, with and without separators; coordinates are
    points from the lower left corner.
    """
    (shape,) = drawn(f'<path d="{data}"/>').shapes
    assert shape.path == PATHS[data]


@pytest.mark.parametrize("large", [0, 1])
@pytest.mark.parametrize("sweep", [0, 1])
def test_an_arc_is_the_one_of_four_that_its_flags_mean(large, sweep):
    """Every point of an arc is as far from one of the two centres as its radius; the large one is
    longer than half of the circle, and with the sweep flag it goes clockwise, as SVG's y grows
    downwards.
    """
    (shape,) = drawn(f'<path d="M40 20A20 20 0 {large} {sweep} 60 40"/>').shapes
    numbers = [float(word) / 0.75 for word in shape.path.split() if word not in "mc"]
    points = [complex(x, 50 - y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
    assert abs(points[0] - (40 + 20j)) < 0.05 and abs(points[-1] - (60 + 40j)) < 0.05
    centre = 60 + 20j if large == sweep else 40 + 40j
    ends = points[::3]
    middles = [
        (a + 3 * b + 3 * c + d) / 8
        for a, b, c, d in zip(ends, points[1::3], points[2::3], ends[1:], strict=False)
    ]
    assert all(abs(abs(point - centre) - 20) < 0.1 for point in (*ends, *middles))
    turned = [cmath.phase((b - centre) / (a - centre)) for a, b in pairwise(ends)]
    assert abs(sum(turned)) == pytest.approx(1.5 * cmath.pi if large else cmath.pi / 2, abs=0.02)
    assert (sum(turned) > 0) == bool(sweep)


def test_shapes_are_paths():
    """Rectangles, circles, lines and polygons."""
    body = (
        '<rect x="0" y="46" width="8" height="4"/><circle cx="4" cy="4" r="4"/>'
        '<line x1="0" y1="50" x2="8" y2="50" stroke="black"/>'
        '<polygon points="0,50 4,50 4,46"/><rect width="8" height="8" rx="2"/>'
    )
    paths = [shape.path for shape in drawn(body).shapes]
    assert paths[0] == "0 3 m 6 3 l 6 0 l 0 0 l h"
    assert paths[1].startswith("6 34.5 m 6 32.84") and paths[1].count(" c") == 4
    assert paths[2:4] == ["0 0 m 6 0 l", "0 0 m 3 0 l 3 3 l h"]
    assert paths[4].count(" c") == 4 and paths[4].count(" l") == 4


def test_corners_are_rounded_at_most_to_the_middle_of_a_side():
    """As SVG says: a radius larger than half of its side counts as half of it."""
    wide, high = drawn(
        '<rect width="8" height="4" rx="9"/><rect width="4" height="8" ry="9"/>'
    ).shapes
    assert wide.path.startswith("3 37.5 m 3 37.5 l") and " 6 36 c 6 36 l " in wide.path
    assert high.path.startswith("1.5 37.5 m 1.5 37.5 l") and " 3 34.5 c 3 34.5 l " in high.path


def test_styles_come_from_attributes_style_and_style_sheets():
    """Each more particular one wins, and what is inherited is."""
    body = (
        "<style>.a{fill:#f00} #b{fill:rgb(0,0,255)} rect{fill:green;stroke-width:2}</style>"
        '<g stroke="black" stroke-dasharray="4 2"><rect class="a" width="4" height="4"/>'
        '<rect id="b" class="a" width="4" height="4" style="fill:none"/></g>'
    )
    first, second = drawn(body).shapes
    assert (first.fill, first.stroke, first.width, first.dash) == ("1 0 0", "0", "1.5", "3 1.5")
    assert (second.fill, second.stroke) == ("", "0")


def test_what_drawing_programs_write_is_read():
    """A program's own attributes before others, a font in one property, rules for what is inside something, sizes in per cent, colours for
    light and dark pages, a path that a cut-out uses, and the first of several ways of drawing.
    """
    (word,) = drawn('<text x="9" y="9" style="font: italic bold 20px/1.2 Arial">x</text>').words
    assert (word.size, word.bold, word.italic) == ("15", True, True)
    layer = '<rect xmlns:ink="urn:ink" ink:label="Layer" width="4" height="4" fill="red"/>'
    assert drawn(layer) == drawn('<rect width="4" height="4" fill="red"/>')
    sheet = "<style>.plot g rect {fill: none; stroke: black}</style>"
    inside = f'{sheet}<g class="plot"><g><rect width="4" height="4"/></g></g>'
    outside = f'{sheet}<g class="other"><g><rect width="4" height="4"/></g></g>'
    assert [shape.fill for shape in drawn(inside).shapes] == [""]
    assert [shape.fill for shape in drawn(outside).shapes] == ["0"]
    shares = '<rect x="10%" width="50%" height="100%"/>'
    assert drawn(shares) == drawn('<rect x="10" width="50" height="50"/>')
    light = '<rect width="4" height="4" style="fill: light-dark(rgb(255, 0, 0), #fff)"/>'
    assert [shape.fill for shape in drawn(light).shapes] == ["1 0 0"]
    cut = (
        '<defs><rect id="r" width="4" height="4"/></defs>'
        '<clipPath id="c">{}</clipPath><circle r="9" clip-path="url(#c)"/>'
    )
    used = cut.format('<use href="#r" x="2"/>')
    assert drawn(used) == drawn(cut.format('<rect x="2" width="4" height="4"/>'))
    ways = '<switch><g>{}</g><a href="https://example.org"><text>no</text></a></switch>'
    assert drawn(ways.format('<rect width="4" height="4"/>')) == drawn(
        '<rect width="4" height="4"/>'
    )


def test_transformations_are_applied_from_the_inside_out():
    """Groups, turns and scales, and lines that grow with them."""
    body = (
        '<g transform="translate(10 20) scale(2)">'
        '<path transform="rotate(90)" stroke="black" d="M0 0L4 0"/></g>'
    )
    (shape,) = drawn(body).shapes
    assert shape.path == "7.5 22.5 m 7.5 16.5 l" and shape.width == "1.5"


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('viewBox="0 0 100 50"', (75, 37.5)),
        ('viewBox="0 0 100 50" width="100mm"', (283.46, 141.73)),
        ('width="80" height="40"', (60, 30)),
        ('viewBox="0 0 100 50" width="2in" height="2in"', (144, 144)),
    ],
)
def test_a_drawing_has_its_size_in_points(attributes, size):
    """By width and height with their units, or by its box."""
    drawing = drawn('<rect width="4" height="4"/>', attributes)
    assert (drawing.width, drawing.height) == size


def test_parts_are_used_again_and_cut_off():
    """`use` places a part or a symbol, `clipPath` cuts off; what is only defined is not drawn."""
    body = (
        '<defs><rect id="r" width="4" height="4"/></defs>'
        '<clipPath id="c"><rect width="2" height="50"/></clipPath>'
        '<use href="#r" y="46"/><use xlink:href="#r" x="8" y="46" clip-path="url(#c)"/>'
    )
    first, second = drawn(body).shapes
    assert first.path == "0 3 m 3 3 l 3 0 l 0 0 l h" and first.clips == ()
    assert second.path == "6 3 m 9 3 l 9 0 l 6 0 l h" and len(second.clips) == 1
    rect = '<rect width="4" height="4"/>'
    symbol = f'<symbol id="s" fill="red">{rect}</symbol><use href="#s" x="3"/>'
    assert drawn(symbol) == drawn(f'<g fill="red" transform="translate(3)">{rect}</g>')


def test_words_are_placed_as_they_are():
    """With their size, anchor, turn and style; lines of tspans are apart."""
    body = (
        '<text x="20" y="30" font-size="8" text-anchor="middle" font-weight="bold">One <tspan '
        'x="20" dy="1.5em">Two</tspan></text>'
        '<text x="50" y="40" transform="rotate(-90 50 40)" font-style="italic">Up</text>'
    )
    one, two, up = drawn(body).words
    assert (one.text, one.x, one.y, one.size, one.anchor, one.bold) == (
        "One", "15", "15", "6", "0.5", True,
    )  # fmt: skip
    assert (two.text, two.y) == ("Two", "6")
    assert (up.text, up.turn, up.italic, up.x, up.y) == ("Up", "90", True, "37.5", "7.5")


def test_nothing_that_cannot_be_seen_is_kept():
    """Titles, descriptions, metadata, comments, ids, names of layers and hidden parts leave no
    trace: the drawing is that of a file without them.
    """
    rect = '<rect width="4" height="4"/>'
    loaded = (
        f"<title>{SECRET}</title><desc>{SECRET}</desc><metadata>{SECRET}</metadata>"
        f"<!-- {SECRET} --><?{SECRET} x?>"
        f'<g id="{SECRET}" class="{SECRET}" inkscape:label="{SECRET}" data-answer="{SECRET}" '
        f'xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape">{rect}</g>'
        f'<text x="5" y="20" display="none">{SECRET}</text>'
        f'<text x="5" y="20" visibility="hidden">{SECRET}</text>'
        f'<text x="5" y="20" opacity="0">{SECRET}</text>'
        f'<text x="5" y="20" fill="none">{SECRET}</text>'
        f"<defs><text>{SECRET}</text></defs>"
        f'<defs><font id="x"><font-face font-family="{SECRET}"/><glyph d="M0 0"/></font></defs>'
    )
    assert drawn(loaded) == drawn(rect)
    assert SECRET.encode() not in picture_file(drawn(loaded))[1]


REFUSED = {
    '<rect transform="rotate(" width="4" height="4"/>': "cannot be read, at 'rotate\\('",
    '<rect transform="rotate(a 3)" width="4" height="4"/>': "cannot be read, at 'a'",
    '<rect width="1e30" height="1e30"/>': "too far outside",
    '<g transform="scale(1e9)"><rect width="4" height="4"/></g>': "too far outside",
    "<script>alert(1)</script>": "a script",
    '<rect width="4" height="4" onclick="x()"/>': "a script",
    '<a href="https://example.org"><rect width="4" height="4"/></a>': "a link",
    '<image href="data:image/png;base64,AAAA" width="4" height="4"/>': "another picture",
    '<use href="other.svg#a"/>': "another file",
    '<use xlink:href="https://example.org/a.svg#b"/>': "another file",
    '<rect style="fill:url(https://example.org/a.svg#b)" width="4" height="4"/>': "another file",
    '<style>@import "https://example.org/a.css";</style>': "another file",
    "<style>@font-face{font-family:x;src:url(x.woff)}</style>": "a font",
    "<foreignObject><p>x</p></foreignObject>": "not SVG",
    '<rect width="4" height="4"><animate attributeName="x"/></rect>': "moves",
    '<rect width="4" height="4" fill="url(#g)"/>': "gradient",
    '<rect width="4" height="4" opacity="0.5"/>': "seen through",
    '<rect width="4" height="4" fill-opacity="0.5"/>': "seen through",
    '<rect width="4" height="4" filter="url(#f)"/>': "filter",
    '<rect width="4" height="4" mask="url(#f)"/>': "a mask",
    '<path d="M0 0L9 9" stroke="black" marker-end="url(#m)"/>': "arrow-heads",
    '<rect width="4" height="4" fill="crimsonish"/>': "crimsonish",
    '<defs><g id="a"><use href="#a"/></g></defs><use href="#a"/>': "inside itself",
    '<use href="#gone"/>': "does not have",
    '<path d="M0 0 L 4"/>': "cannot be read",
    '<path d="L 4 4"/>': "cannot be read",
    '<path d="M 1e300 0 L 4 4"/>': "too far out",
    "<g>" * 200 + "</g>" * 200: "too many parts",
    '<circle cx="9" cy="9" r="50%"/>': "per cent",
    "<svg><rect/></svg>": "another drawing",
    '<style>g > rect {fill:red}</style><rect width="4" height="4"/>': "g > rect",
    '<blob width="4"/>': "<blob>",
    "": "shows nothing",
    '<rect width="0" height="4"/>': "shows nothing",
    '<text x="10" y="-20">answer</text>': "outside",
    '<text x="10" y="20">answer</text><rect width="100" height="50" fill="white"/>': "covered",
    '<text x="10" y="20" fill="white">answer</text>': "cannot be seen",
    '<rect width="100" height="50" fill="#eee"/><text x="10" y="20" fill="#eee">answer</text>': (
        "cannot be seen"
    ),
    '<text x="9" y="9">H<tspan dy="3" font-size="8">2</tspan>O</text>': "changes its type",
    '<text x="9" y="9" transform="scale(-1 1)">answer</text>': "mirrored",
    '<text x="9" y="9" font-family="\'Wingdings 2\', serif">answer</text>': "a font of signs",
    '<text x="9" y="9" style="font: 9px Symbol">answer</text>': "a font of signs",
    '<text x="9" y="9" font-size="0.1">answer</text>': "too small",
    '<text x="9" y="9"><textPath href="#p">answer</textPath></text>': "along a line",
}


@pytest.mark.parametrize("body", REFUSED)
def test_what_cannot_be_printed_or_seen_is_refused_in_a_sentence(body):
    """Scripts, links, what is outside, effects, hidden words: nothing is dropped in silence."""
    with pytest.raises(PictureRefused, match=REFUSED[body]):
        read_svg(svg(body))


WHOLE = {
    b"": "not sound SVG",
    b"<svg": "not sound SVG",
    b"<html xmlns='http://www.w3.org/1999/xhtml'></html>": "not SVG",
    b"<x/>": "not SVG",
    svg("<rect"): "not sound SVG",
    svg('<rect width="4" height="4"/>', ""): "how large it is",
    svg('<rect width="4" height="4"/>', 'width="1e9" height="1e9"'): "too large",
    svg('<circle r="0.2"/>', 'viewBox="0 0 1 1"'): "too small",
    svg('<rect width="90" height="4"/>', 'viewBox="0 0 90 0.01"'): "too small",
    svg("<g/>" * 60_000): "too many parts",
    b"<svg xmlns='http://www.w3.org/2000/svg'>" + b" " * 6_000_000 + b"</svg>": "6 MB",
    (
        b'<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
        b'<svg xmlns="http://www.w3.org/2000/svg"><text>&b;</text></svg>'
    ): "declares entities",
    (
        b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
        b'<svg xmlns="http://www.w3.org/2000/svg"><text>&a;</text></svg>'
    ): "declares entities",
    b'<?xml version="1.0" encoding="x-none"?>' + svg("<g/>"): "not sound SVG",
}


@pytest.mark.parametrize("data", WHOLE, ids=lambda data: repr(data[:40]))
def test_a_file_that_is_none_is_refused_in_a_sentence(data):
    """Entities, other XML, broken and endless files."""
    with pytest.raises(PictureRefused, match=WHOLE[data]):
        read_svg(data)


def test_a_document_type_without_declarations_is_allowed():
    """As Graphviz and older programs write it; what it names is never fetched."""
    head = (
        b'<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" '
        b'"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    )
    assert read_svg(head + svg('<rect width="4" height="4"/>')).shapes


def test_a_kept_drawing_holds_nothing_but_lines_areas_and_words():
    """A kept file whose path is anything else is refused, also where its hash fits: it would be
    written into pages.
    """
    from generator.storage.sealed_json import seal

    plain = {
        "width": "9", "height": "9", "depth": "0", "bleed": "0", "words": [],
        "shapes": [{"path": "0 0 m 1 1 l", "fill": "0"}],
    }  # fmt: skip
    assert read_picture_file("json", seal("drawing", plain)).width == 9
    for field, value in (("path", "0 0 m (x) Tj"), ("fill", "0 g /F1 9 Tf"), ("dash", "1] 0 d [")):
        bad = {**plain, "shapes": [{"path": "0 0 m", "fill": "0", field: value}]}
        with pytest.raises(DamagedMedia):
            read_picture_file("json", seal("drawing", bad))


def test_all_faults_are_said_in_one_run_with_their_lines():
    """Scripts, styles, effects and hidden words of one file, those that are alike together; without
    them it is drawn.
    """
    lines = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">',
        "<style>/* two",
        "lines */ g > rect {fill: red}</style>",
        "<script>x()</script>",
        '<rect width="9" height="9" onclick="x()"/>',
        '<g opacity="0.5">',
        '<rect width="9" height="9" filter="url(#f)"/>',
        '<text x="500" y="9">outside</text></g>',
        *['<rect width="9" height="9" opacity="0.5"/>'] * 6,
        '<a href="#x"><rect width="9" height="9"/></a>',
        "</svg>",
    ]
    with pytest.raises(PictureRefused) as refused:
        read_svg("\n".join(lines).encode())
    said = [fault.partition(";")[0] for fault in refused.value.faults]
    assert said == [
        "line 3: its style sheet uses 'g > rect', which is not read here",
        "line 4: it holds a script",
        "line 5: it holds a script (onclick)",
        "lines 6, 9, 10, 11, 12 and 2 more: parts of it can be seen through",
        "line 7: it has an effect (filter)",
        "line 8: the text 'outside' is outside the picture",
        "line 15: it holds a link",
    ]
    sound = [lines[0], '<rect width="9" height="9"/>', lines[-1]]
    assert len(read_svg("\n".join(sound).encode()).shapes) == 1
