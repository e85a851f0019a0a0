from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.discovery import discover, targets_of, wins_of


@pytest.fixture(scope="module")
def contest(contests):
    return contests(n=2000)["small"]


def test_few_requests_explain_when_todays_service_stays(contest):
    (found,) = discover(contest, ["class:keep"], n_halves=10)
    first = found.ranges[0]
    assert first.parameter.endswith("small/workload/requests_per_year")
    assert first.low is None
    assert 5e3 < first.high < 2e4
    assert 0 < first.probability < 1
    assert first.found_again > 0.5
    assert found.density > found.share
    assert found.coverage > 0.8
    assert found.as_json()["ranges"][0]["low"] is None


def test_shares_of_all_classes_add_up(contest):
    names = ["class:keep", "class:buy", "class:build"]
    assert sum(wins_of(contest, name).mean() for name in names) == pytest.approx(1.0)
    options = [f"option:{name}" for name in contest.ids]
    assert sum(wins_of(contest, name).mean() for name in options) == pytest.approx(1.0)


def test_building_and_the_leading_class_are_worth_explaining(contest):
    assert targets_of(contest, 0) == ("class:build", "class:keep")
    build = contest.ids.index("open:d")
    assert targets_of(contest, build) == ("class:build",)


def test_what_hardly_ever_wins_is_too_rare(contest):
    rarest = min(contest.ids, key=lambda name: wins_of(contest, f"option:{name}").sum())
    (found,) = discover(contest, [f"option:{rarest}"], n_halves=2)
    assert found.is_too_rare
    assert found.ranges == ()
    assert (found.coverage, found.mass, found.density) == (1.0, 1.0, found.share)


def test_an_unknown_target_is_refused(contest):
    with pytest.raises(ValueError, match="pathway:<name>"):
        discover(contest, ["pathway:nowhere"], n_halves=0)
    with pytest.raises(ValueError, match="found 'colour:blue'"):
        discover(contest, ["colour:blue"], n_halves=0)


def test_the_same_seed_gives_the_same_ranges(contest, contests):
    again = contests(n=2000)["small"]
    once, twice = (discover(entry, ["class:keep"], n_halves=5) for entry in (contest, again))
    assert once == twice


def test_few_draws_and_no_targets_find_nothing(contests):
    few = contests(n=150)["small"]
    (found,) = discover(few, ["class:keep"], n_halves=2)
    assert found.ranges == ()
    assert discover(few, [], n_halves=2) == ()


def test_noise_gives_no_finding(contest, monkeypatch):
    rng = np.random.default_rng(1)
    monkeypatch.setattr("steelyard.decision.discovery.wins_of", lambda *_: rng.random(2000) < 0.97)
    (found,) = discover(contest, ["class:keep"], n_halves=0)
    assert found.ranges == ()
    assert not found.is_too_rare


def test_left_out_repetitions_say_nothing(contest):
    (found,) = discover(contest, ["class:keep"], n_halves=0)
    assert found.ranges
    assert all(entry.found_again is None for entry in found.ranges)
    assert found.as_json()["ranges"][0]["found_again"] is None
