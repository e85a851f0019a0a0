from dataclasses import replace

import numpy as np

from steelyard.options.serving_configuration import Configuration, Mode
from steelyard.options.serving_machines import Family, Machine, Precision
from steelyard.options.serving_models import Architecture
from steelyard.options.serving_validity import reason_outside_validity

MACHINE = Machine("H", Family.NVIDIA, 80e9, 3e12, 4.5e11, {16: 1e15, 8: 2e15}, "fp8")
DENSE = Architecture("dense", 8, 8, 32, 32, 4096, kv_heads=8, head_dim=128)
PLAIN = Configuration(DENSE, MACHINE, Precision.FP8, Mode.OFFLINE)


def reason(configuration=PLAIN, *, limit=np.inf, size=1):
    return reason_outside_validity(configuration, token_limit=limit, n_replica_accelerators=size)


def test_ordinary_deployments_are_inside():
    assert not reason()
    assert not reason(limit=0.015)
    assert not reason(size=8)


def test_what_the_model_does_not_describe_is_named():
    mixture = replace(PLAIN, architecture=replace(DENSE, experts=8, active_experts=2))
    assert "mixture of experts at 20 ms" in reason(mixture, limit=0.02)
    assert not reason(mixture, limit=0.021)
    sparse = replace(PLAIN, architecture=replace(DENSE, name="deepseek-v3.2"))
    assert "sparse attention" in reason(sparse)
    hybrid = replace(PLAIN, architecture=replace(DENSE, kv_bytes_per_token_16bit=9e3))
    assert "hybrid attention" in reason(hybrid)
    unmeasured = replace(PLAIN, machine=replace(MACHINE, family=Family.OTHER))
    assert "no throughput of this maker" in reason(unmeasured)
    assert "more than eight" in reason(size=16)
