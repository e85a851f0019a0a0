from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.portfolio.concentration import concentration, loss_of_label

SPEND = np.array([3.0, 1.0, 4.0, 2.0])
VENDOR = np.array([0, 0, 2, 1])


def test_shares_squared_and_summed():
    found = concentration(amounts=SPEND, label=VENDOR, n_labels=4)
    assert found.shares == pytest.approx([0.4, 0.2, 0.4, 0.0])
    assert found.herfindahl == pytest.approx(0.36)
    assert found.largest == pytest.approx(0.4)
    assert found.leader == 0


def test_draws_are_taken_one_by_one(rng):
    amounts = rng.random((4, 5))
    found = concentration(amounts=amounts, label=VENDOR, n_labels=3)
    for draw in range(5):
        one = concentration(amounts=amounts[:, draw], label=VENDOR, n_labels=3)
        assert found.shares[:, draw] == pytest.approx(one.shares)
        assert found.herfindahl[draw] == pytest.approx(one.herfindahl)
        assert found.largest[draw] == one.largest
        assert found.leader[draw] == one.leader


def _loss(**changes):
    asked = {
        "item_worths": SPEND,
        "label": VENDOR,
        "n_labels": 4,
        "use_case": np.array([0, 1, 1, 2]),
        "n_use_cases": 3,
        "months_to_replace": np.array([6.0, 2.0, 12.0, 9.0]),
    }
    return loss_of_label(**(asked | changes))


def test_the_loss_of_a_label_takes_all_its_items():
    found = _loss()
    assert found.worth_share == pytest.approx([0.4, 0.2, 0.4, 0.0])
    assert found.is_hit.tolist() == [
        [True, True, False],
        [False, False, True],
        [False, True, False],
        [False, False, False],
    ]
    assert found.n_hit.tolist() == [2, 1, 1, 0]
    assert found.longest.tolist() == [6, 9, 12, 0]
    assert found.mean == pytest.approx([5, 9, 12, 0])


def test_items_worth_nothing_have_their_longest_time(rng):
    found = _loss(item_worths=np.array([0.0, 0.0, 4.0, 2.0]))
    assert found.mean.tolist() == [6, 9, 12, 0]
    drawn = _loss(item_worths=rng.random((4, 6)))
    assert drawn.worth_share.sum(axis=0) == pytest.approx(1)
    assert drawn.mean.shape == (4,)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"label": VENDOR[:3]}, "one of 4 indices"),
        ({"label": VENDOR + 2}, "one of 4 indices"),
        ({"label": VENDOR - 1}, "one of 4 indices"),
        ({"amounts": -SPEND}, "0 or more"),
        ({"amounts": SPEND * np.nan}, "0 or more"),
        ({"amounts": 0 * SPEND}, "some amount"),
    ],
)
def test_refuses_weights_and_labels_that_do_not_fit(changes, message):
    asked = {"amounts": SPEND, "label": VENDOR, "n_labels": 4}
    with pytest.raises(ValueError, match=message):
        concentration(**(asked | changes))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"use_case": np.array([0, 1, 1, 3])}, "one of 3 indices"),
        ({"months_to_replace": np.array([6.0, -2.0, 12.0, 9.0])}, "0 or more"),
        ({"item_worths": 0 * SPEND}, "some worth"),
        ({"use_case": np.array([0]), "months_to_replace": np.ones(1)}, "a use case for each"),
    ],
)
def test_refuses_losses_that_do_not_fit(changes, message):
    with pytest.raises(ValueError, match=message):
        _loss(**changes)
