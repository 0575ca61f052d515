"""Equal documents are equal bytes, wherever and whenever they are set; one subset serves
a family.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
import sample_documents

from generator.page.blocks import Heading, Paragraph, spans
from generator.render import pdf as rendering
from generator.render.pdf import font_files
from generator.render.pdf.document_renderer import DocumentRenderer

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
import hashlib, sys
sys.path[:0] = [{root!r}, {here!r}]
import sample_documents
from generator.render import pdf as rendering
names = "paper", "key", "briefing", "types"
looks = rendering.PROFILES["standard"], rendering.SHEETS["A4"]
for file in rendering.render_documents([vars(sample_documents)[name]() for name in names], *looks):
    print(hashlib.sha256(file.data).hexdigest())
print(rendering.identity())
"""


def hashes(cwd: Path, path: Path | None = None, **variables: str) -> list[str]:
    """The hashes of sample files as another process makes them, which has only the given
    variables.
    """
    script = SCRIPT.format(root=str(ROOT), here=str(Path(__file__).parent))
    environment = {
        "PATH": os.environ["PATH"],
        **({"PYTHONPATH": str(path)} if path else {}),
        **variables,
    }
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert not done.stderr
    return done.stdout.split()


def test_no_surrounding_changes_a_byte(tmp_path):
    """Settings files, RL_ variables, home, hash seed, time zone and current folder change nothing
    and run nothing.
    """
    ran = tmp_path / "ran"
    hostile = (
        f"import pathlib\npathlib.Path({str(ran)!r}).touch()\n"
        "spaceShrinkage = 0.5\npageCompression = 0\n_FUZZ = 40\n"
    )
    (tmp_path / "reportlab_settings.py").write_text(hostile)
    (tmp_path / ".reportlab_settings").write_text(hostile)
    calm = tmp_path / "calm"
    calm.mkdir()
    first = hashes(calm, PYTHONHASHSEED="1", TZ="UTC", HOME=str(calm))
    other = hashes(
        tmp_path,
        tmp_path,
        PYTHONHASHSEED="2",
        TZ="Asia/Tbilisi",
        HOME=str(tmp_path),
        SOURCE_DATE_EPOCH="1",
        LC_ALL="C",
        RL_spaceShrinkage="0.5",
        RL__FUZZ="40",
        RL_pageCompression="0",
        RL_ttfAsciiReadable="1",
        RL_invariant="0",
    )
    assert len(first) == 5 and first == other
    assert not ran.exists()


def test_hostile_settings_would_be_obeyed_without_the_guard(tmp_path):
    """The surroundings of the test above are hostile: ReportLab imported plainly runs the file."""
    ran = tmp_path / "ran"
    (tmp_path / "reportlab_settings.py").write_text(
        f"import pathlib\npathlib.Path({str(ran)!r}).touch()\n"
    )
    subprocess.run(
        [sys.executable, "-c", "import reportlab.rl_config"],
        check=True,
        env={"PYTHONPATH": str(tmp_path)},
    )
    assert ran.exists()


def test_the_environment_is_given_back():
    """The guard leaves variables and modules as they were."""
    script = (
        "import os, sys; sys.path.insert(0, sys.argv[1]); os.environ['RL_x'] = '1'; "
        "import generator.render.pdf.reportlab_text; "
        "assert os.environ['RL_x'] == '1' and 'reportlab_settings' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script, str(ROOT)], check=True)


def test_importing_and_asking_load_no_reportlab():
    """`generator.render.pdf`, its coverage and its identity are there without ReportLab."""
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); import generator.render.pdf as rendering; "
        "assert rendering.coverage() and rendering.identity(); assert not [name for "
        "name in sys.modules if name.startswith('reportlab')]"
    )
    subprocess.run([sys.executable, "-c", script, str(ROOT)], check=True)


def test_the_same_again_in_one_process(render, samples):
    """Setting once more gives the same bytes, whatever was set between."""
    first = render(samples["paper A"])
    render(samples["stress"])
    assert render(samples["paper A"]) == first


def test_a_document_is_the_same_behind_whatever_others(render):
    """Documents that differ in their structure only are each what they are behind any other, though
    equal structures that follow each other are made once.
    """
    first, other = ([Heading(level, spans("Abc"))] for level in (2, 3))
    order = [0, 0, 0, 1, 1, 1, 0, 1]
    files = render([(first, other)[n] for n in order])
    assert [files.index(file) for file in files] == [files.index(files[3 * n]) for n in order]
    assert files[0] != files[3] and set(render([other, first])) == set(files)


def test_each_document_is_painted_when_its_file_is_asked_for(monkeypatch):
    """Pages of hundreds of forms are never held at once, but what cannot be set stops all before
    the first is made.
    """
    painted, paint = [], DocumentRenderer.paint

    def counted(self, prepared):
        painted.append(prepared.document)
        return paint(self, prepared)

    monkeypatch.setattr(DocumentRenderer, "paint", counted)
    papers = [sample_documents.paper(form, shift=n) for n, form in enumerate("ABC")]
    looks = rendering.PROFILES["standard"], rendering.SHEETS["A4"]
    files = rendering.rendered_in_turn(papers, *looks)
    for n in range(3):
        next(files)
        assert painted == papers[: n + 1]
    broken = replace(papers[0], blocks=(Paragraph(spans("日")),))
    painted.clear()
    with pytest.raises(rendering.MissingGlyph):
        next(rendering.rendered_in_turn([*papers, broken], *looks))
    assert not painted


def _fonts(data: bytes) -> dict[str, str]:
    """Of each font, a hash of its program and its objects' numbers."""
    found = {}
    with pikepdf.open(BytesIO(data)) as pdf:
        for name, font in pdf.pages[0].Resources.Font.items():
            program = font.DescendantFonts[0].FontDescriptor.FontFile2
            place = f"{name} {font.BaseFont} {font.objgen[0]} {program.objgen[0]}"
            found[place] = hashlib.sha256(program.read_bytes()).hexdigest()
    return found


def test_one_subset_serves_a_family(render, samples):
    """All files of a family embed the same fonts, under the same numbers; a family of its own has
    its own.
    """
    papers = render([sample_documents.paper(form, shift=n) for n, form in enumerate("ABC")])
    assert _fonts(papers[0]) == _fonts(papers[1]) == _fonts(papers[2])
    assert _fonts(papers[0]) != _fonts(render(samples["briefing"]))


def test_the_order_of_options_changes_no_font(render):
    """A form that differs from another in order only has the same fonts: they show no trace of an
    order.
    """
    first, other = (render(sample_documents.paper("A", shift=shift)) for shift in (0, 1))
    assert first != other and _fonts(first) == _fonts(other)
    assert len(first) == pytest.approx(len(other), rel=0.01)


def test_nothing_tells_when_or_by_what_a_file_was_made(render, samples):
    """No date, producer or random identifier is in a file; the identifier follows from
    the content.
    """
    first, other = render([sample_documents.paper("A"), sample_documents.paper("B")])
    for data in (first, other):
        with pikepdf.open(BytesIO(data)) as pdf:
            assert set(pdf.docinfo) == {"/Title"} and pdf.trailer.ID[0] == pdf.trailer.ID[1]
    with pikepdf.open(BytesIO(first)) as a, pikepdf.open(BytesIO(other)) as b:
        assert bytes(a.trailer.ID[0]) != bytes(b.trailer.ID[0])


def test_embedded_fonts_hold_what_is_used_and_no_more(render):
    """A character of one document is in the fonts of its family; one of none is not."""

    def codes(data: bytes) -> set[int]:
        with pikepdf.open(BytesIO(data)) as pdf:
            return {
                int(entry)
                for font in pdf.pages[0].Resources.Font.values()
                for entry in list(font.DescendantFonts[0].W)[::2]
            }

    first, other = render([(Paragraph(spans("ab")),), (Paragraph(spans("cd")),)])
    assert codes(first) == codes(other) == {ord(character) for character in "abcd"}


def test_identity_and_coverage_are_stable_values():
    """The identity is short text and the coverage holds the scripts the project writes in."""
    assert rendering.identity() == rendering.identity() and len(rendering.identity()) == 16
    assert {ord(character) for character in "AzŠćžəĞЂђՀյქარ☐✓½–“”…€"} <= rendering.coverage()
    assert ord("日") not in rendering.coverage()


@pytest.fixture
def package(tmp_path, monkeypatch) -> Path:
    """A copy of the package's code and fonts, at which the identity is taken."""
    for folder in ("page", "render/pdf"):
        shutil.copytree(ROOT / "generator" / folder, tmp_path / "generator" / folder)
    monkeypatch.setattr(font_files, "files", lambda name: tmp_path.joinpath(*name.split(".")))
    return tmp_path / "generator"


def identity() -> str:
    """The identity, taken anew."""
    return font_files.identity.__wrapped__()


def test_every_module_that_decides_bytes_is_in_the_identity(package):
    """Whatever module of rendering or of the blocks is changed, in whatever folder, the identity is
    another one.
    """
    sound = identity()
    assert sound == rendering.identity() == identity()
    modules = sorted(package.rglob("*.py"))
    folders = {path.parent.relative_to(package).as_posix() for path in modules}
    assert {
        "page",
        "render/pdf",
        *(f"render/pdf/{name}" for name in ("blocks", "charts", "file")),
    } <= folders
    for path in modules:
        code = path.read_bytes()
        path.write_bytes(code + b"#")
        assert identity() != sound, path
        path.write_bytes(code)
    assert identity() == sound


def test_a_new_or_lost_module_and_a_font_change_the_identity(package):
    """So do a module more or less, and a byte of a font; what is not code changes nothing."""
    sound = identity()
    new = package / "render/pdf/charts/pie.py"
    new.write_bytes(b"")
    assert identity() != sound
    new.unlink()
    (package / "render/pdf/charts/notes.txt").write_bytes(b"?")
    assert identity() == sound
    font = next(package.rglob("NotoSans-Regular.ttf"))
    font.write_bytes(font.read_bytes() + b"?")
    assert identity() != sound
