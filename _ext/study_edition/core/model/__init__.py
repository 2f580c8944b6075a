"""The data model of an edition: records, loci, problems, the ledger, and the assembled edition."""
