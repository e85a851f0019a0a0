"""What an instrument found, told in words: settled, open, rejected, counted."""

from __future__ import annotations

import pytest
from tests.unit.instruments.small_instrument import FULL, question, small

from steelyard.dossier.assessments import Assessment
from steelyard.instruments import evaluate, instrument_ids, load_instrument
from steelyard.report.assessment_text import LONGEST_LIST, assessment_in_words, instrument_line
from steelyard.report.catalogue import load_catalogue
from steelyard.report.instrument_words import (
    InstrumentWords,
)

ENTRY = Assessment.model_validate({
    "instrument": "small",
    "edition": "2.0",
    "about": {"offer": ["cloud", "other"]},
    "assessor": "A. Tester",
    "role": "Officer",
    "date": "2024-05-23",
})


@pytest.fixture
def english():
    return InstrumentWords(small(), load_catalogue("en"))


def lines_of(words, result, answers, **floors):
    found = evaluate(words.instrument, answers, floors=floors)
    return words.outcome(result, found.outcomes[result])


def told(answers, language="en", entry=ENTRY, **changes):
    instrument = small(**changes)
    found = evaluate(instrument, answers, floors=entry.floors)
    return assessment_in_words(found, entry, language)


def test_a_settled_level_is_named_and_an_open_one_between_two(english):
    assert lines_of(english, "lowest", FULL) == ["The lowest: mid grade"]
    assert lines_of(english, "lowest", {"depth": "mid"}) == [
        "The lowest: between low grade and mid grade, until open answers are given"
    ]


def test_points_are_told_with_their_most_and_what_eases_them(english):
    assert lines_of(english, "percent", FULL) == [
        "The percent: mid grade",
        "3 of 6 points, 50 per cent; 3 before mitigation",
        "1 of 3 points of mitigation; they count from 1.5",
    ]
    _, points, eased = lines_of(english, "percent", FULL | {"share": "unknown"})
    assert points == "2 to 4 of 6 points, 33.33 to 66.67 per cent; 2 to 4 before mitigation"
    assert eased.startswith("1 of 3")


def test_points_that_nothing_eases_are_told_alone():
    plain = small().result("percent").model_dump() | {"mitigation": None}
    instrument = small(results=[plain], main_result="percent", obligations=[])
    words = InstrumentWords(instrument, load_catalogue("en"))
    assert lines_of(words, "percent", FULL)[1:] == ["3 of 6 points, 50 per cent"]


@pytest.mark.parametrize(
    ("answers", "floors", "first"),
    [
        (FULL, {"lowest": "mid"}, "The award: every floor is met"),
        (
            FULL,
            {"lowest": "high"},
            "The award: rejected, because the floor is missed in The lowest",
        ),
        (
            {},
            {"lowest": "mid", "checks": "mid"},
            "The award: open; the floor may be missed in The lowest; Part checks",
        ),
    ],
)
def test_floors_are_met_missed_or_in_doubt(english, answers, floors, first):
    found = lines_of(english, "award", answers, **floors)
    assert found[0] == first
    assert len(found) == 3
    assert found[1].startswith("score by the even weights: ")


def test_a_tally_is_told_as_a_whole_and_by_group():
    counts = small().result("counts").model_dump()
    instrument = small(results=[counts | {"of": ["checks", "points"]}], main_result="counts",
                       obligations=[])  # fmt: skip
    words = InstrumentWords(instrument, load_catalogue("en"))
    total, *groups = lines_of(words, "counts", FULL)
    assert total == "The counts: 3 met, 0 not met, 2 not applicable, 0 open"
    assert groups == [
        "Part checks: 1 met, 0 not met, 2 not applicable, 0 open",
        "Part points: 2 met, 0 not met, 0 not applicable, 0 open",
    ]


def test_a_tally_of_one_group_is_told_once():
    counts = small().result("counts").model_dump() | {"of": ["checks"]}
    instrument = small(results=[counts], main_result="counts", obligations=[])
    assert len(lines_of(InstrumentWords(instrument, load_catalogue("en")), "counts", FULL)) == 1


def test_the_gist_is_the_first_line(english):
    found = evaluate(small(), FULL)
    for name, outcome in found.outcomes.items():
        assert english.gist(name, outcome) == english.outcome(name, outcome)[0]


def test_a_tally_of_questions_without_a_group_can_be_told(english):
    total, *groups = lines_of(english, "counts", FULL)
    assert total.startswith("The counts: 2 met")
    assert groups[1] == "Questions of no part: 1 met, 0 not met, 0 not applicable, 0 open"


def test_parts_are_named_as_the_instrument_names_them(english):
    assert english.part("parts") == "Part parts"
    assert english.part("lowest") == "The lowest"
    assert english.part("depth") == "About depth?"
    assert english.level("grade", "mid") == "mid grade"
    assert english.head() == "Small instrument, edition 2.0: in force"


def test_an_obligation_says_from_when_it_binds(english):
    repair, publish = small().obligations
    assert english.obligation(repair) == "Do repair"
    assert english.obligation(publish) == "Do publish (from 2025-01-01)"


def test_an_assessment_is_told_from_its_head_to_what_follows():
    lines = told({"depth": "mid"}).splitlines()
    assert lines[0] == "Small instrument, edition 2.0: in force"
    assert lines[1] == "Offer cloud, other, assessed by A. Tester (Officer) on 2024-05-23"
    assert lines[3].startswith("The lowest: between low grade and mid grade")
    assert "Answers that can still move the result (2):" in lines
    assert "  scope: About scope?" in lines
    assert "What follows:" not in lines
    assert "  - Do repair [duty repair]" in lines[lines.index("What may follow, by how the open "
                                                              "answers turn out:"):]  # fmt: skip


def test_what_is_certain_is_told_as_certain():
    lines = told(FULL).splitlines()
    assert lines[lines.index("What follows:") + 1] == (
        "  - Do publish (from 2025-01-01) [duty publish]"
    )
    assert not any("can still move" in line for line in lines)
    assert "To be borne in mind:" not in lines


def test_the_main_result_comes_first():
    lines = told(FULL, main_result="counts").splitlines()
    assert lines[3].startswith("The counts")


def test_without_floors_nothing_is_said_to_be_met():
    assert "The award: no floor was stated, so none can be missed" in told(FULL)
    stated = ENTRY.model_copy(update={"floors": {"lowest": "mid"}})
    assert "The award: every floor is met" in told(FULL, entry=stated)


def test_reservations_are_told_in_the_language():
    reservations = [{"en": "Read second hand.", "zh": "转引。"}]
    assert "  - Read second hand." in told(FULL, reservations=reservations).splitlines()
    assert "  - 转引。" in told(FULL, "zh", reservations=reservations).splitlines()


def test_a_long_list_of_open_questions_is_cut():
    more = [question(f"q{n}", scale="grade") for n in range(LONGEST_LIST + 3)]
    text = told(
        {},
        questions=more,
        results=[small().result("lowest").model_dump() | {"of": [entry["id"] for entry in more]}],
        contradictions=[],
    )
    assert f"  q{LONGEST_LIST - 1}: " in text
    assert f"  q{LONGEST_LIST}: " not in text
    assert "  and 3 further" in text


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", instrument_ids())
def test_every_shipped_instrument_can_be_told(name, language):
    instrument = load_instrument(name)
    words = InstrumentWords(instrument, load_catalogue(language))
    # What every question could be answered first settles everything that can be settled.
    first = {q.id: q.possible_answers()[0] for q in instrument.questions}
    for answers in ({}, first):
        found = evaluate(instrument, answers)
        text = assessment_in_words(found, ENTRY, language)
        assert words.head() in text
        assert "{" not in text
        for result, outcome in found.outcomes.items():
            assert all(words.outcome(result, outcome))
    assert all(instrument_line(instrument, language).values())
