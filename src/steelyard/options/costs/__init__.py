"""Cost kernels: numbers in, numbers out. Called by the options stage only."""
