"""The checks in the authors' guide."""

from checking import REPOSITORY

from generator.checks.run import FAMILIES, RULES
from generator.workflows.authoring.reference import checks_reference

GUIDE = (REPOSITORY / "AUTHORING.md").read_text(encoding="utf-8")


def test_the_guide_holds_every_check():
    """The guide's part on checks is what the rules say of themselves, word for word."""
    told = GUIDE.partition("\n## Checks\n\n")[2].partition("\n## ")[0]
    assert told.strip() == checks_reference().strip(), "make it anew: python -m tests.check.guide"


def test_the_reference_names_every_rule_and_family():
    """Negative control: a rule that were missing there would be missed."""
    made = checks_reference()
    assert all(f"| `{name}` |" in made and f"#### `{name}` (" in made for name in RULES)
    assert made.count("\n### ") == len(FAMILIES)


def test_the_guide_says_how_to_silence():
    """Authors are told what `ignore` wants."""
    assert "ignore:" in GUIDE.partition("<!--")[0]
