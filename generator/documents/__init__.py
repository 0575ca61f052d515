"""Documents made of blocks, one module each, and the registry of their kinds."""

from generator.documents.answer_key import key
from generator.documents.answer_sheet import ANSWER_SHEET, answer_sheet
from generator.documents.briefing.document import (
    BRIEFING,
    TEACHERS_COPY,
    BriefingSource,
    briefing,
    words_of_briefing,
)
from generator.documents.class_report import CLASS_REPORT, class_report
from generator.documents.class_set import CLASS_SET, NAMED_SET
from generator.documents.errata import ERRATA, REMARK, errata, remarking
from generator.documents.full_key import FULL_KEY, KEY, full_key
from generator.documents.guide.crosswalk import CROSSWALK
from generator.documents.guide.document import GUIDE, guide
from generator.documents.key_page import KEY_PAGE, key_page
from generator.documents.kind import Audience, DocumentKind, StudentCopy
from generator.documents.mark_sheet import (
    MARK_SHEET,
    MARK_TABLE,
    MARK_WORKBOOK,
    mark_columns,
    mark_sheet,
)
from generator.documents.marking_strip import (
    OVERLAY,
    SHEET_OVERLAY,
    SHEET_STRIP,
    STRIP,
    marking_strip,
    overlay,
)
from generator.documents.paper import PAPER, paper
from generator.documents.result_slips import RESULT_SLIPS
from generator.documents.sources import SOURCES

# Every kind there is, in the order in which a build makes them and the guide lists them.
KINDS = [
    CLASS_SET,
    PAPER,
    ANSWER_SHEET,
    SOURCES,
    BRIEFING,
    TEACHERS_COPY,
    KEY_PAGE,
    FULL_KEY,
    KEY,
    STRIP,
    SHEET_STRIP,
    OVERLAY,
    SHEET_OVERLAY,
    MARK_SHEET,
    MARK_TABLE,
    MARK_WORKBOOK,
    GUIDE,
    CROSSWALK,
    NAMED_SET,
    ERRATA,
    REMARK,
    CLASS_REPORT,
    RESULT_SLIPS,
]

__all__ = [
    "ANSWER_SHEET",
    "BRIEFING",
    "CLASS_REPORT",
    "CLASS_SET",
    "CROSSWALK",
    "ERRATA",
    "FULL_KEY",
    "GUIDE",
    "KEY",
    "KEY_PAGE",
    "KINDS",
    "MARK_SHEET",
    "MARK_TABLE",
    "MARK_WORKBOOK",
    "NAMED_SET",
    "OVERLAY",
    "PAPER",
    "REMARK",
    "RESULT_SLIPS",
    "SHEET_OVERLAY",
    "SHEET_STRIP",
    "SOURCES",
    "STRIP",
    "TEACHERS_COPY",
    "Audience",
    "BriefingSource",
    "DocumentKind",
    "StudentCopy",
    "answer_sheet",
    "briefing",
    "class_report",
    "errata",
    "full_key",
    "guide",
    "key",
    "key_page",
    "mark_columns",
    "mark_sheet",
    "marking_strip",
    "overlay",
    "paper",
    "remarking",
    "words_of_briefing",
]
