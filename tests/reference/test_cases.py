"""Published and hand-worked examples, which an official can read, recomputed by our kernels.

Each file of ``cases`` is a list of cases: ``name``, ``source`` and ``locator`` (or ``source: worked by
hand`` with the steps in ``locator``), ``function`` (full dotted name), ``input``, ``output`` (a number, a list, or
a mapping of result field to either), ``unit`` and relative ``tolerance``. In lists, ``.nan`` is not a number.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
from ruamel.yaml import YAML

FIELDS = {"name", "source", "locator", "function", "input", "output", "unit", "tolerance"}
ABSOLUTE = 1e-12


def _cases():
    for path in sorted((Path(__file__).parent / "cases").glob("*.yaml")):
        for case in YAML(typ="safe").load(path):
            yield pytest.param(case, id=f"{path.stem}: {case['name']}")


def _argument(value):
    """Return a list of numbers or truth values as an array, anything else as it is."""
    if isinstance(value, list) and np.asarray(value).dtype.kind in "bif":
        array = np.asarray(value)
        return array if array.dtype.kind == "b" else array.astype(np.float64)
    return value


@pytest.mark.parametrize("case", list(_cases()))
def test_case(case):
    assert set(case) == FIELDS
    module, name = case["function"].rsplit(".", 1)
    arguments = {key: _argument(value) for key, value in case["input"].items()}
    found = getattr(import_module(module), name)(**arguments)
    expected = case["output"] if isinstance(case["output"], dict) else {"": case["output"]}
    for field, value in expected.items():
        part = getattr(found, field) if field else found
        np.testing.assert_allclose(
            part, value, rtol=case["tolerance"], atol=ABSOLUTE, err_msg=f"{field} [{case['unit']}]"
        )
