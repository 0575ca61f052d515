"""Set pages to the bytes of a tagged PDF."""
