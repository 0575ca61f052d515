"""Authored files to content: one module per kind of file."""
