"""Every quantity is drawn under a name that survives reordering."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steelyard.dossier.loader import load_dossier
from steelyard.dossier.parameters import (
    entry_name,
    parameter_of,
    parameters_of,
    quantities_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_paths_and_units(least: str, written: Callable[[str], Path]) -> None:
    dossier = load_dossier(written(least))
    found = {path: (quantity, place.unit) for path, quantity, place in quantities_of(dossier)}
    quantity, unit = found["use_cases/letters/workload/requests_per_year"]
    assert unit == "request/year"
    assert quantity.p95 == 9000
    assert "money/tax_rate" in found
    assert len(found) == 5 + 3 + 5


def test_parameters_carry_statement_and_common_cause(
    least: str, written: Callable[[str], Path]
) -> None:
    text = least.replace(
        "{p05: 1000, p50: 2000, p95: 9000}",
        "{p05: 1000, p50: 2000, p95: 9000, moves_with: volume, correlation: 0.9}",
    )
    dossier = load_dossier(written(text))
    path = "use_cases/letters/workload/requests_per_year"
    parameter = parameters_of(dossier)[path]
    assert parameter.id == f"dossier:{path}"
    assert parameter.unit == "request/year"
    assert (parameter.common_factor, parameter.correlation) == ("volume", 0.9)
    quantity = dossier.use_cases[0].workload.requests_per_year
    assert parameter_of(path, quantity, "request/year") == parameter


def test_entries_are_named_by_id_role_hardware_or_position(
    least: str, written: Callable[[str], Path]
) -> None:
    text = least.replace(
        "{has_data_centre: false}",
        "{has_data_centre: false, staff: [{role: evaluator, in_post: 1, hires_per_year: 1}], "
        "accelerators: [{hardware: L4, count: 8, free_share: 0.5}]}",
    )
    text += (
        "judgements: [{criterion: norm_fit, level: 3, rater: A, role: B, date: 2024-01-01, "
        "rationale: {en: because}}]\n"
    )
    dossier = load_dossier(written(text))
    paths = [stated.path for stated in quantities_of(dossier)]
    assert "capacity/staff/evaluator/in_post" in paths
    assert "capacity/accelerators/L4/count" in paths
    assert "judgements/0/level" in paths
    assert entry_name("use_cases", dossier.use_cases[0], 7) == "letters"
