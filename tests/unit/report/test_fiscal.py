from __future__ import annotations

import numpy as np
import pytest

from steelyard.report.fiscal import fiscal_means, fiscal_peaks, fiscal_sums, months_covered


@pytest.mark.parametrize("start", range(1, 13))
def test_no_money_and_no_month_is_lost(start):
    money = np.array([[10.0, 1.0], [20.0, 2.0], [40.0, 4.0]])
    assert fiscal_sums(money, start=start).sum(axis=0) == pytest.approx([70.0, 7.0])
    assert months_covered(3, start=start).sum() == 36


def test_a_stub_says_how_many_months_it_has():
    assert months_covered(5, start=4).tolist() == [3, 12, 12, 12, 12, 9]
    assert months_covered(5, start=1).tolist() == [12] * 5


def test_a_level_stays_a_level():
    assert fiscal_means(np.full(3, 4.0), start=7) == pytest.approx([4.0] * 4)
    assert fiscal_means(np.array([1.0, 3.0]), start=1).tolist() == [1.0, 3.0]
    assert fiscal_peaks(np.array([1.0, 3.0, 2.0]), start=4).tolist() == [1.0, 3.0, 3.0, 2.0]
