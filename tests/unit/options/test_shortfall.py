"""The scarcest role decides, and what is unknown is as scarce for every option."""

from __future__ import annotations

import numpy as np

from steelyard.dossier.capacity import Role
from steelyard.options.shortfall import shortfall_of
from steelyard.uncertainty import Sample

ML, DATA = Role.ML_ENGINEER, Role.DATA_ENGINEER


def test_the_worst_year_of_the_scarcest_role():
    people = {ML: np.array([[2.0], [4.0]]), DATA: np.array([[1.0], [1.0]])}
    staff = {ML: np.array([[2.0], [3.0]]), DATA: np.array([[0.9], [2.0]])}
    found = shortfall_of(people, staff=staff, sample=Sample(1, 1))
    np.testing.assert_allclose(found.share, [0.25])
    assert found.scarcest is ML
    assert found.unknown == ()


def test_enough_people_leave_no_shortfall():
    found = shortfall_of(
        {ML: np.ones((2, 1))}, staff={ML: np.full((2, 1), 3.0)}, sample=Sample(1, 1)
    )
    assert found.share[0] == 0.0
    assert found.scarcest is None


def test_unknown_supply_takes_the_whole_range_and_is_common():
    sample = Sample(500, 1)
    one = shortfall_of({ML: np.ones((1, 500))}, staff={}, sample=sample)
    other = shortfall_of({ML: np.full((1, 500), 9.0)}, staff={}, sample=sample)
    assert one.unknown == (ML,)
    assert one.share.min() < 0.01
    assert one.share.max() > 0.99
    np.testing.assert_array_equal(one.share, other.share)
