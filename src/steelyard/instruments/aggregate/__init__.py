"""Kernels: the ways in which official instruments add up, each as the text has it."""
