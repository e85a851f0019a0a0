from datetime import date

import numpy as np
import pytest

from steelyard.facts.loader import load_facts
from steelyard.options.backtest.serving_fit import START, Fit, arrays_of, fit_to
from steelyard.options.backtest.serving_rows import read_cases
from steelyard.options.backtest.serving_spread import (
    HeldOut,
    class_spread,
    first_token_factor,
    has_first_token,
    hold_out,
    is_operator,
    maker_spread,
    operator_ratios,
)
from steelyard.options.serving_configuration import Arrival, Effect, SpreadClass

SOME = {"A100-SXM4-80GB", "MI300X", "MI325X", "H200-NVL-141GB"}


@pytest.fixture(scope="module")
def everything():
    return read_cases(load_facts(as_of=date(2026, 11, 21))).inside


@pytest.fixture(scope="module")
def cases(everything):
    return tuple(case for case in everything if case.hardware in SOME)


@pytest.fixture(scope="module")
def full(cases):
    return fit_to(arrays_of(cases))


@pytest.fixture(scope="module")
def held(cases, full):
    return hold_out(cases, full=full)


def synthetic(everything, misses):
    data = arrays_of(everything)
    nothing = np.ones(len(everything))
    classes = tuple(case.configuration.spread_class for case in everything)
    return HeldOut(data, data.measured * np.exp(misses), nothing, nothing, (), classes)


def test_no_fit_saw_the_accelerator_it_predicts(held):
    for name, fit in zip(held.data.hardware_ids, held.fits, strict=True):
        assert name not in fit.hardware
    assert np.isfinite(held.misses).all()


def test_a_normal_miss_gives_back_its_deviation(everything):
    generator = np.random.default_rng(5)
    held = synthetic(everything, generator.normal(0, 0.2, len(everything)))
    spread = class_spread(held, SpreadClass.NVLINK_DENSE)
    assert spread.total == pytest.approx(0.2, rel=0.15)
    assert spread.within <= spread.total


def test_misses_of_whole_accelerators_show_between_them(everything):
    data = arrays_of(everything)
    generator = np.random.default_rng(5)
    common = generator.normal(0, 0.4, len(data.hardware_ids))[data.hardware]
    spread = class_spread(
        synthetic(everything, common + generator.normal(0, 0.05, len(everything))),
        SpreadClass.NVLINK_DENSE,
    )
    assert spread.between > 3 * spread.within


def test_a_class_with_too_few_accelerators_is_not_narrower_than_everyone(everything):
    data = arrays_of(everything)
    generator = np.random.default_rng(5)
    wide = generator.normal(0, 0.3, len(everything))
    is_amd = np.array([name.startswith("MI") for name in data.hardware_ids])[data.hardware]
    held = synthetic(everything, np.where(is_amd, 0.0, wide))
    assert class_spread(held, SpreadClass.OTHER_MAKER).total > 0.2


def test_an_accelerator_can_be_left_out_of_its_own_interval(everything):
    data = arrays_of(everything)
    odd = data.hardware_ids.index("A100-SXM4-80GB")
    misses = np.where(data.hardware == odd, 3.0, 0.1)
    held = synthetic(everything, misses)
    assert class_spread(held, SpreadClass.NVLINK_DENSE, without=odd).total < 0.1


def test_a_maker_never_measured_is_judged_by_makers_left_out(cases, full):
    assert maker_spread(cases, full).total > 0.1


def test_times_to_first_token_are_compared_by_arrival(held, cases):
    assert has_first_token(cases, Arrival.IN_TURN).sum() > 5
    factor = first_token_factor(held, cases, Arrival.IN_TURN)
    assert 0 < factor.p05 <= factor.p50 <= factor.p95


def test_operators_are_told_by_software_not_by_speed(everything):
    operators = [case for case in everything if is_operator(case)]
    assert operators
    assert all("vllm" in case.software.lower() for case in operators)
    hardware = dict.fromkeys({case.hardware for case in everything}, 1.0)
    plain = Fit(START, dict.fromkeys(map(str, Effect), 1.0), hardware)
    assert operator_ratios(everything, plain).size == len(operators)
