"""Editions: a quiz as students see it, frozen under a code, and its key side, revised beside it."""

from __future__ import annotations

from generator.editions.code import (
    UnknownCode,
    edition_code,
    nearest_codes,
    paper_code,
    read_code,
    short_code,
)
from generator.editions.compare import (
    Differences,
    ItemChange,
    PlacedItem,
    changed_key_fields,
    changed_view_fields,
    differences,
    match_items,
    placed_items,
)
from generator.editions.handout import Handout, make_handout, read_handout
from generator.editions.impact import CLASSES, Impact, changes_marking, impacts, replacements
from generator.editions.names import (
    FOLDER,
    EditionFiles,
    choose_revision,
    group_by_code,
    handout_name,
    record_name,
    revision_name,
    style_name,
    unknown_files,
)
from generator.editions.record import DamagedRecord, Record, make_record, read_record
from generator.editions.revision import (
    RULES,
    DamagedRevision,
    Revision,
    UnknownRevision,
    current_revisions,
    inherited_voids,
    latest,
    read_revision,
    revise,
)
from generator.editions.sheet import DamagedSheet, Sheet, read_sheet, sheet_file
from generator.storage.sealed_json import Damaged

__all__ = [
    "CLASSES",
    "FOLDER",
    "RULES",
    "EditionFiles",
    "Damaged",
    "DamagedRecord",
    "DamagedRevision",
    "DamagedSheet",
    "Sheet",
    "read_sheet",
    "sheet_file",
    "Differences",
    "Impact",
    "PlacedItem",
    "ItemChange",
    "Handout",
    "Record",
    "Revision",
    "UnknownCode",
    "UnknownRevision",
    "changed_key_fields",
    "changed_view_fields",
    "choose_revision",
    "differences",
    "impacts",
    "edition_code",
    "group_by_code",
    "make_record",
    "current_revisions",
    "placed_items",
    "inherited_voids",
    "latest",
    "make_handout",
    "changes_marking",
    "match_items",
    "nearest_codes",
    "paper_code",
    "handout_name",
    "read_revision",
    "read_code",
    "read_handout",
    "record_name",
    "replacements",
    "revise",
    "revision_name",
    "style_name",
    "short_code",
    "unknown_files",
    "read_record",
]
