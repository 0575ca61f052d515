"""YAML files as nodes: a strict part of YAML in which nothing an author typed is converted, lost or misread.

In: a file's bytes and its name.  Out: nodes whose every scalar is text; what cannot be used becomes located problems.
Never constructs objects, opens files or raises for any content.
"""

from __future__ import annotations

from generator.nodes import Node
from generator.problem import Problems
from generator.source import text, tree


def read(data: bytes, path: str, problems: Problems, loader: type = tree.LOADER) -> Node | None:
    """Give the file's content, or None where a fault hides its structure.

    A node may be given although errors were reported (a tag, a forbidden character), so that later stages find
    theirs in the same run; who uses it must look at `problems`.
    """
    decoded = text.decode(data, path, problems)
    if decoded is None:
        return None
    clean = text.clean(decoded, path, problems)
    return None if clean is None else tree.build(clean, path, problems, loader)
