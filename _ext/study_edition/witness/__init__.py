"""The essay's own text: a reader's private copy, and the gate that keeps it out of publication."""
