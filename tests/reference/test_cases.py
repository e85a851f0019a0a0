"""Published and hand-worked examples, which an official can read, recomputed by our kernels.

Each file of ``cases`` is a list of cases: ``name``, ``source`` and ``locator`` (or ``source: worked
by hand`` with the steps in ``locator``), ``function`` (full dotted name), ``input``, ``output`` (a
number, a list, or a mapping of result field to either), ``unit`` and relative ``tolerance``. In an
input a list is an array (of text: a tuple), ``{call: dotted.name, with: {...}}`` makes an object
and ``{seed: 1}`` a random generator; ``{named: dotted.name}`` is the function of that name,
``{as_written: ...}`` hands lists over as tuples, and a list of such mappings becomes a tuple.
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
        for case in YAML(typ="safe", pure=True).load(path):
            yield pytest.param(case, id=f"{path.stem}: {case['name']}")


def _named(dotted):
    owner, name = dotted.rsplit(".", 1)
    is_class = owner.rsplit(".", 1)[-1][0].isupper()
    return getattr(_named(owner) if is_class else import_module(owner), name)


def _argument(value):
    if isinstance(value, dict):
        return _made(value)
    if isinstance(value, list) and any(isinstance(entry, dict) for entry in value):
        return tuple(_argument(entry) for entry in value)
    if isinstance(value, list):
        array = np.array(value)
        is_truth = array.dtype.kind == "b"
        return (
            tuple(value) if array.dtype.kind in "OU" else array.astype(bool if is_truth else float)
        )
    return value


def _made(mapping):
    if "call" in mapping:
        return _named(mapping["call"])(**{k: _argument(v) for k, v in mapping["with"].items()})
    ((kind, value),) = mapping.items()
    makers = {"named": _named, "as_written": _tuples, "seed": np.random.default_rng}
    return makers[kind](value)


def _tuples(value):
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


def _expect(found, expected, case):
    if isinstance(expected, dict):
        for field, value in expected.items():
            _expect(getattr(found, field), value, case)
    elif isinstance(expected, str):
        assert str(found) == expected
    else:
        assert np.shape(found) == np.shape(expected)
        np.testing.assert_allclose(
            found, expected, rtol=case["tolerance"], atol=ABSOLUTE, err_msg=f"[{case['unit']}]"
        )


@pytest.mark.parametrize("case", [*_cases()])
def test_case(case):
    assert set(case) == FIELDS
    found = _named(case["function"])(**{k: _argument(v) for k, v in case["input"].items()})
    _expect(found, case["output"], case)
