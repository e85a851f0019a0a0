"""What must hold of serving whatever the numbers."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from steelyard.options.physics.memory import largest_batch_in_memory, weight_bytes_read
from steelyard.options.physics.queueing import utilisation_ceiling
from steelyard.options.physics.replica import (
    Efficiency,
    Limits,
    Replica,
    ServedModel,
    Traffic,
    serve,
)

EFFICIENCY = Efficiency(0.7, 0.6, 0.6, 5e-5, 1e-5, 2e-5, 0.1, 10.0, 1.0)
REPLICA = Replica(4.0, 1.0, 990e12, 80e9, 3350e9, 450e9)
tokens = st.floats(16, 20_000)
billions = st.floats(1, 80)


def model(size):
    return ServedModel(80, 8192, 8192, size * 1e9, size * 2e9, 0.0, 1, 1, 327_680)


def served(size, n_input, n_output, **changes):
    limits = changes.pop("limits", Limits())
    return serve(
        model=model(size),
        replica=replace(REPLICA, **changes),
        traffic=Traffic(n_input, n_output),
        efficiency=EFFICIENCY,
        limits=limits,
    )


@given(billions, tokens, tokens, st.floats(1.01, 3))
def test_longer_answers_never_fit_more_sequences(size, n_input, n_output, factor):
    def fit(n):
        return largest_batch_in_memory(
            replica_memory=320e9,
            weight_bytes=size * 2e9,
            kv_bytes_per_token=327_680,
            n_tokens_per_sequence=n_input + n,
        )

    assert fit(n_output * factor) <= fit(n_output)


@given(billions, tokens, tokens, st.floats(1.01, 4))
def test_faster_memory_never_slows_a_token(size, n_input, n_output, factor):
    one = Limits(concurrency=8.0)
    slow = served(size, n_input, n_output, limits=one)
    fast = served(
        size, n_input, n_output, limits=one, memory_bandwidth=REPLICA.memory_bandwidth * factor
    )
    assert fast.time_per_output_token <= slow.time_per_output_token


@given(billions, tokens, tokens, st.floats(0.001, 0.5), st.floats(1.01, 4))
def test_a_looser_limit_never_serves_fewer(size, n_input, n_output, limit, factor):
    tight = served(size, n_input, n_output, limits=Limits(time_per_output_token=limit))
    loose = served(size, n_input, n_output, limits=Limits(time_per_output_token=limit * factor))
    assert loose.batch >= tight.batch * (1 - 1e-6)


@given(billions, tokens, tokens)
def test_a_met_limit_is_met(size, n_input, n_output):
    rates = served(size, n_input, n_output, limits=Limits(time_per_output_token=0.05))
    assert not rates.meets_limits.any() or (rates.time_per_output_token <= 0.05).all()


@given(st.floats(1e9, 1e12), st.integers(2, 512), st.integers(1, 512), st.floats(1, 4096))
def test_no_step_reads_more_than_all_weights(weights, n_experts, n_active, batch):
    read = weight_bytes_read(
        other_bytes=1e9,
        expert_bytes=weights,
        n_experts=n_experts,
        n_active_experts=min(n_active, n_experts),
        batch=batch,
    )
    assert 1e9 <= read <= (1e9 + weights) * (1 + 1e-12)


@given(st.integers(1, 500), st.floats(0.01, 100), st.floats(0.001, 100))
def test_a_service_is_never_planned_full(n_servers, service, wait):
    busy = utilisation_ceiling(n_servers=n_servers, service_time=service, longest_wait=wait)
    assert np.all((busy > 0) & (busy < 1))
