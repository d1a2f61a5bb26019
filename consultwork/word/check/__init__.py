"""Whether everyone can read a Word file, and what a reader sees of it."""
