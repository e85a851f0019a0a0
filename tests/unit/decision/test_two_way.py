from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.grids import Scan
from steelyard.decision.two_way import switching_map, switching_maps


@pytest.fixture(scope="module")
def profile(profiled):
    return profiled()[0]


@pytest.fixture(scope="module")
def maps(profile):
    subject = profile.contest.ids.index("api:a")
    return {entry.second.key: entry for entry in switching_maps(profile, subject, steps=(9, 5))}


def test_few_requests_keep_todays_service(maps):
    found = maps["bought_prices"]
    assert len(found.best) == 5
    assert len(found.best[0]) == 9
    assert {found.options[row[0]] for row in found.best} == {"do_minimum"}
    assert found.options[found.best[0][-1]] != "do_minimum"
    assert sum(found.shares) == pytest.approx(1.0)
    assert found.first.key == "volume"
    assert (found.first.p05, found.first.p50, found.first.p95) == (2e3, 1e4, 5e4)
    assert found.second.p05 == pytest.approx(1.0 / 3.0)


def test_the_middle_of_a_map_is_the_base(profile, maps):
    for found in maps.values():
        assert found.options[found.best[2][4]] == profile.contest.ids[int(profile.base.best[0])]


def test_pay_and_quality_have_maps_of_their_own(maps):
    assert set(maps) == {"bought_prices", "pay", "quality"}
    assert maps["pay"].second.values[2] == pytest.approx(1.0)
    quality = maps["quality"].second
    assert quality.option == "api:a"
    assert list(quality.values) == sorted(quality.values)
    assert quality.values[2] == pytest.approx(quality.p50, rel=1e-3)
    assert 0 < quality.p05 < quality.p50 < quality.p95 < 1
    assert maps["quality"].as_json()["second"]["option"] == "api:a"


def test_the_map_most_likely_to_turn_the_answer_comes_first(profile):
    subject = profile.contest.ids.index("api:a")
    turned = [entry.turned for entry in switching_maps(profile, subject, steps=(9, 5))]
    assert turned == sorted(turned, reverse=True)
    assert all(0 <= share <= 1 for share in turned)


def test_unknown_quality_has_no_map(profile, monkeypatch):
    profile.contest.appraisal.quality.flags.writeable = True
    row = profile.contest.table.options[1]
    known = profile.contest.appraisal.quality[row].copy()
    profile.contest.appraisal.quality[row] = np.nan
    keys = [entry.second.key for entry in switching_maps(profile, 1, steps=(3, 3))]
    profile.contest.appraisal.quality[row] = known
    assert "quality" not in keys


def test_two_prices_move_by_a_common_factor(profile, synthetic):
    both = (synthetic.API_PRICE, synthetic.MACHINE)
    volume = Scan("volume", (profile.volume,), np.array([0.0]), is_factor=True)
    scan = Scan("both", both, np.array([-1.0, 0.0, 1.0]), is_factor=True)
    found = switching_map(profile, volume, scan)
    assert found.second.unit == "1"
    assert found.second.values == pytest.approx((np.exp(-1), 1.0, np.exp(1)))
    assert found.second.p05 == pytest.approx((1 / 3 + 2 / 3) / 2)
    assert found.as_json()["second"]["p50"] == 1
    turned = switching_map(profile, scan, volume)
    assert turned.first.values == found.second.values


def test_certain_things_stand_in_the_middle(profile, synthetic):
    volume = Scan("volume", (profile.volume,), np.array([-1.0, 0.0]), is_factor=True)
    fixed = Scan("fixed", (synthetic.FIXED,), np.array([-1.0, 0.0, 1.0]), is_factor=True)
    found = switching_map(profile, volume, fixed)
    assert found.second.p05 is None
    assert sum(found.shares) == pytest.approx(1.0)


def test_where_nothing_is_bought_by_use_there_is_no_map_of_prices(profile, monkeypatch):
    monkeypatch.setattr("steelyard.decision.two_way.is_bought_price", lambda parameter: False)
    keys = [entry.second.key for entry in switching_maps(profile, 1, steps=(3, 3))]
    assert "bought_prices" not in keys
