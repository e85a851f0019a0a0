from datetime import date

import pytest
from pydantic import ValidationError

from steelyard.errors import DossierError
from steelyard.instruments import load_instrument, load_pack, pack_ids
from steelyard.instruments.schema import JurisdictionPack

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

APPLIED = {
    "instrument": "i",
    "use": "gate",
    "known_from": "2024-03-15",
    "text": {"en": "t", "zh": "t"},
    "source": "s",
}
RATE = {
    "p05": 0.03,
    "p50": 0.04,
    "p95": 0.05,
    "basis": {"en": "b", "zh": "b"},
    "valid_from": "2020-01-01",
    "known_from": "2020-01-01",
    "source": "s",
    "locator": "p. 1",
}
CLASSES = [
    {"label": name, "sensitivity": level, "name": {"en": name, "zh": name}, "basis": "b"}
    for name, level in (("low", 0), ("high", 3))
]
CASE = {"data_class": "low", "tier": "regional", "serves_public": False}


def pack_with(**changes):
    body = {
        "id": "XX",
        "name": {"en": "X", "zh": "X"},
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
        "data_classes": [
            {"label": "low", "sensitivity": 0, "name": {"en": "l", "zh": "l"}, "basis": "b"}
        ],
        "rules": [RULE],
    }
    return JurisdictionPack.model_validate(body | changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"rules": [RULE | {"source": "nowhere"}]},
        {"rules": [RULE | {"applies": {"data_classes": ["high"]}}]},
        {"rules": [RULE | {"requires": {"in_register": "none"}}]},
        {"instruments": [APPLIED | {"source": "nowhere"}]},
        {"appraisal": [RATE | {"source": "nowhere"}]},
        {"languages": [{"language": "en", "source": "nowhere"}]},
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


@pytest.mark.parametrize(
    ("scope", "case", "applies"),
    [
        ({}, {}, True),
        ({"tiers": ["county"]}, {}, False),
        ({"tiers": ["county"]}, {"tier": "county"}, True),
        ({"data_classes": ["high"]}, {}, False),
        ({"min_sensitivity": 2}, {}, False),
        ({"min_sensitivity": 2}, {"data_class": "high"}, True),
        ({"serves_public": True}, {}, False),
        ({"serves_public": True}, {"serves_public": True}, True),
    ],
)
def test_an_instrument_applies_to_its_scope_alone(scope, case, applies):
    pack = pack_with(data_classes=CLASSES, instruments=[APPLIED | {"applies": scope}])
    assert bool(pack.instruments_for(date(2024, 5, 1), **CASE | case)) is applies


@pytest.mark.parametrize(
    ("day", "applies"),
    [("2024-03-14", False), ("2024-03-15", True), ("2024-12-31", True), ("2025-01-01", False)],
)
def test_an_instrument_applies_from_when_it_was_known_until_it_ended(day, applies):
    pack = pack_with(instruments=[APPLIED | {"until": "2025-01-01"}])
    assert bool(pack.instruments_for(date.fromisoformat(day), **CASE)) is applies


def test_a_proposal_applies_before_it_binds():
    pack = pack_with(instruments=[APPLIED | {"effective_from": "2030-01-01"}])
    (entry,) = pack.instruments_for(date(2024, 5, 1), **CASE)
    assert entry.effective_from == date(2030, 1, 1)


def test_the_instruments_of_an_unknown_class_cannot_be_named():
    with pytest.raises(DossierError, match="one of low"):
        pack_with().instruments_for(date(2024, 5, 1), **CASE | {"data_class": "urgent"})


@pytest.mark.parametrize(
    ("day", "rate"),
    [
        ("2019-12-31", None),
        ("2020-01-01", 0.04),
        ("2022-06-01", 0.04),
        ("2023-01-01", 0.08),
        ("2023-12-31", 0.08),
        # It ended without a successor on record: the older one does not come back.
        ("2024-01-01", None),
    ],
)
def test_a_rate_counts_from_its_day_until_its_end(day, rate):
    newer = {"p50": 0.08, "valid_from": "2022-01-01", "known_from": "2023-01-01"}
    rows = [RATE, RATE | newer | {"until": "2024-01-01"}]
    found = pack_with(appraisal=rows).appraisal_rate(date.fromisoformat(day))
    assert (None if found is None else found.p50) == rate


def test_a_canadian_rate_is_not_carried_past_its_end():
    pack = load_pack("CA")
    ended = max(row.until for row in pack.appraisal if row.until is not None)
    assert pack.appraisal_rate(ended) is None


def test_a_level_allows_at_least_one_label():
    rule = {"instrument": "i", "result": "r", "labels": {"level": []}}
    with pytest.raises(ValidationError, match="labels"):
        pack_with(classified_by=rule)


@pytest.mark.parametrize("name", pack_ids())
def test_every_level_of_a_classifying_instrument_allows_labels_of_the_pack(name):
    pack = load_pack(name)
    rule = pack.classified_by
    assert name != "CN" or rule is not None
    if rule is not None:
        instrument = load_instrument(rule.instrument)
        scale = instrument.scales[instrument.result(rule.result).scale]
        assert set(rule.labels) == {level.id for level in scale}
        assert {label for labels in rule.labels.values() for label in labels} <= set(pack.labels)
