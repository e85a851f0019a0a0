"""Labels decide nothing: with attributes held fixed, renaming changes no level and no quality."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steelyard.dossier.loader import load_dossier
from steelyard.facts.loader import load_facts
from steelyard.instruments import load_pack, pack_ids
from steelyard.needs import assess_needs
from steelyard.options.evidence import acceptance_probability, language_coverage
from steelyard.options.gate_case import GateCase
from steelyard.options.gates_of_law import gates_of_law
from steelyard.options.generate import generate_options
from steelyard.options.levels import level_criteria
from steelyard.options.model import DeliveryVehicle, Pathway
from steelyard.options.rules_table import nearest_label
from steelyard.options.sovereignty import sovereignty_of
from steelyard.options.traits import traits_of
from steelyard.uncertainty import Sample

DAY = date(2024, 5, 23)


@pytest.fixture(scope="module")
def study(request):
    root = request.config.rootpath
    dossier = load_dossier(root / "examples" / "guangxi-2024" / "dossier.yaml")
    facts = load_facts(as_of=DAY)
    sample = Sample(64, 3)
    need = assess_needs(dossier, sample).use_cases[0]
    return dossier, facts, sample, need, generate_options(dossier, facts)


def scores(option, traits, study, facts=None):
    dossier, own, sample, need, _ = study
    book = facts or own
    cells = dict(level_criteria(option, traits, need, dossier, book, sample))
    cells["quality"] = acceptance_probability(option, traits, need, dossier, book, sample)
    cells["coverage"] = language_coverage(option, traits, need, dossier, book, sample)
    return {name: values for name, (values, _) in cells.items()}


def same(first, second):
    return all(np.array_equal(first[name], second[name], equal_nan=True) for name in first)


def relabelled_by(facts, ids, developers):
    """Return facts whose models and developers carry one another's names, and the exchange."""
    exchange = dict(zip((card.id for card in facts.models), ids, strict=True))
    makers = dict(zip(sorted({card.developer for card in facts.models}), developers, strict=True))
    book = copy(facts)
    vars(book)["models"] = tuple(
        card.model_copy(update={"id": exchange[card.id], "developer": makers[card.developer]})
        for card in facts.models
    )
    return book, exchange


def levels(traits):
    found = sovereignty_of(traits).values()
    return [(level.low, level.high, level.reason.key) for level in found]


def law_without_registers(name):
    pack = load_pack(name)
    rules = tuple(rule for rule in pack.rules if not rule.requires.in_register)
    return pack.model_copy(update={"rules": rules, "registers": {}, "suppliers": ()})


@settings(max_examples=25)
@given(place=st.integers(1, 36), labels=st.permutations(list(Pathway)), data=st.data())
def test_pathway_and_vehicle_labels_change_nothing(study, place, labels, data):
    dossier, facts, *_, options = study
    option = options[min(place, len(options) - 1)]
    traits = traits_of(option, dossier, facts)
    renamed = replace(
        option,
        id="another-name",
        pathways=tuple(labels[: len(option.pathways)]),
        vehicle=data.draw(st.sampled_from(list(DeliveryVehicle))),
    )
    assert same(scores(option, traits, study), scores(renamed, traits, study))


def test_vendor_and_country_labels_change_nothing(study):
    dossier, facts, *_, options = study
    relabelled = load_facts(as_of=DAY)
    cards = relabelled.models
    vars(relabelled)["models"] = tuple(
        card.model_copy(update={"developer": other.developer, "country": other.country})
        for card, other in zip(cards, cards[1:] + cards[:1], strict=True)
    )
    for option in options:
        traits = traits_of(option, dossier, facts)
        assert same(scores(option, traits, study), scores(option, traits, study, relabelled))


def test_attributes_change_when_the_buyers_country_does_not_the_names(study):
    # The seat enters as a comparison with the buyer's country alone: swap all seats with it.
    dossier, facts, *_, options = study
    swapped = load_facts(as_of=DAY)
    exchange = {"CN": "US", "US": "CN"}
    vars(swapped)["models"] = tuple(
        card.model_copy(update={"country": exchange.get(card.country, card.country)})
        for card in swapped.models
    )
    moved = dossier.model_copy(
        update={"jurisdiction": dossier.jurisdiction.model_copy(update={"country": "US"})}
    )
    for option in options:
        before = traits_of(option, dossier, facts)
        after = traits_of(option, moved, swapped)
        # Export status is a fact about the destination, so it may differ.
        assert replace(after, hardware_at_risk=before.hardware_at_risk) == before


@settings(max_examples=25)
@given(data=st.data())
def test_names_of_models_and_makers_change_no_sovereignty_and_no_law(study, data):
    dossier, facts, _, need, options = study
    ids = data.draw(st.permutations([card.id for card in facts.models]))
    makers = data.draw(st.permutations(sorted({card.developer for card in facts.models})))
    book, exchange = relabelled_by(facts, ids, makers)
    pack = law_without_registers(data.draw(st.sampled_from(pack_ids())))
    label = nearest_label(pack, need.sensitivity)
    case = need.use_case.model_copy(update={"data_class": label})
    asked = replace(need, use_case=case)
    for option in data.draw(st.lists(st.sampled_from(options), min_size=1, max_size=6)):
        renamed = replace(option, id="another", model=exchange.get(option.model, option.model))
        before, after = traits_of(option, dossier, facts), traits_of(renamed, dossier, book)
        assert replace(after, model=before.model) == before
        assert levels(after) == levels(before)
        said = [
            tuple(gates_of_law(GateCase(one, traits, asked, dossier, known, pack)))
            for one, traits, known in ((option, before, facts), (renamed, after, book))
        ]
        assert said[0] == said[1]
