"""Settings of the property tests: no time limit, so that a busy machine fails no test."""

from hypothesis import settings

settings.register_profile("core", deadline=None)
settings.load_profile("core")
