"""Placeholder docstring; the owner of this package states its promise here."""
