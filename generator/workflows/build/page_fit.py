"""What a build would refuse because no page holds it, at the items that are to blame."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from generator.content.model import PLAIN_TEXT, STANDARD, Content, Item, Pack
from generator.documents import KINDS, StudentCopy
from generator.editions.arrange import Quiz
from generator.editions.edition import DRAFT
from generator.page.blocks import Document
from generator.page.media import Media
from generator.problems import Problem
from generator.render.pdf import LOOKS, SHEETS, MissingGlyph, MissingMedia, too_tall
from generator.values import dataclass
from generator.workflows.build.compose import briefing_document, teachers_briefing
from generator.workflows.media import with_media

_ITEM = re.compile(r"(?:item|the answer space of item) (\d+)")


@dataclass(frozen=True)
class _TooTall:
    """What of a pack's document no page holds; `item` where it is one."""

    pack: Pack
    document: str
    profile: str
    what: str
    item: str = ""

    @property
    def look(self) -> str:
        """The profile and the paper size."""
        return f"{self.profile} on {self.pack.printing.paper}"


def page_fit(content: Content, quizzes: Mapping[str, Quiz | None]) -> tuple[Problem, ...]:
    """What no page holds of the students' documents of packs, by their names, and of the teacher's
    copy of a briefing; a pack without a quiz has only a briefing.

    All forms hold the same items, but what just fits on one may be a little higher on another,
    where its options are in another order.
    """
    found: dict[tuple[str, str, str], list[_TooTall]] = {}
    for name, quiz in quizzes.items():
        for form in range(len(quiz.view.forms) if quiz else 1):
            for tall in _of_pack(content.packs[name], content, quiz, form):
                pack = tall.pack.name
                key = (tall.item, "", "") if tall.item else (pack, tall.document, tall.what)
                found.setdefault(key, []).append(tall)
    places = {item.id: item for bank in content.banks.values() for item in bank.items}
    return tuple(_problem(talls, places) for talls in found.values())


def _of_pack(pack: Pack, content: Content, quiz: Quiz | None, form: int) -> Iterator[_TooTall]:
    documents = [*_quiz_documents(pack, quiz, content.media, form)] if quiz else []
    ids = _ids(quiz, form) if quiz else ()
    for profile in pack.printing.looks:
        if profile == PLAIN_TEXT:
            continue
        shown = [
            (title, document)
            for title, in_every_profile, document in documents
            if profile == STANDARD or in_every_profile
        ]
        if pack.topics and not form:
            briefing = briefing_document(pack, content, draft=True, profile=profile)[1]
            shown.append(("the briefing", briefing))
            teachers = teachers_briefing(pack, content, DRAFT) if profile == STANDARD else None
            if teachers:
                shown.append(("the teacher’s copy", teachers))
        for title, document in shown:
            try:
                names = too_tall(
                    document, LOOKS[pack.printing.density][profile], SHEETS[pack.printing.paper]
                )
            except (MissingGlyph, MissingMedia):
                continue  # checks of their own say so
            for name in names:
                number = _ITEM.fullmatch(name)
                item = ids[int(number[1]) - 1] if number and quiz else ""
                yield _TooTall(pack, title, profile, name, item)


def _quiz_documents(
    pack: Pack, quiz: Quiz, media: Media, form: int
) -> Iterator[tuple[str, bool, Document]]:
    copy = StudentCopy(quiz.view, form, DRAFT, pack.printing, draft=True, style=pack.style)
    for kind in KINDS:
        document = kind.student(copy) if kind.student else None
        if document:
            yield f"the {kind.name}", kind.in_every_profile, with_media(document, media)


def _ids(quiz: Quiz, form: int) -> tuple[str, ...]:
    """The ids of the items of a form, in the order of their numbers."""
    return tuple(
        quiz.key.sections[section][index].id
        for section, places in enumerate(quiz.view.forms[form].sections)
        for index, _ in places
    )


def _problem(talls: Iterable[_TooTall], items: Mapping[str, Item]) -> Problem:
    """One problem for all documents and profiles in which the same thing is too tall."""
    talls = list(talls)
    first = talls[0]
    where = "; ".join(
        dict.fromkeys(f"{tall.document} of pack '{tall.pack.name}', {tall.look}" for tall in talls)
    )
    if first.item:
        location, what = items[first.item].location, f"'{first.item}'"
        advice = "shorten it, or make a set of its parts, which may go over a page"
    else:
        location, what, advice = first.pack.location, first.what, "shorten it"
    message = f"{what} does not fit on one page ({where}); {advice}"
    return Problem(location, "too-tall", message)
