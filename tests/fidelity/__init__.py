"""That pages say what was typed: items drawn at random, read back by two other programs."""
