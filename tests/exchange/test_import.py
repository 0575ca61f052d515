"""`packs import` and `packs export`: files in and out of a project, with nothing lost in silence."""

from __future__ import annotations

import base64
import io
import json
import os
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli.program import main
from generator.exchange.exchanged import Notes
from generator.exchange.html_texts import from_html
from generator.exchange.question_pictures import QuestionPictures
from generator.exchange.zip_files import read_zip

PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)
GIFT = """\
// [id:leaf-gas]
::Gas:: Which gas do leaves take in? {
=carbon dioxide
~oxygen#they give it off
~%50%nitrogen
}

Water boils earlier on a mountain. {TRUE}

A description.
"""


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Runs a command in an empty folder; gives exit code, output and errors."""
    monkeypatch.chdir(tmp_path)

    def call(*words: str) -> tuple[int, str, str]:
        result = CliRunner().invoke(main, words)
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result.exit_code, result.stdout, result.stderr

    return call


def written(name: str, data: str | bytes) -> str:
    """A file in the current folder, and its name."""
    Path(name).write_bytes(data if isinstance(data, bytes) else data.encode())
    return name


def test_gift_questions_need_no_empty_line_before_a_name(run):
    """A forgotten empty line swallows no question; a text that begins with :: in an answer's braces
    stays where it is.
    """
    text = "::One:: A? {=a ~b ~c}\n::Two:: Ice floats. {T}\n::Three:: C? {\n=a\n::x\n~d\n}\n"
    code, said, _ = run("import", written("tight.gift", text))
    assert code == 0 and "3 items put into questions/tight.yaml" in said, said
    assert Path("questions/tight.yaml").read_text("utf-8").count("::") == 1


def test_questions_come_in_and_build(run):
    """From an empty folder: a file is imported, checked, put into a pack and printed."""
    code, said, _ = run("import", written("leaves.gift", GIFT))
    assert code == 0
    assert "question 1, line 2 -> leaf-gas" in said and "guessed: answers that earned" in said
    assert "question 3, line 10 is not brought in" in said
    assert "2 items put into questions/leaves.yaml, 1 of them without any change" in said
    bank = Path("questions/leaves.yaml").read_text(encoding="utf-8")
    assert "id: leaf-gas" in bank and "status: draft" in bank
    Path("questions/leaves.yaml").write_text(bank.replace("    status: draft\n", ""), "utf-8")
    assert run("check")[0] == 0
    assert run("new", "pack", "quiz", "--bank", "leaves")[0] == 0
    assert run("build", "quiz")[0] == 0


def test_what_no_bank_could_hold_is_refused_whole(run, monkeypatch):
    """Too many questions, rows or bytes of the bank: one sentence with the number, also of a dry
    run; nothing is written, no picture either. At the limit itself all comes in.
    """
    monkeypatch.setattr("generator.workflows.authoring.import_items.MOST_QUESTIONS", 3)
    monkeypatch.setattr("generator.exchange.table.MOST_QUESTIONS", 2)
    rows = "stem,key,distractor 1\nOne?,a,b\nTwo?,a,b\n"
    many, table = (
        written("many.gift", GIFT + "\nIce floats. {T}\n"),
        written("t.csv", rows + "3?,a,b"),
    )
    for words in (["--dry-run"], []):
        code, _, said = run("import", many, *words)
        assert code == 1 and "there are 4 questions; at most 3 are imported at once" in said
        code, _, said = run("import", table, *words)
        assert code == 1 and "t.csv: the table has more than 2 rows" in said
    assert not Path("questions").exists()
    assert run("import", written("t.csv", rows))[0] == 0
    assert run("import", written("leaves.gift", GIFT))[0] == 0
    before = Path("questions/leaves.yaml").read_bytes()
    monkeypatch.setattr("generator.loading.yaml.decoding.MAX_BYTES", len(before) + 300)
    data = '::p::See <img src\\="data:image/png;base64,' + PIXEL.replace("=", "\\=") + '"> {T}'
    for words in (["--dry-run"], []):
        code, _, said = run(
            "import",
            written("x.gift", f"[html]{data} {'and ' * 99}{{T}}"),
            "--bank",
            "leaves",
            *words,
        )
        assert code == 1 and "questions/leaves.yaml would be larger than 0 MB" in said, said
    assert Path("questions/leaves.yaml").read_bytes() == before and not Path("pictures").exists()


def test_importing_twice_changes_nothing(run):
    """What is there already is counted; what is another item under the same id is named."""
    run("import", written("leaves.gift", GIFT))
    before = Path("questions/leaves.yaml").read_bytes()
    code, said, _ = run("import", "leaves.gift")
    assert code == 0 and "2 items there already: nothing changed" in said
    assert Path("questions/leaves.yaml").read_bytes() == before
    changed = GIFT.replace("=carbon dioxide", "=carbonic acid")
    code, said, _ = run("import", written("new.gift", changed), "--bank", "leaves")
    assert "the bank's item 'leaf-gas' is another one now" in said
    assert Path("questions/leaves.yaml").read_bytes() == before


def test_a_bank_keeps_what_it_has(run):
    """Imported items are put behind those that are there, whose comments and layout stay."""
    Path("questions").mkdir()
    Path("packs").mkdir()
    old = "bank: leaves  # mine\nitems:\n  - stem: How many?\n    key: 8   # legs\n"
    written("questions/leaves.yaml", old)
    assert run("import", written("leaves.gift", GIFT))[0] == 0
    assert Path("questions/leaves.yaml").read_text("utf-8").startswith(old)


def test_a_dry_run_writes_nothing(run):
    """--dry-run shows the report and leaves the folder as it is."""
    code, said, _ = run("import", written("leaves.gift", GIFT), "--dry-run")
    assert code == 0 and "would be put into" in said
    assert [path.name for path in Path().iterdir()] == ["leaves.gift"]


@pytest.mark.parametrize("name", ["Leaves", "week 1", "../leaves", "con"])
def test_a_bank_whose_name_check_would_refuse_is_not_begun(run, name):
    """The name is refused before anything is written, and what a name may be is said."""
    code, _, said = run("import", written("leaves.gift", GIFT), "--bank", name)
    assert code == 2 and f"'{name}'" in said and ("small letters" in said or "-1" in said)
    assert not Path("questions").exists()


def test_a_file_named_like_a_device_needs_a_name_for_its_bank(run):
    """No bank gets a name from its file that Windows keeps for a device."""
    code, _, said = run("import", written("con.gift", GIFT))
    assert code == 2 and "--bank" in said and not Path("questions").exists()


def test_the_report_as_json(run):
    """For a program: every question with its outcome and notes."""
    code, said, _ = run("import", written("leaves.gift", GIFT), "--output", "json")
    report = json.loads(said)
    assert code == 0 and [item["outcome"] for item in report["items"]] == ["new", "new", "left-out"]
    assert [item["draft"] for item in report["items"]] == [True, False, False]
    assert report["formats"] == {"leaves.gift": "gift"}


def test_the_template_comes_in_whole(run):
    """The table that --template prints is one that can be imported as it is."""
    _, table, _ = run("import", "--template")
    code, said, _ = run("import", written("items.csv", table))
    assert code == 0 and "4 items put into questions/items.yaml, 4 of them" in said
    assert run("check")[0] == 0


@pytest.mark.parametrize("to", ["moodle", "gift", "qti12", "qti22", "csv", "aiken"])
def test_a_bank_goes_out_and_comes_back(run, to):
    """Each format's file, without being named, is recognised and comes in again."""
    _, table, _ = run("import", "--template")
    run("import", written("items.csv", table))
    code, said, _ = run("export", "items", "--to", to, "--file", "out")
    assert code == 0 and "It holds the answers" in said
    name = next(path.name for path in Path().glob("out*"))
    suffix = {"moodle": ".xml", "gift": ".gift", "csv": ".csv", "aiken": ".txt"}.get(to, ".zip")
    Path(name).rename(f"back{suffix}")
    code, said, errors = run("import", f"back{suffix}", "--dry-run")
    assert code == 0 and f"({to})" in said, errors


def test_an_export_replaces_no_other_file(run):
    """A file that differs stays; the same file may be written again."""
    run("import", written("leaves.gift", GIFT))
    assert run("export", "leaves", "--to", "moodle")[0] == 0
    assert run("export", "leaves", "--to", "moodle")[0] == 0
    written("leaves.xml", "mine")
    code, _, errors = run("export", "leaves", "--to", "moodle")
    assert code == 1 and "is there already and differs" in errors
    assert Path("leaves.xml").read_text("utf-8") == "mine"


def zipped(**files: bytes) -> bytes:
    """A zip file; __ in a name stands for a slash."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            path = name.replace("__", "/").replace("dots", "..")
            archive.writestr(zipfile.ZipInfo(path), data)  # without today's date
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        (
            "bomb.xml",
            b'<!DOCTYPE quiz [<!ENTITY a "aaaa">]><quiz><question>&a;</question></quiz>',
            "document type or entities",
        ),
        ("broken.xml", b"<quiz><question></quiz>", "line 1, column 19: the file is no sound XML"),
        ("deep.xml", b"<quiz>" + b"<a>" * 500, "nested too deep"),
        ("out.zip", zipped(dots__evil=b"x", quiz=b"<questestinterop/>"), "leads out of it"),
        ("cut.zip", zipped(quiz=b"<questestinterop/>")[:60], "cannot be read"),
        ("quiz.docx", b"PK\x03\x04 no", "cannot be read"),
        ("quiz.docx", zipped(word__document=b"<x/>"), "no Word document"),
        ("quiz.csv", b"question,answer\n1,2\n", "no column 'stem'"),
        ("unknown.bin", b"\x01\x02", "format is not known"),
        ("empty.gift", b"", "no question was brought in"),
    ],
    ids=lambda value: value if isinstance(value, str) else "data",
)
def test_what_cannot_be_read_is_said_in_a_sentence(run, name, data, sentence):
    """Attacks and broken files: one sentence, exit code 1, and nothing is written."""
    code, _, errors = run("import", written(name, data))
    assert code == 1 and sentence in errors, errors
    assert [path.name for path in Path().iterdir()] == [name]


def test_a_file_too_large_is_refused_and_never_cut(run):
    """A file of more than 100 MB is not read in part: a sentence says what to do."""
    Path("big.txt").write_bytes(b"")
    os.truncate("big.txt", 100 * 1024 * 1024 + 1)
    code, _, said = run("import", "big.txt", "--format", "text")
    assert code == 1 and "larger than 100 MB; split it" in said


def test_formulas_of_a_spreadsheet_are_refused(run):
    """A cell that begins with = is not what the author sees, so its row is left out."""
    table = "stem,key,distractor 1\nWhich?,=1+1,3\nHow?,2,4\n"
    code, said, errors = run("import", written("items.csv", table))
    assert code == 0 and "is a formula of the spreadsheet" in said and "1 question not" in errors


def test_pictures_come_with_their_question(run):
    """A picture within Moodle XML is stored by what is in it, and the stem names it."""
    xml = (
        '<quiz><question type="numerical"><name><text>How many</text></name>'
        '<questiontext format="html">'
        '<text><![CDATA[<p>How many?</p><p><img src="@@PLUGINFILE@@/key-is-8.png" alt="a leaf">'
        f'</p>]]></text><file name="key-is-8.png" encoding="base64">{PIXEL}</file></questiontext>'
        '<answer fraction="100"><text>8</text><tolerance>0</tolerance></answer></question></quiz>'
    )
    assert run("import", written("quiz.xml", xml))[0] == 0
    (picture,) = Path("pictures").iterdir()
    bank = Path("questions/quiz.yaml").read_text("utf-8")
    assert f"![a leaf](pictures/{picture.name})" in bank and "key-is-8" not in bank
    assert run("check")[0] == 0
    code, said, _ = run("export", "quiz", "--to", "moodle", "--file", "out.xml")
    assert code == 0 and "picture" not in said
    picture.unlink()
    assert run("import", "out.xml", "--bank", "again")[0] == 0 and picture.exists()


def test_formats_without_pictures_say_so(run):
    """A picture that a format cannot carry is noted as lost."""
    for folder in ("questions", "packs", "pictures"):
        Path(folder).mkdir()
    written("pictures/leaf.png", base64.b64decode(PIXEL))
    bank = "bank: q\nitems:\n  - id: a\n    stem: |-\n      How many?\n\n"
    written("questions/q.yaml", f"{bank}      ![a leaf](pictures/leaf.png)\n    key: 8\n")
    for to in ("gift", "aiken", "csv"):
        _, said, _ = run("export", "q", "--to", to, "--file", f"out-{to}")
        assert "lost: the picture pictures/leaf.png" in said, to


def test_pictures_of_a_text_are_those_that_are_printed(run):
    """Brackets in words and spaces in names hide no picture from the report, and code shows none."""
    for folder in ("questions", "packs", "pictures"):
        Path(folder).mkdir()
    written("pictures/leaf (1).png", base64.b64decode(PIXEL))
    stem = (
        "What does `![a](b.png)` show?\n\n"
        "![a leaf \\[top\\]](<pictures/leaf (1).png>){grey}\n\n"
        "```\n![a](pictures/c.png)\n```"
    )
    text = stem.replace("\n", "\n      ")
    written(
        "questions/q.yaml", f"bank: q\nitems:\n  - id: a\n    stem: |-\n      {text}\n    key: 8\n"
    )
    _, said, _ = run("export", "q", "--to", "gift", "--file", "out.gift")
    lost = [line.strip() for line in said.splitlines() if "picture" in line]
    assert lost == [
        "lost: the picture pictures/leaf (1).png",
        "lost: that a picture is printed grey",
    ]


PICTURED = """\
bank: q
items:
  - id: 2nd-leaf
    stem: |-
      Which layer of a leaf is on top?

      ![a leaf](pictures/leaf 1.png "with four layers"){width=70mm}
    key: "![the first](pictures/one.png)"
    distractors: [the second, the third]
"""


@pytest.mark.parametrize("to", ["moodle", "qti12", "qti22"])
def test_pictures_go_out_and_come_back(run, to):
    """Pictures are in the file once, and come in again with their words; a package lists them. What
    their author called them is nowhere in it, because students can see addresses.
    """
    for folder in ("questions", "packs", "pictures"):
        Path(folder).mkdir()
    bank = PICTURED.replace("pictures/leaf 1.png", "<pictures/mesophyll & 'xylem'.png>")
    bank = bank.replace("pictures/one.png", "pictures/die-erste-größe.png")
    written("questions/q.yaml", bank)
    pixel = base64.b64decode(PIXEL)
    written("pictures/mesophyll & 'xylem'.png", pixel)
    written("pictures/die-erste-größe.png", pixel + b"\0")
    code, said, _ = run("export", "q", "--to", to, "--file", "out.zip")
    assert code == 0 and "the picture" not in said, said
    assert ("lost: widths and long descriptions of pictures" in said) == (to == "qti22")
    stored = f"pictures/{sha256(pixel).hexdigest()[:16]}.png"
    files = {"": Path("out.zip").read_bytes()}
    if to != "moodle":
        files = read_zip(files[""])
        assert files[stored] == pixel
        assert f'<file href="{stored}"/>'.encode() in files["imsmanifest.xml"]
    for word in (b"mesophyll", b"xylem", b"die-erste", "größe".encode()):
        assert not [name for name, data in files.items() if word in name.encode() + data], word
    code, said, errors = run("import", "out.zip", "--bank", "again")
    assert code == 0, said + errors
    again = Path("questions/again.yaml").read_text("utf-8")
    assert len(list(Path("pictures").iterdir())) == 4 and "![a leaf](pictures/" in again
    assert "![the first](pictures/" in again
    whole = '"with four layers"){width=70mm}'
    assert (whole in again) == (to != "qti22")
    assert run("check")[0] == 0


@pytest.mark.parametrize(
    ("answers", "kept", "lost"),
    [
        ("{=8#right ~9#no####because}", "rationale: |-\n      right\n\n      because", ""),
        ("{=eight#right =8}", "accept: ['8']", "what is said to who gives an answer"),
        ("{#8:1#right}", "tolerance: 1", "what is said to who gives an answer"),
        ("{#=8:1#right}", "tolerance: 1", "what is said to who gives an answer"),
        ("{T#no#yes}", "type: true-false", "what is said to who answers"),
    ],
)
def test_what_is_said_of_answers_is_kept_or_reported(run, answers, kept, lost):
    """Feedback never vanishes in silence: it is a why, the rationale, or reported as lost."""
    code, said, _ = run("import", written("q.gift", f"How many legs has a spider? {answers}\n"))
    bank = Path("questions/q.yaml").read_text("utf-8")
    assert code == 0 and kept.replace("'8'", "8") in bank.replace('"8"', "8"), bank
    assert (f"lost: {lost}" in said) if lost else "lost" not in said


def test_what_moodle_says_of_all_answers_is_reported(run):
    """Combined feedback that somebody wrote is reported as lost; Moodle's usual words are not."""
    for words, expected in (("Your answer is correct.", False), ("Well done, see page 8!", True)):
        xml = (
            '<quiz><question type="numerical"><questiontext format="html"><text>How many?</text>'
            f"</questiontext><correctfeedback><text>&lt;p&gt;{words}&lt;/p&gt;</text>"
            '</correctfeedback><answer fraction="100"><text>8</text></answer></question></quiz>'
        )
        _, said, _ = run("import", written("quiz.xml", xml), "--dry-run")
        assert ("lost: what is said after any right or wrong answer" in said) == expected


def test_text2qti_groups_keep_their_points_and_feedback_is_reported(run):
    """Points of a group hold for each of its questions and no other; feedback for right and wrong
    answers is reported as lost.
    """
    quiz = (
        "Quiz title: Sums\n\nGROUP\npick: 1\npoints per question: 2\n\n"
        "1.  What is 2+3?\n... Count.\n+   Well done.\na)  6\n*b) 5\n\nEND_GROUP\n\n"
        "2.  What is 1+1?\n=   2\n"
    )
    code, said, _ = run("import", written("sums.md", quiz))
    bank = Path("questions/sums.yaml").read_text("utf-8")
    assert code == 0 and "lost: what is said to who answers rightly or wrongly" in said
    assert bank.count("points: 2") == 1 and "rationale: Count." in bank


CLOZE = (
    '<quiz><question type="cloze"><questiontext format="html"><text><![CDATA[<p>The set {1, 2} has '
    "{1:SHORTANSWER_C:=two~=2} of *all* numbers; its size is {1:SHORTANSWER:=a\\}b}.</p>]]></text>"
    "</questiontext></question></quiz>"
)


@pytest.mark.parametrize("to", ["moodle", "qti12"])
def test_braces_that_are_signs_begin_no_blank(run, to):
    """Braces in a text or an answer are printed, only gaps are blanks, and so again after a round
    trip.
    """
    code, said, errors = run("import", written("q.xml", CLOZE))
    assert code == 0, said + errors
    first = Path("questions/q.yaml").read_text("utf-8")
    assert r"\{1, 2\} has {two | 2} of" in first and r"{a\}b}" in first
    assert run("check")[0] == 0
    assert run("export", "q", "--to", to, "--file", "out.zip")[0] == 0
    code, said, errors = run("import", "out.zip", "--bank", "again")
    assert code == 0, said + errors
    text = Path("questions/again.yaml").read_text("utf-8") if "items there" not in said else first
    assert r"\{1, 2\}" in text and "{two | 2}" in text and r"{a\}b}" in text


def test_a_premise_without_an_answer_is_reported(run):
    """A premise whose response the file does not name is reported, not dropped in silence."""
    lids = "".join(
        f'<response_lid ident="r{n}"><material><mattext>{word}</mattext></material><render_choice>'
        f'<response_label ident="a{n}"><material><mattext>does {word}</mattext></material>'
        "</response_label></render_choice></response_lid>"
        for n, word in enumerate(("heart", "lung", "kidney", "liver"))
    )
    right = "".join(
        f'<respcondition><conditionvar><varequal respident="r{n}">a{n}</varequal></conditionvar>'
        '<setvar action="Add">25</setvar></respcondition>'
        for n in range(3)
    )
    xml = (
        '<questestinterop><item ident="i"><presentation><material><mattext>Match.</mattext>'
        f"</material>{lids}</presentation><resprocessing>{right}</resprocessing></item>"
        "</questestinterop>"
    )
    code, said, _ = run("import", written("quiz.xml", xml))
    assert code == 0 and "lost: 'liver': it has no right answer" in said


def test_twins_in_other_banks_are_told(run):
    """A question that is in another bank already is brought in, and the report says so."""
    run("import", written("leaves.gift", GIFT))
    code, said, _ = run("import", "leaves.gift", "--bank", "roots")
    assert code == 0 and "the same as item leaf-gas of questions/leaves.yaml" in said
    assert "2 items the same as another one" in said
    other = GIFT.replace("carbon dioxide", "carbonic acid").replace("boils", "freezes")
    _, said, _ = run("import", written("new.gift", other), "--bank", "stems")
    assert "the same as" not in said


@pytest.mark.parametrize(
    ("html", "markup"),
    [
        (
            "<ul><li><p>one</p></li><li>two<ul><li>in</li></ul></li></ul>",
            "- one\n\n- two\n\n  - in",
        ),
        ("<p>x <code>a*b<br>c</code></p>", "x `a*b`\\\n`c`"),
        ("<table><tr><td><p>a</p></td><td>b</td></tr></table>", "| a | b |\n|---|---|"),
        ("<b><p>x</p></b>y", "**x**\n\ny"),
        ("x<sup>a b</sup>", "x^a^ ^b^"),
        ("<p>a $$x^2$$ b</p>", "a\n\n$$x^2$$\n\nb"),
        ("<math><mfrac><mn>1</mn><mi>x</mi></mfrac></math>", "$\\frac{1}{x}$"),
    ],
)
def test_html_becomes_what_authors_would_type(html, markup):
    """Lists, code, tables, marks and formulas in HTML come in whole and without a note."""
    notes = Notes()
    assert from_html(html, notes, QuestionPictures()) == markup and notes.all == ()


SET = """\
bank: s
items:
  - id: trip
    stem: Read the passage.
    provenance: A diary
    stimulus:
      table:
        caption: Times
        head: [Day, Hour]
        rows: [[Monday, '*nine*'], [Tuesday, "8 | 9"]]
    parts:
      - stem: When did they leave on Monday?
        key: at nine
        distractors: [at ten, at eleven]
      - stem: It was day.
        key: "true"
        points: 2
      - stem: How many days?
        key: 2
"""


@pytest.mark.parametrize("to", ["moodle", "gift", "qti12", "qti22", "csv"])
def test_sets_go_out_with_every_part(run, to):
    """Each part has its type and points, also where the bank leaves its type out, and comes back as
    a part of the set, or as an item with what it is about before it; nothing is lost in silence.
    """
    for folder in ("questions", "packs"):
        Path(folder).mkdir()
    written("questions/s.yaml", SET)
    code, said, _ = run("export", "s", "--to", to, "--file", "out")
    assert code == 0 and "1 item written" in said and "changed: " in said
    assert "lost" not in said.replace("lost: 'points'", "")
    suffix = {"moodle": ".xml", "gift": ".gift", "csv": ".csv"}.get(to, ".zip")
    Path("out").rename(f"back{suffix}")
    code, said, errors = run("import", f"back{suffix}")
    again = Path("questions/back.yaml").read_text("utf-8")
    repeats = to in ("qti22", "csv")  # formats without texts that ask nothing
    assert code == 0 and f"{'3 items' if repeats else '1 item'} put into" in said
    for words in ("key: at nine", 'key: "true"', "key: 2"):
        assert words in again, words
    for name in ("trip-a", "trip-b", "trip-c"):
        assert (f"id: {name}" in again) == repeats
    assert ("type: set" in again) != repeats
    repeated = again.count("| Monday | *nine* |")
    assert repeated == (3 if repeats else 0)
    if repeated:
        assert again.count("A diary") == 3 and r"8 \| 9" in again
    else:
        assert "the text and its parts are a set" in said


def test_a_format_without_sets_says_so(run):
    """Aiken has lines only: the set is left out, and reported."""
    for folder in ("questions", "packs"):
        Path(folder).mkdir()
    written("questions/s.yaml", SET)
    _, said, errors = run("export", "s", "--to", "aiken", "--file", "out")
    assert "trip is not written" in said and "1 item not written" in errors
