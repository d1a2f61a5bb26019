"""Review at the desk: member checking, comments and edits, approval, copies, sending."""
