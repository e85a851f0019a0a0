from datetime import date

import numpy as np
import pytest

from steelyard.errors import DomainError
from steelyard.facts.loader import load_facts
from steelyard.options.serving_capacity import serving_capacity
from steelyard.uncertainty import draw, median_sample

N = 500


@pytest.fixture(scope="module")
def facts():
    return load_facts(as_of=date(2026, 11, 21))


def ask(facts, sample, **changes):
    given = {
        "model": "llama-3.1-70b",
        "hardware": "H100-SXM-80GB",
        "precision": "fp8",
        "input_tokens": 1000.0,
        "output_tokens": 500.0,
        "has_operator_derating": False,
    }
    return serving_capacity(book=facts, sample=sample, **(given | changes))


def test_lengths_may_differ_by_draw(facts):
    lengths = np.linspace(200, 4000, N)
    found = ask(facts, draw((), n=N, seed=1), input_tokens=lengths, token_limit=0.1)
    assert found.tokens_per_second.shape == (N,)
    assert np.corrcoef(lengths, found.tokens_per_second)[0, 1] < -0.8
    assert (found.time_per_output_token <= 0.1).all()


def test_an_operator_reaches_less_and_is_less_certain(facts):
    sample = draw((), n=N, seed=1)
    team, operator = ask(facts, sample), ask(facts, sample, has_operator_derating=True)
    assert np.median(operator.tokens_per_second) < np.median(team.tokens_per_second)
    assert "fact:eco.derate" in operator.inputs
    assert set(team.inputs) < set(operator.inputs)


def test_the_same_seed_gives_the_same_draws_and_models_share_the_machine(facts):
    first, again = (ask(facts, draw((), n=N, seed=7)) for _ in range(2))
    np.testing.assert_array_equal(first.tokens_per_second, again.tokens_per_second)
    other = ask(facts, draw((), n=N, seed=7), model="llama-3.1-8b")
    assert first.inputs[0] == other.inputs[0]
    assert first.inputs[1] != other.inputs[1]


def test_draws_that_miss_a_limit_are_told(facts):
    sample = draw((), n=N, seed=1)
    found = ask(facts, sample, token_limit=0.0145)
    assert 0 < found.meets_limits.mean() < 1


def test_what_does_not_fit_names_the_memory(facts):
    with pytest.raises(DomainError, match=r"expected 140\.\d GB .* found 80\.0 GB"):
        ask(facts, median_sample(), precision="bf16", replica_accelerators=1)


def test_software_of_the_study_date_is_slower_before_2025(facts):
    early = load_facts(as_of=date(2024, 10, 1))
    then = ask(early, median_sample()).tokens_per_second
    now = ask(facts, median_sample()).tokens_per_second
    assert then < now


def test_no_draw_that_keeps_the_limits_tells_a_longer_first_token(facts):
    found = ask(facts, draw((), n=N, seed=1), input_tokens=2000.0, first_token_limit=1.0)
    kept = found.meets_limits
    assert 0 < kept.mean() < 1
    assert (found.time_to_first_token[kept] <= 1.0 * (1.0 + 1e-9)).all()
