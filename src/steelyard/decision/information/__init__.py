"""Kernels that ask what would change the answer."""
