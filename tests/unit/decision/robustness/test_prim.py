from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.robustness.prim import discover_box, inside_box, range_stability


@pytest.fixture
def known_box():
    """Return draws of ten inputs and which lie in a box of two of them."""
    draws = np.random.default_rng(11).random((10, 8000))
    return draws, (draws[3] > 0.6) & (draws[7] < 0.35)


def test_a_known_box_is_found(known_box):
    draws, wanted = known_box
    found = discover_box(parameters=draws, is_wanted=wanted)
    assert sorted(found.restricted) == [3, 7]
    assert found.lower[3] == pytest.approx(0.6, abs=0.01)
    assert found.upper[7] == pytest.approx(0.35, abs=0.01)
    assert found.coverage > 0.97
    assert found.density > 0.97
    assert np.isinf(np.delete(found.lower, 3)).all()
    assert found.mass == pytest.approx(0.4 * 0.35, abs=0.01)


def test_a_known_box_is_found_through_noise(known_box):
    draws, wanted = known_box
    rng = np.random.default_rng(12)
    blurred = np.where(rng.random(8000) < 0.15, rng.random(8000) < 0.14, wanted)
    found = discover_box(parameters=draws, is_wanted=blurred)
    assert sorted(found.restricted) == [3, 7]
    assert found.lower[3] == pytest.approx(0.6, abs=0.03)


def test_the_box_is_what_it_says(known_box):
    draws, wanted = known_box
    found = discover_box(parameters=draws, is_wanted=wanted)
    inside = inside_box(parameters=draws, lower=found.lower, upper=found.upper)
    assert found.mass == inside.mean()
    assert found.density == pytest.approx(wanted[inside].mean())
    assert found.coverage == pytest.approx(wanted[inside].sum() / wanted.sum())


def test_a_corner_of_four_inputs_keeps_three():
    draws = np.random.default_rng(13).random((6, 8000))
    wanted = np.all(draws[:4] < 0.7, axis=0)
    found = discover_box(parameters=draws, is_wanted=wanted)
    assert len(found.restricted) == 3
    assert set(found.restricted) < {0, 1, 2, 3}
    few = discover_box(parameters=draws, is_wanted=wanted, most_ranges=1)
    assert len(few.restricted) == 1


def test_both_ends_of_an_input_can_be_restricted():
    draws = np.random.default_rng(14).random((3, 6000))
    found = discover_box(parameters=draws, is_wanted=np.abs(draws[1] - 0.5) < 0.1)
    assert list(found.restricted) == [1]
    assert (found.lower[1], found.upper[1]) == pytest.approx((0.4, 0.6), abs=0.01)


def test_a_box_of_a_few_draws_moves_only_as_far_as_there_are_draws():
    draws = np.arange(12.0)[np.newaxis]
    wanted = np.isin(draws[0], [5.0, 6.0])
    found = discover_box(parameters=draws, is_wanted=wanted, peel_share=0.4, least_mass=0.01)
    assert (found.lower[0], found.upper[0]) == (5.0, 6.0)


def test_pure_noise_restricts_little_or_nothing():
    rng = np.random.default_rng(15)
    found = discover_box(parameters=rng.random((5, 4000)), is_wanted=rng.random(4000) < 0.5)
    assert found.density < 0.6


def test_relabelling_the_inputs_changes_nothing_but_their_names(known_box):
    draws, wanted = known_box
    turned = discover_box(parameters=draws[::-1], is_wanted=wanted)
    plain = discover_box(parameters=draws, is_wanted=wanted)
    assert turned.lower[::-1] == pytest.approx(plain.lower)
    assert turned.density == plain.density


def test_a_stretched_input_gives_the_stretched_box(known_box):
    draws, wanted = known_box
    plain = discover_box(parameters=draws, is_wanted=wanted)
    bent = discover_box(parameters=np.exp(5 * draws), is_wanted=wanted)
    assert bent.lower == pytest.approx(np.exp(5 * plain.lower), rel=1e-9, abs=np.inf)
    assert bent.density == plain.density


def test_equal_draws_are_never_parted():
    levels = np.repeat(np.arange(4.0), 500)[np.newaxis]
    found = discover_box(parameters=levels, is_wanted=levels[0] >= 2)
    assert found.lower[0] == 2.0
    assert (found.coverage, found.density, found.mass) == (1.0, 1.0, 0.5)
    constant = discover_box(parameters=np.zeros((1, 100)), is_wanted=np.arange(100) < 30)
    assert not len(constant.restricted)
    assert constant.mass == 1.0


def test_true_ranges_are_found_again_and_others_are_not(known_box):
    draws, wanted = known_box
    found = range_stability(
        parameters=draws, is_wanted=wanted, n_resamples=6, rng=np.random.default_rng(1)
    )
    assert list(found[[3, 7]]) == [1.0, 1.0]
    assert np.delete(found, [3, 7]).max() == 0.0


def test_halves_without_a_wanted_draw_find_nothing():
    draws = np.random.default_rng(1).random((1, 100))
    wanted = np.arange(100) == 5
    found = range_stability(
        parameters=draws, is_wanted=wanted, n_resamples=8, rng=np.random.default_rng(1)
    )
    assert 0.0 <= found[0] < 1.0


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"is_wanted": np.ones(7, dtype=bool)}, "finite draw"),
        ({"parameters": np.full((2, 10), np.nan)}, "finite draw"),
        ({"is_wanted": np.ones(10, dtype=bool)}, "some that are not"),
        ({"is_wanted": np.zeros(10, dtype=bool)}, "some draws that are wanted"),
        ({"peel_share": 0.5}, "one to three ranges"),
        ({"least_mass": 0.0}, "one to three ranges"),
        ({"most_ranges": 4}, "one to three ranges"),
    ],
)
def test_bad_settings_are_refused(change, words):
    good = {"parameters": np.zeros((2, 10)), "is_wanted": np.arange(10) < 5}
    with pytest.raises(ValueError, match=words):
        discover_box(**{**good, **change})
