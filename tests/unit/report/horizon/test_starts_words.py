from __future__ import annotations

from steelyard.report.horizon.starts_words import budget_rows, kept, people_rows, start_rows


def test_every_new_service_has_a_row_the_soonest_first(said):
    rows = start_rows(said)
    assert [row.year for row in rows] == ["2025", "2025", *["2026"] * 4, "2027"]
    assert len(kept(said)) == 2
    assert rows[0].then.startswith("from 2028: open model")
    assert rows[0].shares == "platform team, machines that run a model"
    assert rows[1].service.endswith(", under “Large-volume tariff”")
    assert rows[-1].shares == "–"
    assert {row.use_case for row in rows if row.is_conditional} == set(said.section.conditional)


def test_people_and_money_are_told_against_what_is_at_hand(said):
    assert people_rows(said)[0].cells == (
        "1.5 of 2.0",
        "4.0 of 4.0",
        "6.2 of 5.0",
        "6.2 of 8.0",
        "6.2 of 30",
    )
    assert people_rows(said)[1].cells[0] == "1.0"
    assert budget_rows(said)[0].label == "Investment, CNY million a year"
    assert budget_rows(said)[1].cells[1] == "2.5 of 12.0"
