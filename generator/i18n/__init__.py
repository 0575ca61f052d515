"""Every fixed word on a page, from a catalogue per language."""
