from __future__ import annotations

import dataclasses

from steelyard.decision.horizon.robust_result import CoreEntry
from steelyard.report.horizon.sure_words import sureness


def with_robust(things, **given):
    robust = things.section.plan.robust
    robust = dataclasses.replace(robust, **given) if given else None
    plan = dataclasses.replace(things.section.plan, robust=robust)
    return dataclasses.replace(things, section=dataclasses.replace(things.section, plan=plan))


def test_nothing_is_said_where_nobody_looked(said):
    assert sureness(with_robust(said)) is None


def test_each_use_case_says_in_how_many_futures_it_is_in(said):
    first, second, third = sureness(said).rows
    assert (first.futures, first.standing) == ("in 9 of 10 futures", "in")
    assert first.own == "as in the plan, in 3 of 10 futures"
    assert first.most.endswith(", in 6 of 10 futures")
    assert "in 4 of 10 futures" in first.voices
    assert first.advice == "commit now"
    assert (second.futures, second.own, second.voices) == ("in all futures", "", "")
    assert second.advice == "leave open"
    assert sureness(said).never == ()
    assert (third.futures, third.standing) == ("in fewer than 1 of 20 futures", "out")
    assert third.advice == ""


def test_what_to_commit_and_what_to_leave_open_is_named(said):
    found = sureness(said)
    assert found.commit == "“Drafting official documents”, platform team"
    assert found.leave_open == "“Checking and correcting documents”"
    assert found.shared == (
        "platform team in 9 of 10 futures",
        "machines that run a model (qwen1.5-72b) in 4 of 10 futures",
    )


def test_regret_is_told_in_words(said):
    found = sureness(said)
    assert "by CNY 1 million to CNY 1.2 million on average" in found.regret
    assert found.robust.startswith("The plan regretted least on average does otherwise:")
    assert "It falls short by CNY 800 thousand on average" in found.robust
    assert sureness(with_robust(said, differs={})).robust == (
        "No other plan is regretted less on average."
    )


def test_deciding_in_stages_is_worth_something_or_nothing_that_shows(said):
    assert "about CNY 700 thousand more" in sureness(said).stages
    assert "next to nothing" in sureness(with_robust(said, value_of_stages=5e3)).stages
    assert "cannot be shown" in sureness(with_robust(said, value_of_stages=0.0)).stages


def test_how_it_was_found_is_said_in_every_language(things):
    assert "0.9%" in sureness(things).search


def test_what_no_future_and_not_the_plan_takes_up_is_only_named(said):
    kept = said.section.plan.starts[5].use_case
    core = (*said.section.plan.robust.core, CoreEntry(kept, {"do_minimum": 1.0}, "never", {}))
    found = sureness(with_robust(said, core=core))
    assert found.never == (kept,)
    assert len(found.rows) == 3


def test_the_same_model_on_other_machines_is_told_once(said):
    twice = {"serving(a@x)": 0.4, "serving(a@y)": 0.6, "serving(b@x)": 0.02}
    found = sureness(with_robust(said, capabilities=twice))
    assert found.shared == ("machines that run a model (a) in 6 of 10 futures",)
