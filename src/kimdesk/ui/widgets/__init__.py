"""Shared building blocks of the screens."""
