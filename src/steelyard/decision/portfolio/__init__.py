"""Kernels that choose for all use cases at once and share what is built together."""
