"""A table of rules says what a study would say, one set of rules a column."""

from __future__ import annotations

from datetime import date

import pytest

from steelyard.errors import DomainError, DossierError
from steelyard.instruments import load_instrument, load_pack
from steelyard.options.gate_case import GateCase
from steelyard.options.gates_of_law import gates_of_law
from steelyard.options.generate import generate_options
from steelyard.options.model import Adaptation, GateState, Hosting
from steelyard.options.rules_table import (
    MOST_COLUMNS,
    PLACE_GATES,
    USE_GATES,
    WAYS,
    nearest_label,
    rules_table,
)
from steelyard.options.traits import traits_of

BEFORE, AFTER = date(2025, 10, 9), date(2025, 10, 10)
WAY_OF = {
    Hosting.VENDOR_ABROAD: "service_abroad",
    Hosting.VENDOR_IN_COUNTRY: "service_in_country",
    Hosting.SOVEREIGN_CLOUD: "sovereign_cloud",
    Hosting.SHARED_GOVERNMENT_PLATFORM: "shared_platform",
    Hosting.OWN_DATA_CENTRE: "own_machines",
    Hosting.AIR_GAPPED: "air_gapped",
}
UNTUNED = {Adaptation.PROMPTING, Adaptation.RETRIEVAL}


def assessment(instrument, day="2024-05-23", others="unknown", **answers):
    return {
        "instrument": instrument,
        "edition": load_instrument(instrument).edition,
        "about": {"use_case": "answers"},
        "assessor": "A",
        "role": "B",
        "date": day,
        "others": others,
        "answers": {name.replace("_", "-"): answer for name, answer in answers.items()},
    }


def states(cells):
    return [cell.state for cell in cells]


def test_without_anything_varied_the_dossier_is_the_only_column(ministry):
    dossier = ministry()
    table = rules_table(dossier, "answers")
    (column,) = table.columns
    assert column.pack is load_pack("CN")
    assert (column.data_class, column.is_mapped) == ("general", False)
    assert column.dossier.as_of == dossier.as_of
    assert column.dossier.jurisdiction == dossier.jurisdiction
    assert tuple(table.ways) == WAYS
    assert tuple(table.gates) == USE_GATES
    assert len(table.instruments) == 1


def test_every_combination_of_what_is_varied_is_a_column(ministry):
    table = rules_table(
        ministry(), "answers", tiers=["regional", "county"], days=[BEFORE, AFTER], packs=["CN"]
    )
    found = [(str(c.dossier.jurisdiction.tier), c.dossier.as_of) for c in table.columns]
    assert found == [
        ("regional", BEFORE),
        ("regional", AFTER),
        ("county", BEFORE),
        ("county", AFTER),
    ]
    assert all(len(cells) == 4 for cells in (*table.ways.values(), *table.gates.values()))
    assert states(table.ways["own_machines"]) == [GateState.PASS] * 3 + [GateState.EXCLUDED]
    rules = [r.rule.values["rule"] for r in table.ways["own_machines"][3].results]
    assert rules == ["cn-2025-county-reuse"]


def test_what_no_rule_asks_has_no_state(ministry):
    table = rules_table(ministry(), "answers")
    assert table.gates["prohibited"][0].state is None
    assert table.gates["prohibited"][0].results == ()


# On this day the authorisation of clouds is asked for, and nothing yet of contracts.
BEFORE_CONTRACT_RULES = date(2025, 1, 15)


def test_an_assurance_that_hangs_on_the_place_is_told_for_each_way(ministry):
    table = rules_table(
        ministry(), "answers", packs=["US:low:national"], days=[BEFORE_CONTRACT_RULES]
    )
    told = {way: states(cells) for way, cells in table.ways.items()}
    assert told["own_machines"] == told["air_gapped"] == [GateState.PASS]
    assert told["sovereign_cloud"] == told["service_in_country"] == [GateState.UNKNOWN]
    rules = [r.rule.values["rule"] for r in table.ways["sovereign_cloud"][0].results]
    assert "us-fedramp" in rules


def test_only_so_many_columns_stand_side_by_side(ministry):
    days = [date(2024, 6, 1 + n) for n in range(MOST_COLUMNS)]
    with pytest.raises(DomainError, match="at most 12, found 24"):
        rules_table(ministry(), "answers", days=days, tiers=["regional", "county"])


@pytest.mark.parametrize(
    ("name", "varied", "error", "words"),
    [
        ("nobody", {}, DomainError, "use case: expected one of answers, found 'nobody'"),
        ("answers", {"tiers": ["village"]}, DomainError, "tier: expected one of national"),
        ("answers", {"packs": ["EU:personal:village"]}, DomainError, "found 'village'"),
        ("answers", {"packs": ["ATLANTIS"]}, DossierError, "'ATLANTIS'"),
        ("answers", {"data_classes": ["urgent"]}, DossierError, "'urgent'"),
        ("answers", {"packs": ["EU:urgent"]}, DossierError, r"\(pack EU\), found 'urgent'"),
        ("answers", {"packs": ["EU"], "data_classes": ["general"]}, DossierError, "pack EU"),
        ("answers", {"days": [date(2000, 1, 1)]}, DomainError, "day: .*, found 2000-01-01"),
    ],
)
def test_what_does_not_exist_is_refused(ministry, name, varied, error, words):
    with pytest.raises(error, match=words):
        rules_table(ministry(), name, **varied)


@pytest.mark.parametrize(
    ("sensitivity", "label"),
    [
        (0, "public"),
        (1, "personal"),
        (2, "personal"),
        (3, "eu_restricted"),
        (4, "eu_top_secret"),
    ],
)
def test_the_nearest_label_never_protects_less(sensitivity, label):
    pack = load_pack("EU")
    assert nearest_label(pack, sensitivity) == label
    assert pack.sensitivity_of(label) >= sensitivity


def test_where_no_label_reaches_so_far_the_most_sensitive_one_stands():
    pack = load_pack("EU")
    mild = pack.model_copy(update={"data_classes": pack.data_classes[:2]})
    assert nearest_label(mild, 4) == "sensitive_non_classified"


def test_a_label_of_another_pack_is_mapped_and_says_so(ministry):
    table = rules_table(ministry(), "answers", packs=["CN", "EU", "EU:personal", "SG"])
    found = [(column.data_class, column.is_mapped) for column in table.columns]
    assert found == [
        ("general", False),
        ("personal", True),
        ("personal", False),
        (nearest_label(load_pack("SG"), 1), True),
    ]
    for column in table.columns:
        assert column.dossier.use_cases[0].data_class == column.data_class
        assert column.dossier.jurisdiction.country in column.pack.countries


def test_a_pack_may_bring_its_own_class_and_tier(ministry):
    table = rules_table(
        ministry(), "answers", packs=["CN", "CA:protected_b:national", "CA::national"]
    )
    found = [(c.data_class, str(c.dossier.jurisdiction.tier)) for c in table.columns]
    assert found[:2] == [("general", "regional"), ("protected_b", "national")]
    assert found[2][1] == "national"
    assert table.columns[2].is_mapped


def test_the_generic_pack_leaves_the_country_alone(ministry):
    (column,) = rules_table(ministry(), "answers", packs=["GENERIC"]).columns
    assert column.dossier.jurisdiction.country == "CN"


def test_a_supposed_class_is_not_what_the_classifying_answers_found(ministry):
    said = [
        assessment("cn-gbt-43697", "2024-10-01", others="none"),
        assessment("cn-mlps", "2024-10-01"),
    ]
    dossier = ministry(as_of="2024-10-01", assessments=said)
    stated = rules_table(dossier, "answers")
    supposed = rules_table(dossier, "answers", data_classes=["general", "core"])
    kept = {entry.instrument: finding for entry, finding in stated.instruments[0]}
    assert kept["cn-gbt-43697"] is not None
    for applied in supposed.instruments:
        found = {entry.instrument: finding for entry, finding in applied}
        assert found["cn-gbt-43697"] is None
        assert found["cn-mlps"] is not None


def test_the_class_that_a_pack_brings_is_supposed_as_well(ministry):
    said = [assessment("cn-gbt-43697", "2024-10-01", others="none")]
    dossier = ministry(as_of="2024-10-01", assessments=said)
    (applied,) = rules_table(dossier, "answers", packs=["CN:core"]).instruments
    assert {entry.instrument: f for entry, f in applied}["cn-gbt-43697"] is None


def test_assessments_of_other_use_cases_are_left_out(ministry, merged_cases):
    dossier = merged_cases(assessment("eu-ai-act") | {"about": {"use_case": "other"}})
    (applied,) = rules_table(dossier, "answers", packs=["EU"]).instruments
    assert [finding for _, finding in applied if finding is not None] == []
    (applied,) = rules_table(dossier, "other", packs=["EU"]).instruments
    assert [f.name for _, f in applied if f is not None] == ["other"]


@pytest.fixture
def merged_cases(ministry):
    """Return a function that makes a dossier of two use cases, with assessments."""

    def make(*said):
        dossier = ministry(as_of="2025-10-10", assessments=list(said))
        (case,) = dossier.use_cases
        other = case.model_copy(update={"id": "other"})
        return dossier.model_copy(update={"use_cases": (case, other)})

    return make


@pytest.mark.parametrize("tier", ["regional", "prefecture", "county"])
@pytest.mark.parametrize("data_class", ["general", "core", "state_secret"])
def test_a_way_is_judged_as_a_study_judges_an_option(ministry, facts_of, need_of, tier, data_class):
    day = AFTER.isoformat()
    dossier = ministry(
        {"data_class": data_class},
        as_of=day,
        jurisdiction={"tier": tier},
        capacity={"has_data_centre": True, "has_shared_platform": True},
    )
    facts, (need, _) = facts_of(day), need_of(dossier)
    table = rules_table(dossier, "answers")
    seen = set()
    for option in generate_options(dossier, facts):
        if option.planned is not None:
            way = "own_training"
        elif option.adaptation in UNTUNED and option.generation_location in {None, option.hosting}:
            way = WAY_OF.get(option.hosting, "")
        else:
            continue
        traits = traits_of(option, dossier, facts)
        case = GateCase(option, traits, need, dossier, facts, load_pack("CN"))
        said = {r.state for r in gates_of_law(case) if r.gate in PLACE_GATES}
        order = (GateState.EXCLUDED, GateState.UNKNOWN, GateState.PASS)
        if way:
            seen.add(way)
            assert table.ways[way][0].state is next(s for s in order if s in said), option.id
    assert seen >= {"service_in_country", "own_machines", "own_training"}


def test_the_registration_shown_is_the_best_case(ministry):
    # Some model is on record in the register, so a service in the country can keep the rule.
    table = rules_table(ministry({"serves_public": True}), "answers", days=[date(2024, 5, 23)])
    assert states(table.gates["registration"]) == [GateState.PASS]
