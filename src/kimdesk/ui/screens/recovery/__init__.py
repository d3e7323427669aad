"""The printed sheet in use."""
