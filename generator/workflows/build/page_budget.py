"""The density in which the papers of a quiz keep within the pages that their pack allows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import dropwhile

from generator.content.messages import counted
from generator.content.model import STANDARD, Content, PrintSettings
from generator.content.style import Style
from generator.documents import PAPER, StudentCopy
from generator.editions.arrange import Quiz
from generator.editions.edition import DRAFT
from generator.editions.quiz import QuizView
from generator.page.blocks import Document
from generator.page.media import Media
from generator.problems import WARNING, Problem
from generator.render.pdf import LOOKS, SHEETS, MissingGlyph, MissingMedia, TooTall, page_heights
from generator.values import dataclass
from generator.workflows.media import with_media

_DENSER = ("roomy", "standard", "compact")
_MM = 72 / 25.4


@dataclass(frozen=True)
class Budget:
    """What became of a budget of pages: the settings to print with, how many pages a paper takes,
    and by how many points it is too long (0: it keeps within its pages).
    """

    settings: PrintSettings
    pages: int
    over: float = 0.0

    def sentence(self, allows: PrintSettings) -> str:
        """What was done, or why it cannot be; "" where nothing had to be."""
        allowed = counted(allows.pages or 0, "page", "pages")
        taken, density = counted(self.pages, "page", "pages"), self.settings.density
        if self.over:
            return (
                f"'pages' allows {allowed}, but a paper takes {taken} "
                f"in density {density}: {self.over / _MM:.0f} mm too much; take out a question, "
                "shorten room to write, or allow more pages"
            )
        if density == allows.density:
            return ""
        return f"set in density {density}, so that a paper takes {taken}"


def page_budget(view: QuizView, settings: PrintSettings, media: Media, style: Style) -> Budget:
    """The density to print in: the pack's, or the first denser one in which every form keeps within
    the pages; the densest where none does.  Raises MissingGlyph, MissingMedia, TooTall.
    """
    assert settings.pages
    papers = _papers(view, settings, media, style)
    budget = Budget(settings, 0)
    for density in dropwhile(lambda name: name != settings.density, _DENSER):
        dense = replace(settings, density=density)
        heights = page_heights(
            papers,
            LOOKS[density][STANDARD],
            SHEETS[settings.paper],
            duplex=settings.sides == "duplex",
        )
        pages = max(map(len, heights))
        over = max(sum(each[settings.pages :]) for each in heights)
        budget = Budget(dense, pages, over)
        if not over:
            break
    return budget


def over_budget(content: Content, quizzes: Mapping[str, Quiz | None]) -> Iterator[Problem]:
    """The packs, by their names, whose papers keep within their pages at no density."""
    for name, quiz in quizzes.items():
        pack = content.packs[name]
        if quiz is None or not pack.printing.pages:
            continue
        try:
            budget = page_budget(quiz.view, pack.printing, content.media, pack.style)
        except (MissingGlyph, MissingMedia, TooTall):
            continue  # checks of their own say so
        if budget.over:
            sentence = budget.sentence(pack.printing)
            yield Problem(pack.place("print"), "page-budget", sentence, WARNING)


def _papers(
    view: QuizView, settings: PrintSettings, media: Media, style: Style
) -> Sequence[Document]:
    papers = []
    for form in range(len(view.forms)):
        assert PAPER.student
        paper = PAPER.student(StudentCopy(view, form, DRAFT, settings, style=style))
        assert paper
        papers.append(with_media(paper, media))
    return papers
