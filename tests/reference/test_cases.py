"""Published and worked examples, readable by anyone: ``cases/<module>.yaml``, one per kernel module.

A case has a ``name``, the ``function`` by dotted path, ``source`` and ``locator``, ``inputs``, the
``expected`` output with its ``unit``, and a ``tolerance`` (relative; 1e-9 if left out). In inputs a
list is an array (of text: a tuple), ``{call: dotted.path, with: {...}}`` makes an object and
``{seed: 1}`` a random generator. Where ``expected`` is a mapping, its keys are fields of the result.
"""

from __future__ import annotations

import importlib
from pathlib import Path

import numpy as np
import pytest
from ruamel.yaml import YAML

FIELDS = {"name", "function", "source", "locator", "inputs", "expected", "unit"}
FILES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))


def _loaded(path):
    with path.open(encoding="utf-8") as stream:
        return YAML(typ="safe", pure=True).load(stream)


CASES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}")
    for path in FILES
    for case in _loaded(path)
]


def _named(dotted):
    module, _, name = dotted.rpartition(".")
    return getattr(importlib.import_module(module), name)


def _built(value):
    if isinstance(value, dict) and "call" in value:
        return _named(value["call"])(**{k: _built(v) for k, v in value["with"].items()})
    if isinstance(value, dict) and set(value) == {"seed"}:
        return np.random.default_rng(value["seed"])
    if isinstance(value, list):
        array = np.array(value)
        return tuple(value) if array.dtype.kind in "OU" else array.astype(_kind(array))
    return value


def _kind(array):
    return bool if array.dtype.kind == "b" else float


def _expect(found, expected, tolerance):
    if isinstance(expected, dict):
        for field, value in expected.items():
            _expect(getattr(found, field), value, tolerance)
        return
    if isinstance(expected, str):
        assert str(found) == expected
        return
    found, expected = np.asarray(found), np.asarray(expected)
    assert found.shape == expected.shape
    np.testing.assert_allclose(found, expected, rtol=tolerance, atol=tolerance * 1e-6)


@pytest.mark.parametrize("case", CASES)
def test_case(case):
    assert FIELDS <= set(case), f"missing: {FIELDS - set(case)}"
    inputs = {name: _built(value) for name, value in case["inputs"].items()}
    _expect(
        _named(case["function"])(**inputs), case["expected"], float(case.get("tolerance", 1e-9))
    )
