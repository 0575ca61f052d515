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
from generator.items.protocol import AnyItemType
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

A bank or summary is *sourced* when it names `sources` or cites `facts`, and *plain* otherwise.
*Required when sourced* are fields that only a sourced one must have.

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
    types = [
        (f"Item of type `{name}`", kind.fields, _needed_besides(kind))
        for name, kind in TYPES.items()
    ]
    files, printed = ([(*part, "") for part in parts] for parts in (_FILES, _PRINTED))
    return "\n".join(line for part in (*files, *types, *printed) for line in _section(*part))


def _needed_besides(kind: AnyItemType) -> str:
    """Which of the fields of every item a type asks for though others do not, in a sentence."""
    names = {field.name: field for field in COMMON_FIELDS}
    needed = [
        f"`{field.name}`{'' if field.required else ' when sourced'}"
        for field in kind.all_fields(COMMON_FIELDS)
        if field.name in names
        and (field.required, field.required_in_sourced)
        != (names[field.name].required, names[field.name].required_in_sourced)
    ]
    return f"Required besides: {' and '.join(needed)}.\n" if needed else ""


def _section(title: str, declared: Sequence[Field], besides: str) -> Iterator[str]:
    yield f"### {title}\n"
    yield from (besides,) if besides else ()
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
        cells = (
            f"`{field.name}`",
            field.need,
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
        why = rule.always_reported
        silence = f"; not to be ignored: {why}" if why else "; may be ignored with a reason"
        where = ", in sourced banks and summaries only" if rule.sourced else ""
        lines += [f"#### `{rule.name}` ({rule.severity}{where}{silence})\n", f"{rule.promise}\n"]
        if rule.measured:
            lines[-1] += f"Measured: {rule.measured}.\n"
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
