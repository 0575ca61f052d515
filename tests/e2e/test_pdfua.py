"""Every file of the starter packs is PDF/UA-1, and a screen reader says what the text proof says,
word for word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from pathlib import Path

import page as page_validation
import pikepdf
import pytest

from generator.documents import FULL_KEY, KEY_PAGE, TEACHERS_COPY
from generator.i18n.catalog import load_catalog
from generator.render.text import text_preview
from generator.storage.files import ProjectFiles
from generator.workflows.build.compose import compose_files
from generator.workflows.build.edition import edition_of_pack
from generator.workflows.build.guide import preview_guide
from generator.workflows.project import load_project
from generator.workflows.show import pack_documents
from tests.e2e import banks, making
from tests.typeset import pdf_structure

PACKS = sorted(path.stem for path in (making.REPOSITORY / "packs").glob("*.yaml"))
ON_LETTER = ("frozen-conflicts", "resit")


@pytest.fixture(scope="module")
def sheets(starter: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The starter packs on A4, and two of them, with every type of question, on Letter."""
    letter = making.copy_starter(tmp_path_factory.mktemp("letter"))
    for path in (letter / "packs").glob("*.yaml"):
        path.write_text(
            path.read_text(encoding="utf-8").replace("paper: A4", "paper: Letter"), encoding="utf-8"
        )
    making.build(letter, ON_LETTER)
    return {"A4": starter, "Letter": letter}


def pdfs(folder: Path, pack: str) -> list[Path]:
    """All PDFs of a pack but the class set, which holds the papers as often as there are
    students.
    """
    found = [
        path
        for path in sorted((folder / "output" / pack).rglob("*.pdf"))
        if path.parent.name != "print"
    ]
    assert {path.parent.name for path in found} == {"students", "teacher"}
    return found


def faults(data: bytes, folder: Path) -> dict[str, list[str]]:
    """What three judges say against a file: a PDF/UA-1 validator, a reader of its structure, and a
    syntax check.
    """
    path = folder / "judged.pdf"
    path.write_bytes(data)
    result = page_validation.validate_pdf(str(path), profile="ua1")
    said = {"validator": [f"{failure.rule_id}: {failure.message}" for failure in result.failures]}
    assert result.is_compliant == (not said["validator"])
    with pikepdf.open(path) as pdf:
        said["syntax"] = [str(line) for line in pdf.check_pdf_syntax()]
    said["structure"] = pdf_structure.problems(data)
    return {judge: lines for judge, lines in said.items() if lines}


@pytest.mark.parametrize(
    ("sheet", "pack"),
    [*(("A4", pack) for pack in PACKS), *(("Letter", pack) for pack in ON_LETTER)],
)
def test_every_file_is_valid(sheets, tmp_path, pack, sheet):
    """Papers, keys and briefings on both sizes of paper: PDF/UA-1, sound in structure, correct in
    syntax, of the right size.
    """
    for path in pdfs(sheets[sheet], pack):
        if sheet == "Letter" and "-B-" in path.name.replace(".", "-"):
            continue  # the same blocks in another order
        data = path.read_bytes()
        assert faults(data, tmp_path) == {}, path.name
        with pikepdf.open(BytesIO(data)) as pdf:
            assert {tuple(map(float, page.mediabox)) for page in pdf.pages} == {
                (0, 0, 595.276, 841.89) if sheet == "A4" else (0, 0, 612, 792)
            }
            assert str(pdf.docinfo.Title) and str(pdf.Root.Lang) == "en"
            assert "/Outlines" in pdf.Root and "/PageLabels" in pdf.Root
        assert ("letter" in path.name) == (sheet == "Letter")


@pytest.mark.parametrize("seed", range(20, 20 + 3 * making.ROUNDS))
def test_every_file_of_random_packs_is_valid(tmp_path, seed):
    """The same with scripts, signs, links and lengths that the starter packs do not have."""
    making.build(banks.drawn(seed).write(tmp_path / "project"))
    found = sorted((tmp_path / "project/output").rglob("*.pdf"))
    assert len(found) >= 4
    for path in found:
        assert faults(path.read_bytes(), tmp_path) == {}, path.name


# ---------------------------------------------------------------- what is said
BARS = load_catalog("en").list("blueprint-head")[2].split()
FIGURE = re.compile(r"(?m)^( *)\[([^\]_]{20,})\]\n(?:\1  .*\n)+")
POINTS = re.compile(r"\[\d*½?\]")


def said_words(data: bytes) -> list[str]:
    """The words of a file's structure tree, in the form in which the proof writes them."""
    elements = [
        (path, text) for path, text in pdf_structure.read_aloud(data) if "/Figure" not in path
    ]
    return [word for text in _said(elements) for word in text.split()]


def alternatives(data: bytes) -> list[str]:
    """What a file's figures say to who cannot see them."""
    with pikepdf.open(BytesIO(data)) as pdf:
        figures = [
            thing
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/Figure"
        ]
        return [" ".join(str(figure.Alt).split()) for figure in figures]


def _said(elements: list[tuple[str, str]]) -> Iterator[str]:
    heads: list[str] = []
    cells: list[str] = []
    for path, text in [*elements, ("/Document", "")]:
        if "/Table" in path and path.endswith("/Form"):  # room to write, in the cell before
            cells[-1] += text
            continue
        if "/Table" in path and ("/THead/" not in path or not cells):
            (heads if "/THead/" in path else cells).append(text)
            continue
        if heads or cells:
            yield from _table(heads, cells)
            heads, cells = ([text], []) if "/Table" in path else ([], [])
        if "/Table" in path:
            continue
        if path.endswith("/Lbl"):
            yield _label(text)
        else:
            yield text


def _label(text: str) -> str:
    if text in ("•", "–"):
        return ""
    if text.isdigit():
        return text + "."
    return text.strip() + ":" if text != text.rstrip() else text


def _table(heads: list[str], cells: list[str]) -> Iterator[str]:
    rows = [cells[at : at + len(heads)] for at in range(0, len(cells), len(heads))]
    # A grid, a table of keys or of points by parts: the proof writes it line by line.
    line_by_line = ["Part", "Questions"], ["Item", "Objective, level, difficulty"]
    if heads[0] == "Question" or heads[:2] in line_by_line:
        yield from (*heads, *cells)
        return
    for row in rows:
        for head, cell in zip(heads, row, strict=True):
            yield f"{head}: {cell}" if head else cell


def proof_words(text: str) -> list[str]:
    """The words of a text proof without its head and foot, its rules, frames and bullets."""
    body = text.split("\n\n", 1)[1].rstrip().rsplit("\n", 1)[0]
    lines = [re.sub(r"^\s*[|>] ?", "", line) for line in FIGURE.sub("\n", body).split("\n")]
    lines = [re.sub(r"^(\s*(?:\d+\. +)?)(\( \)|\[ +\]) ", r"\1", line) for line in lines]
    lines = [re.sub(r"   \( \) ", "   ", line) for line in lines]  # of true and false in one line
    lines = [
        re.sub(r"^ {5,}\d*[05]  ", "", line) for line in lines
    ]  # the numbers of a passage's lines
    words = (
        " ".join(line for line in lines if not re.fullmatch("[=-]+", line.strip()))
        .replace("`", "")
        .split()
    )
    return [word for word in words if word != "-"]


def compared(words: list[str]) -> tuple[list[str], list[str]]:
    """Words, and apart from them the points in brackets: the proof puts these at the end of an
    item's first line.
    """
    # Room to write in, and signs for what is lowered or raised.
    words = [bare for word in words if (bare := re.sub("[_^]", "", word))]
    # The mark of a status is read as its words, which the proof has in brackets.
    words = [re.sub(r"^\[?([a-z]+,?)\]?([.,;:]?)$", r"\1\2", word) for word in words]
    return [word for word in words if not POINTS.fullmatch(word)], [
        word for word in words if POINTS.fullmatch(word)
    ]


def documents(folder: Path, pack: str) -> dict[str, str]:
    """The text proofs of a pack's documents as `packs show` prints them, by the end of the file's
    name.
    """
    reading = load_project(ProjectFiles.find(folder))
    found = {}
    for kind in ("briefing", "paper", "key"):
        for document in pack_documents(reading.pack(pack), reading.content, kind):
            form = document.header_footer.form
            found[
                {"briefing": "-briefing-", "paper": f"-{form}.", "key": f"-{form}-KEY-"}[kind]
            ] = text_preview(document)
    edition = edition_of_pack(
        ProjectFiles.find(folder), reading.pack(pack), reading.content, draft=False
    )
    for file in compose_files(reading.pack(pack), reading.content, edition, False):
        if file.output.kind is TEACHERS_COPY:
            found["-teachers-copy-"] = text_preview(file.content)
    found["-page-KEY-"] = text_preview(KEY_PAGE.teacher(edition, 0))
    found["-full-KEY-"] = text_preview(FULL_KEY.teacher(edition, 0))
    found["-guide-"] = text_preview(
        preview_guide(ProjectFiles.find(folder), reading.pack(pack), reading.content)
    )
    return found


@pytest.mark.parametrize("pack", PACKS)
def test_a_screen_reader_says_the_text_proof(starter, pack):
    """The structure tree of every file has the words of its proof, all of them, in order, and no
    others.
    """
    proofs = {mark: text for mark, text in documents(starter, pack).items() if mark[2:] != "-KEY-"}
    assert len(proofs) == len(pdfs(starter, pack))
    for path in pdfs(starter, pack):
        (text,) = [text for mark, text in proofs.items() if mark in path.name]
        said, points = compared(said_words(path.read_bytes()))
        written, their_points = compared(proof_words(text))
        if "-page-" in path.name:
            # Stems and answers are cut where a line of the sheet ends, which a text has not.
            whole = {*proof_words(proofs["-full-KEY-"]), *written, "…", "·"}
            assert _unpointed(said) <= _unpointed(whole), path.name
            assert len(set(said) & set(written)) > 0.8 * len(set(written)), path.name
            continue
        if "-guide-" in path.name:
            # Tables of keys are read across, and bars have a head of their own.
            lacking, more = Counter(written) - Counter(said), Counter(said) - Counter(written)
            assert not lacking and set(more) <= {*BARS, f"{BARS[-1]}:"}, path.name
            continue
        said, written = ([_bare(word) for word in words] for words in (said, written))
        if len(said) > len(written):
            # A grid too wide for the page is set in parts, each with the names of its rows again.
            lacking, more = Counter(written) - Counter(said), Counter(said) - Counter(written)
            names = set(re.findall(r"[^\s:]+", " ".join(GRID_NAMES.findall(" ".join(written)))))
            assert not lacking and {word.rstrip(":") for word in more} <= names, path.name
            continue
        assert said == written, path.name
        assert points == their_points
        assert alternatives(path.read_bytes()) == [
            " ".join(figure[2].split()) for figure in FIGURE.finditer(text)
        ]
        assert len(said) > 200


# What heads the rows and columns of a grid of relations: "From ↓ to →: Serbia Russia: –".
GRID_NAMES = re.compile(r"From ↓ to →: .*?(?=From ↓ to →:|$)")


def _unpointed(words: Iterable[str]) -> set[str]:
    """Words without the signs that a cut takes away."""
    return {word.rstrip(" ,;:….") for word in words}


def _bare(word: str) -> str:
    """A word; the number of a cell to fill in without the brackets that texts set around it."""
    return re.sub(r"^\((\d+)\)$", r"\1", word)


def test_show_prints_these_proofs(starter):
    """What `packs show` prints of a document is the proof that is compared here."""
    shown = making.packs(starter, "show", "arms-scandal", "--document", "key", "--form", "B").stdout
    assert shown.strip() == documents(starter, "arms-scandal")["-B-KEY-"].strip()


@pytest.mark.parametrize("pack", PACKS)
def test_the_furniture_is_no_part_of_the_text(starter, pack):
    """Head and foot are there for eyes, and skipped by screen readers."""
    for path in pdfs(starter, pack):
        data = path.read_bytes()
        assert "Page 1 of" in pdf_structure.extracted(data)[0]
        assert "Page 1 of" not in " ".join(said_words(data))


# ---------------------------------------------------------------- the judges can find
def damaged(data: bytes, how: Callable[[pikepdf.Pdf], None]) -> bytes:
    """A file after `how` has changed it."""
    with pikepdf.open(BytesIO(data)) as pdf:
        how(pdf)
        out = BytesIO()
        pdf.save(out)
        return out.getvalue()


def _content(pattern: bytes, new: bytes) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        stream = pdf.pages[0].Contents
        changed, count = re.subn(pattern, new, stream.read_bytes(), count=1, flags=re.DOTALL)
        assert count == 1
        stream.write(changed)

    return change


def _swap(pdf: pikepdf.Pdf) -> None:
    kids = pdf.Root.StructTreeRoot.K.K
    kids[2], kids[3] = kids[3], kids[2]


def _no_title(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.ViewerPreferences


DAMAGES: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "no title shown": ("validator", lambda data: damaged(data, _no_title)),
    "hidden heading": (
        "structure",
        lambda data: damaged(data, _content(rb"/H1<</MCID (\d+)>>BDC", rb"/Artifact BMC")),
    ),
    "order of reading": ("structure", lambda data: damaged(data, _swap)),
    "damaged stream": (
        "syntax",
        lambda data: data[: (at := data.index(b"stream\n") + 20)] + b"\0" * 12 + data[at + 12 :],
    ),
}


@pytest.mark.parametrize("what", DAMAGES)
def test_a_file_damaged_on_purpose_fails(starter, tmp_path, what):
    """Each judge finds the fault that is its own."""
    judge, damage = DAMAGES[what]
    data = making.papers(starter, "arms-scandal")[0].read_bytes()
    assert faults(data, tmp_path) == {}
    assert judge in faults(damage(data), tmp_path)


def test_a_word_more_or_less_is_noticed(starter):
    """The comparison with the proof fails for a word lost, added or moved, and for points that
    differ.
    """
    data = making.papers(starter, "arms-scandal")[0].read_bytes()
    words, points = compared(said_words(data))
    text = documents(starter, "arms-scandal")["-A."]
    assert (words, points) == compared(proof_words(text))
    for old, new in (
        ("Instructions", ""),
        ("Instructions", "Instructions more"),
        ("[3]", "[2]"),
        ("Serbia ", "Serbien "),
    ):
        assert old in text
        assert (words, points) != compared(proof_words(text.replace(old, new, 1)))
