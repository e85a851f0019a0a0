from datetime import date

import pytest

from steelyard.errors import DossierError
from steelyard.instruments import load_instrument, load_pack, pack_ids


def test_the_packs_are_shipped_and_read_once():
    assert {"CA", "CN", "EU", "GENERIC", "SG"} <= set(pack_ids())
    assert load_pack("CN") is load_pack("CN")


def test_an_unknown_pack_names_those_there_are():
    with pytest.raises(DossierError, match=r"CN, EU, .*GENERIC"):
        load_pack("ATLANTIS")


@pytest.mark.parametrize("pack", pack_ids())
def test_every_rule_speaks_both_languages_and_cites_a_dated_source(pack):
    loaded = load_pack(pack)
    for rule in loaded.rules:
        assert {"en", "zh"} <= set(rule.text), rule.id
        assert {"en", "zh"} <= set(rule.remedy), rule.id
        source = loaded.references[rule.source]
        assert source.url or source.publisher == "Steelyard"
        assert rule.known_from <= date(2026, 11, 27)


@pytest.mark.parametrize("pack", pack_ids())
def test_labels_climb_the_ladder(pack):
    levels = [entry.sensitivity for entry in load_pack(pack).data_classes]
    assert levels == sorted(levels)


def test_only_the_generic_pack_holds_prudence_of_ours():
    for pack in pack_ids():
        kinds = {str(rule.standing) for rule in load_pack(pack).rules}
        assert ("prudence" in kinds) == (pack == "GENERIC")


def test_the_tier_rule_binds_from_its_day():
    pack = load_pack("CN")
    before = {rule.id for rule in pack.rules_in_force(date(2025, 10, 9))}
    after = {rule.id for rule in pack.rules_in_force(date(2025, 10, 10))}
    assert after - before == {
        "cn-2025-filed-models",
        "cn-2025-county-reuse",
        "cn-2025-county-purchase",
        "cn-2025-prefecture-follow",
        "cn-2025-assisting",
    }


@pytest.mark.parametrize("pack", pack_ids())
def test_a_pack_names_only_instruments_and_levels_that_exist(pack):
    loaded = load_pack(pack)
    asked = [
        part
        for rule in loaded.rules
        for part in (rule.applies.assessed, rule.applies.exempt, rule.requires.assessed)
        if part is not None
    ]
    for part in asked:
        instrument = load_instrument(part.instrument)
        scale = instrument.scales[instrument.result(part.result).scale]
        assert part.at_least in {level.id for level in scale}
    if (fixes := loaded.classified_by) is not None:
        instrument = load_instrument(fixes.instrument)
        scale = instrument.scales[instrument.result(fixes.result).scale]
        assert set(fixes.labels) == {level.id for level in scale}
        assert {label for labels in fixes.labels.values() for label in labels} <= set(loaded.labels)
    for entry in loaded.instruments:
        assert load_instrument(entry.instrument).jurisdiction in {pack, "INT"}


@pytest.mark.parametrize("pack", pack_ids())
def test_a_pack_frames_the_decision_or_is_the_generic_one(pack):
    loaded = load_pack(pack)
    if pack != "GENERIC":
        assert loaded.languages
        assert loaded.currency
        assert loaded.fiscal_year_start
        assert loaded.instruments


def test_a_discount_rate_is_that_of_the_day():
    pack = load_pack("CN")
    assert pack.appraisal_rate(date(2026, 11, 21)).p50 == pytest.approx(0.08)
    assert pack.appraisal_rate(date(1990, 1, 1)) is None
