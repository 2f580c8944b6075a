"""Other people's files, read as lines of text."""
