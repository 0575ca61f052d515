"""Marks in, totals and statistics out: papers read from tables, scored, counted and described."""
