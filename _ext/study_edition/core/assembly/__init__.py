"""The edition put together from the records of all documents, and checked."""
