"""Entries of the time series: what holds for a person from when to when."""
