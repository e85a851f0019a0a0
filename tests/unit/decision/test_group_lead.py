"""How sure the group's first option is."""

from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.group_lead import (
    OwnLeads,
    first_shares,
    gap_of,
    materiality,
    own_leads,
    tied_with,
    variance_of_leads,
)
from steelyard.dossier.schema import Reading

SIX, MONEY = Reading.SIX_DIMENSIONS, Reading.VALUE_AND_COST


@pytest.fixture(scope="module")
def contest(contests, parted):
    return contests(**parted("six_dimensions", "borda"))["large"]


def test_shares_of_the_first_place_sum_to_one_and_ties_are_split(contest):
    # Three voters, two options, four draws: two draws go to the first, one to the second, and in
    # the last one voter is indifferent and the others differ.
    utilities = [
        np.array([[2.0, 2, 1, 1], [1.0, 1, 2, 1]]),
        np.array([[2.0, 1, 1, 2], [1.0, 2, 2, 1]]),
        np.array([[2.0, 2, 1, 1], [1.0, 1, 2, 2]]),
    ]
    weights = [np.full((6, 4), share) for share in (0.1, 0.2, 0.3)]
    found = first_shares(contest, utilities, weights, 4.0)
    assert found.shares == pytest.approx([0.625, 0.375])
    assert found.errors == pytest.approx(np.sqrt(0.625 * 0.375 / 4) * np.ones(2))
    assert found.central == pytest.approx(np.full((2, 6), 0.2))


def test_an_option_that_is_never_first_has_no_central_weights(contest):
    never = [np.array([[1.0, 1.0], [0.0, 0.0]])] * 3
    found = first_shares(contest, never, [np.full((6, 2), 1 / 6)] * 3, 2.0)
    assert found.shares.tolist() == [1.0, 0.0]
    assert np.isnan(found.central[1]).all()


def test_the_spread_of_a_difference_is_that_of_the_differences(rng):
    drawn = rng.normal(size=(3, 50))
    found = variance_of_leads(drawn)
    for one in range(3):
        for other in range(3):
            expected = (drawn[one] - drawn[other]).var() / 50
            assert found[one, other] == pytest.approx(expected, abs=1e-15)


@pytest.mark.parametrize("reading", [SIX, MONEY])
def test_leads_are_each_electors_own(contests, parted, reading):
    contest = contests(**parted(reading.value, "borda"))["large"]
    rows = np.arange(1, len(contest.ids))
    found = own_leads(contest, reading, rows)
    for elector, weights in enumerate(contest.joining.own):
        expected = contest.expected(reading, weights)
        utility = expected.value if reading is SIX else contest.deciding.utility(expected)
        lead = utility[1:, 0] - utility[1, 0]
        assert found.means[:, 0, elector] == pytest.approx(lead, rel=1e-9, abs=1e-9)


def test_what_nobody_can_tell_apart_is_tied(contests, parted):
    contest = contests(**parted("six_dimensions", "borda"))["large"]
    best = contest.leading(SIX)
    rows = np.arange(1, len(contest.ids))
    assert tied_with(contest, SIX, best, rows, 2.0) == {best}
    # Where nothing is told apart everything is tied.
    assert tied_with(contest, SIX, best, rows, 1e9) == set(rows.tolist())


def test_a_difference_counts_in_the_unit_of_the_reading(contests, parted):
    assert materiality(contests(**parted("six_dimensions", "borda"))["large"], SIX) == 0.01
    money = contests(**parted("value_and_cost", "borda"))["large"]
    assert materiality(money, MONEY) == pytest.approx(0.01 * 100 * 30_000)


def test_the_weakest_opinion_that_must_go_wrong_is_found(contest):
    # Two of three set the first above the second by 1 and by 3 standard errors; the third does not.
    utilities = np.array([[1.0, 3.0, 0.0], [0.0, 0.0, 1.0]])
    errors = np.ones((2, 2, 3))
    found = gap_of(contest, OwnLeads(utilities, errors), 1)
    assert found == (1.0, 1.0, 1.0)
    level = gap_of(contest, OwnLeads(utilities, errors), 0)
    assert level.in_errors == 0.0
    sure = gap_of(contest, OwnLeads(utilities, np.zeros((2, 2, 3))), 1)
    assert sure.in_errors == float("inf")
