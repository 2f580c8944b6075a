"""Annotations in and out: notes as W3C Web Annotations and tables, and what others made as notes of a layer.

``record`` is what they have in common; ``webannotation``, ``hypothes`` and ``table`` read and write the formats; ``placing`` finds the
paragraph that a foreign annotation is about, and never guesses; ``layerfile`` writes a layer.
"""
