"""Two drafts as one file with tracked changes."""
