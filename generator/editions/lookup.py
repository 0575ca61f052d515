"""Papers found again by the code in their footer, from the records alone."""

from __future__ import annotations

from dataclasses import dataclass

from generator import documents, editions
from generator.editions.quiz import QuizView, RevisionNote, form_index, form_name
from generator.editions.store import StoredEdition, load_edition, revision_note, stored_editions
from generator.i18n.catalog import load_catalog
from generator.page.blocks import Document
from generator.storage.files import ProjectFiles

_MANY = 12  # forms, that are no longer named one by one


@dataclass(frozen=True)
class FoundEdition:
    """An edition found again: its pack's name, code, view, the revision asked for, and the forms meant."""

    pack: str
    code: str
    view: QuizView
    revision: editions.Revision
    forms: tuple[int, ...]
    kept: StoredEdition
    form: str = ""

    @property
    def standing(self) -> RevisionNote:
        """What the revision replaces and changed."""
        return revision_note(self.view, self.revision, self.kept.revisions)

    def keys(self) -> list[Document]:
        """The answer keys of the forms meant."""
        catalog, count, stands = (
            load_catalog(self.view.language),
            len(self.view.forms),
            self.standing,
        )
        return [
            documents.key(
                self.view,
                self.revision.key,
                form,
                editions.paper_code(self.code, form_name(form, count)),
                self.revision.number,
                catalog,
                standing=stands,
            )
            for form in self.forms
        ]

    def papers(self) -> list[Document]:
        """The papers of the forms meant."""
        catalog, count = load_catalog(self.view.language), len(self.view.forms)
        return [
            documents.paper(
                self.view, form, editions.paper_code(self.code, form_name(form, count)), catalog
            )
            for form in self.forms
        ]


def find_edition(project: ProjectFiles, typed: str, revision: str | None = None) -> FoundEdition:
    """The edition of a code.

    Raises edition.UnknownCode, edition.UnknownRevision or edition.Damaged, each with a sentence for people.
    """
    known = stored_editions(project)
    code, form = editions.read_code(typed, known)
    if code not in known or not known[code].records:
        raise editions.UnknownCode(
            f"no edition with the code {code} is recorded in {editions.FOLDER}/"
        )
    kept = load_edition(project, known[code])
    chosen = editions.choose_revision(kept.revisions, revision)
    count = len(kept.view.forms)
    try:
        forms = (form_index(form, count),) if form else tuple(range(count))
    except ValueError:
        all_forms = [form_name(n, count) for n in range(count)]
        names = (
            load_catalog("en").join_with_and(all_forms)
            if count < _MANY
            else f"{all_forms[0]} to {all_forms[-1]}"
        )
        raise editions.UnknownCode(
            f"the edition {code} has no form {form}; it has {names}"
        ) from None
    return FoundEdition(kept.packs[0], code, kept.view, chosen, forms, kept, form)
