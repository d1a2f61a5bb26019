"""Theme at the desk: the codebook, reading and coding, suggestions, agreement, exchange, views."""
