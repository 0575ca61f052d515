"""A typesetter that sets nothing: fast, and like the real one in all that a build depends on.

In: documents of one family.  Out: for each a file of JSON that holds what its pages would say.
Never lets a file be the same when another document of its family says something else: families
share their fonts.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import astuple
from typing import Any

from generator.page.blocks import Document, Entries, Options, Paragraph
from generator.render import pdf as typeset
from generator.render.pdf import Binding, BoundFile, RenderedFile
from generator.storage.files import Operations

LOOKS, PROFILES, SHEETS = typeset.LOOKS, typeset.PROFILES, typeset.SHEETS


class StandIn:
    """A renderer; `name` is its identity, `calls` counts what it was asked to set."""

    LOOKS, PROFILES, SHEETS = LOOKS, PROFILES, SHEETS

    def __init__(self, name: str = "stand-in 1") -> None:
        self.name, self.calls = name, 0

    def identity(self) -> str:
        return self.name

    def render_documents(
        self,
        documents: Sequence[Document],
        profile: Any,
        sheet: Any,
        *,
        duplex: bool,
        renderings: Any = None,
    ) -> list[RenderedFile]:
        self.calls += 1
        subset = hashlib.sha256(
            "".join(sorted({word for one in documents for word in repr(one).split()})).encode()
        ).hexdigest()
        made = []
        for one in documents:
            shown = {
                "foot": one.header_footer.foot,
                "form": one.header_footer.form,
                "label": one.label,
                "subset": subset,
                "set": [self.name, profile.name, sheet.name, duplex],
                "entries": list(_entries(one)),
                "all": repr(one),
            }
            made.append(
                RenderedFile(
                    json.dumps(shown, ensure_ascii=False, indent=0).encode(),
                    1 + len(one.blocks) // 9,
                )
            )
        return made

    def rendered_in_turn(self, *arguments: Any, **named: Any) -> Iterator[RenderedFile]:
        return iter(self.render_documents(*arguments, **named))

    def bind_copies(
        self,
        copies: Sequence[tuple[Document, Any]],
        sheet: Any,
        binding: Binding,
        renderings: Any = None,
    ) -> BoundFile:
        self.calls += 1
        digests = {
            id(document): hashlib.sha256(repr(document).encode()).hexdigest()
            for document, _ in copies
        }
        shown = {
            "set": [self.name, sheet.name, *astuple(binding)],
            "copies": [[digests[id(document)], profile.name] for document, profile in copies],
        }
        each = tuple(2 for _ in copies)
        return BoundFile(json.dumps(shown, ensure_ascii=False).encode(), sum(each), each)


def _entries(one: Document) -> Iterator[dict[str, Any]]:
    for block in one.blocks:
        if isinstance(block, Entries):
            for entry in block.entries:
                yield {
                    "number": entry.number,
                    "points": entry.points,
                    "stem": _text(entry.blocks[0]),
                    "options": {
                        option.letter: _runs(option.runs)
                        for part in entry.blocks
                        if isinstance(part, Options)
                        for option in part.entries
                    },
                    "answers": [
                        _text(part)
                        for part in entry.blocks
                        if isinstance(part, Paragraph) and part.role == "answer"
                    ],
                    "rest": repr(entry.blocks),
                }


def _text(block: Any) -> str:
    return _runs(getattr(block, "runs", ()))


def _runs(runs: Any) -> str:
    return "".join(run.text for run in runs)


class Real:
    """The program's own typesetter, with a name to change."""

    LOOKS, PROFILES, SHEETS = LOOKS, PROFILES, SHEETS

    def __init__(self) -> None:
        self.name = "real"

    def identity(self) -> str:
        return typeset.identity() + self.name

    render_documents = staticmethod(typeset.render_documents)
    rendered_in_turn = staticmethod(typeset.rendered_in_turn)
    bind_copies = staticmethod(typeset.bind_copies)


class Quick(Operations):
    """A disk that need not outlive a power cut, so that tests are quick."""

    sync = staticmethod(lambda descriptor: None)
    sync_folder = staticmethod(lambda folder: None)
