from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.mcda.weight_statements import Interval, Points, Ranking, Ratio, Vertices

NAMES = ("cost", "safety", "culture")


def _holds(statement, weights):
    matrix, bounds = statement.conditions(3)
    return bool(np.all(matrix @ np.array(weights) <= bounds + 1e-12))


@pytest.mark.parametrize(
    ("statement", "allowed", "refused"),
    [
        (Points((2, 1, 1)), [0.5, 0.25, 0.25], [0.5, 0.3, 0.2]),
        (Ranking(((1,), (0, 2))), [0.3, 0.6, 0.1], [0.3, 0.2, 0.5]),
        (Ranking(((1, 0, 2),)), [0.3, 0.6, 0.1], None),
        (Interval(0, 0.2, 0.4), [0.3, 0.6, 0.1], [0.1, 0.6, 0.3]),
        (Interval(0, 0.2, 0.4), [0.3, 0.6, 0.1], [0.5, 0.2, 0.3]),
        (Ratio(1, 0, 1.5, 3.0), [0.3, 0.6, 0.1], [0.5, 0.3, 0.2]),
        (Ratio(1, 0, 1.5, np.inf), [0.05, 0.9, 0.05], [0.5, 0.3, 0.2]),
        (Vertices(((1, 0, 0), (0.5, 0.5, 0), (0.4, 0.3, 0.3))), [0.7, 0.2, 0.1], [0.1, 0.8, 0.1]),
    ],
)
def test_conditions_tell_allowed_from_refused_weights(statement, allowed, refused):
    assert _holds(statement, allowed)
    assert refused is None or not _holds(statement, refused)


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        (Points((40, 30, 30)), "cost 40, safety 30, culture 30"),
        (Ranking(((1,), (0, 2))), "safety ≥ cost, culture"),
        (Interval(0, 0.2, 0.4), "cost between 0.2 and 0.4"),
        (Ratio(1, 0, 1.5, 3), "safety 1.5 to 3 times cost"),
        (
            Vertices(((1, 0, 0), (0, 1, 0), (0, 0, 1))),
            "between 3 extreme weightings of cost, safety, culture",
        ),
    ],
)
def test_statements_read_like_sentences(statement, words):
    assert statement.words(NAMES) == words


@pytest.mark.parametrize(
    "statement",
    [
        Points((1, 1)),
        Points((1, 1, -1)),
        Points((0, 0, 0)),
        Points((1, 1, np.nan)),
        Points((1, 1, np.inf)),
        Ranking(()),
        Ranking(((0,), ())),
        Ranking(((0,), (0,))),
        Ranking(((0,), (3,))),
        Interval(3, 0.1, 0.2),
        Interval(0, 0.3, 0.2),
        Interval(0, -0.1, 0.2),
        Interval(0, 0.1, 1.2),
        Ratio(0, 0, 1, 2),
        Ratio(0, 3, 1, 2),
        Ratio(0, 1, 2, 1),
        Ratio(0, 1, np.nan, 2),
        Vertices(((1, 0, 0), (0, 1, 0))),
        Vertices(((1, 0, 0), (0, 1, 0), (0.5, 0.5, 0))),
        Vertices(((1, 0, 0), (0, 1, 0), (0, 0, 2))),
        Vertices(((1, 0, 0), (0, 1, 0), (-1, 1, 1))),
    ],
)
def test_malformed_statements_are_refused(statement):
    with pytest.raises(ValueError, match="expected"):
        statement.conditions(3)
