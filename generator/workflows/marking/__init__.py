"""After the sitting: strips, mark sheets, corrections, errata, what changed."""
