"""A plain text made into the files of a new edition."""
