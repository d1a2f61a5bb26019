"""Keeping: the record of acts, undo, retention, and the papers of governance."""
