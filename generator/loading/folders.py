"""The folders of a project that authors write files in."""

from __future__ import annotations

EVIDENCE, BANKS = "questions/evidence", "questions"
HISTORY = "questions/history"
SUMMARIES, SELECTIONS, PACKS = "packs/summaries", "packs/drawn", "packs"
STYLES = "packs/styles"
FOLDERS = (EVIDENCE, BANKS, HISTORY, SUMMARIES, STYLES, SELECTIONS, PACKS)
