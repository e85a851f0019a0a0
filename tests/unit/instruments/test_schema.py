from datetime import date
from typing import get_args

import pytest
from pydantic import ValidationError

from steelyard.dossier.schema import Tier
from steelyard.errors import DossierError
from steelyard.instruments import load_pack
from steelyard.instruments.schema import HostingKind, JurisdictionPack, Requirement, Rule, TierKind
from steelyard.options.model import Hosting

RULE = {
    "id": "r",
    "gate": "residency",
    "standing": "law",
    "effective_from": "2024-10-01",
    "known_from": "2024-03-15",
    "source": "s",
    "requires": {"hosting": ["own_data_centre"]},
    "text": {"en": "t", "zh": "t"},
    "remedy": {"en": "m", "zh": "m"},
}


def pack_with(**changes):
    body = {
        "id": "XX",
        "name": {"en": "X"},
        "countries": ["XX"],
        "references": {
            "s": {
                "publisher": "p",
                "title": "t",
                "published": "2024-03-15",
                "url": "u",
                "read_as": "primary",
            }
        },
        "data_classes": [{"label": "low", "sensitivity": 0, "name": {"en": "l"}, "basis": "b"}],
        "rules": [RULE],
    }
    return JurisdictionPack.model_validate(body | changes)


def test_hostings_and_tiers_are_those_of_the_other_stages():
    assert set(get_args(HostingKind)) == {str(kind) for kind in Hosting}
    assert set(get_args(TierKind)) == {str(tier) for tier in Tier}


def test_a_rule_is_announced_before_it_is_in_force():
    rule = Rule.model_validate(RULE)
    assert rule.is_announced(date(2024, 5, 1))
    assert not rule.is_in_force(date(2024, 5, 1))
    assert rule.is_in_force(date(2024, 10, 1))
    assert not rule.is_announced(date(2024, 1, 1))


@pytest.mark.parametrize(
    ("scope", "concerned"),
    [
        ({}, True),
        ({"data_classes": ["low"]}, True),
        ({"tiers": ["county"]}, False),
        ({"serves_public": True}, False),
        ({"serves_public": False, "tiers": ["regional"]}, True),
    ],
)
def test_every_stated_part_of_a_scope_must_match(scope, concerned):
    rule = Rule.model_validate(RULE | {"applies": scope})
    assert rule.concerns(data_class="low", tier="regional", serves_public=False) is concerned


def test_a_rule_must_require_something():
    with pytest.raises(ValidationError, match="require something"):
        Requirement()


@pytest.mark.parametrize(
    "changes",
    [
        {"rules": [RULE | {"source": "nowhere"}]},
        {"rules": [RULE | {"applies": {"data_classes": ["high"]}}]},
        {"rules": [RULE | {"requires": {"in_register": "none"}}]},
    ],
)
def test_a_pack_refers_only_to_what_it_defines(changes):
    with pytest.raises(ValidationError, match="does not define"):
        pack_with(**changes)


def test_sensitivity_follows_the_label_and_an_unknown_label_names_the_others():
    pack = load_pack("CN")
    assert [pack.sensitivity_of(label) for label in pack.labels] == [1, 2, 3, 4, 4]
    with pytest.raises(DossierError, match="general, general_personal"):
        pack.sensitivity_of("urgent")


def test_a_register_knows_only_what_was_known_on_the_day():
    pack = load_pack("CN")
    name = "generative_services"
    assert pack.entry_of("Baidu", date(2023, 9, 15), register=name) is None
    assert pack.entry_of("Baidu", date(2023, 9, 16), register=name).listed
    assert pack.entry_of("Nobody", date(2026, 1, 1)) is None
    assert not pack.entry_of("OpenAI", date(2024, 7, 1)).listed


def test_a_rule_that_was_replaced_no_longer_binds():
    rule = Rule.model_validate(RULE | {"until": "2025-01-01"})
    assert rule.is_in_force(date(2024, 12, 31))
    assert not rule.is_in_force(date(2025, 1, 1))
