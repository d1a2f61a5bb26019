"""Plan at the desk: who asks, by when, and how we answer together."""
