"""Follow up at the desk: what became of what we asked for."""
