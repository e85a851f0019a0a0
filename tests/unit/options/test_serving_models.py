from dataclasses import replace
from datetime import date

import pytest

from steelyard.errors import DomainError, FactError
from steelyard.facts.loader import load_facts
from steelyard.options.serving_machines import Family, Machine, Precision
from steelyard.options.serving_models import (
    Architecture,
    architecture_of,
    served_model,
    usual_replica,
)

DENSE = Architecture("dense", 70, 70, 80, 64, 8192, kv_heads=8, head_dim=128)
MIXTURE = Architecture(
    "mixture", 46.7, 12.9, 32, 32, 4096, kv_heads=8, head_dim=128, experts=8, active_experts=2
)
LATENT = Architecture(
    "latent", 671, 37, 61, 128, 7168, kv_bytes_per_token_16bit=70272, experts=256, active_experts=8
)


@pytest.fixture(scope="module")
def facts():
    return load_facts(as_of=date(2026, 11, 21))


def test_a_card_gives_its_architecture(facts):
    found = architecture_of(facts.model("llama-3.1-70b"))
    assert (found.layers, found.kv_heads, found.head_dim) == (80, 8, 128)
    assert not found.is_mixture


def test_a_card_without_shape_is_told_what_it_lacks(facts):
    closed = next(card for card in facts.models if card.params_total_b is None)
    with pytest.raises(FactError, match="the card lacks params_total_b"):
        architecture_of(closed)


def test_the_cache_follows_the_weights_unless_stated():
    assert served_model(DENSE, Precision.BF16).kv_bytes_per_token == 327680
    assert served_model(DENSE, Precision.FP8).kv_bytes_per_token == 163840
    assert served_model(DENSE, Precision.FP8, "fp16").kv_bytes_per_token == 327680
    with pytest.raises(DomainError, match="cache precision"):
        served_model(DENSE, Precision.FP8, "fp3")


def test_a_given_cache_wins_over_heads():
    assert LATENT.has_latent_attention
    assert served_model(LATENT, Precision.FP8).kv_bytes_per_token == 70272 / 2
    hybrid = replace(DENSE, kv_bytes_per_token_16bit=9000.0)
    assert not hybrid.has_latent_attention


def test_a_mixture_at_four_bits_keeps_the_rest_wider():
    at4 = served_model(MIXTURE, Precision.FP4)
    at8 = served_model(MIXTURE, Precision.FP8)
    assert at4.other_weight_bytes == at8.other_weight_bytes
    assert at4.expert_weight_bytes == pytest.approx(0.5625 * at8.expert_weight_bytes)
    assert served_model(MIXTURE, Precision.MXFP4).other_weight_bytes == pytest.approx(
        2 * at8.other_weight_bytes
    )


def test_the_usual_replica_or_what_is_missing():
    machine = Machine("X", Family.NVIDIA, 80e9, 3e12, 4e11, {16: 1e15}, "")
    assert usual_replica(served_model(DENSE, Precision.BF16), machine) == 4
    with pytest.raises(DomainError, match=r"weights of 1342 GB: eight X hold 640 GB"):
        usual_replica(served_model(LATENT, Precision.BF16), machine)
