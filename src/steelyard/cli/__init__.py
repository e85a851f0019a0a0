"""The command line: parses, calls the study, prints. Data to stdout, messages to stderr."""

from steelyard.cli.app import main

__all__ = ["main"]
