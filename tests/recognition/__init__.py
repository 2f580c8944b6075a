"""A text written for the tests of recognition, and what is made of it."""
