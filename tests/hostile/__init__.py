"""Words that try to be more than words, and proof that they stay words."""
