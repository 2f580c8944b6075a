"""The gate: nothing that is published may hold the essay."""
