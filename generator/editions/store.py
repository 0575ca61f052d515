"""Editions as they lie on disk: found by code, read whole, frozen by a build, noted as
handed out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from generator import editions
from generator.content.model import EARLIER, PrintedLook
from generator.content.style import USUAL_STYLE, Style
from generator.editions.arrange import Quiz
from generator.editions.edition import Edition, StoredEdition, revision_note
from generator.editions.media import KeptMedia, placed_media
from generator.editions.printed_style import PrintedStyle, latest_style, next_style, read_style
from generator.editions.quiz import QuizView, form_index, key_fits_view
from generator.i18n.catalog import load_catalog
from generator.i18n.words_version import WORDS_VERSION
from generator.page.media import NO_MEDIA, Media, joined_media
from generator.storage.files import ProjectFiles
from generator.values import dataclass

_MANY = 12  # forms, that are no longer named one by one


@dataclass(frozen=True)
class FoundEdition:
    """An edition found by what somebody typed: the forms meant, by index, and the form's name where
    one was typed.
    """

    edition: Edition
    forms: tuple[int, ...]
    form: str = ""

    def in_words_of(self, density: str | None) -> FoundEdition:
        """The same in today's words where a density of today is asked for; as it was recorded where
        none is, or the look of earlier programs.
        """
        if density in (None, EARLIER):
            return self
        view = replace(self.edition.view, words_version=WORDS_VERSION)
        return replace(self, edition=replace(self.edition, view=view))


@dataclass(frozen=True)
class HandedOut:
    """An edition that was handed out: its files, its sound handouts by date, and what is wrong with
    others.
    """

    files: editions.EditionFiles
    handouts: tuple[editions.Handout, ...]
    damaged: tuple[str, ...]


def stored_editions(project: ProjectFiles) -> dict[str, editions.EditionFiles]:
    """The names of all kept files, by edition."""
    folders = project.folders(editions.FOLDER)
    return editions.group_by_code(
        path for folder in folders for path in project.names(folder, (".json",))
    )


def load_edition(project: ProjectFiles, files: editions.EditionFiles) -> StoredEdition:
    """An edition read.  Raises Damaged, with the file's path.

    A damaged revision that a sound one replaces is only noted: the key that holds today is known.
    """
    view = _record(project, files.records[0]).view
    revisions, damaged = _revisions(project, files)
    if not all(key_fits_view(view, revision.key) for revision in revisions):
        raise editions.DamagedRecord(
            f"the key side of {files.code} does not answer its view; take both from version control"
        ).named(files.records[0])
    style = _printed_style(_styles(project, files))
    placed = placed_media(view, *(revision.key for revision in revisions), style)
    media = KeptMedia(project).media(placed) if placed else NO_MEDIA
    return StoredEdition(files.code, files.packs, view, revisions, damaged, media, style)


def lost_revision(
    pack: str,
    code: str,
    revisions: Sequence[editions.Revision],
    handouts: Sequence[editions.Handout],
) -> str:
    """The path of a revision that copies may have been marked with and that cannot be read, ""
    where there is none: that of a handout, or any after the first handout's that is replaced.
    """
    numbers = {revision.hash: revision.number for revision in revisions}
    held = {handout.revision for handout in handouts}
    first = min((numbers[each] for each in held if each in numbers), default=0)
    later = [revision for revision in revisions if revision.number > first]
    replaced = {earlier for revision in later for earlier in revision.replaces}
    lost = sorted((held | replaced) - set(numbers))
    return editions.revision_name(pack, code, lost[0]) if lost else ""


def find_edition(project: ProjectFiles, typed: str, revision: str | None = None) -> FoundEdition:
    """The edition of a code, with the latest revision of its key or the one named.

    Raises UnknownCode, UnknownRevision or Damaged, each with a sentence for people.
    """
    known = stored_editions(project)
    code, form = editions.read_code(typed, known)
    if code not in known or not known[code].records:
        raise editions.UnknownCode(
            f"no edition with the code {code} is recorded in {editions.FOLDER}/"
        )
    stored = load_edition(project, known[code])
    try:
        edition = stored.at(editions.choose_revision(stored.revisions, revision))
    except editions.UnknownRevision as error:
        if not stored.damaged:
            raise
        raise editions.UnknownRevision(f"{error}; {stored.damaged[0]}", error.choices) from None
    names = edition.form_names
    if not form:
        return FoundEdition(edition, tuple(range(len(names))))
    try:
        return FoundEdition(edition, (form_index(form, len(names)),), form)
    except ValueError:
        listed = (
            load_catalog("en").join_with_and(names)
            if len(names) < _MANY
            else f"{names[0]} to {names[-1]}"
        )
        raise editions.UnknownCode(
            f"the edition {code} has no form {form}; it has {listed}"
        ) from None


def in_recorded_words(project: ProjectFiles, pack: str, view: QuizView) -> QuizView:
    """A view with the fixed words that it is recorded with, because it may have been printed; as it
    is where it is not on record.  Raises Damaged, with the file's path.
    """
    return _in_recorded_words(project, pack, editions.make_record(view))


def _in_recorded_words(project: ProjectFiles, pack: str, record: editions.Record) -> QuizView:
    code, view = record.code, record.view
    files = stored_editions(project).get(code, editions.EditionFiles(code, ()))
    own = editions.record_name(pack, code)
    for path in sorted(files.records, key=lambda path: path != own)[:1]:
        return replace(view, words_version=_record(project, path).view.words_version)
    return view


def freeze_edition(
    project: ProjectFiles,
    pack: str,
    quiz: Quiz,
    has_papers: Callable[[str], bool],
    media: Media = NO_MEDIA,
    style: Style = USUAL_STYLE,
) -> Edition:
    """A quiz as the edition it is, with the records to write; `has_papers` says whether papers with
    a code can be about, and `media` has its pictures and formulas.

    It is printed in `style`; one that was handed out, in that of its papers.

    Raises Damaged or UnknownRevision when what is recorded cannot be built upon.
    """
    record = editions.make_record(quiz.view)
    code = record.code
    files = stored_editions(project).get(code, editions.EditionFiles(code, ()))
    view = _in_recorded_words(project, pack, record)
    if view.words_version != quiz.view.words_version:
        quiz, record = replace(quiz, view=view), editions.make_record(view)
    for path in files.records:
        recorded = _record(project, path).view
        if replace(recorded, words_version=quiz.view.words_version) != quiz.view:
            raise editions.DamagedRecord(
                f"{path} is another edition with the same code; "
                f"'packs reseed {pack}' gives a new one"
            )
    known, _ = _revisions(project, files)
    if files.records and not known and (files.handouts or has_papers(code)):
        # Today's bank would make a revision 1 that never held, for papers that are there already.
        raise editions.DamagedRecord(
            f"the key file of {code} is missing although its papers exist; restore the -key- file "
            "from version control or a backup, or delete record and papers"
        )
    styles = _styles(project, files)
    style = _printed_style(styles) if files.handouts else style.bare
    placed = placed_media(quiz.view, quiz.key, style)
    if files.handouts:
        media = joined_media(media, KeptMedia(project).media(placed_media(style)))
    records = KeptMedia(project).to_keep(pack, placed, media) if placed else []
    records.append((editions.record_name(pack, code), record.data))
    revision = editions.revise(code, known, quiz.key)
    if revision is None:
        revision = editions.latest(known)
    else:
        records.append((editions.revision_name(pack, code, revision.hash), revision.data))
        known = (*known, revision)
    if new := next_style(code, styles, style):
        records.append((editions.style_name(pack, code, new.hash), new.data))
    note = revision_note(quiz.view, revision, known)
    frozen = Edition(pack, code, quiz.view, quiz.key, note, revision, known, tuple(records))
    return replace(frozen, media=media, style=style)


def record_handout(
    project: ProjectFiles,
    edition: Edition,
    class_name: str,
    date: str,
    copies: int,
    look: PrintedLook = PrintedLook(),  # noqa: B008 - a frozen value
) -> tuple[str, bool]:
    """Note that an edition was handed out, and the look of its papers; gives the note's path, and
    whether there was none that says the same.  The caller holds the lock.
    """
    handout = editions.make_handout(
        edition.code, class_name, date, copies, edition.hash, look.density, look.layout
    )
    path = editions.handout_name(edition.pack, edition.code, handout.hash)
    return path, project.write_new(path, handout.data)


def handed_out_editions(project: ProjectFiles) -> Iterator[HandedOut]:
    """All editions that were handed out, by code."""
    for code, files in stored_editions(project).items():
        handouts, damaged = [], []
        for path in files.handouts:
            try:
                handouts.append(editions.read_handout(project.read(path), code))
            except editions.Damaged as error:
                damaged.append(f"{path}: {error}")
        if files.handouts:
            handouts.sort(key=lambda handout: (handout.date, handout.class_name, handout.hash))
            yield HandedOut(files, tuple(handouts), tuple(damaged))


def _record(project: ProjectFiles, path: str) -> editions.Record:
    try:
        return editions.read_record(project.read(path))
    except editions.Damaged as error:
        raise error.named(path) from None


def _styles(project: ProjectFiles, files: editions.EditionFiles) -> list[PrintedStyle]:
    """The styles that an edition was built in, without those that cannot be read: looks are not
    worth a key that cannot be had.
    """
    styles = []
    for path in files.styles:
        try:
            styles.append(read_style(project.read(path), files.code))
        except editions.Damaged:
            continue
    return styles


def _printed_style(styles: Sequence[PrintedStyle]) -> Style:
    last = latest_style(styles)
    return last.style if last else USUAL_STYLE


def _revisions(
    project: ProjectFiles, files: editions.EditionFiles
) -> tuple[tuple[editions.Revision, ...], tuple[str, ...]]:
    """The sound revisions of an edition, and what is wrong with damaged ones that these replace.

    Raises DamagedRevision where a damaged one may be the one that holds today.
    """
    sound: list[editions.Revision] = []
    damaged: dict[str, editions.Damaged] = {}
    for path in files.revisions:
        try:
            sound.append(editions.read_revision(project.read(path), files.code))
        except editions.Damaged as error:
            damaged[path] = error.named(path)
    replaced = {
        editions.revision_name(pack, files.code, earlier)
        for pack in files.packs
        for revision in sound
        for earlier in revision.replaces
    }
    for path, damage in damaged.items():
        if path not in replaced:
            raise damage
    return tuple(sound), tuple(map(str, damaged.values()))
