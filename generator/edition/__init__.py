"""Editions: a quiz as students see it, frozen under a code, and its key side, revised beside it.

In: a view, a key side, or the bytes and names of what was kept.  Out: codes, records, revisions, when sound.
Never reads or writes a file, and never lets an answer into a code or a record.
"""

from __future__ import annotations

from generator.edition.archive import (
    FOLDER,
    Archived,
    choose,
    editions,
    printed_name,
    record_name,
    revision_name,
    strays,
)
from generator.edition.code import UnknownCode, edition_code, nearest_codes, paper_code, read_code, short_code
from generator.edition.compare import Differences, Held, ItemChange, answer_changes, asked_changes, differences, held, matched
from generator.edition.drift import CLASSES, Drift, drifts, marked_otherwise, replacements
from generator.edition.mark import Mark, mark, read_mark
from generator.edition.record import DamagedRecord, Record, freeze, thaw
from generator.edition.revision import RULES, DamagedRevision, Revision, UnknownRevision, heads, inherited, latest, read, revise
from generator.edition.sealed import Damaged

__all__ = [
    "CLASSES", "FOLDER", "RULES",
    "Archived", "Damaged", "DamagedRecord", "DamagedRevision", "Differences", "Drift", "Held", "ItemChange", "Mark", "Record",
    "Revision", "UnknownCode", "UnknownRevision",
    "answer_changes", "asked_changes", "choose", "differences", "drifts", "edition_code", "editions", "freeze", "heads", "held",
    "inherited", "latest", "mark", "marked_otherwise", "matched", "nearest_codes", "paper_code", "printed_name", "read",
    "read_code", "read_mark", "record_name", "replacements", "revise", "revision_name", "short_code", "strays", "thaw",
]
