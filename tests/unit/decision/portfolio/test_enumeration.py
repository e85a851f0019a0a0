from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from steelyard.decision.portfolio.enumeration import enumerate_portfolios

# Four use cases x none, buy, adapt, build; shared licence, platform and team.
BENEFIT = np.array([[0, 9, 11, 12], [0, 7, 10, 13], [0, 6, 7, 8], [0, 5, 6.5, 7]])
DIRECT = np.array([[0, 6, 3, 2], [0, 6, 4, 3.5], [0, 3, 2, 1.5], [0, 3, 1.5, 1]])
SHARED = np.array([2.5, 6.0, 7.0])
REQUIRES = np.zeros((4, 4, 3), dtype=bool)
REQUIRES[:, 2, :2] = REQUIRES[:, 3, 1:] = True


def _textbook(budget, n_runners_up=0):
    return enumerate_portfolios(
        values=BENEFIT - DIRECT,
        costs=DIRECT[:, :, np.newaxis],
        requires=REQUIRES,
        is_available=np.ones((4, 4), dtype=bool),
        capability_values=-SHARED,
        capability_costs=SHARED[:, np.newaxis],
        budgets=None if budget is None else np.array([float(budget)]),
        n_runners_up=n_runners_up,
    )


@pytest.mark.parametrize(
    ("budget", "value", "choice", "cost", "capabilities"),
    [
        (5, 3, (0, 0, 1, 0), 3, ()),
        (10, 6, (1, 0, 1, 0), 9, ()),
        (20, 15.5, (2, 2, 2, 2), 19, (0, 1)),
        (30, 19, (3, 3, 3, 3), 21, (1, 2)),
        (100, 19, (3, 3, 3, 3), 21, (1, 2)),
        (None, 19, (3, 3, 3, 3), 21, (1, 2)),
    ],
)
def test_shared_capabilities_are_paid_once(budget, value, choice, cost, capabilities):
    found = _textbook(budget)
    assert found.best.value == pytest.approx(value)
    assert found.best.choice == choice
    assert found.best.cost == pytest.approx([cost])
    assert found.best.capabilities == capabilities
    assert found.is_budget_enforced is (budget is not None)
    assert found.runners_up == ()


def test_runners_up_share_something_else():
    found = _textbook(None, n_runners_up=5)
    assert [(p.capabilities, p.value) for p in found.runners_up] == [((0, 1), 15.5), ((), 9.0)]
    assert len(_textbook(None, n_runners_up=1).runners_up) == 1


def _random_case(rng):
    n_use_cases, n_options, n_shared, n_years = rng.integers((1, 1, 0, 1), (5, 4, 4, 4))
    shape = (n_use_cases, n_options)
    return {
        "values": rng.normal(size=shape).round(1),
        "costs": rng.normal(0.5, 1, size=(*shape, n_years)).round(1),
        "requires": rng.random((*shape, n_shared)) < 0.4,
        "is_available": rng.random(shape) < 0.8,
        "capability_values": -rng.random(n_shared).round(1),
        "capability_costs": rng.random((n_shared, n_years)).round(1),
        "budgets": rng.normal(0.6 * n_use_cases, 1, size=n_years) if rng.random() < 0.7 else None,
    }


def _brute_force(case):
    best = None
    use_cases = np.arange(len(case["values"]))
    for choice in product(range(case["values"].shape[1]), repeat=len(use_cases)):
        if not case["is_available"][use_cases, choice].all():
            continue
        needed = case["requires"][use_cases, choice].any(axis=0)
        value = case["values"][use_cases, choice].sum() + case["capability_values"][needed].sum()
        cost = case["costs"][use_cases, choice].sum(axis=0) + case["capability_costs"][needed].sum(
            axis=0
        )
        if case["budgets"] is not None and np.any(cost > case["budgets"] + 1e-9):
            continue
        if best is None or value > best:
            best = value
    return best


def test_agrees_with_brute_force_on_small_cases(rng):
    n_empty = 0
    for _ in range(150):
        case = _random_case(rng)
        found, expected = enumerate_portfolios(**case, n_runners_up=2), _brute_force(case)
        if expected is None:
            n_empty += 1
            assert found.best is None
            assert found.runners_up == ()
        else:
            assert found.best.value == pytest.approx(expected)
    assert 0 < n_empty < 150


def test_of_equal_portfolios_the_cheaper_then_the_smaller_then_the_earlier_wins():
    arguments = {
        "values": np.array([[1.0, 1.0, 1.0]]),
        "is_available": np.ones((1, 3), dtype=bool),
        "capability_values": np.zeros(1),
        "budgets": None,
        "n_runners_up": 0,
    }
    needs_one = np.array([[[True], [False], [False]]])
    cheaper = enumerate_portfolios(
        **arguments,
        costs=np.array([[[1.0], [5.0], [5.0]]]),
        requires=needs_one,
        capability_costs=np.ones((1, 1)),
    )
    assert cheaper.best.choice == (0,)
    smaller = enumerate_portfolios(
        **arguments,
        costs=np.array([[[4.0], [5.0], [5.0]]]),
        requires=needs_one,
        capability_costs=np.ones((1, 1)),
    )
    assert smaller.best.choice == (1,)


def _changed(**changes):
    case = {
        "values": BENEFIT,
        "costs": DIRECT[:, :, np.newaxis],
        "requires": REQUIRES,
        "is_available": np.ones((4, 4), dtype=bool),
        "capability_values": -SHARED,
        "capability_costs": SHARED[:, np.newaxis],
        "budgets": None,
        "n_runners_up": 0,
    }
    return enumerate_portfolios(**(case | changes))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"values": BENEFIT[:3]}, "like availability"),
        ({"costs": DIRECT[:, :3, np.newaxis]}, "expected shapes"),
        ({"requires": REQUIRES[:, :, :2]}, "expected shapes"),
        ({"capability_values": SHARED}, "neither value nor money"),
        ({"capability_costs": -SHARED[:, np.newaxis]}, "neither value nor money"),
        (
            {
                "requires": np.zeros((4, 4, 11), dtype=bool),
                "capability_values": np.zeros(11),
                "capability_costs": np.zeros((11, 1)),
            },
            "at most 10",
        ),
    ],
)
def test_malformed_input_is_refused(changes, message):
    with pytest.raises(ValueError, match=message):
        _changed(**changes)


def test_a_capability_that_its_users_cannot_pay_is_left_out():
    # Two use cases, one capability of cost 5; with it they save 3 and 1.
    tables = {
        "values": np.array([[0.0, 9.0], [0.0, 9.0]]),
        "costs": np.array([[[0.0], [-3.0]], [[0.0], [-1.0]]]),
        "requires": np.array([[[False], [True]], [[False], [True]]]),
        "is_available": np.ones((2, 2), dtype=bool),
        "capability_values": np.array([-5.0]),
        "capability_costs": np.array([[5.0]]),
        "budgets": None,
        "n_runners_up": 1,
    }
    assert enumerate_portfolios(**tables).best.choice == (1, 1)
    savings = np.array([[0.0, 3.0], [0.0, 1.0]])
    assert enumerate_portfolios(**tables, savings=savings).best.choice == (0, 0)
    savings[0, 1] = 4.0
    assert enumerate_portfolios(**tables, savings=savings).best.choice == (1, 1)
    savings[0, 1] = np.nan
    assert enumerate_portfolios(**tables, savings=savings).best.choice == (1, 1)


def test_one_capability_does_not_pay_for_another():
    # The first saves 9 with capability 0 (cost 1), the second 1 with capability 1 (cost 4).
    tables = {
        "values": np.array([[0.0, 10.0], [0.0, 10.0]]),
        "costs": np.zeros((2, 2, 1)),
        "requires": np.array([[[False, False], [True, False]], [[False, False], [False, True]]]),
        "is_available": np.ones((2, 2), dtype=bool),
        "capability_values": np.array([-1.0, -4.0]),
        "capability_costs": np.array([[1.0], [4.0]]),
        "budgets": None,
        "n_runners_up": 0,
    }
    found = enumerate_portfolios(**tables, savings=np.array([[0.0, 9.0], [0.0, 1.0]])).best
    assert found.choice == (1, 0)
    assert found.capabilities == (0,)
