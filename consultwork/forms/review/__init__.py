"""Screens to review: member checking, comments and changes, copies and approval."""
