"""The briefing: its parts, and the document that they make."""
