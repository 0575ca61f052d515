"""Each kind of block to lines and boxes, one module per kind."""
