"""Another project, in Sphinx and MyST alone, that points into an edition; the test says where its inventory is."""

project = "Elsewhere"
extensions = ["myst_parser", "sphinx.ext.intersphinx"]
html_theme = "basic"
