"""One use case with given numbers, so that every figure can be worked by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from steelyard.dossier.base import Quantity
from steelyard.dossier.loader import load_dossier


@pytest.fixture(scope="session")
def guangxi():
    """Return the example of the tutorial."""
    return load_dossier(Path(__file__).parents[3] / "examples" / "guangxi-2024" / "dossier.yaml")


@pytest.fixture(scope="session")
def given():
    """Return a copy of a part of a dossier with certain numbers in place of its own."""

    def replace(part, **values):
        return part.model_copy(
            update={
                name: Quantity(value=value, status="given") if name != "ramp_years" else value
                for name, value in values.items()
            }
        )

    return replace


@pytest.fixture(scope="session")
def use_case(guangxi, given):
    """Return the citizens' questions with round numbers, starting in 2026."""
    entry = next(found for found in guangxi.use_cases if found.id == "citizen-questions")
    return entry.model_copy(
        update={
            "start_year": 2026,
            "workload": given(
                entry.workload,
                requests_per_year=1_000_000,
                growth=0.1,
                peak_to_mean=4,
                input_tokens=2000,
                output_tokens=300,
            ),
            "today": given(entry.today, cost_per_request=5, minutes_per_request=6, error_rate=0.2),
            "benefit": given(
                entry.benefit,
                addressable_share=0.5,
                uptake=0.4,
                ramp_years=2,
                minutes_saved=3,
                staff_cost_per_hour=40,
                realised_share=0.5,
                cost_of_wrong_result=8,
                other_value=2,
            ),
        }
    )
