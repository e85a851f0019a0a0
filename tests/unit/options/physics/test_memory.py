import numpy as np
import pytest

from steelyard.options.physics.memory import (
    kv_cache_bytes_per_token,
    largest_batch_in_memory,
    smallest_replica,
    split_parameters,
    weight_bytes,
    weight_bytes_read,
)


def test_a_dense_model_has_no_experts():
    split = split_parameters(
        n_parameters=70e9, n_active_parameters=70e9, n_experts=1, n_active_experts=1
    )
    assert split.expert == 0
    assert split.other == 70e9


def test_the_split_adds_up_over_draws():
    total = np.array([47e9, 141e9])
    split = split_parameters(
        n_parameters=total, n_active_parameters=total / 4, n_experts=8, n_active_experts=2
    )
    np.testing.assert_allclose(split.other + split.expert, total)


def test_weights_and_cache_scale_with_storage():
    assert weight_bytes(n_parameters=8e9, bytes_per_parameter=0.5) == 4e9
    half = kv_cache_bytes_per_token(n_layers=32, n_kv_heads=8, head_dim=128, bytes_per_element=1)
    assert half * 2 == 131072


def test_a_large_batch_reads_all_weights_and_never_more():
    batch = np.array([1.0, 16.0, 4096.0])
    read = weight_bytes_read(
        other_bytes=2e9, expert_bytes=45e9, n_experts=8, n_active_experts=2, batch=batch
    )
    assert (np.diff(read) > 0).all()
    assert read[-1] == pytest.approx(47e9)


def test_a_dense_model_reads_its_weights_whatever_the_batch():
    dense = {"other_bytes": 9e9, "n_experts": 1, "n_active_experts": 1}
    read = weight_bytes_read(expert_bytes=0.0, batch=np.array([1.0, 7.0]), **dense)
    np.testing.assert_array_equal(read, [9e9, 9e9])
    as_array = weight_bytes_read(expert_bytes=np.zeros(2), batch=np.array([1.0, 7.0]), **dense)
    np.testing.assert_array_equal(as_array, read)


@pytest.mark.parametrize(("gigabytes", "size"), [(48, 1), (49, 2), (190, 4), (384, 8), (385, 0)])
def test_the_replica_is_the_smallest_that_leaves_room(gigabytes, size):
    assert smallest_replica(weight_bytes=gigabytes * 1e9, accelerator_memory=80e9) == size


def test_nothing_fits_beside_weights_larger_than_memory():
    held = largest_batch_in_memory(
        replica_memory=80e9,
        weight_bytes=np.array([140e9, 79.9e9, 40e9]),
        kv_bytes_per_token=327680,
        n_tokens_per_sequence=2000,
    )
    np.testing.assert_array_equal(held, [0, 0, 54])
