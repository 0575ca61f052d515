"""The registry, the starter content, and which files a pack uses."""

import ast
import importlib
import pkgutil
import re

import pytest
from checking import CASES, REPOSITORY, content_of, files_of, problems_of

import generator.checks
from generator.checks.always_reported import ALWAYS_REPORTED
from generator.checks.context import RuleContext
from generator.checks.dependencies import used_paths
from generator.checks.rule import Rule
from generator.checks.run import FAMILIES, RULES, check
from generator.content.walk import instances_of, written_texts
from generator.items import TYPES
from generator.page.markup import Text
from generator.problems import ERROR, NOTE, NOWHERE, WARNING
from generator.render.pdf.coverage import Coverage, coverage

_COMMON = {
    "checks",
    "content",
    "i18n",
    "items",
    "page",
    "problems",
    "selection",
    "editions",
    "values",
}


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.name)
def test_a_rule_states_itself(rule):
    """Every rule says what it asks for and why, and names its source where it has one; the authors'
    guide is made of this.
    """
    assert re.fullmatch(r".+[.)]", rule.says)
    assert rule.promise.startswith(rule.promise.partition("\n\n")[0] + "\n\n")
    assert re.search(r"^Reason: \S", rule.promise, re.MULTILINE)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.name)
def test_a_rule_is_named_like_its_function(rule):
    """A rule's name is kebab-case, its function's name with hyphens, and its severity one of
    three.
    """
    assert rule.name == rule.find.__name__.replace("_", "-")
    assert rule.severity in (ERROR, WARNING, NOTE)


def test_rules_cite_what_readers_can_find():
    """No rule speaks of papers that are not in the repository."""
    for rule in RULES.values():
        assert not re.search(
            r"\bdesign\b|§|assessment rule|\bfacts \d|\bnotes\b(?!, and)|\bissue\b", rule.promise
        ), rule.name


def test_what_cannot_be_ignored_is_listed_with_why():
    """An item may ignore every rule with a reason, but for a few that say why not: they are about a
    pack, a source or a file; what they miss is not there or cannot be printed; they protect people;
    or they are about ignoring.  (Until lately no error could be ignored but three: whoever knew
    better had no way to say so.)
    """
    kept = {rule.name: rule.always_reported for rule in RULES.values() if not rule.ignorable}
    assert set(ALWAYS_REPORTED) == {*kept, "too-tall"}
    assert all(len(why.split()) > 3 for why in kept.values())
    of_items = {name for name, why in kept.items() if "about a pack" not in why}
    assert of_items == {
        *("duplicate-id", "unknown-fact", "unknown-objective", "unknown-item", "unknown-summary"),
        "unknown-style",
        *("unknown-source", "unknown-not-with", "missing-glyph", "placeholder", "pair-incomplete"),
        *("status-in-true-false", "protected-distractor"),
        *("unknown-rule", "not-ignorable", "no-reason", "needless-ignore"),
    }


def test_every_family_is_registered():
    """Adding a rule is adding a function: no module of the stage holds a rule that the registry
    lacks.
    """
    names = [info.name for info in pkgutil.iter_modules(generator.checks.__path__)]
    modules = [importlib.import_module(f"generator.checks.{name}") for name in names]
    rules = [rule for module in modules for rule in vars(module).values() if isinstance(rule, Rule)]
    assert len(rules) == len({rule.name for rule in rules}) == len(RULES) > 70
    assert set(RULES.values()) == set(rules)
    assert all(any(isinstance(rule, Rule) for rule in vars(family).values()) for family in FAMILIES)


def test_every_family_has_a_title():
    """A family names itself for the authors' guide, so that nothing else has to list the
    families.
    """
    titles = [family.TITLE for family in FAMILIES]
    assert all(re.fullmatch(r"[A-Z][a-z].*[a-z]", title) for title in titles)
    assert len(set(titles)) == len(titles) == len(FAMILIES) >= 20


def test_a_context_needs_nothing_but_content():
    """A rule can be tried on content alone: what it is not told about is not reported."""
    content, _ = content_of(files_of(REPOSITORY / "tests" / "cases" / "glyphs"))
    context = RuleContext(content)
    assert [finding for rule in RULES.values() for finding in rule.find(context)]
    assert list(RULES["missing-glyph"].find(context)) == []
    assert list(RULES["letter-often"].find(context)) == []
    assert list(RULES["missing-glyph"].find(RuleContext(content, printable=Coverage()))) != []


def test_a_draw_of_a_faulty_pack_is_not_to_be_deleted():
    """Where a pack has errors, its draw is not blamed; deleting it is advised only if the pack is
    gone.
    """
    files = files_of(REPOSITORY / "tests" / "cases" / "draws")
    files["packs/unmet.yaml"] = "pack: unmet\nquiz: none\n"
    messages = [
        problem.message
        for problem in problems_of(files)
        if problem.rule == "stale-draw" and problem.location.path == "packs/drawn/unmet.yaml"
    ]
    assert len(messages) == 1 and "fix the pack" in messages[0]
    assert "delete this file only if you deleted the pack" in messages[0]


def test_the_stage_imports_common_ground_only():
    """Checks know nothing of other stages."""
    folder = REPOSITORY / "generator" / "checks"
    modules = [
        node.module or ""
        for path in folder.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom)
    ]
    imported = {module.split(".")[1] for module in modules if module.startswith("generator.")}
    assert imported and imported <= _COMMON


def test_starter_content_has_no_warnings():
    """The content in the repository passes every rule but for notes, and its characters can be
    printed.
    """
    files = files_of(REPOSITORY)
    assert sum(path.startswith("packs/") for path in files) >= 3
    assert [
        str(problem) for problem in problems_of(files, coverage()) if problem.severity != NOTE
    ] == []


@pytest.mark.parametrize(
    ("rule", "old", "new"),
    [
        ("register-spelling", "Tešić", "Tesic"),
        ("later-than-source", "2020", "2024"),
        ("unknown-fact", "- ar-07", "- ar-007"),
        ("pair-incomplete", "- n-09\n", "- n-08\n"),
        ("missing-glyph", "Azerbaijan", "字"),
    ],
)
def test_starter_content_is_looked_at(rule, old, new):
    """Negative control of the test above: a fault put into the starter banks is found."""
    files = {
        path: text.replace(old, new) if path.startswith("questions/arms") else text
        for path, text in files_of(REPOSITORY).items()
    }
    assert rule in {
        problem.rule for problem in problems_of(files, coverage()) if problem.severity == ERROR
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_all_texts_are_walked(case):
    """The walker yields every text with markup of an item, whatever its type, the wrong options
    among them.
    """
    content, _ = content_of(files_of(case))
    for bank in content.banks.values():
        for item in bank.items:
            walked = {id(text) for text in written_texts(item, NOWHERE).texts}
            assert walked == {id(text) for text in instances_of(item, Text)}
            assert {id(text) for text in TYPES[item.type].wrong_texts(item.content)} < walked


def test_wrong_options_are_told_apart():
    """A key is not among the wrong texts, and every distractor is."""
    content, _ = content_of(files_of(REPOSITORY))
    items = [
        item
        for bank in content.banks.values()
        for item in bank.items
        if item.type in ("single", "multiple")
    ]
    assert items
    for item in items:
        choices = item.content if item.type == "single" else item.content.choices
        assert (
            TYPES[item.type].wrong_texts(item.content)
            == tuple(d.text for d in choices.distractors)
            != ()
        )


def test_without_coverage_no_glyph_is_missed():
    """Who does not say what can be printed is told nothing about glyphs."""
    content, _ = content_of(files_of(REPOSITORY / "tests" / "cases" / "glyphs"))
    assert "missing-glyph" not in {problem.rule for problem in check(content)}
    assert "missing-glyph" in {problem.rule for problem in check(content, Coverage())}


def test_a_pack_uses_its_files():
    """A pack uses its own file, its summaries, the banks of its items, and the evidence they cite
    or it prints.
    """
    content, _ = content_of(files_of(REPOSITORY / "tests" / "cases" / "foreign-source"))
    assert used_paths(content.packs["by-summary"], content) == {
        "packs/by-summary.yaml",
        "packs/summaries/told.yaml",
        "questions/alpha.yaml",
        "questions/evidence/chronicle.yaml",
        "questions/evidence/memoir.yaml",
    }
    assert used_paths(content.packs["by-list"], content) == {
        "packs/by-list.yaml",
        "packs/summaries/mixed.yaml",
        "questions/evidence/chronicle.yaml",
        "questions/evidence/memoir.yaml",
    }


def test_a_pack_uses_only_its_files():
    """What a pack neither names nor cites is no business of its own: not another pack, bank,
    summary or source.
    """
    files = files_of(REPOSITORY / "tests" / "cases" / "foreign-source")
    files["packs/narrow.yaml"] = (
        "pack: narrow\ntitle: A pack\nseed: 99112233445566778899aabbccddeeff\nsources: [chronicle]\n"
        "quiz: {sections: [{title: One, items: [of-chronicle]}]}\n"
    )
    content, _ = content_of(files)
    assert used_paths(content.packs["narrow"], content) == {
        "packs/narrow.yaml",
        "questions/alpha.yaml",
        "questions/evidence/chronicle.yaml",
    }


def test_a_pack_uses_files_that_could_not_be_read():
    """A summary or source that is missing from the content counts, so that the fault in its file is
    the pack's.
    """
    files = files_of(REPOSITORY / "tests" / "cases" / "foreign-source")
    files["packs/summaries/told.yaml"] = "title: {"
    del files["questions/evidence/chronicle.yaml"]
    content, _ = content_of(files)
    assert {"packs/summaries/told.yaml"} < used_paths(content.packs["by-summary"], content)
    assert {"questions/evidence/chronicle.yaml"} < used_paths(content.packs["by-list"], content)


def test_an_id_in_two_files_uses_both():
    """Where an item's id stands in two banks, a pack that names it uses both."""
    files = files_of(REPOSITORY / "tests" / "cases" / "duplicate-ids")
    files["packs/only.yaml"] = (
        "pack: only\ntitle: A pack\nseed: 99112233445566778899aabbccddeeff\nsources: [chronicle]\n"
        "quiz: {sections: [{title: One, items: [a-2]}]}\n"
    )
    content, _ = content_of(files)
    assert {"questions/alpha.yaml", "questions/beta.yaml"} < used_paths(
        content.packs["only"], content
    )
