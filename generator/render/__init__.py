"""Blocks to text, to accessible text and to PDF."""
