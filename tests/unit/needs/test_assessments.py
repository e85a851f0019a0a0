"""Assessments of a dossier: the newest counts, the future does not, and doubt stays doubt."""

from __future__ import annotations

from datetime import date

import pytest
from tests.unit.instruments.small_instrument import (
    FULL,
    YES_NO,
    both,
    question,
    result,
    small,
)

from steelyard.dossier.assessment_checks import given_answers
from steelyard.dossier.assessments import Assessment
from steelyard.dossier.schema import Tier
from steelyard.instruments import Assessed, Subject, evaluate, load_instrument
from steelyard.needs import assess_needs, assessments
from steelyard.needs.assessments import (
    NOTHING_ASSESSED,
    Assessments,
    Finding,
    assessments_of,
    reaches,
)
from steelyard.uncertainty import median_sample

LOWEST_MID = Assessed(instrument="small", result="lowest", at_least="mid")


def assessment(answers=FULL, **changes):
    body = {
        "instrument": "small",
        "edition": "2.0",
        "about": {"offer": "cloud"},
        "assessor": "A",
        "role": "B",
        "date": "2024-05-01",
        "answers": answers,
    }
    return Assessment.model_validate(body | changes)


@pytest.fixture
def stated(guangxi, monkeypatch):
    """Return a function that puts assessments of the made-up instrument into a dossier."""
    instruments = {"small": small()}
    monkeypatch.setattr(
        assessments,
        "load_instrument",
        lambda name: instruments.get(name) or load_instrument(name),
    )

    def state(*entries, **changes):
        return guangxi.model_copy(update={"assessments": entries, **changes})

    return state


def finding(answers, day="2024-05-01", name="cloud"):
    entry = assessment(answers, date=day)
    return Finding(Subject.OFFER, name, entry, evaluate(small(), entry.values))


def test_every_thing_named_has_a_finding(stated):
    found = assessments_of(stated(assessment(about={"offer": ["cloud", "other"]})))
    assert [(entry.kind, entry.name) for entry in found.findings] == [
        (Subject.OFFER, "cloud"),
        (Subject.OFFER, "other"),
    ]
    assert found.findings[0].evaluation.main.level == "mid"


def test_the_newest_assessment_of_a_thing_counts():
    found = Assessments((
        finding({"depth": "low"}, "2024-04-01"),
        finding({"depth": "high", "scope": "no"}, "2024-05-01"),
        finding({"depth": "low"}, "2024-03-01"),
        finding({"depth": "low"}, "2024-05-02", name="other"),
    ))
    assert found.find("small", Subject.OFFER, "cloud").assessment.date == date(2024, 5, 1)
    assert found.reaches(LOWEST_MID, Subject.OFFER, "cloud") is True
    assert found.reaches(LOWEST_MID, Subject.OFFER, "other") is False


def test_of_two_assessments_of_one_day_the_later_in_the_dossier_counts():
    first, second = finding({"depth": "low"}), finding({"depth": "high", "scope": "no"})
    for order in ((first, second), (second, first)):
        assert Assessments(order).find("small", Subject.OFFER, "cloud") is order[-1]


def test_an_assessment_made_after_the_study_is_left_out(stated):
    day = date(2024, 5, 23)
    early, same, late = (assessment(date=f"2024-05-{n}") for n in (22, 23, 24))
    found = assessments_of(stated(early, late, same, as_of=day))
    assert [entry.assessment.date.day for entry in found.findings] == [23]
    assert found.find("small", Subject.OFFER, "cloud").assessment.date == day


def test_what_nobody_assessed_is_not_known():
    found = Assessments((finding(FULL),))
    assert found.find("small", Subject.OFFER, "other") is None
    assert found.find("small", Subject.MODEL, "cloud") is None
    assert found.find("large", Subject.OFFER, "cloud") is None
    assert found.reaches(LOWEST_MID, Subject.OFFER, "other") is None
    assert NOTHING_ASSESSED.reaches(LOWEST_MID, Subject.OFFER, "cloud") is None


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"depth": "low"}, False),
        ({"depth": "mid", "scope": "no"}, True),
        ({"depth": "high", "scope": "no"}, True),
        ({"depth": "mid"}, None),
        ({}, None),
        ({"depth": "high", "scope": "yes", "breadth": "low"}, False),
    ],
)
def test_a_level_is_reached_missed_or_open(answers, expected):
    assert reaches(evaluate(small(), answers), LOWEST_MID) is expected


def test_the_lowest_level_is_always_reached_and_what_is_no_level_never():
    lowest = LOWEST_MID.model_copy(update={"at_least": "low"})
    assert reaches(evaluate(small(), {}), lowest) is True
    counts = LOWEST_MID.model_copy(update={"result": "counts"})
    assert reaches(evaluate(small(), FULL), counts) is None


def test_floors_and_others_of_the_dossier_count(stated):
    entry = assessment({"depth": "high", "scope": "no"}, others="met", floors={"checks": "mid"})
    (found,) = assessments_of(stated(entry)).findings
    counts = found.evaluation.outcomes["counts"].by_group["checks"]
    assert (counts.met, counts.open) == (3, 0)
    assert found.evaluation.outcomes["award"].passes is True


TIERS = [{"id": name, "text": both(name)} for name in ("national", "regional")]
PROGRAM = small(
    questions=[
        question("tier", choices=TIERS, given_by="tier"),
        question("public", choices=YES_NO, given_by="serves_public"),
        question("flop", choices=YES_NO, given_by="training_flop"),
        question("depth", scale="grade"),
    ],
    results=[small().result("lowest").model_dump() | {"of": ["depth"]}],
    contradictions=[],
)


def test_the_dossier_answers_what_it_knows(guangxi):
    case = guangxi.use_cases[0]
    found = given_answers(PROGRAM, guangxi, case.id)
    answer = "yes" if case.serves_public else "no"
    assert found == {"tier": str(guangxi.jurisdiction.tier), "public": answer}
    other = case.model_copy(update={"serves_public": not case.serves_public})
    changed = guangxi.model_copy(update={"use_cases": (other,)})
    assert given_answers(PROGRAM, changed, case.id)["public"] != answer


def test_what_is_no_use_case_meets_nobody(guangxi):
    assert set(given_answers(PROGRAM, guangxi, "cloud")) == {"tier"}
    assert given_answers(small(), guangxi, "cloud") == {}


def test_a_level_of_administration_that_the_instrument_does_not_know_stays_open(guangxi):
    place = guangxi.jurisdiction.model_copy(update={"tier": Tier.COUNTY})
    county = guangxi.model_copy(update={"jurisdiction": place})
    assert given_answers(PROGRAM, county, "cloud") == {}


def test_what_was_said_counts_before_what_the_dossier_gives(guangxi, monkeypatch):
    monkeypatch.setattr(assessments, "load_instrument", lambda _: PROGRAM)
    case = guangxi.use_cases[0].id
    entry = assessment({"tier": "national"}, about={"use_case": case})
    (found,) = assessments_of(guangxi.model_copy(update={"assessments": (entry,)})).findings
    assert "tier" not in found.evaluation.open_questions
    assert "public" not in found.evaluation.open_questions
    assert "flop" in found.evaluation.open_questions


@pytest.mark.parametrize("others", ["yes", "no"])
def test_what_the_dossier_gives_counts_before_what_was_said_of_all_others(
    guangxi, monkeypatch, others
):
    program = small(
        questions=[question("public", choices=YES_NO, given_by="serves_public")],
        results=[result("only", "high_water_mark", of=["public"])],
        main_result="only",
        contradictions=[],
        obligations=[],
    )
    monkeypatch.setattr(assessments, "load_instrument", lambda _: program)
    case = guangxi.use_cases[0]
    entry = assessment({}, about={"use_case": case.id}, others=others)
    (found,) = assessments_of(guangxi.model_copy(update={"assessments": (entry,)})).findings
    assert found.evaluation.main.level == ("mid" if case.serves_public else "low")


def test_the_needs_of_a_study_carry_its_findings(stated):
    dossier = stated(assessment())
    assert assess_needs(dossier, median_sample()).assessments.findings
    bare = assess_needs(dossier, median_sample(), assessments=NOTHING_ASSESSED)
    assert bare.assessments is NOTHING_ASSESSED
