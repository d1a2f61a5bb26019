"""The screen to map: which theme answers which question."""
