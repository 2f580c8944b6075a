"""What an edition is made of: records, loci, problems, the ledger, and the edition put together from them."""
