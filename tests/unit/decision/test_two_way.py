from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.grids import Scan
from steelyard.decision.two_way import switching_map, volume_and_price


@pytest.fixture(scope="module")
def profile(profiled):
    return profiled()[0]


def test_few_requests_keep_todays_service(profile):
    found = volume_and_price(profile, steps=(9, 5))
    assert len(found.best) == 5
    assert len(found.best[0]) == 9
    assert {found.options[row[0]] for row in found.best} == {"do_minimum"}
    assert found.options[found.best[0][-1]] != "do_minimum"
    assert sum(found.shares) == pytest.approx(1.0)
    assert found.first.key == "volume"
    assert (found.first.p05, found.first.p50, found.first.p95) == (2e3, 1e4, 5e4)
    assert found.second.p05 == pytest.approx(1.0 / 3.0 * 3.0)


def test_the_middle_of_the_map_is_the_base(profile):
    found = volume_and_price(profile, steps=(5, 3))
    assert found.options[found.best[1][2]] == profile.contest.ids[int(profile.base.best[0])]


def test_two_prices_move_by_a_common_factor(profile, synthetic):
    both = (synthetic.API_PRICE, synthetic.MACHINE)
    volume = Scan("volume", (profile.volume,), np.array([0.0]), is_factor=True)
    scan = Scan("both", both, np.array([-1.0, 0.0, 1.0]), is_factor=True)
    found = switching_map(profile, volume, scan)
    assert found.second.unit == "1"
    assert found.second.values == pytest.approx((np.exp(-1), 1.0, np.exp(1)))
    assert found.second.p05 == pytest.approx((1 / 3 + 2 / 3) / 2)
    assert found.as_json()["second"]["p50"] == 1


def test_certain_things_stand_in_the_middle(profile, synthetic):
    volume = Scan("volume", (profile.volume,), np.array([-1.0, 0.0]), is_factor=True)
    fixed = Scan("fixed", (synthetic.FIXED,), np.array([-1.0, 0.0, 1.0]), is_factor=True)
    found = switching_map(profile, volume, fixed)
    assert found.second.p05 is None
    assert sum(found.shares) == pytest.approx(1.0)


def test_where_nothing_is_bought_by_use_there_is_no_map(profile, monkeypatch):
    monkeypatch.setattr("steelyard.decision.two_way.is_bought_price", lambda parameter: False)
    assert volume_and_price(profile, steps=(3, 3)) is None
