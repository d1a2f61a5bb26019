"""Volunteers at the page: forms, invitations, and each visit from its first word to its last."""
