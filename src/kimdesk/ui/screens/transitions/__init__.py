"""Rechtskreiswechsel with its gap in days."""
