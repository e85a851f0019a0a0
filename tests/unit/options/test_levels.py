import numpy as np
import pytest
from tests.unit.options.example_traits import ABROAD, CLOUD, HELD, TODAY

from steelyard.options.level_rules import RULES
from steelyard.options.levels import level_criteria
from steelyard.options.model import Adaptation, DeliveryVehicle, Hosting, Option, Pathway, Pricing


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
