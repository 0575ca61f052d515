"""Papers found again by the code in their footer, from the records alone.

In: a code as typed.  Out: the frozen view, the key side of a revision, and the form meant.
Never looks at a bank or a pack file.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator import compose, edition
from generator.disk import Project
from generator.document import Document
from generator.view import View, fits, form_index, form_name
from generator.words import words


@dataclass(frozen=True)
class Found:
    """An edition found again: its pack's name, code, view, the revision asked for, and the forms meant."""

    pack: str
    code: str
    view: View
    revision: edition.Revision
    forms: tuple[int, ...]

    def keys(self) -> list[Document]:
        """The answer keys of the forms meant."""
        spoken, count = words(self.view.language), len(self.view.forms)
        return [compose.key(self.view, self.revision.key, form, edition.paper_code(self.code, form_name(form, count)),
                            self.revision.number, spoken) for form in self.forms]


def find(project: Project, typed: str, revision: str | None = None) -> Found:
    """The edition of a code.

    Raises edition.UnknownCode, edition.UnknownRevision or edition.Damaged, each with a sentence for people.
    """
    folders = project.folders(edition.FOLDER)
    kept = edition.editions(path for folder in folders for path in project.names(folder, (".json",)))
    code, form = edition.read_code(typed, kept)
    if code not in kept or not kept[code].records:
        raise edition.UnknownCode(f"no edition with the code {code} is recorded in {edition.FOLDER}/")
    archived = kept[code]
    view = edition.thaw(project.read(archived.records[0])).view
    chosen = edition.choose([edition.read(project.read(path), code) for path in archived.revisions], revision)
    if not fits(view, chosen.key):
        raise edition.DamagedRecord(f"the key side of {code} does not answer its view; take both from version control")
    count = len(view.forms)
    try:
        forms = (form_index(form, count),) if form else tuple(range(count))
    except ValueError:
        names = words(view.language).joined([form_name(n, count) for n in range(count)])
        raise edition.UnknownCode(f"the edition {code} has no form {form}; it has {names}") from None
    return Found(archived.packs[0], code, view, chosen, forms)
