"""How formulas are read aloud."""

from __future__ import annotations


def spoken(latex: str) -> str:
    """A formula's LaTeX source in words."""
    return latex
