"""Kernels that choose for all use cases at once, paying for what they share only once."""
