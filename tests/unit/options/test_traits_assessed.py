"""What an assessment of an offer or a place says of criteria that its instrument informs."""

from __future__ import annotations

import pytest

from steelyard.dossier.assessments import Assessment
from steelyard.instruments import Subject, evaluate, load_instrument, with_others
from steelyard.needs.assessments import Assessments, Finding
from steelyard.options.level_rules import ruled_level
from steelyard.options.model import (
    Adaptation,
    DeliveryVehicle,
    Hosting,
    Option,
    Pathway,
    Pricing,
)
from steelyard.options.traits import traits_of

DAY = "2024-05-23"
INFORMS = {
    "sov-2": "regulatory_sovereignty",
    "sov-6": "technology_sovereignty",
    "award": "assurance",
}
FRAMEWORK = load_instrument("eu-csf").model_copy(update={"informs": INFORMS})
OPTION = Option(
    id="o",
    pathways=(Pathway.OPEN_ADAPTATION,),
    vehicle=DeliveryVehicle.AGENCY,
    pricing=Pricing.CAPACITY,
    model="mixtral-8x7b",
    hosting=Hosting.OWN_DATA_CENTRE,
    adaptation=Adaptation.PROMPTING,
    hardware="H20-96GB",
    offer="cloud",
)


def finding(kind, name, others, day="2024-05-01", **answers):
    entry = Assessment.model_validate({
        "instrument": "eu-csf",
        "edition": FRAMEWORK.edition,
        "about": {"offer": "any"},
        "assessor": "A",
        "role": "B",
        "date": day,
        "others": others,
        "answers": answers,
    })
    said = with_others(FRAMEWORK, entry.values, entry.others)
    return Finding(kind, name, entry, evaluate(FRAMEWORK, said))


@pytest.fixture
def traits(ministry, facts_of):
    def find(*findings):
        return traits_of(OPTION, ministry(), facts_of(DAY), Assessments(findings))

    return find


@pytest.mark.parametrize(
    ("kind", "name"), [(Subject.OFFER, "cloud"), (Subject.HOSTING, "own_data_centre")]
)
def test_an_assessment_of_the_offer_or_the_place_bounds_what_it_informs(traits, kind, name):
    found = traits(finding(kind, name, "seal-1"))
    assert found.assessed == {
        "regulatory_sovereignty": (1, 1),
        "technology_sovereignty": (1, 1),
    }
    level = ruled_level("regulatory_sovereignty", found)
    assert (level.low, level.high, level.rule) == (1, 1, "assessed")


def test_an_assessment_of_anything_else_bounds_nothing(traits):
    assert traits().assessed == {}
    found = traits(
        finding(Subject.OFFER, "rain", "seal-1"),
        finding(Subject.HOSTING, "vendor_abroad", "seal-1"),
        finding(Subject.MODEL, "mixtral-8x7b", "seal-1"),
    )
    assert found.assessed == {}


def test_open_answers_bound_by_a_range(traits):
    found = traits(finding(Subject.OFFER, "cloud", "unknown"))
    assert found.assessed["regulatory_sovereignty"] == (0, 4)
    level = ruled_level("regulatory_sovereignty", found)
    assert level.low == 0
    assert level.high == ruled_level("regulatory_sovereignty", traits()).high


def test_of_two_assessments_the_weaker_holds(traits):
    strong = finding(Subject.HOSTING, "own_data_centre", "seal-4")
    weak = finding(Subject.OFFER, "cloud", "seal-2")
    for order in ((strong, weak), (weak, strong)):
        assert traits(*order).assessed["technology_sovereignty"] == (2, 2)


def test_of_one_thing_assessed_twice_the_newest_counts(traits):
    weak = finding(Subject.OFFER, "cloud", "seal-1", day="2024-04-01")
    mended = finding(Subject.OFFER, "cloud", "seal-3")
    for order in ((weak, mended), (mended, weak)):
        assert traits(*order).assessed["technology_sovereignty"] == (3, 3)


def test_an_assessment_never_raises_a_level(traits):
    found = traits(finding(Subject.OFFER, "cloud", "seal-4"))
    for criterion in ("regulatory_sovereignty", "technology_sovereignty", "assurance"):
        assert ruled_level(criterion, found) == ruled_level(criterion, traits())
