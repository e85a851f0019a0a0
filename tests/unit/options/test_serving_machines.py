from datetime import date

import pytest

from steelyard.errors import FactError
from steelyard.facts.loader import load_facts
from steelyard.options.serving_machines import (
    Family,
    Machine,
    Precision,
    family_of,
    machine_of,
    replica_of,
)

BARE = Machine("X", Family.OTHER, 80e9, 3e12, None, {16: 1e15}, "")


@pytest.mark.parametrize(
    ("hardware", "family"),
    [
        ("H100-SXM-80GB", Family.NVIDIA),
        ("RTX-PRO-6000-Server", Family.NVIDIA),
        ("MI300X", Family.AMD),
        ("Arc-Pro-B60", Family.ARC),
        ("Ascend-910B", Family.OTHER),
        ("Gaudi2", Family.OTHER),
        ("something new", Family.OTHER),
    ],
)
def test_makers(hardware, family):
    assert family_of(hardware) is family


def test_the_facts_come_in_coherent_units():
    machine = machine_of(load_facts(as_of=date(2026, 11, 21)), "H100-SXM-80GB")
    assert machine.memory_bytes == 80e9
    assert machine.memory_bandwidth == 3350e9
    assert machine.peaks[16] == pytest.approx(989.4e12)
    assert machine.eight_bit_format == "fp8"
    assert not machine.is_pcie


def test_weights_without_a_unit_of_their_own_are_widened():
    assert BARE.arithmetic_bits(Precision.FP4) == 16
    assert BARE.arithmetic_bits(Precision.INT8) == 16
    integer = Machine("Y", Family.NVIDIA, 1.0, 1.0, 3e11, {16: 1.0, 8: 2.0}, "int8")
    assert integer.arithmetic_bits(Precision.INT8) == 8
    assert integer.arithmetic_bits(Precision.FP8) == 16
    newest = Machine("Z", Family.NVIDIA, 1.0, 1.0, 9e11, {16: 1.0, 8: 2.0, 4: 4.0}, "fp8")
    assert newest.arithmetic_bits(Precision.MXFP4) == 4
    assert newest.arithmetic_bits(Precision.INT4) == 16


def test_a_missing_link_is_asked_for_only_where_needed():
    assert replica_of(BARE, Precision.BF16, n_accelerators=1).n_accelerators == 1
    with pytest.raises(FactError, match="Add the row 'link-bandwidth'"):
        replica_of(BARE, Precision.BF16, n_accelerators=2)


def test_a_missing_rate_is_asked_for():
    with pytest.raises(FactError, match="dense-flops-16bit"):
        replica_of(
            Machine("W", Family.OTHER, 1.0, 1.0, 1.0, {}, ""), Precision.BF16, n_accelerators=1
        )
