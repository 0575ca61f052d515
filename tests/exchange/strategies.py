"""Items of every type as authors write their fields, for the tests of exchange."""

from __future__ import annotations

from hypothesis import strategies as st

from generator.exchange.exchanged import Fields, Value
from generator.exchange.markup_text import escaped
from generator.page.commonmark import authored_blocks
from generator.page.markup import MarkupError

_SIGNS = "abcXYZ 0123456789.,;:!?()'\"/&<>=+-%#{}~@|^*_`[]\\$äßčЖπ–“”"
WORDS = (
    st.text(st.sampled_from(_SIGNS), min_size=1, max_size=40)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: any(sign.isalnum() for sign in text))
)
TEXTS = WORDS.map(escaped)
_PLAIN_WORDS = st.text(st.sampled_from("abcXYZäčЖ12"), min_size=1, max_size=8)
# Parts of a line with every mark there is, and whole blocks of every kind.
MARKED = st.one_of(
    _PLAIN_WORDS,
    st.builds("**{}**".format, _PLAIN_WORDS),
    st.builds("*{}*".format, _PLAIN_WORDS),
    st.builds("***{}***".format, _PLAIN_WORDS),
    st.builds("H~{}~".format, _PLAIN_WORDS),
    st.builds("x^{}^".format, _PLAIN_WORDS),
    st.builds("[{}](https://example.org/a?b=1&c=2)".format, _PLAIN_WORDS),
    st.sampled_from(("`a*b_c`", "`x < 1 && y`", "``a`b``", "`{}`", r"`\n`")),
    st.sampled_from(("$x^2$", r"$\frac{a}{b} < \{1, 2\}$", r"$50\%$")),
)
LINES = st.one_of(TEXTS, st.lists(MARKED, min_size=1, max_size=4).map(" ".join))
_BLOCKS = st.one_of(
    LINES,
    st.builds("- {}\n- {}".format, LINES, LINES),
    st.builds("1. {}\n2. {}".format, LINES, LINES),
    st.builds("3. {}\n4. {}".format, LINES, LINES),
    st.builds("- {}\n\n  {}\n- {}\n\n  1. {}\n  2. b".format, *[_PLAIN_WORDS] * 4),
    st.builds("> {}".format, LINES),
    st.builds("{}\\\n{}".format, _PLAIN_WORDS, _PLAIN_WORDS),
    st.builds("| {} | b |\n|---|---|\n| {} | `c` |".format, _PLAIN_WORDS, _PLAIN_WORDS),
    st.sampled_from(('```\nif x:\n    y = "<&>"\n\nz\n```', r"$$\sum_{i=1}^n i$$")),
)


def _is_sound(text: str) -> bool:
    """Whether authors may type it: numbers of lists that count up, for one."""
    try:
        return bool(authored_blocks(text, blocks=True, literal=True))
    except MarkupError:
        return False


PROSE = st.one_of(
    LINES,
    st.tuples(LINES, st.lists(_BLOCKS, min_size=1, max_size=3)).map(
        lambda parts: "\n\n".join([parts[0], *parts[1]])
    ),
).filter(_is_sound)
GAP_WORDS = st.text(st.sampled_from("abcdefgäčЖ 123"), min_size=1, max_size=12).map(
    lambda text: " ".join(text.split())
)


def _different(count: st.SearchStrategy[int]) -> st.SearchStrategy[list[str]]:
    return count.flatmap(
        lambda n: st.lists(LINES, min_size=n, max_size=n, unique_by=lambda text: text.casefold())
    )


@st.composite
def items(draw: st.DrawFn, kind: str) -> Fields:
    """The fields of an item of a type, some of the optional ones among them."""
    fields: Fields = {"id": "item-1", "type": kind, "stem": draw(PROSE)}
    fields |= draw(_OWN[kind]())
    if draw(st.booleans()):
        fields["rationale"] = draw(PROSE)
    return fields


@st.composite
def _single(draw: st.DrawFn) -> Fields:
    key, *others = draw(_different(st.integers(2, 6)))
    return {"key": key, "distractors": [_with_why(draw, text) for text in others], "points": "1"}


@st.composite
def _multiple(draw: st.DrawFn) -> Fields:
    texts = draw(_different(st.integers(3, 6)))
    count = draw(st.integers(2, len(texts) - 1))
    others: list[Value] = [_with_why(draw, text) for text in texts[count:]]
    keys: list[Value] = list(texts[:count])
    scoring = draw(st.sampled_from(("plus-minus", "per-option", "all-or-nothing")))
    choose = draw(st.sampled_from(("any", str(count))))
    return {
        "keys": keys,
        "distractors": others,
        "choose": choose,
        "scoring": scoring,
        "points": "2",
    }


def _with_why(draw: st.DrawFn, text: str) -> Value:
    return {"text": text, "why": draw(LINES)} if draw(st.booleans()) else text


@st.composite
def _true_false(draw: st.DrawFn) -> Fields:
    return {"key": draw(st.sampled_from(("true", "false"))), "points": "1"}


@st.composite
def _numeric(draw: st.DrawFn) -> Fields:
    fields: Fields = {"key": str(draw(st.integers(-(10**6), 10**6))), "points": "1"}
    if draw(st.booleans()):
        fields["tolerance"] = draw(st.sampled_from(("1", "0.5", "12")))
    if draw(st.booleans()):
        fields["unit"] = "km"
    return fields


@st.composite
def _matching(draw: st.DrawFn) -> Fields:
    count = draw(st.integers(3, 6))
    texts = draw(_different(st.just(2 * count + 1)))
    pairs: list[Value] = [{"premise": texts[n], "response": texts[count + n]} for n in range(count)]
    fields: Fields = {"points": str(count), "pairs": pairs}
    if draw(st.booleans()):
        fields["unused"] = [texts[-1]]
    return fields


@st.composite
def _ordering(draw: st.DrawFn) -> Fields:
    steps: list[Value] = list(draw(_different(st.integers(3, 6))))
    scoring = draw(st.sampled_from(("position", "adjacent-pairs", "all-or-nothing")))
    return {"points": str(len(steps)), "sequence": steps, "scoring": scoring}


@st.composite
def _short_answer(draw: st.DrawFn) -> Fields:
    texts = draw(_different(st.integers(1, 3)))
    credit: dict[str, Value] = {"credit": texts[0], "points": "1"}
    if texts[1:]:
        credit["accept"] = list(texts[1:])
    return {"points": "1", "scheme": [credit]}


@st.composite
def _essay(draw: st.DrawFn) -> Fields:
    return {
        "points": "4",
        "rubric": [{"points": "2..4", "text": draw(TEXTS)}, {"points": "0..1", "text": "Less"}],
    }


@st.composite
def _cloze(draw: st.DrawFn) -> Fields:
    words = draw(st.lists(GAP_WORDS.filter(bool), min_size=2, max_size=4, unique=True))
    text = " und ".join("{" + word + "}" for word in words)
    fields: Fields = {"text": f"Here {text} end", "points": str(len(words))}
    if draw(st.booleans()):
        fields["word_bank"] = ["zzz"]
    return fields


_OWN = {
    "single": _single,
    "multiple": _multiple,
    "true-false": _true_false,
    "numeric": _numeric,
    "matching": _matching,
    "ordering": _ordering,
    "short-answer": _short_answer,
    "essay": _essay,
    "cloze": _cloze,
}
KINDS = tuple(_OWN)
