"""`packs proof`: built files as they come off a black-and-white copier."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.console import CONTENT_ERROR, USAGE_ERROR, complain, count, fail, say, say_json
from generator.cli.editions import find_or_exit
from generator.cli.options import gathered, text_or_json_option
from generator.cli.project import complete_pack, pass_project, path_in_project
from generator.values import dataclass

if TYPE_CHECKING:
    from generator.storage.files import ProjectFiles

_MOST_GENERATIONS = 5


@dataclass(frozen=True)
class ProofOptions:
    """The options of `packs proof`."""

    to: Path | None
    generation: int
    output: str


@click.command("proof", epilog="Example:  packs proof midterm")
@click.argument(
    "names", metavar="CODE|PACK|FILE...", nargs=-1, required=True, shell_complete=complete_pack
)
@click.option(
    "--generation",
    type=click.IntRange(1, _MOST_GENERATIONS),
    default=1,
    show_default=True,
    metavar="N",
    help=f"2 is a copy of a copy, and so on up to {_MOST_GENERATIONS}.",
)
@click.option(
    "--to",
    metavar="FOLDER",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder to write to (default: proof in the pack's folder of output).",
)
@text_or_json_option
@gathered(ProofOptions)
@pass_project
def command(project: ProjectFiles, names: tuple[str, ...], options: ProofOptions) -> None:
    """Show built files as they come off a black-and-white copier.

    Writes of each PDF a proof with its pages in black and white, 150 dots to an inch. Lists every
    page on which something thin or light is lost, and exits with 1 if there is one. Of a pack or
    code all its built files for students and teacher are copied, of midterm-B those of form B.
    The proof of a key is a key: keep it to yourself.
    """
    from generator.workflows.sitting.proof import (
        NoPdfReader,
        NoProof,
        as_json,
        losses,
        proof_of,
        write_proof,
    )

    lost: list[str] = []
    report = []
    for path, file in _files(project, names).items():
        try:
            proof = proof_of(path, _folder(file.parent).read(file.name), options.generation)
            if options.to is None:
                written = write_proof(project, proof)
            else:
                folder = _folder(options.to)
                folder.sweep()
                folder.write(proof.name, proof.data)
                written = str(options.to / proof.name)
        except NoPdfReader as error:
            fail(USAGE_ERROR, str(error))
        except NoProof as error:
            fail(CONTENT_ERROR, str(error))
        lost += losses(proof)
        report.append(as_json(written, proof))
        if options.output == "text":
            say(f"{written} ({count(len(proof.lost), 'page')})")
    if options.output == "json":
        say_json(report)
    for sentence in lost:
        complain(sentence)
    if lost:
        fail(CONTENT_ERROR)


def _files(project: ProjectFiles, names: Iterable[str]) -> dict[str, Path]:
    """The files meant, by their paths in the project, or as they were typed."""
    from generator.workflows.sitting.proof import files_to_copy

    files: dict[str, Path] = {}
    for name in names:
        if name.lower().endswith(".pdf"):
            if not Path(name).is_file():
                raise click.UsageError(f"there is no file '{name}'")
            files[path_in_project(project, name) or name] = Path(name)
            continue
        edition = find_or_exit(project, name)
        built = files_to_copy(project, edition)
        if not built:
            fail(
                CONTENT_ERROR,
                f"no PDFs of {name} are in output/{edition.edition.pack}/; run 'packs build', "
                f"or for an earlier edition 'packs reprint {edition.edition.code}'",
            )
        files |= {path: project.root / path for path in built}
    return files


def _folder(folder: Path) -> ProjectFiles:
    from generator.storage.files import ProjectFiles

    return ProjectFiles(folder.resolve())
