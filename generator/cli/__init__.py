"""The command `packs`: one module per command, each of which parses, calls and prints."""

from generator.cli.program import COMMANDS, GROUPS, main

__all__ = ["COMMANDS", "GROUPS", "main"]
