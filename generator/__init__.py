"""Briefing packs: from YAML question banks to printable briefings, papers and answer keys."""

__version__ = "0.1.0"
