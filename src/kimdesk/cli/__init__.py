"""The command line, for people who automate and for tests."""
