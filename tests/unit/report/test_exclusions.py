from __future__ import annotations

from steelyard.report.exclusions import exclusions_of


def test_every_exclusion_of_the_study_stands_in_a_group(study, report):
    listed = {
        (group.gate, option.option, use_case)
        for group in report.exclusions
        for option in group.options
        for use_case in option.use_cases
    }
    expected = {
        (gate.gate, option.option.id, decision.use_case)
        for decision in study.decision.use_cases
        for option in decision.options
        for gate in option.exclusions
    }
    assert listed == expected
    assert exclusions_of(study) == report.exclusions


def test_the_rule_that_excludes_most_stands_first(report):
    counts = [len(group.options) for group in report.exclusions]
    assert counts == sorted(counts, reverse=True)


def test_a_bar_that_differs_is_said_for_each_use_case(report):
    for group in report.exclusions:
        named = [name for _, cases in group.rules for name in cases]
        assert set(named) == set(group.use_cases)


def test_rules_of_law_can_be_read_at_their_source(report):
    law = [group for group in report.exclusions if group.source.startswith("pack:")]
    assert law
    assert all(group.reference[0] for group in law)
