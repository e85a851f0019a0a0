from datetime import date

import pytest

from steelyard.errors import FactError
from steelyard.facts.loader import load_facts
from steelyard.options.serving_calibration import (
    EFFICIENCIES,
    ClassSpread,
    compute_name,
    load_calibration,
)
from steelyard.options.serving_configuration import Configuration, Effect, Mode, SpreadClass
from steelyard.options.serving_machines import Precision, machine_of
from steelyard.options.serving_models import Architecture

DENSE = Architecture("dense", 8, 8, 32, 32, 4096, kv_heads=8, head_dim=128)


@pytest.fixture(scope="module")
def facts():
    return load_facts(as_of=date(2026, 11, 21))


@pytest.fixture(scope="module")
def calibration(facts):
    return load_calibration(facts.tables)


def test_the_table_is_complete_and_plausible(calibration):
    assert set(calibration.efficiencies) == set(EFFICIENCIES)
    assert set(calibration.effects) == set(Effect)
    assert set(calibration.spreads) == set(SpreadClass)
    shares = [
        value for name, value in calibration.efficiencies.items() if EFFICIENCIES[name] == "1"
    ]
    assert all(0.2 < share < 1 for share in shares)
    assert all(0.5 < factor < 2 for factor in calibration.effects.values())


def test_accelerators_never_measured_are_less_certain(calibration, facts):
    def spread(hardware):
        machine = machine_of(facts, hardware)
        asked = Configuration(DENSE, machine, Precision.FP8, Mode.OFFLINE)
        parts = calibration.slowdown_parts(asked)
        return parts.common.p95 * parts.own.p95

    assert spread("Ascend-910B") > spread("H20-96GB") > spread("H100-SXM-80GB") > 1.1


def test_spread_splits_into_what_is_common_and_what_is_own():
    spread = ClassSpread(total=0.5, within=0.3)
    assert spread.between == pytest.approx(0.4)
    assert spread.common(0) == pytest.approx(0.4)
    assert spread.common(1000) < 0.01
    assert ClassSpread(total=0.3, within=0.3).common(0) == 0


def test_mixtures_compute_less_efficiently(calibration, facts):
    machine = machine_of(facts, "H100-SXM-80GB")
    mixture = Architecture(
        "mixture", 46.7, 12.9, 32, 32, 4096, kv_heads=8, head_dim=128, experts=8, active_experts=2
    )
    plain, mixed = (
        calibration.efficiency(Configuration(a, machine, Precision.FP8, Mode.OFFLINE), 1.0)
        for a in (DENSE, mixture)
    )
    assert mixed.compute < plain.compute == calibration.efficiencies[compute_name(8)]


def test_a_table_without_a_figure_says_how_to_get_it(facts, tmp_path):
    (tmp_path / "serving_calibration.csv").write_text("id,entity,parameter\n", encoding="utf-8")
    tables = type(facts.tables)(tmp_path)
    with pytest.raises(FactError, match=r"refit_serving\.py"):
        load_calibration(tables)
