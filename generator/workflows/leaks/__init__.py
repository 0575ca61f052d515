"""A search of students' files for what only the key side may hold."""
