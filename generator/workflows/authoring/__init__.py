"""New files, items selected by blueprint, resits."""
