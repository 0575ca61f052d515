"""Papers, keys and banks as Word documents, opened again by a program that did not write them."""

from __future__ import annotations

import io
import json
import re
import shutil
import warnings
import zipfile
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from docx.oxml.ns import qn

from generator.cli.program import main
from generator.exchange.formulas import UnknownFormula, latex_of, mathml_of
from generator.exchange.xml_files import read_xml
from generator.pictures.formulas import read_formula
from generator.render.word_formulas import office_math

SPECIMEN = Path(__file__).parent.parent / "specimen"


@pytest.fixture
def specimen(tmp_path, monkeypatch):
    """A folder with a pack of every type and block; gives what runs commands in it."""
    for name in ("packs", "questions"):
        shutil.copytree(SPECIMEN / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)

    def run(*words: str) -> tuple[int, str, str]:
        result = CliRunner().invoke(main, words)
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result.exit_code, result.stdout, result.stderr

    return run


def text_of(path: str) -> str:
    """All words of a document, cells of tables among them."""
    root = docx.Document(path).element.body
    return "\n".join(
        "".join(str(part) for part in paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab")))
        for paragraph in root.iter(qn("w:p"))
    )


def test_each_form_has_a_paper_and_a_key_of_its_own(specimen):
    """The files of a pack hold its words; a key's words are in no paper, and no code is in any."""
    code, said, errors = specimen("export", "a4", "--to", "docx")
    assert code == 0, errors
    names = sorted(path.name for path in Path().glob("*.docx"))
    assert names == ["a4-A-KEY.docx", "a4-A.docx", "a4-B-KEY.docx", "a4-B.docx"]
    paper, key = text_of("a4-A.docx"), text_of("a4-A-KEY.docx")
    for words in ("Fill in the blanks.", "Roses are red", "Signs with what they do", "Ants have"):
        assert words in paper
    assert "It prints once." in key and "It prints once." not in paper
    assert "int main(void)" in paper and "Spiders have 8 legs" in paper
    assert not re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[A-Z]", paper + key)


def test_a_paper_is_a_sound_document(specimen):
    """Headings, language, words for pictures, numbers of pages; nobody's name, and no date."""
    specimen("export", "a4", "--to", "docx")
    document = docx.Document("a4-A.docx")
    assert [p.text for p in document.paragraphs if p.style.name == "Heading 1"] == ["Specimen"]
    pictures = list(document.element.body.iter(qn("wp:docPr")))
    assert pictures and all(picture.get("descr") for picture in pictures)
    languages = {element.get(qn("w:val")) for element in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"en"}
    fields = document.sections[0].footer._element.iter(qn("w:fldSimple"))
    assert {field.get(qn("w:instr")) for field in fields} == {"PAGE", "NUMPAGES"}
    with zipfile.ZipFile("a4-A.docx") as package:
        core = package.read("docProps/core.xml").decode()
        assert "creator" not in core and "created" not in core and "Specimen" in core
        assert {entry.date_time[0] for entry in package.infolist()} == {1980}


def test_the_same_content_makes_the_same_bytes_and_a_key_changes_no_paper(specimen):
    """A second export is the same; another reason changes the key and not the paper."""
    specimen("export", "a4", "--to", "docx")
    before = {path.name: path.read_bytes() for path in Path().glob("*.docx")}
    assert specimen("export", "a4", "--to", "docx")[0] == 0  # nothing differs
    bank = Path("questions/specimen.yaml")
    bank.write_text(bank.read_text("utf-8").replace("It prints once.", "Look again."), "utf-8")
    code, _, errors = specimen("export", "a4", "--to", "docx")
    assert code == 1 and "a4-A-KEY.docx is there already and differs" in errors
    assert {path.name: path.read_bytes() for path in Path().glob("*.docx")} == before
    for name in before:
        Path(name).unlink()
    assert specimen("export", "a4", "--to", "docx")[0] == 0
    same = {name for name in before if Path(name).read_bytes() == before[name]}
    assert same == {"a4-A.docx", "a4-B.docx"}


def test_a_bank_goes_out_to_word_and_its_choices_come_back(specimen):
    """Right options are bold, so that what is imported again has the same keys."""
    specimen("import", "--template")
    _, table, _ = specimen("import", "--template")
    Path("items.csv").write_text(table, "utf-8")
    specimen("import", "items.csv")
    assert specimen("export", "items", "--to", "docx")[0] == 0
    assert specimen("import", "items.docx", "--bank", "again")[0] == 0
    again = Path("questions/again.yaml").read_text("utf-8")
    assert "key: Carbon dioxide" in again and "keys: [bat, dolphin]" in again
    assert 'key: "true"' in again


def test_the_files_are_named_for_programs(specimen):
    """With --output json standard output has the files and what became of the items, and no text."""
    code, said, errors = specimen("export", "a4", "--to", "docx", "--output", "json")
    assert code == 0, errors
    files = json.loads(said)["files"]
    assert sorted(files) == ["a4-A-KEY.docx", "a4-A.docx", "a4-B-KEY.docx", "a4-B.docx"]
    assert all(Path(name).exists() for name in files) and json.loads(said)["items"] > 1


FORMULAS = (
    r"\frac{a}{b}+\sqrt[3]{x^2_1}",
    r"e^{i\pi}+1=0",
    r"\hat{p}\pm 1.96\sqrt{\frac{\hat p(1-\hat p)}{n}}",
    r"|x|+50\%",
    r"f:\mathbb{R}\to\mathbb{R}",
    r"\sin^2 x+\cos^2 x",
)


def without_rows(mathml: str) -> str:
    """MathML without what only groups or stretches."""
    bare = re.sub(r' (?:stretchy|fence|form|accent|display)="[^"]*"', "", mathml)
    return bare.replace("<mrow>", "").replace("</mrow>", "")


@pytest.mark.parametrize("latex", FORMULAS)
def test_formulas_are_the_same_behind_mathml_and_office_math(latex):
    """LaTeX to MathML to LaTeX says the same, and so by way of Office Math."""
    from docx.oxml.parser import parse_xml

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        mathml = read_formula(latex, False).mathml
        office = office_math(parse_xml(mathml), False)
        for back in (
            latex_of(read_xml(mathml.encode())),
            latex_of(mathml_of(read_xml(office.encode()))),
        ):
            assert without_rows(read_formula(back, False).mathml) == without_rows(mathml), back
    assert without_rows(mathml) != without_rows(read_formula("x+y", False).mathml)  # control


def test_a_formula_that_has_no_words_here_is_refused():
    """An element that nobody knows is named; its words are kept by who reads it."""
    with pytest.raises(UnknownFormula, match="mlongdiv"):
        latex_of(read_xml(b"<math><mlongdiv><mn>1</mn></mlongdiv></math>"))


def test_formulas_of_word_come_in(specimen):
    """A formula in a stem and in options is a formula in the bank."""
    from docx.oxml.parser import parse_xml

    document = docx.Document()
    stem = document.add_paragraph("1. What is ")
    stem._p.append(
        parse_xml(office_math(parse_xml(read_formula(r"\frac{1}{2}", False).mathml), False))
    )
    stem.add_run(" plus 1?")
    for line in ("*A) 1.5", "B) 2", "C) 3"):
        document.add_paragraph(line)
    target = io.BytesIO()
    document.save(target)
    Path("sums.docx").write_bytes(target.getvalue())
    assert specimen("import", "sums.docx")[0] == 0
    assert r"What is $\frac{1}{2}$ plus 1?" in Path("questions/sums.yaml").read_text("utf-8")
