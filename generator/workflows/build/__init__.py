"""A pack built: planned, frozen, composed, rendered, published."""
