"""What must hold of an appraisal whatever the numbers are."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steelyard.dossier.loader import load_dossier
from steelyard.facts.loader import load_facts
from steelyard.needs import assess_needs
from steelyard.options import appraise
from steelyard.options.model import Pricing
from steelyard.quantities.money import present_value
from steelyard.uncertainty import Sample, median_sample

NAMES = ("citizen-questions", "document-review")
FEW = settings(max_examples=6, deadline=None)
pytestmark = pytest.mark.slow


def appraised(dossier, book, sample):
    return appraise.appraise_options(assess_needs(dossier, sample), dossier, book, sample)


@pytest.fixture(scope="module")
def example(root):
    dossier = load_dossier(root / "examples" / "guangxi-2024" / "dossier.yaml")
    chosen = tuple(entry for entry in dossier.use_cases if entry.id in NAMES)
    return dossier.model_copy(update={"use_cases": chosen})


@pytest.fixture(scope="module")
def book(example):
    return load_facts(as_of=example.as_of)


@pytest.fixture(scope="module")
def study(example, book):
    return appraised(example, book, Sample(80, 1))


@pytest.fixture(scope="module")
def medians(study):
    sample = median_sample()
    return study.model(sample, NAMES), sample


def priced(use_case):
    return {
        option.id: costs
        for option, costs in zip(use_case.options, use_case.costs, strict=True)
        if not np.isnan(costs.alone).any()
    }


@given(factor=st.floats(0.01, 100))
@FEW
def test_scaling_all_prices_scales_every_cost_and_benefit(study, medians, book, factor):
    found, known = medians
    at_home = {
        f"model:price-level/{card.id}"
        for card in book.models
        if (price := book.api_price(card.id)) is not None and price.currency == "CNY"
    }
    # Prices in dollars scale with the exchange rate, those in yuan and pay by themselves.
    scaled = {
        name: entry.statement.p50 * factor
        for name, entry in known.known.items()
        if entry.unit.startswith(("CUR", "CNY")) or name in at_home
    }
    dearer = study.model(median_sample().with_values(scaled), NAMES)
    for before, after in zip(found.use_cases, dearer.use_cases, strict=True):
        old, new = priced(before), priced(after)
        assert set(old) == set(new)
        for name, costs in old.items():
            for part in ("alone", "shared", "marginal", "benefit", "today", "net"):
                np.testing.assert_allclose(
                    getattr(new[name], part), factor * getattr(costs, part), rtol=1e-9, atol=1e-6
                )


@given(start=st.floats(1e3, 1e6), steps=st.floats(1.05, 3))
@FEW
def test_more_volume_is_never_cheaper(study, start, steps):
    volumes = start * steps ** np.arange(8)
    name = f"dossier:use_cases/{NAMES[0]}/workload/requests_per_year"
    swept = study.model(median_sample(8).with_values({name: volumes}), NAMES[:1]).use_cases[0]
    costs = priced(swept)
    for option in swept.options:
        if option.id in costs and option.pricing is not Pricing.NOTHING:
            cost = costs[option.id].alone
            assert (np.diff(cost) >= -1e-9 * cost[1:]).all(), option.id


@given(factor=st.floats(1.01, 5), role=st.sampled_from(["ml_engineer", "evaluator"]))
@FEW
def test_a_dearer_wage_never_lowers_a_cost(study, medians, factor, role):
    found, known = medians
    name = f"dossier:capacity/staff/{role}/cost_per_year"
    raised = median_sample().with_values({name: known.known[name].statement.p50 * factor})
    dearer = study.model(raised, NAMES)
    for before, after in zip(found.use_cases, dearer.use_cases, strict=True):
        old, new = priced(before), priced(after)
        assert all((new[option].alone >= old[option].alone - 1e-9).all() for option in old)


@given(seed=st.integers(0, 10_000))
@FEW
def test_alone_is_dearest_and_marginal_cheapest_in_every_draw(study, seed):
    for use_case in study.model(Sample(30, seed), NAMES).use_cases:
        for name, costs in priced(use_case).items():
            slack = 1e-9 * costs.alone
            assert (costs.alone >= costs.shared - slack).all(), name
            assert (costs.shared >= costs.marginal - slack).all(), name
            assert (costs.marginal >= 0).all(), name


def test_lines_add_up_to_the_cost_standing_alone(medians, example):
    rate = example.money.discount_rate.statement.p50
    for use_case in medians[0].use_cases:
        for name, costs in priced(use_case).items():
            if costs.lines:
                total = sum(present_value(line.cash, rate=rate) for line in costs.lines)
                np.testing.assert_allclose(total, costs.alone, rtol=1e-9, err_msg=name)


def test_the_order_of_options_changes_nothing(study, example, book, monkeypatch):
    compose = appraise.generate_options
    monkeypatch.setattr(
        appraise,
        "generate_options",
        lambda dossier, facts: (compose(dossier, facts)[0], *reversed(compose(dossier, facts)[1:])),
    )
    other = appraised(example, book, Sample(80, 1))
    for before, after in zip(study.use_cases, other.use_cases, strict=True):
        places = {option.id: index for index, option in enumerate(after.options)}
        for index, option in enumerate(before.options):
            there = places[option.id]
            np.testing.assert_array_equal(
                np.asarray(before.performance)[index], np.asarray(after.performance)[there]
            )
            assert before.gates[index] == after.gates[there]


def test_names_of_use_cases_change_nothing_at_the_medians(medians, example, book):
    renamed = tuple(
        entry.model_copy(update={"id": f"renamed-{entry.id}"}) for entry in example.use_cases
    )
    other = appraised(example.model_copy(update={"use_cases": renamed}), book, Sample(80, 1))
    found = other.model(median_sample(), tuple(f"renamed-{name}" for name in NAMES))
    for before, after in zip(medians[0].use_cases, found.use_cases, strict=True):
        old, new = priced(before), priced(after)
        for name in old:
            np.testing.assert_allclose(new[name].alone, old[name].alone, rtol=1e-12)
            np.testing.assert_allclose(new[name].benefit, old[name].benefit, rtol=1e-12)
