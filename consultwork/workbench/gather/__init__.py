"""Gather at the desk: tables, transcripts, notes and forms on paper come in."""
