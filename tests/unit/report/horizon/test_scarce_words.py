from __future__ import annotations

import dataclasses

from tests.unit.report.horizon.made_plan import CLUSTER

from steelyard.decision.horizon.result import Conflict, ShadowValue
from steelyard.report.horizon import Things
from steelyard.report.horizon.scarce_words import conflict_rows, scarce_rows


def with_shadows(things, *shadows):
    plan = dataclasses.replace(things.section.plan, shadows=shadows)
    return dataclasses.replace(things, section=dataclasses.replace(things.section, plan=plan))


def test_one_more_of_each_scarce_thing_is_worth_so_much(said):
    rows = scarce_rows(said)
    assert [row.sentence for row in rows[:4]] == [
        "CNY 1 million more of investment in 2025 would bring CNY 1.3 million.",
        "CNY 1 million more of running money in 2028 would bring CNY 400 thousand.",
        "CNY 1 million more of investment over all years would bring CNY 200 thousand.",
        "One more post in 2026 for platform engineers would bring CNY 400 thousand.",
    ]
    assert rows[0].state == "CNY 9 million of CNY 9 million used"
    assert rows[3].state == "4.0 of 4.0 used"
    assert "Free machines for one more copy" in rows[4].sentence
    assert rows[5].sentence.startswith("DeepSeek may have at most 60% of the spending")
    assert rows[6].sentence.startswith("qwen may have at most 70% of the requests")
    assert rows[7].sentence.startswith("Serving “Watching city operation and warning” by 2027")
    assert rows[7].state == ""
    assert len(rows) == 8


def test_other_scarce_things_have_words_as_well(said):
    shadows = (
        ShadowValue("deadline", "no_benefit/decision-support", None, "", 1e5, -1.0, -1.0),
        ShadowValue("room", CLUSTER, 2026, "", 1e5, 0.0, 0.0),
    )
    first, second = (row.sentence for row in scarce_rows(with_shadows(said, *shadows)))
    assert first.startswith("Serving “Supporting decisions with past data”, for which no benefit")
    assert second.startswith("One more accelerator in 2026 on “machines that run a model")


def test_nothing_raw_is_left_in_any_language(things):
    text = " ".join(row.sentence + row.state for row in scarce_rows(things))
    assert "_" not in text
    assert "horizon." not in text


def test_limits_that_conflict_say_what_each_would_have_to_give(no_plan, section_of, english):
    rows = conflict_rows(Things(section_of(no_plan), english))
    assert [row.gives for row in rows] == [
        "CNY 2 million more a year",
        "CNY 3 million more",
        "It alone cannot: another limit has to give as well.",
        "1.5 posts more a year",
        "CNY 1 million more may rest on one of them than the cap allows",
        "500 thousand requests more may rest on one of them than the cap allows",
        "The deadline would have to go.",
        "It would have to stay with today's service.",
    ]
    assert rows[3].limit == "The posts for platform engineers"
    assert rows[4].limit == "Not all on one supplier"
    assert rows[7].limit.startswith("“Supporting decisions with past data” must be served")


def test_a_limit_of_another_kind_is_named(no_plan, section_of, english):
    plan = dataclasses.replace(no_plan, conflicts=(Conflict("in_place", "platform_team", 2.0),))
    (row,) = conflict_rows(Things(section_of(plan), english))
    assert row.limit == "platform team"
    assert row.gives == "2 more"
