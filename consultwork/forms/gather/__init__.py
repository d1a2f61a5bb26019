"""Screens to gather: the form, notes, imports, transcripts, paper, and the maker of forms."""
