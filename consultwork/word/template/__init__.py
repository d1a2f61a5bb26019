"""Word templates: their tags, what is wrong with them, and an officer's own made to work."""
