"""Makes the bundled fonts and their record from pinned sources: `python -m tools.make_faces`."""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

FACES = Path(__file__).resolve().parents[1] / "generator" / "render" / "pdf" / "faces"
PINS = json.loads((FACES / "sources.json").read_text(encoding="utf-8"))
SUMS = "SHA256SUMS"

# fontTools is imported in the functions that make faces, so that --check needs nothing but Python.

# ReportLab places glyphs by their widths and asks no font for kerning, marks or languages. A shaper
# would, and guesses the language from the environment; without these tables pages cannot come to
# depend on that.
LAYOUT = ["GDEF", "GPOS", "GSUB", "MATH"]
VARIATION = ["HVAR", "MVAR", "STAT", "avar"]
UNREAD = ["DSIG", "gasp", "meta", "vhea", "vmtx"]
# The first private code point of the dotless letters (i, j …) that are drawn under marks.
DOTLESS = 0xE100
MARKS = ".marks.json"
KINDS = ("*.ttf", f"*{MARKS}")
NAMES = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14]


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def characters(name: str) -> set[int]:
    """The code points of one named set of sources.json."""
    points: set[int] = set()
    for part in PINS["characters"][name].split():
        first, _, last = part.partition("-")
        points |= set(range(int(first, 16), int(last or first, 16) + 1))
    return points


# --- sources


def fetch(folder: Path) -> None:
    """Download the pinned packages and unpack them into `folder`."""
    pinned = {(s["archive"], s["package"], s["version"]) for s in PINS["sources"].values()}
    for archive, package, version in sorted(pinned):
        arrived = folder / "downloads" / package
        arrived.mkdir(parents=True, exist_ok=True)
        if archive == "PyPI":
            pip = [
                sys.executable,
                "-m",
                "pip",
                "download",
                "--quiet",
                "--no-deps",
                "--only-binary",
                ":all:",
            ]
            subprocess.run([*pip, "--dest", ".", f"{package}=={version}"], cwd=arrived, check=True)
            for wheel in arrived.glob("*.whl"):
                zipfile.ZipFile(wheel).extractall(folder)
        else:
            subprocess.run(["apt-get", "download", f"{package}={version}"], cwd=arrived, check=True)
            for deb in arrived.glob("*.deb"):
                subprocess.run(["dpkg-deb", "--extract", deb, folder], check=True)


def verified(folder: Path, source: dict[str, str]) -> Path:
    """The path of a source font, once its bytes are known to be the pinned ones."""
    path = folder / source["file"]
    if not path.is_file():
        raise SystemExit(
            f"{source['file']} is missing; unpack {source['package']} {source['version']},"
            " or --fetch it."
        )
    if sha256(path) != source["sha256"]:
        raise SystemExit(f"{source['file']} is not the pinned file: its SHA-256 differs.")
    return path


# --- one face


def serbian_shapes(font: TTFont) -> dict[str, str]:
    """What the font's own Serbian rule for Cyrillic puts in place of which glyph."""
    layout = font["GSUB"].table
    features = set()
    for record in layout.ScriptList.ScriptRecord:
        if record.ScriptTag == "cyrl":
            for system in record.Script.LangSysRecord:
                if system.LangSysTag == "SRB ":
                    features.update(system.LangSys.FeatureIndex)
    shapes: dict[str, str] = {}
    for index in sorted(features):
        record = layout.FeatureList.FeatureRecord[index]
        if record.FeatureTag == "locl":
            for lookup in record.Feature.LookupListIndex:
                for table in layout.LookupList.Lookup[lookup].SubTable:
                    shapes.update(getattr(getattr(table, "ExtSubTable", table), "mapping", {}))
    return shapes


def bake_serbian(font: TTFont) -> None:
    """Let Cyrillic code points lead to the Serbian shapes, for writers that know no languages."""
    shapes = serbian_shapes(font)
    changed = set()
    for table in font["cmap"].tables:
        if table.isUnicode():
            for point, glyph in table.cmap.items():
                if 0x400 <= point <= 0x52F and glyph in shapes:
                    table.cmap[point] = shapes[glyph]
                    changed.add(point)
    if not changed:
        raise SystemExit("The font has no Serbian shapes.")


def rename(font: TTFont, name: str, style: str) -> None:
    """Give a face a PostScript name of its own: ReportLab takes two of one name for the same."""
    table = font["name"]
    family = f"{name.partition('-')[0]} {'SR' if name.endswith('-SR') else ''}".strip()
    upstream = table.getDebugName(5)
    english = (3, 1, 0x409)
    table.names = [n for n in table.names if (n.platformID, n.platEncID, n.langID) == english]
    names = {1: family, 2: style, 3: f"{upstream};{name};subset", 4: f"{family} {style}", 6: name}
    for number, text in names.items():
        table.setName(text, number, *english)


def mark_style(font: TTFont, style: str) -> None:
    """Say in the tables what the style is: instancing a variable font leaves it as it was."""
    bold, italic = "Bold" in style, "Italic" in style
    font["head"].macStyle = bold | italic << 1
    kept = font["OS/2"].fsSelection & ~0b1100001
    font["OS/2"].fsSelection = kept | italic | bold << 5 | (not bold and not italic) << 6
    font["OS/2"].usWeightClass = 700 if bold else 400


# --- marks


def soft_dotted(font: TTFont) -> dict[str, str]:
    """The glyphs that lose their dot under a mark, each with its dotless glyph: the single
    substitutions that the font's composition rule (ccmp) calls.
    """
    layout = font["GSUB"].table
    called: set[int] = set()
    for record in layout.FeatureList.FeatureRecord:
        if record.FeatureTag == "ccmp":
            for lookup in record.Feature.LookupListIndex:
                for table in subtables(layout, lookup):
                    called |= {
                        step.LookupListIndex for step in getattr(table, "SubstLookupRecord", [])
                    }
    shapes: dict[str, str] = {}
    for lookup in sorted(called):
        for table in subtables(layout, lookup):
            shapes.update(getattr(table, "mapping", {}))
    return shapes


def subtables(layout: Any, lookup: int) -> list[Any]:
    """The subtables of a lookup, read, and taken out of extensions."""
    tables = [getattr(t, "ExtSubTable", t) for t in layout.LookupList.Lookup[lookup].SubTable]
    for table in tables:
        table.ensureDecompiled()
    return tables


def dotless_codes(font: TTFont, points: set[int]) -> dict[int, int]:
    """The code point of each dotless letter: its own, or else one that the face lacks."""
    shapes = soft_dotted(font)
    cmap = font.getBestCmap()
    own = {glyph: point for point, glyph in cmap.items() if point in points}
    dotted = [point for point, glyph in sorted(cmap.items()) if point in points and glyph in shapes]
    return {point: own.get(shapes[cmap[point]], DOTLESS + n) for n, point in enumerate(dotted)}


def bake_dotless(font: TTFont, points: set[int]) -> dict[int, int]:
    """Let private code points lead to the dotless glyphs; give back which letter has which."""
    shapes = soft_dotted(font)
    private = {point: DOTLESS + n for n, point in enumerate(dotless_codes(font, points))}
    for table in font["cmap"].tables:
        if table.isUnicode():
            for point, code in private.items():
                table.cmap[code] = shapes[table.cmap[point]]
    return private


def anchors(font: TTFont, points: set[int]) -> dict[str, Any]:
    """Where marks are attached, by the font's GPOS: for `attach` (to letters) and `stack` (to other
    marks) a list of classes, each with the points of its marks and of what they are put on, in
    units of the em.  The later of two classes that fit holds.
    """
    codes: dict[str, list[int]] = {}
    for point, glyph in sorted(font.getBestCmap().items()):
        if point in points:
            codes.setdefault(glyph, []).append(point)
    layout = font["GPOS"].table
    found: dict[str, Any] = {"em": font["head"].unitsPerEm}
    for feature, name in (("mark", "attach"), ("mkmk", "stack")):
        lookups = {
            lookup
            for record in layout.FeatureList.FeatureRecord
            if record.FeatureTag == feature
            for lookup in record.Feature.LookupListIndex
        }
        found[name] = [
            own
            for lookup in sorted(lookups)
            for table in subtables(layout, lookup)
            for own in classes(table, codes)
        ]
    return found


def classes(table: Any, codes: dict[str, list[int]]) -> Iterator[dict[str, Any]]:
    """The classes of one mark-to-base or mark-to-mark subtable that anything is left of."""
    kind = type(table).__name__
    if kind == "MarkBasePos":
        marks, bases = (table.MarkCoverage, table.MarkArray), table.BaseCoverage
        records = [record.BaseAnchor for record in table.BaseArray.BaseRecord]
    elif kind == "MarkMarkPos":
        marks, bases = (table.Mark1Coverage, table.Mark1Array), table.Mark2Coverage
        records = [record.Mark2Anchor for record in table.Mark2Array.Mark2Record]
    else:  # of ligatures, which are never drawn
        return
    for number in range(table.ClassCount):
        own = {
            code: [record.MarkAnchor.XCoordinate, record.MarkAnchor.YCoordinate]
            for glyph, record in zip(marks[0].glyphs, marks[1].MarkRecord, strict=True)
            if record.Class == number
            for code in codes.get(glyph, [])
        }
        on = {
            code: [anchor[number].XCoordinate, anchor[number].YCoordinate]
            for glyph, anchor in zip(bases.glyphs, records, strict=True)
            if anchor[number]
            for code in codes.get(glyph, [])
        }
        if own and on:
            yield {"marks": own, "on": on}


def write_marks(path: Path, found: dict[str, Any]) -> None:
    """Write the anchors of a face, small: one class a line."""
    lines = json.dumps(found, sort_keys=True, separators=(",", ":"))
    path.write_text(lines.replace('{"marks"', '\n{"marks"') + "\n", "ascii", newline="\n")


def subset_to(font: TTFont, points: set[int]) -> None:
    """Keep only `points`, without hints and without the tables that ReportLab does not read."""
    from fontTools import subset

    options = subset.Options(
        hinting=False,
        glyph_names=False,
        legacy_kern=False,
        notdef_outline=True,
        name_IDs=NAMES,
        drop_tables=[*subset.Options._drop_tables_default, *LAYOUT, *VARIATION, *UNREAD],
    )
    work = subset.Subsetter(options)
    work.populate(unicodes=points)
    work.subset(font)


def require_credit(font: TTFont, licence: str) -> None:
    """Stop unless OFL.txt has the copyright line of the font."""
    line = font["name"].getDebugName(0)
    if line not in licence.splitlines():
        raise SystemExit(f"OFL.txt lacks the line: {line}")


def make(name: str, sources: Path, out: Path) -> str:
    """Write one face to `out`; give back the version that the upstream font says it has."""
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    face = PINS["faces"][name]
    # The timestamps stay those of upstream, so that a second run makes the same bytes.
    font = TTFont(verified(sources, PINS["sources"][face["source"]]), recalcTimestamp=False)
    require_credit(font, (FACES / "OFL.txt").read_text(encoding="utf-8"))
    version: str = font["name"].getDebugName(5).partition(";")[0].removeprefix("Version ")
    if "fvar" in font:
        at = {axis.axisTag: face["at"][axis.axisTag] for axis in font["fvar"].axes}
        instancer.instantiateVariableFont(font, at, inplace=True)
    if face.get("serbian"):
        bake_serbian(font)
    points = characters(face["characters"])
    if face.get("marks"):
        dotless = (bake_dotless if face.get("dotless") else dotless_codes)(font, points)
        points |= {code for code in dotless.values() if code in font.getBestCmap()}
        found = {**anchors(font, points), "dotless": dotless}
        write_marks(out / f"{name}{MARKS}", found)
    rename(font, name, face["style"])
    mark_style(font, face["style"])
    subset_to(font, points)
    font.save(out / f"{name}.ttf")
    return version


# --- the record


def recorded(faces: Path) -> dict[str, str]:
    """The hash that SHA256SUMS has for each file."""
    lines = (faces / SUMS).read_text(encoding="ascii").splitlines()
    return {name: digest for digest, name in (line.split("  ") for line in lines)}


def story(name: str, version: str, path: Path) -> list[str]:
    """What SOURCES.md says of one face, a sentence a line."""
    face = PINS["faces"][name]
    source = PINS["sources"][face["source"]]
    lines = [
        f"## {name}",
        "",
        f"It serves {face['serves']}.",
        f"It comes from {source['project']}, version {version}.",
        f"The source file is `{source['file']}`.",
        f"It is in the {source['archive']} package `{source['package']}` {source['version']}.",
    ]
    if "at" in face:
        at = ", ".join(f"{axis} {value}" for axis, value in face["at"].items())
        lines.append(f"The face is that variable font at {at}.")
    if face.get("marks"):
        lines.append(f"Its anchors for marks, from that font's GPOS, are in `{name}{MARKS}`.")
    if face.get("dotless"):
        lines.append("Private code points lead to the font's own dotless letters.")
    if face.get("serbian"):
        lines.append("The face's Cyrillic code points lead to the font's own Serbian shapes.")
    return [
        *lines,
        f"The source file has SHA-256 `{source['sha256']}`.",
        f"The face has SHA-256 `{sha256(path)}`.",
        "",
    ]


def write_record(faces: Path, versions: dict[str, str]) -> None:
    """Write SHA256SUMS and SOURCES.md for the faces as they are now."""
    paths = {name: faces / f"{name}.ttf" for name in PINS["faces"]}
    made = [*paths.values(), *sorted(faces.glob(f"*{MARKS}"))]
    sums = "".join(f"{sha256(path)}  {path.name}\n" for path in made)
    (faces / SUMS).write_text(sums, encoding="ascii", newline="\n")
    tool = f"{PINS['tool']['package']} {PINS['tool']['version']}"
    lines = [
        "# Where the faces come from",
        "",
        "`python -m tools.make_faces` makes every face, and this file, from the sources pinned in"
        " `sources.json`.",
        "Each face is a static subset without hints; nothing else of the drawing is changed.",
        f"The tool is {tool}, whose version is pinned because it decides the bytes.",
        "All faces are under the SIL Open Font License 1.1, whose text is in `OFL.txt`;"
        " no font name is reserved.",
        "",
    ]
    for name, path in paths.items():
        lines += story(name, versions[name], path)
    text = "\n".join(lines[:-1]) + "\n"
    (faces / "SOURCES.md").write_text(text, encoding="utf-8", newline="\n")


def check(faces: Path) -> list[str]:
    """The faces that are missing, unrecorded or not what SHA256SUMS says, as sentences."""
    sums = recorded(faces)
    present = {path.name for kind in KINDS for path in faces.glob(kind)}
    wrong = [f"{name} is not recorded." for name in sorted(present - set(sums))]
    for name, digest in sums.items():
        if name not in present:
            wrong.append(f"{name} is missing.")
        elif sha256(faces / name) != digest:
            wrong.append(f"{name} differs from its recorded hash.")
    return wrong


def remake(sources: Path, faces: Path) -> None:
    """Make every face aside, and only when all are made put them in the place of the old ones."""
    with tempfile.TemporaryDirectory() as aside:
        versions = {name: make(name, sources, Path(aside)) for name in PINS["faces"]}
        for old in [path for kind in KINDS for path in faces.glob(kind)]:
            old.unlink()
        for new in Path(aside).iterdir():
            shutil.copyfile(new, faces / new.name)
    write_record(faces, versions)


def require_tool() -> None:
    """Stop unless the pinned fontTools is here: another version may make other bytes."""
    import fontTools

    if fontTools.version != PINS["tool"]["version"]:
        raise SystemExit(
            f"fontTools {fontTools.version} is here; {PINS['tool']['version']} is pinned."
        )


def main() -> int:
    """Make the faces, or check them; the exit code."""
    parser = argparse.ArgumentParser(
        description="Make the bundled faces from their pinned sources."
    )
    parser.add_argument(
        "sources", nargs="?", type=Path, help="folder into which the source packages are unpacked"
    )
    parser.add_argument(
        "--faces", type=Path, default=FACES, help="folder of the faces (default: the package's)"
    )
    parser.add_argument(
        "--fetch", action="store_true", help="download the pinned packages into that folder first"
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="only compare the made faces with their recorded hashes",
    )
    arguments = parser.parse_args()
    if arguments.check:
        wrong = check(arguments.faces)
        print("\n".join(wrong) or f"{len(recorded(arguments.faces))} faces are as recorded.")
        return 1 if wrong else 0
    if arguments.sources is None:
        parser.error("name the folder with the sources")
    require_tool()
    if arguments.fetch:
        fetch(arguments.sources)
    remake(arguments.sources, arguments.faces)
    return 0


if __name__ == "__main__":
    sys.exit(main())
