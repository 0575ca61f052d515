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
from pathlib import Path
from typing import TYPE_CHECKING

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
    rename(font, name, face["style"])
    mark_style(font, face["style"])
    subset_to(font, characters(face["characters"]))
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
    sums = "".join(f"{sha256(path)}  {path.name}\n" for path in paths.values())
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
    present = {path.name for path in faces.glob("*.ttf")}
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
        for old in faces.glob("*.ttf"):
            old.unlink()
        for new in Path(aside).glob("*.ttf"):
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
