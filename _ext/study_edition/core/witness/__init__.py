"""Fingerprints of the essay: compute them, recognise its paragraphs in any text, find leaks."""
