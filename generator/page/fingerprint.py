"""What is printed of blocks, spelled out as a text that stays the same while the program
changes.
"""

from __future__ import annotations

from dataclasses import MISSING, fields, is_dataclass

# Classes whose name has changed since such texts were first hashed into the codes of briefings.
_FIRST_NAMES = {"Span": "Run"}


def fingerprint(value: object) -> str:
    """A text that is equal for two values if and only if they are equal: for blocks, spans, texts
    and tuples of these.

    Codes of briefings are hashes of such texts, so it must never change for blocks that exist
    already. A field that a block is given later takes `metadata={"later": True}`: it is left out
    while it has its default.
    """
    if isinstance(value, tuple) and type(value) is tuple:
        inner = ", ".join(fingerprint(part) for part in value)
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    if not is_dataclass(value) or isinstance(value, type):
        return repr(value)
    name = type(value).__name__
    contents = [(field, getattr(value, field.name)) for field in fields(value) if field.repr]
    shown = [
        f"{field.name}={fingerprint(content)}"
        for field, content in contents
        if not (
            field.metadata.get("later")
            and field.default is not MISSING
            and content == field.default
        )
    ]
    return f"{_FIRST_NAMES.get(name, name)}({', '.join(shown)})"
