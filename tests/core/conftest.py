"""Settings of the property tests: no time limit for one example, so that a busy machine makes nothing red."""

from hypothesis import settings

settings.register_profile("core", deadline=None)
settings.load_profile("core")
