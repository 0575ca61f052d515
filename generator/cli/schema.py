"""`packs schema`: what editors check YAML files by, and complete fields from."""

from __future__ import annotations

import click

from generator.cli.console import say


@click.command("schema", epilog="Example:  packs schema bank > packs/.schemas/bank.json")
@click.argument("kind", required=False)
def command(kind: str | None) -> None:
    """Print the JSON Schema of a kind of file.

    Editors explain and check YAML files by it. KIND is bank, evidence, summary, pack, drawn
    or history, or scale or columns for the files that 'packs results' is given; without it, lists
    them. 'packs new' writes the schema beside each new file, and a first line that tells editors
    where it is; in a file of your own write that line yourself.
    """
    from generator.content.messages import did_you_mean
    from generator.workflows.authoring.schema import KINDS, OTHERS, schema_text

    kinds = KINDS | OTHERS
    if kind is None:
        width = max(map(len, kinds))
        for name, file_kind in kinds.items():
            say(f"{name:{width}}  {file_kind.path.format('<name>')}")
        return
    if kind not in kinds:
        raise click.UsageError(
            f"there is no kind of file '{kind}'{did_you_mean(kind, kinds)}; "
            "run 'packs schema' to see all kinds"
        )
    say(schema_text(kind))
