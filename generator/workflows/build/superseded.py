"""Files that commands made of editions and revisions which a build has since left behind."""

from __future__ import annotations

from collections.abc import Mapping

from generator.workflows.build.manifest import Manifest
from generator.workflows.build.outputs import OutputFile, read_name


def superseded_remarks(pack: str, manifest: Manifest, latest: Mapping[str, int]) -> list[str]:
    """A sentence for each file in the manifest that a command made and that nobody should use.

    `latest`: by code, of the pack's edition and of those handed out, the number of the latest
    revision (0 where it is not known).  Files that people write into are not among them.
    """
    remarks = []
    for file in manifest.files:
        output = read_name(pack, file.name) if file.asked else None
        if output is None or output.kind.filled_in:
            continue
        if owner := _left_behind(output, latest):
            remarks.append(
                f"{output.path} belongs to {owner}; remove it, or rename it if you still need it"
            )
    return remarks


def _left_behind(file: OutputFile, latest: Mapping[str, int]) -> str:
    """The edition or revision of a file, in words; "" where it is a current one."""
    if file.code not in latest:
        return f"the earlier edition {file.code}"
    newest = latest[file.code]
    if 0 < file.revision < newest:
        return f"revision {file.revision} of the key, which is now at revision {newest}"
    return ""
