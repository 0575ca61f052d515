"""What was asked before: the items of earlier editions that a pack must not ask again."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from generator import editions
from generator.checks.context import PreviouslyAsked
from generator.content.messages import did_you_mean
from generator.content.model import Content, Named, Pack
from generator.editions.edition import StoredEdition
from generator.editions.store import load_edition, stored_editions
from generator.items import item_to_plain, item_type
from generator.problems import WARNING, Problem
from generator.storage.files import ProjectFiles

RULE = "unknown-edition"


def earlier(
    project: ProjectFiles, content: Content
) -> tuple[dict[str, tuple[PreviouslyAsked, ...]], list[Problem]]:
    """Of each pack that keeps items out, those items; and problems of what it names."""
    keeping_out = {
        name: pack for name, pack in content.packs.items() if pack.not_in or pack.unseen_by
    }
    if not keeping_out:
        return {}, []
    editions_asked = _EditionsAsked(project, content)
    previously_asked = {
        name: (*editions_asked.named_by(pack), *editions_asked.handed_out_to(pack))
        for name, pack in keeping_out.items()
    }
    return previously_asked, editions_asked.problems


class _EditionsAsked:
    """The items of recorded editions, each read once; `problems` of those that packs name."""

    def __init__(self, project: ProjectFiles, content: Content) -> None:
        self._project, self._content = project, content
        self._files = stored_editions(project)
        self._read: dict[str, StoredEdition] = {}
        self.problems: list[Problem] = []

    def named_by(self, pack: Pack) -> Iterator[PreviouslyAsked]:
        """What was asked in the editions that a pack names by their codes or by their pack.

        What a named pack asks now, the content itself tells.
        """
        for named in pack.not_in:
            by_pack = () if named.name == pack.name else tuple(self._of_pack(named))
            if by_pack or (named.name in self._content.packs and named.name != pack.name):
                yield from by_pack
                continue
            try:
                code, _ = editions.read_code(named.name, self._files)
            except editions.UnknownCode as error:
                if named.name == pack.name:
                    message = "a pack cannot keep its own items out; take its name out of 'not_in'"
                else:
                    near = f" (did you mean '{error.nearest[0]}'?)" if error.nearest else ""
                    message = (
                        f"'{named.name}' is neither a pack nor an edition code{near}; "
                        "correct the name"
                    )
                unread = self._content.unread.packs.get(named.name)
                cause = unread.path if unread else ""
                self.problems.append(Problem(named.location, RULE, message, cause=cause))
                continue
            yield from self._asked_in(code, f"in {code} (not_in)", named)

    def _of_pack(self, named: Named) -> Iterator[PreviouslyAsked]:
        """What was handed out of a pack, also where it is gone; and its items whose ids are gone,
        which another of its editions knows by their words.
        """
        if named.name in self._content.unread.packs:
            return
        pack = self._content.packs.get(named.name)
        sections = pack.sections if pack else ()
        gone = {ref.id for section in sections for ref in section.items}
        gone -= self._content.items_by_id.keys()
        for code, files in self._files.items():
            if named.name in files.packs and (files.handouts or gone):
                why = f"in {code} of pack {named.name} (not_in)"
                yield from self._asked_in(code, why, named, None if files.handouts else gone)

    def handed_out_to(self, pack: Pack) -> Iterator[PreviouslyAsked]:
        """What was asked in the editions that were handed out to the classes that a pack names."""
        for class_named in pack.unseen_by:
            handed_out = [
                (code, self._classes(code, files.handouts, class_named))
                for code, files in self._files.items()
            ]
            printed = [code for code, names in handed_out if _key(class_named.name) in names]
            for code in printed:
                why = f"in {code}, printed for {class_named.name}"
                yield from self._asked_in(code, why, class_named)
            if not printed:
                known = {name for _, names in handed_out for name in names.values() if name}
                near = did_you_mean(class_named.name, sorted(known))
                message = (
                    f"nothing was noted as handed out to '{class_named.name}', so that nothing is "
                    f"kept out{near}; 'packs status' shows the classes"
                )
                self.problems.append(Problem(class_named.location, RULE, message, WARNING))

    def _classes(self, code: str, paths: Sequence[str], class_named: Named) -> dict[str, str]:
        """The classes that an edition was handed out to, by what is the same however typed."""
        names, damaged = {}, []
        for path in paths:
            try:
                handout = editions.read_handout(self._project.read(path), code)
            except editions.Damaged as error:
                message = f"{path} may be about this class: {error}"
                damaged.append(Problem(class_named.location, RULE, message))
                continue
            names[_key(handout.class_name)] = handout.class_name
        if _key(class_named.name) not in names:
            self.problems += damaged
        return names

    def _asked_in(
        self, code: str, why: str, named: Named, only: Collection[str] | None = None
    ) -> Iterator[PreviouslyAsked]:
        """The items of an edition: by id, and those whose words have since got another id.

        `only`: the ids, as they were in the edition, of those that are looked at.
        """
        try:
            edition = self._load(code)
        except editions.Damaged as error:
            message = f"it is not known what {code} asked: {error}"
            self.problems.append(Problem(named.location, RULE, message))
            return
        texts_by_id = [
            (answer.id, repr(item_to_plain(item)))
            for revision in edition.revisions
            for view, key in zip(edition.view.sections, revision.key.sections, strict=True)
            for item, answer in zip(view.items, key, strict=True)
            if only is None or answer.id in only
        ]
        texts = {text for _, text in texts_by_id}
        ids = {name for name, _ in texts_by_id} | {
            item.id
            for bank in self._content.banks.values()
            for item in bank.items
            if repr(item_to_plain(item_type(item).whole_student_view(item))) in texts
        }
        yield PreviouslyAsked(frozenset(ids), why, edition.packs[0] if edition.packs else "")

    def _load(self, code: str) -> StoredEdition:
        """An edition from its record.  Raises Damaged."""
        if code not in self._files or not self._files[code].records:
            raise editions.DamagedRecord(
                "it has no record; take it from version control or a backup"
            )
        if code not in self._read:
            self._read[code] = load_edition(self._project, self._files[code])
        return self._read[code]


def _key(class_name: str) -> str:
    """A class without capitals and spaces: '7 B' and '7b' are one."""
    return "".join(class_name.casefold().split())
