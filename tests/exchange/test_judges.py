"""Files judged by programs that did not make them, where those are installed."""

from __future__ import annotations

import io
import shutil
import subprocess
import warnings
import zipfile
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.exchange.exchanged import ExchangedItem, Fields, Value, entry_text, list_of, text_of
from generator.exchange.formats import FORMATS
from generator.exchange.xml_files import Element, read_xml
from tests.exchange.qti_structure import faults
from tests.exchange.strategies import KINDS, items
from tests.exchange.test_word import specimen  # noqa: F401
from tests.exchange.test_word import text_of as words_of

JUDGES = 'to have exported files judged, run: pip install "briefing-packs[judges]"'

# ---------------------------------------------------------------- Word


@pytest.fixture
def documents(specimen):  # noqa: F811
    """Papers, keys and the bank of a project with every type and block."""
    assert specimen("export", "a4", "--to", "docx")[0] == 0
    assert specimen("export", "specimen", "--to", "docx")[0] == 0
    return sorted(Path().glob("*.docx"))


def test_word_files_follow_the_schemas_of_office(documents, tmp_path):
    """No element, attribute, order or relation that the schemas do not have; a property at a wrong
    place is found.
    """
    audit = pytest.importorskip("openxml_audit", reason=JUDGES)
    for path in documents:
        result = audit.OpenXmlValidator().validate(path)
        assert result.is_valid, (path, [str(error) for error in result.errors])
    broken = tmp_path / "broken.docx"
    with zipfile.ZipFile(documents[0]) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                part = part.replace(b"</w:pPr>", b'<w:pStyle w:val="Normal"/></w:pPr>', 1)
            new.writestr(name, part)
    assert not audit.OpenXmlValidator().validate(broken).is_valid


def test_libreoffice_reads_every_word(documents, tmp_path):
    """LibreOffice opens papers and keys and has the words that are in them."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("to have Word files opened by LibreOffice, install libreoffice-writer")
    command = [office, f"-env:UserInstallation={(tmp_path / 'user').as_uri()}", "--headless"]
    command += ["--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path)]
    subprocess.run([*command, *map(str, documents)], check=True, capture_output=True, timeout=300)
    for path in documents:
        read = set((tmp_path / f"{path.stem}.txt").read_text("utf-8-sig").split())
        written = words_of(str(path)).split()
        assert len(written) > 100
        assert [word for word in written if word not in read] == []
    assert "thylakoid" not in read


# ---------------------------------------------------------------- QTI 1.2 and text2qti

_WORD = st.text(st.sampled_from("abcdeXYZäЖ123"), min_size=1, max_size=8)
_TEXT = st.lists(
    st.one_of(
        _WORD,
        st.builds("**{}**".format, _WORD),
        st.builds("*{}*".format, _WORD),
        st.sampled_from(("H~2~O", "$x_1 < 2$", "`a < $b$`", "1 < 2 & 3", "(x)", r"\*a\*", "_i_")),
    ),
    min_size=1,
    max_size=4,
).map(lambda parts: "q " + " ".join(parts))


@st.composite
def _questions(draw: st.DrawFn) -> str:
    """A question of text2qti of any kind that both can read."""
    kind = draw(st.sampled_from(("one", "several", "short", "number", "essay")))
    texts = draw(st.lists(_TEXT, min_size=4, max_size=4, unique_by=str.casefold))
    points = draw(st.sampled_from(("", "points: 2\n")))
    said = draw(st.sampled_from(("", f"... {texts[3]}\n")))
    stem = f"{points}1. {texts[0]}\n{said}"
    if kind == "one":
        return f"{stem}a) {texts[1]}\n... {texts[3]}\n*b) {texts[2]}\n"
    if kind == "several":
        return f"{stem}[*] {texts[1]}\n[*] {texts[2]}\n[ ] {texts[3]}\n"
    if kind == "short":
        return f"{stem}* {draw(_WORD)} b\n"
    return stem + (f"= {draw(st.integers(-99, 99))} +- 0.5\n" if kind == "number" else "____\n")


def by_judge(text: str) -> bytes:
    """The package that text2qti makes of a quiz."""
    config = pytest.importorskip("text2qti.config", reason=JUDGES)
    quiz, qti = pytest.importorskip("text2qti.quiz"), pytest.importorskip("text2qti.qti")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return bytes(qti.QTI(quiz.Quiz(text, config=config.Config())).zip_bytes())


def without_id(fields: Fields) -> Fields:
    """Fields without the id, which text2qti drops."""
    return {name: value for name, value in fields.items() if name != "id"}


@settings(max_examples=40, deadline=None)
@given(_questions())
def test_text2qti_and_our_readers_agree(question):
    """What text2qti packs of a quiz is read as what we read of the quiz itself: stem, right and
    wrong answers, numbers, points and feedback.
    """
    package = by_judge(question)
    (direct,) = FORMATS["text2qti"].read(question.encode())
    (packed,) = FORMATS["qti12"].read(package)
    assert without_id(packed.fields) == without_id(direct.fields)
    other = question.replace("q ", "another ", 1)
    assert FORMATS["text2qti"].read(other.encode())[0].fields != direct.fields  # control


# ---------------------------------------------------------------- QTI by its structure


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["qti12", "qti22"])
def test_packages_have_the_structure_of_the_specification(name, kind):
    """Every element has the children, in the order, and the attributes that QTI asks for; names that
    are referred to are there.
    """

    @settings(max_examples=15, deadline=None)
    @given(items(kind))
    def holds(fields):
        written = FORMATS[name].write("Bank", [ExchangedItem("item-1", fields)])
        if written.items[0].is_lost:
            return
        with zipfile.ZipFile(io.BytesIO(written.data)) as package:
            parts = {path: package.read(path) for path in package.namelist()}
        manifest = read_xml(parts["imsmanifest.xml"])
        listed = {file.attributes["href"] for file in manifest.descendants("file")}
        assert listed == set(parts) - {"imsmanifest.xml"}
        for path, data in parts.items():
            assert faults(read_xml(data)) == [], path

    holds()


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("qti22", b"<itemBody>", b"<itemBody><simpleChoice/>"),
        ("qti22", b'<choiceInteraction responseIdentifier="RESPONSE"', b"<choiceInteraction"),
        ("qti22", b"<value>c0</value>", b"<value>c9</value>"),
        ("qti12", b"<presentation>", b"<presentation><resprocessing/>"),
        ("qti12", b'<varequal respident="response1">100', b'<varequal respident="response1">999'),
    ],
)
def test_a_wrong_structure_is_found(name, before, after):
    """Negative control: an element, attribute or name at a wrong place."""
    fields: Fields = {"id": "a", "type": "single", "stem": "Q?", "key": "x", "distractors": ["y"]}
    data = FORMATS[name].write("Bank", [ExchangedItem("a", fields)]).data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        (part,) = [package.read(n) for n in package.namelist() if before in package.read(n)]
    assert faults(read_xml(part)) == []
    assert faults(read_xml(part.replace(before, after)))


def _earned(item: Element) -> Fraction | None:
    """What the right answer to a QTI 2 item earns by its response processing; None where a person
    marks it.
    """
    (processing,) = item.all("responseProcessing") or [None]
    (score, *_) = item.all("outcomeDeclaration")
    if processing is None:
        assert score.attributes["externalScored"] == "human"
        return None
    template = processing.attributes.get("template", "").rpartition("/")[2]
    if template == "match_correct":
        return Fraction(1)
    if template == "map_response":
        (declared,) = item.all("responseDeclaration")
        mapped = {e.attributes["mapKey"]: e for e in declared.descendants("mapEntry")}
        right = [each.text for each in declared.all("correctResponse", "value")]
        return sum((Fraction(mapped[name].attributes["mappedValue"]) for name in right), Fraction())
    (outcome,) = processing.descendants("setOutcomeValue")
    if outcome.descendants("mapResponse"):
        first = [each.descendants("mapEntry")[0] for each in item.all("responseDeclaration")]
        return sum((Fraction(each.attributes["mappedValue"]) for each in first), Fraction())
    return Fraction(outcome.words("baseValue"))


@pytest.mark.parametrize("points", ["0.5", "1", "3"])
@pytest.mark.parametrize("kind", KINDS)
def test_right_answers_earn_the_points_of_the_item(kind, points):
    """Whatever an item of QTI 2 is worth: its own processing gives that, not one for all."""

    @settings(max_examples=5, deadline=None)
    @given(items(kind))
    def holds(fields):
        written = FORMATS["qti22"].write("B", [ExchangedItem("a", {**fields, "points": points})])
        if written.items[0].is_lost:
            return
        with zipfile.ZipFile(io.BytesIO(written.data)) as package:
            item = read_xml(package.read("items/item-1.xml"))
        earned = _earned(item)
        assert earned is None or abs(earned - Fraction(points)) < Fraction(1, 10**5)

    holds()


@pytest.mark.parametrize("name", ["qti12", "qti22", "aiken", "gift", "moodle"])
def test_right_options_are_not_told_by_their_place(name):
    """Other programs need not shuffle: whichever option is right, all are in the same order."""
    options = ["air", "stone", "wood"]
    orders = set()
    for key in options:
        others: list[Value] = [text for text in options if text != key]
        fields: Fields = {"id": "a", "type": "single", "stem": "Q", "key": key}
        fields["distractors"] = others
        data = FORMATS[name].write("Bank", [ExchangedItem("a", fields)]).data
        (item,) = FORMATS[name].read(data)
        assert item.fields["key"] == key
        if name.startswith("qti"):
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                data = b"".join(map(package.read, package.namelist()))
        places = {text: data.index(text.encode()) for text in options}
        orders.add(tuple(sorted(options, key=places.__getitem__)))
    assert len(orders) == 1


# ---------------------------------------------------------------- Aiken and GIFT by their rules


@settings(max_examples=60, deadline=None)
@given(items("single"))
def test_aiken_has_the_lines_that_moodle_asks_for(fields):
    """One line of stem, lettered options in order, ANSWER with one of the letters: no line may look
    like another kind.
    """
    written = FORMATS["aiken"].write("Bank", [ExchangedItem("a", fields)])
    stem, *options, answer = written.data.decode().strip("\n").split("\n")
    letters = [line[0] for line in options]
    assert letters == list("ABCDEFGHIJKL"[: len(letters)]) and len(letters) >= 2
    assert all(line[1:3] == ") " and line[3:].strip() for line in options)
    assert stem and answer[:8] == "ANSWER: " and answer[8:] in letters
    assert len(letters) == 1 + len(list_of(fields, "distractors"))


@settings(max_examples=60, deadline=None)
@given(items("multiple"))
def test_percentages_of_gift_come_to_all_points(fields):
    """Right answers earn 100 per cent together, which is what Moodle asks of several."""
    text = FORMATS["gift"].write("Bank", [ExchangedItem("a", fields)]).data.decode()
    shares = [Fraction(part.split("%")[0]) for part in text.split("\n  ~%")[1:]]
    right = [share for share in shares if share > 0]
    assert len(right) == len(list_of(fields, "keys")) and abs(sum(right) - 100) < Fraction(1, 1000)
    assert entry_text(list_of(fields, "keys")[0]) and text_of(fields, "stem")
