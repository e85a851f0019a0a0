"""Kernels that ask what an advice costs where it is wrong, and which options nobody needs."""
