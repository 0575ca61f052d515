"""Files as other programs and people really write them: no traceback, and nothing lost in silence."""

from __future__ import annotations

import base64
import io

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import RGBColor

from generator.exchange.exchanged import GUESSED, ExchangedItem, ExchangeError
from generator.exchange.formats import FORMATS, guess_format
from generator.exchange.markup_text import escaped
from tests.exchange.test_import import PIXEL

PNG = base64.b64decode(PIXEL)
STORED = "pictures/eaa4a94ea300e0d2.png"


def read(name: str, data: str | bytes) -> list[ExchangedItem]:
    """The items of a file, by the format that it is recognised as."""
    data = data if isinstance(data, bytes) else data.encode()
    known = guess_format(name, data)
    assert known is not None
    return known.read(data)


def notes(item: ExchangedItem) -> str:
    """What became of an item, a line for each note."""
    return "\n".join(f"{note.kind}: {note.what}" for note in item.notes)


def guesses(item: ExchangedItem) -> list[str]:
    """What makes an item a draft."""
    return [note.what for note in item.notes if note.kind == GUESSED]


GIFT = "Größe – “x”? {\r\n=groß\r\n~klein\r\n}\r\n"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_texts_are_read_in_every_usual_encoding(encoding):
    """With a mark or without, with line ends of Windows: the same question; bytes are refused."""
    (item,) = read("q.gift", GIFT.encode(encoding))
    assert item.fields == {"stem": "Größe – “x”?", "key": "groß", "distractors": ["klein"]}
    with pytest.raises(ExchangeError, match="no text"):
        read("q.gift", b"a\0\0\0b {=a ~b}")


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<?xml version="1.0" encoding="ISO-8859-1"?>', "latin-1"),
        ('<?xml version="1.0" encoding="UTF-16"?>', "utf-16"),
        ('<?xml version="1.0" encoding="UTF-8"?>', "cp1252"),
        ("", "cp1252"),
    ],
)
def test_xml_is_read_in_every_usual_encoding(head, encoding):
    """Also where a file says that it is in UTF-8 and is not."""
    question = moodle_question("multichoice", "Größe?", RIGHT_AND_WRONG)
    (item,) = read("q.xml", f"{head}<quiz>{question}</quiz>".encode(encoding))
    assert item.fields["stem"] == "Größe?"


RIGHT_AND_WRONG = (
    '<answer fraction="100"><text>a</text></answer><answer fraction="0"><text>b</text></answer>'
)


def moodle_question(kind: str, text: str, inner: str, files: str = "", form: str = "html") -> str:
    """A question of Moodle."""
    return (
        f'<question type="{kind}"><questiontext format="{form}"><text><![CDATA[{text}]]></text>'
        f"{files}</questiontext>{inner}</question>"
    )


def moodle(kind: str, text: str, inner: str, files: str = "", form: str = "html") -> ExchangedItem:
    """A question of Moodle as it is read."""
    (item,) = read("q.xml", f"<quiz>{moodle_question(kind, text, inner, files, form)}</quiz>")
    return item


@pytest.mark.parametrize(
    ("address", "name", "folder"),
    [
        ("@@PLUGINFILE@@/my%20leaf%20%28a%29.png", "my leaf (a).png", "/"),
        ("@@PLUGINFILE@@/sub/leaf.png?time=3", "leaf.png", "/sub/"),
        (f"data:image/png;base64,{PIXEL}", "", ""),
    ],
)
def test_pictures_are_found_by_every_kind_of_address(address, name, folder):
    """Spaces as %20, folders, times behind a question mark, pictures within the text itself."""
    file = f'<file name="{name}" path="{folder}" encoding="base64">{PIXEL}</file>' if name else ""
    item = moodle("multichoice", f'<p>See <img src="{address}" alt="x"></p>', RIGHT_AND_WRONG, file)
    assert item.fields["stem"] == f"See\n\n![x]({STORED})" and item.files == {STORED: PNG}
    assert not item.notes
    gone = moodle("multichoice", '<p>See <img src="@@PLUGINFILE@@/other.png"></p>', RIGHT_AND_WRONG)
    assert "lost: the picture '@@PLUGINFILE@@/other.png'" in notes(gone)


def test_other_words_for_true_are_read_by_their_place():
    """Moodle takes the first of two other words as true, and a person must look; a question in
    which nothing is right is left out.
    """
    answers = '<answer fraction="{}"><text>Wahr</text></answer><answer fraction="{}"><text>Falsch'
    answers += "</text></answer>"
    for first, second, key in ((100, 0, "true"), (0, 100, "false")):
        item = moodle("truefalse", "Ice floats.", answers.format(first, second))
        assert item.fields["key"] == key and "guessed: that" in notes(item)
    assert moodle("truefalse", "Ice floats.", answers.format(0, 0)).is_lost


MARKDOWN = (
    "# Head\n\nAn _i_ and __b__ of $x_1$ &copy; <b>c</b>\n\n- a\n- ![p](@@PLUGINFILE@@/l.png)"
)


def test_markdown_means_what_it_means_elsewhere():
    """Headings, underscores, entities and HTML in Markdown are not printed as signs."""
    file = f'<file name="l.png" encoding="base64">{PIXEL}</file>'
    item = moodle("multichoice", MARKDOWN, RIGHT_AND_WRONG, file, "markdown")
    assert item.fields["stem"] == (
        f"**Head**\n\nAn *i* and **b** of $x_1$ © **c**\n\n- a\n- ![p]({STORED})"
    )
    (item,) = read("q.md", "1. H<sub>2</sub>O and `x_1 $a$`, $y_1$?\n*a) __x__\nb) y\n")
    assert item.fields["stem"] == "H~2~O and `x_1 $a$`, $y_1$?" and item.fields["key"] == "**x**"


@pytest.mark.parametrize(
    ("html", "markup"),
    [
        (
            '<table><tr><td rowspan="2">a</td><td>b</td></tr><tr><td>c</td></tr></table>',
            "| a | b |\n|---|---|\n|  | c |",
        ),
        (
            '<table><tr><td colspan="2">a</td><td>b</td></tr>'
            "<tr><td>c</td><td>d</td><td>e</td></tr></table>",
            "| a |  | b |\n|---|---|---|\n| c | d | e |",
        ),
        ('<p>Seen<span style="display: none">secret</span></p>', "Seen"),
        ('<img class="equation_image" src="/e" data-equation-content="x^2" alt="LaTeX: x^2">', "$x^2$"),
        ('<ol start="1998"><li>a year</li></ol>', r"1998\. a year"),
        ("<p>&lt;b&gt; &amp;amp; &nbsp; &hellip;</p>", r"\<b> \&amp; …"),
    ],
)  # fmt: skip
def test_html_as_other_programs_write_it(html, markup):
    """Cells keep their columns, hidden words stay hidden, pictures of formulas are formulas."""
    assert moodle("multichoice", html, RIGHT_AND_WRONG).fields["stem"] == markup


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Q? {~%-33.33333%a ~%100%b}", "changed: a wrong answer takes off"),
        ("Q? {=b ~%-25%a}", "lost: that 'a' took 25 % of the points off"),
        ("The {=sun ~moon} shines {=x}.", "guessed: further answers in braces"),
        ("Q? {~a ~b}", "lost: the question: none of its answers is right"),
        ("Q? {#1,5}", "changed: 1,5 to 1.5"),
        ("Q? {#1,500}", "lost: the question: '1,500' is no number"),
        ("Q? {~%50%a ~%50%b ~%50%c ~d}", "guessed: its right answers earned 150 % together"),
        ("Q? {=%50%b ~a}", "lost: that its best answer earned 50 % of the points"),
        ("Q? {=a ~b", "lost: the question: its answers have no closing brace"),
    ],
)
def test_gift_that_means_more_than_it_shows(text, said):
    """Penalties, second answers and faults are told."""
    (item,) = read("q.gift", text)
    assert said in notes(item)
    (sound,) = read("q.gift", "Q? {~%50%a ~%50%b ~%-50%c}")
    assert not sound.notes


def test_short_answers_in_gift_are_what_students_type():
    """Moodle compares a short answer sign by sign with what is typed, so none is written or read as
    HTML; an asterisk that stands for any words is told.
    """
    typed = ["a < b", "x & y", "c*d", "<b>", "5 % = x", "%1%", "[x]"]
    scheme = [{"credit": escaped(typed[0]), "points": "1", "accept": [*map(escaped, typed[1:])]}]
    fields = {"type": "short-answer", "stem": "Q?", "points": "1", "scheme": scheme}
    written = FORMATS["gift"].write("T", [ExchangedItem("q", fields)])
    text = written.data.decode()
    assert "=a < b\n" in text and "=x & y\n" in text and "=c\\\\*d\n" in text
    (back,) = read("q.gift", text)
    assert back.fields["scheme"] == scheme and not guesses(back)
    (wild,) = read("q.gift", "Q? {=a*b =[html]<b>c</b>}")
    assert guesses(wild) == ["an answer with * stood for any words: the marker decides"]
    assert wild.fields["scheme"] == [{"credit": "a\\*b", "points": "1", "accept": ["**c**"]}]


@pytest.mark.parametrize(
    "table",
    [
        "stem;key;distractor 1\r\nWhich?;a;b\r\n",
        "sep=;\nstem;key;distractor 1\nWhich?;a;b\n",
        "\n\nstem\tkey\tdistractor 1\nWhich?\ta\tb\n",
        "Stem, KEY ,Distractor  1\nWhich?,a,b\n",
    ],
)
def test_tables_of_every_separator(table):
    """Semicolons, tabs, a line that names the separator, empty lines above, other capitals."""
    for name in ("q.csv", "q.tsv"):
        (item,) = read(name, table)
        assert item.fields == {"stem": "Which?", "key": "a", "distractors": ["b"]}


def test_what_spreadsheets_make_of_a_table_is_put_right_or_told():
    """TRUE, decimal commas, cells without a column, columns of one name, open quotation marks."""
    head = "type,stem,key,points,tolerance\n"
    (truth,) = read("q.csv", head + "true-false,T?,TRUE,,\n")
    assert truth.fields["key"] == "true"
    (number,) = read("q.csv", head + 'numeric,N?,"9,81","1,5","0,01"\n')
    assert [number.fields[name] for name in ("key", "points", "tolerance")] == [
        "9.81",
        "1.5",
        "0.01",
    ]
    assert "changed: 9,81 to 9.81" in notes(number)
    (thousands,) = read("q.csv", head + 'numeric,N?,"1,000",,\n')
    assert thousands.fields["key"] == "1,000"  # a fault that the import reports
    (shifted,) = read("q.csv", "stem,key,distractor 1\nWhich, then?,a,b\n")
    assert "guessed: its cells: there are more than columns (b)" in notes(shifted)
    with pytest.raises(ExchangeError, match="two columns 'stem'"):
        read("q.csv", "stem,key,stem\na,b,c\n")
    with pytest.raises(ExchangeError, match="line 2: .* quotation mark"):
        read("q.csv", 'stem,key\n"a,b\n')


def test_workbooks_show_what_their_cells_show():
    """Dates and per cent as they are shown; further sheets are reported."""
    import datetime

    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["stem", "key", "distractor 1"], ["When?", datetime.date(2020, 5, 1), 0.255]):
        sheet.append(row)
    sheet["C2"].number_format = "0.0%"
    (item,) = read("q.xlsx", saved(book))
    assert item.fields == {"stem": "When?", "key": "2020-05-01", "distractors": ["25.5%"]}
    book.create_sheet("More").append(["stem"])
    *_, report = read("q.xlsx", saved(book))
    assert report.is_lost and "only the first of the 2 sheets" in notes(report)


def saved(document) -> bytes:
    """The bytes of a workbook or document."""
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def word(*lines: str, more=lambda document: None) -> list[ExchangedItem]:
    """The questions of a Word document with lines, to which `more` adds something."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    more(document)
    return read("q.docx", saved(document))


def test_word_keeps_marks_and_finds_the_right_option():
    """Raised, lowered and bold words are kept in a line; an option is right that is bold, coloured,
    shaded or highlighted as a whole, whatever its letter looks like.
    """

    def fill(document):
        stem = document.add_paragraph("1. H")
        stem.add_run("2").font.subscript = True
        stem.add_run("O is ")
        stem.add_run("n").bold = True  # Word parts runs wherever it likes
        stem.add_run("ot").bold = True
        stem.add_run(" what?")
        document.add_paragraph("A) x").add_run("2").font.superscript = True
        document.add_paragraph("B) ").add_run("y").bold = True

    (item,) = word(more=fill)
    assert item.fields == {"stem": "H~2~O is **not** what?", "key": "y", "distractors": ["x^2^"]}
    shade = f'<w:shd {nsdecls("w")} w:val="clear" w:fill="FFFF00"/>'
    for mark in (
        lambda run: setattr(run.font.color, "rgb", RGBColor(255, 0, 0)),
        lambda run: setattr(run, "style", "Strong"),
        lambda run: run._r.get_or_add_rPr().append(parse_xml(shade)),
        lambda run: setattr(run.font, "highlight_color", 7),
    ):
        (item,) = word("1. Q?", "A) x", more=lambda d, m=mark: m(d.add_paragraph().add_run("B) y")))
        assert item.fields["key"] == "y"
    (item,) = word("1. Q?", "A) x", "B) y")
    assert "no option is marked" in notes(item)


def test_word_keeps_the_look_of_what_is_marked():
    """A right option that is bold, underlined or highlighted keeps what is raised, lowered or code
    in it, and so does a stem in bold: 10² is 10², and not 102.
    """

    def fill(document):
        def line(text, script, *marks):
            paragraph = document.add_paragraph()
            runs = [paragraph.add_run(text), paragraph.add_run("2")]
            setattr(runs[1].font, script, True)
            for run in runs:
                for mark in marks:
                    setattr(run, mark, True)

        line("1. How much is 10", "superscript", "bold")
        line("A) 10", "superscript")
        line("B) NO", "subscript", "bold")
        line("2. And now 10", "superscript", "bold", "italic")
        line("A) NO", "subscript", "underline")
        document.add_paragraph("B) ").add_run("f(x)").font.name = "Courier New"
        document.add_paragraph("3. Which?")
        code = document.add_paragraph("A) ").add_run("f(x)")
        code.font.name, code.font.highlight_color = "Courier New", 7
        document.add_paragraph("B) y")

    bold, underlined, code = word(more=fill)
    assert bold.fields == {"stem": "How much is 10^2^", "key": "NO~2~", "distractors": ["10^2^"]}
    assert underlined.fields["key"] == "NO~2~" and underlined.fields["distractors"] == ["`f(x)`"]
    assert code.fields["key"] == "`f(x)`"
    assert bold.notes == underlined.notes == code.notes == ()


def test_word_reads_tables_boxes_controls_and_tracked_changes():
    """A table is a table of its question, or its questions are read; what was deleted is gone, what
    was put in is there; what cannot be kept is reported.
    """
    w = nsdecls("w")

    def with_table(document):
        table = document.add_table(2, 2)
        for n, text in enumerate("abcd"):
            table.cell(n // 2, n % 2).text = text
        document.add_paragraph("A) x")
        document.add_paragraph("*B) y")

    (item,) = word("1. Which?", more=with_table)
    assert "| a | b |\n|---|---|\n| c | d |" in str(item.fields["stem"])

    def of_questions(document):
        table = document.add_table(2, 2)
        for n, text in enumerate(("1.", "Which?", "A) x", "*B) y")):
            table.cell(n // 2, n % 2).text = text

    (item,) = word(more=of_questions)
    assert item.fields == {"stem": "Which?", "key": "y", "distractors": ["x"]}

    def changed(document):
        stem = document.add_paragraph("1. Which ")
        for inner in (
            f"<w:del {w}><w:r><w:delText>old</w:delText></w:r></w:del>",
            f"<w:ins {w}><w:r><w:t>new</w:t></w:r></w:ins>",
            f"<w:r {w}><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>",
            f'<w:r {w}><w:footnoteReference w:id="1"/></w:r>',
            f'<w:r {w}><w:sym w:font="Symbol" w:char="F061"/></w:r>',
        ):
            stem._p.append(parse_xml(inner))
        control = (
            f"<w:sdt {w}><w:sdtContent><w:p><w:r><w:t>A) x</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        )
        document.element.body.insert(1, parse_xml(control))
        document.add_paragraph("*B) y")

    (item,) = word(more=changed)
    assert item.fields == {"stem": "Which newα", "key": "y", "distractors": ["x"]}
    assert "lost: hidden words: hidden" in notes(item) and "lost: a footnote" in notes(item)


def test_word_counts_by_itself():
    """Numbers and letters that Word makes: stems by number, options below them, the bold one right."""

    def fill(document):
        for stem, options in (("Which gas?", ("Oxygen", "CO2")), ("And here?", ("x", "y"))):
            document.add_paragraph(stem, style="List Number")
            for n, option in enumerate(options):
                document.add_paragraph(style="List Bullet").add_run(option).bold = n == 1

    first, second = word(more=fill)
    assert (first.fields["key"], second.fields["key"]) == ("CO2", "y")


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("1. One?\na) x\nb) y\n\n2. Two?\na) x\nb) y\n\nAnswer key:\n1. b\n2. a\n", ["y", "x"]),
        ("1. One?\na) x\nb) y\n2. Two?\na) x\nb) y\nANSWERS\n1-B, 2-A\n", ["y", "x"]),
        ("1. One?  A) x   B) y   C) z\nAnswer: C\n", ["z"]),
        ("1. One?\nA) x   B) y\nC) z\nAnswer: (b)\n", ["y"]),
        ("Question 1: One?\nA. x\nB. y\nCorrect answer: B. y\n", ["y"]),
        ("1. Of a) lungs and b) hearts?\nA) a only\nB) b only\nAnswer: A\n", ["a only"]),
    ],
)
def test_teachers_texts_have_their_answers_anywhere(text, keys):
    """A key at the end, options on one line, answers with the words of the option; letters within a
    sentence are no options.
    """
    items = read("q.txt", text)
    assert [item.fields.get("key") for item in items] == keys


def test_lines_above_the_first_question_are_named_where_they_begin():
    """They are not brought over, and the note says from which line."""
    above, question = FORMATS["text"].read(
        b"\nHarbours\nDo not copy.\n\n1. Which?\na) This\nb) That\nAnswer: a\n"
    )
    assert above.place == "line 2" and above.is_lost
    assert [note.what for note in above.notes] == [
        "what is before the first numbered question (Harbours Do not copy.)"
    ]
    assert question.place == "question 1, line 5" and question.fields["key"] == "This"


def test_teachers_texts_with_reasons_and_true_or_false():
    """A reason is the rationale; two words to tick are no words of the stem; an answer that may mean
    several things is guessed.
    """
    (item,) = read("q.txt", "1. One?\nA) x\nB) y\nAnswer: B\nExplanation: because\n")
    assert item.fields["rationale"] == "because"
    (item,) = read("q.txt", "1. Ice floats. (1 point)\nTrue\nFalse\nAnswer: T\n")
    assert (item.fields["stem"], item.fields["key"]) == ("Ice floats.", "true")
    (item,) = read("q.txt", "1. One?\nA) x\nB) y\nAnswer: surely B\n")
    assert item.fields["key"] == "y" and "guessed: the key" in notes(item)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old .doc or .xls"),
        (b"%PDF-1.7", "it is a PDF"),
        (b"{\\rtf1 1. Which?}", "RTF"),
    ],
)
def test_documents_of_other_kinds_say_what_to_save(data, sentence):
    """A person is told which file to bring instead."""
    with pytest.raises(ExchangeError, match=sentence):
        guess_format("q.docx", data)


def qti12(kind: str, presentation: str, processing: str) -> ExchangedItem:
    """A question of QTI 1.2 as it is read."""
    text = (
        '<questestinterop><item ident="i"><itemmetadata><qtimetadata><qtimetadatafield><fieldlabel>'
        f"question_type</fieldlabel><fieldentry>{kind}</fieldentry></qtimetadatafield></qtimetadata>"
        f"</itemmetadata><presentation>{presentation}</presentation><resprocessing>{processing}"
        "</resprocessing></item></questestinterop>"
    )
    (item,) = FORMATS["qti12"].read(text.encode())
    return item


def choices(cardinality: str) -> str:
    """A stem with three options."""
    labels = "".join(
        f'<response_label ident="{word}"><material><mattext>{word}</mattext></material>'
        "</response_label>"
        for word in ("one", "two", "three")
    )
    return (
        "<flow><material><mat_extension><mat_formattedtext>Which?</mat_formattedtext>"
        f'</mat_extension></material></flow><response_lid ident="r" rcardinality="{cardinality}">'
        f"<render_choice>{labels}</render_choice></response_lid>"
    )


def condition(name: str, score: str, action: str = "Set") -> str:
    """What an option earns."""
    return (
        f'<respcondition><conditionvar><varequal respident="r">{name}</varequal></conditionvar>'
        f'<setvar varname="SCORE" action="{action}">{score}</setvar></respcondition>'
    )


def test_options_of_qti_weigh_what_the_file_says():
    """The option that earns most is the key, whatever comes first; SCORE.max is all points; what is
    taken off for a wrong one is compared with our rule.
    """
    half = condition("one", "50") + condition("two", "100")
    item = qti12("multiple_choice_question", choices("Single"), half)
    assert item.fields["key"] == "two" and "guessed" in notes(item)
    item = qti12("", choices("Single"), condition("two", "SCORE.max"))
    assert (item.fields["stem"], item.fields["key"], item.notes) == ("Which?", "two", ())
    weights = [condition(name, score, "Add") for name, score in (("one", "50"), ("two", "50"))]
    for penalty, said in (("-50", ""), ("-10", "changed: a wrong answer takes off")):
        processing = "".join([*weights, condition("three", penalty, "Add")])
        item = qti12("multiple_answers_question", choices("Multiple"), processing)
        assert item.fields["keys"] == ["one", "two"] and notes(item).startswith(said)


def qti2(body: str, declaration: str) -> ExchangedItem:
    """An item of QTI 2 as it is read."""
    text = (
        '<assessmentItem identifier="x" title="t"><responseDeclaration identifier="R" '
        f'cardinality="single" baseType="identifier">{declaration}</responseDeclaration>'
        f"<itemBody>{body}</itemBody></assessmentItem>"
    )
    (item,) = FORMATS["qti22"].read(text.encode())
    return item


def test_qti_2_says_what_is_right_in_more_than_one_way():
    """By a mapping alone; the words around a gap keep their place; what is read before the question
    is part of its stem.
    """
    options = "".join(f'<simpleChoice identifier="{n}">{n}</simpleChoice>' for n in "ABC")
    choice = (
        f'<choiceInteraction responseIdentifier="R" shuffle="true">{options}</choiceInteraction>'
    )
    mapping = '<mapping><mapEntry mapKey="B" mappedValue="2"/></mapping>'
    assert qti2(f"<p>Q?</p>{choice}", mapping).fields["key"] == "B"
    entry = '<p>In <textEntryInteraction responseIdentifier="R"/> it was.</p>'
    right = "<correctResponse><value>Paris</value></correctResponse>"
    item = qti2(f'<rubricBlock view="candidate"><p>Read.</p></rubricBlock>{entry}', right)
    assert item.fields["stem"] == "Read.\n\nIn \\_\\_\\_\\_\\_ it was."
    hidden = qti2(f'<rubricBlock view="scorer"><p>Key</p></rubricBlock>{entry}', right)
    assert "Key" not in str(hidden.fields) and "lost: a rubric block" in notes(hidden)


def test_ids_that_are_taken_are_told(tmp_path, monkeypatch):
    """The second of two questions with one id gets another from its own words, as one without an id
    does, and the report says so.
    """
    from click.testing import CliRunner

    from generator.cli.program import main

    monkeypatch.chdir(tmp_path)
    text = "// [id:x]\nOne? {=a ~b}\n\n// [id:x]\nHow do leaves breathe? {=c ~d}\n"
    (tmp_path / "q.gift").write_text(text, "utf-8")
    said = CliRunner().invoke(main, ["import", "q.gift"]).stdout
    assert said.count("changed: its id: 'x' is another item's") == 1
    assert "-> how-do-leaves-breathe\n" in said


def weighted(kind: str, *weights: int, single: str = "true") -> ExchangedItem:
    """A question of Moodle with an answer for each weight, in per cent, and one that is wrong."""
    answers = "".join(
        f'<answer fraction="{weight}"><text>{"true" if kind == "truefalse" else n}</text></answer>'
        for n, weight in enumerate(weights)
    )
    wrong = '<answer fraction="0"><text>false</text></answer>'
    return moodle(kind, "Which?", f"<single>{single}</single>{answers}{wrong}")


def test_weights_that_do_not_make_the_whole_are_told():
    """The best answer earns half, or right ones more or less than all together: who answers
    rightly is given other points here, and the report says so; thirds make a whole.
    """
    for half in (weighted("multichoice", 50), weighted("truefalse", 50)):
        assert "lost: that its best answer earned 50 % of the points" in notes(half)
    for weights, earned in (((50, 50, 50), "150"), ((100, 100), "200"), ((30, 30), "60")):
        item = weighted("multichoice", *weights, single="false")
        assert f"its right answers earned {earned} % together" in guesses(item)[0]
    for whole in (
        weighted("multichoice", 100),
        weighted("truefalse", 100),
        weighted("multichoice", 50, 50, single="false"),
        moodle(
            "multichoice",
            "Which?",
            "<single>false</single>"
            + '<answer fraction="33.33333"><text>a</text></answer>'
            + '<answer fraction="33.33333"><text>b</text></answer>'
            + '<answer fraction="33.33333"><text>c</text></answer>'
            + '<answer fraction="-33.33333"><text>d</text></answer>',
        ),
    ):
        assert guesses(whole) == [] and "earned" not in notes(whole)


def test_the_plugin_for_all_or_nothing_keeps_its_rule():
    """Each of its right answers has 100 %: all of them are keys, and the rule is ours."""
    item = weighted("multichoiceset", 100, 100)
    assert item.fields["keys"] == ["0", "1"] and item.fields["scoring"] == "all-or-nothing"
    assert item.notes == ()


def test_decimal_commas_of_moodle_are_read():
    """In a number, its tolerance and a gap; of what may be a thousand the report says why it is not
    read.
    """
    answer = '<answer fraction="100"><text>{}</text><tolerance>{}</tolerance></answer>'
    item = moodle("numerical", "How long?", answer.format("3,5", "0,1"))
    assert item.fields.items() >= {"key": "3.5", "tolerance": "0.1"}.items()
    assert "changed: 3,5 to 3.5" in notes(item) and guesses(item) == []
    item = moodle("numerical", "How long?", answer.format("3,500", "0"))
    assert item.is_lost and "'3,500' is no number with a decimal point" in notes(item)
    item = moodle("numerical", "How long?", answer.format("3.5", "1,000"))
    assert "its tolerance was '1,000'" in guesses(item)[0]
    item = moodle("cloze", "It is {1:NUMERICAL:=3,5} long.", "")
    assert item.fields["text"] == "It is {3.5} long."
