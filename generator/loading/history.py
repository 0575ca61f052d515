"""Histories: what earlier sittings showed of the items of a bank, as `packs results` wrote it."""

from __future__ import annotations

from fractions import Fraction

from generator.content.field_types import ID, LINE, NUMBER, PARTIAL_DATE, whole_number
from generator.content.fields import Field, FieldValues, fields_of, list_of, mapping_of, read_fields
from generator.content.marking import BankHistory, ItemFigures
from generator.content.nodes import Node
from generator.loading.shared_fields import check_name
from generator.problems import Problems

_MOST = 1_000_000
_COUNT = whole_number(0, _MOST)
_CHOICE = (
    Field("option", LINE, "the option, without markup", "carbon dioxide", required=True),
    Field("count", _COUNT, "how many chose it", "31", required=True),
)


def _choice(fields: FieldValues, problems: Problems) -> tuple[str, int]:
    return fields["option"], fields["count"]


_FIGURES = (
    Field("edition", LINE, "the code of the edition", "7K3Q-2M4P", required=True),
    Field("date", PARTIAL_DATE, "when it was sat", "2026-12-07", required=True),
    Field("revision", _COUNT, "the revision of the key it was marked by", "1", required=True),
    Field("answers", _COUNT, "how many papers it rests on", "120", required=True),
    Field("omitted", _COUNT, "how many left it out", "2", required=True),
    Field("facility", NUMBER, "the mean share of its points, 0 to 1", "0.62", required=True),
    Field("discrimination", NUMBER, "the correlation with the rest of the quiz", "0.31"),
    Field(
        "choices",
        list_of(fields_of("a choice", _CHOICE, _choice)),
        "how many chose each option",
        "written by 'packs results'",
        default=(),
    ),
    Field(
        "fingerprint",
        LINE,
        "a hash of question and key, by which later edits are noticed",
        "9f2c40a1b7d3e856",
        default="",
    ),
)


def _figures(fields: FieldValues, problems: Problems) -> ItemFigures:
    value = fields["discrimination"]
    return ItemFigures(
        fields["edition"],
        str(fields["date"]),
        fields["revision"],
        fields["answers"],
        fields["omitted"],
        Fraction(fields["facility"]),
        None if value is None else Fraction(value),
        fields["choices"],
        fields["fingerprint"],
        fields.location,
    )


FIELDS = (
    Field("bank", ID, "the bank, equal to the file's name", "photosynthesis", required=True),
    Field(
        "items",
        mapping_of(
            list_of(fields_of("the figures of a sitting", _FIGURES, _figures), 1),
            ID,
            "ids of items with their figures",
        ),
        "of each item by id, the figures of each edition",
        "written by 'packs results --remember'",
        required=True,
    ),
)


def load_history(node: Node, path: str, problems: Problems) -> BankHistory | None:
    """The history of a file, or None when it is none at all."""
    fields = read_fields(node, FIELDS, problems, "a history")
    if fields is None:
        return None
    check_name(path, fields.place("bank"), "bank", fields["bank"], problems)
    return BankHistory(fields["bank"] or "", path, fields["items"] or {})
