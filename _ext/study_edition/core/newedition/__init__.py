"""Make the files of a new edition from a plain text."""
