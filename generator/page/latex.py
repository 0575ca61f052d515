"""LaTeX formulas in signs on one line, for lists and terminals."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache


def _pairs(text: str) -> dict[str, str]:
    """Words two by two: of each two, the second under the first."""
    words = text.split()
    return dict(zip(words[::2], words[1::2], strict=True))


# Signs with a command of their own; every other sign is written as it is.
COMMANDS = _pairs(
    """
    α alpha β beta γ gamma δ delta ε varepsilon ϵ epsilon ζ zeta η eta θ theta ι iota κ kappa λ
    lambda μ mu µ mu ν nu ξ xi π pi ρ rho σ sigma τ tau υ upsilon φ varphi ϕ phi χ chi ψ psi ω omega
    Γ Gamma Δ Delta Θ Theta Λ Lambda Ξ Xi Π Pi Σ Sigma Φ Phi Ψ Psi Ω Omega ∑ sum ∏ prod ∫ int ∮ oint
    ∞ infty ∂ partial ∇ nabla ≤ le ≥ ge ≠ ne ≈ approx ≡ equiv ∼ sim ≅ cong ∝ propto × times ÷ div ±
    pm ∓ mp · cdot ⋅ cdot ∗ ast ∘ circ → to ← leftarrow ↔ leftrightarrow ⇒ Rightarrow ⇐ Leftarrow ⇔
    Leftrightarrow ↦ mapsto ⇌ rightleftharpoons ∈ in ∉ notin ∋ ni ⊂ subset ⊆ subseteq ⊃ supset ⊇
    supseteq ∪ cup ∩ cap ∅ emptyset ∖ setminus ∀ forall ∃ exists ¬ neg ∧ wedge ∨ vee ⊥ perp ∥
    parallel ∠ angle … ldots ⋯ cdots ⋮ vdots ⋱ ddots ℏ hbar ℓ ell ⟨ langle ⟩ rangle ⌈ lceil ⌉ rceil
    ⌊ lfloor ⌋ rfloor ‖ | ⊕ oplus ⊗ otimes ℝ mathbb{R} ℕ mathbb{N} ℤ mathbb{Z} ℚ mathbb{Q} ℂ
    mathbb{C} † dagger ∣ mid ′ prime
    """
)
# Further names of signs, each before its sign.
_MORE_NAMES = _pairs(
    """
    leq ≤ geq ≥ neq ≠ ll ≪ gg ≫ leqslant ≤ geqslant ≥ rightarrow → gets ← longrightarrow ⟶ implies ⟹
    impliedby ⟸ iff ⟺ Longrightarrow ⟹ lnot ¬ land ∧ lor ∨ dots … dotsc … dotsb ⋯ varnothing ∅
    vartheta ϑ varrho ϱ varsigma ς varpi ϖ triangle △ iint ∬ iiint ∭ therefore ∴ because ∵ nmid ∤
    nparallel ∦ bigcup ⋃ bigcap ⋂ vert | Vert ‖ lvert | rvert | lVert ‖ rVert ‖ nexists ∄ simeq ≃
    smallsetminus ∖ degree ° vdash ⊢ models ⊨ lbrace { rbrace } star ⋆ bullet •
    """
)
_SIGNS = {name: sign for sign, name in COMMANDS.items()} | _MORE_NAMES | {"backslash": "\\"}
_SPACES = dict.fromkeys((",", ";", ":", " ", "quad", "qquad", "enspace", "thinspace"), " ")
_NAMES_OF_SILENT = (
    "left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr limits "
    "nolimits displaystyle textstyle scriptstyle hline text textrm textbf textit mathrm mathbf "
    "mathit mathsf mathtt mathcal mathfrak boldsymbol bm operatorname !"
)
_SILENT = frozenset(_NAMES_OF_SILENT.split())  # commands of which nothing is printed
_SIZED = ("left", "right", "middle")  # a full stop behind them is no bracket
_FRACTIONS = ("frac", "dfrac", "tfrac", "cfrac")
_ACCENTS = {
    "vec": "\u20d7", "overrightarrow": "\u20d7", "hat": "\u0302", "widehat": "\u0302",
    "bar": "\u0304", "overline": "\u0305", "tilde": "\u0303", "widetilde": "\u0303",
    "dot": "\u0307", "ddot": "\u0308", "underline": "\u0332",
}  # fmt: skip
_LINES = frozenset(("overline", "underline"))  # over all letters; other accents have a place
_ENVIRONMENTS = {
    "pmatrix": "()", "bmatrix": "[]", "Bmatrix": "{}", "vmatrix": "||", "Vmatrix": "‖‖",
    "cases": "{ ",
}  # fmt: skip
_RAISED = str.maketrans("0123456789+-−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ")
_LOWERED = str.maketrans("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋")
_WHOLE = {"^": (re.compile(r"[0-9+\-−n]+"), _RAISED), "_": (re.compile(r"[0-9+\-−]+"), _LOWERED)}
_ALONE = {"∘": "°", "′": "′"}  # raised signs that have their own
_BARE = re.compile(r"\w[\u0300-\u036f\u20d7]?|[0-9.,]+|√\w")
_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|\s+|.", re.DOTALL)
# Signs that no space is put around, though Unicode has them as signs of mathematics.
_CLOSE = frozenset("∂∇∑∏∫∮∬∭∞∀∃∄¬∅∠√+")


@lru_cache(maxsize=4096)
def in_signs(latex: str) -> str:
    """A formula in signs on one line; of a command that is not known here, its name."""
    return " ".join(_Reader(latex).until("").split())


class _Reader:
    """Reads a formula from left to right."""

    def __init__(self, latex: str) -> None:
        self.tokens = _TOKEN.findall(latex)
        self.at = 0

    def until(self, end: str) -> str:
        """The signs up to a token, which is passed, or to the end of the formula."""
        parts: list[str] = []
        while self.at < len(self.tokens) and self.tokens[self.at] != end:
            parts.append(self.next())
        self.at += 1
        return "".join(parts)

    def next(self) -> str:
        """The signs of the next token, with what it takes."""
        if self.at >= len(self.tokens):
            return ""
        token = self.tokens[self.at]
        self.at += 1
        if token == "{":
            return self.until("}")
        if token in _WHOLE:
            return _scripted(token, self.argument())
        if token == "&":
            return " "
        if token[0] == "\\" and len(token) > 1:
            return self.command(token[1:])
        return " " if token.isspace() or token == "~" else token

    def argument(self) -> str:
        """What the command before it takes."""
        self._pass_spaces()
        return self.next().strip()

    def command(self, name: str) -> str:
        """The signs of a command, with what it takes."""
        if name in _FRACTIONS:
            return f"{_grouped(self.argument())}/{_grouped(self.argument())}"
        if name in ("binom", "dbinom", "tbinom"):
            return f"({self.argument()} {self.argument()})"
        if name == "sqrt":
            return f"{self._order()}√{_grouped(self.argument())}"
        if name in _ACCENTS:
            return _accented(self.argument(), name)
        if name == "mathbb":
            inner = self.argument()
            return _SIGNS.get(f"mathbb{{{inner}}}", inner)
        if name in ("begin", "end"):
            return self._environment(name)
        if name in _SILENT:
            if name in _SIZED and self.tokens[self.at : self.at + 1] == ["."]:
                self.at += 1
            return ""
        if name == "\\":
            return "; "
        if name in _SPACES:
            return _SPACES[name]
        return self._sign(name)

    def _sign(self, name: str) -> str:
        """The sign of a command; its name where it is a function or is not known here."""
        sign = _SIGNS.get(name, "")
        if not sign:
            is_close = not name.isalpha() or self.tokens[self.at : self.at + 1] in (["^"], ["_"])
            return name if is_close else f" {name} "
        if unicodedata.category(sign) == "Sm" and sign not in _CLOSE:
            return f" {sign} "
        if sign.isalpha():
            self._pass_spaces()  # they only end the command's name
        return sign

    def _order(self) -> str:
        """Which root it is, where that is said: nothing of a square root."""
        if self.tokens[self.at : self.at + 1] != ["["]:
            return ""
        self.at += 1
        return _scripted("^", self.until("]")).removeprefix("^")

    def _environment(self, name: str) -> str:
        """The bracket of an environment, or nothing; what its columns are is not printed."""
        environment = self.argument()
        if name == "begin" and environment in ("array", "alignedat"):
            self.argument()
        brackets = _ENVIRONMENTS.get(environment, "  ")
        return brackets[0] if name == "begin" else brackets[1]

    def _pass_spaces(self) -> None:
        while self.at < len(self.tokens) and self.tokens[self.at].isspace():
            self.at += 1


def _scripted(mark: str, script: str) -> str:
    """What is raised (^) or lowered (_)."""
    script = script.strip()
    if mark == "^" and script in _ALONE:
        return _ALONE[script]
    whole, signs = _WHOLE[mark]
    return script.translate(signs) if whole.fullmatch(script) else f"{mark}{_grouped(script)}"


def _grouped(signs: str) -> str:
    """Signs in brackets where they are more than one thing."""
    return signs if len(signs) == 1 or _BARE.fullmatch(signs) else f"({signs})"


def _accented(signs: str, name: str) -> str:
    """Signs with an accent on the middle one, or a line along all of them."""
    if name in _LINES:
        return "".join(sign + _ACCENTS[name] for sign in signs)
    middle = (len(signs) + 1) // 2
    return signs[:middle] + _ACCENTS[name] + signs[middle:] if signs else ""
