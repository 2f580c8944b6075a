"""The edition as data and rules. Nothing here imports Sphinx or docutils."""
