"""A least complete dossier, as text, for tests to break."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LEAST_DOSSIER = """\
id: least
title: {en: The least dossier}
as_of: 2024-05-23
prepared_by: a test
jurisdiction: {country: "NO", tier: national, pack: GENERIC, languages: [en]}
money:
  currency: NOK
  price_year: 2024
  tax_rate: 0.25
  import_duty: 0
  discount_rate: 0.04
  inflation: 0.02
  real_wage_growth: 0.01
horizon: {first_year: 2025, n_years: 5}
rules: {reading: six_dimensions, stated_by: a test, stated_on: 2024-05-23}
site: {grid_zone: "NO"}
capacity: {has_data_centre: false}
use_cases:
  - id: letters
    name: {en: Letters}
    scenario: {en: Office}
    owner: a ministry
    task: drafting
    today: {cost_per_request: 10, minutes_per_request: 20, error_rate: 0.1}
    workload:
      requests_per_year: {p05: 1000, p50: 2000, p95: 9000}
      growth: 0
      peak_to_mean: 4
      input_tokens: 1000
      output_tokens: 300
    languages: [{language: en, share: 1.0}]
    data_class: internal
    serves_public: false
    decision_impact: low
    need_for_control: 1
    strategic_importance: 1
    requirements: {}
    start_year: 2025
"""


@pytest.fixture
def least() -> str:
    """Text of a valid dossier."""
    return LEAST_DOSSIER


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str | bytes], Path]:
    """Write a dossier file and return its path."""

    def write(content: str | bytes) -> Path:
        path = tmp_path / "dossier.yaml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write
