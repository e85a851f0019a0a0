from __future__ import annotations

import pytest

from steelyard.facts import grid
from steelyard.facts.schema import FactRow


@pytest.fixture(scope="module")
def rows() -> dict[tuple[str, str], FactRow]:
    found = (FactRow.model_validate(fields) for _, fields in grid.raw_rows())
    return {(row.place, row.parameter): row for row in found}


def test_every_zone_has_one_place(rows: dict[tuple[str, str], FactRow]) -> None:
    assert len({place for place, _ in rows}) > 200


def test_the_band_is_the_difference_of_two_sets(rows: dict[tuple[str, str], FactRow]) -> None:
    france = rows["FR", "carbon-intensity"]
    assert france.p95 == pytest.approx(france.p50 * 1.37)
    mali = rows["ML", "carbon-intensity"]
    assert mali.p95 == pytest.approx(mali.p50 * (1.37 if mali.p50 < 0.1 else 1.2))


def test_the_version_is_stamped(rows: dict[tuple[str, str], FactRow]) -> None:
    assert grid.package_version() in rows["CN", "carbon-intensity"].locator


def test_a_world_default_for_water_is_no_fact_of_a_country(
    rows: dict[tuple[str, str], FactRow],
) -> None:
    assert ("SG", "water-per-energy") not in rows
    assert rows["WLD", "water-per-energy"].p50 > 0


def test_zones_without_one_code_are_left_out() -> None:
    assert grid.place_of("EEE") is None


def test_a_gap_in_the_package_is_no_grid_without_emissions(
    rows: dict[tuple[str, str], FactRow],
) -> None:
    assert ("CF", "carbon-intensity") not in rows
    assert all(row.p50 > 0 for row in rows.values())
