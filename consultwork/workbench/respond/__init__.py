"""Respond at the desk: answers, and the documents made of them."""
