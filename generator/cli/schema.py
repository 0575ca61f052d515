"""`packs schema`: what editors check YAML files by, and complete fields from."""

from __future__ import annotations

import click

from generator.cli.console import say


@click.command("schema", epilog="Example:  packs schema bank > packs/.schemas/bank.json")
@click.argument("kind", required=False)
def command(kind: str | None) -> None:
    """Print the JSON Schema of a kind of file.

    Editors explain and check YAML files by it. KIND is bank, evidence, summary, pack or drawn;
    without it, lists them. 'packs new' writes the
    schema beside each new file, and a first line that tells editors where it is.
    """
    from generator.content.messages import did_you_mean
    from generator.workflows.authoring.schema import KINDS, schema_text

    if kind is None:
        width = max(map(len, KINDS))
        for name, file_kind in KINDS.items():
            say(f"{name:{width}}  {file_kind.path.format('<name>')}")
        return
    if kind not in KINDS:
        raise click.UsageError(
            f"there is no kind of file '{kind}'{did_you_mean(kind, KINDS)}; "
            "run 'packs schema' to see all kinds"
        )
    say(schema_text(kind))
