"""The screen to follow up: each ask and what became of it."""
