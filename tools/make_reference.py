"""Makes docs/reference.md from the program's declarations, and the package's copy of the authors'
guide: `python -m tools.make_reference`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.checks.run import RULES
from generator.content.fields import Field, FieldType
from generator.items import TYPES
from generator.items.fields import COMMON_FIELDS
from generator.loading import banks, evidence, history, marking, packs, selections, summaries
from generator.loading.rules import READING_RULES

ROOT = Path(__file__).resolve().parents[1]
PATH = ROOT / "docs" / "reference.md"
GUIDE = ROOT / "docs" / "authoring.md"
COPY = ROOT / "generator" / "workflows" / "authoring" / "authoring.md"  # for `packs help`
_HEAD = """\
# Reference

Every field of every file, every check, and every other problem of form.
This page is made from the program; `python -m tools.make_reference` makes it anew.
How the files are written, with examples, is in [authoring.md](authoring.md).

"""

_FILES = (
    ("Evidence: `questions/evidence/<source>.yaml`", evidence.FIELDS),
    ("Bank: `questions/<bank>.yaml`", banks.FIELDS),
    ("Every item", COMMON_FIELDS),
)
_PRINTED = (
    ("Summary: `packs/summaries/<topic>.yaml`", summaries.FIELDS),
    ("Pack: `packs/<pack>.yaml`", packs.FIELDS),
    ("Draw: `packs/drawn/<pack>.yaml`, written by `packs draw`", selections.FIELDS),
    (
        "History: `questions/history/<bank>.yaml`, written by `packs results --remember`",
        history.FIELDS,
    ),
    ("Scale of grades, for `packs results --scale`", marking.SCALE),
    ("Profile of columns, for `packs results --columns`", marking.COLUMNS),
)


def reference() -> str:
    """The whole page."""
    fields, checks = fields_reference().rstrip(), checks_reference().strip()
    form = form_reference().strip()
    return f"{_HEAD}## Fields\n\n{fields}\n\n## Checks\n\n{checks}\n\n## Form\n\n{form}\n"


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
    """The tables of what fields hold, each before its inner ones; `path` leads there."""
    for field in declared:
        for title, inner in _inner(field.kind):
            where = (*path, f"`{field.name}`")
            yield f"#### {title[0].upper()}{title[1:]} (in {', '.join(where)})\n"
            yield from _table(inner)
            yield from _below(inner, where)


def _inner(kind: FieldType[object]) -> Iterator[tuple[str, Sequence[Field]]]:
    """The named fields that a type holds, directly or in a list, and what they belong to."""
    if kind.entry:
        yield from _inner(kind.entry)
    elif kind.fields:
        yield kind.of, kind.fields


def _table(declared: Sequence[Field]) -> Iterator[str]:
    yield "| field | | what it is | holds | for example |"
    yield "|---|---|---|---|---|"
    for field in declared:
        need = "required" if field.required else ""
        cells = (
            f"`{field.name}`",
            need,
            field.description,
            field.kind.expected,
            f"`{field.example}`",
        )
        yield "| " + " | ".join(map(_cell, cells)) + " |"
    yield ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def checks_reference() -> str:
    """Every check: a table to look them up in, then what each says and why, family by family."""
    lines = ["| check | | |", "|---|---|---|"]
    for rule in RULES.values():
        mark = "" if rule.ignorable else " ●"
        lines.append(f"| `{rule.name}` | {rule.severity}{mark} | {_cell(rule.says)} |")
    lines += ["", "● cannot be ignored.", ""]
    family = ""
    for rule in RULES.values():
        if rule.family != family:
            family = rule.family
            lines.append(f"### {family.replace('_', ' ').capitalize()}\n")
        silence = "; an item may `ignore` it with a reason" if rule.ignorable else ""
        lines += [f"#### `{rule.name}` ({rule.severity}{silence})\n", f"{rule.promise}\n"]
    return "\n".join(lines)


def form_reference() -> str:
    """What is reported besides the checks, each with what it asks for."""
    lines = ["These are reported besides the checks, and cannot be ignored.", ""]
    lines += ["| name | |", "|---|---|"]
    lines += [f"| `{name}` | {_cell(says)} |" for name, says in READING_RULES.items()]
    return "\n".join(lines)


def main() -> None:
    """Write the page and the copy."""
    PATH.write_text(reference(), encoding="utf-8", newline="\n")
    COPY.write_bytes(GUIDE.read_bytes())


if __name__ == "__main__":
    main()
