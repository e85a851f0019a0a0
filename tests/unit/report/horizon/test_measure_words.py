from __future__ import annotations

from steelyard.report.horizon.measure_words import measure_rows


def test_a_measure_says_what_it_costs_closes_and_is_credited_with(said):
    courses, contest = measure_rows(said)
    assert courses.name == "Courses for platform engineers"
    assert (courses.kind, courses.lead) == ("training", "12 months")
    assert courses.used == "in the plan, works from 2026"
    assert courses.gaps == (
        "people: credited",
        "quality of the answers: not credited, as only measured answers move quality",
    )
    assert contest.used == "the plan does without it"
    assert contest.gaps == ("running cost: not credited, as nobody states evidence for it",)


def test_every_language_has_the_words(things):
    for row in measure_rows(things):
        assert "horizon." not in " ".join([row.name, row.kind, row.cost, row.used, *row.gaps])
