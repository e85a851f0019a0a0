from __future__ import annotations

import dataclasses

import pytest

from steelyard.decision.portfolio.solution import Ending
from steelyard.report import plain_summary
from steelyard.report.horizon import Things, headline, summary_lines
from steelyard.report.horizon.headline import bound, shared, spending, total


def changed(things, **given):
    plan = dataclasses.replace(things.section.plan, **given)
    return dataclasses.replace(things, section=dataclasses.replace(things.section, plan=plan))


def test_page_one_says_what_starts_when_what_is_shared_and_the_total(said):
    text = headline(said)
    assert "from 2025 buy a service for 2; from 2026 buy and fit a service for 2" in text
    assert "build on own weights for 2" in text
    assert "keep today's service for 2" in text
    assert "Later one of them changes to a way that is more its own." in text
    assert "from 2025 Large-volume tariff; from 2026 platform team" in text
    assert "Over 5 years it costs CNY 1.5 million less than keeping all as it is" in text
    assert "see “Alone or together”" in text


def test_what_must_be_found_out_stands_before_the_plan(said):
    n = len(said.section.conditional)
    assert n > 0
    assert headline(said).startswith(f"For {n} of 9 use cases no new service is recommended yet")
    firm = dataclasses.replace(said, section=dataclasses.replace(said.section, conditional=()))
    assert headline(firm).startswith("Of 9 use cases:")


def test_every_language_says_it_without_raw_names(things, annex_words):
    text = " ".join([headline(things), spending(things), bound(things), *summary_lines(things)])
    assert not annex_words.search(text)
    assert "_" not in text
    assert "horizon." not in text


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"gap": 0.0}, "The search is complete: no plan is worth more than this one"),
        ({}, "within 0.1% of the best there can be"),
        ({"ending": Ending.LIMIT, "gap": 0.023}, "at most 2.3% below"),
    ],
)
def test_limits_and_gaps_of_the_search_are_said(said, given, words):
    text = bound(changed(said, **given))
    assert words in text
    assert "on average over 1,000 drawn cases" in text


def test_a_plan_that_costs_more_says_so(said):
    cost = dataclasses.replace(said.section.plan.net_cost, p50=2e6)
    assert "costs CNY 2 million more than keeping all" in total(changed(said, net_cost=cost))


def test_use_cases_without_benefit_are_named_beside_the_total(said):
    name = said.section.plan.starts[0].use_case
    section = dataclasses.replace(said.section, without_benefit=(name,))
    assert "for which no benefit is stated" in total(dataclasses.replace(said, section=section))
    assert "no benefit" not in total(
        dataclasses.replace(said, section=dataclasses.replace(section, without_benefit=()))
    )


def test_where_nothing_is_shared_that_is_said(said):
    assert shared(changed(said, builds=())) == "Nothing is shared."


def test_no_plan_says_that_limits_conflict(no_plan, section_of, voice):
    things = Things(section_of(no_plan), voice)
    assert headline(things) == voice.text("horizon.none")
    assert summary_lines(things) == [voice.text("horizon.none")]
    assert bound(things) == ""
    assert total(things) == ""


def test_the_terminal_gets_two_lines(said):
    lines = summary_lines(said)
    assert len(lines) == 2
    assert lines[1].startswith("Over 5 years")


def test_the_terminal_says_first_that_no_plan_keeps_all_limits(planned, no_plan):
    lines = plain_summary(planned(no_plan), "en").splitlines()
    first, aside = (
        next(row for row, line in enumerate(lines) if line.startswith(words))
        for words in ("No plan keeps all limits", "Leaving those limits aside:")
    )
    assert aside == first + 1
    assert not any("Keep today's service" in line for line in lines[:first])
