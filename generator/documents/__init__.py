"""Documents made of blocks, one module each."""

from generator.documents.answer_key import key
from generator.documents.answer_sheet import answer_sheet
from generator.documents.briefing import briefing
from generator.documents.errata import errata, remarking
from generator.documents.guide.document import guide
from generator.documents.mark_sheet import mark_columns, mark_sheet
from generator.documents.marking_strip import marking_strip
from generator.documents.paper import paper

__all__ = [
    "answer_sheet",
    "briefing",
    "errata",
    "guide",
    "key",
    "mark_columns",
    "mark_sheet",
    "marking_strip",
    "paper",
    "remarking",
]
