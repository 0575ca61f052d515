"""Documents made of blocks, one module each.

In: the view (for a key also the key side), a code and the words of a language.  Out: Documents.
Never hands a student document anything but the view.
"""

from generator.compose.briefing import briefing
from generator.compose.key import key
from generator.compose.paper import paper
from generator.compose.slip import errata, remarking

__all__ = ["briefing", "errata", "key", "paper", "remarking"]
