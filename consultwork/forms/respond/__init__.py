"""The screen to respond: one question at a time, piece by piece."""
