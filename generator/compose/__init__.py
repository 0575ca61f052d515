"""Documents made of blocks, one module each.

In: the view (for a key also the key side), a code and the words of a language.  Out: Documents.
Never hands a student document anything but the view.
"""

from generator.compose.answer_sheet import answer_sheet
from generator.compose.briefing import briefing
from generator.compose.guide import guide
from generator.compose.key import key
from generator.compose.mark_sheet import mark_columns, mark_sheet
from generator.compose.marking_strip import marking_strip
from generator.compose.paper import paper
from generator.compose.slip import errata, remarking

__all__ = ["answer_sheet", "briefing", "errata", "guide", "key", "mark_columns", "mark_sheet", "marking_strip", "paper",
           "remarking"]
