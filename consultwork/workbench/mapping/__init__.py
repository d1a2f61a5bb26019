"""Mapping at the desk: which evidence answers which question."""
