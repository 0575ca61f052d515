"""Numbers as they are printed."""

from __future__ import annotations

from decimal import Decimal


def number_text(number: Decimal, mark: str = ".") -> str:
    """A number as printed: thin spaces between thousands from five digits on, a real minus sign,
    `mark` before decimals.
    """
    whole_part, point, decimals = f"{abs(number):f}".partition(".")
    if len(whole_part) > 4:
        whole_part = f"{int(whole_part):,}".replace(",", "\u202f")
    return ("−" if number < 0 else "") + whole_part + (mark if point else "") + decimals
