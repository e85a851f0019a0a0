"""The examples in docstrings are true."""

from __future__ import annotations

import doctest
import importlib

FLAGS = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS


def test_docstring_examples_run(modules):
    failed = []
    for module in modules:
        if ">>>" not in module.text:
            continue
        done = doctest.testmod(importlib.import_module(module.name), optionflags=FLAGS)
        if done.failed:
            failed.append(f"{module.name}: {done.failed} of {done.attempted}")
    assert not failed, f"run `python -m doctest` on: {failed}"
