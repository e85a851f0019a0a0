import pytest

from steelyard.options.candidates import (
    machines_in_place,
    pick_machines,
    pick_models,
    tenure_of,
)
from steelyard.options.evidence import public_evidence
from steelyard.options.model import Tenure
from steelyard.options.obtainability import BARRED

DAY = "2024-05-23"


def test_models_with_evidence_in_the_languages_come_first(ministry, facts_of):
    facts = facts_of(DAY)
    picked = pick_models(ministry(), facts)
    gaps = public_evidence(facts).languages
    assert all(gaps.gap(card.id, "zh") for card in picked.ladder)
    assert all(card.country == "CN" for card in picked.bought_at_home)
    assert all(card.country != "CN" for card in picked.bought_abroad)


def test_purchases_are_of_more_than_one_supplier(ministry, facts_of):
    picked = pick_models(ministry(), facts_of(DAY))
    assert len({card.developer for card in picked.bought_abroad}) >= 2


def test_home_is_the_buyers_country(ministry, facts_of):
    abroad = ministry(
        {"data_class": "open", "languages": [{"language": "en", "share": 1.0}]},
        jurisdiction={"country": "SG", "pack": "SG", "languages": ["en"]},
        money={"currency": "SGD"},
    )
    picked = pick_models(abroad, facts_of("2024-07-01"))
    assert picked.bought_at_home == ()
    assert picked.bought_abroad


def test_machines_for_serving_go_by_bandwidth_and_for_training_by_rate(ministry, facts_of):
    dossier, facts = ministry(), facts_of(DAY)
    serving = pick_machines(dossier, facts, by="memory-bandwidth")
    training = pick_machines(dossier, facts, by="dense-flops-16bit")
    assert set(serving) == set(training)
    for name in serving:
        status = facts.find_status(name, "export-to-CN", places=("CN",))
        assert status.value == "obtainable"
    barred = pick_machines(dossier, facts, by="memory-bandwidth", status=BARRED)
    assert not set(barred) & set(serving)


def test_machines_in_place_are_those_of_any_reading(ministry, facts_of):
    def reading(name, probability, hardware):
        accelerators = {"hardware": hardware, "count": 8, "free_share": 0.5}
        return {
            "id": name,
            "meaning": {"en": name},
            "probability": probability,
            "accelerators": accelerators,
        }

    figure = {
        "id": "memory",
        "wording": {"en": "GPU memory"},
        "amount": 640,
        "unit": "GB",
        "locator": "p. 1",
        "interpretations": [
            reading("small", 0.3, "RTX-4090"),
            reading("old", 0.2, "A100-SXM4-40GB"),
            reading("new", 0.5, "A100-SXM4-80GB"),
        ],
    }
    dossier = ministry(capacity={"published": [figure]})
    assert machines_in_place(dossier, facts_of(DAY)) == ("A100-SXM4-80GB", "A100-SXM4-40GB")
    assert machines_in_place(ministry(), facts_of(DAY)) == ()


@pytest.mark.parametrize(("name", "tenure"), [("H20-96GB", Tenure.OWN), ("A10", Tenure.RENT)])
def test_machines_are_owned_where_no_rent_is_known(ministry, facts_of, name, tenure):
    found = tenure_of(name, ministry(), facts_of(DAY), wanted=Tenure.RENT)
    assert found is tenure


def test_a_purchase_at_home_is_sold_by_somebody_at_home(ministry, facts_of):
    facts = facts_of("2026-11-21")
    picked = pick_models(ministry(), facts)
    assert picked.bought_at_home
    for card in picked.bought_at_home:
        assert facts.api_price(card.id, place="CN").seat == "CN"
    (gone,) = picked.no_longer_sold
    assert gone.id == "deepseek-r1"
    assert facts.api_price(gone.id, place="CN") is None


def test_of_models_that_nothing_tells_apart_the_newest_is_taken(ministry, facts_of):
    picked = pick_models(ministry(), facts_of("2026-11-21"))
    assert [card.id for card in picked.ladder] == [
        "qwen3-14b",
        "qwen3-32b",
        "gpt-oss-120b",
        "glm-4.6",
    ]
    assert {card.id for card in picked.bought_at_home} == {"deepseek-v4-flash", "glm-4.6"}


def test_inherited_evidence_counts_for_less_than_scores_of_ones_own(facts_of):
    gaps = public_evidence(facts_of("2026-11-21")).languages
    own, child = gaps.gap("qwen3-32b", "zh"), gaps.gap("qwen-sea-lion-v4-32b", "zh")
    assert not own.inherited
    assert child.inherited
    assert child.sd > own.sd
