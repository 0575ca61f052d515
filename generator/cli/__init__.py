"""The command `packs`: one module per command, each of which parses, calls and prints."""

from generator.cli.program import COMMANDS, main

__all__ = ["COMMANDS", "main"]
