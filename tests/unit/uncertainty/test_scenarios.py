from __future__ import annotations

import numpy as np
import pytest

from steelyard.uncertainty import Family, Parameter, Statement, draw
from steelyard.uncertainty.scenarios import (
    OURS,
    SCENARIOS,
    Removal,
    Scaling,
    Scenario,
    stressed,
)

LEVEL = Parameter("model:price-level/x", Statement(0.6, 1.0, 1.25, Family.LOGNORMAL), "1")
STAFF = Parameter(
    "dossier:capacity/staff/ml_engineer/in_post", Statement(1.0, 2.0, 4.0, Family.LOGNORMAL), "FTE"
)
SHARE = Parameter(
    "dossier:share", Statement(0.5, 0.7, 0.9, Family.NORMAL, least=0.0, most=1.0), "1"
)
KNOWN = {entry.id: entry for entry in (LEVEL, STAFF, SHARE)}
BY_ID = {scenario.id: scenario for scenario in SCENARIOS}


@pytest.fixture
def sample():
    return draw(KNOWN.values(), n=200, seed=3)


def test_the_six_scenarios_are_named_once_and_say_why():
    assert list(BY_ID) == [
        "vendor_cut_off", "price_doubling", "open_models_reach_bar",
        "export_controls_tighten", "budget_cut", "key_people_leave",
    ]  # fmt: skip
    assert len(BY_ID) == len(SCENARIOS)
    for scenario in SCENARIOS:
        assert scenario.rationale
        assert scenario.source == OURS
        assert scenario.moves_draws == (scenario.removal is Removal.NONE)


@pytest.mark.parametrize(
    ("scenario", "parameter", "factor"),
    [("price_doubling", LEVEL, 2.0), ("key_people_leave", STAFF, 0.5)],
)
def test_a_scenario_moves_what_it_names_and_nothing_else(sample, scenario, parameter, factor):
    found = stressed(sample, BY_ID[scenario], KNOWN)
    for name, entry in KNOWN.items():
        expected = sample.of(entry) * (factor if name == parameter.id else 1.0)
        np.testing.assert_array_equal(found.of(entry), expected)


def test_draws_stay_within_hard_bounds(sample):
    doubled = Scenario("any", scalings=(Scaling(2.0, starts=("dossier:share",)),))
    assert stressed(sample, doubled, KNOWN).of(SHARE).max() == 1.0


def test_further_shifts_are_added(sample):
    found = stressed(sample, Scenario("any"), KNOWN, shifts={LEVEL.id: 0.25})
    np.testing.assert_allclose(found.of(LEVEL), sample.of(LEVEL) + 0.25)


def test_of_several_scalings_the_first_counts(sample):
    scalings = (Scaling(3.0, starts=("model:",)), Scaling(5.0, unit_ends=("1",)))
    moved = Scenario("any", scalings=scalings).moved(KNOWN.values())
    assert {name: factor for name, (_, factor) in moved.items()} == {LEVEL.id: 3.0, SHARE.id: 5.0}


def test_beginning_end_and_unit_must_all_fit():
    scaling = Scaling(1.0, starts=("dossier:",), ends=("/in_post",), unit_ends=("FTE",))
    assert scaling.fits(STAFF)
    assert not scaling.fits(SHARE)
    assert not scaling.fits(LEVEL)
