"""The command ``edition``: a file for each verb, which parses arguments and prints."""
