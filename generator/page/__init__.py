"""What can be on a page: blocks, and the markup of their text."""
