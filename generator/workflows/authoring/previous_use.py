"""What was asked before: the items of earlier editions that a pack must not ask again."""

from __future__ import annotations

from collections.abc import Iterator

from generator import editions
from generator.checks.run import PreviouslyAsked
from generator.content.model import Content, Named, Pack
from generator.editions.edition import StoredEdition
from generator.editions.quiz import item_to_plain
from generator.editions.store import load_edition, stored_editions
from generator.items import TYPES
from generator.problems import Problem
from generator.storage.files import ProjectFiles

RULE = "unknown-edition"


def earlier(
    project: ProjectFiles, content: Content
) -> tuple[dict[str, tuple[PreviouslyAsked, ...]], list[Problem]]:
    """Of each pack that keeps items out, those items; and problems of what it names."""
    problems: list[Problem] = []
    wanting = {name: pack for name, pack in content.packs.items() if pack.not_in or pack.unseen_by}
    if not wanting:
        return {}, problems
    kept = stored_editions(project)
    read: dict[str, StoredEdition] = {}
    asking = (project, content, kept, read, problems)
    return {
        name: (*_named(pack, *asking), *_printed(pack, *asking)) for name, pack in wanting.items()
    }, problems


def _named(
    pack: Pack,
    project: ProjectFiles,
    content: Content,
    kept: dict[str, editions.EditionFiles],
    read: dict[str, StoredEdition],
    problems: list[Problem],
) -> Iterator[PreviouslyAsked]:
    for one in pack.not_in:
        if one.name in content.packs and one.name != pack.name:
            continue  # the content itself tells
        try:
            code, _ = editions.read_code(one.name, kept)
        except editions.UnknownCode as error:
            where = f"no pack is called '{one.name}', and it is no code of an edition: {error}"
            problems.append(
                Problem(
                    one.location,
                    RULE,
                    "a pack cannot keep its own items out; take its name out of 'not_in'"
                    if one.name == pack.name
                    else where,
                )
            )
            continue
        yield from _of(project, content, code, f"in {code} (not_in)", one, kept, read, problems)


def _printed(
    pack: Pack,
    project: ProjectFiles,
    content: Content,
    kept: dict[str, editions.EditionFiles],
    read: dict[str, StoredEdition],
    problems: list[Problem],
) -> Iterator[PreviouslyAsked]:
    for one in pack.unseen_by:
        for code, found in kept.items():
            for path in found.printed:
                try:
                    mark = editions.read_handout(project.read(path), code)
                except editions.Damaged as error:
                    problems.append(
                        Problem(one.location, RULE, f"{path} may be about this class: {error}")
                    )
                    continue
                if _same(mark.class_name, one.name):
                    yield from _of(
                        project,
                        content,
                        code,
                        f"in {code}, printed for {one.name}",
                        one,
                        kept,
                        read,
                        problems,
                    )
                    break


def _of(
    project: ProjectFiles,
    content: Content,
    code: str,
    why: str,
    named: Named,
    kept: dict[str, editions.EditionFiles],
    read: dict[str, StoredEdition],
    problems: list[Problem],
) -> Iterator[PreviouslyAsked]:
    """The items of an edition: by id, and those whose words have since got another id."""
    try:
        if code not in kept or not kept[code].records:
            raise editions.DamagedRecord(
                "it has no record; take it from version control or a backup"
            )
        if code not in read:
            read[code] = load_edition(project, kept[code])
        whole = read[code]
    except editions.Damaged as error:
        problems.append(
            Problem(named.location, RULE, f"what was asked in {code} cannot be told: {error}")
        )
        return
    ids = {
        answer.id
        for revision in whole.revisions
        for section in revision.key.sections
        for answer in section
    }
    asked = {repr(item_to_plain(item)) for section in whole.view.sections for item in section.items}
    items = (item for bank in content.banks.values() for item in bank.items)
    ids |= {item.id for item in items if repr(item_to_plain(TYPES[item.type].asked(item))) in asked}
    yield PreviouslyAsked(frozenset(ids), why, whole.packs[0] if whole.packs else "")


def _same(one: str, other: str) -> bool:
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())
