"""The gate: no published file may contain text of the essay."""
