"""Plans of one option, and of one after another."""

from __future__ import annotations

import numpy as np

from steelyard.decision.horizon.flows import flow_of, followed


def test_what_serves_too_late_in_its_year_does_not_start(planned):
    restarts = planned().restarts
    # Nine months of set-up leave a quarter of the first year.
    assert flow_of(restarts, 1, "open:d", 0, discount=None) is not None
    assert flow_of(restarts, 1, "edge:f", 0, discount=None) is None
    assert flow_of(restarts, 1, "edge:f", 1, discount=None) is not None


def test_today_cannot_be_started(planned):
    assert flow_of(planned().restarts, 1, "do_minimum", 0, discount=None) is None


def test_a_discount_falls_on_what_is_metered_only(planned):
    restarts = planned().restarts
    plain = flow_of(restarts, 1, "api:a", 0, discount=None)
    cheaper = flow_of(restarts, 1, "api:a", 0, discount=np.full(restarts.sample.n, 0.2))
    metered = restarts.costs(1, "api:a", 0).yearly.metered
    np.testing.assert_allclose(plain.cash - cheaper.cash, 0.2 * metered)
    saved = plain.expected.running - cheaper.expected.running
    np.testing.assert_allclose(saved, 0.2 * metered.mean(axis=1))


def test_a_switch_ends_one_and_begins_the_other(planned):
    restarts = planned().restarts
    first = flow_of(restarts, 1, "api:a", 0, discount=None)
    then = flow_of(restarts, 1, "open:d", 2, discount=None)
    both = followed(first, then, 2)
    np.testing.assert_allclose(both.cash[:2], first.cash[:2] + then.cash[:2])
    leaving = first.exit.sum(axis=0)
    np.testing.assert_allclose(both.cash[2], then.cash[2] + leaving)
    np.testing.assert_allclose(both.cash[3:], then.cash[3:])
    np.testing.assert_allclose(
        both.expected.capital + both.expected.running, both.cash.mean(axis=1)
    )
    np.testing.assert_allclose(both.gain[:2], first.gain[:2] + then.gain[:2])
    assert set(both.served) == {"api:a", "open:d"}
    assert not both.served["api:a"][2:].any()
    assert not both.served["open:d"][:2].any()
    np.testing.assert_allclose(both.handled[2:], then.handled[2:])
