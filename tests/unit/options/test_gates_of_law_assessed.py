"""Rules that rest on assessments, on who decides and on who runs the model: yes, no, or unknown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from steelyard.dossier.assessments import Assessment
from steelyard.instruments import (
    JurisdictionPack,
    Subject,
    evaluate,
    load_instrument,
    load_pack,
    with_others,
)
from steelyard.needs.assessments import Assessments, Finding
from steelyard.options.gate_case import GateCase
from steelyard.options.gates_of_law import gates_of_law
from steelyard.options.generate import generate_options
from steelyard.options.model import GateState
from steelyard.options.traits import traits_of

DAY = "2024-05-23"
LEVEL = {"instrument": "osaid", "result": "open-source-ai", "at_least": "open_source"}
REACHED, MISSED, OPEN = "met", "not_met", "unknown"
RULE = {
    "id": "r",
    "gate": "assurance",
    "standing": "law",
    "effective_from": "2024-01-01",
    "known_from": "2024-01-01",
    "source": "s",
    "text": {"en": "the rule", "zh": "规则"},
    "remedy": {"en": "the remedy", "zh": "办法"},
}
PACK = {
    "id": "XX",
    "name": {"en": "X", "zh": "X"},
    "countries": ["CN"],
    "references": {
        "s": {"publisher": "p", "title": "t", "published": "2024-01-01", "read_as": "primary"}
    },
    "data_classes": [
        {"label": "general", "sensitivity": 1, "name": {"en": "g", "zh": "g"}, "basis": "b"}
    ],
}


def finding(kind, name, others):
    instrument = load_instrument("osaid")
    entry = Assessment.model_validate({
        "instrument": instrument.id,
        "edition": instrument.edition,
        "about": {"model": "m"},
        "assessor": "A",
        "role": "B",
        "date": "2024-05-01",
        "others": others,
    })
    return Finding(kind, name, entry, evaluate(instrument, with_others(instrument, {}, others)))


def of_case(others):
    return [] if others is None else [finding(Subject.USE_CASE, "answers", others)]


@pytest.fixture
def states(ministry, facts_of, need_of):
    """Return a function that says what made-up rules make of one option, by gate."""

    def find(*rules, findings=(), use_case=None, prefix="api:gpt-4-turbo:", **traits):
        dossier, facts = ministry(use_case), facts_of(DAY)
        option = next(o for o in generate_options(dossier, facts) if o.id.startswith(prefix))
        need, _ = need_of(dossier)
        pack = JurisdictionPack.model_validate(PACK | {"rules": [RULE | rule for rule in rules]})
        found = replace(traits_of(option, dossier, facts), **traits)
        said = Assessments(tuple(findings))
        case = GateCase(option, found, need, dossier, facts, pack, said)
        return {result.gate: result for result in gates_of_law(case)}

    return find


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        (REACHED, GateState.EXCLUDED),
        (MISSED, None),
        (OPEN, GateState.UNKNOWN),
        (None, GateState.UNKNOWN),
    ],
)
def test_a_rule_binds_from_a_level_of_the_use_case(states, answers, state):
    rule = {"applies": {"assessed": LEVEL}, "requires": {"barred": True}, "gate": "prohibited"}
    found = states(rule, findings=of_case(answers)).get("prohibited")
    assert (None if found is None else found.state) is state


def test_a_rule_that_may_bind_and_is_met_passes(states):
    rule = {"applies": {"assessed": LEVEL}, "requires": {"human_decides": True}}
    found = states(rule, use_case={"human_decides": True})["assurance"]
    assert found.state is GateState.PASS


def test_a_level_that_another_use_case_reaches_does_not_count(states):
    rule = {"applies": {"assessed": LEVEL}, "requires": {"barred": True}}
    other = [finding(Subject.USE_CASE, "other", REACHED), finding(Subject.MODEL, "answers", MISSED)]
    assert states(rule, findings=other)["assurance"].state is GateState.UNKNOWN


@pytest.mark.parametrize(
    ("answers", "is_exempt"), [(REACHED, True), (MISSED, False), (OPEN, False), (None, False)]
)
def test_only_a_use_case_shown_to_be_exempt_is_outside_a_rule(states, answers, is_exempt):
    rule = {"applies": {"exempt": LEVEL}, "requires": {"barred": True}}
    found = states(rule, findings=of_case(answers))
    assert ("assurance" not in found) == is_exempt
    open_state = GateState.UNKNOWN if answers is OPEN else GateState.EXCLUDED
    assert is_exempt or found["assurance"].state is open_state


def test_where_a_rule_does_not_bind_an_open_exemption_changes_nothing(states):
    never = {"instrument": "osaid", "result": "open-source-ai", "at_least": "open_source"}
    rule = {"applies": {"assessed": never, "exempt": LEVEL}, "requires": {"barred": True}}
    assert "assurance" not in states(rule, findings=of_case(MISSED))


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        (REACHED, GateState.PASS),
        (MISSED, GateState.EXCLUDED),
        (OPEN, GateState.UNKNOWN),
        (None, GateState.UNKNOWN),
    ],
)
@pytest.mark.parametrize("kind", [Subject.MODEL, Subject.HOSTING])
def test_an_option_must_reach_the_level_asked_of_it(states, kind, answers, state):
    name = {Subject.MODEL: "gpt-4-turbo", Subject.HOSTING: "vendor_abroad"}[kind]
    findings = [] if answers is None else [finding(kind, name, answers)]
    found = states({"requires": {"assessed": LEVEL}}, findings=findings)
    assert found["assurance"].state is state


@pytest.mark.parametrize(
    ("first", "second", "state"),
    [
        (REACHED, REACHED, GateState.PASS),
        (REACHED, MISSED, GateState.EXCLUDED),
        (OPEN, MISSED, GateState.EXCLUDED),
        (REACHED, OPEN, GateState.UNKNOWN),
    ],
)
def test_of_several_assessments_of_an_option_the_least_decides(states, first, second, state):
    findings = [
        finding(Subject.MODEL, "gpt-4-turbo", first),
        finding(Subject.HOSTING, "vendor_abroad", second),
        finding(Subject.HOSTING, "own_data_centre", MISSED),
    ]
    found = states({"requires": {"assessed": LEVEL}}, findings=findings)
    assert found["assurance"].state is state


@pytest.mark.parametrize(
    ("decides", "state"),
    [(True, GateState.PASS), (False, GateState.EXCLUDED), (None, GateState.UNKNOWN)],
)
def test_a_person_decides_or_does_not_or_nobody_has_said(states, decides, state):
    use_case = {} if decides is None else {"human_decides": decides}
    found = states({"gate": "oversight", "requires": {"human_decides": True}}, use_case=use_case)
    assert found["oversight"].state is state
    assert found["oversight"].rule.values["missed"] == ("" if decides else "human")


@pytest.mark.parametrize(
    ("bound", "state"),
    [(True, GateState.PASS), (False, GateState.EXCLUDED), (None, GateState.UNKNOWN)],
)
def test_whoever_runs_the_model_is_bound_by_the_buyers_law_or_not(states, bound, state):
    rule = {"requires": {"no_vendor_outside_law": True}}
    assert states(rule, operator_under_buyers_law=bound)["assurance"].state is state


def test_nothing_meets_a_bar_and_a_bar_that_is_left_open_is_unknown(states):
    bar = {"gate": "prohibited", "requires": {"barred": True}}
    assert states(bar)["prohibited"].state is GateState.EXCLUDED
    assert states(bar | {"otherwise": "unknown"})["prohibited"].state is GateState.UNKNOWN


def test_what_is_certainly_missed_comes_before_what_nobody_knows(states):
    both = {"requires": {"human_decides": True, "assessed": LEVEL}}
    found = states(both, use_case={"human_decides": False})["assurance"]
    assert found.state is GateState.EXCLUDED
    assert found.rule.values["missed"] == "human"
    found = states(both, use_case={"human_decides": True})["assurance"]
    assert found.state is GateState.UNKNOWN
    assert found.rule.values["missed"] == "assessment"


def test_a_rule_names_the_instrument_that_it_rests_on(states):
    for rule in (
        {"requires": {"assessed": LEVEL}},
        {"applies": {"assessed": LEVEL}, "requires": {"barred": True}},
    ):
        values = states(rule)["assurance"].rule.values
        assert values["instrument_en"] == "Open Source AI Definition"
        assert values["instrument_zh"]


@pytest.mark.parametrize(("least", "is_concerned"), [(0, True), (1, True), (2, False)])
def test_a_rule_may_concern_data_from_a_place_on_the_common_ladder(states, least, is_concerned):
    rule = {"applies": {"min_sensitivity": least}, "requires": {"barred": True}}
    assert ("assurance" in states(rule)) == is_concerned
    assert load_pack("CN").sensitivity_of("general") == 1


def test_of_two_rules_of_a_gate_the_stricter_is_shown(states):
    mild = {"id": "mild", "requires": {"human_decides": True}}
    strict = {"id": "strict", "requires": {"barred": True}}
    for rules in ((mild, strict), (strict, mild)):
        assert states(*rules)["assurance"].rule.values["rule"] == "strict"


def test_without_a_rule_on_residency_that_is_said(states):
    found = states({"requires": {"barred": True}})
    assert found["residency"].state is GateState.PASS
    assert found["residency"].rule.key == "gate.residency_no_rule.rule"
