from __future__ import annotations

from steelyard.decision.findings import InputStatus
from steelyard.dossier.parameters import quantities_of


def test_the_assumed_come_first_and_numbers_have_no_gap(inputs):
    order = [row.status for row in inputs.stated]
    last_assumed = max(i for i, status in enumerate(order) if status is InputStatus.ASSUMED)
    first_given = min(i for i, status in enumerate(order) if status is InputStatus.GIVEN)
    assert last_assumed < first_given
    numbers = [row.number for row in inputs.stated] + [row.number for row in inputs.facts]
    assert numbers == list(range(1, len(numbers) + 1))


def test_every_entry_of_the_dossier_has_a_number(study, inputs):
    for path, _, _ in quantities_of(study.dossier):
        assert f"dossier:{path}" in inputs.numbers


def test_every_fact_read_stands_with_its_source(study, inputs):
    assert {entry.key for entry in inputs.facts} == set(study.facts.used)
    assert all(entry.sources and entry.sources[0].title for entry in inputs.facts)


def test_a_statement_repeated_for_several_use_cases_is_one_row(inputs):
    merged = [row for row in inputs.stated if len(row.ids) > 1]
    assert any("uptake" in row.ids[0] for row in merged)


def test_statuses_can_be_picked(inputs):
    given = inputs.of_status(InputStatus.GIVEN)
    assert given
    assert {row.status for row in given} == {InputStatus.GIVEN}
