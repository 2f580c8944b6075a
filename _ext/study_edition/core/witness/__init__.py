"""The essay as fingerprints: making them, finding its paragraphs in any text, and finding what leaks."""
