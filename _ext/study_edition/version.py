"""The version, where the build of the package finds it without importing Sphinx."""

VERSION = "0.1.0"
