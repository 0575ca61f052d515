"""Fixed words come from a catalogue: every phrase asked for is in every catalogue, and every phrase
there is asked for.
"""

from __future__ import annotations

import ast
import json
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import generator
from generator.content.dates import DateRange, PartialDate
from generator.content.model import DIFFICULTIES, LEVELS, PLAIN_TEXT, PROFILES, STANDARD, STATUSES
from generator.content.style import DOCUMENT_WORDS, GROUP, POINTS_WORDS, SEAT, SIGNATURE
from generator.documents import KINDS as DOCUMENT_KINDS
from generator.documents.guide.model import CHANGES
from generator.i18n.catalog import Catalog, MissingWord, languages, load_catalog
from generator.items import TYPES, multiple
from generator.items import item_set as sets
from generator.items.part_types import PART_TYPES
from generator.pictures import speech
from generator.results.analysis import REMARKS

PACKAGE = Path(generator.__file__).parent
FAMILIES = {
    "status-": STATUSES,
    "level-": LEVELS,
    "mark-": [status for status in STATUSES if status != "allegation"],  # marked as a claim
    "difficulty-": DIFFICULTIES,
    "scoring-": multiple.SCORING,
    "as-of-": ("stated", "inferred"),
    "stimulus-": sets.KINDS,
    "type-": TYPES,
    "guess-": list(PART_TYPES),
    "profile-": [name for name in PROFILES if name not in (STANDARD, PLAIN_TEXT)],
    "print-": [kind.name for kind in DOCUMENT_KINDS if kind.in_guide],
    "change-": CHANGES,
    "report-remark-": REMARKS,
    "math-": speech.PHRASES,
    "field-": (SEAT, GROUP, SIGNATURE),
}
RULES = "plural-rules"
# Values that carry the catalogue of what is composed.
HELD_CATALOGUES = {
    f"{owner}.catalog{ending}" for owner in ("self", "topic", "source") for ending in ("", ".list")
}


# What the words of a style are put in from: no phrase by itself.
WORDS = {"usual-words", *(f"word-{word}" for word in (*DOCUMENT_WORDS, *POINTS_WORDS))}
CATALOGUES = {
    name: json.loads((PACKAGE / "i18n" / "catalogues" / f"{name}.json").read_text(encoding="utf-8"))
    for name in languages()
}


@dataclass
class Uses:
    """What a scan found: phrases (name → values given, one set per use), lists, families of
    phrases, and what it cannot read.
    """

    phrases: dict[str, list[set[str]]] = field(default_factory=dict)
    lists: set[str] = field(default_factory=set)
    families: set[str] = field(default_factory=set)
    unread: list[str] = field(default_factory=list)


def names_of(argument: ast.expr) -> tuple[list[str], list[str]] | None:
    """The phrase names and family prefixes that an argument can be; None when that cannot be
    told.
    """
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return [argument.value], []
    if isinstance(argument, ast.IfExp):
        both = [names_of(argument.body), names_of(argument.orelse)]
        return None if None in both else (both[0][0] + both[1][0], both[0][1] + both[1][1])
    start = (
        argument.values[0]
        if isinstance(argument, ast.JoinedStr) and len(argument.values) == 2
        else (
            argument.left
            if isinstance(argument, ast.BinOp) and isinstance(argument.op, ast.Add)
            else None
        )
    )
    if (
        isinstance(start, ast.Constant)
        and isinstance(start.value, str)
        and start.value.endswith("-")
    ):
        return [], [start.value]
    return None


def lookups(tree: ast.Module, variables: set[str]) -> Iterator[tuple[ast.Call, bool]]:
    """The calls that look up a phrase, and whether they want a list: catalog("…"),
    self.catalog("…"), topic.catalog.list("…").
    """
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and call.args:
            if isinstance(call.func, ast.Name) and call.func.id in variables:
                yield call, False
            elif "catalog" in variables and ast.unparse(call.func) in HELD_CATALOGUES:
                yield call, ast.unparse(call.func).endswith(".list")
            elif (
                isinstance(call.func, ast.Attribute)
                and call.func.attr == "list"
                and isinstance(call.func.value, ast.Name)
                and call.func.value.id in variables
            ):
                yield call, True


def passed_on(tree: ast.Module, call: ast.Call) -> list[ast.expr]:
    """What a name that is looked up can stand for: what callers in this module give for a
    parameter, or what a loop runs over.
    """
    name = call.args[0].id if isinstance(call.args[0], ast.Name) else ""
    found: list[ast.expr] = []
    for function in ast.walk(tree):
        if (
            not isinstance(function, ast.FunctionDef)
            or not name
            or not any(inner is call for inner in ast.walk(function))
        ):
            continue
        parameters = [parameter.arg for parameter in function.args.args]
        if name in parameters:
            at = parameters.index(name)
            found += [
                other.args[at]
                for other in ast.walk(tree)
                if isinstance(other, ast.Call)
                and isinstance(other.func, ast.Name)
                and other.func.id == function.name
                and len(other.args) > at
            ]
        for loop in ast.walk(function):
            if (
                isinstance(loop, ast.For)
                and isinstance(loop.target, ast.Tuple)
                and isinstance(loop.iter, ast.Tuple)
            ):
                targets = [target.id for target in loop.target.elts if isinstance(target, ast.Name)]
                found += [
                    entry.elts[targets.index(name)]
                    for entry in loop.iter.elts
                    if isinstance(entry, ast.Tuple) and name in targets
                ]
    return found


def scan(folder: Path) -> Uses:
    """Every look-up of a phrase in the modules of a folder."""
    uses = Uses()
    for path in sorted(folder.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text)
        imported = {
            alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module == "generator.i18n.catalog"
            for alias in node.names
        }
        variables = {"self"} if path.name == "catalog.py" else set()
        if imported & {"Catalog", "load_catalog"} or re.search(
            r"(view|edition|topic|source)\.catalog", text
        ):
            variables |= {"catalog"}
        for call, several in lookups(tree, variables):
            read = [names_of(argument) for argument in passed_on(tree, call) or call.args[:1]]
            for names in read:
                if names is None:
                    uses.unread.append(f"{path.name}:{call.lineno}")
                    continue
                uses.families.update(names[1])
                if several:
                    uses.lists.update(names[0])
                for name in [] if several else names[0]:
                    uses.phrases.setdefault(name, []).append(
                        {keyword.arg or "" for keyword in call.keywords}
                    )
    return uses


def texts(phrase: object) -> list[str]:
    """The texts of a phrase, of a list or of all plural forms."""
    return (
        list(phrase.values())
        if isinstance(phrase, dict)
        else phrase
        if isinstance(phrase, list)
        else [str(phrase)]
    )


def holes(phrase: object) -> set[str]:
    """The names in braces: what the program fills in; {{in two braces}}: what is filled in page by
    page.
    """
    written = " ".join(texts(phrase))
    filled = {hole for _, hole, _, _ in string.Formatter().parse(written) if hole is not None}
    return filled | set(re.findall(r"{{\w+}}", written))


def categories(phrases: dict[str, object]) -> set[str]:
    """The plural forms of a language, as its catalogue says."""
    return {*phrases.get("plural-rules", {}), "other"}


def faults(uses: Uses, phrases: dict[str, object]) -> list[str]:
    """What a catalogue lacks, has too much of, or has in another shape than the program and
    English, a sentence each.
    """
    wanted = {prefix + value for prefix in uses.families for value in FAMILIES.get(prefix, ())}
    wanted |= {*uses.phrases, *uses.lists, RULES, *WORDS}
    found = [f"lacks the phrase '{name}'" for name in wanted - set(phrases)]
    found += [f"has '{name}', which the program never uses" for name in set(phrases) - wanted]
    for name in (wanted & set(phrases)) - {RULES, *WORDS}:
        phrase, english = phrases[name], CATALOGUES["en"].get(name)
        if isinstance(phrase, list) != (name in uses.lists):
            found.append(f"'{name}' must {'' if name in uses.lists else 'not '}be a list")
        elif isinstance(phrase, list) and isinstance(english, list) and len(phrase) != len(english):
            found.append(f"'{name}' has {len(phrase)} entries and must have {len(english)}")
        if isinstance(phrase, dict):
            found += [
                f"'{name}' lacks the plural form '{form}'"
                for form in categories(phrases) - set(phrase)
            ]
            found += [
                f"'{name}' has the plural form '{form}', which the language does not have"
                for form in set(phrase) - categories(phrases)
            ]
        for given in uses.phrases.get(name, []):
            filled = {hole for hole in holes(phrase) if not hole.startswith("{")} | (
                {"n"} if isinstance(phrase, dict) else set()
            )
            found += [
                f"'{name}' has {{{hole}}}, which the program does not fill in"
                for hole in sorted(filled - given)
            ]
        if english is not None:
            found += [
                f"'{name}' lacks {{{hole}}}" for hole in sorted(holes(english) - holes(phrase))
            ]
            found += [
                f"'{name}' has {{{hole}}} and English has not"
                for hole in sorted(holes(phrase) - holes(english))
            ]
    return sorted(set(found))


@pytest.fixture(scope="module")
def uses() -> Uses:
    """The look-ups of the program."""
    return scan(PACKAGE)


def test_every_look_up_is_understood(uses):
    """The scan reads every look-up in the program and knows the values of every family: none
    escapes the next test.
    """
    assert uses.unread == []
    assert len(uses.phrases) > 50 and len(uses.lists) >= 4
    assert uses.families == set(FAMILIES)


@pytest.mark.parametrize("language", CATALOGUES)
def test_catalogue_and_program_ask_for_the_same_phrases(uses, language):
    """Every catalogue has every phrase the program uses, with the values it is given, and no
    other.
    """
    assert faults(uses, CATALOGUES[language]) == []


def test_a_catalogue_with_a_fault_is_found(uses):
    """The comparison says which phrase, plural form, entry or name in braces is lacking, or is one
    too many.
    """
    phrases = dict(CATALOGUES["sr-Latn"])
    del phrases["answers"], phrases["level-apply"], phrases["months"]
    phrases |= {
        "surplus": "x",
        "evidence": ["x"],
        "form": "Grupa {letter}",
        "minutes": {"one": "{n} minut", "other": "{n} minuta"},
        "questions": {"one": "{n}", "few": "{n}", "many": "{n}", "other": "pitanja"},
        "list-and": "{first}",
        "actors-head": ["Ko", "Uloga"],
        "page": "Strana {{page}}",
    }
    phrases["points"] = {
        "one": "{points}",
        "few": "{points}",
        "other": "poena",
    }  # a form may do without: nought points
    assert sorted(set(faults(uses, phrases)) - set(faults(uses, CATALOGUES["sr-Latn"]))) == sorted(
        [
            "'actors-head' has 2 entries and must have 3",
            "'evidence' must not be a list",
            "'form' has {letter} and English has not",
            "'form' has {letter}, which the program does not fill in",
            "'form' lacks {form}",
            "'list-and' lacks {last}",
            "'minutes' lacks the plural form 'few'",
            "'page' lacks {{{pages}}}",
            "'questions' has the plural form 'many', which the language does not have",
            "has 'surplus', which the program never uses",
            "lacks the phrase 'answers'",
            "lacks the phrase 'level-apply'",
            "lacks the phrase 'months'",
        ]
    )


def test_the_scan_sees_what_it_must(tmp_path):
    """On a made-up module it finds plain names, choices, families, lists and names passed on, and
    admits what it cannot read.
    """
    (tmp_path / "made.py").write_text(
        "from generator.i18n.catalog import Catalog\n"
        "def f(catalog: Catalog, x, y):\n"
        "    catalog('a', n=1); catalog('b' if x else 'c'); catalog(f'level-{x}'); catalog('scoring-' + x)\n"
        "    catalog.list('d'); catalog(y[0])\n"
        "    for k, v in (('i', 1), ('j', 2)): catalog(k)\n"
        "def g(name, catalog): return catalog(name)\n"
        "g('e', None)\n"
        "document.catalog('f')\n"
        "class C:\n    def h(self): self.catalog('k', m=1); self.catalog.list('l')\n",
        encoding="utf-8",
    )
    (tmp_path / "other.py").write_text(
        "from generator.i18n.catalog import load_catalog\ncatalog = load_catalog('en')\ncatalog('h')\n",
        encoding="utf-8",
    )
    found = scan(tmp_path)
    assert found.phrases == {
        "a": [{"n"}],
        "b": [set()],
        "c": [set()],
        "e": [set()],
        "h": [set()],
        "i": [set()],
        "j": [set()],
        "k": [{"m"}],
    }
    assert (found.lists, found.families, found.unread) == (
        {"d", "l"},
        {"level-", "scoring-"},
        ["made.py:4"],
    )


def test_a_missing_word_is_an_error():
    """What a catalogue lacks is never a blank: not a phrase, not a list, not the months, not a
    language.
    """
    bare = Catalog("xx", {})
    for ask in (
        lambda: bare("quiz"),
        lambda: bare.list("months"),
        lambda: bare.date(PartialDate(2008, 2)),
        lambda: load_catalog("tlh"),
        lambda: bare.join_with_and(["a", "b"]),
    ):
        with pytest.raises(MissingWord):
            ask()
    with pytest.raises(KeyError):
        load_catalog("en")("form")
    assert issubclass(MissingWord, KeyError) and "en" in languages()


def test_what_is_not_given_is_an_error():
    """A phrase that wants more than it is given, or has no form for a number, says which; nothing
    is printed with a gap.
    """
    sparse = Catalog(
        "xx",
        {
            "plural-rules": {"one": "n = 1", "few": "n = 2"},
            "plural-half": "few",
            "a": "{who}",
            "b": {"one": "x", "other": "y"},
        },
    )
    with pytest.raises(MissingWord, match="'a' in the xx catalogue needs 'who'"):
        sparse("a")
    with pytest.raises(MissingWord, match=r"lacks 'b' for 2 \(the form 'few'\)"):
        sparse("b", n=2)
    assert sparse("b", n=1) + sparse("b", n=7) == "xy"


def test_a_number_chooses_its_form():
    """One of a thing, and any other number of it; braces in what is filled in stay as they are."""
    en = load_catalog("en")
    assert [en("minutes", n=n) for n in (1, 0, 2, 21)] == [
        "1 minute",
        "0 minutes",
        "2 minutes",
        "21 minutes",
    ]
    assert en("form", form="{x}") == "Form {x}" and en("page") == "Page {page} of {pages}"


def test_dates_in_words_are_as_precise_as_they_are_known():
    """Year, month and day, ranges and open ranges are said in words; nothing is made up."""
    en = load_catalog("en")
    dates = [en.date(PartialDate.parse(date)) for date in ("2008", "2008-02", "2008-02-17")]
    assert dates == ["2008", "February 2008", "17 February 2008"]
    said = {
        span: en.date_range(DateRange.parse(span))
        for span in ("2008-02", "2008..2009-03", "2008..", "..2020-08-01")
    }
    assert said == {
        "2008-02": "February 2008",
        "2008..2009-03": "2008 to March 2009",
        "2008..": "from 2008",
        "..2020-08-01": "up to 1 August 2020",
    }
    assert [en.date(PartialDate(1999, month)).split()[0] for month in (1, 12)] == [
        "January",
        "December",
    ]


def test_parts_are_joined_as_in_running_text():
    """a; a and b; a, b and c."""
    en = load_catalog("en")
    assert [en.join_with_and(list(parts)) for parts in ("a", "ab", "abc")] == [
        "a",
        "a and b",
        "a, b and c",
    ]
