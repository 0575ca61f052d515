"""What can stand on a page: blocks, and the markup of their text."""
