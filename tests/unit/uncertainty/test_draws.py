"""Keyed streams: one parameter's draws depend on the seed and its own id, and on nothing else."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from steelyard.uncertainty.blocks import map_blocks
from steelyard.uncertainty.draws import CUT, Parameter, Sample, draw, median_sample
from steelyard.uncertainty.statements import Family, Statement

PRICE = Parameter("fact:price", Statement(1.0, 2.0, 8.0, Family.LOGNORMAL), "USD")
VOLUME = Parameter("dossier:volume", Statement(10.0, 20.0, 25.0, Family.NORMAL), "request/year")


def test_each_tenth_of_the_probability_gets_a_tenth_of_the_draws():
    uniform = draw([], n=1000, seed=1).uniform("any")
    counts, _ = np.histogram(uniform, bins=10, range=(0.0, 1.0))
    np.testing.assert_array_equal(counts, 100)


def test_draws_cannot_be_changed_by_accident():
    values = draw([PRICE], n=10, seed=1).of(PRICE)
    with pytest.raises(ValueError, match="read-only"):
        values[0] = 0.0


def test_another_seed_gives_other_draws():
    first, second = (draw([PRICE], n=100, seed=seed).of(PRICE) for seed in (1, 2))
    assert not np.array_equal(first, second)


def test_one_id_cannot_mean_two_things():
    sample = draw([PRICE], n=10, seed=1)
    with pytest.raises(ValueError, match="stated twice"):
        sample.of(Parameter(PRICE.id, Statement.point(3.0), "USD"))
    with pytest.raises(ValueError, match="stated twice"):
        sample.of(Parameter(PRICE.id, PRICE.statement, "CNY"))


def test_two_meanings_of_one_id_are_found_whichever_thread_comes_first():
    # Both threads have looked before either has filed: the one that files second must still raise.
    sample = draw([], n=10, seed=1)
    sample._values[PRICE.id] = draw([PRICE], n=10, seed=1).of(PRICE)
    other = Parameter(PRICE.id, Statement.point(3.0), "USD")
    sample.of(other)
    with pytest.raises(ValueError, match="stated twice"):
        sample.of(PRICE)


def test_threads_that_ask_together_read_the_same_draws():
    sample = draw([], n=2000, seed=1)
    asked = [Parameter(f"p{i % 5}", PRICE.statement, "USD") for i in range(40)]
    found = map_blocks(sample.of, asked, n_workers=8)
    for parameter, values in zip(asked, found, strict=True):
        assert values is sample.of(parameter)
    assert set(sample.known) == {parameter.id for parameter in asked}


@pytest.mark.parametrize("loading", [-1.1, 1.5, float("nan")])
def test_a_loading_lies_between_minus_one_and_one(loading):
    with pytest.raises(ValueError, match="between -1 and 1"):
        Parameter("x", PRICE.statement, "USD", "", "economy", loading)


def test_a_probability_is_never_nought_or_one():
    class Edge:
        def permutation(self, n):
            return np.arange(n)

        def random(self, n):
            return np.linspace(0.0, 1.0, n)

    sample = draw([], n=5, seed=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(sample), "generator", lambda *_: Edge())
        uniform = sample.uniform("any")
    assert ((uniform > 0) & (uniform < 1)).all()


def test_a_sample_needs_a_draw():
    with pytest.raises(ValueError, match="at least 1 draw"):
        draw([], n=0, seed=1)


def test_the_median_sample_is_the_median():
    sample = median_sample(3)
    np.testing.assert_array_equal(sample.of(PRICE), [2.0, 2.0, 2.0])
    np.testing.assert_array_equal(sample.uniform("any"), 0.5)


def test_given_values_replace_draws_and_leave_the_others():
    sample = draw([PRICE, VOLUME], n=4, seed=1)
    fixed = sample.with_values({PRICE.id: np.array(5.0)})
    np.testing.assert_array_equal(fixed.of(PRICE), 5.0)
    np.testing.assert_array_equal(fixed.of(VOLUME), sample.of(VOLUME))
    longer = median_sample().with_values({PRICE.id: np.array([1.0, 9.0])}, n=2)
    np.testing.assert_array_equal(longer.of(PRICE), [1.0, 9.0])
    np.testing.assert_array_equal(longer.of(VOLUME), 20.0)


def test_a_common_factor_moves_parameters_together():
    statement = Statement(-1.0, 0.0, 1.0, Family.NORMAL)
    pair = [Parameter(f"p{i}", statement, "1", "", "economy", 0.9) for i in range(2)]
    alone = Parameter("p2", statement, "1")
    sample = draw([*pair, alone], n=4000, seed=1)
    found = np.corrcoef([sample.of(parameter) for parameter in (*pair, alone)])
    assert found[0, 1] == pytest.approx(0.81, abs=0.03)
    assert found[0, 2] == pytest.approx(0.0, abs=0.05)
    assert np.median(sample.of(pair[0])) == pytest.approx(0.0, abs=0.05)
    medians = median_sample().of(pair[0])
    np.testing.assert_array_equal(medians, 0.0)


def test_no_draw_lies_beyond_the_cut_however_many_there_are():
    stated = Statement(1.0, 10.0, 100.0, Family.LOGNORMAL)
    values = draw((), n=50_000, seed=3).of(Parameter("wide", stated, "1"))
    low, high = stated.quantile(np.array([CUT, 1.0 - CUT]))
    assert values.min() == low
    assert values.max() == high


def test_only_one_draw_of_every_median_is_the_median_case():
    assert median_sample().is_median_case
    assert not median_sample(2).is_median_case
    assert not median_sample().with_values({PRICE.id: np.array(5.0)}).is_median_case
    assert not Sample(1, 7).is_median_case


def test_what_is_left_alone_is_taken_over_and_nothing_else():
    sample = Sample(20, 7)
    sample.of(VOLUME)
    moved = sample.with_values({PRICE.id: np.array(5.0)})
    assert moved.of(VOLUME) is sample.of(VOLUME)
    np.testing.assert_array_equal(moved.of(PRICE), 5.0)
    other = replace(VOLUME, statement=Statement.point(3.0))
    again = sample.with_values({})
    np.testing.assert_array_equal(again.of(other), 3.0)
    longer = sample.with_values({}, n=30)
    assert len(longer.of(VOLUME)) == 30
