"""Makes the pages of docs/ that follow from the program's declarations, and the package's copy of
the authors' guide: `python -m tools.make_reference`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.checks.run import RULES
from generator.content.fields import Field, FieldType
from generator.items import TYPES
from generator.items.fields import COMMON_FIELDS
from generator.items.protocol import AnyItemType
from generator.loading import (
    banks,
    evidence,
    history,
    marking,
    packs,
    selections,
    styles,
    summaries,
)
from generator.loading.rules import READING_RULES
from generator.workflows.authoring.guide import chapters

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
GUIDE = DOCS / "authoring.md"
COPY = ROOT / "generator" / "workflows" / "authoring" / "authoring.md"  # for `packs help`
_MADE = "This page is made from the program; `python -m tools.make_reference` makes it anew."
_REFERENCE = f"""\
# Reference

Every field of every file: whether it is required, what it may hold with its limits, an example.
{_MADE}
How the files are written is in [authoring.md](authoring.md); [checks.md](checks.md) has the checks.

A bank or summary is *sourced* when it names `sources` or cites `facts`, and *plain* otherwise.
*Required when sourced* are fields that only a sourced one must have.
"""
_CHECKS = f"""\
# Checks

Everything that `packs check` can report, with the reason.
`packs check --explain NAME` shows the same in the terminal.
{_MADE}

An error stops the packs that use the file, a warning stops nothing, a note is only information.
What may be ignored is ignored by an item with a reason, in its field `ignore`.
"""
_ITEM_TYPES = f"""\
# Item types

Each type as it is typed, and as it is printed with its key.
{_MADE}
Every type also has the fields [that all items have](reference.md#every-item).
`packs help TYPE` shows the same in the terminal.
`packs new item --type TYPE --bank BANK` writes an example to start from.
"""

_FILES = (
    ("Evidence: `questions/evidence/<source>.yaml`", evidence.FIELDS),
    ("Bank: `questions/<bank>.yaml`", banks.FIELDS),
    ("Every item", COMMON_FIELDS),
)
_PRINTED = (
    ("Summary: `packs/summaries/<topic>.yaml`", summaries.FIELDS),
    ("Pack: `packs/<pack>.yaml`", packs.FIELDS),
    ("Style: `packs/styles/<style>.yaml`", styles.FIELDS),
    ("Draw: `packs/drawn/<pack>.yaml`, written by `packs draw`", selections.FIELDS),
    (
        "History: `questions/history/<bank>.yaml`, written by `packs results --remember`",
        history.FIELDS,
    ),
    ("Scale of grades, for `packs results --scale`", marking.SCALE),
    ("Profile of columns, for `packs results --columns`", marking.COLUMNS),
)


def pages() -> dict[Path, str]:
    """The text of every page and copy that the command makes, by its path."""
    guide = GUIDE.read_text(encoding="utf-8")
    return {
        DOCS / "reference.md": _with_contents(_REFERENCE, fields_reference(), levels="##"),
        DOCS / "checks.md": _with_contents(_CHECKS, checks_reference(), levels="##"),
        DOCS / "item-types.md": _with_contents(_ITEM_TYPES, item_types(guide), levels="##"),
        COPY: guide,
    }


def anchor(heading: str) -> str:
    """The name by which code hosts link to a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _with_contents(head: str, body: str, levels: str) -> str:
    """A page with a list of its headings of one level above them."""
    headings = re.findall(rf"(?m)^{levels} (.*)$", body)
    contents = "".join(f"* [{heading}](#{anchor(heading)})\n" for heading in headings)
    return f"{head}\n{contents}\n{body.strip()}\n"


def item_types(guide: str) -> str:
    """A chapter for each type: what the guide says of it, a picture of its first example, and its
    fields.
    """
    written = chapters(guide)
    return "\n".join(line for name in TYPES for line in _item_type(name, written[name]))


def _item_type(name: str, chapter: str) -> Iterator[str]:
    chapter = chapter.replace("](#", "](authoring.md#")
    first, example, rest = re.split(r"(?s)(```yaml\n.*?```\n?)", chapter, maxsplit=1)
    yield f"## {name}\n"
    yield f"{first.strip()}\n"
    yield f"{example.strip()}\n"
    yield f"![The example above on a paper, with its key below](pictures/item-{name}.png)\n"
    if rest.strip():
        yield f"{rest.strip()}\n"
    yield f"Its fields are in the [reference](reference.md#{anchor(_type_heading(name))}).\n"


def _type_heading(name: str) -> str:
    return f"Item of type `{name}`"


def fields_reference() -> str:
    """Every field of every kind of file and item."""
    types = [
        (_type_heading(name), kind.fields, _needed_besides(kind)) for name, kind in TYPES.items()
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
    yield f"## {title}\n"
    yield from (besides,) if besides else ()
    yield from _table(declared)
    yield from _below(declared, ())


def _below(declared: Sequence[Field], path: tuple[str, ...]) -> Iterator[str]:
    """The tables of what fields hold, each before its inner ones; `path` leads there."""
    for field in declared:
        for title, inner in _inner(field.kind):
            where = (*path, f"`{field.name}`")
            yield f"### {title[0].upper()}{title[1:]} (in {', '.join(where)})\n"
            yield from _table(inner)
            yield from _below(inner, where)


def _inner(kind: FieldType[object]) -> Iterator[tuple[str, Sequence[Field]]]:
    """The named fields that a type holds, directly or in a list, and what they belong to."""
    for alternative in kind.alternatives:
        yield from _inner(alternative)
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
            holds(field.kind),
            f"`{field.example}`",
        )
        yield "| " + " | ".join(map(_cell, cells)) + " |"
    yield ""


def holds(kind: FieldType[object]) -> str:
    """What a field may hold, with how many entries a list may have."""
    if not kind.entry or kind.names:
        return kind.expected
    if kind.most is None:
        count = f" ({kind.least} or more)" if kind.least else ""
    elif kind.least == kind.most:
        count = f" ({kind.most})"
    else:
        count = f" ({kind.least} to {kind.most})"
    return f"a list{count}, each entry {holds(kind.entry)}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def checks_reference() -> str:
    """Every check: a table to look them up in, then what each says and why, family by family."""
    lines = ["## All checks\n", "| check | | |", "|---|---|---|"]
    for rule in RULES.values():
        mark = "" if rule.ignorable else " ●"
        lines.append(f"| `{rule.name}` | {rule.severity}{mark} | {_cell(rule.says)} |")
    lines += ["", "● cannot be ignored.", ""]
    family = ""
    for rule in RULES.values():
        if rule.family != family:
            family = rule.family
            lines.append(f"## {family.replace('_', ' ').capitalize()}\n")
        why = rule.always_reported
        silence = f"; not to be ignored: {why}" if why else "; may be ignored with a reason"
        where = ", in sourced banks and summaries only" if rule.sourced else ""
        lines += [f"### `{rule.name}` ({rule.severity}{where}{silence})\n", f"{rule.promise}\n"]
        if rule.measured:
            lines[-1] += f"Measured: {rule.measured}.\n"
    return "\n".join([*lines, form_reference()])


def form_reference() -> str:
    """What is reported besides the checks, each with what it asks for."""
    lines = ["## Form\n", "These are reported besides the checks, and cannot be ignored.", ""]
    lines += ["| name | |", "|---|---|"]
    lines += [f"| `{name}` | {_cell(says)} |" for name, says in READING_RULES.items()]
    return "\n".join(lines)


def main() -> None:
    """Write the pages and the copy."""
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
