from dataclasses import replace

import numpy as np
import pytest

from steelyard.facts.cards import GovernmentUse
from steelyard.options.levels import (
    RULES,
    assurance,
    data_sovereignty,
    infrastructure_sovereignty,
    inspectability,
    level_criteria,
    regulatory_sovereignty,
    technology_sovereignty,
)
from steelyard.options.model import Adaptation, DeliveryVehicle, Hosting, Option, Pathway, Pricing
from steelyard.options.traits import Replaced, Traits, Upkeep

ABROAD = Traits(
    data_in_country=False,
    on_state_premises=False,
    at_supplier=True,
    supplier_reads_prompts=True,
    operator_under_buyers_law=False,
    supplier_under_buyers_law=False,
    is_safety_tuned=True,
    processing=Hosting.VENDOR_ABROAD,
    adaptation=Adaptation.PROMPTING,
    model="m",
    replaced=Replaced.PROMPTED_SERVICE,
    upkeep=Upkeep.FORCED_MIGRATION,
    effort="forced_migration",
)
HELD = Traits(
    weights_held=True,
    may_modify=True,
    government_use=GovernmentUse.YES,
    supplier_under_buyers_law=False,
    machines_of_state=True,
    processing=Hosting.OWN_DATA_CENTRE,
    adaptation=Adaptation.RETRIEVAL,
    model="m",
    upkeep=Upkeep.CHANGE_OF_BASE,
    effort="forced_migration",
)
CLOUD = Traits(
    on_state_premises=False,
    operator_under_buyers_law=True,
    supplier_under_buyers_law=False,
    hardware_at_risk=None,
    processing=Hosting.SOVEREIGN_CLOUD,
)
TODAY = Traits(uses_model=False)


def with_(traits, **changes):
    return replace(traits, **changes)


@pytest.mark.parametrize(
    ("rule", "traits", "low", "high"),
    [
        (data_sovereignty, ABROAD, 0, 0),
        (data_sovereignty, with_(ABROAD, data_in_country=True), 1, 1),
        (
            data_sovereignty,
            with_(ABROAD, data_in_country=True, operator_under_buyers_law=True),
            2,
            2,
        ),
        (data_sovereignty, CLOUD, 3, 3),
        (data_sovereignty, with_(CLOUD, operator_under_buyers_law=None), 1, 3),
        (data_sovereignty, HELD, 4, 4),
        (technology_sovereignty, ABROAD, 0, 0),
        (technology_sovereignty, with_(ABROAD, is_tuned=True), 1, 1),
        (technology_sovereignty, with_(ABROAD, is_dedicated=True), 1, 1),
        (technology_sovereignty, with_(HELD, government_use=GovernmentUse.CONDITIONS), 2, 2),
        (technology_sovereignty, HELD, 3, 3),
        (technology_sovereignty, with_(HELD, government_use=GovernmentUse.UNKNOWN), 2, 3),
        (technology_sovereignty, with_(HELD, is_trained_here=True), 4, 4),
        (infrastructure_sovereignty, ABROAD, 0, 0),
        (infrastructure_sovereignty, with_(ABROAD, data_in_country=True), 1, 1),
        (infrastructure_sovereignty, CLOUD, 2, 3),
        (infrastructure_sovereignty, HELD, 4, 4),
        (infrastructure_sovereignty, with_(HELD, hardware_at_risk=True), 3, 3),
        (regulatory_sovereignty, ABROAD, 0, 0),
        (regulatory_sovereignty, with_(ABROAD, data_in_country=True), 1, 1),
        (regulatory_sovereignty, CLOUD, 2, 2),
        (regulatory_sovereignty, HELD, 3, 3),
        (regulatory_sovereignty, with_(HELD, government_use=GovernmentUse.UNKNOWN), 2, 3),
        (regulatory_sovereignty, with_(HELD, supplier_under_buyers_law=True), 4, 4),
        (regulatory_sovereignty, with_(HELD, supplier_under_buyers_law=None), 1, 4),
        (assurance, ABROAD, 1, 1),
        (assurance, HELD, 1, 1),
        (assurance, with_(HELD, has_open_recipe=True, is_isolated=True), 3, 3),
        (assurance, with_(ABROAD, operator_under_buyers_law=None), 1, 2),
        (inspectability, ABROAD, 0, 0),
        (inspectability, with_(ABROAD, has_retrieval=True), 1, 1),
        (inspectability, with_(ABROAD, is_tuned=True), 2, 2),
        (inspectability, with_(HELD, may_modify=False), 2, 2),
        (inspectability, with_(HELD, may_modify=None), 2, 3),
        (inspectability, HELD, 3, 3),
        (inspectability, with_(HELD, has_open_recipe=True), 4, 4),
    ],
)
def test_levels_follow_the_printed_rules(rule, traits, low, high):
    level = rule(traits)
    assert (level.low, level.high) == (low, high)


def test_today_has_the_best_levels():
    assert all(rule(TODAY)[:2] == (4, 4) for rule in RULES.values())


def option(pathway=Pathway.API):
    return Option(
        id="o",
        pathways=(pathway,),
        vehicle=DeliveryVehicle.VENDOR,
        pricing=Pricing.TOKENS,
        model="m",
        hosting=Hosting.VENDOR_ABROAD,
        adaptation=Adaptation.PROMPTING,
    )


@pytest.fixture
def filled(ministry, need_of, facts_of):
    def fill(traits, **changes):
        dossier = ministry(**changes)
        need, sample = need_of(dossier, n=2000)
        return level_criteria(option(), traits, need, dossier, facts_of("2024-05-23"), sample)

    return fill


def test_every_level_criterion_is_filled_with_its_origin(filled):
    expected = {*RULES, "continuity", "stay_current", "measured_safety", "norm_fit"}
    for traits in (TODAY, ABROAD, HELD):
        cells = filled(traits)
        assert set(cells) == expected | {"funding_continuity"}
        for values, judged in cells.values():
            assert values.shape == (2000,)
            assert np.isfinite(values).all()
            assert judged.how in {"computed", "measured", "judged"}


def test_what_nobody_measured_or_judged_has_its_full_range(filled):
    cells = filled(ABROAD)
    for criterion, top in (("measured_safety", 1.0), ("norm_fit", 4.0)):
        values, judged = cells[criterion]
        assert values.min() < 0.01 * top
        assert values.max() > 0.99 * top
        assert judged.how == "judged"


def test_an_unknown_attribute_leaves_whole_levels_open(filled):
    values, _ = filled(CLOUD)["infrastructure_sovereignty"]
    assert set(values) == {2.0, 3.0}
    assert values.mean() == pytest.approx(2.5, abs=0.01)


def test_the_closest_judgement_counts_and_two_raters_are_averaged(filled):
    entry = {
        "criterion": "norm_fit",
        "level": 1,
        "rater": "A",
        "role": "Law office",
        "date": "2024-05-01",
        "rationale": {"en": "r"},
    }
    close = {**entry, "model": "m", "level": 3}
    other = {**close, "rater": "B", "level": 4}
    values, judged = filled(ABROAD, judgements=[entry, close, other])["norm_fit"]
    assert set(values) == {3.5}
    assert judged.rationale.values["raters"] == "A (Law office), B (Law office)"


def test_holding_weights_shortens_the_outage(filled):
    held, away = filled(HELD)["continuity"][0], filled(ABROAD)["continuity"][0]
    assert np.median(held) < np.median(away)
    assert (held >= 0).all()


def test_keeping_current_takes_work_only_where_a_model_is_used(filled):
    assert not filled(TODAY)["stay_current"][0].any()
    assert (filled(HELD)["stay_current"][0] > 0).all()
