"""The command line: parses, calls the study, prints. Data to stdout, messages to stderr."""

import os

# A study runs its use cases side by side; a linear algebra library that starts threads of its own
# in each of them makes all wait for each other. It reads this once, when numpy is loaded, so this
# line comes before the import.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from steelyard.cli.app import main

__all__ = ["main"]
