"""Findings: obstacles the cases show, written down and released."""
