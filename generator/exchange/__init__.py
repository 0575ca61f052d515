"""Other programs' formats of questions, in and out: one module for each format."""
