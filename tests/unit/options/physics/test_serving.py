import numpy as np
import pytest

from steelyard.options.physics.serving import (
    all_reduce_time,
    decode_flops,
    decode_step_time,
    first_token_time,
    inter_token_time,
    prefill_flops,
)


def test_one_accelerator_exchanges_nothing():
    time = all_reduce_time(
        n_accelerators=np.array([1.0, 2.0]), n_bytes=1e6, link_bandwidth=1e9, latency=1e-5
    )
    np.testing.assert_allclose(time, [0.0, 1e-5 + 1e-3])


def test_reading_a_prompt_costs_half_the_attention_of_decoding_it():
    shape = {"n_active_parameters": 0.0, "n_layers": 10, "attention_width": 100}
    read = prefill_flops(**shape, n_input_tokens=1000.0)
    written = decode_flops(**shape, n_context_tokens=1000.0) * 1000
    assert read == written / 2


def test_the_slower_bound_dominates_a_step():
    rest = {"n_layers": 0, "layer_overhead": 0.0, "batch": 1, "sequence_overhead": 0.0}
    step = decode_step_time(memory_time=1.0, compute_time=0.1, communication_time=0.0, **rest)
    assert 1.0 < step < 1.001


def test_prompts_of_others_delay_tokens_and_the_first_one():
    assert inter_token_time(
        step_time=0.02, batch=100, prefill_time=0.1, n_output_tokens=100
    ) == pytest.approx(0.12)
    alone = first_token_time(
        prefill_time=0.1, step_time=0.02, batch=1, prompts_ahead_share=0.1, n_steps_waited=1
    )
    crowded = first_token_time(
        prefill_time=0.1, step_time=0.02, batch=100, prompts_ahead_share=0.1, n_steps_waited=1
    )
    assert crowded > alone > 0.1
