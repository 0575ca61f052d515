"""The rules that no item may ignore, with why; every other rule can be ignored with a reason."""

from __future__ import annotations

_NO_ITEM = "it is about a pack, a source or a file, and is fixed there"
_NOTHING_THERE = "what is named is not there, so nothing can be made of it"
_PRINT = "it cannot be printed"
_PEOPLE = "it protects living people and keeps both sides of a dispute, whatever one author thinks"
_IGNORING = "it is about what is ignored"

_BY_REASON = {
    _NO_ITEM: (
        "item-twice draft-item faulty-draft retired-item foreign-source wrong-language "
        "unknown-language shared-seed published-seed derived-seed untested-facts single-source "
        "timeline-order over-time unknown-bank missing-draw stale-draw unmet-blueprint kept-apart "
        "asked-before many-negatives keys-longest one-verdict hard-start letter-often "
        "letter-run letter-unused two-keys no-sources unnamed-source answer-some"
    ),
    _NOTHING_THERE: (
        "duplicate-id unknown-fact unknown-objective unknown-item unknown-summary unknown-source "
        "unknown-not-with unknown-style"
    ),
    _PRINT: "missing-glyph too-tall",
    "it is not meant to be printed": "placeholder",
    _PEOPLE: "pair-incomplete status-in-true-false protected-distractor",
    _IGNORING: "unknown-rule not-ignorable no-reason needless-ignore",
}
ALWAYS_REPORTED: dict[str, str] = {
    name: reason for reason, names in _BY_REASON.items() for name in names.split()
}
