"""What a kind of document is: whom it is for, what its files are called, how it is composed."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from generator.content.model import PrintSettings
from generator.content.style import USUAL_STYLE, Style
from generator.editions.edition import Edition
from generator.editions.quiz import QuizView
from generator.i18n.catalog import Catalog
from generator.page.blocks import Document
from generator.values import dataclass


class Audience(Enum):
    """Whom a document is for; the value is the folder of a pack's output that its files lie in."""

    STUDENT = "students"
    TEACHER = "teacher"
    PRINTER = "print"


@dataclass(frozen=True)
class StudentCopy:
    """All that a student's document of a form is composed from: the view and how it is printed.

    `code` is the paper's whole code, or the draft sign; `as_text`: a text edition is made of it;
    `style`: what the institution says of its looks.
    """

    view: QuizView
    form: int
    code: str
    settings: PrintSettings
    draft: bool = False
    as_text: bool = False
    style: Style = USUAL_STYLE

    @property
    def catalog(self) -> Catalog:
        """The fixed words that are printed with it, with those of its style."""
        return self.view.catalog_of(self.style)


LAYOUT = "the program's words or its layout of pages changed"


@dataclass(frozen=True, eq=False)
class DocumentKind:
    """A kind of document, and all that the program needs to know of it.

    `file_name` is what its files are called after the pack's name and a hyphen, with the places
    {code}, {form}, {revision} (-r2 of the answer key; empty in a draft), {since} (an earlier
    revision's number), {sign} (symbols that tell two files apart) and {class_list} (-of-group-1,
    the list that it is for).  A kind with the place {form} has a document for each form.

    `copies_for_class`: it is printed once for each student, and those of a form lie in the class
    set.  `in_every_profile`: it is made in each profile of the pack, not in the standard one alone.
    `stays_as_handed_out`: a build leaves the files of an edition that was handed out as they are.
    `filled_in`: people write into the file. `in_guide`: the guide lists its files, under the fixed
    word print-NAME; `for_marking`: it is what a marker takes to hand.  `on_request`: commands make
    it, a build does not.  `beside_paper`: it lies beside a paper or an answer sheet, page by page.
    `in_density`: an instructor's document that is set in the density of what students get.
    `changed_because` is the reason that `packs build --explain` gives where neither content nor
    settings changed.

    `student` and `teacher` compose it in a build: a student's document from the view alone, any
    other from the edition and a form (0 for a kind without forms); None: there is none of it.
    """

    name: str
    audience: Audience
    file_name: str
    extension: str = "pdf"
    copies_for_class: bool = False
    in_every_profile: bool = False
    stays_as_handed_out: bool = False
    filled_in: bool = False
    in_guide: bool = False
    beside_paper: bool = False
    in_density: bool = False
    for_marking: bool = False
    on_request: bool = False
    changed_because: str = LAYOUT
    student: Callable[[StudentCopy], Document | None] | None = None
    teacher: Callable[[Edition, int], Document | None] | None = None

    @property
    def per_form(self) -> bool:
        """Whether there is a document for each form."""
        return "{form}" in self.file_name

    @property
    def has_density(self) -> bool:
        """Whether it is set in the density of what students get: it is that, or lies beside it."""
        return self.audience is not Audience.TEACHER or self.beside_paper or self.in_density

    @property
    def shows_key(self) -> bool:
        """Whether a revision of the answer key is printed in it."""
        return "{revision}" in self.file_name
