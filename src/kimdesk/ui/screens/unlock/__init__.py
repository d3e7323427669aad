"""Unlocking a workspace."""
