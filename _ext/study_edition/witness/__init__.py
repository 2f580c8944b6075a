"""The essay's own text: a reader's copy, kept private, and the gate that lets none of it be published."""
