"""`packs check` knows what `packs build` would refuse because no page holds it."""

from click.testing import CliRunner

from generator.cli import main
from generator.workflows.build import page_fit

SENTENCE = "This stem is long, because it says in many words what could be said in a few. "
FILES = {
    "questions/evidence/src.yaml": """\
source: src
citation: {author: A. Writer, title: A Source, kind: commentary}
as_of: 2024-06
as_of_basis: stated
notice: One source.
facts: [{id: f-01, status: reported, text: Something is reported., ref: p. 1}]
""",
    "packs/test.yaml": """\
pack: test
title: Test
sources: [src]
seed: 99112233445566778899aabbccddeeff
print: {profiles: [PROFILES]}
quiz: {sections: [{title: One, items: [short, tall]}]}
""",
}


def bank(sentences):
    """A bank of a short item, and one whose stem has so many sentences."""
    items = [
        f"  - id: {name}\n    type: single\n    objective: o\n    level: remember\n"
        f"    difficulty: easy\n    facts: [f-01]\n    stem: '{stem}'\n"
        "    key: Paris\n    distractors: [{text: Rome, why: No.}, {text: Bonn, why: No.}]\n"
        "    rationale: So it is.\n"
        for name, stem in (("short", "Which one?"), ("tall", SENTENCE * sentences + "Why?"))
    ]
    return "bank: bank\ntitle: Bank\nlanguage: en\nobjectives: {o: Know it.}\nitems:\n" + "".join(
        items
    )


def run(tmp_path, command, profiles, sentences):
    """Exit code and lines of what is said of pages."""
    files = {**FILES, "questions/bank.yaml": bank(sentences)}
    files["packs/test.yaml"] = files["packs/test.yaml"].replace("PROFILES", profiles)
    return run_on(tmp_path, command, files)


def run_on(tmp_path, command, files):
    """Exit code and lines of what is said of the pages of a project with these files."""
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    result = CliRunner().invoke(main, ["-C", str(tmp_path), command])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, [line for line in result.stderr.splitlines() if "too-tall" in line]


TALL, TALL_IN_LARGE_PRINT = 60, 25  # sentences
SAID = (
    "questions/bank.yaml:16:9: error too-tall: 'tall' does not fit on one page (the paper of pack "
    "'test', {}); shorten it, or make a set of its parts, which may go over a page"
)


def test_an_item_too_tall_is_reported_at_its_line(tmp_path):
    """`check` and `build` name the item, its line, the profile and the paper, in the same words."""
    said = [SAID.format("standard on A4; the paper of pack 'test', large-print on A4")]
    assert run(tmp_path, "check", "standard, large-print", TALL) == (1, said)
    assert run(tmp_path, "build", "standard, large-print", TALL) == (1, said)
    assert not list((tmp_path / "output").glob("*/students/*"))


def test_only_the_profile_that_fails_is_named(tmp_path):
    """What fits the standard page and not the large print is reported for the large print."""
    said = [SAID.format("large-print on A4")]
    assert run(tmp_path, "check", "standard, large-print", TALL_IN_LARGE_PRINT) == (1, said)


def test_an_item_too_tall_on_another_form_is_reported_at_its_line(tmp_path, monkeypatch):
    """Where only form C, on which options are in another order, has no room for an item, `check`
    names that item, by its number there.
    """
    files = {**FILES, "questions/bank.yaml": bank(1)}
    pack = files["packs/test.yaml"].replace("PROFILES", "standard")
    files["packs/test.yaml"] = pack.replace("seed:", "forms: 3\nseed:")
    monkeypatch.setattr(
        page_fit,
        "too_tall",
        lambda document, *_: ("item 2",) if document.label == "paper C" else (),
    )
    assert run_on(tmp_path, "check", files) == (1, [SAID.format("standard on A4")])


def test_what_fits_is_no_problem(tmp_path):
    """Negative control: without that profile neither says anything, and the pack is built."""
    assert run(tmp_path, "check", "standard", TALL_IN_LARGE_PRINT) == (0, [])
    assert run(tmp_path, "build", "standard", TALL_IN_LARGE_PRINT) == (0, [])
    assert list((tmp_path / "output").glob("*/students/*"))


TAUGHT = {
    "questions/bank.yaml": "bank: bank\nitems: [{id: a-1, stem: Snow is white., key: true}]\n",
    "packs/test.yaml": """\
pack: test
title: Test
seed: 99112233445566778899aabbccddeeff
summaries: [topic]
quiz: {sections: [{title: One, items: [a-1]}]}
""",
}
TEACHING = """\
title: Topic
summary: [A short topic.]
discussion:
  - Why is that so?
teaching:
  discussion:
    - question: 1
      uses: |
        Say this.

        ~~~
        LINE
        ~~~
"""


def test_what_only_the_teacher_has_is_reported_too(tmp_path):
    """`check` names what no page of the teacher's copy holds, as `build` would refuse it, by its
    words; what fits is no problem.
    """
    for letters, code in ((60, 0), (9000, 1)):
        topic = TEACHING.replace("LINE", "x" * letters)
        files = {**TAUGHT, "packs/summaries/topic.yaml": topic}
        status, said = run_on(tmp_path, "check", files)
        assert (status, len(said)) == (code, code), said
    assert "the teacher’s copy of pack 'test', standard on A4" in said[0]
    assert "too-tall: the " in said[0] and "''" not in said[0]


def test_an_objective_that_no_margin_holds_is_no_problem(tmp_path):
    """Objectives are beside a briefing's summary, or below it where no margin holds them: `check`
    and `build` find nothing in one of 2,000 words.
    """
    topic = f"title: Topic\nobjectives: {{o: '{'word ' * 2000}'}}\nsummary: [A short topic.]\n"
    files = {**TAUGHT, "packs/summaries/topic.yaml": topic}
    assert [run_on(tmp_path, command, files) for command in ("check", "build")] == [(0, [])] * 2


def test_a_title_is_called_so(tmp_path):
    """Of a briefing whose title and subtitle no page holds, `check` names the title by its words."""
    topic = f"title: Topic\nsubtitle: {'Long words. ' * 900}\nsummary: [A short topic.]\n"
    status, said = run_on(tmp_path, "check", {**TAUGHT, "packs/summaries/topic.yaml": topic})
    assert status == 1 and len(said) == 1
    assert "too-tall: the title 'Test' " in said[0] and "shorten it" in said[0]
