"""The folders of a project that authors write files in."""

from __future__ import annotations

EVIDENCE, BANKS = "questions/evidence", "questions"
SUMMARIES, SELECTIONS, PACKS = "packs/summaries", "packs/drawn", "packs"
FOLDERS = (EVIDENCE, BANKS, SUMMARIES, SELECTIONS, PACKS)
