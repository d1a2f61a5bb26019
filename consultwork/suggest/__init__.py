"""What the machine proposes: codes for comments, and words that may identify someone. It never decides."""
