from dataclasses import replace

import numpy as np
import pytest

from steelyard.options.physics.replica import (
    ENGINE_BATCH_LIMIT,
    Efficiency,
    Limits,
    Replica,
    ServedModel,
    Traffic,
    serve,
)

MODEL = ServedModel(
    n_layers=80,
    hidden_size=8192,
    attention_width=8192,
    n_active_parameters=70e9,
    other_weight_bytes=70e9,
    expert_weight_bytes=0.0,
    n_experts=1,
    n_active_experts=1,
    kv_bytes_per_token=163840,
)
REPLICA = Replica(
    n_accelerators=2,
    n_stages=1,
    flops_per_second=1979e12,
    memory_bytes=80e9,
    memory_bandwidth=3350e9,
    link_bandwidth=450e9,
)
EFFICIENCY = Efficiency(
    bandwidth=0.7,
    compute=0.6,
    link=0.6,
    layer_overhead=5e-5,
    sequence_overhead=1e-5,
    reduce_latency=2e-5,
    prompts_ahead_share=0.1,
    n_steps_waited=10,
    slowdown=1.0,
)
TRAFFIC = Traffic(n_input_tokens=1000, n_output_tokens=1000)


def run(**changes):
    given = {"model": MODEL, "replica": REPLICA, "traffic": TRAFFIC, "efficiency": EFFICIENCY}
    return serve(**(given | {"limits": Limits()} | changes))


def test_memory_bounds_the_batch_when_nothing_else_does():
    rates = run()
    assert rates.batch == rates.memory_batch == 247
    assert rates.meets_limits.all()
    assert rates.tokens_per_second == pytest.approx(247 / rates.time_per_output_token)


def test_a_limit_per_token_is_met_as_closely_as_bisection_goes():
    rates = run(limits=Limits(time_per_output_token=0.030))
    assert rates.time_per_output_token <= 0.030
    assert rates.time_per_output_token == pytest.approx(0.030, rel=1e-5)
    assert 1 < rates.batch < 247


def test_a_limit_on_the_first_token_bounds_the_batch():
    free, bound = run(), run(limits=Limits(time_to_first_token=0.5))
    assert bound.batch < free.batch
    assert bound.time_to_first_token <= 0.5


def test_an_impossible_limit_is_told_not_hidden():
    rates = run(limits=Limits(time_per_output_token=1e-4))
    assert not rates.meets_limits.any()
    assert rates.batch == 1


def test_requests_in_flight_bound_the_batch():
    assert run(limits=Limits(concurrency=16.0)).batch == 16


def test_a_static_batch_is_taken_as_given():
    rates = run(limits=Limits(concurrency=1000.0, holds_answers=False))
    assert rates.batch == 1000


def test_engines_stop_at_their_own_limit():
    rates = run(replica=replace(REPLICA, memory_bytes=80e12))
    assert rates.batch == ENGINE_BATCH_LIMIT


def test_a_model_too_large_says_so():
    assert run(replica=replace(REPLICA, n_accelerators=1, memory_bytes=60e9)).memory_batch == 0


def test_draws_are_reckoned_one_by_one():
    slowdown = np.array([0.8, 1.0, 1.3])
    together = run(
        efficiency=replace(EFFICIENCY, slowdown=slowdown), limits=Limits(time_per_output_token=0.04)
    )
    for index, value in enumerate(slowdown):
        alone = run(
            efficiency=replace(EFFICIENCY, slowdown=value),
            limits=Limits(time_per_output_token=0.04),
        )
        assert together.tokens_per_second[index] == pytest.approx(alone.tokens_per_second[0])


def test_stages_spare_the_exchange_and_cost_latency():
    slow_link = replace(REPLICA, link_bandwidth=8e9)
    split, staged = run(replica=slow_link), run(replica=replace(slow_link, n_stages=2))
    assert staged.tokens_per_second > split.tokens_per_second


def test_experts_make_small_batches_cheap():
    mixture = replace(
        MODEL,
        n_active_parameters=12.9e9,
        other_weight_bytes=1.6e9,
        expert_weight_bytes=45e9,
        n_experts=8,
        n_active_experts=2,
    )
    one = run(model=mixture, limits=Limits(concurrency=1.0))
    many = run(model=mixture, limits=Limits(concurrency=64.0))
    assert many.time_per_output_token > 2 * one.time_per_output_token
