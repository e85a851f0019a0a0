"""Kernels that turn performance and weights into values, ranks and acceptabilities."""
