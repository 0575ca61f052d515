"""The instructor's guide to a quiz: its values, what is counted for it, and its blocks."""
