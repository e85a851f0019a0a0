from __future__ import annotations

import numpy as np
import pytest
from tests.unit.decision.portfolio.two_offices import BOTH, two_offices

from steelyard.decision.portfolio.choices import remaining_choices
from steelyard.decision.portfolio.model_rows import portfolio_rows

AT_ONCE, LATER, NEVER = (np.array([opening]) for opening in range(3))


@pytest.fixture
def choices():
    return remaining_choices(rows=portfolio_rows(problem=two_offices()))


def test_openings_leave_room(choices):
    for opening, room in ((AT_ONCE, 8.0), (LATER, 10.0), (NEVER, 13.0)):
        worth, left = choices.opened(opening)
        assert worth == 0
        assert left == pytest.approx([room, 1.0])


def test_starts_stand_on_openings_in_time(choices):
    assert choices.is_served(AT_ONCE).all()
    assert choices.is_served(LATER).tolist() == [1, 1, 0, 1, 0, 1]
    assert choices.is_served(NEVER).tolist() == [1, 1, 0, 0, 0, 0]


def test_whole_items_stand_for_a_selection(choices):
    values = np.array([0.0, 0, 1, 0, 1, 0, 1])
    for part, expected in zip(choices.selection_of(AT_ONCE, values), BOTH, strict=True):
        np.testing.assert_array_equal(part, expected)
    assert choices.selection_of(NEVER, np.zeros(7)).opening.tolist() == [-1]


def test_the_elastic_programme_overuses_as_little_as_it_can(choices):
    elastic = choices.elastic_programme()
    least = np.zeros(7)
    # The second office must start at once, and nothing may cost anything.
    least[4] = 1.0
    elastic.bounded(least=least, most=choices.at_most)
    elastic.limited(row_most=np.array([0.0, 1.0]))
    answer = elastic.solved()
    assert answer.bound * choices.scale[0] == pytest.approx(-3.0)
    assert choices.prices(answer) * choices.scale == pytest.approx([1.0, 0.0])
