"""Checks of meaning: one function per rule, one module per family."""
