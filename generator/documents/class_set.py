"""The class set: all copies of a quiz in one file for the printer."""

from __future__ import annotations

from collections.abc import Sequence

from generator.documents.kind import Audience, DocumentKind
from generator.editions.quiz import QuizView
from generator.page.blocks import Document
from generator.page.one_line import with_signs
from generator.values import dataclass

CLASS_SET = DocumentKind(
    "class-set",
    Audience.PRINTER,
    "{code}-class-set",
    in_guide=True,
    changed_because="its copies, or what lies in it, changed",
)
NAMED_SET = DocumentKind("named-set", Audience.PRINTER, "{code}-class-set-named{class_list}")


@dataclass(frozen=True)
class ClassSet:
    """Copies, each with its profile, in the order in which they leave the printer: one file.

    Every `bundle` of documents are handed out together.  `blank` is what is printed on the back of
    a copy's last sheet where nothing else is.
    """

    copies: tuple[tuple[Document, str], ...]
    title: str
    language: str
    blank: str
    bundle: int = 1


@dataclass(frozen=True)
class CopyDocuments:
    """What a student gets: the documents of each form, and the briefing where it comes with the
    paper.
    """

    forms: tuple[tuple[Document, ...], ...]
    briefing: Document | None = None

    def of(self, form: int) -> tuple[Document, ...]:
        """The documents of a copy, in the order in which they lie."""
        before = (self.briefing,) if self.briefing else ()
        return (*before, *self.forms[form])


def collate(view: QuizView, copies: Sequence[tuple[Sequence[Document], str]]) -> ClassSet:
    """Copies one behind the other, each of its documents and in its profile, and each document on
    sheets of its own.
    """
    catalog = view.catalog
    return ClassSet(
        tuple((document, profile) for documents, profile in copies for document in documents),
        f"{with_signs(view.title)} – {catalog('class-set')}",
        view.language,
        catalog("class-set-blank"),
        len(copies[0][0]),
    )
