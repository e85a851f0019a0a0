from __future__ import annotations

import dataclasses

import pytest
from tests.unit.report.horizon.made_plan import CLUSTER

from steelyard.report.horizon import horizon_section_of
from steelyard.report.horizon.section import Span
from steelyard.report.model import today_of


def test_without_a_plan_there_is_no_section(study, planned):
    assert horizon_section_of(planned(None), today_of(study)) is None


def test_services_are_set_up_before_the_year_in_which_they_start(study, section):
    for start in section.plan.starts:
        if start.start_year is None:
            assert start.use_case not in section.spans
            continue
        span, first = section.spans[start.use_case], section.month_of(start.start_year)
        months = study.decision.of(start.use_case).option(start.option).months_to_service.p50
        assert first <= span.ready <= first + 12
        assert span.begin == pytest.approx(max(span.ready - months, 0.0))


def test_shared_things_are_set_up_for_as_long_as_they_take(study, section):
    assert section.spans["measure/courses"] == Span(0.0, 12.0)
    assert section.spans["tier/large-volume"] == Span(0.0, 0.0)
    assert section.spans["retrieval_platform"] == Span(12.0, 12.0)
    lead = study.appraisal.capabilities["platform_team"].lead_months
    assert section.spans["platform_team"].ready == max(12.0, lead)
    assert section.spans["platform_team"].begin == pytest.approx(max(12.0, lead) - lead)


def test_what_one_alone_uses_is_not_shared(section):
    names = [build.id for build in section.shared]
    assert names == [
        "platform_team",
        "retrieval_platform",
        CLUSTER,
        "tier/large-volume",
        "measure/courses",
    ]
    users = section.plan.builds[0].users[:1]
    alone = dataclasses.replace(section.plan.builds[0], users=users)
    plan = dataclasses.replace(section.plan, builds=(alone, *section.plan.builds[1:]))
    assert [build.id for build in dataclasses.replace(section, plan=plan).shared] == names[1:]


def test_partners_are_those_who_share_something(section):
    starts = section.plan.starts
    assert section.partners(starts[0]) == (starts[1].use_case, starts[6].use_case)
    assert section.partners(starts[5]) == ()


def test_names_and_offers_are_those_of_the_dossier(section):
    assert section.names["courses"]["en"] == "Courses for platform engineers"
    assert section.offers["retrieval_platform"].provider == "the national centre"
    assert set(section.caps) == {"one-supplier", "one-family"}
    assert section.lead_months == {"courses": 12.0, "contest": 6.0}


def test_net_cost_is_value_at_its_price_less_worth(section, no_plan, section_of):
    plan = section.plan
    value = plan.money_per_value_point * plan.points * len(plan.starts)
    assert section.mean_net_cost == pytest.approx(value - plan.worth)
    assert section_of(no_plan).mean_net_cost == 0.0


def test_what_must_be_confirmed_is_what_the_use_case_says(study, section):
    assert set(section.conditional) <= {start.use_case for start in section.new}
    assert set(section.without_benefit) == {
        start.use_case for start in section.new if not study.decision.of(start.use_case).has_benefit
    }
    assert len(section.new) == 7
    assert section.n_months == 60.0
