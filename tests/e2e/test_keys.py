"""A key fits its paper: read from both PDFs by a reader that shares nothing with the program, and
held to the banks.
"""

from __future__ import annotations

import ast
import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from tests.e2e import banks, making, reader
from tests.e2e.reader import Key, Paper, Question, bare, squeezed
from tests.typeset.pdf_structure import read_aloud

PACKS = sorted(path.stem for path in (making.REPOSITORY / "packs").glob("*.yaml"))
SEEDS = range(6 * making.ROUNDS)
Filled = dict[int, frozenset[str]]


def pairs(folder: Path, pack: str = "*") -> Iterator[tuple[Paper, Key]]:
    """Every paper of a pack with its key, as read."""
    found = making.papers(folder, pack)
    assert found
    for path in found:
        yield read(path)


@cache
def read(path: Path) -> tuple[Paper, Key]:
    """A paper and its key; what is built for these tests is built once."""
    return reader.read_paper(path.read_bytes()), reader.read_key(making.key_of(path))


def filled(key: Key) -> Filled:
    """What a student puts on the paper who copies the key: letters, or the verdict."""
    return {
        n: frozenset(answer.letters) or frozenset(answer.signs) for n, answer in key.answers.items()
    }


def asked(question: Question, project: banks.Project) -> banks.Fields | None:
    """The item that a question prints: the one with its stem, and where several ask alike, with its
    options and text.
    """
    same = [
        item
        for item in project.items.values()
        if squeezed(bare(item["stem"])) == squeezed(question.stem)
    ]
    return next((item for item in same if len(same) == 1 or _printed(item, question)), None)


def _printed(item: banks.Fields, question: Question) -> bool:
    pieces = [squeezed(bare(piece)) for piece in banks.BLANK.split(item.get("text", ""))[::2]]
    return options(item) == sorted(map(squeezed, question.options.values())) and all(
        piece in squeezed(question.said) for piece in pieces
    )


def options(item: banks.Fields) -> list[str]:
    """An item's options as a reader finds them, in no order."""
    return sorted(squeezed(bare(text)) for text in banks.KINDS[item["type"]].options(item))


def items_of(paper: Paper, project: banks.Project) -> dict[int, banks.Fields]:
    """The items that a paper's questions print, by number."""
    found = {n: asked(question, project) for n, question in paper.questions.items()}
    return {n: item for n, item in found.items() if item is not None}


def marks(paper: Paper, answers: Filled, items: dict[int, banks.Fields]) -> dict[int, bool]:
    """Whether each answer is right, by the bank: letters count for what the paper prints beside
    them.

    What cannot be marked by letters or verdicts is left out.
    """
    marked = {}
    for n, item in items.items():
        if not banks.KINDS[item["type"]].prose:
            right = {squeezed(bare(text)) for text in banks.KINDS[item["type"]].right(item)}
            marked[n] = right == {
                squeezed(paper.questions[n].options.get(sign, sign)) for sign in answers[n]
            }
    return marked


def shortcomings(paper: Paper, key: Key, project: banks.Project) -> list[str]:
    """Where paper and key say something else than the bank."""
    items = items_of(paper, project)
    found = [
        f"question {n} asks what no bank asks: {paper.questions[n].stem!r}"
        for n in paper.questions
        if n not in items
    ]
    for n, item in items.items():
        question = paper.questions[n]
        if options(item) != sorted(map(squeezed, question.options.values())):
            found.append(f"question {n} has other options than its item")
        if "points" in item and Fraction(str(item["points"])) != question.points:
            found.append(f"question {n} is worth {question.points} and its item {item['points']}")
        if banks.KINDS[item["type"]].prose:
            said = squeezed(key.answers[n].said)
            found += [
                f"question {n}: the key lacks {text!r}"
                for text in banks.KINDS[item["type"]].right(item)
                if squeezed(bare(text)) not in said
            ]
        if (
            "scheme" in item
            and sum(points for points, _ in key.answers[n].scheme) < question.points
        ):
            found.append(f"question {n}: the scheme of the key cannot give all points")
        events = (
            [squeezed(question.options[letter]) for letter in key.answers[n].letters]
            if "sequence" in item
            else []
        )
        if events != [squeezed(bare(banks.text_of(step))) for step in item.get("sequence", [])]:
            found.append(f"question {n}: the letters of the key are not in the order of the events")
    if len(paper.questions) != paper.promised:
        found.append(
            f"the paper promises {paper.promised} questions and has {len(paper.questions)}"
        )
    worth = {n: question.points for n, question in paper.questions.items()}
    if (
        [n for first, last, _ in paper.grid for n in range(first, last + 1)] != list(worth)
        or any(sum(worth[n] for n in range(a, b + 1)) != points for a, b, points in paper.grid)
        or sum(points for *_, points in paper.grid) != paper.total
    ):
        found.append(f"the grid says {paper.grid}, in all {paper.total}")
    marked = marks(paper, filled(key), items)
    return found + [
        f"question {n}: by the key it is marked wrong" for n, right in marked.items() if not right
    ]


def test_the_reader_is_independent():
    """What reads papers and keys shares no code with what makes them."""
    tree = ast.parse(Path(reader.__file__).read_text(encoding="utf-8"))
    names = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert "pypdfium2" in names
    assert not [name for name in names if name.split(".")[0] in ("generator", "tests", "")]


def _line(text: str, y: float, x: float, size: float = 14.0) -> reader.Line:
    """A line whose first word is set apart from the others."""
    words = tuple(text.split())
    at = (x, *(x + 30 + 40 * n for n in range(len(words) - 1)))
    return reader.Line(0, y, size, words, at, at[-1] + 30)


def test_lines_are_read_downwards_in_whatever_order_they_are_drawn():
    """Choices drawn before the question they stand below are read after it; those that stand above
    a question, on another page or beside lines are read as drawn, and so is all else.
    """
    stem, entry = _line("7 Which of these?", 700, 57), _line("1 treaty", 600, 97)
    choices = [_line("A envoy", 400, 115), _line("B corridor", 380, 115)]
    assert reader.downwards([*choices, stem, entry]) == [stem, entry, *choices]
    above = [replace(line, y=line.y + 400) for line in choices]
    assert reader.downwards([*above, stem, entry]) == [*above, stem, entry]
    later = replace(stem, page=stem.page + 1)
    assert reader.downwards([*choices, later]) == [*choices, later]
    assert reader.downwards([entry, stem]) == [entry, stem]
    beside = [replace(line, at=(318.0, 348.0), end=378.0) for line in choices]
    assert reader.downwards([*beside, entry]) == [*beside, entry]


def test_code_is_in_the_paragraph_of_its_lines():
    """A line of code, set a little smaller, begins no paragraph of its own; a line farther off
    does.
    """
    lines = [_line("of the", 272.4, 88), _line("code x2", 251.4, 88, 13.3)]
    assert len(reader.paragraphs(lines, 1.55)) == 1
    assert len(reader.paragraphs([lines[0], replace(lines[1], y=250.0)], 1.55)) == 2


@pytest.mark.parametrize(
    ("again", "alike"),
    [
        ({"A": "envoy", "B": "treaty"}, True),
        ({"C": "code", "D": "null"}, True),  # the list itself goes on
        ({"A": "treaty", "B": "envoy"}, False),
        ({"B": "treaty"}, False),
        ({"A": "envoy", "B": "treaty", "C": "code"}, False),
    ],
)
def test_choices_repeated_otherwise_are_noticed(again, alike):
    """What a question repeats on its next page has to be all of it, under the same letters."""
    question = Question(7, "Which?", Fraction(1))
    question.lettered = {0: {"A": "envoy", "B": "treaty"}, 1: again}
    assert question.repeats == alike


def test_every_item_type_is_drawn():
    """The random projects know every item type the program knows."""
    from generator.items import TYPES

    assert set(banks.KINDS) == set(TYPES)
    assert set(banks.KINDS) == {item["type"] for item in banks.drawn(0).items.values()}


@pytest.mark.parametrize("pack", PACKS)
def test_the_keys_of_starter_packs_fit_their_papers(starter, pack):
    """On every form the key's letters stand before the keys' texts; numbers, points and codes
    agree; the bank agrees too.
    """
    project = banks.read(starter)
    for paper, key in pairs(starter, pack):
        assert reader.disagreements(paper, key) == []
        assert shortcomings(paper, key, project) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_the_keys_of_random_packs_fit_their_papers(tmp_path, seed):
    """The same for packs drawn at random, with odd characters, long options and one to four
    forms.
    """
    project = banks.drawn(seed)
    making.build(project.write(tmp_path))
    for paper, key in pairs(tmp_path):
        assert reader.disagreements(paper, key) == []
        assert shortcomings(paper, key, project) == []


@pytest.mark.parametrize("pack", PACKS)
def test_who_answers_by_the_key_gets_everything_right(starter, pack):
    """A student who copies the key has every item right; one who differs in one letter has exactly
    that item wrong.
    """
    project, wrong = banks.read(starter), 0
    for paper, key in pairs(starter, pack):
        copied, items = filled(key), items_of(paper, project)
        marked = marks(paper, copied, items)
        assert set(marked.values()) == {True}
        for n in marked:
            others = sorted(set(paper.questions[n].options) - copied[n]) or sorted(
                {"True", "False"} - copied[n]
            )
            slip = {**copied, n: copied[n] - {min(copied[n])} | {others[0]}}
            assert [m for m, right in marks(paper, slip, items).items() if not right] == [n]
            wrong += 1
    assert wrong > 3


def test_a_key_of_any_length_can_be_built(tmp_path):
    """However much teachers write of an item, its pack is built: reasons, schemes and evidence go
    on over pages.
    """
    project = banks.drawn(0, forms=2)
    long = "This is said at length, and said again. " * 18
    facts = project.evidence["report"]["facts"]
    facts += [
        {**facts[0], "id": f"more-{n}", "text": f"Fact {n} is told here. " * 9} for n in range(15)
    ]
    for item in project.items.values():
        item["rationale"] = long
        item["facts"] = [fact["id"] for fact in facts]
        if "distractors" in item:
            item["distractors"] = [
                {"text": banks.text_of(one), "why": long} for one in item["distractors"]
            ]
        for part in item.get("parts", []):
            part["rationale"] = long
        if "scheme" in item:
            item["scheme"] = [{**credit, "accept": [long, long]} for credit in item["scheme"]]
            item["model"] = long
    making.build(project.write(tmp_path))
    for paper, key in pairs(tmp_path):
        assert reader.disagreements(paper, key) == []
        assert shortcomings(paper, key, project) == []
        assert all(answer.said.count("said at length") >= 18 for answer in key.answers.values())


# ---------------------------------------------------------------- the keys of all forms together
Page = dict[str, tuple[str, str, str, Fraction]]


def built_keys(folder: Path, pack: str = "*") -> Iterator[tuple[Paper, Key, Page]]:
    """Every paper of a pack with its key out of the full key, and what the key on a page says of
    its form.
    """
    by_code: dict[str, list[Path]] = {}
    for path in making.papers(folder, pack):
        by_code.setdefault(reader.CODE.search(path.stem)[1], []).append(path)
    assert by_code
    for paths in by_code.values():
        keys = reader.read_full_key(making.teachers(paths[0], "full").read_bytes())
        pages = reader.read_key_page(read_aloud(making.teachers(paths[0], "page").read_bytes()))
        assert len(pages) == len(paths)
        for n, (path, page) in enumerate(zip(paths, pages, strict=True)):
            paper = reader.read_paper(path.read_bytes())
            # A full key in which all forms are alike names none of them apart.
            key = keys[n if len(keys) > 1 else 0]
            yield paper, replace(key, code=f"{key.code.removesuffix('-A')}-{paper.form}"), page


def misprints(paper: Paper, page: Page) -> list[str]:
    """Where the key on a page does not fit a paper: numbers, stems, points, letters and the words
    beside them.
    """
    asked = {
        f"{question.number}{letter}": part
        for question in paper.questions.values()
        for letter, part in _lettered(question)
    }
    found = [f"no row for question {label}" for label in asked if label not in page]
    spare = [label for label in page if label not in asked and f"{label}a" not in asked]
    found += [f"a row for {label}, which the paper has not" for label in spare]
    for label, question in asked.items():
        if label not in page:
            continue
        cue, accepted, answer, points = page[label]
        lead = f"({label[-1]}) " if label[-1].isalpha() else ""
        begins = squeezed(cue.removeprefix(lead).removesuffix("…"))
        if not squeezed(question.stem).startswith(begins):
            found.append(f"question {label} asks {question.stem!r}, the row says {cue!r}")
        if points != question.points:
            found.append(f"question {label} is worth {question.points}, the row says {points}")
        chosen = [squeezed(question.options.get(letter, "no such option")) for letter in answer]
        lettered = answer.isalpha() and answer.isupper() and question.options and accepted
        if lettered and not _are_words_of(accepted, chosen):
            found.append(f"question {label}: {answer} is not {accepted!r} on the paper")
    return found


def _are_words_of(accepted: str, chosen: list[str]) -> bool:
    """Whether words beside letters are those of the options; cut, they say how these begin."""
    words = squeezed(accepted.removesuffix("…"))
    shown, _, link = words.partition("…")
    if link:  # a link's text comes behind the rest of its cell
        return Counter((shown + link).replace("·", "")) <= Counter("".join(chosen))
    if words != squeezed(accepted):
        begun = words.split("·")[-1]
        whole = [text for text in chosen if not text.startswith(begun)]
        return len(whole) < len(chosen) and set(words.split("·")[:-1]) <= set(chosen)
    return sorted("".join(chosen)) == sorted(words.replace("·", ""))


def _lettered(question: Question) -> list[tuple[str, Question]]:
    parts = list(zip("abcdefghij", question.parts, strict=False))
    return parts or [("", question)]


def test_words_beside_letters_that_are_cut_still_have_to_fit():
    """Words of another option are noticed, whole or cut."""
    chosen = [squeezed("in the stroma"), squeezed("in the wall")]
    assert _are_words_of("in the stroma · in the wall", chosen)
    assert _are_words_of("in the stroma · in the …", chosen)
    assert _are_words_of("in the str …", chosen)
    assert not _are_words_of("in the stroma · in a …", chosen)
    assert not _are_words_of("a nucleus · in the …", chosen)
    assert not _are_words_of("in the stroma", chosen)


def differing(key: Key, page: Page) -> list[str]:
    """Where the key on a page gives other letters than the full key."""
    found = []
    for n, answer in key.answers.items():
        for letter, own in (
            zip("abcdefghij", answer.parts, strict=False) if answer.parts else [("", answer)]
        ):
            shown = page[f"{n}{letter}"][2]
            letters = own.letters or "".join(sign[0] for sign in own.signs)
            if own.keys and not own.numbered and sorted(shown) != sorted(letters):
                found.append(f"{n}{letter}: the page says {shown}, the full key {letters}")
    return found


@pytest.mark.parametrize("pack", PACKS)
def test_the_keys_of_all_forms_fit_every_paper(starter, pack):
    """In the full key and in the key on a page every form has its own numbers, letters and points,
    and the bank agrees.
    """
    project = banks.read(starter)
    for paper, key, page in built_keys(starter, pack):
        assert reader.disagreements(paper, key) == []
        assert shortcomings(paper, key, project) == []
        assert misprints(paper, page) == [] == differing(key, page)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_keys_of_all_forms_of_random_packs_fit_every_paper(tmp_path, seed):
    """The same for packs drawn at random."""
    project = banks.drawn(seed)
    making.build(project.write(tmp_path))
    for paper, key, page in built_keys(tmp_path):
        assert reader.disagreements(paper, key) == []
        assert shortcomings(paper, key, project) == []
        assert misprints(paper, page) == [] == differing(key, page)


def test_the_column_of_another_form_is_noticed(starter):
    """The controls of the two tests above: another form's column, and a swapped letter."""
    (one, key, page), (_, other_key, other) = built_keys(starter, "warm-up")
    assert misprints(one, other) and misprints(one, page) == []
    assert reader.disagreements(one, replace(other_key, code=key.code))
    label, (cue, accepted, answer, points) = next(
        (label, row) for label, row in page.items() if row[2] in ("A", "B", "C", "D")
    )
    swapped = {**page, label: (cue, accepted, "B" if answer == "A" else "A", points)}
    assert any("on the paper" in line for line in misprints(one, swapped))
    assert differing(key, swapped)


# ---------------------------------------------------------------- the checks can fail
@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built project of items with letters and verdicts only."""
    project = banks.drawn(5, forms=2)
    kept = {"single", "multiple", "true-false", "short-answer"}
    names = [name for name, item in project.items.items() if item["type"] in kept]
    project.packs = {
        "quiz": {**project.packs["quiz"], "quiz": {"sections": [{"title": "One", "items": names}]}}
    }
    folder = project.write(tmp_path_factory.mktemp("plain"))
    making.build(folder)
    return folder


def first_key(folder: Path) -> tuple[Paper, bytes]:
    """A paper with options, and the bytes of its key."""
    path = making.papers(folder)[0]
    return reader.read_paper(path.read_bytes()), making.key_of(path)


def test_two_letters_swapped_in_a_key_are_noticed(plain):
    """The comparison finds a key whose letters A and B have changed places."""
    paper, data = first_key(plain)
    swap = {"A": "B", "B": "A", "C": "D", "D": "C"}

    def edit(text: str) -> str:
        return re.sub(r"^✓ ([A-D]) ", lambda found: f"✓ {swap[found[1]]} ", text)

    assert reader.disagreements(paper, reader.read_key(data)) == []
    found = reader.disagreements(paper, reader.read_key(data, edit))
    assert any("the key says" in line for line in found)
    assert any("the strip says" in line for line in found)


def test_the_key_of_another_form_is_noticed(plain):
    """Even under this form's code, the key of the other form does not fit."""
    one, other = list(pairs(plain))
    assert any("the paper is" in line for line in reader.disagreements(one[0], other[1]))
    disguised = replace(other[1], code=one[0].code)
    assert any("the key repeats" in line for line in reader.disagreements(one[0], disguised))


def test_a_key_that_lacks_or_miscounts_a_question_is_noticed(plain):
    """A question gone from the key, other points and a lost verdict are all found."""
    paper, data = first_key(plain)
    for damage, says in (
        (lambda key: key.answers.popitem(), "the key [1"),
        (lambda key: setattr(key.answers[1], "points", Fraction(7)), "the key says 7"),
        (lambda key: (key.answers[1].signs.clear(), key.answers[1].keys.clear()), "another kind"),
    ):
        key = reader.read_key(data)
        damage(key)
        assert any(says in line for line in reader.disagreements(paper, key)), says


def test_a_key_made_from_another_bank_is_noticed(plain):
    """Self-marking fails for a key when the bank says that other options are right."""
    other = banks.twisted(banks.read(plain), random.Random(1))
    for paper, key in pairs(plain):
        assert not any(marks(paper, filled(key), items_of(paper, other)).values())
        assert any("the key lacks" in line for line in shortcomings(paper, key, other))
