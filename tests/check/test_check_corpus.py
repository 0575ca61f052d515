"""Sound items of many subjects pass: an error means an error."""

from collections import Counter

import corpus
import pytest

from generator.problems import ERROR

# So many of a hundred sound items may get a warning of a kind, in a corpus made of templates.
MOST = {"similar-stems": 3.0}


def test_the_corpus_is_large_and_varied():
    """At least 2,000 items, no two with the same stem in a bank, of many subjects, in all three
    languages of the program.
    """
    items = corpus.items()
    assert len(items) >= 2000 and len(corpus.SUBJECTS) >= 13
    assert {language.partition("-")[0] for _, language, _ in items} == {"en", "de", "sr"}
    assert len({item["stem"] for _, _, item in items}) >= 2000


def test_sound_items_get_no_errors():
    """At most one error in 1,000 sound items."""
    errors = [
        (item["stem"], str(problem))
        for item, problem in corpus.reports()
        if problem.severity == ERROR
    ]
    assert len(errors) * 1000 <= len(corpus.items()), errors[:20]


def test_warnings_are_few():
    """No rule warns of more than a hundredth of sound items, but those that count words in
    templates.
    """
    counts = Counter(problem.rule for _, problem in corpus.reports())
    for rule, count in counts.items():
        assert 100 * count / len(corpus.items()) <= MOST.get(rule, 1.0), (rule, count)


@pytest.mark.parametrize(
    ("item", "rule"),
    [
        (corpus.choice("How cold is it?", "5 °C", "5.0 °C", "7 °C"), "twin-options"),
        (
            corpus.choice("Which gas is noble?", "Both A and B", "Helium", "Neon"),
            "combined-options",
        ),
        (corpus.choice("How far is it?", "10–20 km", "15–30 km", "40–50 km"), "overlapping-ranges"),
        (
            corpus.choice("Which gas do plants give off?", "A", "Nitrogen", "Methane"),
            "letter-as-key",
        ),
    ],
)
def test_unsound_items_would_be_seen(item, rule):
    """Negative control: an unsound item in such a bank is found."""
    problems = corpus.bank_reports("control", "en", [item])
    assert (rule, ERROR) in {(problem.rule, problem.severity) for _, problem in problems}


def test_the_figures_can_be_printed(capsys):
    """One command prints the rate of errors on sound items, and each warning's."""
    corpus.main()
    shown = capsys.readouterr().out
    assert "sound items" in shown and "of 1,000 items" in shown
