"""People are paid for what they set up, keep running, make anew and leave."""

from __future__ import annotations

import numpy as np
import pytest

from steelyard.needs import assess_needs
from steelyard.options.generate import generate_options
from steelyard.options.labour import changes_of_base, labour_of, middle, remakings
from steelyard.options.model import Pathway
from steelyard.options.schedule import schedule_of


@pytest.fixture
def worked(ministry, market_of):
    def make(wanted, n=1, **changes):
        dossier = ministry(**changes)
        market = market_of(dossier, n)
        needs = assess_needs(dossier, market.sample)
        option = next(o for o in generate_options(dossier, market.book) if wanted(o))
        schedule = schedule_of(option, need=needs.use_cases[0], needs=needs, market=market)
        return labour_of(option, schedule, needs=needs, market=market), option, schedule, market

    return make


def lines_of(labour):
    return {line.id: line for line in labour.ledger.lines}


def is_tuned_purchase(option):
    return option.pathways == (Pathway.FINETUNED_PURCHASE,)


def test_one_line_by_hand(worked):
    labour, _, schedule, market = worked(lambda o: o.pathways == (Pathway.API,))
    line = lines_of(labour)["staff_setup/integration/platform_engineer"]
    months = market.number("integration", "setup-platform-engineer", "FTE-month").values
    pay = market.price("platform_engineer", "staff-cost").values
    pay = pay * market.number("staff", "on-cost", "1").values
    growth = np.array([[1.02], [1.02**2], [1.02**3]])
    np.testing.assert_allclose(line.cash, schedule.set_up * months / 12 * pay * growth)


def test_a_tuned_purchase_is_tuned_anew_when_its_base_goes(worked):
    labour, option, schedule, market = worked(is_tuned_purchase)
    np.testing.assert_array_equal(
        remakings(option, schedule, market), changes_of_base(option, schedule, market)
    )
    kinds = {name.split("/")[0] for name in lines_of(labour)}
    assert {"refresh", "forced_migration", "exit"} <= kinds


def test_weights_held_as_they_came_are_changed_for_newer_ones(worked):
    labour, option, schedule, market = worked(
        lambda o: Pathway.OPEN_ADAPTATION in o.pathways and o.adaptation == "retrieval"
    )
    assert remakings(option, schedule, market) is None
    kinds = {name.split("/")[0] for name in lines_of(labour)}
    assert "change_of_base" in kinds
    assert "forced_migration" not in kinds


def test_posts_are_what_staff_lines_pay_for(worked):
    labour, _, _, market = worked(lambda o: o.pathways == (Pathway.API,))
    growth = np.array([1.02, 1.02**2, 1.02**3])
    paid = np.zeros(3)
    for role, posts in labour.posts.items():
        pay = (
            market.price(role, "staff-cost").values * market.number("staff", "on-cost", "1").values
        )
        paid += posts * pay * growth
    lines = [line for line in labour.ledger.lines if not line.id.startswith("exit")]
    np.testing.assert_allclose(paid, sum(line.cash[:, 0] for line in lines))


def test_a_suppliers_people_fill_no_post(worked):
    labour, *_ = worked(lambda o: o.planned is not None and o.vehicle != "agency")
    assert labour.posts["ml_engineer"].max() < 20


def test_the_same_work_at_the_same_time_is_one_object(worked, ministry, market_of):
    dossier = ministry()
    market = market_of(dossier, 3)
    needs = assess_needs(dossier, market.sample)
    apis = [o for o in generate_options(dossier, market.book) if o.pathways == (Pathway.API,)]
    found = [
        labour_of(
            option,
            schedule_of(option, need=needs.use_cases[0], needs=needs, market=market),
            needs=needs,
            market=market,
        )
        for option in apis
    ]
    assert all(entry is found[0] for entry in found)


@pytest.mark.parametrize("n_draws", [1, 2, 5, 10])
def test_the_middle_is_the_median(n_draws):
    draws = np.random.default_rng(7).normal(size=(3, n_draws))
    assert np.array_equal(middle(draws), np.median(draws, axis=-1))
