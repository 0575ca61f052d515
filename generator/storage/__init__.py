"""Files read whole and replaced whole; canonical and sealed JSON; CSV."""
