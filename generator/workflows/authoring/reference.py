"""The authors' reference: tables of every field and every check, from the declarations that
loading and checking use.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.checks.run import RULES
from generator.content.fields import Field, FieldType
from generator.items import TYPES
from generator.items.fields import COMMON_FIELDS
from generator.loading import banks, evidence, packs, selections, summaries

_FILES = (
    ("Evidence: `questions/evidence/<source>.yaml`", evidence.FIELDS),
    ("Bank: `questions/<bank>.yaml`", banks.FIELDS),
    ("Every item", COMMON_FIELDS),
)
_PRINTED = (
    ("Summary: `packs/summaries/<topic>.yaml`", summaries.FIELDS),
    ("Pack: `packs/<pack>.yaml`", packs.FIELDS),
    ("Draw: `packs/drawn/<pack>.yaml`, written by `packs draw`", selections.FIELDS),
)


def fields_reference() -> str:
    """Every field of every kind of file and item."""
    parts = [
        *_FILES,
        *((f"Item of type `{name}`", kind.fields) for name, kind in TYPES.items()),
        *_PRINTED,
    ]
    return "\n".join(line for title, declared in parts for line in _section(title, declared))


def _section(title: str, declared: Sequence[Field]) -> Iterator[str]:
    yield f"### {title}\n"
    yield from _table(declared)
    yield from _below(declared, ())


def _below(declared: Sequence[Field], path: tuple[str, ...]) -> Iterator[str]:
    """The tables of what fields hold, each before those of what it holds itself; `path` leads from the file to them."""
    for field in declared:
        for of, inner in _inner(field.kind):
            where = (*path, f"`{field.name}`")
            yield f"#### {of[0].upper()}{of[1:]} (in {', '.join(where)})\n"
            yield from _table(inner)
            yield from _below(inner, where)


def _inner(kind: FieldType) -> Iterator[tuple[str, Sequence[Field]]]:
    """The named fields that a kind holds, directly or in a list."""
    if kind.shape == "list":
        yield from _inner(kind.detail[0])
    elif kind.shape == "record":
        yield kind.says.removeprefix("the named fields of "), kind.detail
    elif kind.shape == "text-or-record":
        yield kind.says.removeprefix("a text or the named fields of "), kind.detail[1]


def _table(declared: Sequence[Field]) -> Iterator[str]:
    yield "| field | | what it is | holds | for example |"
    yield "|---|---|---|---|---|"
    for field in declared:
        need = "required" if field.required else ""
        cells = (f"`{field.name}`", need, field.description, field.kind.says, f"`{field.example}`")
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
    yield ""


_FAMILIES = {
    "references": "Ids",
    "packs": "What a pack puts together",
    "structure": "Structure",
    "ranges": "Ranges of numbers",
    "sequences": "Sequences, pairs and gaps",
    "cross_references": "Letters, numbers and places",
    "cues": "Cues",
    "stems": "Like stems",
    "negatives": "Negatives",
    "readability": "Language",
    "names": "Names",
    "evidence": "Evidence",
    "attribution": "Attribution",
    "dates": "Dates",
    "papers": "Papers",
    "selection": "Draws",
    "balance": "Papers as a whole",
    "key_letters": "Key letters",
    "printability": "Printing",
    "suppressions": "What is ignored",
}


def checks_reference() -> str:
    """Every check: a table to look them up in, then what each says and why, family by family."""
    lines = ["| check | | |", "|---|---|---|"]
    for rule in RULES.values():
        mark = "" if rule.ignorable else " ●"
        lines.append(
            f"| `{rule.name}` | {rule.severity}{mark} | {rule.says.replace('|', chr(92) + '|')} |"
        )
    lines += ["", "● cannot be ignored.", ""]
    family = ""
    for rule in RULES.values():
        if rule.family != family:
            family = rule.family
            lines.append(f"### {_FAMILIES[family]}\n")
        silence = "; an item may `ignore` it with a reason" if rule.ignorable else ""
        lines += [f"#### `{rule.name}` ({rule.severity}{silence})\n", f"{rule.promise}\n"]
    return "\n".join(lines)
