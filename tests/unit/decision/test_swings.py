from __future__ import annotations

import pytest

from steelyard.decision.measures import duel_of
from steelyard.decision.swings import swings_of


@pytest.fixture(scope="module")
def found(profiled):
    profile, leading, influence = profiled()
    duel = duel_of(profile.contest, leading)
    return swings_of(profile, duel, influence, n_tried=60, n_listed=12)


def test_the_volume_swings_the_small_case_most(found):
    first = found.swings[0]
    assert first.parameter.endswith("requests_per_year")
    assert (first.p05, first.p95) == (2e3, 5e4)
    assert first.best[0] == "do_minimum" != first.best[1]


def test_swings_of_the_lead_come_first_in_order(found):
    sizes = [abs(entry.lead[1] - entry.lead[0]) for entry in found.swings]
    assert sizes == sorted(sizes, reverse=True)
    assert found.n_tried >= len(found.swings)


def test_only_what_moves_something_is_listed(found):
    for entry in found.swings:
        ends = (entry.lead, entry.money, entry.value)
        assert any(low != high for low, high in ends)


def test_the_json_form_names_every_measure(found):
    told = found.as_json()
    assert set(told["middle"]) == {"lead", "money", "value"}
    assert told["swings"][0]["best"] == list(found.swings[0].best)


def test_few_tried_few_told(profiled):
    profile, leading, influence = profiled()
    duel = duel_of(profile.contest, leading)
    assert swings_of(profile, duel, influence, n_tried=0, n_listed=12).swings == ()
    assert len(swings_of(profile, duel, influence, n_tried=5, n_listed=1).swings) <= 3
