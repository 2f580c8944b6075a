"""The commands of ``edition``: one file each, with ``add`` to register it."""
