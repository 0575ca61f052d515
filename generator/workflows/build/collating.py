"""The class set: all copies of a quiz in one file for the printer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.content.model import STANDARD, PrintSettings
from generator.editions.quiz import QuizView
from generator.i18n.catalog import load_catalog
from generator.page.blocks import Document
from generator.page.markup import plain
from generator.workflows.build.naming import ending
from generator.workflows.build.outputs import ClassSet, OutputFile, family_name


@dataclass(frozen=True)
class Pieces:
    """What a student gets: `papers` and `sheets` (or none) by form, and the briefing where it comes with the paper."""

    papers: tuple[Document, ...]
    sheets: tuple[Document, ...] = ()
    briefing: Document | None = None

    def of(self, form: int) -> tuple[Document, ...]:
        """The documents of a copy, in the order in which they lie."""
        before = (self.briefing,) if self.briefing else ()
        return (*before, self.papers[form], *self.sheets[form : form + 1])


def pieces(wanted: Sequence[OutputFile], settings: PrintSettings) -> Pieces:
    """The pieces among the files of a pack."""
    plain_ones = [
        (family_name(one.document), one.document) for one in wanted if one.profile == STANDARD
    ]
    found = {
        name: tuple(
            document
            for family, document in plain_ones
            if family == name and isinstance(document, Document)
        )
        for name in ("paper", "answer-sheet", "briefing")
    }
    with_paper = settings.briefing == "with-paper" and found["briefing"]
    return Pieces(
        found["paper"], found["answer-sheet"], found["briefing"][0] if with_paper else None
    )


def collated(view: QuizView, copies: Sequence[tuple[Sequence[Document], str]]) -> ClassSet:
    """Copies one behind the other, each of its documents and in its profile, and each document on sheets of its own."""
    catalog = load_catalog(view.language)
    return ClassSet(
        tuple((document, profile) for documents, profile in copies for document in documents),
        f"{plain(view.title)} – {catalog('class-set')}",
        view.language,
        catalog("class-set-blank"),
        len(copies[0][0]),
    )


def class_set(
    name: str, view: QuizView, code: str, wanted: Sequence[OutputFile], settings: PrintSettings
) -> OutputFile:
    """The class set of a pack's files: as many copies as it wants, forms alternating."""
    parts = pieces(wanted, settings)
    copies = [(parts.of(n % len(parts.papers)), STANDARD) for n in range(settings.copies)]
    return OutputFile(
        f"output/{name}/print/{name}-{code}-class-set{ending(settings)}",
        collated(view, copies),
        settings.copies,
    )


def without(wanted: Sequence[OutputFile], settings: PrintSettings) -> list[OutputFile]:
    """The same files, of which those in the class set are printed no more by themselves."""
    inside = {
        id(document)
        for form in [pieces(wanted, settings)]
        for document in (*form.papers, *form.sheets, form.briefing)
    }
    return [one._replace(copies=0) if id(one.document) in inside else one for one in wanted]
