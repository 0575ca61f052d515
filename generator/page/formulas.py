"""How formulas are read aloud."""

from __future__ import annotations


def read_aloud(latex: str) -> str:
    """A formula's LaTeX source in words."""
    return latex
