"""Questions named by their number on a paper, without the form in hand."""

from __future__ import annotations

import json

import pytest

from tests.e2e.making import packs

BANK = "bank: b\nitems:\n" + "".join(
    f"- {{id: q-{n}, stem: This is number {n} of the lot, key: {word}, distractors: [no, perhaps]}}\n"
    for n, word in enumerate(("yes", "surely", "always"), 1)
)


@pytest.mark.parametrize(("order", "is_clear"), [("as-written", True), ("shuffle", False)])
def test_a_number_is_enough_where_it_is_the_same_question_on_every_form(tmp_path, order, is_clear):
    """Where all forms have one order, `packs correct --void 2` needs no form; where it is another
    question on each, the form is asked for and nothing is dropped.
    """
    (tmp_path / "questions").mkdir()
    (tmp_path / "packs").mkdir()
    (tmp_path / "questions/b.yaml").write_text(BANK, encoding="utf-8")
    (tmp_path / "packs/p.yaml").write_text(
        "pack: p\ntitle: P\nseed: 6d1f08c3a97b425e8f60d3b1c7a2945e\nforms: 3\n"
        f"quiz: {{sections: [{{title: All, order: {order}, items: [q-1, q-2, q-3]}}]}}\n",
        encoding="utf-8",
    )
    assert packs(tmp_path, "build").returncode == 0
    dropped = packs(tmp_path, "correct", "p", "--void", "2", "full")
    keys = json.loads(packs(tmp_path, "key", "p", "--output", "json").stdout)
    void = [question["item"] for key in keys for question in key["questions"] if question["void"]]
    if is_clear:
        assert dropped.returncode == 0 and void == ["q-2"] * 3
    else:
        assert dropped.returncode == 2 and "give the form" in dropped.stderr and not void
