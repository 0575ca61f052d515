"""For the sitting: reprints and class sets."""
