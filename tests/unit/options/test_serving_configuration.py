from dataclasses import replace

import numpy as np
import pytest

from steelyard.options.serving_configuration import (
    Configuration,
    Effect,
    Mode,
    SpreadClass,
    mode_of,
)
from steelyard.options.serving_machines import Family, Machine, Precision
from steelyard.options.serving_models import Architecture

NVLINK = Machine("H", Family.NVIDIA, 80e9, 3e12, 4.5e11, {16: 1e15, 8: 2e15}, "fp8")
AMD = Machine("M", Family.AMD, 192e9, 5e12, 4.5e11, {16: 1e15, 8: 2e15}, "fp8")
DENSE = Architecture("dense", 8, 8, 32, 32, 4096, kv_heads=8, head_dim=128)
PLAIN = Configuration(DENSE, NVLINK, Precision.FP8, Mode.OFFLINE)


def test_the_plain_case_has_no_correction():
    assert PLAIN.effects == frozenset()
    assert PLAIN.spread_class is SpreadClass.NVLINK_DENSE


def test_corrections_follow_the_configuration():
    busy = replace(PLAIN, machine=AMD, mode=Mode.SERVER, has_early_software=True)
    assert busy.effects == {Effect.AMD, Effect.AMD_8BIT, Effect.SERVER, Effect.EARLY_SOFTWARE}
    assert busy.spread_class is SpreadClass.OTHER_MAKER
    assert Effect.AMD_8BIT not in replace(busy, precision=Precision.BF16).effects


def test_links_and_experts_have_classes_of_their_own():
    slow = replace(PLAIN, machine=replace(NVLINK, link_bandwidth=32e9))
    assert slow.spread_class is SpreadClass.PCIE
    assert Effect.PCIE in slow.effects
    experts = replace(PLAIN, architecture=replace(DENSE, experts=8, active_experts=2))
    assert experts.spread_class is SpreadClass.NVLINK_MIXTURE


@pytest.mark.parametrize(
    ("is_offline", "has_concurrency", "limit", "is_static", "mode"),
    [
        (True, False, np.inf, True, Mode.STATIC_BATCH),
        (True, False, np.inf, False, Mode.OFFLINE),
        (False, True, 0.01, False, Mode.CLOSED_LOOP),
        (False, False, 0.04, False, Mode.INTERACTIVE),
        (False, False, 0.2, False, Mode.SERVER),
    ],
)
def test_modes(is_offline, has_concurrency, limit, is_static, mode):
    assert (
        mode_of(
            is_offline=is_offline,
            has_concurrency=has_concurrency,
            token_limit=limit,
            is_static=is_static,
        )
        is mode
    )
