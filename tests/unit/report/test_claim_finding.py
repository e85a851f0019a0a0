from __future__ import annotations

import pytest

from steelyard.report.claim_finding import ClaimVerdict, by_share


@pytest.mark.parametrize(
    ("share", "verdict"),
    [
        (1.0, ClaimVerdict.HOLDS),
        (0.8, ClaimVerdict.HOLDS),
        (0.5, ClaimVerdict.IN_PART),
        (0.2, ClaimVerdict.DOES_NOT_HOLD),
        (0.0, ClaimVerdict.DOES_NOT_HOLD),
    ],
)
def test_four_in_five_holds_and_one_in_five_does_not(share, verdict):
    assert by_share(share) is verdict
