"""Set-up comes before service, and no earlier than the use case wants it."""

from __future__ import annotations

import numpy as np
import pytest

from steelyard.needs import assess_needs
from steelyard.options.generate import generate_options
from steelyard.options.schedule import schedule_of


def scheduled(dossier, market, index=1):
    needs = assess_needs(dossier, market.sample)
    option = generate_options(dossier, market.book)[index]
    return schedule_of(option, need=needs.use_cases[0], needs=needs, market=market)


def test_service_begins_when_the_set_up_ends(ministry, market_of):
    dossier = ministry()
    found = scheduled(dossier, market_of(dossier, 50))
    running = found.in_service.sum(axis=0) * 12 + found.months
    np.testing.assert_allclose(running, 36.0)
    np.testing.assert_allclose(found.set_up.sum(axis=0), 1.0)


def test_a_later_use_case_is_set_up_later(ministry, market_of):
    dossier = ministry({"start_year": 2027})
    found = scheduled(dossier, market_of(dossier, 1))
    assert found.in_service[:2].sum() == 0
    assert found.set_up[0, 0] == pytest.approx(0.0)
    assert found.set_up[1, 0] > 0.9


def test_one_schedule_for_all_that_share_it(ministry, market_of):
    dossier = ministry()
    market = market_of(dossier, 5)
    assert scheduled(dossier, market, 1) is scheduled(dossier, market, 2)
