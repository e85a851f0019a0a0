from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from steelyard.facts.tables import FactTables


def test_a_run_with_fewer_active_parameters_is_a_mixture(tables: FactTables) -> None:
    (run,) = tables.training_runs
    assert run.is_mixture
    assert not run.model_copy(update={"params_active_b": 2.0}).is_mixture
    assert not run.model_copy(update={"params_total_b": None}).is_mixture


def test_spellings_are_resolved_on_reading(tables: FactTables) -> None:
    (run,) = tables.training_runs
    (measurement,) = tables.serving_measurements
    assert (run.model, run.model_id, run.hardware_id) == ("Small 1B", "small-1b", "Chip-1")
    assert (measurement.model_id, measurement.hardware_id) == ("small-1b", "Chip-1")
