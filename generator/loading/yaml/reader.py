"""The one way from a YAML file's bytes to nodes."""

from __future__ import annotations

from generator.content.nodes import Node
from generator.loading.yaml import decoding, events, parser
from generator.problems import Problems


def read(data: bytes, path: str, problems: Problems, loader: type = events.LOADER) -> Node | None:
    """Give the file's content, or None where a fault hides its structure.

    A node may be given although errors were reported (a tag, a forbidden character), so that later
    stages find theirs in the same run; who uses it must look at `problems`.
    """
    decoded = decoding.decode(data, path, problems)
    if decoded is None:
        return None
    clean = decoding.clean(decoded, path, problems)
    return None if clean is None else parser.build(clean, path, problems, loader)
