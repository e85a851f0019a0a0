"""A small study, run once."""

from __future__ import annotations

import pytest

from steelyard.study import run_study


@pytest.fixture(scope="session")
def small_path(root):
    return root / "examples" / "small-country" / "dossier.yaml"


@pytest.fixture(scope="session")
def small_study(small_path):
    return run_study(small_path, draws=100)
