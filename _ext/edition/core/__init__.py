"""The pure core: loci, records, matching, sorting, fingerprints. Nothing in it imports Sphinx."""
