"""Papers found again by the code in their footer, from the records alone.

In: a code as typed.  Out: the frozen view, the key side of a revision, and the form meant.
Never looks at a bank or a pack file.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator import compose, edition
from generator.disk import Project
from generator.document import Document
from generator.records import Kept, archived, keep, standing
from generator.view import Standing, View, form_index, form_name
from generator.words import words

_MANY = 12                         # forms, that are no longer named one by one


@dataclass(frozen=True)
class Found:
    """An edition found again: its pack's name, code, view, the revision asked for, and the forms meant."""

    pack: str
    code: str
    view: View
    revision: edition.Revision
    forms: tuple[int, ...]
    kept: Kept
    form: str = ""

    @property
    def standing(self) -> Standing:
        """What the revision replaces and changed."""
        return standing(self.view, self.revision, self.kept.revisions)

    def keys(self) -> list[Document]:
        """The answer keys of the forms meant."""
        spoken, count, stands = words(self.view.language), len(self.view.forms), self.standing
        return [compose.key(self.view, self.revision.key, form, edition.paper_code(self.code, form_name(form, count)),
                            self.revision.number, spoken, standing=stands) for form in self.forms]

    def papers(self) -> list[Document]:
        """The papers of the forms meant."""
        spoken, count = words(self.view.language), len(self.view.forms)
        return [compose.paper(self.view, form, edition.paper_code(self.code, form_name(form, count)), spoken)
                for form in self.forms]


def find(project: Project, typed: str, revision: str | None = None) -> Found:
    """The edition of a code.

    Raises edition.UnknownCode, edition.UnknownRevision or edition.Damaged, each with a sentence for people.
    """
    known = archived(project)
    code, form = edition.read_code(typed, known)
    if code not in known or not known[code].records:
        raise edition.UnknownCode(f"no edition with the code {code} is recorded in {edition.FOLDER}/")
    kept = keep(project, known[code])
    chosen = edition.choose(kept.revisions, revision)
    count = len(kept.view.forms)
    try:
        forms = (form_index(form, count),) if form else tuple(range(count))
    except ValueError:
        all_forms = [form_name(n, count) for n in range(count)]
        names = words("en").joined(all_forms) if count < _MANY else f"{all_forms[0]} to {all_forms[-1]}"
        raise edition.UnknownCode(f"the edition {code} has no form {form}; it has {names}") from None
    return Found(kept.packs[0], code, kept.view, chosen, forms, kept, form)
