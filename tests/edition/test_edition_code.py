"""Codes: what slips they catch, how they are read, which codes they suggest."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable
from itertools import pairwise, product

import pytest

from generator.content.model import FORM_LETTERS, MOST_FORMS
from generator.editions.code import (
    ALPHABET,
    UnknownCode,
    _times_x,
    check_symbol,
    edition_code,
    nearest_codes,
    paper_code,
    read_code,
    short_code,
)
from generator.editions.quiz import form_name

CODES = [edition_code(hashlib.sha256(bytes([n])).digest()) for n in range(200)]
KNOWN = "7K3Q-2M4P"


def _mod_sum(symbols: str) -> str:
    return ALPHABET[sum(map(ALPHABET.index, symbols)) % 32]


def _missed_single(check: Callable[[str], str]) -> int:
    """Count the wrong symbols that go unnoticed, over every position, right value and wrong
    value.
    """
    missed = 0
    for base in ("0000000", "7K3Q2M4", "ZZZZZZZ"):
        for place, right, wrong in product(range(7), ALPHABET, ALPHABET):
            typed = [base[:place] + symbol + base[place + 1 :] for symbol in (right, wrong)]
            missed += right != wrong and check(typed[0]) == check(typed[1])
    return missed


def _missed_swaps(check: Callable[[str], str]) -> int:
    """Count the neighbour swaps that go unnoticed, over every position and pair of values, check
    symbol included.
    """
    missed = 0
    for base in ("0000000", "7K3Q2M4", "ZZZZZZZ"):
        for place, a, b in product(range(6), ALPHABET, ALPHABET):
            straight, swapped = (base[:place] + pair + base[place + 2 :] for pair in (a + b, b + a))
            missed += a != b and check(straight) == check(swapped)
        for a in ALPHABET:
            whole = base[:6] + a + check(base[:6] + a)
            typed = whole[:6] + whole[7] + whole[6]
            missed += typed != whole and check(typed[:7]) == typed[7]
    return missed


def test_every_wrong_symbol_shows() -> None:
    """One wrong symbol is caught: every position, every right and wrong value; so is a wrong check
    symbol.
    """
    assert _missed_single(check_symbol) == 0
    assert _missed_single(lambda symbols: symbols[0]) > 0, (
        "the test would notice a check that looks at nothing"
    )
    for wrong in set(ALPHABET) - {"P"}:
        with pytest.raises(UnknownCode):
            read_code(KNOWN[:-1] + wrong)


def test_every_neighbour_swap_shows() -> None:
    """Two neighbours swapped are caught: every place and pair of values, check symbol too; a plain
    sum fails.
    """
    assert _missed_swaps(check_symbol) == 0
    assert _missed_swaps(_mod_sum) > 1000


def test_the_check_is_linear_so_three_bases_stand_for_all() -> None:
    """Slips are caught whatever the other symbols are, because the check of a sum is the sum of the
    checks.
    """
    draw = random.Random(7)
    for _ in range(2000):
        a, b = ([draw.randrange(32) for _ in range(7)] for _ in range(2))
        checks = [
            ALPHABET.index(check_symbol("".join(ALPHABET[n] for n in each)))
            for each in (a, b, [x ^ y for x, y in zip(a, b, strict=True)])
        ]
        assert checks[0] ^ checks[1] == checks[2]


def test_the_polynomial_makes_a_field() -> None:
    """x⁵ + x³ + 1 is primitive: the powers of x are the 31 elements that are not zero."""
    powers = [1]
    while len(powers) < 31:
        powers.append(_times_x(powers[-1]))
    assert sorted(powers) == list(range(1, 32)) and _times_x(powers[-1]) == 1


def test_the_alphabet_is_crockfords() -> None:
    """Codes have no I, L, O or U."""
    assert len(set(ALPHABET)) == 32 and not set("ILOU") & set(ALPHABET)


def test_codes_are_pinned() -> None:
    """The same digest has the same code in every later version."""
    assert edition_code(bytes(32)) == "0000-0000"
    assert edition_code(b"\xff" * 32) == "ZZZZ-ZZZE"
    assert edition_code(hashlib.sha256(b"frozen conflicts").digest()) == "8CGD-YT83"
    assert check_symbol("7K3Q2M4") == "P"


def test_a_briefings_code_has_the_same_form() -> None:
    """A briefing's code is made and read like an edition's."""
    assert short_code(hashlib.sha256(b"frozen conflicts").digest()) == "8CGD-YT83"


def test_codes_use_the_first_35_bits_and_only_these() -> None:
    """Every one of 35 bits changes the code; no later bit does."""
    base = hashlib.sha256(b"x").digest()

    def flipped(bit: int) -> str:
        return edition_code((int.from_bytes(base, "big") ^ 1 << 255 - bit).to_bytes(32, "big"))

    assert len({flipped(bit) for bit in range(35)} | {edition_code(base)}) == 36
    assert {flipped(bit) for bit in range(35, 256)} == {edition_code(base)}


@pytest.mark.parametrize(
    "typed",
    [
        "7K3Q-2M4P-B",
        "7k3q-2m4p-b",
        "7K3Q2M4PB",
        "7k3q 2m4p b",
        " 7K3Q–2M4P—B\n",
        "7K3Q‑2M4P−B",
        "7K-3Q-2M-4P-B",
        "7K3Q_2M4P_B",
        "7K3Q\u00a02M4P\u200b-B",
        "７Ｋ３Ｑ－２Ｍ４Ｐ－Ｂ",
    ],
)
def test_reformatting_changes_nothing(typed: str) -> None:
    """Lower case, other or no dashes and spaces, and wide letters are understood."""
    assert read_code(typed) == (KNOWN, "B")


def test_misread_letters_are_understood_in_the_code() -> None:
    """O is read as 0, I and L as 1, in either case, in the first eight symbols."""
    code = next(c for c in CODES if "0" in c and "1" in c)
    for zero, one in product("Oo", "IiLl"):
        assert read_code(code.replace("0", zero).replace("1", one)) == (code, "")


def test_every_code_and_form_is_read_back() -> None:
    """What is printed is understood, for letters and numbers of forms."""
    for code in CODES:
        assert read_code(code) == (code, "")
    for count in (len(FORM_LETTERS), MOST_FORMS):
        for index in range(count):
            form = form_name(index, count)
            assert read_code(paper_code(KNOWN, form).lower()) == (KNOWN, form)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "'' is too short; a code has 8 letters and digits"),
        ("7K3Q-2M4", "'7K3Q-2M4' is too short"),
        ("7K3Q-2M4U", "codes have no U (it may be a V)"),
        ("7K3Q-2M4Q", "is not a valid code; look for a typing mistake"),
        ("7K3Q-2M4*", "codes have no '*'"),
        ("7\u041a3Q-2M4P", "its '\u041a' is a letter of another alphabet"),
        ("7K3Q-2M4P-I", "after 7K3Q-2M4P comes one letter"),
        ("7K3Q-2M4P-O", "after 7K3Q-2M4P comes one letter"),
        ("7K3Q-2M4P-BB", "after 7K3Q-2M4P comes one letter"),
        ("7K3Q-2M4P-0O1", "after 7K3Q-2M4P comes one letter"),
        ("7K3Q-2M4P-000", "or three digits (001, 002 …)"),
        ("7K3Q-2M4P-1", "or three digits (001, 002 …)"),
        ("7K3Q-2M4P-٣٣٣", "or three digits (001, 002 …)"),
        ("\x1b]0;x\x07", "is not a valid code"),
        ("A" * 10_000, "…'"),
    ],
)
def test_refusals_are_sentences(typed: str, says: str) -> None:
    """What is no code is refused in one printable line that says why."""
    with pytest.raises(UnknownCode) as refused:
        read_code(typed)
    assert says in str(refused.value)
    assert str(refused.value).isprintable() and len(str(refused.value)) < 200


def test_other_letters_capitals_are_not_typed_letters() -> None:
    """A sharp s is not read as SS, although Python's capitals are."""
    code = "SS00000" + check_symbol("SS00000")
    assert read_code(code.lower()) == ("SS00-000" + code[-1], "")
    with pytest.raises(UnknownCode, match="another alphabet"):
        read_code("ß" + code[2:])


def test_any_text_is_read_or_refused() -> None:
    """No text of any kind makes a traceback, and only sound codes are read."""
    draw = random.Random(3)
    letters = ALPHABET + "ILOUilou -–_ßſıﬁ½²\u200b\u202e\ud800\x00é"
    for _ in range(20_000):
        typed = "".join(draw.choice(letters) for _ in range(draw.randrange(14)))
        try:
            code, _ = read_code(typed, CODES[:5])
        except UnknownCode:
            continue
        assert code[-1] == check_symbol(code[:4] + code[5:8])


def _neighbours(code: str) -> set[str]:
    bare = code.replace("-", "")
    wrong = {bare[:n] + symbol + bare[n + 1 :] for n in range(8) for symbol in ALPHABET}
    swapped = {bare[:n] + bare[n + 1] + bare[n] + bare[n + 2 :] for n in range(7)}
    return (wrong | swapped) - {bare}


def test_one_slip_names_the_code_that_was_meant() -> None:
    """After any one wrong symbol or swap of neighbours, with or without a form, the right code is
    named first.
    """
    for typed in _neighbours(KNOWN):
        for form in ("", "-B", "-017"):
            with pytest.raises(UnknownCode) as refused:
                read_code(typed + form, [*CODES[:20], KNOWN])
            assert refused.value.nearest[0] == KNOWN
            assert f"did you mean {KNOWN}" in str(refused.value)


def test_a_lost_or_doubled_symbol_names_the_code_that_was_meant() -> None:
    """A symbol too few or too many, with or without a form, still finds its code, unless it makes
    another sound one.
    """
    bare = KNOWN.replace("-", "")
    lost = {bare[:n] + bare[n + 1 :] for n in range(8)}
    doubled = {bare[:n] + bare[n] + bare[n:] for n in range(8)}
    refusals = 0
    for typed in [symbols + form for symbols in lost | doubled for form in ("", "B")]:
        try:
            read_code(typed, CODES)
        except UnknownCode as refused:
            refusals += "typing mistake" in str(refused) or "is too short" in str(refused)
        assert nearest_codes(typed, [*CODES, KNOWN])[0] == KNOWN
    assert refusals > 20


def test_nearest_codes_come_in_order_and_are_few() -> None:
    """One slip comes before two, equal ones by name; three at most; what is further away is not
    named.
    """
    typed = "0000-0001"
    known = ["0000-0021", "0000-0002", "0000-0010", "0000-0012", "1111-1111", "0000-0003"]
    assert nearest_codes(typed, known) == ("0000-0002", "0000-0003", "0000-0010")
    assert nearest_codes(typed, ["0000-0012", "0000-0021"]) == ("0000-0021", "0000-0012")
    assert nearest_codes(typed, ["1111-1111", "0000-1222"]) == ()
    assert all(len(a) == len(b) for a, b in pairwise(CODES))
