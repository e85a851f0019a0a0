from __future__ import annotations

import dataclasses

import pytest

from steelyard.uncertainty import Spread


def test_every_change_of_the_study_can_be_said(study, voice):
    for decision in study.decision.use_cases:
        for flip in decision.flips:
            words = voice.flip(flip)
            assert "{" not in words
            assert "dossier:" not in words
            if flip.p05 is not None and flip.p95 is not None:
                assert voice.believed(flip)


def test_every_line_of_every_bill_can_be_said(report, voice):
    for sheet in report.sheets:
        for bill in sheet.bills:
            for line in bill.lines:
                assert "_" not in voice.bill_line(line)
                assert f"line.{line.id.split('/')[0]}" in voice.catalogue


def test_every_input_and_fact_can_be_said(report, voice):
    for row in report.inputs.stated:
        assert voice.input_row(row)
        assert voice.stated(row.statement.p50, row.unit, row.ids[0])
        assert voice.stated_range(row.statement, row.unit, row.ids[0])
    for entry in report.inputs.facts:
        assert voice.fact(entry)
        assert voice.fact_value(entry)


def test_shares_are_per_cent_and_other_pure_numbers_are_not(english):
    assert english.stated(0.4, "1", "dossier:use_cases/x/benefit/uptake") == "40%"
    assert english.stated(1.45, "1", "dossier:site/pue") == "1.45"
    assert english.stated(0.015, "1/year", "dossier:money/inflation") == "1.5% a year"


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (None, None, "nowhere"),
        (10.0, None, "any volume"),
        (10.0, 2e6, "up to 2 million"),
        (5e4, None, "from 50 thousand"),
        (5e4, 2e6, "50 thousand to 2 million"),
    ],
)
def test_ranges_of_volumes(english, low, high, words):
    assert english.between(low, high, 10.0) == words


def test_small_cells(english):
    assert english.posts(2.56) == "2.6"
    assert english.posts(12.3) == "12"
    assert english.signed_money(2.4e6) == "+CNY 2.4 million"
    assert english.signed_money(-2.4e6) == "-CNY 2.4 million"
    assert english.performance(None) == "not known"
    assert english.performance(Spread(1.0, 2.0, 4.0, "month")) == "2 months (1 to 4)"
    assert english.performance(Spread(2.0, 2.0, 2.0, "level")) == "level 2"
    assert english.stakeholder("nobody-named") == "anyone"
    assert english.shares(()) == "–"


def test_gates_are_listed_by_name(study, english):
    gates = study.appraisal.use_cases[0].gates[1]
    named = english.gates([dataclasses.replace(gate) for gate in gates])
    assert "residency" not in named
    assert "where data may be processed" in named


def test_every_line_of_a_bill_has_its_words(study, english):
    kinds = {
        line.id.partition("/")[0]
        for entry in study.median.use_cases
        for costs in entry.costs
        for line in costs.lines
    }
    assert sorted(kind for kind in kinds if f"line.{kind}" not in english.catalogue) == []


def test_the_ends_of_the_scan_are_no_limits(english):
    assert english.between(460 * (1 - 1e-15), 1.7e6, 460.0) == "up to 1.7 million"
    assert english.between(460 * (1 + 1e-15), None, 460.0) == "any volume"
