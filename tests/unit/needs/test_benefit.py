"""What a result is worth: realised minutes, rework spared, other value."""

from __future__ import annotations

import numpy as np
import pytest

from steelyard.needs.benefit import worth
from steelyard.uncertainty import median_sample


def test_worth_by_hand(use_case):
    index = np.array([[1.0], [1.05]])
    found = worth(use_case, wage_index=index, sample=median_sample())
    # 3 min x 0.5 x 40 / 60 = 1; a fifth of today's results cost 8 of rework; 2 of other value.
    np.testing.assert_allclose(found.accepted[:, 0], [1.0 + 1.6 + 2.0, 2.6 * 1.05 + 2.0])
    np.testing.assert_allclose(found.rejected[:, 0], [8.0, 8.4])


def test_nobody_saves_more_minutes_than_the_work_takes(use_case, given):
    longer = use_case.model_copy(update={"benefit": given(use_case.benefit, minutes_saved=60)})
    capped = use_case.model_copy(update={"benefit": given(use_case.benefit, minutes_saved=6)})
    index, sample = np.ones((1, 1)), median_sample()
    assert worth(longer, wage_index=index, sample=sample).accepted[0, 0] == pytest.approx(
        worth(capped, wage_index=index, sample=median_sample()).accepted[0, 0]
    )


def test_no_benefit_is_worth_nothing(use_case):
    found = worth(
        use_case.model_copy(update={"benefit": None}),
        wage_index=np.ones((2, 1)),
        sample=median_sample(),
    )
    assert not found.accepted.any()
    assert not found.rejected.any()
