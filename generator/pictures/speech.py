"""Formulas as they are read aloud: MathML to words of the document's language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import takewhile
from xml.etree.ElementTree import Element, fromstring

from generator.i18n.catalog import Catalog

_ACCENTS = {
    "→": "vector", "⃗": "vector", "¯": "bar", "―": "bar", "‾": "bar", "_": "bar", "^": "hat",
    "̂": "hat", "˙": "dot", "¨": "two-dots", "~": "tilde", "̃": "tilde",
}  # fmt: skip
# The phrases by which parts of formulas are read aloud: their names in catalogues, without `math-`.
PHRASES = (
    "above", "bar", "bar-long", "below", "braced", "capital", "choose", "cross", "cubed", "degrees",
    "dot", "fraction", "fraction-long", "from-to", "hat", "hat-long", "index", "index-long",
    "limit", "over", "power", "power-long", "prime", "root", "root-long", "root-of-order",
    "root-of-order-long", "row", "squared", "table", "tends", "three-primes", "tilde",
    "tilde-long", "two-dots", "two-primes", "vector", "vector-long",
)  # fmt: skip
_WIDE = {"bar", "hat", "tilde", "vector"}  # accents that say where they end
_PRIMES = {
    "'": "prime", "′": "prime", "″": "two-primes", "′′": "two-primes", "‴": "three-primes",
    "′′′": "three-primes",
}  # fmt: skip
_BRACES = "⏞⏟"
_LARGE = "∑∏∐∫∬∭∮⋃⋂⋀⋁⨁⨂"
_LIMITS = {"lim", "max", "min", "sup", "inf", "lim sup", "lim inf"}
_ARROWS = ("→", "⟶")
_DECIMAL = "\x00"  # for a comma in a number, which is written {,}
_SILENT = {"", "\u2061", "\u2062", "\u2063", "\u2064"}
_SYMBOLS = (
    "H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se "
    "Br Kr Rb Sr Y Zr Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb "
    "Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi Po At Rn Fr Ra Ac Th Pa U Np Pu Am Cm "
    "Bk Cf Es Fm Md No Lr Rf Db Sg Bh Hs Mt Ds Rg Cn Nh Fl Mc Lv Ts Og"
)
_ELEMENT = "|".join(_SYMBOLS.split())
_FORMULA, _SYMBOL = re.compile(f"(?:{_ELEMENT})+"), re.compile("[A-Z][a-z]?")
_GROUPS = {"mrow", "mstyle", "mpadded", "math", "mtd", "semantics", "merror"}


@cache
def _signs(catalog: Catalog) -> dict[str, str]:
    """What signs and letters are called."""
    signs = {"{": catalog("math-brace-open"), "}": catalog("math-brace-close")}
    for entry in (*catalog.list("math-signs"), *catalog.list("math-signs-more")):
        sign, name = entry.split(" ", 1)
        signs[sign] = name
    return signs


def read_aloud(mathml: str, catalog: Catalog) -> str:
    """How MathML is read aloud."""
    words = " ".join(_Speaker(catalog).say(fromstring(mathml)).split())
    words = words.replace(f" {_DECIMAL} ", ",")
    return re.sub(r"\s*([,;])(?:\s*,)*", r"\1", words).strip(" ,")


class _Speaker:
    """Says elements in the words of one language."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog, self.signs = catalog, _signs(catalog)
        self.fractions = 0  # that what is said is in
        self.in_limit = False  # whether an arrow says what something tends to

    def phrase(self, name: str, **values: object) -> str:
        """A phrase with its values."""
        return self.catalog(f"math-{name}", **values)

    def say(self, element: Element) -> str:
        """An element and all that is in it."""
        kids = list(element)
        name = element.tag.rpartition("}")[2]
        if name in ("mphantom", "mspace", "annotation"):
            return ""
        if name == "mtext":
            return element.text or ""
        if not kids:
            return self.sign(element.text or "")
        if name in _GROUPS:
            return _DECIMAL if _only(element) == "," and name == "mrow" else self.row(kids)
        if name == "mfrac" and len(kids) == 2:
            return self.fraction(element, *kids)
        if name in ("msqrt", "mroot"):
            return self.root(
                kids if name == "msqrt" else kids[:1], kids[1:] if name == "mroot" else []
            )
        if name in ("msup", "mover") and len(kids) == 2:
            return self.above(name, *kids)
        if name in ("msub", "munder") and len(kids) == 2:
            return self.below(name, *kids)
        if name in ("msubsup", "munderover") and len(kids) == 3:
            return self.both(*kids)
        if name == "mtable":
            return self.table(kids)
        return self.row(kids)

    def row(self, kids: Sequence[Element]) -> str:
        """Elements behind each other; a fraction without a line between brackets is a choice."""
        said: list[str] = []
        at = 0
        while at < len(kids):
            binomial = kids[at + 1] if at + 2 < len(kids) else None
            if (
                binomial is not None
                and binomial.tag == "mfrac"
                and binomial.get("linethickness") == "0"
                and (kids[at].text, kids[at + 2].text) == ("(", ")")
            ):
                upper, lower = (self.say(kid) for kid in binomial)
                said.append(self.phrase("choose", top=upper, bottom=lower))
                at += 3
                continue
            words, length = self.upright(kids[at:])
            if words:
                said += words
                at += length
                continue
            crossed = _only(kids[at]) == "×" and at and any(map(_is_vector, kids[at - 1 : at + 2]))
            said.append(self.phrase("cross") if crossed else self.say(kids[at]))
            at += 1
        return " ".join(part for part in said if part)

    def upright(self, elements: Sequence[Element]) -> tuple[list[str], int]:
        """The unit, name or chemical formula that upright letters begin with (cm, Pa, NaOH), the
        last of them with its index or power; and how many elements these are.  Capitals alone, as
        CO, are no words.
        """
        letters = [*takewhile(bool, map(_upright_letter, elements))]
        length = len(letters)
        scripted = next(iter(elements[length : length + 1]), None)
        if scripted is not None and scripted.tag in ("msub", "msup", "msubsup"):
            letters += filter(None, [_upright_letter(scripted[0])])
        word = "".join(letters)
        if len(word) < 2 or (word.isupper() and len(letters) == length):
            return [], 0
        parts = _SYMBOL.findall(word) if _FORMULA.fullmatch(word) else [word]
        words = [part if len(part) > 1 else self.sign(part) for part in parts]
        if len(letters) > length and scripted is not None:
            below = scripted[1] if scripted.tag != "msup" else None
            last = words[-1] if below is None else self.index(words[-1], below)
            words[-1] = last if scripted.tag == "msub" else self.power(last, scripted[-1])
            length += 1
        return words, length

    def sign(self, text: str) -> str:
        """A sign, a letter, a number or a name."""
        text = (
            unicodedata.normalize("NFKC", text.strip())
            if text.strip() not in self.signs
            else text.strip()
        )
        if text in _SILENT:
            return ""
        if text in _ARROWS and self.in_limit:
            return self.phrase("tends")
        if text in self.signs:
            return self.signs[text]
        if len(text) == 1 and text.isalpha() and text.isupper():
            lower = self.signs.get(text.lower(), text)
            return self.phrase("capital", letter=lower)
        if len(text) == 1 and not text.isalnum():
            return unicodedata.name(text, text).lower()
        return text

    def fraction(self, element: Element, upper: Element, lower: Element) -> str:
        """A fraction; a choice where it has no line.  One within another says where it ends."""
        self.fractions += 1
        top, bottom = self.say(upper), self.say(lower)
        self.fractions -= 1
        if element.get("linethickness") == "0":
            return self.phrase("choose", top=top, bottom=bottom)
        simple = not self.fractions and _is_simple(upper) and _is_simple(lower)
        return self.phrase("fraction" if simple else "fraction-long", top=top, bottom=bottom)

    def root(self, content: Sequence[Element], order: Sequence[Element]) -> str:
        """A square root, or one of another order."""
        inner, long = self.row(content), "" if all(map(_is_simple, content)) else "-long"
        if order:
            return self.phrase(f"root-of-order{long}", order=self.say(order[0]), content=inner)
        return self.phrase(f"root{long}", content=inner)

    def above(self, name: str, base: Element, script: Element) -> str:
        """A power, a prime or an accent."""
        sign = (script.text or "").strip() if not len(script) else ""
        said = self.say(base)
        if name == "mover":
            if sign in _ACCENTS:
                return self.accent(_ACCENTS[sign], base, said)
            if sign and sign in _BRACES:
                return self.phrase("braced", base=said)
            return self.phrase("above", base=said, script=self.say(script))
        if sign in _PRIMES:
            return self.phrase(_PRIMES[sign], base=said)
        if sign in ("∘", "°"):
            return self.phrase("degrees", base=said)
        return self.power(said, script)

    def accent(self, name: str, base: Element, said: str) -> str:
        """An accent; one above several signs says where it ends."""
        long = name in _WIDE and not _is_simple(base)
        return self.phrase(f"{name}-long" if long else name, base=said)

    def power(self, base: str, script: Element) -> str:
        """Squared, cubed, or to the power of something."""
        short = {"2": "squared", "3": "cubed"}.get(_only(script))
        if short:
            return self.phrase(short, base=base)
        long = "" if _is_simple(script) else "-long"
        return self.phrase(f"power{long}", base=base, script=self.say(script))

    def below(self, name: str, base: Element, script: Element) -> str:
        """An index, or what a limit or sum is taken over."""
        said, sign = self.say(base), _only(script)
        if sign in _ACCENTS:
            return self.accent(_ACCENTS[sign], base, said)
        if sign and sign in _BRACES:
            return self.phrase("braced", base=said)
        if _only(base) == "lim":
            self.in_limit = True
            low = self.say(script)
            self.in_limit = False
            return self.phrase("limit", low=low)
        if _is_large(base) or unicodedata.normalize("NFKC", _only(base)) in _LIMITS:
            return self.phrase("over", base=said, low=self.say(script))
        if name == "munder":
            return self.phrase("below", base=said, script=self.say(script))
        return self.index(said, script)

    def index(self, base: str, script: Element) -> str:
        """Something with an index."""
        long = "" if _is_simple(script) else "-long"
        return self.phrase(f"index{long}", base=base, script=self.say(script))

    def both(self, base: Element, low: Element, high: Element) -> str:
        """From one bound to another, or an index and a power."""
        if _is_large(base):
            return self.phrase(
                "from-to", base=self.say(base), low=self.say(low), high=self.say(high)
            )
        indexed = self.index(self.say(base), low)
        if _only(high) in _PRIMES:
            return self.phrase(_PRIMES[_only(high)], base=indexed)
        return self.power(indexed, high)

    def table(self, rows: Sequence[Element]) -> str:
        """A matrix, cases or lines of equations, row by row."""
        cells = [[self.say(cell) for cell in row] for row in rows]
        said = [
            self.phrase("row", number=n, cells=", ".join(cell for cell in row if cell))
            for n, row in enumerate(cells, 1)
        ]
        return self.phrase("table", rows="; ".join(said))


def _upright_letter(element: Element) -> str:
    """The upright letter that an element is, or ""."""
    letter = (element.text or "").strip()
    upright = element.tag == "mi" and element.get("mathvariant") == "normal"
    return letter if upright and len(letter) == 1 and letter.isalpha() and letter.isascii() else ""


def _only(element: Element) -> str:
    """The text of an element that holds nothing else, or ""."""
    while len(element) == 1 and element.tag in _GROUPS:
        element = element[0]
    return (element.text or "").strip() if not len(element) else ""


def _is_simple(element: Element) -> bool:
    """Whether it is heard as one thing."""
    while len(element) == 1 and element.tag in _GROUPS:
        element = element[0]
    return not len(element)


def _is_vector(element: Element) -> bool:
    """Whether it has an arrow above, or is a bold letter."""
    if element.tag == "mover":
        return (element[-1].text or "").strip() in ("→", "⃗")
    bold = element.get("mathvariant") == "bold" or any(
        "MATHEMATICAL BOLD" in unicodedata.name(letter, "") for letter in _only(element)
    )
    return bold or (element.tag in _GROUPS and len(element) == 1 and _is_vector(element[0]))


def _is_large(element: Element) -> bool:
    return bool(_only(element)) and _only(element) in _LARGE
