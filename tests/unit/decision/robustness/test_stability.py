from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.robustness.stability import bent_values

SCALE = np.linspace(0.0, 1.0, 21)


@pytest.mark.parametrize("middle", [0.2, 0.5, 0.9])
def test_anchors_and_order_stay(middle):
    found = bent_values(values=SCALE, middle=middle)
    assert (found[0], found[10], found[-1]) == pytest.approx((0.0, middle, 1.0))
    assert np.all(np.diff(found) > 0)


def test_above_half_gains_shrink_and_below_half_they_grow():
    assert np.all(np.diff(bent_values(values=SCALE, middle=0.7), 2) < 1e-12)
    assert np.all(np.diff(bent_values(values=SCALE, middle=0.3), 2) > -1e-12)
    assert bent_values(values=SCALE, middle=0.5) == pytest.approx(SCALE)


@pytest.mark.parametrize(("values", "middle"), [(SCALE, 0.0), (SCALE, 1.0), (SCALE + 0.1, 0.5)])
def test_bad_scales_are_refused(values, middle):
    with pytest.raises(ValueError, match="expected"):
        bent_values(values=values, middle=middle)
