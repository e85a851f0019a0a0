from datetime import date

import numpy as np
import pytest

from steelyard.facts.loader import load_facts
from steelyard.options.backtest.serving_rows import count_reasons, read_cases
from steelyard.options.serving_configuration import Mode


@pytest.fixture(scope="module")
def facts():
    return load_facts(as_of=date(2026, 11, 21))


@pytest.fixture(scope="module")
def cases(facts):
    return read_cases(facts)


def test_no_measurement_is_lost(facts, cases):
    told = len(cases.inside) + len(cases.outside) + len(cases.dropped)
    assert told == len(facts.serving_measurements)
    assert len(cases.inside) > 900


def test_what_is_outside_is_outside_by_configuration(cases):
    for case in cases.outside:
        tight = case.token_limit <= 0.02 and case.configuration.architecture.is_mixture
        sparse = case.configuration.architecture.name == "deepseek-v3.2"
        assert tight or sparse or "pools" in case.outside_validity


def test_what_is_dropped_says_what_is_missing(cases):
    reasons = count_reasons(cases.dropped)
    assert sum(reasons.values()) == len(cases.dropped)
    assert "no card with an architecture" in reasons or "no hardware rows" in reasons


def test_notes_give_limits_and_stages(cases):
    by_id = {case.id: case for case in cases.inside}
    staged = by_id["trt10-llama3-70b-rtxpro-x8-500-2000"]
    assert (staged.replica.n_accelerators, staged.replica.n_stages) == (8, 8)
    limited = [case for case in cases.inside if np.isfinite(case.token_limit)]
    assert {case.configuration.mode for case in limited} == {Mode.SERVER, Mode.INTERACTIVE}


def test_concurrency_is_shared_by_the_replicas(cases):
    closed = [c for c in cases.inside if c.configuration.mode is Mode.CLOSED_LOOP]
    assert all(case.concurrency >= 1 for case in closed)


def test_software_of_2024_is_a_generation_of_its_own(cases):
    early = {case.series for case in cases.inside if case.configuration.has_early_software}
    assert early == {"trt06", "trt014", "mlp4.1"}


def test_the_digest_follows_the_cases(cases):
    fewer = type(cases)(cases.inside[1:], cases.outside, cases.dropped)
    assert cases.digest != fewer.digest
    assert len(cases.digest) == 16
